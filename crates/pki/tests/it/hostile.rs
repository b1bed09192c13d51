//! Mutated input gives findings, never a panic, and is never accepted unless what is signed stayed the same.

use proptest::prelude::*;
use warifu_pki::{Certificate, Csr, inspect, pem, tidy_chain};

use crate::support::{fixture, shop_common, standards, wanted};

/// One change to some bytes.
#[derive(Clone, Debug)]
enum Change {
    Set(usize, u8),
    Remove(usize),
    Insert(usize, u8),
    Cut(usize),
    Double(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = 0..4096_usize;
    prop_oneof![
        4 => (at.clone(), any::<u8>()).prop_map(|(at, b)| Change::Set(at, b)),
        1 => at.clone().prop_map(Change::Remove),
        1 => (at.clone(), any::<u8>()).prop_map(|(at, b)| Change::Insert(at, b)),
        1 => at.clone().prop_map(Change::Cut),
        1 => (at, 1..64_usize).prop_map(|(at, n)| Change::Double(at, n)),
    ]
}

fn mutate(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let length = bytes.len().max(1);
        match *change {
            Change::Set(at, b) if at % length < bytes.len() => bytes[at % length] = b,
            Change::Remove(at) if at % length < bytes.len() => drop(bytes.remove(at % length)),
            Change::Insert(at, b) => bytes.insert(at % length, b),
            Change::Cut(at) => bytes.truncate(at % length),
            Change::Double(at, n) => {
                let at = at % length;
                let part = bytes[at.min(bytes.len())..(at + n).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
            _ => {}
        }
    }
    bytes
}

const REQUESTS: [&str; 5] = ["rsa-2048.pem", "p256.pem", "rsa-pss.pem", "ip-san.pem", "japanese.pem"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_requests(which in 0..REQUESTS.len(), changes in prop::collection::vec(change(), 1..6), as_pem: bool) {
        let text = fixture(REQUESTS[which]);
        let der = pem::decode_all(&text).unwrap().remove(0).der;
        let input = mutate(if as_pem { text } else { der.clone() }, &changes);
        let inspection = inspect(&input, &standards(), &shop_common(), &wanted());
        if let Some(csr) = inspection.accepted() {
            let original = Csr::from_der(der).unwrap();
            prop_assert_eq!(csr.spki_der(), original.spki_der());
            prop_assert_eq!(csr.names(), original.names());
        } else {
            prop_assert!(!inspection.findings.is_empty());
        }
    }

    #[test]
    fn mutated_certificates(changes in prop::collection::vec(change(), 1..6)) {
        let der = pem::decode_all(&fixture("leaf.pem")).unwrap().remove(0).der;
        let original = Certificate::from_der(der.clone()).unwrap();
        if let Ok(certificate) = Certificate::from_der(mutate(der, &changes)) {
            certificate.names_as_issuer(&original);
            certificate.verify_signed_by(&certificate);
            tidy_chain(vec![certificate, original]);
        }
    }

    #[test]
    fn any_octets(octets in prop::collection::vec(any::<u8>(), 0..300)) {
        inspect(&octets, &standards(), &shop_common(), &wanted());
        let _ = Certificate::from_pem_all(&octets);
        let _ = pem::decode_all(&octets);
    }

    #[test]
    fn pem_comes_back(label in "[A-Z][A-Z0-9]{0,10}", der in prop::collection::vec(any::<u8>(), 0..500)) {
        let blocks = pem::decode_all(pem::encode(&label, &der).as_bytes()).unwrap();
        prop_assert_eq!(blocks, vec![pem::Block { label, der }]);
    }
}
