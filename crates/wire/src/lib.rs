//! Every byte shape that others rely on: REST JSON, ACME, webhooks and bank files.
//!
//! Absent here: everything of ours, tokio, a clock, randomness, SQL and the network. Types are read and written the same
//! way by both ends; whoever signs hands in the signature.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once"))]

pub mod acme;
pub mod rest;
