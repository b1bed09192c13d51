//! What: a certificate is presented that is none of this order. Why: another CA's or a self-signed one is set, the server
//! answers with its default site, or the name leads to another server. Source: the order's own list of certificates.
//! To do: look at issuer and names; set the certificate for the server block of this name.

use warifu_pki::Finding;

use super::{View, serial_of};

/// Names of a foreign certificate that are repeated; some carry hundreds.
const NAMES_SHOWN_MAX: usize = 10;

pub(super) fn check(view: &View<'_>) -> Option<Finding> {
    let der = view.leaf_der().filter(|_| !view.shows_newest() && !view.shows_previous())?;
    let finding = view.error("install_other_certificate", "install check").with("serial", serial_of(der));
    let finding = finding.with("serial_wanted", serial_of(view.expected.leaf_der));
    let Some(leaf) = view.leaf() else { return Some(finding.with("issuer", "").with("names", "")) };
    let names: Vec<&str> = leaf.names().iter().take(NAMES_SHOWN_MAX).map(|name| name.as_str()).collect();
    Some(finding.with("issuer", leaf.issuer_text()).with("names", names.join(" ")))
}
