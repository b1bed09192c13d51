//! Any bytes as a CRL and as an OCSP response.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    warifu_fuzz::status(input);
});
