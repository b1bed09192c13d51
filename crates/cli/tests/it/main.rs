//! The command as its users meet it: started as a process, spoken to over HTTP, stopped by a signal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod admin;
mod bundle;
mod client;
mod demo;
mod doctor;
mod files;
mod help;
mod serve;
mod support;
