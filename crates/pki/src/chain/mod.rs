//! Chains: put together from whatever is there, judged link by link, and judged against what was asked of the CA before
//! a certificate counts as issued.
//!
//! [`of_pile`] and [`of_server`] find the ways from a leaf to a root (`search`), choose the best, and say what is
//! missing, superfluous, expired or about to lose trust (`judge`). [`check_issued`] is the stricter question of an
//! issuance: is this what was asked for?

mod hints;
mod issued;
mod judge;
mod search;

use std::collections::BTreeSet;

use crate::{
    Certificate, Finding, Intermediates, Severity, Sha256,
    cert::CHAIN_CERTIFICATES_MAX,
    roots::{Root, Roots},
};
pub use issued::{ISSUED_CODES, Intent, NOT_BEFORE_DISTANCE_MAX, check_issued, tidy_chain};
use search::{Cut, Found, Way, WayEnd};

/// The codes of a [`Chain`]'s findings, sorted, for a test that each has its row and its sentences.
pub static CODES: &[&str] = &[
    "chain_ca_ends_early",
    "chain_ca_expired",
    "chain_ca_not_yet_valid",
    "chain_completed",
    "chain_cross_signed",
    "chain_duplicate",
    "chain_empty",
    "chain_intermediate_missing",
    "chain_issuer_missing",
    "chain_leaf_not_first",
    "chain_leaf_self_signed",
    "chain_name_constraint",
    "chain_not_ca",
    "chain_not_for_servers",
    "chain_order_wrong",
    "chain_path_too_long",
    "chain_refused",
    "chain_root_distrust_ahead",
    "chain_root_distrusted",
    "chain_root_sent",
    "chain_root_unknown",
    "chain_search_cut",
    "chain_signature_broken",
    "chain_signature_unsupported",
    "chain_stranger",
    "chain_too_many",
];

/// What a chain is looked at with.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    /// Certificates that were given only to take issuers from: what is unused or there twice is nobody's mistake.
    pub helpers: &'a [Certificate],
    /// Intermediates that are known besides: issued or received by the shop, or from an operator's folder.
    pub known: &'a [Certificate],
    /// The public CAs', asked when what is there leads to no root.
    pub intermediates: &'a Intermediates,
    /// Whom to trust.
    pub roots: &'a Roots,
    /// The moment that counts, in seconds since 1970.
    pub at: i64,
}

impl<'a> World<'a> {
    /// With nothing known but the roots.
    pub fn of(roots: &'a Roots, at: i64) -> Self {
        Self { helpers: &[], known: &[], intermediates: <&Intermediates>::default(), roots, at }
    }
}

/// A leaf's chain.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The best way: to a trusted root, sound, long-lived and short, in this order of weight.
    pub best: Route,
    /// The other ways, by cross-signs.
    pub others: Vec<Route>,
    /// What there is to say; an error means that browsers will refuse the chain, as it was sent or altogether.
    pub findings: Vec<Finding>,
}

/// One way from the leaf upwards.
#[derive(Clone, Debug)]
pub struct Route {
    /// Leaf first, without the root: what a server sends.
    pub links: Vec<Link>,
    /// Where it ends.
    pub end: End,
}

/// One certificate on the way.
#[derive(Clone, Debug)]
pub struct Link {
    /// The certificate.
    pub certificate: Certificate,
    /// Where it was taken from.
    pub origin: Origin,
}

/// Where a certificate was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// What was given, at this place from 1.
    Given(usize),
    /// [`World::helpers`].
    Helper,
    /// [`World::known`].
    Known,
    /// [`World::intermediates`].
    Table,
}

impl Origin {
    /// Whether whoever asked has it; otherwise it was added here.
    pub fn is_given(self) -> bool {
        match self {
            Self::Given(_) | Self::Helper => true,
            Self::Known | Self::Table => false,
        }
    }
}

/// Where a way ends.
#[derive(Clone, Debug)]
pub enum End {
    /// Under, or at, a trusted root.
    Trusted(Box<Certificate>),
    /// At a certificate that signed itself and is not trusted.
    SelfSigned,
    /// The issuer of the last certificate is not there, its key did not sign, or the search ended.
    Missing,
}

