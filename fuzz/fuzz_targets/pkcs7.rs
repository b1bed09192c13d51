//! Any bytes as PKCS#7.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    warifu_fuzz::pkcs7(input);
});
