//! What: no way to the address, such as no route. Why: a wrong AAAA record for a server without IPv6 is the usual case.
//! Source: RFC 9293 section 3.9. To do: `curl -v --connect-to NAME:443:ADDRESS:443 https://NAME/`, or take the record away.

use warifu_pki::Finding;

use super::View;

pub(super) fn check(view: &View<'_>) -> Option<Finding> {
    let failure = view.failed_with(&["connect_failed"])?;
    Some(
        view.error("install_unreachable", "RFC 9293").with("why", failure.params.get("why").map_or("", String::as_str)),
    )
}
