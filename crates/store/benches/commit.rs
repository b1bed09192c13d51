//! How many commits a second each engine carries: bare durable rows against whole orders, by 1, 16 and 64 tasks.
//!
//! `cargo bench -p warifu-store --bench commit`. Every commit is durable: SQLite with `synchronous=FULL`, PostgreSQL
//! with `fsync=on`. The last column tells how much more an order costs than a row: what the shop adds to the disk's own
//! rate.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark stops at the first surprise")]

#[path = "../tests/it/shop.rs"]
#[expect(dead_code, unreachable_pub, reason = "the tests use the rest")]
mod shop;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use shop::{Shop, id, later};
use warifu_domain::{Command, decide, order::Order, people::Actor};
use warifu_store::{Changeset, Db, DbConfig, Expect, migrate, params, statements};
use warifu_testkit::pg_cluster::PgCluster;

statements! {
    CREATE = "CREATE TABLE bench (id {{blob}} PRIMARY KEY, n {{bigint}} NOT NULL) {{strict}}";
    INSERT = "INSERT INTO bench (id, n) VALUES ($1, $2)";
}

/// Time for each measurement.
const SPAN: Duration = Duration::from_secs(3);

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let file = std::env::temp_dir().join(format!("warifu-bench-{}.db", std::process::id()));
    runtime.block_on(measure("SQLite", DbConfig::Sqlite { path: file.clone() }));
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
    }
    match PgCluster::start(&[]) {
        Ok(cluster) => {
            let url = cluster.create_database().unwrap();
            runtime.block_on(measure("PostgreSQL", DbConfig::Postgres { url, pool_max: 16 }));
        }
        Err(why) => println!("PostgreSQL: {why}"),
    }
}

async fn measure(engine: &str, config: DbConfig) {
    let db = Db::open(&config).await.unwrap();
    migrate::run(&db).await.unwrap();
    let mut cs = Changeset::new();
    cs.add(&CREATE, params![], Expect::Any);
    db.commit(cs).await.unwrap();
    println!("{engine:10} {:>6} {:>14} {:>14} {:>14} {:>7}", "tasks", "rows/s", "placed/s", "paid/s", "ratio");
    for tasks in [1, 16, 64] {
        let rows = rate(tasks, || row(db.clone())).await;
        let placed = orders(&db, tasks, Kind::Place).await;
        let paid = orders(&db, tasks, Kind::PlaceAndPay).await;
        println!("{engine:10} {tasks:>6} {rows:>14.0} {placed:>14.0} {paid:>14.0} {:>7.2}", rows / placed);
    }
}

async fn row(db: Db) {
    let mut cs = Changeset::new();
    cs.add(&INSERT, params![id(), 1], Expect::Exactly(1));
    db.commit(cs).await.unwrap();
}

#[derive(Clone, Copy)]
enum Kind {
    /// One commit: order, issuance, record, mail, two jobs.
    Place,
    /// Two commits: the second with version check, transaction, postings, balances, record, mail, two jobs.
    PlaceAndPay,
}

/// Each task sells from an account of its own.
async fn orders(db: &Db, tasks: usize, kind: Kind) -> f64 {
    let mut shops = Vec::new();
    for _ in 0..tasks {
        shops.push(Arc::new(Shop::open_as(db.clone(), &format!("{}@example.jp", id()), 1_000_000_000).await));
    }
    let turn = AtomicU64::new(0);
    rate(tasks, || {
        let turn = usize::try_from(turn.fetch_add(1, Ordering::Relaxed)).unwrap();
        let shop = Arc::clone(&shops[turn % shops.len()]);
        async move {
            let order = shop.place_unread(&["www.example.test"]).await;
            if let Kind::PlaceAndPay = kind {
                pay(&shop, &order).await;
            }
        }
    })
    .await
}

async fn pay(shop: &Shop, order: &Order) {
    let decision = decide(order, Command::Pay, Actor::System, &shop.catalogue.policy, later(1)).unwrap();
    shop.save(Some(order), &decision).await.unwrap();
}

/// Runs `work` again and again in `tasks` tasks and counts how often it ends in a second.
async fn rate<F>(tasks: usize, work: impl Fn() -> F) -> f64
where
    F: Future<Output = ()> + Send + 'static,
{
    let started = Instant::now();
    let mut running = tokio::task::JoinSet::new();
    let mut done = 0_u32;
    for _ in 0..tasks {
        running.spawn(work());
    }
    while let Some(result) = running.join_next().await {
        result.unwrap();
        done += 1;
        if started.elapsed() < SPAN {
            running.spawn(work());
        }
    }
    f64::from(done) / started.elapsed().as_secs_f64()
}
