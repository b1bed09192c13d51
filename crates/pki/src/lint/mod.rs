//! The certificate inspector: one file per rule, one list, one function.
//!
//! A rule is a file that holds a `RULE` with its code (the file's name), its severity, its scope and its source, and a
//! function that adds findings. It judges a certificate by what held when that was issued: notBefore decides which
//! rules and limits of [`Standards`] apply. Adding one: the file, its line in `rules!`, a passing and a failing row in
//! `tests/it/certificates.rs`, its sentences in each locale's `certificates.ftl`.

mod attributes;
mod case;
mod country;
mod view;

use crate::{Certificate, Finding, Params, Severity, Standards};
use case::Case;
pub use case::{Expected, Level, Profile};

/// Declares the rules' modules and their list.
macro_rules! rules {
    ($($rule:ident,)*) => {
        $(mod $rule;)*

        /// Every rule, sorted by code: for help pages, and for a test that each has its sentences.
        pub static ALL: &[&Rule] = &[$(&$rule::RULE,)*];
    };
}

rules! {
    certificate_aia_method,
    certificate_aia_missing,
    certificate_aia_not_http,
    certificate_aia_twice,
    certificate_aki_missing,
    certificate_aki_names_issuer,
    certificate_aki_no_key_id,
    certificate_basic_constraints_not_critical,
    certificate_ca_basic_constraints_not_critical,
    certificate_ca_cannot_sign,
    certificate_ca_crl_sign_missing,
    certificate_ca_issuers_missing,
    certificate_ca_key_usage_missing,
    certificate_ca_key_usage_not_critical,
    certificate_ca_name_incomplete,
    certificate_ca_not_for_servers,
    certificate_ca_ski_missing,
    certificate_ca_subject_empty,
    certificate_client_auth,
    certificate_client_auth_ending,
    certificate_cn_not_in_san,
    certificate_cn_other_case,
    certificate_country_invalid,
    certificate_country_missing,
    certificate_crl_critical,
    certificate_crl_no_address,
    certificate_crl_not_http,
    certificate_crl_partial,
    certificate_dv_attribute,
    certificate_dv_organization,
    certificate_eku_any,
    certificate_eku_critical,
    certificate_eku_forbidden,
    certificate_eku_missing,
    certificate_eku_unwanted,
    certificate_ev_attribute,
    certificate_ev_business_category,
    certificate_ev_ip_address,
    certificate_ev_jurisdiction_missing,
    certificate_ev_jurisdiction_state,
    certificate_ev_organization_id,
    certificate_ev_serial_number_missing,
    certificate_ev_wildcard,
    certificate_expired,
    certificate_extension_default_written,
    certificate_extension_malformed,
    certificate_extension_twice,
    certificate_extension_unknown_critical,
    certificate_extension_wrongly_critical,
    certificate_ip_reserved,
    certificate_is_ca,
    certificate_issuer_empty,
    certificate_issuer_unexpected,
    certificate_key_algorithm_encoding,
    certificate_key_exponent,
    certificate_key_size,
    certificate_key_type,
    certificate_key_usage_empty,
    certificate_key_usage_encoding,
    certificate_key_usage_forbidden,
    certificate_key_usage_missing,
    certificate_key_usage_not_critical,
    certificate_key_usage_not_for_key,
    certificate_key_usage_not_for_purpose,
    certificate_key_usage_signs,
    certificate_key_usage_unwanted,
    certificate_key_weak,
    certificate_must_staple,
    certificate_name_arpa,
    certificate_name_constraints_distance,
    certificate_name_constraints_empty,
    certificate_name_constraints_in_leaf,
    certificate_name_constraints_not_critical,
    certificate_name_internal,
    certificate_name_is_address,
    certificate_name_label_too_long,
    certificate_name_malformed,
    certificate_name_onion,
    certificate_name_public_suffix,
    certificate_name_reserved_label,
    certificate_name_too_long,
    certificate_name_underscore,
    certificate_name_wildcard_shape,
    certificate_names_too_many,
    certificate_not_for_servers,
    certificate_not_yet_valid,
    certificate_organization_missing,
    certificate_path_length_misplaced,
    certificate_person_forbidden,
    certificate_person_missing,
    certificate_place_missing,
    certificate_policy_any,
    certificate_policy_constraints_not_critical,
    certificate_policy_cps_address,
    certificate_policy_critical,
    certificate_policy_not_expected,
    certificate_policy_qualifier,
    certificate_policy_several,
    certificate_policy_twice,
    certificate_precertificate,
    certificate_precertificate_with_sct,
    certificate_san_critical,
    certificate_san_duplicate,
    certificate_san_missing,
    certificate_san_not_critical,
    certificate_san_other_type,
    certificate_sct_future,
    certificate_sct_missing,
    certificate_sct_same_log,
    certificate_sct_too_few,
    certificate_sct_version,
    certificate_serial_not_positive,
    certificate_serial_short,
    certificate_serial_too_long,
    certificate_signature_algorithm,
    certificate_signature_algorithms_differ,
    certificate_signature_weak_hash,
    certificate_status_missing,
    certificate_subject_and_san_missing,
    certificate_subject_attribute_twice,
    certificate_subject_bad_octets,
    certificate_subject_blanks,
    certificate_subject_control_character,
    certificate_subject_email,
    certificate_subject_markup,
    certificate_subject_mojibake,
    certificate_subject_multi_rdn,
    certificate_subject_not_applicable,
    certificate_subject_old_type,
    certificate_subject_order,
    certificate_subject_ou,
    certificate_subject_string_type,
    certificate_subject_too_long,
    certificate_time_encoding,
    certificate_unique_id,
    certificate_validity_over_recommended,
    certificate_validity_reversed,
    certificate_validity_too_long,
    certificate_version,
}

