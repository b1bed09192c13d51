//! What is asked of the crate from outside, with openssl as the second opinion.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod bundles;
mod certificates;
mod chains;
mod chance;
mod der;
mod hostile;
mod intermediates;
mod issued;
#[cfg(feature = "keystore")]
mod keystores;
mod minting;
mod mutants;
mod piles;
#[cfg(feature = "keystore")]
mod private_keys;
mod requests;
mod roots;
mod rules;
mod status;
mod subjects;
mod support;
#[path = "../../../../fuzz/src/pki.rs"]
#[expect(unreachable_pub, reason = "libFuzzer's targets take it in as well")]
mod targets;
mod weak;
