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
#[path = "../../../../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "it is a crate of its own for libFuzzer")]
mod targets;
mod weak;
