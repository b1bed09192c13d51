//! Any bytes as a pile of certificates.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    warifu_fuzz::cert(input);
});
