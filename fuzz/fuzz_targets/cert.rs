//! Any bytes as a pile of certificates.
#![no_main]

use warifu_fuzz::{in_time, pki};

libfuzzer_sys::fuzz_target!(|input: &[u8]| in_time(|| pki::cert(input)));
