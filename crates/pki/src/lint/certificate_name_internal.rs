//! What: internal name. Why: nobody can prove to own a name that anybody may use on their own network. Source: BR
//! 4.2.2, RFC 6761. How to fix: use a name under a registered domain, or a private CA.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_name_internal",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 4.2.2, RFC 6761",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.good_names() {
        let arpa = name.is_under(["in-addr.arpa", "ip6.arpa"]);
        let known = name.public_suffix().is_some() && !name.is_reserved();
        if !known && !arpa && !name.is_under(["onion"]) {
            report.add(RULE.finding().with("name", name));
        }
    }
}
