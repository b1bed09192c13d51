//! The install check of an order: is the newest certificate served everywhere?

use warifu_pki::Finding;

use crate::{
    evidence::{Evidence, HostSeen, Looked},
    judge::{Context, judge},
    view::View,
};

/// The answer of the install check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Every address of every name presents the newest leaf with its intermediates, and nothing is wrong with it.
    pub served: bool,
    /// What was found, name by name.
    pub findings: Vec<Finding>,
}

/// Judges evidence against the order of `context`. Served means: something was seen, all of it was the newest leaf, and
/// no check reports an error.
pub fn judge_install(evidence: &Evidence, context: &Context<'_>) -> Verdict {
    let findings: Vec<Finding> = judge(evidence, context).hosts.into_iter().flat_map(|host| host.findings).collect();
    let newest = |host: &HostSeen| {
        let addresses = host.addresses();
        !addresses.is_empty() && addresses.iter().all(|at| View::of(host, at, context).shows_newest())
    };
    let mut looked = evidence.hosts.iter().filter(|host| host.looked != Looked::Nowhere).peekable();
    let served = looked.peek().is_some() && looked.all(newest) && !findings.iter().any(Finding::is_error);
    Verdict { served, findings }
}
