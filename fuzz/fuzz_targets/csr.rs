//! Any bytes through the whole inspector.
#![no_main]

use warifu_fuzz::{in_time, pki};

libfuzzer_sys::fuzz_target!(|input: &[u8]| in_time(|| drop(pki::csr(input))));
