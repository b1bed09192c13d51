//! Any bytes as PKCS#12 or JKS.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    warifu_fuzz::keystore(input);
});
