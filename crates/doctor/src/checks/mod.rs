//! Is the certificate in use? One file per check; each is pure and says at most one thing about what it is shown.

mod install_address_refused;
mod install_dns_failed;
mod install_expired;
mod install_missing_intermediate;
mod install_no_address;
mod install_not_tls;
mod install_old_certificate;
mod install_other_certificate;
mod install_refused;
mod install_timeout;
mod install_tls_alert;
mod install_tls_failed;
mod install_unreachable;
mod install_wildcard_unchecked;

use warifu_pki::{Certificate, Finding, Severity};

use crate::evidence::{AddressSeen, Evidence, Failure, HostSeen, Looked, Shown};

/// What should be in use.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The newest leaf, DER.
    pub leaf_der: &'a [u8],
    /// The intermediates delivered with it, DER.
    pub intermediates_der: &'a [Vec<u8>],
    /// Leaves of earlier issuances of the same order, DER.
    pub previous_der: &'a [Vec<u8>],
    /// The present, seconds since 1970-01-01 UTC.
    pub now: i64,
}

/// The answer of the install check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Every address of every name presents the newest leaf with its intermediates, and nothing is wrong with it.
    pub served: bool,
    /// What was found, name by name and address by address.
    pub findings: Vec<Finding>,
}

/// Judges evidence. Served means: something was seen, all of it was the newest leaf, and no check reports an error.
pub fn judge_install(evidence: &Evidence, expected: &Expected<'_>) -> Verdict {
    let mut findings = Vec::new();
    let (mut newest, mut otherwise) = (0_usize, 0_usize);
    for host in &evidence.hosts {
        let name = View { host, at: None, chain: &[], expected };
        findings.extend(CHECKS.iter().filter_map(|check| check(&name)));
        let addresses = match &host.looked {
            Looked::At(addresses) => addresses.as_slice(),
            Looked::Unresolved(_) | Looked::Nowhere => &[],
        };
        // A name without an address is not served, whatever a check may know to say about it.
        otherwise += usize::from(addresses.is_empty() && host.looked != Looked::Nowhere);
        for at in addresses {
            let chain = chain_of(at);
            let view = View { host, at: Some(at), chain: &chain, expected };
            *(if view.shows_newest() { &mut newest } else { &mut otherwise }) += 1;
            findings.extend(CHECKS.iter().filter_map(|check| check(&view)));
        }
    }
    let wrong = otherwise > 0 || findings.iter().any(Finding::is_error);
    Verdict { served: newest > 0 && !wrong, findings }
}

/// The codes that the checks use, sorted, for a test that each has its sentences.
pub static CODES: &[&str] = &[
    "install_address_refused",
    "install_dns_failed",
    "install_expired",
    "install_missing_intermediate",
    "install_no_address",
    "install_not_tls",
    "install_old_certificate",
    "install_other_certificate",
    "install_refused",
    "install_timeout",
    "install_tls_alert",
    "install_tls_failed",
    "install_unreachable",
    "install_wildcard_unchecked",
];

/// Every check, in the order of [`CODES`].
static CHECKS: &[fn(&View<'_>) -> Option<Finding>] = &[
    install_address_refused::check,
    install_dns_failed::check,
    install_expired::check,
    install_missing_intermediate::check,
    install_no_address::check,
    install_not_tls::check,
    install_old_certificate::check,
    install_other_certificate::check,
    install_refused::check,
    install_timeout::check,
    install_tls_alert::check,
    install_tls_failed::check,
    install_unreachable::check,
    install_wildcard_unchecked::check,
];

/// What a check is shown: a name as a whole (`at` is `None`), or one of its addresses.
struct View<'a> {
    host: &'a HostSeen,
    at: Option<&'a AddressSeen>,
    /// The presented certificates that can be read, in the order sent; empty when none was presented.
    chain: &'a [Certificate],
    expected: &'a Expected<'a>,
}

impl View<'_> {
    /// The failure of the address, or of the name itself when the view is of the name.
    fn failure(&self) -> Option<&Failure> {
        match (self.at, &self.host.looked) {
            (Some(AddressSeen { shown: Shown::Failed(failure), .. }), _) => Some(failure),
            (None, Looked::Unresolved(failure)) => Some(failure),
            _ => None,
        }
    }

    /// The failure if it has one of these codes.
    fn failed_with(&self, codes: &[&str]) -> Option<&Failure> {
        self.failure().filter(|failure| codes.contains(&failure.code.as_str()))
    }

    /// The presented leaf as sent, whether it can be read or not.
    fn leaf_der(&self) -> Option<&[u8]> {
        self.at?.shown.handshake()?.chain.first().map(Vec::as_slice)
    }

    /// The presented leaf if it can be read.
    fn leaf(&self) -> Option<&Certificate> {
        self.chain.first().filter(|first| Some(first.der()) == self.leaf_der())
    }

    fn shows_newest(&self) -> bool {
        self.leaf_der() == Some(self.expected.leaf_der)
    }

    fn shows_previous(&self) -> bool {
        let previous = |der: &[u8]| self.expected.previous_der.iter().any(|previous| previous == der);
        !self.shows_newest() && self.leaf_der().is_some_and(previous)
    }

    /// An error finding about this view, with name, host and, if known, address and port.
    fn error(&self, code: &'static str, source: &'static str) -> Finding {
        self.finding(code, Severity::Error, source)
    }

    fn finding(&self, code: &'static str, severity: Severity, source: &'static str) -> Finding {
        let finding = Finding::new(code, severity, source).on("install").with("name", &self.host.name);
        match self.at {
            Some(at) => finding.with("address", at.address.ip()).with("port", at.address.port()),
            None => finding,
        }
    }
}

fn chain_of(at: &AddressSeen) -> Vec<Certificate> {
    let sent = at.shown.handshake().map_or(&[][..], |handshake| &handshake.chain);
    sent.iter().filter_map(|der| Certificate::from_der(der.clone()).ok()).collect()
}

/// The serial number of a certificate that we know, for comparing with what a browser shows.
fn serial_of(der: &[u8]) -> String {
    Certificate::from_der(der.to_vec()).map(|certificate| certificate.serial_hex()).unwrap_or_default()
}
