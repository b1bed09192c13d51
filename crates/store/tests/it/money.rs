//! Points: booked once, never below zero, always balanced.

use warifu_domain::{OrderId, Yen, ledger::Transaction, money::Price};
use warifu_store::{Changeset, CommitError, ledger, verify};
use warifu_testkit::engines::check;

use crate::shop::{Shop, id, later, now};

async fn post(shop: &Shop, transaction: &Transaction) -> Result<(), CommitError> {
    let mut cs = Changeset::new();
    ledger::post(&mut cs, transaction);
    shop.db.commit(cs).await.map(drop)
}

fn label(result: Result<(), CommitError>) -> &'static str {
    match result {
        Ok(()) => "saved",
        Err(CommitError::Conflict { label }) => label,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn the_same_transaction_happens_once() {
    check(async |db| {
        let shop = Shop::open(db, 0).await;
        let (order, price) = (OrderId(id()), Price::with_tax(Yen(1_000), 10).unwrap());
        let top_up = Transaction::top_up(shop.account, Yen(5_000), "furikomi 1", now());
        let hold = Transaction { order: None, ..Transaction::hold(shop.account, order, price, now()) };
        let capture = Transaction { order: None, ..Transaction::capture(shop.account, order, price, now()) };
        let release = Transaction { order: None, ..Transaction::release(shop.account, order, price, now()) };
        let mut unbalanced = hold.clone();
        unbalanced.key = "broken".to_owned();
        unbalanced.postings.pop();
        for (transaction, expected, available, held) in [
            (&hold, ledger::FLOOR, 0, 0),
            (&top_up, "saved", 5_000, 0),
            (&top_up, ledger::KEY, 5_000, 0),
            (&capture, ledger::FLOOR, 5_000, 0),
            (&unbalanced, ledger::UNBALANCED, 5_000, 0),
            (&hold, "saved", 3_900, 1_100),
            (&hold, ledger::KEY, 3_900, 1_100),
            (&capture, "saved", 3_900, 0),
            (&capture, ledger::KEY, 3_900, 0),
            (&release, ledger::KEY, 3_900, 0),
        ] {
            assert_eq!(label(post(&shop, transaction).await), expected, "{transaction:?}");
            let points = ledger::balance(&shop.db, shop.account).await.unwrap();
            assert_eq!((points.available.0, points.held.0), (available, held), "{transaction:?}");
        }
        assert_eq!(ledger::by_key(&shop.db, &capture.key).await.unwrap(), Some(capture));
        assert_eq!(ledger::by_key(&shop.db, "?").await.unwrap(), None);
        assert_eq!(verify::run(&shop.db).await.unwrap(), []);
    });
}

/// Sixty-four spend at once what suffices for ten.
#[test]
fn exactly_as_many_spend_as_the_points_suffice_for() {
    check(async |db| {
        let shop = Shop::open(db, 11_500).await;
        let price = Price::with_tax(Yen(1_000), 10).unwrap();
        let spenders: Vec<_> = (0..64)
            .map(|_| {
                let (db, account) = (shop.db.clone(), shop.account);
                tokio::spawn(async move {
                    let mut cs = Changeset::new();
                    let hold = Transaction::hold(account, OrderId(id()), price, now());
                    ledger::post(&mut cs, &Transaction { order: None, ..hold });
                    db.commit(cs).await.map(drop)
                })
            })
            .collect();
        let mut saved = 0;
        for spender in spenders {
            let outcome = label(spender.await.unwrap());
            assert!(["saved", ledger::FLOOR].contains(&outcome), "{outcome}");
            saved += usize::from(outcome == "saved");
        }
        let points = ledger::balance(&shop.db, shop.account).await.unwrap();
        assert_eq!((saved, points.available.0, points.held.0), (10, 500, 11_000));
        assert_eq!(verify::run(&shop.db).await.unwrap(), []);
    });
}

#[test]
fn the_history_is_paged_newest_first() {
    check(async |db| {
        let shop = Shop::open(db, 0).await;
        for n in 0..5_u32 {
            // Two of them in the same microsecond.
            let at = later(u64::from(n / 2));
            post(&shop, &Transaction::top_up(shop.account, Yen(100), &n.to_string(), at)).await.unwrap();
        }
        let (mut references, mut after) = (Vec::new(), None);
        loop {
            let page = ledger::list(&shop.db, shop.account, after.as_ref(), 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(ledger::Cursor { at: last.at, key: last.key.clone() });
            assert!(page.iter().all(Transaction::is_balanced));
            references.extend(page.into_iter().map(|transaction| transaction.reference.unwrap()));
        }
        assert_eq!(references, ["4", "3", "2", "1", "0"]);
    });
}

#[test]
fn overflow_is_refused() {
    check(async |db| {
        let shop = Shop::open(db, 0).await;
        shop.credit(i64::MAX, "all").await.unwrap();
        assert!(shop.credit(1, "one more").await.is_err());
        assert_eq!(ledger::balance(&shop.db, shop.account).await.unwrap().available, Yen(i64::MAX));
    });
}
