//! The CSR inspector: one file per rule, one list, one function.
//!
//! A rule is a file that holds a `RULE` with its code (the file's name), its severity, its source and where it applies,
//! and a function that adds findings. Since when it holds, if not since ever, is a row in `catalogue/standards.toml`.
//! Adding one: the file, its line in `mod` and in [`ALL`], a passing and a failing row in `tests/it/rules.rs`, its
//! sentence in each locale.

mod cn_not_in_names;
mod cn_not_in_san;
mod cn_too_long;
mod csr_extension_twice;
mod csr_several;
mod csr_signature_broken;
mod csr_signature_unknown;
mod csr_signature_weak_hash;
mod csr_too_large;
mod csr_unreadable;
mod findings_more;
mod key_algorithm_inexact;
mod key_close_primes;
mod key_compromised;
mod key_curve_explicit;
mod key_debian_weak;
mod key_exponent;
mod key_exponent_unusual;
mod key_prime_power;
mod key_reused;
mod key_roca;
mod key_size;
mod key_small_factor;
mod key_type_refused;
mod key_unusable;
mod name_address_option;
mod name_internal;
mod name_ip_address;
mod name_label_invalid;
mod name_malformed;
mod name_public_suffix;
mod name_reverse_lookup;
mod name_too_long;
mod name_trailing_dot;
mod name_underscore;
mod name_unicode;
mod name_wildcard_shape;
mod names_dropped;
mod names_duplicate;
mod names_mismatch;
mod names_missing;
mod names_too_many;
mod private_key_pasted;
mod rule_set;
mod subject_badly_encoded;
mod subject_blank;
mod subject_characters;
mod subject_country;
mod subject_country_refused;
mod subject_email_ignored;
mod subject_fullwidth;
mod subject_invisible;
mod subject_lower_case;
mod subject_mismatch;
mod subject_missing;
mod subject_ou_ignored;
mod subject_padded;
mod subject_place_joined;
mod subject_refused;
mod subject_repeated;
mod subject_spelling;
mod subject_too_long;
mod subject_unknown;
mod subject_ward_needed;
mod wildcard_missing;
mod wildcard_not_in_cn;
mod wildcard_not_in_product;

pub use rule_set::{Characters, Field, Fields, RuleSet};

use crate::{
    AttributeKind, Csr, DnsName, Finding, KeyKind, Params, Severity, Sha256, Standards, der,
    finding::visible,
    keys::{self, Verdict},
    names::{NameError, UNICODE_REFUSED},
    pem,
    subject::{Attribute, is_japanese},
    weak::Modulus,
};

/// Every rule, sorted by code: for help pages, and for a test that each has its sentences.
pub static ALL: &[&Rule] = &[
    &cn_not_in_names::RULE,
    &cn_not_in_san::RULE,
    &cn_too_long::RULE,
    &csr_extension_twice::RULE,
    &csr_several::RULE,
    &csr_signature_broken::RULE,
    &csr_signature_unknown::RULE,
    &csr_signature_weak_hash::RULE,
    &csr_too_large::RULE,
    &csr_unreadable::RULE,
    &findings_more::RULE,
    &key_algorithm_inexact::RULE,
    &key_close_primes::RULE,
    &key_compromised::RULE,
    &key_curve_explicit::RULE,
    &key_debian_weak::RULE,
    &key_exponent::RULE,
    &key_exponent_unusual::RULE,
    &key_prime_power::RULE,
    &key_reused::RULE,
    &key_roca::RULE,
    &key_size::RULE,
    &key_small_factor::RULE,
    &key_type_refused::RULE,
    &key_unusable::RULE,
    &name_address_option::RULE,
    &name_internal::RULE,
    &name_ip_address::RULE,
    &name_label_invalid::RULE,
    &name_malformed::RULE,
    &name_public_suffix::RULE,
    &name_reverse_lookup::RULE,
    &name_too_long::RULE,
    &name_trailing_dot::RULE,
    &name_underscore::RULE,
    &name_unicode::RULE,
    &name_wildcard_shape::RULE,
    &names_dropped::RULE,
    &names_duplicate::RULE,
    &names_mismatch::RULE,
    &names_missing::RULE,
    &names_too_many::RULE,
    &private_key_pasted::RULE,
    &subject_badly_encoded::RULE,
    &subject_blank::RULE,
    &subject_characters::RULE,
    &subject_country::RULE,
    &subject_country_refused::RULE,
    &subject_email_ignored::RULE,
    &subject_fullwidth::RULE,
    &subject_invisible::RULE,
    &subject_lower_case::RULE,
    &subject_mismatch::RULE,
    &subject_missing::RULE,
    &subject_ou_ignored::RULE,
    &subject_padded::RULE,
    &subject_place_joined::RULE,
    &subject_refused::RULE,
    &subject_repeated::RULE,
    &subject_spelling::RULE,
    &subject_too_long::RULE,
    &subject_unknown::RULE,
    &subject_ward_needed::RULE,
    &wildcard_missing::RULE,
    &wildcard_not_in_cn::RULE,
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
    /// [`csr_several`], [`csr_unreadable`]) have nothing left to see.
    check: fn(&Case<'_>, &mut Report),
}

/// Which inspections a rule has a say in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    /// All of them.
    Always,
    /// Those for a certificate that carries the subject (see [`SubjectUse`]).
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
    /// What the application says about the subject, to be compared with the CSR for OV and EV.
    pub application: Vec<(AttributeKind, String)>,
    /// The keys of the applicant's earlier orders, by SPKI digest.
    pub known_keys: Vec<Sha256>,
    /// The keys whose certificates were revoked because they leaked, whoever's they were, by SPKI digest.
    pub revoked_keys: Vec<Sha256>,
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
    /// At least one wildcard.
    Require,
}

