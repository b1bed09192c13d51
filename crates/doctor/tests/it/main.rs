//! Sites of the tests' own on loopback behind public-looking addresses, looked at and judged.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once")]

mod certificates;
mod dcv;
mod forge;
mod gather;
mod hostile;
mod install;
mod judged;
mod mail;
mod nginx;
mod sites;
mod statuses;
mod support;
