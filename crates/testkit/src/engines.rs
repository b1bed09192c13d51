//! `check(|db| async { .. })` runs a test on both engines, each time with an empty, migrated database of its own.

use std::{
    future::Future,
    path::PathBuf,
    sync::{
        Arc, LazyLock, Mutex, OnceLock, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
    },
};

use warifu_store::{Db, DbConfig, migrate};

use crate::pg_cluster::PgCluster;

/// Runs `test` on a migrated database of each engine.
pub fn check(test: impl AsyncFn(Db)) {
    let cluster = cluster();
    let migrate_and_test = |config: DbConfig| {
        let test = &test;
        async move {
            let db = Db::open(&config).await.unwrap();
            migrate::run(&db).await.unwrap();
            test(db).await;
        }
    };
    on_each_engine(|| cluster.migrated_database(), migrate_and_test);
}

/// Runs `test` on an empty database of each engine, without migrations.
pub fn check_bare<F: Future<Output = ()>>(test: impl Fn(Db) -> F) {
    check_config(|config| {
        let test = &test;
        async move { test(Db::open(&config).await.unwrap()).await }
    });
}

/// Runs `test` with the way to an empty database of each engine.
pub fn check_config<F: Future<Output = ()>>(test: impl Fn(DbConfig) -> F) {
    let cluster = cluster();
    on_each_engine(|| cluster.pg.create_database().unwrap(), test);
}

fn on_each_engine<F: Future<Output = ()>>(postgres: impl Fn() -> String, test: impl Fn(DbConfig) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let file = TempFile::new();
    runtime.block_on(test(DbConfig::Sqlite { path: file.0.clone() }));
    runtime.block_on(test(DbConfig::Postgres { url: postgres(), pool_max: 8 }));
}

/// The cluster that concurrent tests share; the last of them stops it.
struct Shared {
    pg: PgCluster,
    /// A migrated database to clone.
    template: OnceLock<String>,
}

impl Shared {
    fn migrated_database(&self) -> String {
        let template = self.template.get_or_init(|| {
            let url = self.pg.create_database().unwrap();
            // The connections end with the runtime: a database in use cannot be cloned.
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
            runtime.block_on(async {
                let db = Db::open(&DbConfig::Postgres { url: url.clone(), pool_max: 1 }).await.unwrap();
                migrate::run(&db).await.unwrap();
            });
            url
        });
        self.pg.clone_database(template).unwrap()
    }
}

fn cluster() -> Arc<Shared> {
    static SHARED: LazyLock<Mutex<Weak<Shared>>> = LazyLock::new(Mutex::default);
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let cluster = Arc::new(Shared { pg: PgCluster::start(&["fsync=off"]).unwrap(), template: OnceLock::new() });
        *shared = Arc::downgrade(&cluster);
        cluster
    })
}

/// A path for a SQLite file; whatever lies there is deleted at the end.
struct TempFile(PathBuf);

impl TempFile {
    fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        Self(std::env::temp_dir().join(format!("warifu-store-{}-{count}.db", std::process::id())))
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let mut path = self.0.clone().into_os_string();
            path.push(suffix);
            let _ = std::fs::remove_file(path);
        }
    }
}