impl Route {
    /// The root, if there is a trusted one.
    pub fn root(&self) -> Option<&Certificate> {
        match &self.end {
            End::Trusted(root) => Some(root),
            End::SelfSigned | End::Missing => None,
        }
    }
}

impl Chain {
    /// The leaf and its intermediates without the root, in the order in which a server sends them.
    pub fn certificates(&self) -> Vec<Certificate> {
        self.best.links.iter().map(|link| link.certificate.clone()).collect()
    }

    /// Whether something of it was not given.
    pub fn is_completed(&self) -> bool {
        self.best.links.iter().any(|link| !link.origin.is_given())
    }

    /// Whether nothing is wrong: it leads to a trusted root, and was sent as it should be.
    pub fn is_sound(&self) -> bool {
        self.best.root().is_some() && !self.findings.iter().any(Finding::is_error)
    }
}

/// The chain of `leaf` out of a pile in any order. What is known besides completes it; what belongs elsewhere is left
/// out and named.
///
/// # Errors
/// `chain_too_many` when the pile has more than [`CHAIN_CERTIFICATES_MAX`] certificates.
pub fn of_pile(leaf: &Certificate, pile: &[Certificate], world: &World<'_>) -> Result<Chain, Finding> {
    build(leaf, pile, world, Manner::Pile)
}

/// The chain that a server sent, in the order in which it sent it.
///
/// # Errors
/// `chain_empty`, or `chain_too_many` beyond [`CHAIN_CERTIFICATES_MAX`].
pub fn of_server(sent: &[Certificate], world: &World<'_>) -> Result<Chain, Finding> {
    let first = sent.first().ok_or_else(|| error("chain_empty", "RFC 8446 section 4.4.2"))?;
    // Whatever stands first is what clients take for the server's own; a CA there is a file in the wrong order.
    let leaf = if first.is_ca() { sent.iter().find(|certificate| !certificate.is_ca()) } else { None };
    build(leaf.unwrap_or(first), sent, world, Manner::Sent)
}

/// How certificates were given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// Lying about: order and strangers mean nothing.
    Pile,
    /// By a server: what is missing or out of order is the clients' problem.
    Sent,
}

/// What is searched: the leaf, what was given, the helpers, what is known, what the table has; each once, in this order.
struct Stock<'a> {
    certificates: Vec<&'a Certificate>,
    origins: Vec<Origin>,
    seen: BTreeSet<Sha256>,
}

fn build(leaf: &Certificate, given: &[Certificate], world: &World<'_>, manner: Manner) -> Result<Chain, Finding> {
    if given.len() > CHAIN_CERTIFICATES_MAX {
        let many = error("chain_too_many", "RFC 8446 section 4.4.2").with("certificates", given.len());
        return Err(many.with("certificates_max", CHAIN_CERTIFICATES_MAX));
    }
    let mut findings = Vec::new();
    let above: Vec<Certificate>;
    let mut stock = Stock::gather(leaf, given, &mut findings);
    stock.add(world.helpers, Origin::Helper);
    stock.add(world.known, Origin::Known);
    let mut found = search::ways(&stock.certificates, world.roots);
    if found.ways.iter().all(|way| trusted(way).is_none()) {
        let ends = found.ways.iter().filter_map(|way| stock.path(way).last().copied());
        above = ends.flat_map(|last| world.intermediates.above(last)).collect();
        if !above.is_empty() {
            stock.add(&above, Origin::Table);
            found = search::ways(&stock.certificates, world.roots);
        }
    }
    let Found { ways, cut } = found;
    let mut judged: Vec<_> = ways.iter().map(|way| Judged::new(way, &stock, world.at)).collect();
    judged.sort_by_key(Judged::rank);
    let best = judged.iter_mut().position(|judged| judged.passes(&stock, world.at)).unwrap_or(0);
    if best < judged.len() {
        judged[..=best].rotate_right(1);
    }
    let mut judged = judged.into_iter();
    let Some(best) = judged.next() else { return Err(error("chain_empty", "RFC 8446 section 4.4.2")) };
    let others: Vec<_> = judged.map(|judged| stock.route(judged.way)).collect();

    let chosen = stock.route(best.way);
    let trusted = ways.iter().filter(|way| matches!(way.end, WayEnd::Root(_))).count();
    if trusted > 1 {
        findings.push(notice("chain_cross_signed", "RFC 4158 section 2.6").with("ways", trusted));
    }
    findings.extend(best.findings);
    findings.extend(end(leaf, best.way, &stock, world, manner));
    // Nobody installs a CA's certificate on a server by itself, so nothing has to be sent with it, or left out.
    let is_ca_alone = manner == Manner::Pile && leaf.could_be_root();
    if !is_ca_alone {
        findings.extend(presence(&chosen, manner));
    }
    let is_cut = matches!(best.way.end, WayEnd::Cut);
    let besides = if is_cut { Vec::new() } else { remainder(&stock, &ways, best.way, manner) };
    findings.extend(besides.into_iter().filter(|finding| !is_ca_alone || finding.code != "chain_root_sent"));
    if let Some((limit, max)) = cut.map(Cut::limit) {
        // Where it hides whether there is a root, nobody can say that the chain is right.
        let cut = if is_cut { error } else { warning }("chain_search_cut", "RFC 4158 section 5").with("limit", limit);
        findings.push(cut.with("limit_max", max).with("certificates", stock.certificates.len()));
    }
    Ok(Chain { best: chosen, others, findings })
}

