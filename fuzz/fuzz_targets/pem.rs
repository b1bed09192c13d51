//! Any bytes as a text with PEM blocks.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    warifu_fuzz::pem(input);
});
