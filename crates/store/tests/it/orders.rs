//! Orders come back as they were saved, through a whole life; and only one of two writers wins.

use warifu_domain::{
    Command, IssuanceId, OrderId, Sha256, Timestamp, decide,
    issuance::{Purpose, RevocationReason},
    people::Actor,
};
use warifu_store::{
    CommitError, audit, ledger, mails,
    orders::{self, Filter, KeyHistory},
    people, verify,
};
use warifu_testkit::engines::check;

use crate::shop::{Shop, certificate, challenges, id, later, now};

#[test]
fn a_life_is_saved_step_by_step() {
    check(async |db| {
        let shop = Shop::open(db, 10_000).await;
        let placed = shop.place(&["www.example.test", "example.test"]).await;
        let first = shop.issue(&placed).await;
        let issuance = first.issuances[0].id;
        let served = shop.step(&first, Command::Serve { issuance }, later(6)).await.unwrap();

        // The next certificate of the term, with a failed attempt and a proof that is used again.
        let next = IssuanceId(id());
        let begin = Command::Begin {
            issuance: next,
            purpose: Purpose::Continue,
            csr_der: vec![1, 2, 3],
            spki_sha256: Sha256::of(b"next"),
        };
        let begun = shop.step(&served, begin, later(7)).await.unwrap();
        let asked = Command::AskProof { issuance: next, upstream: "a".into(), challenges: challenges(&begun.names) };
        let asked = shop.step(&begun, asked, later(8)).await.unwrap();
        let again = Command::TryAgain { issuance: next, code: "ca_order_invalid".into(), detail: "expired".into() };
        let again = shop.step(&asked, again, later(9)).await.unwrap();
        assert!(again.issuances[1].validations.is_empty());
        let asked = Command::AskProof { issuance: next, upstream: "b".into(), challenges: challenges(&begun.names) };
        let asked = shop.step(&again, asked, later(10)).await.unwrap();
        let found = Command::FindProof { issuance: next, names: begun.names.clone() };
        let found = shop.step(&asked, found, later(11)).await.unwrap();
        let submitted = Command::Submit { issuance: next, upstream: "c".into() };
        let submitted = shop.step(&found, submitted, later(12)).await.unwrap();
        let issued = Command::Issue { issuance: next, certificate: certificate() };
        let issued = shop.step(&submitted, issued, later(13)).await.unwrap();
        let both = shop.step(&issued, Command::Serve { issuance: next }, later(14)).await.unwrap();
        let revoke = Command::Revoke { issuance: next, reason: RevocationReason::KeyCompromise };
        let next_key = async || orders::key_history(&shop.db, None, Sha256::of(b"next")).await.unwrap();
        assert!(!next_key().await.is_compromised);
        let revoked = shop.step(&both, revoke, later(15)).await.unwrap();
        assert!(next_key().await.is_compromised, "for everybody");
        let first_key = orders::key_history(&shop.db, Some(shop.account), revoked.issuances[0].spki_sha256).await;
        assert_eq!(first_key.unwrap(), KeyHistory { is_used: true, is_compromised: false }, "the order's other key");
        let end = revoked.term().unwrap().to.plus_days(1);
        let ended = shop.step(&revoked, Command::End, end).await.unwrap();

        let record = audit::of_order(&shop.db, ended.id, 0, 100).await.unwrap();
        assert_eq!(record.len() as u64, ended.version);
        assert_eq!(record[0].code, "order_placed");
        assert_eq!(record[0].params[0], ("product".to_owned(), "demo-dv".to_owned()));
        assert_eq!(audit::of_order(&shop.db, ended.id, ended.version - 1, 100).await.unwrap()[0].code, "order_ended");
        assert!(!mails::of_order(&shop.db, ended.id, 100).await.unwrap().is_empty());
        assert_eq!(verify::run(&shop.db).await.unwrap(), []);
    });
}

#[test]
fn the_ways_out_are_saved_too() {
    check(async |db| {
        let shop = Shop::open(db, 100_000).await;
        let unpaid = shop.place(&["a.test"]).await;
        shop.step(&unpaid, Command::Cancel, later(1)).await.unwrap();

        let paid = shop.place(&["b.test"]).await;
        let paid = shop.step(&paid, Command::Pay, later(1)).await.unwrap();
        shop.step(&paid, Command::Cancel, later(2)).await.unwrap();

        let late = shop.place(&["c.test"]).await;
        shop.step(&late, Command::Lapse, late.due_at.plus_days(1)).await.unwrap();

        let failing = shop.place(&["d.test"]).await;
        let issuance = failing.issuances[0].id;
        let failing = shop.step(&failing, Command::Pay, later(1)).await.unwrap();
        let fail = Command::Fail { issuance, code: "ca_rejected_identifier".into(), detail: "割符".into() };
        shop.step(&failing, fail, later(2)).await.unwrap();

        let points = ledger::balance(&shop.db, shop.account).await.unwrap();
        assert_eq!((points.available.0, points.held.0), (100_000, 0));
        assert_eq!(verify::run(&shop.db).await.unwrap(), []);
    });
}

