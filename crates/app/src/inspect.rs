//! Looking at CSRs and certificates: the functions that forms, API, staff and command line judge them by.

use warifu_domain::{
    AccountId, DnsName, Timestamp,
    catalogue::{Level, Product, Wildcard},
};
use warifu_pki::{
    AttributeKind, Certificate, Finding, Inspection, Intermediates, NameError, RuleSet, Severity, Standards,
    SubjectUse, Wanted,
    chain::{self, Chain, World},
    check_certificate, inspect,
    lint::{Expected, Level as Rules, Profile},
    pile::{Pile, Source},
    read_csr,
    roots::Roots,
};
use warifu_store::orders::{self, KeyHistory};

use crate::{App, Failure, FieldProblem, RuleSets, Viewer, other_kind};

/// By whose rules a CSR is judged.
#[derive(Clone, Copy, Debug, Default)]
pub struct Judge<'a> {
    /// The product whose wishes count, by id.
    pub product: Option<&'a str>,
    /// The rule set, by id; otherwise the product's, and without a product [`RULES_DEFAULT`].
    pub rules: Option<&'a str>,
}

/// The rule set for a CSR of which nobody said what it is for: what every CA of the shop takes.
pub const RULES_DEFAULT: &str = "shop-common";

/// A CSR that was judged.
#[derive(Clone, Debug)]
pub struct Inspected {
    /// Id of the rule set that it was judged by.
    pub rules: String,
    /// The CSR and every finding.
    pub inspection: Inspection,
    /// The names the certificate would carry.
    pub names: Vec<DnsName>,
}

impl App {
    /// Judges a CSR without ordering. Nothing of the input is kept. A viewer is also told when their account has used
    /// the key before; of another account's keys nobody is told more than that one was revoked as leaked.
    ///
    /// # Errors
    /// [`Failure::Invalid`] when the product or rule set is unknown or a name is malformed. Findings are not errors here.
    pub async fn inspect(
        &self,
        viewer: Option<&Viewer>,
        judge: Judge<'_>,
        csr: &[u8],
        names: &[String],
    ) -> Result<Inspected, Failure> {
        let mut problems = vec![];
        let product = judge.product.and_then(|id| self.sellable(id, &mut problems));
        let rules = judge.rules.or(product.map(|product| product.rule_set.as_str())).unwrap_or(RULES_DEFAULT);
        let rule_set = self.parts.rule_sets.get(rules);
        if rule_set.is_none() {
            problems.push(FieldProblem::new("rules", "rules_unknown").with("value", rules));
        }
        let names = parse_names(names, &mut problems);
        match rule_set {
            Some(rules) if problems.is_empty() => {
                let wanted = wanted(product, names, self.now());
                let wanted = self.with_known_keys(wanted, viewer.map(|viewer| viewer.account), csr).await?;
                Ok(Inspected::of(csr, self.standards(), rules, wanted))
            }
            _ => Err(Failure::Invalid(problems)),
        }
    }

    /// Judges certificates, with their chain when more than one is given. Nothing of the input is kept; `name` is what
    /// findings call it.
    pub fn inspect_certificates(&self, name: &str, input: &[u8]) -> SeenCertificates {
        let at = self.now().unix_seconds();
        let alone = CertificateJudge {
            standards: self.standards(),
            expected: Expected::at(at),
            roots: &|| self.roots(),
            intermediates: &self.parts.intermediates,
            pile: &[],
            insists: false,
        };
        let mut seen = SeenCertificates::of(name, input, &alone);
        // It was sent here, so that it does not help any more not to have read it.
        for finding in seen.findings.iter_mut().filter(|finding| finding.code == "pile_private_key") {
            *finding = Finding::new("certificate_private_key_pasted", Severity::Error, "BR 6.1.2, BR 4.9.1.1");
            finding.field = Some("certificate");
        }
        seen
    }

    /// The rule sets that a CSR can be judged by.
    pub fn rule_sets(&self) -> &RuleSets {
        &self.parts.rule_sets
    }

    /// The dated rules that hold for every CA.
    pub fn standards(&self) -> &Standards {
        &self.parts.standards
    }

