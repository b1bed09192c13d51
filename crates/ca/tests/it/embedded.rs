//! The built-in CA from the first step to a chain that openssl accepts.

use std::{ops::Deref, time::Duration};

use warifu_ca::{
    Connector as _, Intent, Step,
    embedded::{
        Authority, AuthorityError, AuthorityNames, Embedded, KeyChoice, NewAuthority, Publication, RevokedCertificate,
    },
    seal::MasterKey,
};
use warifu_domain::{
    DnsName,
    catalogue::Level,
    dcv::{Challenge, Instruction, Method},
    issuance::RevocationReason,
    time::Period,
};
use warifu_pki::{Certificate, Intent as Expected, check_issued, pem};

use crate::support::{Chance, Dir, Site, intent, names, now, standards};

fn publication() -> Publication {
    Publication::under("http://ca.example.test/")
}

fn create(key: KeyChoice) -> NewAuthority {
    let names = AuthorityNames {
        country: "JP".into(),
        organization: "割符株式会社".into(),
        root: "warifu test root".into(),
        intermediate: "warifu test CA 1".into(),
    };
    Authority::create(&names, key, &publication(), now(), &Chance).unwrap()
}

/// Opens the CA as a process does that has just started: from sealed bytes.
fn open(made: &NewAuthority) -> Embedded {
    let master = MasterKey::generate(&Chance);
    let sealed = master.seal("ca/intermediate", &made.intermediate_key, &Chance).unwrap();
    let key = master.open("ca/intermediate", &sealed).unwrap();
    let authority =
        Authority::open(&made.root_certificate, &made.intermediate_certificate, key.deref(), publication()).unwrap();
    Embedded::new("embedded", authority)
}

/// Walks an issuance to its end, with a new connector for every step and every step asked for twice, as crashes do.
/// Gives the chain and everything that was reserved.
async fn walk(made: &NewAuthority, intent: &Intent, site: &Site) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let (mut upstream, mut found, mut reserved) = (None::<String>, Vec::<DnsName>::new(), Vec::new());
    for _ in 0..10 {
        let step = open(made).step(intent, upstream.as_deref(), &found, &site.world()).await.unwrap();
        match step {
            Step::Prove { upstream: note, challenges } => {
                let early = open(made).step(intent, Some(&note), &[], &site.world()).await.unwrap();
                let to_place = challenges.iter().any(|challenge| matches!(challenge, Challenge::Place { .. }));
                assert_eq!(matches!(early, Step::Wait { .. }), to_place, "nothing goes on before a proof is seen");
                site.place(&challenges);
                found = challenges.iter().map(|challenge| challenge.name().clone()).collect();
                upstream = Some(note);
            }
            Step::Submit { upstream: note } => upstream = Some(note),
            Step::Note { upstream: note, reserved: row } => {
                reserved.extend(row.map(|row| row.tbs));
                upstream = Some(note);
            }
            Step::Issued { chain_der } => {
                let again = open(made).step(intent, upstream.as_deref(), &found, &site.world()).await.unwrap();
                let Step::Issued { chain_der: again } = again else { panic!("{again:?}") };
                for chain in [&chain_der, &again] {
                    let tbs = reserved.last().unwrap();
                    assert!(chain[0].windows(tbs.len()).any(|part| part == tbs), "signed what was not reserved");
                }
                return (chain_der, reserved);
            }
            other => panic!("{other:?}"),
        }
    }
    panic!("too many steps");
}

/// A certificate of some CA, for whoever needs one.
pub(crate) async fn issue(dir: &Dir) -> Vec<u8> {
    let intent = intent(&dir.csr(&["www.example.test"]), Method::Http);
    walk(&create(KeyChoice::P256), &intent, &Site::start().await).await.0.remove(0)
}