/// What becomes of the CSR's subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectUse {
    /// DV: dropped (BR 7.1.2.7.2), so its faults do not matter.
    Ignored,
    /// OV and EV: what the certificate will say.
    Printed,
    /// Nobody said what the CSR is for: printed if it names an organisation, which DV requests leave out.
    ByOrganization,
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
    let csr = match read_csr(input) {
        Ok(csr) => csr,
        Err(finding) => return Inspection { csr: None, findings: vec![finding] },
    };
    let names = if wanted.names.is_empty() { csr.names() } else { &wanted.names };
    let rsa = csr.rsa_parts().map(|(octets, exponent)| Rsa { exponent, modulus: Modulus::new(octets) });
    let signature = csr.verify();
    let key_is_usable = signature != Verdict::Broken || keys::is_usable(csr.key(), csr.key_bits());
    let case = Case { csr: &csr, standards, rules, wanted, names, signature, key_is_usable, rsa };
    let printed = match wanted.subject {
        SubjectUse::Ignored => false,
        SubjectUse::Printed => true,
        SubjectUse::ByOrganization => csr.subject().first(AttributeKind::Organization).is_some(),
    };
    let mut report = Report { findings: Vec::new() };
    for (rule, from) in ALL.iter().zip(standards.rules_from()) {
        let applies = rule.applies == Applies::Always || printed;
        if applies && *from <= wanted.at {
            let first = report.findings.len();
            (rule.check)(&case, &mut report);
            findings_more::cut(&mut report.findings, first);
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

/// From PEM or DER to a CSR that nothing was judged of yet.
///
/// # Errors
/// The one finding that stands in the way.
pub fn read_csr(input: &[u8]) -> Result<Csr, Finding> {
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
    standards: &'a Standards,
    rules: &'a RuleSet,
    wanted: &'a Wanted,
    /// The names that would be put in the certificate.
    names: &'a [DnsName],
    signature: Verdict,
    /// Whether the signature could be good with this key; asked only of those whose signature is not.
    key_is_usable: bool,
    rsa: Option<Rsa<'a>>,
}

/// An RSA key's numbers.
struct Rsa<'a> {
    /// The public exponent, big-endian.
    exponent: &'a [u8],
    modulus: Modulus,
}

impl Rsa<'_> {
    /// Odd and at least 3 (BR 6.1.6).
    fn exponent_is_sound(&self) -> bool {
        self.exponent != [1] && self.exponent.last().is_some_and(|low| low % 2 == 1)
    }
}

impl Case<'_> {
    /// Where the names come from: the form's field or the CSR.
    fn names_field(&self) -> &'static str {
        if self.wanted.names.is_empty() { "csr" } else { "names" }
    }

    /// Whether no certificate for the name is to be had here, so that it is offered in no other's place.
    fn refuses(&self, name: &DnsName) -> bool {
        let is_surplus_star = name.is_wildcard() && self.wanted.wildcard == Wildcard::Forbid;
        is_surplus_star || name_internal::is_internal(self, name) || name.is_public_suffix() || name.is_reverse_lookup()
    }

    /// The most characters that the CA takes of a value.
    fn chars_max(&self, kind: AttributeKind, text: &str) -> Option<usize> {
        let field = self.rules.field(kind);
        field.japanese_max.filter(|_| text.chars().any(is_japanese)).or(field.chars_max)
    }

    /// Whether the CA takes the value, so that it can be offered in place of another.
    fn takes(&self, kind: AttributeKind, text: &str) -> bool {
        let (field, is_japanese) = (self.rules.field(kind), text.chars().any(is_japanese));
        match kind {
            AttributeKind::Country => subject_country::is_listed(text),
            _ => {
                self.chars_max(kind, text).is_none_or(|max| text.chars().count() <= max)
                    && text.chars().all(|c| field.takes(c, is_japanese))
            }
        }
    }

    /// Whether the key itself is refused, by [`key_curve_explicit`], [`key_exponent`], [`key_size`] or
    /// [`key_type_refused`]: that a signature by it cannot be checked is no fault of its own then.
    fn key_is_refused(&self) -> bool {
        let is_unsound = self.rsa.as_ref().is_some_and(|rsa| !rsa.exponent_is_sound());
        is_unsound
            || match self.csr.key() {
                KeyKind::Rsa { bits } => !(self.rules.rsa_bits_min..=self.rules.rsa_bits_max).contains(&bits),
                kind => !self.rules.takes_kind(kind),
            }
    }

    /// The attributes whose text would be put in the certificate. CN is judged as a name; OU and mail address are
    /// left out of every certificate.
    fn printed_attributes(&self) -> impl Iterator<Item = &Attribute> {
        const ELSEWHERE: [AttributeKind; 4] = [
            AttributeKind::CommonName,
            AttributeKind::EmailAddress,
            AttributeKind::OrganizationalUnit,
            AttributeKind::Other,
        ];
        self.csr.subject().attributes().iter().filter(|attribute| !ELSEWHERE.contains(&attribute.kind))
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

    /// A finding of `rule` for each of the CSR's names that is wrong in one of its ways.
    fn refused_names(&mut self, rule: &Rule, case: &Case<'_>) {
        let refused = case.csr.refused_names().iter().filter(|refused| refused.error.finding_code() == rule.code);
        for refused in refused {
            let reason = match &refused.error {
                NameError::Unicode { ascii } if ascii.parse().is_ok_and(|name| case.refuses(&name)) => UNICODE_REFUSED,
                error => error.code(),
            };
            let finding = rule.finding().with("name", visible(&refused.text)).with("reason", reason);
            self.add(refused.error.params().into_iter().fold(finding, |f, (name, value)| f.with(name, value)));
        }
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
