//! What: the server ends the handshake with an alert. Why: no certificate for that name, or no version or cipher in common.
//! Source: RFC 8446 section 6. To do: look into the server's error log at the time of the check.

use warifu_pki::Finding;

use super::View;

pub(super) fn check(view: &View<'_>) -> Option<Finding> {
    let failure = view.failed_with(&["tls_alert"])?;
    Some(
        view.error("install_tls_alert", "RFC 8446 section 6")
            .with("alert", failure.params.get("alert").map_or("", String::as_str)),
    )
}