impl<'a> Stock<'a> {
    fn gather(leaf: &'a Certificate, given: &'a [Certificate], findings: &mut Vec<Finding>) -> Self {
        let place = given.iter().position(|certificate| certificate == leaf);
        let mut stock = Self {
            certificates: vec![leaf],
            origins: vec![place.map_or(Origin::Given(1), |at| Origin::Given(at + 1))],
            seen: BTreeSet::from([leaf.fingerprint()]),
        };
        for (index, certificate) in given.iter().enumerate() {
            if stock.seen.insert(certificate.fingerprint()) {
                stock.certificates.push(certificate);
                stock.origins.push(Origin::Given(index + 1));
            } else if place != Some(index) {
                let double = warning("chain_duplicate", "RFC 8446 section 4.4.2").with("position", index + 1);
                findings.push(double.with("subject", certificate.subject_text()));
            }
        }
        stock
    }

    /// Only a CA leads anywhere, and a shop's leaves are many; but who gives something else for a CA is told.
    fn add(&mut self, certificates: &'a [Certificate], origin: Origin) {
        for certificate in certificates {
            if (certificate.is_ca() || origin.is_given()) && self.seen.insert(certificate.fingerprint()) {
                self.certificates.push(certificate);
                self.origins.push(origin);
            }
        }
    }

    /// Where a certificate stands in what was given, from 1.
    fn place(&self, certificate: &Certificate) -> Option<usize> {
        let at = self.certificates.iter().position(|other| *other == certificate)?;
        match self.origins.get(at)? {
            Origin::Given(position) => Some(*position),
            Origin::Helper | Origin::Known | Origin::Table => None,
        }
    }

    fn path(&self, way: &Way<'_>) -> Vec<&'a Certificate> {
        way.steps.iter().filter_map(|step| self.certificates.get(*step).copied()).collect()
    }

    fn route(&self, way: &Way<'_>) -> Route {
        let link = |step: &usize| {
            let (certificate, origin) = self.certificates.get(*step).zip(self.origins.get(*step))?;
            Some(Link { certificate: (*certificate).clone(), origin: *origin })
        };
        let end = match way.end {
            WayEnd::Root(root) => End::Trusted(Box::new(root.certificate.clone())),
            WayEnd::SelfSigned => End::SelfSigned,
            WayEnd::Missing | WayEnd::Broken | WayEnd::Cut => End::Missing,
        };
        Route { links: way.steps.iter().filter_map(link).collect(), end }
    }
}

/// A way and what is wrong with it.
struct Judged<'a, 'b> {
    way: &'b Way<'a>,
    findings: Vec<Finding>,
    /// How many of its certificates were not given.
    added: usize,
}

impl<'a, 'b> Judged<'a, 'b> {
    fn new(way: &'b Way<'a>, stock: &Stock<'_>, at: i64) -> Self {
        let path = stock.path(way);
        let root = trusted(way);
        let mut findings = judge::links(
            &path,
            root.map(|root| &root.certificate).filter(|root| path != [*root]),
            |one| stock.place(one),
            at,
        );
        if let Some((leaf, root)) = path.first().zip(root) {
            findings.extend(judge::distrust(leaf, &root.certificate.subject_text(), &root.distrusts, at));
        }
        let added =
            way.steps.iter().filter(|step| stock.origins.get(**step).is_some_and(|origin| !origin.is_given())).count();
        Self { way, findings, added }
    }

