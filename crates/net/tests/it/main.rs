//! The way out against servers of the tests' own, on loopback behind public-looking addresses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once")]

mod connect;
mod dns;
mod dnssec;
mod guard;
mod http;
mod smtp;
mod support;
mod tls;
