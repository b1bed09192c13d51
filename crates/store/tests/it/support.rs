//! `check(|db| async { .. })` runs a test on both engines, each time with an empty, migrated database of its own.

use std::{
    future::Future,
    path::PathBuf,
    sync::{
        Arc, LazyLock, Mutex, Weak,
        atomic::{AtomicU64, Ordering},
    },
};

use warifu_store::{Db, DbConfig, migrate};

use crate::pg_cluster::PgCluster;

/// Runs `test` on a migrated database of each engine.
pub fn check<F: Future<Output = ()>>(test: impl Fn(Db) -> F) {
    check_bare(|db| async {
        migrate::run(&db).await.unwrap();
        test(db).await;
    });
}

/// Runs `test` on an empty database of each engine, without migrations.
pub fn check_bare<F: Future<Output = ()>>(test: impl Fn(Db) -> F) {
    check_config(|config| async {
        let config = config;
        test(Db::open(&config).await.unwrap()).await;
    });
}

/// Runs `test` with the way to an empty database of each engine.
pub fn check_config<F: Future<Output = ()>>(test: impl Fn(DbConfig) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let file = TempFile::new();
    runtime.block_on(test(DbConfig::Sqlite { path: file.0.clone() }));
    let cluster = cluster();
    runtime.block_on(test(DbConfig::Postgres { url: cluster.create_database().unwrap(), pool_max: 8 }));
    drop(runtime);
}

/// The cluster that concurrent tests share; the last of them stops it.
fn cluster() -> Arc<PgCluster> {
    static SHARED: LazyLock<Mutex<Weak<PgCluster>>> = LazyLock::new(Mutex::default);
    let mut shared = SHARED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let cluster = Arc::new(PgCluster::start(&["fsync=off"]).unwrap());
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
