//! Any bytes as a key store.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    warifu_fuzz::pkcs12(input);
});
