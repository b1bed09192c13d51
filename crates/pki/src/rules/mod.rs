//! The CSR inspector: one file per rule, one list, one function.
//!
//! A rule is a file that holds a `RULE` with its code (the file's name), its severity, its source and where it applies,
//! and a function that adds findings. Since when it holds, if not since ever, is a row in `catalogue/standards.toml`. Adding one: the file, its line in `mod` and in [`ALL`], a passing and a failing row in
//! `tests/it/rules.rs`, its sentence in each locale.

mod cn_not_in_names;
mod cn_too_long;
mod csr_signature_broken;
mod csr_signature_unknown;
mod csr_signature_weak_hash;
mod csr_too_large;
mod csr_unreadable;
mod key_exponent;
mod key_size;
mod key_type_refused;
mod name_internal;
mod name_malformed;
mod name_public_suffix;
mod name_reverse_lookup;
mod names_mismatch;
mod names_missing;
mod names_too_many;
mod private_key_pasted;
mod rule_set;
mod subject_too_long;
mod wildcard_not_in_product;

pub use rule_set::RuleSet;

use crate::{Csr, DnsName, Finding, Params, Severity, Standards, der, keys::Verdict, pem};

/// Every rule, sorted by code: for help pages, and for a test that each has its sentences.
pub static ALL: &[&Rule] = &[
    &cn_not_in_names::RULE,
    &cn_too_long::RULE,
    &csr_signature_broken::RULE,
    &csr_signature_unknown::RULE,
    &csr_signature_weak_hash::RULE,
    &csr_too_large::RULE,
    &csr_unreadable::RULE,
    &key_exponent::RULE,
    &key_size::RULE,
    &key_type_refused::RULE,
    &name_internal::RULE,
    &name_malformed::RULE,
    &name_public_suffix::RULE,
    &name_reverse_lookup::RULE,
    &names_mismatch::RULE,
    &names_missing::RULE,
    &names_too_many::RULE,
    &private_key_pasted::RULE,
    &subject_too_long::RULE,
    &wildcard_not_in_product::RULE,
];

/// What a rule is called, what it weighs, who asks for it and how it looks.
#[derive(Debug)]
pub struct Rule {
    /// Its name everywhere: file, finding, message, help page.
    pub code: &'static str,
    /// What its findings weigh.
    pub severity: Severity,
    /// The document, with section or date.
    pub source: &'static str,
    /// Which inspections it has a say in.
    pub applies: Applies,
    /// Looks at a CSR that was read. The rules on the way there ([`csr_too_large`], [`private_key_pasted`],
    /// [`csr_unreadable`]) have nothing left to see.
    check: fn(&Case<'_>, &mut Report),
}

/// Which inspections a rule has a say in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    /// All of them.
    Always,
    /// Those for a certificate that carries the subject ([`SubjectUse::Printed`]).
    SubjectPrinted,
}

/// What was asked for besides the CSR.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The names of the application; empty means the CSR's own.
    pub names: Vec<DnsName>,
    /// Whether the product has wildcards.
    pub wildcard: Wildcard,
    /// The most names that the product takes.
    pub names_max: usize,
    /// Whether the subject's organisation is put in the certificate.
    pub subject: SubjectUse,
    /// When the certificate would be issued, in Unix seconds: it decides which dated rules hold.
    pub at: i64,
}

/// Whether a product takes names with `*.`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wildcard {
    /// Host names only.
    Forbid,
    /// Wildcards and host names.
    Allow,
}

/// What becomes of the CSR's subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectUse {
    /// DV: dropped (BR 7.1.2.7.2), so its faults do not matter.
    Ignored,
    /// OV and EV: what the certificate will say.
    Printed,
}

/// What an inspection found.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The CSR when it could be read; never when the input carries a private key.
    pub csr: Option<Csr>,
    /// Everything the rules say, in the order of [`ALL`].
    pub findings: Vec<Finding>,
}

impl Inspection {
    /// The CSR when nothing speaks against it.
    pub fn accepted(&self) -> Option<&Csr> {
        self.csr.as_ref().filter(|_| !self.findings.iter().any(Finding::is_error))
    }
}

/// Judges a CSR in PEM or DER: the same call for form, API, ACME, staff and command line.
pub fn inspect(input: &[u8], standards: &Standards, rules: &RuleSet, wanted: &Wanted) -> Inspection {
    let csr = match read(input) {
        Ok(csr) => csr,
        Err(finding) => return Inspection { csr: None, findings: vec![finding] },
    };
    let names = if wanted.names.is_empty() { csr.names() } else { &wanted.names };
    let case = Case { csr: &csr, rules, wanted, names, signature: csr.verify() };
    let mut report = Report { findings: Vec::new() };
    for (rule, from) in ALL.iter().zip(standards.rules_from()) {
        let applies = rule.applies == Applies::Always || wanted.subject == SubjectUse::Printed;
        if applies && *from <= wanted.at {
            (rule.check)(&case, &mut report);
        }
    }
    Inspection { findings: report.findings, csr: Some(csr) }
}

/// Refuses text that carries a private key, wherever certificates and other public things are taken in.
///
/// # Errors
/// The finding `private_key_pasted`.
pub fn refuse_private_key(input: &[u8]) -> Result<(), Finding> {
    private_key_pasted::check_text(&pem::text(input))
}

/// From the input to a CSR, or the one finding that stands in the way.
fn read(input: &[u8]) -> Result<Csr, Finding> {
    csr_too_large::check(input)?;
    let der = if der::is_der(input) {
        input.to_vec()
    } else {
        let text = pem::text(input);
        private_key_pasted::check_text(&text)?;
        let blocks = csr_unreadable::blocks(&text)?;
        private_key_pasted::check_blocks(&blocks)?;
        csr_unreadable::find_request(&text, blocks)?
    };
    private_key_pasted::check_der(&der)?;
    csr_unreadable::read(der)
}

/// What the rules look at.
struct Case<'a> {
    csr: &'a Csr,
    rules: &'a RuleSet,
    wanted: &'a Wanted,
    /// The names that would be put in the certificate.
    names: &'a [DnsName],
    signature: Verdict,
}

impl Case<'_> {
    /// Where the names come from: the form's field or the CSR.
    fn names_field(&self) -> &'static str {
        if self.wanted.names.is_empty() { "csr" } else { "names" }
    }
}

/// Collects findings.
struct Report {
    findings: Vec<Finding>,
}

impl Report {
    fn add(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
}

impl Rule {
    /// A finding of this rule about the CSR.
    fn finding(&self) -> Finding {
        Finding {
            code: self.code,
            severity: self.severity,
            field: Some("csr"),
            params: Params::new(),
            source: self.source,
        }
    }
}

/// For rules that judge the input before there is a CSR.
fn seen_earlier(_: &Case<'_>, _: &mut Report) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_complete() {
        let codes: Vec<_> = ALL.iter().map(|rule| rule.code).collect();
        assert!(codes.is_sorted());
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
            .filter(|stem| stem != "mod" && stem != "rule_set")
            .collect();
        files.sort();
        assert_eq!(codes, files);
    }
}
