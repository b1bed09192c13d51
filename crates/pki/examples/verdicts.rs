//! What this crate reads in piles of requests and certificates, for the comparison with openssl and Python's
//! `cryptography` (`tests/pki/peers.py`).
//!
//! Standard input has one job a line, its parts separated by tabs: `csr PATH`, or `cert PATH ISSUER…`, PEM or DER.
//! Standard output has one JSON object a line, in the same order. A file that cannot be read is `readable: false` with
//! the reason; `signature` says for a request whether it is valid, and for a certificate the same for each issuer.
#![allow(clippy::print_stdout, reason = "its answers are its output")]

use std::{error::Error, fs, io};

use serde_json::{Value, json};
use warifu_pki::{Certificate, Csr, DnsName, KeyKind, Sha256, Subject, keys::Verdict, pem};

fn main() -> Result<(), Box<dyn Error>> {
    for line in io::stdin().lines() {
        let line = line?;
        let mut parts = line.split('\t');
        let (kind, path) = (parts.next().unwrap_or_default(), parts.next().ok_or("a line has two parts or more")?);
        let said = match kind {
            "csr" => csr(&fs::read(path)?),
            "cert" => certificate(&fs::read(path)?, parts),
            other => return Err(format!("unknown kind `{other}`").into()),
        };
        println!("{}", said.unwrap_or_else(|error| json!({ "readable": false, "error": error.to_string() })));
    }
    Ok(())
}

fn csr(input: &[u8]) -> Result<Value, Box<dyn Error>> {
    let block = pem::decode_all(input)?.into_iter().find(pem::Block::is_request);
    let csr = Csr::from_der(block.map_or_else(|| input.to_vec(), |block| block.der))?;
    let mut said = common(csr.subject(), csr.names(), csr.key(), Sha256::of(csr.spki_der()));
    said["others"] = csr.refused_names().iter().map(|name| name.text.clone()).collect();
    said["signature"] = json!(verdict(csr.verify()));
    Ok(said)
}

fn certificate<'a>(input: &[u8], issuers: impl Iterator<Item = &'a str>) -> Result<Value, Box<dyn Error>> {
    let certificate = read(input)?;
    let mut said = common(certificate.subject(), certificate.names(), certificate.key(), certificate.spki_sha256());
    said["issuer"] = name(certificate.issuer());
    said["serial"] = json!(certificate.serial_hex());
    said["not_before"] = json!(certificate.not_before());
    said["not_after"] = json!(certificate.not_after());
    said["is_ca"] = json!(certificate.is_ca());
    said["path_length"] = json!(certificate.path_length());
    said["server_auth"] = json!(certificate.server_auth());
    said["aki"] = json!(certificate.aki().map(hex));
    said["ski"] = json!(certificate.ski().map(hex));
    let verdicts: Result<Vec<_>, Box<dyn Error>> = issuers
        .map(|issuer| Ok(read(&fs::read(issuer)?).map_or("unreadable", |i| verdict(certificate.verify_signed_by(&i)))))
        .collect();
    said["signature"] = json!(verdicts?);
    Ok(said)
}

/// The first certificate of a file.
fn read(input: &[u8]) -> Result<Certificate, Box<dyn Error>> {
    let pile = Certificate::from_pem_all(input).map_err(|f| format!("{} {:?}", f.code, f.params))?;
    pile.into_iter().next().ok_or_else(|| "no certificate".into())
}

fn common(subject: &Subject, names: &[DnsName], key: KeyKind, spki: Sha256) -> Value {
    json!({
        "readable": true,
        "subject": name(subject),
        "dns": names.iter().map(DnsName::as_str).collect::<Vec<_>>(),
        "key": key.to_string(),
        "spki": spki.to_string(),
    })
}

fn name(subject: &Subject) -> Value {
    subject.attributes().iter().map(|a| json!([a.kind.short(), a.text])).collect()
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Valid => "valid",
        Verdict::Broken => "broken",
        Verdict::Unsupported => "unsupported",
    }
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
