//! What: something answers on port 443, but not in TLS, often plain HTTP. Why: the server listens there without its
//! certificate set, such as nginx `listen 443` without `ssl`. Source: RFC 8446 section 5.1.
//! To do: `openssl s_client -connect ADDRESS:443 -servername NAME`, then switch TLS on.

use warifu_pki::Finding;

use super::View;

pub(super) fn check(view: &View<'_>) -> Option<Finding> {
    view.failed_with(&["tls_not_tls"])?;
    Some(view.error("install_not_tls", "RFC 8446 section 5.1"))
}
