//! The `warifu` command: builds the parts and hands them over.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once"))]
#![allow(dead_code)]
mod config;
mod files;
mod sandbox;

fn main() {}
