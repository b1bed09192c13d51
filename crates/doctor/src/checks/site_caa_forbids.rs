//! What: the CAA records do not allow the CA that is to issue. Why: it must refuse. Source: RFC 8659 section 4. To
//! do: add its record, or delete the records.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::evidence::{CaaRecord, CaaSeen};

pub(super) static CHECK: Check = Check {
    code: "site_caa_forbids",
    topic: Topic::Validation,
    effect: Effect::Warning,
    source: "RFC 8659 section 4",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let caa = view.host.dns.as_ref().and_then(|dns| dns.caa.as_ref());
    let Some(caa) = caa.filter(|caa| caa.failed_at.is_none() && !view.context.ca_domains.is_empty()) else {
        return Hits::none();
    };
    if view.context.ca_domains.iter().any(|domain| allows(caa, domain, view.host.name.starts_with("*."))) {
        return Hits::none();
    }
    let record = |record: &CaaRecord| format!("{} \"{}\"", record.tag, record.value);
    let records: Vec<String> = caa.records.iter().map(record).collect();
    Hit::with("found_at", caa.found_at.as_deref().unwrap_or_default())
        .and("wanted", view.context.ca_domains.join(", "))
        .and("records", records.join(", "))
        .into()
}

/// RFC 8659 section 4: `issuewild` counts for wildcards where there is one, else `issue`; without either everybody may
/// issue. An unknown tag with the critical flag forbids it to all.
fn allows(caa: &CaaSeen, domain: &str, is_wildcard: bool) -> bool {
    let unknown = |record: &CaaRecord| record.critical && !KNOWN_TAGS.contains(&record.tag.as_str());
    if caa.records.iter().any(unknown) {
        return false;
    }
    let tagged = |tag: &'static str| caa.records.iter().filter(move |record| record.tag == tag).peekable();
    let (mut issue, mut wild) = (tagged("issue"), tagged("issuewild"));
    let named = |record: &CaaRecord| {
        record.value.split(';').next().is_some_and(|issuer| issuer.trim().eq_ignore_ascii_case(domain))
    };
    if is_wildcard && wild.peek().is_some() { wild.any(named) } else { issue.peek().is_none() || issue.any(named) }
}

/// Tags that a CA understands (RFC 8659 section 4, RFC 8657, BR A.1, RFC 9495).
const KNOWN_TAGS: &[&str] = &["contactemail", "contactphone", "iodef", "issue", "issuemail", "issuevmc", "issuewild"];
