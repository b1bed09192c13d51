//! What: a certificate of an earlier issuance of this order is still presented. Why: the new files are not in place, the
//! server was not reloaded, or one of several servers was forgotten. Source: the order's own list of certificates.
//! To do: compare the serial numbers, put the new files there, reload the server at this address.

use warifu_pki::Finding;

use super::{View, serial_of};

pub(super) fn check(view: &View<'_>) -> Option<Finding> {
    let der = view.leaf_der().filter(|_| view.shows_previous())?;
    let finding = view.error("install_old_certificate", "install check").with("serial", serial_of(der));
    let finding = finding.with("serial_wanted", serial_of(view.expected.leaf_der));
    Some(finding.with("not_after", view.leaf().map(|leaf| leaf.not_after().to_string()).unwrap_or_default()))
}
