//! Names, keys, CSRs, certificates, chains and bundles: what they say and whether the rules allow it.
//!
//! Absent here: tokio, a clock, randomness, SQL, the network and sentences. Everything is a pure function of bytes,
//! dated rule data and a given time; findings are codes with parameters. Nothing here signs: [`build`] makes the bytes to
//! be signed. Private keys are refused ([`inspect`], [`Certificate::from_pem_all`]); only the feature `keystore` reads them,
//! for the binary on the key's own machine.
//!
//! The way through: [`pem`] finds blocks, `der` walks them once, [`csr`] and [`cert`] keep what was found with spans
//! into the bytes, [`rules`] judge a CSR and [`lint`] a certificate (one file per rule), [`chain`] judges what a CA issued.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once"))]

pub mod build;
pub mod bundle;
pub mod cert;
pub mod chain;
pub mod csr;
mod der;
mod digest;
pub mod finding;
pub mod intermediates;
pub mod issuers;
pub mod keys;
#[cfg(feature = "keystore")]
pub mod keystore;
pub mod limits;
pub mod lint;
pub mod names;
#[cfg(feature = "keystore")]
pub mod pbe;
pub mod pem;
pub mod pile;
pub mod pkcs7;
#[cfg(feature = "keystore")]
pub mod private_key;
pub mod roots;
pub mod rules;
pub mod sources;
mod standards;
pub mod status;
pub mod subject;
mod unescape;
mod weak;

pub use cert::Certificate;
pub use chain::{Chain, Intent, World, check_issued, tidy_chain};
pub use csr::Csr;
pub use digest::Sha256;
pub use finding::{Finding, Params, Severity};
pub use intermediates::Intermediates;
pub use issuers::Issuers;
pub use keys::{KeyKind, verify_signature};
pub use limits::{LimitRows, Limits};
pub use lint::{Expected, Level, Profile, check_certificate};
pub use names::{DnsName, NameError};
pub use pile::Pile;
pub use roots::Roots;
pub use rules::{Applies, Inspection, RuleSet, SubjectUse, Wanted, Wildcard, inspect, read_csr, refuse_private_key};
pub use standards::{Standards, StandardsError, start_of_day};
pub use subject::{AttributeKind, Subject};
