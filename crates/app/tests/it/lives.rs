//! From application to the end of the term.

use warifu_app::ManualIssue;
use warifu_domain::{
    issuance::IssuanceState,
    job::Job,
    order::{NextAction, OrderState},
};
use warifu_testkit::{engines::check, shop::TestShop, site::KeyPair};

/// Pay, prove, issue, deliver, install: once each, and the books balance after every step.
#[test]
fn one_certificate() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        shop.credit(10_000, "transfer 1").await;
        let key = KeyPair::generate();
        let order = shop.apply("demo-dv", &["www.example.test", "*.example.test"], &key).await;
        assert_eq!(order.state.as_str(), "active", "points were there, so it is paid");
        shop.work().await;

        assert_eq!(shop.order(order.id).await.next_action(), NextAction::CustomerProves);
        let findings = shop.app.proof_findings(&shop.customer, order.id).await.unwrap();
        assert_eq!(findings.len(), 2, "nothing is placed yet: {findings:?}");
        shop.place_proof(order.id).await;
        shop.work().await;

        let issued = shop.order(order.id).await;
        let [issuance] = &issued.issuances[..] else { panic!("{:?}", issued.issuances) };
        assert_eq!(issuance.state.as_str(), "issued");
        let certificate = issuance.state.certificate().unwrap();
        assert_eq!(certificate.validity.certificate_days(), 47);
        assert_eq!(issued.next_action(), NextAction::CustomerInstalls);
        let points = shop.app.points(&shop.customer, None).await.unwrap();
        assert_eq!((points.balance.0, points.held.0), (10_000 - order.price.total.0, 0));

        let report = shop.app.check_install(&shop.customer, issuance.id).await.unwrap();
        assert!(!report.served && !report.findings.is_empty(), "{report:?}");
        shop.install(order.id, &key).await;
        let report = shop.app.check_install(&shop.customer, issuance.id).await.unwrap();
        assert!(report.served, "{report:?}");
        assert_eq!(shop.order(order.id).await.issuances[0].state.as_str(), "served");

        shop.work().await;
        let subjects: Vec<_> = shop.mailer.sent().into_iter().map(|mail| (mail.to, mail.attachments.len())).collect();
        let delivered = subjects.iter().filter(|(to, files)| to == "server@example.jp" && *files == 1).count();
        assert_eq!(delivered, 1, "{subjects:?}");
        assert_eq!(shop.violations().await, [""; 0]);
    });
}

/// A month of 47-day certificates inside one paid year: each next one comes in time, is installed, and the old one is
/// replaced; at the end the order ends, and every notice came once.
#[test]
fn a_whole_term() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        shop.credit(10_000, "transfer 1").await;
        let key = KeyPair::generate();
        let mut apply = warifu_testkit::shop::application("demo-dv", &["www.example.test"], &key);
        apply.term_months = Some(6);
        let id = shop.app.apply(&shop.customer, apply, None).await.unwrap().order.id;
        for day in 0..190 {
            shop.work().await;
            let order = shop.order(id).await;
            if order.next_action() == NextAction::CustomerProves {
                shop.place_proof(id).await;
                shop.work().await;
            }
            // The customer is slow: a week from delivery to installation.
            if day % 7 == 0 && shop.order(id).await.newest_live().is_some() {
                shop.install(id, &key).await;
            }
            let live = shop.order(id).await;
            if let Some(period) = live.term() {
                let covered = live.issuances.iter().any(|issuance| {
                    issuance.state.certificate().is_some_and(|certificate| certificate.validity.to >= shop.now())
                });
                assert!(covered || shop.now() > period.to, "day {day}: a paid site without a certificate");
            }
            shop.advance_days(1).await;
        }
        let order = shop.order(id).await;
        assert!(matches!(order.state, OrderState::Ended { .. }), "{:?}", order.state);
        let states: Vec<_> = order.issuances.iter().map(|issuance| issuance.state.as_str()).collect();
        assert_eq!(states, ["replaced", "replaced", "replaced", "replaced", "replaced", "served"]);
        let mut events: Vec<_> = shop.app.events(&shop.customer, id).await.unwrap();
        events.retain(|event| event.code == "term_noticed");
        let days: Vec<_> = events.iter().map(|event| event.params[0].1.as_str()).collect();
        assert_eq!(days, ["90", "60", "30", "10"]);
        let mut ids: Vec<_> = shop.mailer.sent().into_iter().map(|mail| mail.message_id).collect();
        let sent = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), sent, "a mail was sent twice");
        assert_eq!(shop.violations().await, [""; 0]);
    });
}

