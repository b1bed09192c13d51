//! What: a wildcard was not looked at. Why: it names no host, and the certificate covers none that we know of.
//! Source: RFC 6125 section 6.4.3. To do: name one host under it for the check.

use warifu_pki::{Finding, Severity};

use super::View;
use crate::evidence::Looked;

pub(super) fn check(view: &View<'_>) -> Option<Finding> {
    (view.at.is_none() && view.host.looked == Looked::Nowhere)
        .then(|| view.finding("install_wildcard_unchecked", Severity::Notice, "RFC 6125 section 6.4.3"))
}