    /// Judges a CSR for an order of the account.
    pub(crate) async fn inspect_for(
        &self,
        account: AccountId,
        product: &Product,
        csr: &[u8],
        names: Vec<DnsName>,
        organization: Option<&str>,
    ) -> Result<Inspected, Failure> {
        let rules = self
            .parts
            .rule_sets
            .get(&product.rule_set)
            .ok_or_else(|| Failure::Internal(format!("rule set `{}` is not loaded", product.rule_set)))?;
        let application = organization.map(|name| (AttributeKind::Organization, name.to_owned())).into_iter().collect();
        let wanted = Wanted { application, ..wanted(Some(product), names, self.now()) };
        let wanted = self.with_known_keys(wanted, Some(account), csr).await?;
        Ok(Inspected::of(csr, self.standards(), rules, wanted))
    }

    /// Adds what the shop remembers of the CSR's key: that the account has used it before, and that a certificate for
    /// it was revoked because it leaked. What cannot be read has no key; the inspection says why.
    async fn with_known_keys(&self, wanted: Wanted, account: Option<AccountId>, csr: &[u8]) -> Result<Wanted, Failure> {
        let Ok(csr) = read_csr(csr) else { return Ok(wanted) };
        let key = csr.spki_sha256();
        let KeyHistory { is_used, is_compromised } = orders::key_history(&self.parts.db, account, key).await?;
        let known_keys = is_used.then_some(key).into_iter().collect();
        let revoked_keys = is_compromised.then_some(key).into_iter().collect();
        Ok(Wanted { known_keys, revoked_keys, ..wanted })
    }
}

impl Inspected {
    /// Judges a CSR by a rule set for what is wanted.
    pub fn of(csr: &[u8], standards: &Standards, rules: &RuleSet, wanted: Wanted) -> Self {
        let mut inspection = inspect(csr, standards, rules, &wanted);
        if inspection.findings.iter().any(|finding| finding.code == "csr_unreadable") {
            let pile = Pile::read(&[Source { name: "csr", octets: csr }]);
            let mut said = pile.findings.clone();
            other_kind::tell(&pile, &mut said, "csr_other_kind", "csr");
            // A request among other things may be what could not be read.
            if said.iter().all(|finding| finding.code == "csr_other_kind" && finding.params["kind"] != "csr") {
                inspection.findings = said;
            }
        }
        let names = match &inspection.csr {
            Some(csr) if wanted.names.is_empty() => csr.names().to_vec(),
            _ => wanted.names,
        };
        Self { rules: rules.id.clone(), inspection, names }
    }
}

/// By what certificates are judged.
pub struct CertificateJudge<'a> {
    /// The dated rules that hold for every CA.
    pub standards: &'a Standards,
    /// What the leaf is expected to be.
    pub expected: Expected<'a>,
    /// Whom to trust: asked when there is a chain to judge.
    pub roots: &'a (dyn Fn() -> &'a Roots + Sync),
    /// The public CAs' intermediates, which complete what came without.
    pub intermediates: &'a Intermediates,
    /// More certificates, from which the chain is put together in any order; without them it is judged as given.
    pub pile: &'a [Certificate],
    /// Whether a certificate that stands alone has to lead to one of the roots too, because they were named on purpose.
    pub insists: bool,
}

/// Certificates that were looked at.
#[derive(Debug, Default)]
pub struct SeenCertificates {
    /// All that were given, in their order.
    pub certificates: Vec<Certificate>,
    /// Which of them is the leaf: the first that is no CA's, or else the first.
    pub leaf: usize,
    /// Everything that the rules say; what is about another certificate than the leaf has its place, from 1, as the
    /// parameter `position`.
    pub findings: Vec<Finding>,
    /// The leaf's chain, where one was asked for.
    pub chain: Option<Chain>,
}

