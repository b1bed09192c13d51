//! Any bytes through the whole inspector: a finding or an accepted request, never a panic.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use warifu_pki::{RuleSet, SubjectUse, Wanted, Wildcard, inspect};

static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    toml::from_str(include_str!("../../crates/pki/tests/data/shop-common.toml")).expect("the rule set is well-formed")
});

fuzz_target!(|input: &[u8]| {
    let wanted = Wanted { names: vec![], wildcard: Wildcard::Allow, names_max: 100, subject: SubjectUse::Printed };
    let inspection = inspect(input, &RULES, &wanted);
    assert_eq!(inspection.accepted().is_none(), inspection.findings.iter().any(|finding| finding.is_error()));
});
