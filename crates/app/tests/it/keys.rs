//! Keys that were used before.

use warifu_app::{Apply, Failure, Judge, Viewer};
use warifu_domain::issuance::RevocationReason;
use warifu_pki::Finding;
use warifu_testkit::{
    engines::check,
    shop::{TestShop, application},
    site::KeyPair,
};

use crate::refusals::stranger;

const NAME: &str = "www.example.test";

/// A customer hears of their own old keys wherever a CSR is judged, and is not stopped; nobody hears of another's.
#[test]
fn an_old_key_is_told_to_its_owner_only() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        shop.credit(100_000, "transfer 1").await;
        let stranger = shop.app.register(stranger()).await.unwrap();
        let [old, new, given_up] = [(); 3].map(|()| KeyPair::generate());
        assert!(!looked(&shop, Some(&shop.customer), &old).await, "nothing is ordered yet");

        let id = shop.apply("demo-dv", &[NAME], &old).await.id;
        shop.work().await;
        shop.place_proof(id).await;
        shop.work().await;
        let cancelled = shop.apply("demo-dv", &[NAME], &given_up).await.id;
        shop.app.cancel(&shop.customer, cancelled).await.unwrap();

        for (viewer, key, expected) in [
            (Some(&shop.customer), &old, true),
            (Some(&shop.customer), &new, false),
            (Some(&shop.customer), &given_up, false),
            (Some(&shop.staff), &old, false),
            (Some(&stranger), &old, false),
            (None, &old, false),
        ] {
            assert_eq!(looked(&shop, viewer, key).await, expected, "{viewer:?}");
        }

        for (viewer, key, expected) in
            [(&shop.customer, &old, true), (&shop.customer, &new, false), (&stranger, &old, false)]
        {
            let good = application("demo-dv", &[NAME], key);
            let too_many = (0..1_000).map(|number| format!("n{number}.example.test")).collect();
            let refused = Apply { names: too_many, ..good.clone() };
            let failure = shop.app.apply(viewer, refused, None).await.unwrap_err();
            let Failure::Findings(findings) = failure else { panic!("{failure:?}") };
            assert_eq!(is_told(&findings), expected, "{findings:?}");
            let renews = (viewer.account == shop.customer.account).then_some(id);
            let accepted = shop.app.apply(viewer, Apply { renews, ..good }, None).await.unwrap();
            assert_eq!(is_told(&accepted.findings), expected, "{:?}", accepted.findings);
        }

        // Staff act for the customer, so it is the customer's keys that count.
        let fresh = KeyPair::generate();
        for (viewer, key, expected) in
            [(&shop.customer, &fresh, false), (&shop.customer, &fresh, true), (&shop.staff, &old, true)]
        {
            let reissued = shop.app.reissue(viewer, id, key.csr(&[NAME]).as_bytes()).await.unwrap();
            assert_eq!(is_told(&reissued.findings), expected, "{:?}", reissued.findings);
            shop.work().await;
            assert!(shop.order(id).await.open_issuance().is_none(), "the names are proven already");
        }
        assert_eq!(shop.violations().await, [""; 0]);
    });
}

/// A key whose certificate was revoked because it leaked gets no other: not its owner, nobody else, nor by itself.
#[test]
fn a_leaked_key_is_refused() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        shop.credit(100_000, "transfer 1").await;
        let stranger = shop.app.register(stranger()).await.unwrap();
        let (leaked, replaced) = (KeyPair::generate(), KeyPair::generate());
        let mut orders = vec![];
        for (key, reason) in [(&leaked, RevocationReason::KeyCompromise), (&replaced, RevocationReason::Superseded)] {
            let id = shop.apply("demo-dv", &[NAME], key).await.id;
            shop.work().await;
            if shop.order(id).await.issuances[0].state.certificate().is_none() {
                shop.place_proof(id).await;
                shop.work().await;
            }
            // The same key again, so that a live certificate with it outlasts the revocation.
            shop.app.reissue(&shop.customer, id, key.csr(&[NAME]).as_bytes()).await.unwrap();
            shop.work().await;
            shop.revoke(id, 0, reason).await;
            orders.push(id);
        }

        for (key, expected) in [(&leaked, true), (&replaced, false)] {
            let csr = key.csr(&[NAME]);
            let is_refused =
                |findings: &[Finding]| findings.iter().any(|f| f.code == "key_compromised" && f.is_error());
            for viewer in [Some(&shop.customer), Some(&shop.staff), Some(&stranger), None] {
                let judge = Judge { product: Some("demo-dv"), rules: None };
                let seen = shop.app.inspect(viewer, judge, csr.as_bytes(), &[]).await.unwrap();
                assert_eq!(is_refused(&seen.inspection.findings), expected, "{viewer:?}");
            }
            let refusals = [
                shop.app.apply(&shop.customer, application("demo-dv", &[NAME], key), None).await.err(),
                shop.app.apply(&stranger, application("demo-dv", &[NAME], key), None).await.err(),
                shop.app.reissue(&shop.staff, orders[1], csr.as_bytes()).await.err(),
            ];
            for failure in refusals {
                let findings = match &failure {
                    Some(Failure::Findings(findings)) => &findings[..],
                    None => &[],
                    Some(other) => panic!("{other:?}"),
                };
                assert_eq!(is_refused(findings), expected, "{findings:?}");
            }
        }

        let count = async |id| shop.order(id).await.issuances.len();
        let before = (count(orders[0]).await, count(orders[1]).await);
        shop.advance_days(60).await;
        assert_eq!(count(orders[0]).await, before.0, "no further certificate for the leaked key");
        assert!(count(orders[1]).await > before.1, "the other order goes on");

        // The customer is told once, and what to do.
        for (id, told) in [(orders[0], 1), (orders[1], 0)] {
            let events = shop.app.events(&shop.customer, id).await.unwrap();
            assert_eq!(events.iter().filter(|event| event.code == "key_leaked").count(), told);
            let mails = shop.mailer.sent();
            let about = mails.iter().filter(|mail| mail.text.contains(&id.to_string()));
            let leaked: Vec<_> = about.filter(|mail| mail.text.contains("`warifu csr new`")).collect();
            assert_eq!(leaked.len(), told);
            let contact = shop.order(id).await.contact.to_string();
            assert!(leaked.iter().all(|mail| mail.to == contact));
        }
        let fresh = KeyPair::generate();
        shop.app.reissue(&shop.customer, orders[0], fresh.csr(&[NAME]).as_bytes()).await.unwrap();
        shop.work().await;
        assert!(shop.order(orders[0]).await.newest_live().is_some_and(|live| live.state.certificate().is_some()));
        assert_eq!(shop.violations().await, [""; 0]);
    });
}

async fn looked(shop: &TestShop, viewer: Option<&Viewer>, key: &KeyPair) -> bool {
    let judge = Judge { product: Some("demo-dv"), rules: None };
    let inspected = shop.app.inspect(viewer, judge, key.csr(&[NAME]).as_bytes(), &[]).await.unwrap();
    assert!(inspected.inspection.accepted().is_some());
    is_told(&inspected.inspection.findings)
}

fn is_told(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.code == "key_reused" && !finding.is_error())
}
