//! What happens when the database goes away or is shared: a write is acknowledged only when it is there, and work goes
//! on by itself afterwards.

use std::time::Duration;

use warifu_store::{Changeset, CommitError, Db, Engine, Expect, params, statements};
use warifu_testkit::engines::{check_bare, check_config};

statements! {
    CREATE = "CREATE TABLE tally (id {{bigint}} PRIMARY KEY, n {{bigint}} NOT NULL) {{strict}}";
    INSERT = "INSERT INTO tally (id, n) VALUES ($1, 0)";
    ADD = "UPDATE tally SET n = n + 1 WHERE id = $1";
    GET = "SELECT n FROM tally WHERE id = 1";
    KILL_OTHERS = "SELECT COUNT(*) FROM pg_stat_activity WHERE CASE
        WHEN datname = current_database() AND pid <> pg_backend_pid() THEN pg_terminate_backend(pid) ELSE FALSE END";
}

async fn commit(db: &Db, fill: impl FnOnce(&mut Changeset)) -> Result<(), CommitError> {
    let mut cs = Changeset::new();
    fill(&mut cs);
    db.commit(cs).await.map(drop)
}

async fn prepare(db: &Db) {
    for (sql, values) in [(&CREATE, params![]), (&INSERT, params![1])] {
        let fill = |cs: &mut Changeset| {
            cs.add(sql, values, Expect::Any);
        };
        commit(db, fill).await.unwrap();
    }
}

async fn add(db: &Db) -> Result<(), CommitError> {
    let fill = |cs: &mut Changeset| {
        cs.add(&ADD, params![1], Expect::Exactly(1));
    };
    commit(db, fill).await
}

async fn count(db: &Db) -> u64 {
    db.read_one(&GET, params![]).await.unwrap().unwrap().take().unwrap()
}

/// The server ends every connection again and again while eight tasks write.
#[test]
fn killed_connections_lose_nothing_that_was_acknowledged() {
    check_bare(|db| async move {
        if db.engine() != Engine::Postgres {
            return;
        }
        prepare(&db).await;
        let writers: Vec<_> = (0..8)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move {
                    let (mut saved, mut unknown) = (0, 0);
                    for _ in 0..100 {
                        match add(&db).await {
                            Ok(()) => saved += 1,
                            Err(CommitError::Unavailable(_)) => unknown += 1,
                            Err(other) => panic!("{other}"),
                        }
                    }
                    (saved, unknown)
                })
            })
            .collect();
        for _ in 0..20 {
            let _ = db.read(&KILL_OTHERS, params![]).await;
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let (mut saved, mut unknown) = (0, 0);
        for writer in writers {
            let (s, u) = writer.await.unwrap();
            (saved, unknown) = (saved + s, unknown + u);
        }
        assert!((saved..=saved + unknown).contains(&count(&db).await), "{saved} saved, {unknown} unknown");
        assert!(unknown > 0, "the connections were not killed in time to matter");
        db.ping().await.unwrap();
        add(&db).await.unwrap();
    });
}

/// Two processes on one database, here two handles with connections of their own, take turns.
#[test]
fn two_processes_share_one_database() {
    check_config(|config| async move {
        let (one, other) = (Db::open(&config).await.unwrap(), Db::open(&config).await.unwrap());
        prepare(&one).await;
        let writers: Vec<_> = (0..16)
            .map(|n| {
                let db = if n % 2 == 0 { one.clone() } else { other.clone() };
                tokio::spawn(async move {
                    for _ in 0..10 {
                        add(&db).await.unwrap();
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        assert_eq!((count(&one).await, count(&other).await), (160, 160));
    });
}
