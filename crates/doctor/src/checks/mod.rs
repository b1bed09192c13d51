//! The checks: one file each, one list. A check is a file that holds a `CHECK` with its code (the file's name), its topic,
//! its effect and its source, and a pure function from a [`View`] to what it found.

mod site_address_refused;
mod site_addresses_differ;
mod site_ca_certificate;
mod site_caa_forbids;
mod site_caa_lookup_failed;
mod site_certificate_ends_soon;
mod site_certificate_expired;
mod site_certificate_not_yet_valid;
mod site_certificate_revoked;
mod site_certificate_unreadable;
mod site_chain_broken;
mod site_chain_ca_expired;
mod site_chain_distrust_ahead;
mod site_chain_distrusted;
mod site_chain_extra;
mod site_chain_incomplete;
mod site_chain_invalid;
mod site_chain_old_cross;
mod site_chain_order;
mod site_chain_private_root;
mod site_chain_root_sent;
mod site_chain_self_signed;
mod site_chain_unknown_issuer;
mod site_chain_weak_signature;
mod site_clients_refuse;
mod site_clock_differs;
mod site_dcv_blocked;
mod site_dcv_redirect_code;
mod site_dcv_redirect_loop;
mod site_dcv_redirect_port;
mod site_dcv_unreachable;
mod site_dns_bogus;
mod site_dns_family_failed;
mod site_dns_malformed;
mod site_dns_no_address;
mod site_dns_nxdomain;
mod site_dns_servfail;
mod site_dns_timeout;
mod site_hsts_invalid;
mod site_hsts_missing;
mod site_hsts_short;
mod site_http_client_error;
mod site_http_no_reply;
mod site_http_server_error;
mod site_key_weak;
mod site_mixed_active;
mod site_mixed_form;
mod site_mixed_link;
mod site_mixed_passive;
mod site_must_staple;
mod site_name_common_name_only;
mod site_name_mismatch;
mod site_name_wildcard;
mod site_name_www;
mod site_not_for_servers;
mod site_old_clients;
mod site_order_old_certificate;
mod site_order_other_ca;
mod site_order_other_certificate;
mod site_order_other_key;
mod site_order_other_names;
mod site_redirect_chain;
mod site_redirect_downgrade;
mod site_redirect_host;
mod site_redirect_loop;
mod site_redirect_missing;
mod site_redirect_refused;
mod site_redirect_temporary;
mod site_scts_missing;
mod site_service_closed;
mod site_service_http;
mod site_service_other;
mod site_service_silent;
mod site_service_smtp;
mod site_service_ssh;
mod site_signature_weak;
mod site_staple_bad;
mod site_starttls_missing;
mod site_starttls_refused;
mod site_tcp_refused;
mod site_tcp_timeout;
mod site_tcp_unreachable;
mod site_tls_alert;
mod site_tls_broken;
mod site_tls_broken_suites;
mod site_tls_compression;
mod site_tls_default_certificate;
mod site_tls_heartbeat;
mod site_tls_key_differs;
mod site_tls_legacy_only;
mod site_tls_name_refused;
mod site_tls_no_extended_master_secret;
mod site_tls_no_fallback_signal;
mod site_tls_no_forward_secrecy;
mod site_tls_no_tls13;
mod site_tls_old_versions;
mod site_tls_small_dh;
mod site_tls_ssl_versions;
mod site_tls_unsafe_renegotiation;
mod site_tls_weak_first;
mod site_tls_weak_suites;
mod site_too_long_valid;
mod site_wildcard_unchecked;

use warifu_pki::{Finding, Params, Severity};

use crate::server::ServerKind;
use crate::{judge::Topic, view::View};

