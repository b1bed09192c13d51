//! The ACME connector against pebble in strict mode, which refuses every fifth good nonce.

use std::time::Duration;

use warifu_ca::{
    Connector as _, Intent, Step,
    acme::{Acme, AcmeConfig, ExternalAccount},
};
use warifu_domain::{
    DnsName,
    dcv::{Challenge, Method},
    issuance::RevocationReason,
};
use warifu_net::Secret;
use warifu_pki::{Certificate, Intent as Expected, Level, Severity, check_issued};

use crate::{
    pebble::{Behaviour, Pebble, real_now},
    support::{Dir, Site, intent, names},
};

/// Walks an issuance to its end. Every step is asked for twice, each time by a connector that has just started: what a
/// crash after the CA's answer and before our commit looks like. Gives the chain and the challenges of each name.
async fn walk(pebble: &Pebble, key: &[u8], intent: &Intent, site: &Site) -> (Vec<Vec<u8>>, Vec<Challenge>) {
    let (mut upstream, mut found, mut asked) = (None::<String>, Vec::<DnsName>::new(), Vec::new());
    for _ in 0..200 {
        let first = pebble.connector(key).step(intent, upstream.as_deref(), &found, &pebble.world()).await.unwrap();
        let again = pebble.connector(key).step(intent, upstream.as_deref(), &found, &pebble.world()).await.unwrap();
        match &first {
            Step::Note { .. } | Step::Prove { .. } | Step::Issued { .. } => assert_eq!(first, again),
            _ => {}
        }
        match again {
            Step::Note { upstream: note, reserved: None } | Step::Submit { upstream: note } => upstream = Some(note),
            Step::Prove { upstream: note, challenges } => {
                site.place(&challenges);
                found = challenges.iter().map(|challenge| challenge.name().clone()).collect();
                (upstream, asked) = (Some(note), challenges);
            }
            Step::Wait { after, .. } => tokio::time::sleep(after.min(Duration::from_millis(100))).await,
            Step::Issued { chain_der } => return (chain_der, asked),
            other => panic!("{other:?}"),
        }
    }
    panic!("too many steps");
}

/// Steps until the predicate holds, without doing what the customer is told.
async fn until(ca: &Acme, pebble: &Pebble, intent: &Intent, wanted: impl Fn(&Step) -> bool) -> Step {
    let mut upstream = None::<String>;
    for _ in 0..200 {
        let step = ca.step(intent, upstream.as_deref(), &intent.names, &pebble.world()).await.unwrap();
        if wanted(&step) {
            return step;
        }
        match step {
            Step::Note { upstream: note, .. }
            | Step::Prove { upstream: note, .. }
            | Step::Submit { upstream: note } => {
                upstream = Some(note);
            }
            Step::Wait { after, .. } => tokio::time::sleep(after.min(Duration::from_millis(100))).await,
            other => panic!("{other:?}"),
        }
    }
    panic!("too many steps");
}

fn counts(chain: &[Vec<u8>], intent: &Intent) {
    let chain: Vec<_> = chain.iter().map(|der| Certificate::from_der(der.clone()).unwrap()).collect();
    assert!(chain.len() >= 2 && !chain.iter().any(Certificate::is_self_issued));
    let now = real_now().unix_seconds();
    let expected = Expected {
        spki_sha256: intent.spki_sha256,
        names: &intent.names,
        now: now + 1,
        // Pebble issues for five years; the limit of the day is not what is tested here.
        not_after_max: now + 3_650 * 86_400,
        roots: &[],
        standards: &crate::support::standards(),
        level: Level::ByPolicy,
        issuer: None,
    };
    let findings = check_issued(&chain, &expected);
    assert!(findings.iter().all(|finding| finding.severity != Severity::Error), "{findings:?}");
}

