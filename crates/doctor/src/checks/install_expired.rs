//! What: the presented certificate is past its end. Why: every browser shows a warning and no page.
//! Source: RFC 5280 section 4.1.2.5. To do: install the newest certificate; if it is installed, restart the server.

use warifu_pki::Finding;

use super::View;

pub(super) fn check(view: &View<'_>) -> Option<Finding> {
    let leaf = view.leaf().filter(|leaf| leaf.not_after() < view.expected.now)?;
    let finding = view.error("install_expired", "RFC 5280 section 4.1.2.5");
    Some(finding.with("not_after", leaf.not_after()).with("serial", leaf.serial_hex()))
}