/// Every check, sorted by code: for help pages, and for a test that each has its sentences.
pub static CHECKS: &[&Check] = &[
    &site_address_refused::CHECK,
    &site_addresses_differ::CHECK,
    &site_ca_certificate::CHECK,
    &site_caa_forbids::CHECK,
    &site_caa_lookup_failed::CHECK,
    &site_certificate_ends_soon::CHECK,
    &site_certificate_expired::CHECK,
    &site_certificate_not_yet_valid::CHECK,
    &site_certificate_revoked::CHECK,
    &site_certificate_unreadable::CHECK,
    &site_chain_broken::CHECK,
    &site_chain_ca_expired::CHECK,
    &site_chain_distrust_ahead::CHECK,
    &site_chain_distrusted::CHECK,
    &site_chain_extra::CHECK,
    &site_chain_incomplete::CHECK,
    &site_chain_invalid::CHECK,
    &site_chain_old_cross::CHECK,
    &site_chain_order::CHECK,
    &site_chain_private_root::CHECK,
    &site_chain_root_sent::CHECK,
    &site_chain_self_signed::CHECK,
    &site_chain_unknown_issuer::CHECK,
    &site_chain_weak_signature::CHECK,
    &site_clients_refuse::CHECK,
    &site_clock_differs::CHECK,
    &site_dcv_blocked::CHECK,
    &site_dcv_redirect_code::CHECK,
    &site_dcv_redirect_loop::CHECK,
    &site_dcv_redirect_port::CHECK,
    &site_dcv_unreachable::CHECK,
    &site_dns_bogus::CHECK,
    &site_dns_family_failed::CHECK,
    &site_dns_malformed::CHECK,
    &site_dns_no_address::CHECK,
    &site_dns_nxdomain::CHECK,
    &site_dns_servfail::CHECK,
    &site_dns_timeout::CHECK,
    &site_hsts_invalid::CHECK,
    &site_hsts_missing::CHECK,
    &site_hsts_short::CHECK,
    &site_http_client_error::CHECK,
    &site_http_no_reply::CHECK,
    &site_http_server_error::CHECK,
    &site_key_weak::CHECK,
    &site_mixed_active::CHECK,
    &site_mixed_form::CHECK,
    &site_mixed_link::CHECK,
    &site_mixed_passive::CHECK,
    &site_must_staple::CHECK,
    &site_name_common_name_only::CHECK,
    &site_name_mismatch::CHECK,
    &site_name_wildcard::CHECK,
    &site_name_www::CHECK,
    &site_not_for_servers::CHECK,
    &site_old_clients::CHECK,
    &site_order_old_certificate::CHECK,
    &site_order_other_ca::CHECK,
    &site_order_other_certificate::CHECK,
    &site_order_other_key::CHECK,
    &site_order_other_names::CHECK,
    &site_redirect_chain::CHECK,
    &site_redirect_downgrade::CHECK,
    &site_redirect_host::CHECK,
    &site_redirect_loop::CHECK,
    &site_redirect_missing::CHECK,
    &site_redirect_refused::CHECK,
    &site_redirect_temporary::CHECK,
    &site_scts_missing::CHECK,
    &site_service_closed::CHECK,
    &site_service_http::CHECK,
    &site_service_other::CHECK,
    &site_service_silent::CHECK,
    &site_service_smtp::CHECK,
    &site_service_ssh::CHECK,
    &site_signature_weak::CHECK,
    &site_staple_bad::CHECK,
    &site_starttls_missing::CHECK,
    &site_starttls_refused::CHECK,
    &site_tcp_refused::CHECK,
    &site_tcp_timeout::CHECK,
    &site_tcp_unreachable::CHECK,
    &site_tls_alert::CHECK,
    &site_tls_broken::CHECK,
    &site_tls_broken_suites::CHECK,
    &site_tls_compression::CHECK,
    &site_tls_default_certificate::CHECK,
    &site_tls_heartbeat::CHECK,
    &site_tls_key_differs::CHECK,
    &site_tls_legacy_only::CHECK,
    &site_tls_name_refused::CHECK,
    &site_tls_no_extended_master_secret::CHECK,
    &site_tls_no_fallback_signal::CHECK,
    &site_tls_no_forward_secrecy::CHECK,
    &site_tls_no_tls13::CHECK,
    &site_tls_old_versions::CHECK,
    &site_tls_small_dh::CHECK,
    &site_tls_ssl_versions::CHECK,
    &site_tls_unsafe_renegotiation::CHECK,
    &site_tls_weak_first::CHECK,
    &site_tls_weak_suites::CHECK,
    &site_too_long_valid::CHECK,
    &site_wildcard_unchecked::CHECK,
];

/// What a check is called, where it belongs, what its findings do to a visitor and who asks for it.
#[derive(Debug)]
pub struct Check {
    /// Its name everywhere: file, finding, message, help page.
    pub code: &'static str,
    /// The verdict that it contributes to.
    pub topic: Topic,
    /// What its findings do.
    pub effect: Effect,
    /// The document, with section or date.
    pub source: &'static str,
    check: fn(&View<'_>) -> Hits,
}

/// What a finding does to a visitor, and so to the look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// An error that lets nobody through: what comes after it is not judged.
    Stops,
    /// An error that lets visitors go on.
    Fault,
    /// Works, but should be mended.
    Warning,
    /// Good to know.
    Notice,
}

impl Effect {
    /// What a finding of this effect weighs.
    pub const fn severity(self) -> Severity {
        match self {
            Self::Stops | Self::Fault => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Notice => Severity::Notice,
        }
    }
}

impl Check {
    /// What the check has to say, with where it was seen.
    pub(crate) fn findings(&self, view: &View<'_>, server: Option<ServerKind>) -> Vec<Finding> {
        let finding = |hit: Hit| {
            let mut finding = Finding::new(self.code, self.effect.severity(), self.source).on(self.topic.as_str());
            finding = finding.with("name", view.name());
            if let Some(at) = view.at {
                finding = finding.with("address", at.address.ip()).with("port", at.address.port());
            }
            if let Some(server) = server {
                finding = finding.with("server", server.as_str());
            }
            for (name, value) in hit.0 {
                finding = finding.with(name, value);
            }
            finding
        };
        (self.check)(view).0.into_iter().map(finding).collect()
    }
}

/// One thing found: the values for its sentence besides where it was seen.
pub(crate) struct Hit(Params);

impl Hit {
    pub(crate) fn with(name: &'static str, value: impl ToString) -> Self {
        Self(Params::new()).and(name, value)
    }

    pub(crate) fn and(mut self, name: &'static str, value: impl ToString) -> Self {
        self.0.insert(name, value.to_string());
        self
    }
}

/// Everything that a check found in one view.
pub(crate) struct Hits(Vec<Hit>);

impl Hits {
    pub(crate) const fn none() -> Self {
        Self(Vec::new())
    }
}

impl From<bool> for Hits {
    fn from(found: bool) -> Self {
        found.then(|| Hit(Params::new())).into()
    }
}

impl From<Hit> for Hits {
    fn from(hit: Hit) -> Self {
        Self(vec![hit])
    }
}

impl From<Option<Hit>> for Hits {
    fn from(hit: Option<Hit>) -> Self {
        hit.into_iter().collect()
    }
}

impl FromIterator<Hit> for Hits {
    fn from_iter<T: IntoIterator<Item = Hit>>(hits: T) -> Self {
        Self(hits.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_complete() {
        let codes: Vec<_> = CHECKS.iter().map(|check| check.code).collect();
        assert!(codes.is_sorted());
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checks");
        let stems = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = stems.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
        files.retain(|stem| stem != "mod");
        files.sort();
        assert_eq!(codes, files);
    }
}
