//! Revoked certificates, and what servers staple: CRLs and OCSP responses of any date and signer, published by the CA of
//! the tests and stapled by nginx.

use std::{fs, process::Command};

use warifu_pki::{
    build::{CrlProfile, RevocationReason, Revoked, crl_tbs},
    keys::{Hash, SignatureAlgorithm},
    status::ocsp_request,
};

use crate::{
    der::element,
    forge::{DAY, Identity, NOW, Wish, asn1_time, folder, forge, run},
    nginx::Block,
    sites::{NAME, Town},
};

/// What an authority says.
#[derive(Clone, Copy)]
enum Says {
    Good,
    Revoked,
    Unknown,
}

/// When the answers of this test begin and end.
const FRESH: (i64, i64) = (NOW - DAY, NOW + 6 * DAY);
const STALE: (i64, i64) = (NOW - 9 * DAY, NOW - 2 * DAY);
const REVOKED_AT: i64 = NOW - 3 * DAY;

/// ecdsa-with-SHA256 (RFC 5758 section 3.2).
const ECDSA_SHA256: &[u8] = &[0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];

/// The outer SEQUENCE of what is signed: the text, the algorithm and the signature by this key.
fn signed(tbs: &[u8], by: &Identity) -> Vec<u8> {
    let folder = folder();
    let (text, signature) = (folder.join("tbs"), folder.join("signature"));
    fs::write(&text, tbs).unwrap();
    let mut command = Command::new("openssl");
    run(command.args(["dgst", "-sha256", "-sign"]).arg(&by.key).arg("-out").arg(&signature).arg(&text));
    let signature = fs::read(&signature).unwrap();
    fs::remove_dir_all(folder).unwrap();
    element(0x30, &[tbs, ECDSA_SHA256, &element(0x03, &[&[0], &signature])])
}

/// An OCSP response (RFC 6960 section 4.2.1) about a leaf of `issuer`.
fn ocsp(says: Says, about: &Identity, issuer: &Identity, by: &Identity, (from, to): (i64, i64)) -> Vec<u8> {
    let time = |at: i64| element(0x18, &[asn1_time(at).as_bytes()]);
    // Four short headers stand before the CertID of a question.
    let question = ocsp_request(&about.certificate(), &issuer.certificate()).unwrap();
    let status = match says {
        Says::Good => vec![0x80, 0],
        Says::Revoked => element(0xa1, &[&time(REVOKED_AT), &[0xa0, 3, 0x0a, 1, 1]]),
        Says::Unknown => vec![0x82, 0],
    };
    let single = element(0x30, &[&question[8..], &status, &time(from), &element(0xa0, &[&time(to)])]);
    let responder = element(0xa2, &[&element(0x04, &[&[7; 20]])]);
    let data = element(0x30, &[&responder, &time(from), &element(0x30, &[&single])]);
    let basic = element(0x04, &[&signed(&data, by)]);
    let kind = [0x06, 9, 0x2b, 6, 1, 5, 5, 7, 0x30, 1, 1];
    element(0x30, &[&[0x0a, 1, 0], &element(0xa0, &[&element(0x30, &[&kind, &basic])])])
}

/// A CRL of `issuer` with this leaf on it, or with nothing.
fn crl(says: Says, about: &Identity, issuer: &Identity, by: &Identity) -> Vec<u8> {
    let (issuer, about) = (issuer.certificate(), about.certificate());
    let entry = Revoked { serial: about.serial(), at: REVOKED_AT, reason: RevocationReason::KeyCompromise };
    let revoked: &[Revoked<'_>] = if matches!(says, Says::Revoked) { &[entry] } else { &[] };
    let profile = CrlProfile { issuer: &issuer, number: 1, this_update: FRESH.0, next_update: FRESH.1, revoked };
    signed(&crl_tbs(&profile, SignatureAlgorithm::Ecdsa(Hash::Sha256)).unwrap(), by)
}

/// A site of its own certificate, and what is said about it where.
struct Case {
    case: &'static str,
    crl: Option<Says>,
    ocsp: Option<Says>,
    staple: Option<(Says, (i64, i64))>,
    /// Whether another CA of the same name has signed all that.
    forged: bool,
    must_staple: bool,
    wanted: &'static [&'static str],
}

