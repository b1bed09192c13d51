//! Any bytes as certificates to be installed.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    warifu_fuzz::bundle(input);
});
