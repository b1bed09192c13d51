//! The certificate inspector: one file per rule, one list, one function.
//!
//! A rule is a file that holds a `RULE` with its code (the file's name), its severity, its scope and its source, and a
//! function that adds findings. It judges a certificate by what held when that was issued: notBefore decides which
//! rules and limits of [`Standards`] apply. Adding one: the file, its line in `mod` and in [`ALL`], a passing and a
//! failing row in `tests/it/certificates.rs`, its sentences in each locale's `certificates.ftl`.

mod attributes;
mod case;
mod certificate_aia_internal;
mod certificate_aia_method;
mod certificate_aia_missing;
mod certificate_aia_not_http;
mod certificate_aia_twice;
mod certificate_aki_missing;
mod certificate_aki_names_issuer;
mod certificate_aki_no_key_id;
mod certificate_backdated;
mod certificate_basic_constraints_not_critical;
mod certificate_ca_basic_constraints_not_critical;
mod certificate_ca_cannot_sign;
mod certificate_ca_crl_sign_missing;
mod certificate_ca_issuers_missing;
mod certificate_ca_key_usage_missing;
mod certificate_ca_key_usage_not_critical;
mod certificate_ca_name_incomplete;
mod certificate_ca_not_for_servers;
mod certificate_ca_ski_missing;
mod certificate_ca_subject_empty;
mod certificate_client_auth;
mod certificate_client_auth_ending;
mod certificate_cn_not_in_san;
mod certificate_cn_other_case;
mod certificate_country_invalid;
mod certificate_country_missing;
mod certificate_crl_critical;
mod certificate_crl_no_address;
mod certificate_crl_not_http;
mod certificate_crl_partial;
mod certificate_dv_attribute;
mod certificate_dv_organization;
mod certificate_eku_any;
mod certificate_eku_critical;
mod certificate_eku_forbidden;
mod certificate_eku_missing;
mod certificate_eku_unwanted;
mod certificate_ev_attribute;
mod certificate_ev_business_category;
mod certificate_ev_ip_address;
mod certificate_ev_jurisdiction_missing;
mod certificate_ev_jurisdiction_state;
mod certificate_ev_organization_id;
mod certificate_ev_organization_id_extension_missing;
mod certificate_ev_serial_number_missing;
mod certificate_ev_wildcard;
mod certificate_expired;
mod certificate_extension_default_written;
mod certificate_extension_malformed;
mod certificate_extension_twice;
mod certificate_extension_unknown_critical;
mod certificate_extension_wrongly_critical;
mod certificate_ip_reserved;
mod certificate_is_ca;
mod certificate_issuer_empty;
mod certificate_issuer_unexpected;
mod certificate_key_algorithm_encoding;
mod certificate_key_exponent;
mod certificate_key_size;
mod certificate_key_type;
mod certificate_key_usage_empty;
mod certificate_key_usage_encoding;
mod certificate_key_usage_forbidden;
mod certificate_key_usage_missing;
mod certificate_key_usage_not_critical;
mod certificate_key_usage_not_for_key;
mod certificate_key_usage_not_for_purpose;
mod certificate_key_usage_signs;
mod certificate_key_usage_unwanted;
mod certificate_key_weak;
mod certificate_must_staple;
mod certificate_name_arpa;
mod certificate_name_constraints_distance;
mod certificate_name_constraints_empty;
mod certificate_name_constraints_in_leaf;
mod certificate_name_constraints_not_critical;
mod certificate_name_internal;
mod certificate_name_is_address;
mod certificate_name_label_too_long;
mod certificate_name_malformed;
mod certificate_name_onion;
mod certificate_name_public_suffix;
mod certificate_name_reserved_label;
mod certificate_name_too_long;
mod certificate_name_underscore;
mod certificate_name_wildcard_shape;
mod certificate_names_too_many;
mod certificate_not_for_servers;
mod certificate_not_yet_valid;
mod certificate_organization_missing;
mod certificate_path_length_misplaced;
mod certificate_person_forbidden;
mod certificate_person_missing;
mod certificate_place_missing;
mod certificate_policy_any;
mod certificate_policy_constraints_not_critical;
mod certificate_policy_cps_address;
mod certificate_policy_critical;
mod certificate_policy_missing;
mod certificate_policy_not_expected;
mod certificate_policy_qualifier;
mod certificate_policy_several;
mod certificate_policy_twice;
mod certificate_precertificate;
mod certificate_precertificate_with_sct;
mod certificate_san_critical;
mod certificate_san_duplicate;
mod certificate_san_missing;
mod certificate_san_not_critical;
mod certificate_san_other_type;
mod certificate_sct_future;
mod certificate_sct_missing;
mod certificate_sct_same_log;
mod certificate_sct_too_few;
mod certificate_sct_version;
mod certificate_serial_not_positive;
mod certificate_serial_short;
mod certificate_serial_too_long;
mod certificate_signature_algorithm;
mod certificate_signature_algorithms_differ;
mod certificate_signature_weak_hash;
mod certificate_status_missing;
mod certificate_subject_and_san_missing;
mod certificate_subject_attribute_twice;
mod certificate_subject_bad_octets;
mod certificate_subject_blanks;
mod certificate_subject_control_character;
mod certificate_subject_email;
mod certificate_subject_markup;
mod certificate_subject_mojibake;
mod certificate_subject_multi_rdn;
mod certificate_subject_not_applicable;
mod certificate_subject_old_type;
mod certificate_subject_order;
mod certificate_subject_ou;
mod certificate_subject_string_type;
mod certificate_subject_too_long;
mod certificate_time_encoding;
mod certificate_unique_id;
mod certificate_validity_over_recommended;
mod certificate_validity_reversed;
mod certificate_validity_too_long;
mod certificate_version;
mod country;
mod view;

