//! Any bytes as a CRL and as an OCSP response.
#![no_main]

use warifu_fuzz::{in_time, pki};

libfuzzer_sys::fuzz_target!(|input: &[u8]| in_time(|| pki::status(input)));
