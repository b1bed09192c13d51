//! Sites of the tests' own on loopback behind public-looking addresses, looked at and judged.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once")]

mod certificates;
#[path = "../../../pki/tests/it/chance.rs"]
mod chance;
mod dcv;
#[path = "../../../pki/tests/it/der.rs"]
mod der;
mod forge;
mod gather;
#[path = "../../../../fuzz/src/hello.rs"]
#[expect(unreachable_pub, reason = "libFuzzer's targets take it in as well")]
mod hello_target;
mod hostile;
mod install;
mod judged;
mod mail;
mod mutants;
mod nginx;
mod sites;
mod statuses;
mod support;