#[tokio::test]
async fn issues_by_file_and_by_record() {
    let site = Site::start().await;
    let pebble = Pebble::start(&site, Behaviour::default()).await;
    let key = Acme::generate_account_key().unwrap();
    for (method, wanted) in [
        (Method::Http, &["www.example.test"][..]),
        (Method::Http, &["a.example.test", "b.example.test", "c.example.test"]),
        (Method::Dns, &["*.example.test", "example.test"]),
    ] {
        let dir = Dir::new();
        let intent = intent(&dir.csr(wanted), method);
        let (chain, challenges) = walk(&pebble, &key, &intent, &site).await;
        counts(&chain, &intent);
        let proven: Vec<_> = challenges.iter().map(|challenge| challenge.name().as_str()).collect();
        assert_eq!(proven, wanted);

        let ca = pebble.connector(&key);
        ca.revoke(&chain[0], RevocationReason::Superseded, &pebble.world()).await.unwrap();
        ca.revoke(&chain[0], RevocationReason::Superseded, &pebble.world()).await.unwrap();
    }
}

/// A CA that holds a proof of the same customer asks for nothing; one of somebody else does not count, although both
/// came through the shop's one account.
#[tokio::test]
async fn earlier_proofs_count_again() {
    let site = Site::start().await;
    let pebble = Pebble::start(&site, Behaviour { authz_reuse: 100, ..Behaviour::default() }).await;
    let key = Acme::generate_account_key().unwrap();
    let dir = Dir::new();
    let first = intent(&dir.csr(&["www.example.test"]), Method::Http);
    walk(&pebble, &key, &first, &site).await;
    let evidence = vec![(first.names[0].clone(), Method::Http, crate::support::now())];
    let second = Intent { attempt: 2, evidence, ..intent(&dir.csr(&["www.example.test"]), Method::Http) };
    let (chain, challenges) = walk(&pebble, &key, &second, &site).await;
    counts(&chain, &second);
    assert!(matches!(&challenges[..], [Challenge::Reuse { method: Method::Http, .. }]), "{challenges:?}");

    let stranger = Intent { attempt: 3, ..intent(&dir.csr(&["www.example.test"]), Method::Http) };
    let (chain, challenges) = walk(&pebble, &key, &stranger, &site).await;
    counts(&chain, &stranger);
    assert!(matches!(&challenges[..], [Challenge::Place { .. }]), "{challenges:?}");
}

#[tokio::test]
async fn a_wrong_proof_ends_the_attempt() {
    let site = Site::start().await;
    let pebble = Pebble::start(&site, Behaviour::default()).await;
    let ca = pebble.connector(&Acme::generate_account_key().unwrap());
    let dir = Dir::new();
    for method in [Method::Http, Method::Dns] {
        let intent = intent(&dir.csr(&["www.example.test"]), method);
        let step = until(&ca, &pebble, &intent, |step| matches!(step, Step::Failed { .. })).await;
        let Step::Failed { code: "ca_validation_failed", detail } = &step else { panic!("{step:?}") };
        assert!(detail.starts_with("www.example.test: ") && detail.len() > 30, "{detail}");
    }
}

