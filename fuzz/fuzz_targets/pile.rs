//! Any bytes as a file among others.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    warifu_fuzz::pile(input);
});
