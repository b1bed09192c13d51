//! A pile of files, and what a server sent.
#![no_main]

use warifu_fuzz::{in_time, pki};

libfuzzer_sys::fuzz_target!(|input: &[u8]| in_time(|| pki::chain(input)));
