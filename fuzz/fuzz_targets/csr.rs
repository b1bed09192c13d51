//! Any bytes through the whole inspector.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let _ = warifu_fuzz::csr(input);
});