impl SeenCertificates {
    /// Judges the certificates of the file `name`: PEM, DER or PKCS#7. A private key among them is refused and not read.
    pub fn of(name: &str, octets: &[u8], judge: &CertificateJudge<'_>) -> Self {
        let pile = Pile::read(&[Source { name, octets }]);
        let mut seen = Self {
            certificates: pile.certificates().cloned().collect(),
            findings: pile.findings.clone(),
            ..Self::default()
        };
        if seen.certificates.is_empty() {
            other_kind::tell(&pile, &mut seen.findings, "certificate_other_kind", "certificate");
            return seen;
        }
        seen.leaf = seen.certificates.iter().position(|certificate| !certificate.is_ca()).unwrap_or(0);
        let chain = seen.chain(judge);
        let level = match judge.expected.level {
            Rules::ByPolicy if is_public(&chain, judge) => Rules::Trusted,
            level => level,
        };
        for (at, certificate) in seen.certificates.iter().enumerate() {
            let expected =
                if at == seen.leaf { Expected { level, ..judge.expected } } else { Expected::at(judge.expected.at) };
            let found = check_certificate(certificate, judge.standards, &expected).into_iter();
            let placed = |finding: Finding| if at == seen.leaf { finding } else { finding.with("position", at + 1) };
            seen.findings.extend(found.map(placed));
        }
        let said = match chain {
            Some(Ok(chain)) => seen.chain.insert(chain).findings.clone(),
            Some(Err(finding)) => vec![finding],
            None => vec![],
        };
        // What is wrong with the leaf has been said.
        let new = said.into_iter().filter(|finding| !seen.findings.iter().any(|said| said.code == finding.code));
        let new: Vec<Finding> = new.collect();
        seen.findings.extend(new);
        seen
    }

    /// As a server would send them; with more at hand, or with one certificate alone, as a pile. Where nobody insists, a
    /// certificate alone has a chain only if the table knows it, since there may be no server yet, and a private CA's is
    /// in no table; or if it signed itself and is no root, since nothing can complete it then.
    fn chain(&self, judge: &CertificateJudge<'_>) -> Option<Result<Chain, Finding>> {
        let leaf = self.certificates.get(self.leaf)?;
        let pile = judge.pile;
        let is_alone = self.certificates.len() + pile.len() == 1;
        let ends_itself = || leaf.is_self_signed() && !leaf.could_be_root();
        if is_alone && !judge.insists && judge.intermediates.above(leaf).is_empty() && !ends_itself() {
            return None;
        }
        let roots = (judge.roots)();
        let world = &World { helpers: pile, intermediates: judge.intermediates, ..World::of(roots, judge.expected.at) };
        Some(if pile.is_empty() && !is_alone {
            chain::of_server(&self.certificates, world)
        } else {
            chain::of_pile(leaf, &self.certificates, world)
        })
    }
}

/// Whether a chain leads to a root of the browsers.
fn is_public(chain: &Option<Result<Chain, Finding>>, judge: &CertificateJudge<'_>) -> bool {
    let Some(Ok(chain)) = chain else { return false };
    let root = chain.best.root().and_then(|root| (judge.roots)().find(root));
    root.is_some_and(|root| root.is_public)
}

/// The profile that a product's certificates have.
pub const fn profile(level: Level) -> Profile {
    match level {
        Level::Dv => Profile::Domain,
        Level::Ov => Profile::Organization,
        Level::Ev => Profile::Extended,
    }
}

/// What `product` asks of a CSR for these names, or of the CSR's own names when there are none. Without a product the
/// subject counts only if it names an organisation, and no number of names is too many.
pub fn wanted(product: Option<&Product>, names: Vec<DnsName>, now: Timestamp) -> Wanted {
    let wildcard = match product.map(|product| product.wildcard) {
        Some(Wildcard::Forbid) => warifu_pki::Wildcard::Forbid,
        Some(Wildcard::Require) => warifu_pki::Wildcard::Require,
        Some(Wildcard::Allow) | None => warifu_pki::Wildcard::Allow,
    };
    let subject = match product.map(|product| product.level) {
        Some(Level::Dv) => SubjectUse::Ignored,
        Some(_) => SubjectUse::Printed,
        None => SubjectUse::ByOrganization,
    };
    let names_max = product.map_or(usize::MAX, |product| product.names_max);
    let at = now.unix_seconds();
    Wanted { names, wildcard, names_max, subject, application: vec![], known_keys: vec![], revoked_keys: vec![], at }
}

/// The names of a form or request; each that is none is a problem.
pub(crate) fn parse_names(texts: &[String], problems: &mut Vec<FieldProblem>) -> Vec<DnsName> {
    let mut names: Vec<DnsName> = vec![];
    for text in texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        match DnsName::parse(text) {
            Ok(name) if names.contains(&name) => {}
            Ok(name) => names.push(name),
            Err(error) => problems.push(name_problem(text, &error)),
        }
    }
    names
}

fn name_problem(text: &str, error: &NameError) -> FieldProblem {
    let shown: String = text.chars().take(80).collect();
    let problem = FieldProblem::new("names", error.finding_code()).with("name", shown).with("reason", error.code());
    error.params().into_iter().fold(problem, |problem, (name, value)| problem.with(name, value))
}