#[tokio::test]
async fn openssl_accepts_what_it_signs() {
    for (key, method, wanted) in [
        (KeyChoice::P256, Method::Http, &["www.example.test"][..]),
        (KeyChoice::P256, Method::Dns, &["*.example.test", "example.test"]),
        (KeyChoice::Rsa3072, Method::Http, &["a.example.test", "b.example.test"]),
    ] {
        let (dir, site, made) = (Dir::new(), Site::start().await, create(key));
        // The last of several names was proven three days ago.
        let evidence = wanted[1..].iter().map(|name| (name.parse().unwrap(), method, now().plus_days(-3))).collect();
        let intent = Intent { evidence, ..intent(&dir.csr(wanted), method) };
        let (chain, reserved) = walk(&made, &intent, &site).await;
        assert_eq!(reserved.len(), 1, "one serial for one issuance");
        let evidence = intent.names.iter().map(|name| (name.clone(), method, now().plus_days(-1))).collect();
        walk(&made, &Intent { evidence, attempt: 2, ..intent.clone() }, &site).await;

        let chain: Vec<_> = chain.into_iter().map(|der| Certificate::from_der(der).unwrap()).collect();
        let root = Certificate::from_der(made.root_certificate.clone()).unwrap();
        let expected = Expected {
            spki_sha256: intent.spki_sha256,
            names: &intent.names,
            now: now().unix_seconds(),
            not_after_max: intent.validity.to.unix_seconds(),
            roots: std::slice::from_ref(&root),
            standards: &standards(),
            level: warifu_pki::Level::Private,
            issuer: None,
        };
        assert_eq!(check_issued(&chain, &expected), vec![]);

        let authority = open(&made);
        let revoked = [
            RevokedCertificate { serial: vec![0x41; 16], at: now(), reason: RevocationReason::KeyCompromise },
            RevokedCertificate { serial: vec![0x42; 16], at: now(), reason: RevocationReason::Unspecified },
        ];
        dir.write("root.pem", root.to_pem());
        dir.write("intermediate.pem", chain[1].to_pem());
        dir.write("leaf.pem", chain[0].to_pem());
        let crl = authority.authority().crl(7, &revoked, now()).unwrap();
        dir.write("crl.pem", pem::encode("X509 CRL", &crl));
        let at = now().unix_seconds();
        dir.openssl(&format!(
            "verify -x509_strict -attime {at} -purpose sslserver -crl_check -CAfile root.pem -untrusted \
             intermediate.pem -CRLfile crl.pem leaf.pem"
        ));
        let text = dir.openssl("crl -in crl.pem -noout -text -CAfile intermediate.pem -verify");
        assert!(text.contains("Key Compromise") && text.contains("CRL Number"), "{text}");
        let text = dir.openssl("x509 -in leaf.pem -noout -text");
        assert!(text.contains("http://ca.example.test/ca/intermediate.crl"), "{text}");
    }
}

/// Openssl itself refuses a certificate once it stands in the CRL.
#[tokio::test]
async fn a_revoked_certificate_is_refused() {
    let (dir, site, made) = (Dir::new(), Site::start().await, create(KeyChoice::P256));
    let intent = intent(&dir.csr(&["www.example.test"]), Method::Http);
    let (chain, _) = walk(&made, &intent, &site).await;
    let leaf = Certificate::from_der(chain[0].clone()).unwrap();
    let revoked =
        [RevokedCertificate { serial: leaf.serial().to_vec(), at: now(), reason: RevocationReason::Superseded }];
    dir.write("leaf.pem", leaf.to_pem());
    dir.write("root.pem", pem::encode("CERTIFICATE", &made.root_certificate));
    dir.write("intermediate.pem", pem::encode("CERTIFICATE", &made.intermediate_certificate));
    dir.write("crl.pem", pem::encode("X509 CRL", &open(&made).authority().crl(1, &revoked, now()).unwrap()));
    let output = std::process::Command::new("openssl")
        .args(["verify", "-crl_check", "-attime", &now().unix_seconds().to_string(), "-CAfile", "root.pem"])
        .args(["-untrusted", "intermediate.pem", "-CRLfile", "crl.pem", "leaf.pem"])
        .current_dir(dir.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("certificate revoked"), "{said}");
}