/// An order by hand waits for staff; only the certificate that was asked for counts.
#[test]
fn by_hand() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        shop.credit(100_000, "transfer 1").await;
        let key = KeyPair::generate();
        let order = shop.apply("manual-ov", &["www.example.jp"], &key).await;
        shop.work().await;
        let waiting = shop.order(order.id).await;
        assert_eq!(waiting.next_action(), NextAction::StaffIssues);
        let issuance = waiting.issuances[0].id;
        let sheet = shop.app.order_sheet(&shop.staff, issuance).await.unwrap();
        assert!(sheet.iter().any(|(field, value)| *field == "organization" && value == "Example K.K."), "{sheet:?}");
        assert!(shop.app.order_sheet(&shop.customer, issuance).await.is_err(), "only staff");

        // Somebody else's certificate: the names are right, the key is not. And one of another CA than the product's.
        for (issuer, owner, code) in [
            ("warifu", &KeyPair::generate(), "certificate_for_other_key"),
            ("Elsewhere", &key, "certificate_issuer_unexpected"),
        ] {
            let pem = shop.foreign_certificate(issuer, owner, "www.example.jp").await.into_bytes();
            let refused = shop.app.manual_issue(&shop.staff, issuance, ManualIssue { pem }).await.unwrap_err();
            let warifu_app::Failure::Findings(findings) = refused else { panic!("{refused:?}") };
            let errors: Vec<_> = findings.iter().filter(|finding| finding.is_error()).map(|f| f.code).collect();
            assert_eq!(errors, [code], "{findings:?}");
        }
        assert_eq!(shop.order(order.id).await.issuances[0].state.as_str(), "submitted");

        let pem = shop.foreign_certificate("warifu", &key, "www.example.jp").await.into_bytes();
        let issued = shop.app.manual_issue(&shop.staff, issuance, ManualIssue { pem: pem.clone() }).await.unwrap();
        assert_eq!(issued.issuances[0].state.as_str(), "issued");
        let twice = shop.app.manual_issue(&shop.staff, issuance, ManualIssue { pem }).await.unwrap_err();
        assert!(matches!(twice, warifu_app::Failure::Refused(_)), "{twice:?}");
        shop.work().await;
        assert_eq!(shop.violations().await, [""; 0]);
    });
}

/// A key that was changed in the middle of the term: the new certificate is served, the old one replaced.
#[test]
fn reissue() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        shop.credit(10_000, "transfer 1").await;
        let (old, new) = (KeyPair::generate(), KeyPair::generate());
        let id = shop.apply("demo-dv", &["www.example.test"], &old).await.id;
        shop.work().await;
        shop.place_proof(id).await;
        shop.work().await;
        shop.install(id, &old).await;
        shop.advance_days(1).await;

        let csr = new.csr(&["www.example.test"]);
        shop.app.reissue(&shop.customer, id, csr.as_bytes()).await.unwrap();
        shop.work().await;
        let order = shop.order(id).await;
        let states: Vec<_> = order.issuances.iter().map(|issuance| issuance.state.as_str()).collect();
        assert_eq!(states, ["served", "issued"], "evidence of yesterday is used again");
        let IssuanceState::Issued { certificate, .. } = &order.issuances[1].state else { unreachable!() };
        shop.site.install(&certificate.chain_der, &new);
        shop.advance_days(1).await;
        let states: Vec<_> =
            shop.order(id).await.issuances.iter().map(|issuance| issuance.state.as_str()).collect::<Vec<_>>();
        assert_eq!(states, ["replaced", "served"]);
        assert_eq!(shop.violations().await, [""; 0]);
    });
}

/// A reissue that is on its way when the next certificate falls due does not take its place: should nothing come of it,
/// the next certificate is still begun.
#[test]
fn an_open_reissue_does_not_cost_the_next_certificate() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        shop.credit(100_000, "transfer 1").await;
        let key = KeyPair::generate();
        let id = shop.apply("manual-ov", &["www.example.jp"], &key).await.id;
        shop.work().await;
        let first = shop.order(id).await.issuances[0].id;
        let pem = shop.foreign_certificate("warifu", &key, "www.example.jp").await.into_bytes();
        shop.app.manual_issue(&shop.staff, first, ManualIssue { pem }).await.unwrap();
        let csr = KeyPair::generate().csr(&["www.example.jp"]);
        shop.app.reissue(&shop.customer, id, csr.as_bytes()).await.unwrap();
        // The certificate lives 90 days; its successor is due 30 days before the end.
        shop.clock.advance_seconds(61 * 86_400);
        shop.work().await;
        let key = Job::ContinueOrder(id, first).key();
        let job = warifu_store::jobs::by_key(&shop.db, &key).await.unwrap().unwrap();
        assert_eq!(job.state, "ready", "it looks again");
        assert!(job.run_at > shop.now());
    });
}

/// A random value is good for 30 days (BR 3.2.2.4.7): what is placed later proves nothing, and the points go back.
#[test]
fn proof_that_comes_too_late() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        shop.credit(10_000, "transfer 1").await;
        let id = shop.apply("demo-dv", &["www.example.test"], &KeyPair::generate()).await.id;
        shop.work().await;
        shop.clock.advance_seconds(31 * 86_400);
        shop.place_proof(id).await;
        shop.work().await;
        let order = shop.order(id).await;
        assert!(matches!(order.state, OrderState::Cancelled { .. }), "{:?}", order.state);
        let IssuanceState::Failed { code, .. } = &order.issuances[0].state else { panic!("{:?}", order.issuances) };
        assert_eq!(code, "proof_overdue");
        assert_eq!(shop.app.points(&shop.customer, None).await.unwrap().balance.0, 10_000);
        assert_eq!(shop.violations().await, [""; 0]);
    });
}
