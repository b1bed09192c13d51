//! Whole lives of orders, on SQLite and on PostgreSQL, with the real embedded CA and real jobs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod access;
mod keys;
mod lives;
mod money;
mod refusals;
mod watch;
mod workers;
