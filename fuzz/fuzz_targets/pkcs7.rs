//! Any bytes as PKCS#7.
#![no_main]

use warifu_fuzz::{in_time, pki};

libfuzzer_sys::fuzz_target!(|input: &[u8]| in_time(|| pki::pkcs7(input)));