#[tokio::test]
async fn refuses_what_it_may_not_sign() {
    let (dir, site, made) = (Dir::new(), Site::start().await, create(KeyChoice::P256));
    let good = intent(&dir.csr(&["www.example.test", "*.example.test"]), Method::Dns);
    let mut broken = good.csr_der.clone();
    *broken.last_mut().unwrap() ^= 1;
    let other_key = dir.csr(&["www.example.test"]).der().to_vec();
    for (refused, code) in [
        (Intent { level: Level::Ov, ..good.clone() }, "ca_level_not_offered"),
        (Intent { csr_der: vec![0x30, 0], ..good.clone() }, "ca_rejected_csr"),
        (Intent { csr_der: broken, ..good.clone() }, "ca_rejected_csr"),
        (Intent { csr_der: other_key, ..good.clone() }, "ca_rejected_csr"),
        (Intent { names: names(&["mail.example.test"]), ..good.clone() }, "ca_rejected_csr"),
        (Intent { method: Some(Method::Http), ..good.clone() }, "ca_method_not_for_wildcard"),
    ] {
        let step = open(&made).step(&refused, None, &[], &site.world()).await.unwrap();
        assert!(matches!(&step, Step::Failed { code: found, .. } if *found == code), "{step:?}");
    }
    for note in ["", "{}", r#"{"v":2,"phase":"proven"}"#, r#"{"v":1,"phase":"reserved","tbs":"?"}"#] {
        let error = open(&made).step(&good, Some(note), &[], &site.world()).await.unwrap_err();
        assert_eq!(error.code, "ca_note_unreadable", "{note}");
    }
}

/// The shop may have been shown something that the CA does not see: then nothing is issued.
#[tokio::test]
async fn looks_for_itself() {
    let (dir, site, made) = (Dir::new(), Site::start().await, create(KeyChoice::P256));
    let ca = open(&made);
    for method in [Method::Http, Method::Dns] {
        let intent = intent(&dir.csr(&["www.example.test"]), method);
        let first = ca.step(&intent, None, &[], &site.world()).await.unwrap();
        let Step::Prove { upstream, mut challenges } = first else { panic!("{first:?}") };
        let wait = Step::Wait { upstream: None, after: Duration::from_secs(30) };
        assert_eq!(ca.step(&intent, Some(&upstream), &intent.names, &site.world()).await.unwrap(), wait);
        let right = challenges.clone();
        let Challenge::Place { instruction, .. } = &mut challenges[0] else { panic!("nothing to place") };
        match instruction {
            Instruction::File { content, .. } => content.push('x'),
            Instruction::Txt { value, .. } => value.push('x'),
        }
        site.place(&challenges);
        assert_eq!(ca.step(&intent, Some(&upstream), &intent.names, &site.world()).await.unwrap(), wait);
        site.place(&right);
        let step = ca.step(&intent, Some(&upstream), &intent.names, &site.world()).await.unwrap();
        assert!(matches!(step, Step::Submit { .. }), "{step:?}");
    }
}

/// An intent may wait for days; its certificate still starts now and ends no later than intended.
#[tokio::test]
async fn validity_starts_now_and_keeps_its_end() {
    let (dir, site, made) = (Dir::new(), Site::start().await, create(KeyChoice::P256));
    let base = intent(&dir.csr(&["www.example.test"]), Method::Http);
    for (from_days, days_expected) in [(0, 47), (-5, 42), (5, 47)] {
        let validity = Period::of_certificate_days(now().plus_days(from_days), 47);
        let (chain, _) = walk(&made, &Intent { validity, ..base.clone() }, &site).await;
        let leaf = Certificate::from_der(chain[0].clone()).unwrap();
        assert_eq!(leaf.not_before(), now().unix_seconds());
        assert_eq!((leaf.not_after() + 1 - leaf.not_before()) / 86_400, days_expected, "{from_days}");
    }
}

#[test]
fn parts_of_two_authorities_do_not_open() {
    let (one, two) = (create(KeyChoice::P256), create(KeyChoice::P256));
    for (root, intermediate, key, expected) in
        [(&one, &one, &two, AuthorityError::Mismatch), (&two, &one, &one, AuthorityError::Mismatch)]
    {
        let opened = Authority::open(
            &root.root_certificate,
            &intermediate.intermediate_certificate,
            &key.intermediate_key,
            publication(),
        );
        assert_eq!(opened.err(), Some(expected));
    }
    let garbage = Authority::open(&one.root_certificate, &one.intermediate_certificate, b"no key", publication());
    assert_eq!(garbage.err(), Some(AuthorityError::Key));
}
