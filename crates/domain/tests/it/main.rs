//! The decisions as tables: every state against every command, and one order's whole life.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once")]

mod catalogue;
mod grid;
mod life;
mod sample;
