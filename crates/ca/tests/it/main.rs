//! The connectors against the real thing: openssl reads what the built-in CA signs, pebble is the CA upstream.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once")]

mod acme;
mod dns;
mod embedded;
mod hostile;
mod pebble;
mod support;
mod upstream;
