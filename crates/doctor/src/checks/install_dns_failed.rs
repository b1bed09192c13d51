//! What: the name does not exist, or its name servers do not answer. Why: nobody can find the site.
//! Source: RFC 1034 section 4.3. To do: `dig NAME A` and `dig NAME AAAA`, then mend the zone.

use warifu_pki::Finding;

use super::View;

pub(super) fn check(view: &View<'_>) -> Option<Finding> {
    let failure = view.failed_with(&["nxdomain", "dns_servfail", "dns_timeout", "host_malformed"])?;
    Some(view.error("install_dns_failed", "RFC 1034").with("why", &failure.code))
}
