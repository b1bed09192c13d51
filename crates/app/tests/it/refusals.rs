//! Bad applications: every fault is named, nothing is stored.

use warifu_app::{Apply, Failure, OrderFilter, Replay};
use warifu_pki::Sha256;
use warifu_testkit::{
    engines::check,
    shop::{TestShop, application},
    site::KeyPair,
};

#[test]
fn every_fault_is_named() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let key = KeyPair::generate();
        let good = || application("demo-dv", &["www.example.test"], &key);
        let pem = |pkcs8: &[u8]| warifu_pki::pem::encode("PRIVATE KEY", pkcs8);
        let rows: Vec<(Apply, &[&str])> = vec![
            (Apply { product: "none".to_owned(), ..good() }, &["product_unknown"]),
            (Apply { product: "acme-dv".to_owned(), ..good() }, &["product_not_available"]),
            (Apply { payment: "beads".to_owned(), ..good() }, &["payment_unknown"]),
            (Apply { delivery_email: Some("nobody".to_owned()), ..good() }, &["email_malformed"]),
            (Apply { validation_method: Some("phone".to_owned()), ..good() }, &["method_unknown"]),
            (Apply { term_months: Some(7), ..good() }, &["term_not_sold"]),
            (Apply { csr: pem(&key.pkcs8).into_bytes(), ..good() }, &["private_key_pasted"]),
            (Apply { csr: b"hello".to_vec(), ..good() }, &["csr_unreadable"]),
            (application("demo-dv", &["www.example.jp"], &key), &["name_not_in_sandbox"]),
            (
                Apply {
                    names: vec!["a_b.example.test".to_owned(), "x..test".to_owned()],
                    payment: String::new(),
                    ..good()
                },
                &["name_underscore", "name_malformed", "payment_unknown"],
            ),
        ];
        for (apply, expected) in rows {
            let failure = shop.app.apply(&shop.customer, apply, None).await.unwrap_err();
            let codes: Vec<&str> = match &failure {
                Failure::Invalid(problems) => problems.iter().map(|problem| problem.code).collect(),
                Failure::Findings(findings) => {
                    findings.iter().filter(|finding| finding.is_error()).map(|finding| finding.code).collect()
                }
                Failure::Refused(refusal) => vec![refusal.code()],
                other => panic!("{other:?}"),
            };
            assert_eq!(codes, expected);
        }
        let all = OrderFilter { limit: 100, all_accounts: true, ..OrderFilter::default() };
        assert_eq!(shop.app.orders(&shop.staff, &all).await.unwrap().items.len(), 0, "nothing was stored");
        assert_eq!(shop.violations().await, [""; 0]);
    });
}

/// The same key with the same request gives the first answer; with another one it is refused; what the work made is
/// remembered even when the answer got lost.
#[test]
fn idempotency_keys() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let (app, viewer) = (&shop.app, &shop.customer);
        let (one, two) = (Sha256::of(b"request one"), Sha256::of(b"request two"));
        assert_eq!(app.idempotent(viewer, "k1", one).await.unwrap(), Replay::First);
        assert!(matches!(
            app.idempotent(viewer, "k1", two).await,
            Err(Failure::IdempotencyKey { code: "idempotency_key_reused" })
        ));
        assert!(matches!(
            app.idempotent(viewer, "k1", one).await,
            Err(Failure::IdempotencyKey { code: "idempotency_key_in_use" })
        ));
        let apply = application("demo-dv", &["www.example.test"], &KeyPair::generate());
        let order = app.apply(viewer, apply, Some("k1")).await.unwrap().order;
        app.remember(viewer, "k1", 201, "the answer").await.unwrap();
        let again = Replay::Again { status: 201, body: "the answer".to_owned() };
        assert_eq!(app.idempotent(viewer, "k1", one).await.unwrap(), again);
        assert_eq!(app.idempotent(&shop.staff, "k1", two).await.unwrap(), Replay::First, "keys are per member");
        assert_eq!(app.order(viewer, order.id).await.unwrap().id, order.id);
        let other = app.register(stranger()).await.unwrap();
        assert!(matches!(app.order(&other, order.id).await, Err(Failure::NotFound { .. })));
        assert!(matches!(app.cancel(&other, order.id).await, Err(Failure::NotFound { .. })));
    });
}

/// Somebody with an account of their own.
pub(crate) fn stranger() -> warifu_app::NewMember {
    warifu_app::NewMember {
        account_name: "stranger".to_owned(),
        email: "stranger@example.jp".to_owned(),
        password: "correct horse battery".to_owned(),
        locale: warifu_domain::people::Locale::En,
        role: warifu_domain::people::Role::Customer,
    }
}

/// A CA that asks two customers for the same value would take one's proof for the other's: only the first may be told it.
#[test]
fn a_proof_belongs_to_one_customer() {
    use warifu_store::{Changeset, CommitError, orders};
    check(async |db| {
        let shop = TestShop::open(db).await;
        let value = Sha256::of(b"http://www.example.jp/.well-known/acme-challenge/token\ntoken.thumbprint");
        let own = async |account| {
            let mut changes = Changeset::new();
            orders::own_proof(&mut changes, account, value);
            shop.db.commit(changes).await
        };
        own(shop.customer.account).await.unwrap();
        own(shop.customer.account).await.unwrap();
        let taken = own(shop.staff.account).await.unwrap_err();
        assert!(matches!(taken, CommitError::Conflict { label: orders::PROOF_TAKEN }), "{taken:?}");
    });
}
