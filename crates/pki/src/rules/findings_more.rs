//! What: one rule has more findings than are listed. Why: a request can hold a thousand names; more than a few of one
//! kind would not help anyone to mend it. Source: product: lists are as long as they are read. How to fix: mend what is
//! listed and look again.

use super::{Applies, Finding, Rule, Severity, seen_earlier};

pub(super) static RULE: Rule = Rule {
    code: "findings_more",
    severity: Severity::Notice,
    source: "product: lists are as long as they are read",
    applies: Applies::Always,
    check: seen_earlier,
};

/// How many findings of one rule are listed.
const SHOWN_MAX: usize = 20;

/// Leaves of the findings that one rule added from `first` on as many as are listed, and says how many there were more.
/// Every rule is followed by this, and nearly always there is nothing to cut: that much stands where it is called.
#[inline]
pub(super) fn cut(findings: &mut Vec<Finding>, first: usize) {
    let kept = first + SHOWN_MAX;
    if findings.len() > kept {
        cut_to(findings, kept);
    }
}

fn cut_to(findings: &mut Vec<Finding>, kept: usize) {
    let more = findings.len() - kept;
    let Some(last) = findings.get(kept - 1) else { return };
    let told = ["name", "value"].iter().find_map(|param| last.params.get(param).map(String::as_str));
    let like = told.or(last.field).unwrap_or(last.code);
    let finding = RULE.finding().with("rule", last.code).with("more", more).with("like", like);
    findings.truncate(kept);
    findings.push(finding);
}
