//! What: nothing listens on port 443. Why: the web server is not running, or not set up for HTTPS, or a firewall rejects.
//! Source: RFC 9293 section 3.5.2. To do: `ss -ltn 'sport = :443'` on the server.

use warifu_pki::Finding;

use super::View;

pub(super) fn check(view: &View<'_>) -> Option<Finding> {
    view.failed_with(&["connect_refused"])?;
    Some(view.error("install_refused", "RFC 9293"))
}
