//! Doubles and harnesses for tests and benchmarks: both databases, a clock that is moved by hand, chance from a seed, a
//! customer's site and a whole shop on top of them.
//!
//! Absent here: whatever the product itself needs. Only ever a dev-dependency.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "test code stops at the first surprise and is read where it is used"
)]

pub mod engines;
pub mod pg_cluster;
pub mod shop;
pub mod site;
pub mod world;
