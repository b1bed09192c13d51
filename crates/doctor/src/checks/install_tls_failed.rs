//! What: the handshake breaks off or goes wrong without an alert. Why: the server closes the connection, speaks only TLS 1.1
//! or older, or holds another key than its certificate says. Source: RFC 8446 section 4, RFC 8996.
//! To do: `openssl s_client -connect ADDRESS:443 -servername NAME`.

use warifu_pki::Finding;

use super::View;

pub(super) fn check(view: &View<'_>) -> Option<Finding> {
    let failure = view.failed_with(&["tls_error", "tls_untrusted"])?;
    Some(view.error("install_tls_failed", "RFC 8446").with("why", failure.params.get("why").map_or("", String::as_str)))
}