use crate::{Certificate, Finding, Params, Severity, Standards};
use case::Case;
pub use case::{Expected, Level, Profile};

/// Every rule, sorted by code: for help pages, and for a test that each has its sentences.
pub static ALL: &[&Rule] = &[
    &certificate_aia_internal::RULE,
    &certificate_aia_method::RULE,
    &certificate_aia_missing::RULE,
    &certificate_aia_not_http::RULE,
    &certificate_aia_twice::RULE,
    &certificate_aki_missing::RULE,
    &certificate_aki_names_issuer::RULE,
    &certificate_aki_no_key_id::RULE,
    &certificate_backdated::RULE,
    &certificate_basic_constraints_not_critical::RULE,
    &certificate_ca_basic_constraints_not_critical::RULE,
    &certificate_ca_cannot_sign::RULE,
    &certificate_ca_crl_sign_missing::RULE,
    &certificate_ca_issuers_missing::RULE,
    &certificate_ca_key_usage_missing::RULE,
    &certificate_ca_key_usage_not_critical::RULE,
    &certificate_ca_name_incomplete::RULE,
    &certificate_ca_not_for_servers::RULE,
    &certificate_ca_ski_missing::RULE,
    &certificate_ca_subject_empty::RULE,
    &certificate_client_auth::RULE,
    &certificate_client_auth_ending::RULE,
    &certificate_cn_not_in_san::RULE,
    &certificate_cn_other_case::RULE,
    &certificate_country_invalid::RULE,
    &certificate_country_missing::RULE,
    &certificate_crl_critical::RULE,
    &certificate_crl_no_address::RULE,
    &certificate_crl_not_http::RULE,
    &certificate_crl_partial::RULE,
    &certificate_dv_attribute::RULE,
    &certificate_dv_organization::RULE,
    &certificate_eku_any::RULE,
    &certificate_eku_critical::RULE,
    &certificate_eku_forbidden::RULE,
    &certificate_eku_missing::RULE,
    &certificate_eku_unwanted::RULE,
    &certificate_ev_attribute::RULE,
    &certificate_ev_business_category::RULE,
    &certificate_ev_ip_address::RULE,
    &certificate_ev_jurisdiction_missing::RULE,
    &certificate_ev_jurisdiction_state::RULE,
    &certificate_ev_organization_id::RULE,
    &certificate_ev_organization_id_extension_missing::RULE,
    &certificate_ev_serial_number_missing::RULE,
    &certificate_ev_wildcard::RULE,
    &certificate_expired::RULE,
    &certificate_extension_default_written::RULE,
    &certificate_extension_malformed::RULE,
    &certificate_extension_twice::RULE,
    &certificate_extension_unknown_critical::RULE,
    &certificate_extension_wrongly_critical::RULE,
    &certificate_ip_reserved::RULE,
    &certificate_is_ca::RULE,
    &certificate_issuer_empty::RULE,
    &certificate_issuer_unexpected::RULE,
    &certificate_key_algorithm_encoding::RULE,
    &certificate_key_exponent::RULE,
    &certificate_key_size::RULE,
    &certificate_key_type::RULE,
    &certificate_key_usage_empty::RULE,
    &certificate_key_usage_encoding::RULE,
    &certificate_key_usage_forbidden::RULE,
    &certificate_key_usage_missing::RULE,
    &certificate_key_usage_not_critical::RULE,
    &certificate_key_usage_not_for_key::RULE,
    &certificate_key_usage_not_for_purpose::RULE,
    &certificate_key_usage_signs::RULE,
    &certificate_key_usage_unwanted::RULE,
    &certificate_key_weak::RULE,
    &certificate_must_staple::RULE,
    &certificate_name_arpa::RULE,
    &certificate_name_constraints_distance::RULE,
    &certificate_name_constraints_empty::RULE,
    &certificate_name_constraints_in_leaf::RULE,
    &certificate_name_constraints_not_critical::RULE,
    &certificate_name_internal::RULE,
    &certificate_name_is_address::RULE,
    &certificate_name_label_too_long::RULE,
    &certificate_name_malformed::RULE,
    &certificate_name_onion::RULE,
    &certificate_name_public_suffix::RULE,
    &certificate_name_reserved_label::RULE,
    &certificate_name_too_long::RULE,
    &certificate_name_underscore::RULE,
    &certificate_name_wildcard_shape::RULE,
    &certificate_names_too_many::RULE,
    &certificate_not_for_servers::RULE,
    &certificate_not_yet_valid::RULE,
    &certificate_organization_missing::RULE,
    &certificate_path_length_misplaced::RULE,
    &certificate_person_forbidden::RULE,
    &certificate_person_missing::RULE,
    &certificate_place_missing::RULE,
    &certificate_policy_any::RULE,
    &certificate_policy_constraints_not_critical::RULE,
    &certificate_policy_cps_address::RULE,
    &certificate_policy_critical::RULE,
    &certificate_policy_missing::RULE,
    &certificate_policy_not_expected::RULE,
    &certificate_policy_qualifier::RULE,
    &certificate_policy_several::RULE,
    &certificate_policy_twice::RULE,
    &certificate_precertificate::RULE,
    &certificate_precertificate_with_sct::RULE,
    &certificate_san_critical::RULE,
    &certificate_san_duplicate::RULE,
    &certificate_san_missing::RULE,
    &certificate_san_not_critical::RULE,
    &certificate_san_other_type::RULE,
    &certificate_sct_future::RULE,
    &certificate_sct_missing::RULE,
    &certificate_sct_same_log::RULE,
    &certificate_sct_too_few::RULE,
    &certificate_sct_version::RULE,
    &certificate_serial_not_positive::RULE,
    &certificate_serial_short::RULE,
    &certificate_serial_too_long::RULE,
    &certificate_signature_algorithm::RULE,
    &certificate_signature_algorithms_differ::RULE,
    &certificate_signature_weak_hash::RULE,
    &certificate_status_missing::RULE,
    &certificate_subject_and_san_missing::RULE,
    &certificate_subject_attribute_twice::RULE,
    &certificate_subject_bad_octets::RULE,
    &certificate_subject_blanks::RULE,
    &certificate_subject_control_character::RULE,
    &certificate_subject_email::RULE,
    &certificate_subject_markup::RULE,
    &certificate_subject_mojibake::RULE,
    &certificate_subject_multi_rdn::RULE,
    &certificate_subject_not_applicable::RULE,
    &certificate_subject_old_type::RULE,
    &certificate_subject_order::RULE,
    &certificate_subject_ou::RULE,
    &certificate_subject_string_type::RULE,
    &certificate_subject_too_long::RULE,
    &certificate_time_encoding::RULE,
    &certificate_unique_id::RULE,
    &certificate_validity_over_recommended::RULE,
    &certificate_validity_reversed::RULE,
    &certificate_validity_too_long::RULE,
    &certificate_version::RULE,
];

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

/// Those that occur more than once, one for each repetition.
fn repeated<T: Ord + Clone>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone()).collect()
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
