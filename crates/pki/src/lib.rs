//! Names, keys, CSRs, certificates, chains and bundles: what they say and whether the rules allow it.
//!
//! Absent here: tokio, a clock, randomness, SQL, the network and sentences. Everything is a pure function of bytes,
//! dated rule data and a given time; findings are codes with parameters.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once"))]

mod digest;
pub mod names;

pub use digest::Sha256;
pub use names::{DnsName, NameError};
