//! What is asked of the crate from outside, with openssl as the second opinion.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod bundles;
mod hostile;
mod issued;
#[cfg(feature = "keystore")]
mod keystores;
#[cfg(feature = "keystore")]
mod private_keys;
mod requests;
mod rules;
mod status;
mod support;