    /// The less, the better.
    fn rank(&self) -> (u8, usize, usize, usize, usize) {
        let end = match self.way.end {
            WayEnd::Root(_) => 0,
            WayEnd::SelfSigned => 1,
            WayEnd::Broken => 2,
            WayEnd::Missing => 3,
            WayEnd::Cut => 4,
        };
        let count = |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        // Where nothing leads to a root, the way that comes nearest says best what is missing.
        let length = if end == 0 { self.way.steps.len() } else { usize::MAX - self.way.steps.len() };
        (end, count(Severity::Error), count(Severity::Warning), length, self.added)
    }

    /// Asks the second opinion about a way that is sound so far, and keeps what it says.
    fn passes(&mut self, stock: &Stock<'_>, at: i64) -> bool {
        let Some(root) = trusted(self.way) else { return false };
        if self.findings.iter().any(Finding::is_error) {
            return false;
        }
        let refusal = judge::second_opinion(&stock.path(self.way), &root.certificate, at);
        self.findings.extend(refusal);
        !self.findings.iter().any(Finding::is_error)
    }
}

fn trusted<'a>(way: &Way<'a>) -> Option<&'a Root> {
    match way.end {
        WayEnd::Root(root) => Some(root),
        WayEnd::SelfSigned | WayEnd::Missing | WayEnd::Broken | WayEnd::Cut => None,
    }
}

/// Why the best way does not end at a trusted root.
fn end(leaf: &Certificate, way: &Way<'_>, stock: &Stock<'_>, world: &World<'_>, manner: Manner) -> Vec<Finding> {
    let Some(last) = stock.path(way).last().copied() else { return Vec::new() };
    let removed = world.roots.removed(&last.issuer_text());
    let distrust = judge::distrust(leaf, &last.issuer_text(), removed, world.at);
    match way.end {
        // Of what was cut the search itself tells.
        WayEnd::Root(_) | WayEnd::Cut => Vec::new(),
        // Whatever a server sends first is its own, but a root in a pile is only not one of those that are trusted.
        WayEnd::SelfSigned if way.steps.len() == 1 && (manner == Manner::Sent || !leaf.could_be_root()) => {
            vec![error("chain_leaf_self_signed", "RFC 5280 section 6").with("subject", leaf.subject_text())]
        }
        WayEnd::SelfSigned | WayEnd::Missing if distrust.iter().any(Finding::is_error) => distrust,
        WayEnd::SelfSigned => {
            vec![error("chain_root_unknown", "RFC 5280 section 6").with("issuer", last.subject_text())]
        }
        WayEnd::Missing => {
            let roots = world.roots.iter().map(|root| &root.certificate);
            let mut all = stock.certificates.iter().copied().chain(roots);
            // Of the issuer's name, but of another key than the identifier tells.
            vec![judge::missing(last, all.any(|other| is_namesake(last, other) && !last.names_as_issuer(other)))]
        }
        WayEnd::Broken => {
            let broken = error("chain_signature_broken", "RFC 5280 section 6.1").with("subject", last.subject_text());
            vec![judge::placed(broken.with("issuer", last.issuer_text()), stock.place(last))]
        }
    }
}