const SOUND: Case =
    Case { case: "", crl: None, ocsp: None, staple: None, forged: false, must_staple: false, wanted: &[] };

#[rustfmt::skip]
const CASES: &[Case] = &[
    Case { case: "good by CRL, OCSP and staple", crl: Some(Says::Good), ocsp: Some(Says::Good), staple: Some((Says::Good, FRESH)), ..SOUND },
    Case { case: "revoked by CRL", crl: Some(Says::Revoked), wanted: &["site_certificate_revoked"], ..SOUND },
    Case { case: "revoked by OCSP", ocsp: Some(Says::Revoked), wanted: &["site_certificate_revoked"], ..SOUND },
    Case { case: "the CRL is ahead of OCSP", crl: Some(Says::Revoked), ocsp: Some(Says::Good), wanted: &["site_certificate_revoked"], ..SOUND },
    Case { case: "revoked by CRL and OCSP of somebody else", crl: Some(Says::Revoked), ocsp: Some(Says::Revoked), forged: true, ..SOUND },
    Case { case: "unknown to OCSP", ocsp: Some(Says::Unknown), ..SOUND },
    Case { case: "revoked by the staple", staple: Some((Says::Revoked, FRESH)), wanted: &["site_certificate_revoked"], ..SOUND },
    Case { case: "an old staple", staple: Some((Says::Good, STALE)), wanted: &["site_staple_bad"], ..SOUND },
    Case { case: "a staple of somebody else", staple: Some((Says::Good, FRESH)), forged: true, wanted: &["site_staple_bad"], ..SOUND },
    Case { case: "a staple that knows nothing", staple: Some((Says::Unknown, FRESH)), wanted: &["site_staple_bad"], ..SOUND },
    Case { case: "must staple, and does", staple: Some((Says::Good, FRESH)), must_staple: true, ..SOUND },
    Case { case: "must staple, and does not", must_staple: true, wanted: &["site_must_staple"], ..SOUND },
];

/// FAQ 7: what CRL, OCSP and staple say counts if the issuer has signed it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sites_whose_certificate_is_revoked_or_stapled() {
    let mut town = Town::new();
    let stranger = forge(&Wish::ca("Intermediate"), None);
    for (number, row) in CASES.iter().enumerate() {
        let file = |kind: &str| format!("{number}.{kind}");
        let mut wish = Wish::leaf(&[NAME]);
        if row.ocsp.is_some() {
            wish = wish.extension("authorityInfoAccess", &format!("OCSP;URI:http://ca.example/{}", file("ocsp")));
        }
        if row.crl.is_some() {
            wish = wish.extension("crlDistributionPoints", &format!("URI:http://ca.example/{}", file("crl")));
        }
        if row.must_staple {
            wish = wish.extension("tlsfeature", "status_request");
        }
        let leaf = forge(&wish, Some(&town.intermediate));
        let by = if row.forged { &stranger } else { &town.intermediate };
        let mut tls = Block::sound().tls;
        if let Some(says) = row.crl {
            town.nginx.file(&file("crl"), &crl(says, &leaf, &town.intermediate, by));
        }
        if let Some(says) = row.ocsp {
            town.nginx.file(&file("ocsp"), &ocsp(says, &leaf, &town.intermediate, by, FRESH));
        }
        if let Some((says, period)) = row.staple {
            town.nginx.file(&file("staple"), &ocsp(says, &leaf, &town.intermediate, by, period));
            tls += &format!(" ssl_stapling on; ssl_stapling_file $pages/{};", file("staple"));
        }
        let ports = town.nginx.site(&[&leaf, &town.intermediate], &Block::sound().tls(&tls));
        town.at(row.case, ports, row.wanted);
        town.kept.push(leaf);
    }
    let reports = town.judge().await;
    for case in ["revoked by CRL", "revoked by OCSP", "revoked by the staple"] {
        let params = &reports[case].hosts[0].findings[0].params;
        let said = (params["reason"].as_str(), params["not_good_from"].as_str());
        assert_eq!(said, ("keyCompromise", REVOKED_AT.to_string().as_str()), "{case}");
    }
}
