//! Every way from a leaf towards a root that the names and signatures allow, within fixed limits: whoever sends a pile
//! chooses what is in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Certificate,
    keys::Verdict,
    roots::{Root, Roots},
};

/// The most CAs above a leaf, the root not counted. Real chains have one to three, with cross-signs four.
const CAS_MAX: usize = 8;

/// The most ways that are looked at.
const WAYS_MAX: usize = 16;

/// The most certificates that are visited; a way visits each of its own once.
const VISITS_MAX: usize = 256;

/// The most signatures that are checked; each pair is checked once.
const SIGNATURES_MAX: usize = 128;

/// A way upwards: indices of certificates, leaf first, without the root.
#[derive(Clone, Debug)]
pub(super) struct Way<'a> {
    pub(super) steps: Vec<usize>,
    pub(super) end: WayEnd<'a>,
}

/// Why a way goes no further.
#[derive(Clone, Copy, Debug)]
pub(super) enum WayEnd<'a> {
    /// Its last certificate is signed by a trusted root, or is one.
    Root(&'a Root),
    /// Its last certificate is signed by itself and not trusted.
    SelfSigned,
    /// There is no certificate of that issuer.
    Missing,
    /// There is one of that name, but its key did not sign.
    Broken,
    /// A limit was met there.
    Cut,
}

/// What a search found.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    pub(super) ways: Vec<Way<'a>>,
    /// The first limit that was met: what lies beyond it was left out.
    pub(super) cut: Option<Cut>,
}

/// A limit of the search.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cut {
    /// [`CAS_MAX`].
    Depth,
    /// [`WAYS_MAX`].
    Ways,
    /// [`VISITS_MAX`].
    Visits,
    /// [`SIGNATURES_MAX`].
    Signatures,
}

impl Cut {
    /// Its word in the finding, and how many there may be.
    pub(super) fn limit(self) -> (&'static str, usize) {
        match self {
            Self::Depth => ("cas", CAS_MAX),
            Self::Ways => ("ways", WAYS_MAX),
            Self::Visits => ("visits", VISITS_MAX),
            Self::Signatures => ("signatures", SIGNATURES_MAX),
        }
    }
}

/// Searches from the first of `certificates`, preferring the earlier ones.
pub(super) fn ways<'a>(certificates: &[&'a Certificate], roots: &'a Roots) -> Found<'a> {
    let mut by_subject = BTreeMap::<&[u8], Vec<usize>>::new();
    for (index, certificate) in certificates.iter().enumerate() {
        by_subject.entry(certificate.subject_der()).or_default().push(index);
    }
    let mut search = Search {
        certificates,
        by_subject,
        roots,
        checked: BTreeMap::new(),
        visits: 0,
        signatures: 0,
        found: Found::default(),
    };
    search.visit(&mut vec![0]);
    search.found
}

struct Search<'a, 'b> {
    certificates: &'b [&'a Certificate],
    by_subject: BTreeMap<&'a [u8], Vec<usize>>,
    roots: &'a Roots,
    /// Whether the second certificate signed the first.
    checked: BTreeMap<(usize, usize), bool>,
    visits: usize,
    signatures: usize,
    found: Found<'a>,
}

impl<'a> Search<'a, '_> {
    /// Goes on from the last step; at most [`CAS_MAX`] deep.
    fn visit(&mut self, steps: &mut Vec<usize>) {
        self.visits += 1;
        let Some((last, certificate)) = steps.last().and_then(|last| Some((*last, *self.certificates.get(*last)?)))
        else {
            return;
        };
        let limits = [
            (Cut::Depth, steps.len() > CAS_MAX + 1),
            (Cut::Visits, self.visits > VISITS_MAX),
            (Cut::Ways, self.found.ways.len() >= WAYS_MAX),
        ];
        if let Some((cut, _)) = limits.into_iter().find(|(_, is_met)| *is_met) {
            self.cut(cut);
            return self.end(steps, WayEnd::Cut);
        }
        let roots = self.roots;
        let mut leads_on = false;
        let mut broken = false;
        if certificate.is_self_issued() && self.signed(last, last) {
            let end = roots.find(certificate).map_or(WayEnd::SelfSigned, WayEnd::Root);
            return self.end(steps, end);
        }
        for root in roots.issuers_of(certificate) {
            self.signatures += 1;
            if certificate.verify_signed_by(&root.certificate) == Verdict::Valid {
                leads_on = true;
                self.end(steps, WayEnd::Root(root));
            } else {
                broken = true;
            }
        }
        for index in self.by_subject.get(certificate.issuer_der()).cloned().unwrap_or_default() {
            let Some(issuer) = self.certificates.get(index).copied() else { continue };
            // The same name and key again leads in a circle (RFC 4158 §5.2); a trusted root ended the way above.
            let again = |step: &usize| {
                self.certificates.get(*step).is_some_and(|before| {
                    before.spki_der() == issuer.spki_der() && before.subject_der() == issuer.subject_der()
                })
            };
            if !certificate.names_as_issuer(issuer) || steps.iter().any(again) {
                continue;
            }
            if issuer.is_self_issued() && roots.find(issuer).is_some() {
                continue;
            }
            if self.signed(last, index) {
                leads_on = true;
                steps.push(index);
                self.visit(steps);
                steps.pop();
            } else {
                broken = true;
            }
        }
        if !leads_on {
            self.end(steps, if broken { WayEnd::Broken } else { WayEnd::Missing });
        }
    }

    fn end(&mut self, steps: &[usize], end: WayEnd<'a>) {
        if self.found.ways.len() < WAYS_MAX {
            self.found.ways.push(Way { steps: steps.to_vec(), end });
        } else {
            self.cut(Cut::Ways);
        }
    }

    fn cut(&mut self, cut: Cut) {
        self.found.cut.get_or_insert(cut);
    }

    fn signed(&mut self, subject: usize, issuer: usize) -> bool {
        if let Some(known) = self.checked.get(&(subject, issuer)) {
            return *known;
        }
        if self.signatures >= SIGNATURES_MAX {
            self.cut(Cut::Signatures);
            return false;
        }
        self.signatures += 1;
        let pair = self.certificates.get(subject).zip(self.certificates.get(issuer));
        let signed = pair.is_some_and(|(subject, issuer)| subject.verify_signed_by(issuer) == Verdict::Valid);
        self.checked.insert((subject, issuer), signed);
        signed
    }
}

/// Each of `certificates` that a way goes through.
pub(super) fn used(ways: &[Way<'_>]) -> BTreeSet<usize> {
    ways.iter().flat_map(|way| way.steps.iter().copied()).collect()
}
