//! Any bytes as a CRL and as an OCSP response: read or refused, never a panic.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use warifu_pki::{
    Certificate,
    status::{read_crl, read_ocsp, sources},
};

/// Some certificate to ask about: ISRG Root X1, as every system has it.
static ABOUT: LazyLock<Option<Certificate>> = LazyLock::new(|| {
    let pem = std::fs::read("/etc/ssl/certs/ISRG_Root_X1.pem").ok()?;
    Certificate::from_pem_all(&pem).ok()?.pop()
});

fuzz_target!(|input: &[u8]| {
    if let Some(about) = &*ABOUT {
        let _ = (read_crl(input, about, Some(about)), read_ocsp(input, about, Some(about)));
    }
    if let Ok(certificate) = Certificate::from_der(input.to_vec()) {
        sources(&certificate);
    }
});
