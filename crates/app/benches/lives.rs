//! How many whole order lives a second the shop carries: applied, paid, proven, issued, delivered by mail.
//!
//! `cargo bench -p warifu-app`. Everything is real but names, mail and time: database with durable commits (SQLite
//! `synchronous=FULL`, PostgreSQL `fsync=on`), embedded CA, jobs. Beside each figure stands what the same machine gave in
//! the same run for bare durable commits of one row, and how many of those one life takes.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss, reason = "a benchmark stops at once")]

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::sync::Notify;
use warifu_app::{Worker, WorkerSettings};
use warifu_store::{Changeset, Db, DbConfig, Expect, migrate, params, statements};
use warifu_testkit::{
    pg_cluster::PgCluster,
    shop::{TestShop, application},
    site::KeyPair,
};

statements! {
    CREATE = "CREATE TABLE bench (id {{blob}} PRIMARY KEY, n {{bigint}} NOT NULL) {{strict}}";
    INSERT = "INSERT INTO bench (id, n) VALUES ($1, $2)";
}

/// Lives of one measurement.
const LIVES: usize = 200;
/// Commits at once, and jobs at once.
const SIDE_BY_SIDE: u32 = 16;
/// Customers at once; most of their time they wait for the shop.
const CUSTOMERS: u32 = 64;
/// How often a customer looks at the order.
const LOOK_EVERY: Duration = Duration::from_millis(25);
/// Rounds; the median counts.
const ROUNDS: usize = 3;
/// Time for the bare commits.
const SPAN: Duration = Duration::from_secs(2);

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    println!("{:<12}{:>12}{:>16}{:>22}", "engine", "lives/s", "commits/s", "commits for a life");
    let folder = std::env::temp_dir().join(format!("warifu-lives-{}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    let sqlite = |round| DbConfig::Sqlite { path: folder.join(format!("{round}.db")) };
    runtime.block_on(measure("SQLite", sqlite));
    std::fs::remove_dir_all(&folder).unwrap();
    match PgCluster::start(&["fsync=on"]) {
        Ok(cluster) => {
            let postgres = |_| DbConfig::Postgres { url: cluster.create_database().unwrap(), pool_max: 16 };
            runtime.block_on(measure("PostgreSQL", postgres));
        }
        Err(error) => println!("PostgreSQL left out: {error}"),
    }
}

async fn measure(engine: &str, config: impl Fn(usize) -> DbConfig) {
    let mut rounds = vec![];
    for round in 0..ROUNDS {
        let db = Db::open(&config(round)).await.unwrap();
        migrate::run(&db).await.unwrap();
        let commits = bare_commits(&db).await;
        rounds.push((lives(db).await, commits));
    }
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (lives, commits) = rounds[ROUNDS / 2];
    println!("{engine:<12}{lives:>12.1}{commits:>16.0}{:>22.1}", commits / lives);
}

/// Durable single-row commits a second by as many tasks.
async fn bare_commits(db: &Db) -> f64 {
    let mut create = Changeset::new();
    create.add(&CREATE, params![], Expect::Any);
    db.commit(create).await.unwrap();
    let start = Instant::now();
    let tasks: Vec<_> = (0..SIDE_BY_SIDE)
        .map(|task| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut count = 0_u32;
                while start.elapsed() < SPAN {
                    let mut insert = Changeset::new();
                    let id = [task.to_be_bytes(), count.to_be_bytes()].concat();
                    insert.add(&INSERT, params![id, i64::from(count)], Expect::Exactly(1));
                    db.commit(insert).await.unwrap();
                    count += 1;
                }
                count
            })
        })
        .collect();
    let mut commits = 0;
    for task in tasks {
        commits += task.await.unwrap();
    }
    f64::from(commits) / start.elapsed().as_secs_f64()
}

/// Whole lives a second.
async fn lives(db: Db) -> f64 {
    let shop = Arc::new(TestShop::open(db).await);
    shop.credit(10_000_000, "bench").await;
    let key = KeyPair::generate();
    let applications: Vec<_> =
        (0..LIVES).map(|n| application("demo-dv", &[&format!("w{n}.example.test")], &key)).collect();
    let stop = Arc::new(Notify::new());
    let worker = Worker::new(shop.app.clone(), "bench", WorkerSettings { concurrency: SIDE_BY_SIDE });
    let worker = tokio::spawn(worker.run(Arc::clone(&stop)));

    let start = Instant::now();
    let queue = Arc::new(tokio::sync::Mutex::new(applications));
    let customers: Vec<_> = (0..CUSTOMERS)
        .map(|_| {
            let (shop, queue) = (Arc::clone(&shop), Arc::clone(&queue));
            tokio::spawn(async move {
                loop {
                    let Some(apply) = queue.lock().await.pop() else { return };
                    let id = shop.app.apply(&shop.customer, apply, None).await.unwrap().order.id;
                    let mut placed = false;
                    loop {
                        let order = shop.order(id).await;
                        match order.issuances[0].state.as_str() {
                            "issued" | "served" => break,
                            "validating" if !placed => {
                                shop.place_proof(id).await;
                                placed = true;
                            }
                            _ => tokio::time::sleep(LOOK_EVERY).await,
                        }
                    }
                }
            })
        })
        .collect();
    for customer in customers {
        customer.await.unwrap();
    }
    let delivered = || shop.mailer.sent().iter().filter(|mail| !mail.attachments.is_empty()).count();
    while delivered() < LIVES {
        tokio::time::sleep(LOOK_EVERY).await;
    }
    let rate = LIVES as f64 / start.elapsed().as_secs_f64();
    stop.notify_one();
    worker.await.unwrap();
    assert_eq!(shop.violations().await, [""; 0]);
    rate
}