/// The CA forgets everything while the customer is placing files: account and order are made anew.
#[tokio::test]
async fn goes_on_when_the_ca_has_forgotten() {
    let site = Site::start().await;
    let mut pebble = Pebble::start(&site, Behaviour::default()).await;
    let key = Acme::generate_account_key().unwrap();
    let intent = intent(&Dir::new().csr(&["www.example.test"]), Method::Http);
    let ca = pebble.connector(&key);
    let step = until(&ca, &pebble, &intent, |step| matches!(step, Step::Prove { .. })).await;
    let Step::Prove { upstream, .. } = step else { panic!("{step:?}") };
    pebble.restart().await;
    let step = ca.step(&intent, Some(&upstream), &intent.names, &pebble.world()).await.unwrap();
    let Step::Note { upstream, .. } = step else { panic!("{step:?}") };
    assert_eq!(upstream, r#"{"v":1,"phase":"ordering","lost":1}"#);
    let (chain, _) = walk(&pebble, &key, &intent, &site).await;
    counts(&chain, &intent);
}

/// The shop does not say that a name is in place, so nothing is answered; then only the answered name goes on.
#[tokio::test]
async fn answers_only_what_was_found() {
    let site = Site::start().await;
    let pebble = Pebble::start(&site, Behaviour::default()).await;
    let ca = pebble.connector(&Acme::generate_account_key().unwrap());
    let intent = intent(&Dir::new().csr(&["a.example.test", "b.example.test"]), Method::Http);
    let step = until(&ca, &pebble, &intent, |step| matches!(step, Step::Prove { .. })).await;
    let Step::Prove { upstream, challenges } = step else { panic!("{step:?}") };
    site.place(&challenges[..1]);
    for _ in 0..5 {
        let step = ca.step(&intent, Some(&upstream), &names(&["a.example.test"]), &pebble.world()).await.unwrap();
        assert!(matches!(step, Step::Wait { upstream: None, .. }), "{step:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    site.place(&challenges);
    for _ in 0..100 {
        match ca.step(&intent, Some(&upstream), &intent.names, &pebble.world()).await.unwrap() {
            Step::Submit { .. } => return,
            Step::Wait { .. } => tokio::time::sleep(Duration::from_millis(50)).await,
            other => panic!("{other:?}"),
        }
    }
    panic!("never proven");
}

#[tokio::test]
async fn accounts_need_what_the_ca_gave() {
    let site = Site::start().await;
    let pebble = Pebble::start(&site, Behaviour::default()).await;
    let key = Acme::generate_account_key().unwrap();
    let binding = |key: &str| Some(ExternalAccount { key_id: "kid-1".into(), hmac_key: Secret::new(key.into()) });
    for (external_account, code) in
        [(None, "ca_account_binding_required"), (binding("AAAA"), "ca_unauthorized"), (binding("+/++"), "ca_config")]
    {
        let config = AcmeConfig { external_account, ..pebble.config() };
        let error = match Acme::open(config, &key, None) {
            Ok(ca) => ca.ensure_account(&pebble.world()).await.unwrap_err(),
            Err(error) => error,
        };
        assert_eq!(error.code, code, "{error}");
    }
    let url = pebble.connector(&key).ensure_account(&pebble.world()).await.unwrap();
    assert_eq!(pebble.connector(&key).ensure_account(&pebble.world()).await.unwrap(), url, "found by its key");
    let without = AcmeConfig { external_account: None, ..pebble.config() };
    let ca = Acme::open(without, &key, None).unwrap();
    assert_eq!(ca.ensure_account(&pebble.world()).await.unwrap(), url, "an account is bound once");
}

#[tokio::test]
async fn refuses_before_anything_is_asked() {
    let site = Site::start().await;
    let dir = Dir::new();
    let world = site.world();
    let key = Acme::generate_account_key().unwrap();
    let config = |url: &str| AcmeConfig {
        name: "acme".into(),
        directory_url: url.into(),
        contact: vec![],
        terms_agreed: true,
        external_account: None,
        profile: None,
        trust: Default::default(),
    };
    assert_eq!(Acme::open(config("http://ca.test/dir"), &key, None).err().unwrap().code, "ca_config");
    assert_eq!(Acme::open(config("https://ca.test/dir"), b"key", None).err().unwrap().code, "ca_account_key_unusable");
    let ca = Acme::open(config("https://ca.test/dir"), &key, None).unwrap();
    let good = intent(&dir.csr(&["www.example.test", "*.example.test"]), Method::Dns);
    for (intent, code) in [
        (Intent { csr_der: vec![1], ..good.clone() }, "ca_rejected_csr"),
        (Intent { names: names(&["www.example.test"]), ..good.clone() }, "ca_csr_names_differ"),
        (Intent { method: Some(Method::Http), ..good.clone() }, "ca_method_not_for_wildcard"),
    ] {
        let step = ca.step(&intent, None, &[], &world).await.unwrap();
        assert!(matches!(&step, Step::Failed { code: found, .. } if *found == code), "{step:?}");
    }
    for (note, code) in [("{}", "ca_note_unreadable"), (r#"{"v":1,"phase":"ordering"}"#, "ca_unreachable")] {
        assert_eq!(ca.step(&good, Some(note), &[], &world).await.unwrap_err().code, code, "{note}");
    }
}
