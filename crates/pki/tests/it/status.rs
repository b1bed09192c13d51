//! What CRLs and OCSP responses say, all of them made by openssl, which also reads our questions.

use warifu_pki::{
    Certificate,
    keys::Verdict,
    status::{CertStatus, OcspError, Sources, ocsp_request, read_crl, read_ocsp, sources},
};

use crate::{support::Folder, targets};

const CONFIG: &str = "[req]\ndistinguished_name=dn\n[dn]\n[ca]\ndefault_ca=d\n[d]\ndatabase=index\ncrlnumber=number\n\
                      default_md=sha256\ndefault_crl_days=7\n[leaf]\nauthorityInfoAccess=OCSP;URI:http://ocsp.example/,\
                      caIssuers;URI:http://ca.example/ca.der,caIssuers;URI:ldap://ca.example/\n\
                      crlDistributionPoints=URI:http://ca.example/ca.crl\n[signer]\nextendedKeyUsage=OCSPSigning\n";

/// Good is 01, revoked with a reason 02, revoked without one 03; unknown is 04.
const INDEX: &str = "V\t360101000000Z\t\t01\tunknown\t/CN=1\n\
                     R\t360101000000Z\t260102030405Z,keyCompromise\t02\tunknown\t/CN=2\n\
                     R\t360101000000Z\t260102030405Z\t03\tunknown\t/CN=3\n";
const REVOKED_AT: i64 = 1_767_323_045;

/// A CA and four leaves of its own, with an index of what is revoked.
struct Authority(Folder);

impl Authority {
    fn new(test: &str) -> Self {
        let authority = Self(Folder::new(test));
        authority.0.write("config", CONFIG).write("index", INDEX).write("number", "01\n");
        for ca in ["ca", "other"] {
            authority.certificate(ca, "-addext basicConstraints=critical,CA:TRUE");
        }
        for serial in 1..=4 {
            let arguments = format!("-CA ca.pem -CAkey ca.key -set_serial {serial} -extensions leaf");
            authority.certificate(&serial.to_string(), &arguments);
        }
        authority.certificate("signer", "-CA ca.pem -CAkey ca.key -extensions signer");
        authority
    }

    fn certificate(&self, name: &str, arguments: &str) {
        self.openssl(&format!(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -config config -subj /CN={name} \
             -keyout {name}.key -out {name}.pem {arguments}"
        ));
    }

    fn read(&self, name: &str) -> Certificate {
        Certificate::from_pem_all(&self.0.read(&format!("{name}.pem"))).unwrap().remove(0)
    }

    fn openssl(&self, arguments: &str) {
        let (done, said) = self.0.openssl(arguments);
        assert!(done, "openssl {arguments}: {said}");
    }

    /// Lets openssl answer our own question about a certificate.
    fn ocsp(&self, about: &str, signer: &str) -> Vec<u8> {
        self.0.write("request", ocsp_request(&self.read(about), &self.read("ca")).unwrap());
        let key = format!("-rsigner {signer}.pem -rkey {signer}.key");
        self.openssl(&format!("ocsp -index index {key} -CA ca.pem -reqin request -respout response -ndays 1"));
        self.0.read("response")
    }

    fn crl(&self) -> Vec<u8> {
        self.openssl("ca -config config -gencrl -keyfile ca.key -cert ca.pem -out crl.pem");
        self.openssl("crl -in crl.pem -outform DER -out crl");
        self.0.read("crl")
    }
}

const ROWS: &[(&str, CertStatus, CertStatus)] = &[
    ("1", CertStatus::Good, CertStatus::Good),
    (
        "2",
        CertStatus::Revoked { at: REVOKED_AT, reason: Some(1) },
        CertStatus::Revoked { at: REVOKED_AT, reason: Some(1) },
    ),
    ("3", CertStatus::Revoked { at: REVOKED_AT, reason: None }, CertStatus::Revoked { at: REVOKED_AT, reason: None }),
    // A CRL says nothing about those who are not on it; a responder may.
    ("4", CertStatus::Unknown, CertStatus::Good),
];

