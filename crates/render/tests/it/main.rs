//! What people read, checked as a whole: both languages say the same things, and every page is rendered.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod locales;
mod mails;
mod pages;
