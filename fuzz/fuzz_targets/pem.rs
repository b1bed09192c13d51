//! Any bytes as a text with PEM blocks.
#![no_main]

use warifu_fuzz::{in_time, pki};

libfuzzer_sys::fuzz_target!(|input: &[u8]| in_time(|| pki::pem(input)));
