//! What: not a country's code. Why: the country is given by its code in ISO 3166-1, in capitals (XX where there is
//! none). Source: BR 7.1.4.2, ISO 3166-1. How to fix: the CA issues the certificate anew.

use super::attributes::{COUNTRY, JURISDICTION_COUNTRY};
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_country_invalid",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.4.2, ISO 3166-1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for kind in [&COUNTRY, &JURISDICTION_COUNTRY] {
        for value in case.view.texts(kind).filter(|value| !super::country::is_code(value)) {
            report.add(RULE.finding().with("attribute", kind.name).with("value", value));
        }
    }
}