/// What a rule is called, what it weighs, whom it concerns, who asks for it and how it looks.
#[derive(Debug)]
pub struct Rule {
    /// Its name everywhere: file, finding, message, help page.
    pub code: &'static str,
    /// What its findings weigh.
    pub severity: Severity,
    /// Which certificates it judges.
    pub scope: Scope,
    /// The document, with section or date.
    pub source: &'static str,
    check: fn(&Case<'_>, &mut Report),
}

/// Which certificates a rule judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every certificate.
    Any,
    /// CAs.
    Ca,
    /// Whatever is no CA.
    Leaf,
    /// Server certificates under the Baseline Requirements: those with a [`Profile`].
    Public,
}

/// Judges one certificate by itself: its chain and what was ordered are for [`crate::check_issued`]. Findings come in
/// the order of [`ALL`].
pub fn check_certificate(certificate: &Certificate, standards: &Standards, expected: &Expected<'_>) -> Vec<Finding> {
    // What `Certificate` read, `Case` reads; a difference would be a mistake here, and must not pass for a clean bill.
    let Ok(case) = Case::read(certificate, standards, expected) else { return vec![unreadable()] };
    let mut report = Report { findings: Vec::new() };
    for (rule, from) in ALL.iter().zip(standards.certificate_rules_from()) {
        let concerned = match rule.scope {
            Scope::Any => true,
            Scope::Ca => certificate.is_ca(),
            Scope::Leaf => !certificate.is_ca(),
            Scope::Public => case.profile.is_some() && !certificate.is_ca(),
        };
        if concerned && *from <= certificate.not_before() {
            (rule.check)(&case, &mut report);
        }
    }
    report.findings
}

fn unreadable() -> Finding {
    Finding::new("certificate_unreadable", Severity::Error, "RFC 5280").on("certificate").with("reason", "other")
}

/// More findings than anybody reads; a hostile certificate holds a hundred thousand bad names.
const FINDINGS_MAX: usize = 200;

/// Collects findings.
struct Report {
    findings: Vec<Finding>,
}

impl Report {
    fn add(&mut self, finding: Finding) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        }
    }

    /// Adds the bare finding of a rule that is broken.
    fn add_if(&mut self, broken: bool, rule: &Rule) {
        if broken {
            self.add(rule.finding());
        }
    }
}

impl Rule {
    fn finding(&self) -> Finding {
        Finding {
            code: self.code,
            severity: self.severity,
            field: Some("certificate"),
            params: Params::new(),
            source: self.source,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_complete() {
        let codes: Vec<_> = ALL.iter().map(|rule| rule.code).collect();
        assert!(codes.is_sorted());
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lint");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
            .filter(|stem| stem.starts_with("certificate_"))
            .collect();
        files.sort();
        assert_eq!(codes, files);
    }
}
