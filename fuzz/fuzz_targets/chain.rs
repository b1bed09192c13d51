//! Any bytes as a pile of files and as what a server sent: read, paired, put in order, judged, never a panic.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use warifu_pki::{
    Certificate, Pile, Roots, World,
    chain::{self, CODES},
    pile::Source,
};

/// The moment does not matter; it lies within the life of the seeds.
const AT: i64 = 1_795_305_600;

static ROOTS: LazyLock<Roots> = LazyLock::new(|| {
    let (list, events) =
        (include_str!("../../catalogue/roots.pem"), include_str!("../../catalogue/root-events.toml"));
    Roots::parse(list, events).expect("the list is well-formed")
});

fuzz_target!(|input: &[u8]| {
    let pile = Pile::read(&[Source { name: "file", octets: input }]);
    let members: usize = pile.pairs().iter().map(|group| group.members.len()).sum();
    assert_eq!(members, pile.entries.len());
    let sent: Vec<Certificate> = pile.certificates().cloned().collect();
    // Half of the pile as the roots: otherwise nothing is ever trusted.
    let own = Roots::of(sent.iter().skip(sent.len() / 2).cloned().collect());
    for roots in [&*ROOTS, &own] {
        let world = World { known: &[], roots, at: AT };
        if let Ok(chain) = chain::of_server(&sent, &world) {
            assert!(chain.best.links.len() <= sent.len());
            assert!(chain.findings.iter().all(|finding| CODES.contains(&finding.code)));
        }
    }
});
