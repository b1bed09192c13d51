//! Any bytes through the whole inspector: a finding or an accepted request, never a panic.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use warifu_pki::{RuleSet, Standards, SubjectUse, Wanted, Wildcard, inspect};

static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    toml::from_str(include_str!("../../catalogue/rules/shop-common.toml")).expect("the rule set is well-formed")
});

static STANDARDS: LazyLock<Standards> = LazyLock::new(|| {
    Standards::parse(include_str!("../../catalogue/standards.toml")).expect("the standards are well-formed")
});

/// 2026-11-22T00:00:00Z.
const NOW: i64 = 1_795_305_600;

fuzz_target!(|input: &[u8]| {
    let wanted = Wanted { names: vec![], wildcard: Wildcard::Allow, names_max: 100, subject: SubjectUse::Printed, application: vec![], known_keys: vec![], at: NOW };
    let inspection = inspect(input, &STANDARDS, &RULES, &wanted);
    assert_eq!(inspection.accepted().is_none(), inspection.findings.iter().any(|finding| finding.is_error()));
});
