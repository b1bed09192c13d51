//! The shop over HTTP, on SQLite and on PostgreSQL: who may call, whole orders, clear refusals, hostile clients.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod access;
mod caller;
mod doctor;
mod orders;
mod refusals;
mod server;
mod visitors;
