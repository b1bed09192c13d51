//! Writes `catalogue/roots.pem` to standard output; `cargo xtask roots` calls it. The list is that of the crate
//! webpki-root-certs, which is Mozilla's as published by the CCADB (CDLA-Permissive-2.0).
#![expect(clippy::print_stdout, reason = "the list is what this program is for")]

use warifu_pki::{Certificate, roots};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ders = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    let list = ders.map(|der| Certificate::from_der(der.to_vec())).collect::<Result<Vec<_>, _>>()?;
    print!("{}", roots::write_list(&list));
    Ok(())
}
