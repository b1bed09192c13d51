//! A pile of files, and what a server sent.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    warifu_fuzz::chain(input);
});
