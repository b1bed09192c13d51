//! Any bytes as PKCS#7: what is read is what stands there, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use warifu_pki::pkcs7;

fuzz_target!(|input: &[u8]| {
    let Ok(certificates) = pkcs7::certificates(input) else { return };
    for certificate in certificates {
        let der = certificate.der();
        assert!(input.windows(der.len()).any(|window| window == der));
    }
});
