//! Points: nothing is lost, nothing is spent twice.

use std::sync::Arc;

use warifu_app::{Credit, Failure};
use warifu_domain::order::OrderState;
use warifu_testkit::{
    engines::check,
    shop::{TestShop, application},
    site::KeyPair,
};

/// An order without points waits; a credit pays it; a cancel gives the points back.
#[test]
fn wait_credit_cancel() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let key = KeyPair::generate();
        let order = shop.apply("demo-dv", &["www.example.test"], &key).await;
        assert_eq!(order.state, OrderState::AwaitingPayment);
        let Failure::Invalid(problems) = shop.app.pay(&shop.customer, order.id).await.unwrap_err() else { panic!() };
        assert_eq!(problems[0].code, "points_insufficient");

        shop.credit(2_000, "transfer 1").await;
        shop.work().await;
        assert_eq!(shop.order(order.id).await.state.as_str(), "active", "the credit paid it");
        let points = shop.app.points(&shop.customer, None).await.unwrap();
        assert_eq!((points.balance.0, points.held.0), (2_000 - 1_320, 1_320));

        let cancelled = shop.app.cancel(&shop.customer, order.id).await.unwrap();
        assert!(matches!(cancelled.state, OrderState::Cancelled { refund, .. } if refund.0 == 1_320));
        let points = shop.app.points(&shop.customer, None).await.unwrap();
        assert_eq!((points.balance.0, points.held.0), (2_000, 0));
        assert!(shop.app.cancel(&shop.customer, order.id).await.is_err(), "once");
        shop.work().await;
        assert_eq!(shop.violations().await, [""; 0]);
    });
}

/// The same reference is the same credit; with another amount it is a mistake.
#[test]
fn credits_are_idempotent() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let credit = |amount| Credit {
            account: "hanako@example.jp".to_owned(),
            amount,
            reference: "2026-11-22 no. 7".to_owned(),
        };
        let first = shop.app.credit(&shop.staff, credit(5_000)).await.unwrap();
        let again = shop.app.credit(&shop.staff, credit(5_000)).await.unwrap();
        assert_eq!(first.key, again.key);
        assert!(matches!(shop.app.credit(&shop.staff, credit(6_000)).await, Err(Failure::Invalid(_))));
        assert!(matches!(shop.app.credit(&shop.customer, credit(5_000)).await, Err(Failure::Forbidden)));
        assert_eq!(shop.app.points(&shop.customer, None).await.unwrap().balance.0, 5_000);
        let record = shop.app.audit(&shop.staff, None).await.unwrap();
        let acts: Vec<_> =
            record.items.iter().map(|(order, row)| (order.is_some(), row.seq, row.code.as_str())).collect();
        assert_eq!(acts, [(false, 1, "points_credited")], "who credited is on record, once");
    });
}

/// Two of one person's acts at the same moment: both are on record, in one chain.
#[test]
fn acts_side_by_side() {
    check(async |db| {
        let shop = Arc::new(TestShop::open(db).await);
        let mut credits = tokio::task::JoinSet::new();
        for number in 0..5 {
            let shop = Arc::clone(&shop);
            credits.spawn(async move { shop.credit(100, &format!("transfer {number}")).await });
        }
        credits.join_all().await;
        let record = shop.app.audit(&shop.staff, None).await.unwrap();
        assert_eq!(record.items.len(), 5);
        assert_eq!(shop.app.points(&shop.customer, None).await.unwrap().balance.0, 500);
        assert_eq!(shop.violations().await, [""; 0]);
    });
}

/// Forty orders at once, points for seven: exactly seven are paid, whoever wins.
#[test]
fn a_race_for_points() {
    check(async |db| {
        let shop = Arc::new(TestShop::open(db).await);
        shop.credit(1_320 * 7 + 100, "transfer 1").await;
        shop.work().await;
        let key = KeyPair::generate();
        let tasks: Vec<_> = (0..40)
            .map(|n| {
                let (shop, apply) = (Arc::clone(&shop), application("demo-dv", &[&format!("w{n}.example.test")], &key));
                tokio::spawn(async move { shop.app.apply(&shop.customer, apply, None).await.unwrap().order.state })
            })
            .collect();
        let mut paid = 0;
        for task in tasks {
            paid += usize::from(matches!(task.await.unwrap(), OrderState::Active { .. }));
        }
        let points = shop.app.points(&shop.customer, None).await.unwrap();
        assert_eq!((paid, points.balance.0, points.held.0), (7, 100, 1_320 * 7));
        assert_eq!(shop.violations().await, [""; 0]);
    });
}

/// Unpaid at the last second of the due day it can still be paid; a second later it has lapsed, with one mail.
#[test]
fn unpaid_orders_lapse() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let order = shop.apply("demo-dv", &["www.example.test"], &KeyPair::generate()).await;
        shop.clock.set(order.due_at);
        shop.work().await;
        assert_eq!(shop.order(order.id).await.state.as_str(), "awaiting_payment");
        shop.clock.advance_seconds(1);
        shop.work().await;
        assert_eq!(shop.order(order.id).await.state.as_str(), "lapsed");
        // The money comes late: it is not lost, it is points.
        shop.credit(2_000, "late transfer").await;
        shop.work().await;
        assert_eq!(shop.order(order.id).await.state.as_str(), "lapsed");
        assert_eq!(shop.app.points(&shop.customer, None).await.unwrap().balance.0, 2_000);
        assert_eq!(shop.mailer.sent().len(), 3, "received, lapsed, credited");
        assert_eq!(shop.violations().await, [""; 0]);
    });
}

/// More orders wait than one run pays: the credit reaches the last of them.
#[test]
fn a_credit_pays_all_that_wait() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let key = KeyPair::generate();
        let mut last = None;
        for _ in 0..51 {
            last = Some(shop.apply("demo-dv", &["www.example.test"], &key).await.id);
        }
        shop.credit(51 * 1_320, "transfer 1").await;
        shop.work().await;
        assert_eq!(shop.order(last.unwrap()).await.state.as_str(), "active");
        assert_eq!(shop.app.points(&shop.customer, None).await.unwrap().balance.0, 0);
    });
}
