//! Any bytes as certificates that a server sends.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    warifu_fuzz::chain(input);
});
