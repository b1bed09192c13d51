//! What: the address does not answer in time. Why: a firewall drops the packets, or the server is overloaded.
//! Source: RFC 9293 section 3.8.3. To do: open port 443 in the firewall or the provider's packet filter.

use warifu_pki::Finding;

use super::View;

pub(super) fn check(view: &View<'_>) -> Option<Finding> {
    let failure = view.failed_with(&["connect_timeout", "timeout"])?;
    let stage = if failure.code == "connect_timeout" { "connect" } else { "handshake" };
    Some(view.error("install_timeout", "RFC 9293").with("stage", stage))
}