#[test]
fn ocsp_responses_are_read() {
    let authority = Authority::new("status-ocsp");
    let (ca, other) = (authority.read("ca"), authority.read("other"));
    for (name, wanted, _) in ROWS {
        let response = authority.ocsp(name, "ca");
        let leaf = authority.read(name);
        let answer = read_ocsp(&response, &leaf, Some(&ca)).unwrap();
        assert_eq!((answer.status, answer.signed), (*wanted, Verdict::Valid), "{name}");
        assert_eq!(answer.next_update.unwrap() - answer.this_update.unwrap(), 86_400);
        // The answer is about this certificate only, and only its issuer counts.
        let about_another = read_ocsp(&response, &authority.read("signer"), Some(&ca)).unwrap();
        assert_eq!(about_another.status, CertStatus::Unknown);
        let by_another = read_ocsp(&response, &leaf, Some(&other)).unwrap();
        assert_eq!((by_another.status, by_another.signed), (CertStatus::Unknown, Verdict::Broken));
        assert_eq!(read_ocsp(&response, &leaf, None).unwrap().signed, Verdict::Unsupported);
    }
    // A responder of its own, with and without the issuer's word for it.
    for (signer, wanted) in [("signer", Verdict::Valid), ("1", Verdict::Broken), ("other", Verdict::Broken)] {
        let answer = read_ocsp(&authority.ocsp("2", signer), &authority.read("2"), Some(&ca)).unwrap();
        assert_eq!(answer.signed, wanted, "{signer}");
    }
    let refused = [0x30, 3, 0x0a, 1, 3];
    assert_eq!(read_ocsp(&refused, &ca, None), Err(OcspError::Refused("try_later")));
}

#[test]
fn crls_are_read() {
    let authority = Authority::new("status-crl");
    let (crl, ca) = (authority.crl(), authority.read("ca"));
    for (name, _, wanted) in ROWS {
        let answer = read_crl(&crl, &authority.read(name), Some(&ca)).unwrap();
        assert_eq!((answer.status, answer.signed), (*wanted, Verdict::Valid), "{name}");
        assert_eq!(answer.next_update.unwrap() - answer.this_update.unwrap(), 7 * 86_400);
    }
    let by_another = read_crl(&crl, &authority.read("2"), Some(&authority.read("other"))).unwrap();
    assert_eq!(by_another.signed, Verdict::Broken);
    assert_eq!(read_crl(&crl, &authority.read("other"), None).unwrap().status, CertStatus::Unknown);
}

#[test]
fn places_are_read() {
    let authority = Authority::new("status-places");
    let list = |url: &str| vec![url.to_owned()];
    let (ocsp, issuers, crls) =
        (list("http://ocsp.example/"), list("http://ca.example/ca.der"), list("http://ca.example/ca.crl"));
    assert_eq!(sources(&authority.read("1")), Sources { ocsp, issuers, crls });
    assert_eq!(sources(&authority.read("ca")), Sources::default());
}

/// Every octet changed or cut off is read or refused, never worse.
#[test]
fn mutated_answers_do_no_harm() {
    let authority = Authority::new("status-mutated");
    let (ca, leaf) = (authority.read("ca"), authority.read("2"));
    let crl = authority.crl();
    let response = authority.ocsp("2", "signer");
    for (bytes, read) in [(&crl, false), (&response, true)] {
        let both = |bytes: &[u8]| match read {
            true => read_ocsp(bytes, &leaf, None).is_ok(),
            false => read_crl(bytes, &leaf, None).is_ok(),
        };
        for at in 0..bytes.len() {
            assert!(!both(&bytes[..at]), "cut at {at}");
            targets::status(&bytes[at..]);
            for value in [0, 0x7f, 0x80, 0xff, bytes[at] ^ 1] {
                let mut mutated = bytes.clone();
                mutated[at] = value;
                both(&mutated);
            }
        }
    }
    assert_eq!(read_crl(&crl, &leaf, Some(&ca)).unwrap().signed, Verdict::Valid);
}
