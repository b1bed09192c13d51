//! What: the name exists without A and AAAA records. Why: a browser has nowhere to go. Source: RFC 1035 section 3.4.1,
//! RFC 3596. To do: add an A or AAAA record.

use warifu_pki::Finding;

use super::View;

pub(super) fn check(view: &View<'_>) -> Option<Finding> {
    view.failed_with(&["no_address"])?;
    Some(view.error("install_no_address", "RFC 1035"))
}