/// What of the best way was not given, or not in its order.
fn presence(route: &Route, manner: Manner) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut order = Vec::new();
    // Where the certificate below says that its issuer's can be had.
    let mut url = None;
    for link in &route.links {
        let from = match link.origin {
            Origin::Given(position) => {
                order.push(position);
                None
            }
            Origin::Helper => None,
            Origin::Known => Some("known"),
            Origin::Table => Some("table"),
        };
        if let Some(from) = from {
            let added = match manner {
                Manner::Sent => error("chain_intermediate_missing", "RFC 8446 section 4.4.2"),
                Manner::Pile => notice("chain_completed", "RFC 5280 section 6"),
            };
            let added = added.with("subject", link.certificate.subject_text()).with("from", from);
            let added = added.with("sha256", link.certificate.fingerprint());
            let has_url = if url.is_some() { "yes" } else { "no" };
            findings.push(added.with("has_url", has_url).with("url", url.unwrap_or_default()));
        }
        url = hints::ca_issuers_url(&link.certificate);
    }
    if manner == Manner::Sent && order.first().is_some_and(|first| *first != 1) {
        findings.push(
            error("chain_leaf_not_first", "RFC 8446 section 4.4.2").with("position", order.first().unwrap_or(&1)),
        );
    } else if manner == Manner::Sent && !order.is_sorted() {
        let order: Vec<_> = order.iter().map(usize::to_string).collect();
        findings.push(warning("chain_order_wrong", "RFC 5246 section 7.4.2").with("order", order.join(" ")));
    }
    findings
}

/// What was given and is on no way. Of what has the name of the issuer that the best way ends without, its end tells.
fn remainder(stock: &Stock<'_>, ways: &[Way<'_>], best: &Way<'_>, manner: Manner) -> Vec<Finding> {
    let used = search::used(ways);
    let unsigned = matches!(best.end, WayEnd::Missing | WayEnd::Broken).then(|| stock.path(best).last().copied());
    // A root may be the one above what is missing.
    let may_belong =
        |other: &Certificate| matches!(best.end, WayEnd::Missing) && other.could_be_root() && other.is_self_issued();
    let is_told = |other| may_belong(other) || unsigned.flatten().is_some_and(|last| is_namesake(last, other));
    let mut findings = Vec::new();
    for (index, (certificate, origin)) in stock.certificates.iter().zip(&stock.origins).enumerate() {
        let Origin::Given(position) = origin else { continue };
        if is_told(certificate) || used.contains(&index) && (index == 0 || !certificate.is_self_signed()) {
            continue;
        }
        let is_top = ways.iter().any(|way| is_top(certificate, way, stock));
        let finding = if is_top {
            notice("chain_root_sent", "RFC 8446 section 4.4.2")
        } else if manner == Manner::Sent {
            warning("chain_stranger", "RFC 8446 section 4.4.2")
        } else {
            notice("chain_stranger", "RFC 8446 section 4.4.2")
        };
        findings.push(finding.with("position", position).with("subject", certificate.subject_text()));
    }
    findings
}

/// Whether `other` has the name of the certificate's issuer, and may have another key.
fn is_namesake(certificate: &Certificate, other: &Certificate) -> bool {
    other.subject_der() == certificate.issuer_der() && other != certificate
}

/// Whether a certificate is the root of a way: the trusted one, or the one that signed itself.
fn is_top(certificate: &Certificate, way: &Way<'_>, stock: &Stock<'_>) -> bool {
    let top = trusted(way).map(|root| &root.certificate).or_else(|| stock.path(way).last().copied());
    certificate.is_self_issued()
        && top.is_some_and(|top| {
            top.subject_der() == certificate.subject_der() && top.spki_der() == certificate.spki_der()
        })
}

fn error(code: &'static str, source: &'static str) -> Finding {
    Finding::new(code, Severity::Error, source).on("chain")
}

fn warning(code: &'static str, source: &'static str) -> Finding {
    Finding::new(code, Severity::Warning, source).on("chain")
}

fn notice(code: &'static str, source: &'static str) -> Finding {
    Finding::new(code, Severity::Notice, source).on("chain")
}
