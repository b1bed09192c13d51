//! The store on both engines. PostgreSQL runs as a private cluster.
#![expect(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "a test may stop at the first surprise")]

mod doors;
mod invariants;
mod jobs;
mod money;
mod orders;
mod outages;
mod plans;
mod reports;
mod seam;
mod shop;
mod watches;
