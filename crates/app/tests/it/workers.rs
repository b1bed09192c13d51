//! Several workers on one database: each job's effect exactly once.

use std::sync::Arc;

use warifu_app::{Worker, WorkerSettings};
use warifu_testkit::{
    engines::check,
    shop::{TestShop, application},
    site::KeyPair,
};

#[test]
fn four_workers_share_the_jobs() {
    check(async |db| {
        let shop = Arc::new(TestShop::open(db).await);
        shop.credit(1_320 * 30, "transfer 1").await;
        let key = KeyPair::generate();
        let mut orders = vec![];
        for n in 0..30 {
            let apply = application("demo-dv", &[&format!("w{n}.example.test")], &key);
            orders.push(shop.app.apply(&shop.customer, apply, None).await.unwrap().order.id);
        }
        race(&shop).await;
        for id in &orders {
            shop.place_proof(*id).await;
        }
        race(&shop).await;
        for id in &orders {
            let order = shop.order(*id).await;
            assert_eq!(order.issuances.len(), 1);
            assert_eq!(order.issuances[0].state.as_str(), "issued");
        }
        let mails = shop.mailer.sent();
        let mut ids: Vec<_> = mails.iter().map(|mail| mail.message_id.clone()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(
            (mails.len(), ids.len()),
            (30 * 4 + 1, 30 * 4 + 1),
            "received, paid, proof, certificate; one credit"
        );
        assert_eq!(shop.app.points(&shop.customer, None).await.unwrap().held.0, 0);
        assert_eq!(shop.violations().await, [""; 0]);
    });
}

async fn race(shop: &Arc<TestShop>) {
    let workers: Vec<_> = (0..4)
        .map(|n| {
            let worker = Worker::new(shop.app.clone(), format!("worker {n}"), WorkerSettings { concurrency: 3 });
            tokio::spawn(async move { worker.drain(10_000).await })
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
    // Whoever was last may have asked for more.
    shop.work().await;
}