/// Two decisions on the same version: the second is told to load again, and nothing of it is left.
#[test]
fn the_second_writer_conflicts() {
    check(async |db| {
        let shop = Shop::open(db, 10_000).await;
        let order = shop.place(&["a.test"]).await;
        shop.step(&order, Command::Pay, later(1)).await.unwrap();
        let late = decide(&order, Command::Cancel, Actor::System, &shop.catalogue.policy, later(2)).unwrap();
        let result = shop.save(Some(&order), &late).await;
        assert!(matches!(result, Err(CommitError::Conflict { label: orders::VERSION })), "{result:?}");
        assert_eq!(shop.load(order.id).await.state.as_str(), "active");
        assert_eq!(verify::run(&shop.db).await.unwrap(), []);
    });
}

#[test]
fn lists_are_paged_without_gaps_and_only_show_what_was_asked_for() {
    check(async |db| {
        let shop = Shop::open(db, 100_000).await;
        let mut placed: Vec<OrderId> = Vec::new();
        for n in 0..7 {
            let order = shop.place(&[&format!("n{n}.test")]).await;
            if n % 2 == 0 {
                shop.step(&order, Command::Pay, later(1)).await.unwrap();
            }
            placed.push(order.id);
        }
        let stranger = shop.register("hanako@example.jp").await.0;
        let walk = |account, state| {
            let db = &shop.db;
            async move {
                let (mut all, mut before) = (Vec::new(), None);
                loop {
                    let filter = Filter { account, state, before };
                    let page = orders::list(db, filter, 2).await.unwrap();
                    before = page.last().map(|order| order.id);
                    if page.is_empty() {
                        return all;
                    }
                    all.extend(page.into_iter().map(|order| order.id));
                }
            }
        };
        let newest_first: Vec<OrderId> = placed.iter().rev().copied().collect();
        let paid: Vec<OrderId> = newest_first.iter().copied().step_by(2).collect();
        assert_eq!(walk(None, None).await, newest_first);
        assert_eq!(walk(Some(shop.account), None).await, newest_first);
        assert_eq!(walk(Some(shop.account), Some("active")).await, paid);
        assert_eq!(walk(None, Some("active")).await, paid);
        assert_eq!(walk(Some(stranger), None).await, []);
        assert_eq!(walk(Some(stranger), Some("active")).await, []);

        let queue = orders::queue(&shop.db, Some(placed[2]), 100).await.unwrap();
        assert_eq!(queue.iter().map(|order| order.id).collect::<Vec<_>>(), placed[3..]);
        let waiting = orders::awaiting_payment(&shop.db, shop.account, 100).await.unwrap();
        assert_eq!(waiting.iter().map(|order| order.id).collect::<Vec<_>>(), [placed[1], placed[3], placed[5]]);

        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = audit::list(&shop.db, after, 3).await.unwrap();
            let Some((place, ..)) = page.last() else { break };
            after = Some(*place);
            seen.extend(page.into_iter().map(|(_, order, row)| (row.at, order, row.seq)));
        }
        assert_eq!(seen.len(), 11);
        assert!(seen.is_sorted_by(|a, b| a > b));

        let accounts = people::accounts(&shop.db, None, 100).await.unwrap();
        assert_eq!(accounts.len(), 2);
        assert_eq!(people::accounts(&shop.db, Some(accounts[0].0.id), 100).await.unwrap()[0].0.id, stranger);
    });
}

#[test]
fn orders_are_found_by_what_belongs_to_them() {
    check(async |db| {
        let shop = Shop::open(db, 100_000).await;
        let order = shop.issue(&shop.place(&["a.test", "b.test"]).await).await;
        let issuance = &order.issuances[0];
        assert_eq!(orders::load_by_issuance(&shop.db, issuance.id).await.unwrap().unwrap().id, order.id);
        assert_eq!(orders::load_by_issuance(&shop.db, IssuanceId(id())).await.unwrap(), None);
        assert_eq!(orders::load(&shop.db, OrderId(id())).await.unwrap(), None);
        assert_eq!(orders::renewal_of(&shop.db, order.id).await.unwrap(), None);

        let stranger = shop.register("hanako@example.jp").await.0;
        let (key, other) = (issuance.spki_sha256, Sha256::of(b"?"));
        for (account, key, used) in
            [(shop.account, key, true), (shop.account, other, false), (stranger, key, false), (stranger, other, false)]
        {
            let history = KeyHistory { is_used: used, is_compromised: false };
            assert_eq!(orders::key_history(&shop.db, Some(account), key).await.unwrap(), history);
        }
        assert!(!orders::key_history(&shop.db, None, key).await.unwrap().is_used);
        let names = ["a.test", "c.test", "b.test"].map(|name| name.parse().unwrap());
        for (account, since, expected) in [
            (shop.account, now(), &["a.test", "b.test"][..]),
            (shop.account, now().plus_days(1), &[]),
            (stranger, now(), &[]),
        ] {
            let evidence = orders::evidence(&shop.db, account, &names, since).await.unwrap();
            assert_eq!(evidence.iter().map(|proof| proof.name.as_str()).collect::<Vec<_>>(), expected);
        }
        let proof =
            orders::evidence(&shop.db, shop.account, &names[..1], Timestamp::from_unix_seconds(0)).await.unwrap();
        assert_eq!((proof[0].product.as_str(), proof[0].at), ("demo-dv", later(4)));
    });
}
