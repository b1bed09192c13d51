//! What the seam promises: whole or nothing, counts checked, the same on both engines.

use std::time::Duration;

use warifu_store::{Changeset, CommitError, Db, DbError, Expect, migrate, params, statements};

use warifu_testkit::engines::{check, check_bare, check_config};

statements! {
    DROP = "DROP TABLE IF EXISTS tally";
    CREATE = "CREATE TABLE tally (id {{bigint}} PRIMARY KEY, n {{bigint}} NOT NULL CHECK (n >= 0), b {{blob}}, t TEXT)
        {{strict}}";
    INSERT = "INSERT INTO tally (id, n) VALUES ($1, $2)";
    INSERT_ONCE = "INSERT INTO tally (id, n) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
    SWAPPED = "INSERT INTO tally (n, id, b, t) VALUES ($2, $1, $3, $4)";
    ADD = "UPDATE tally SET n = n + $2 WHERE id = $1";
    ADD_AT = "UPDATE tally SET n = n + 1 WHERE id = $1 AND n = $2";
    GET = "SELECT n FROM tally WHERE id = $1";
    ALL = "SELECT id, n, b, t FROM tally ORDER BY id";
    COUNT = "SELECT COUNT(*) FROM tally";
    CLAIM = "UPDATE tally SET n = n + 1
        WHERE id IN (SELECT id FROM tally WHERE n = 0 ORDER BY id LIMIT $1 {{skip_locked}}) RETURNING id";
    DB_NOW = "SELECT {{db_now}}";
    FUTURE = "INSERT INTO migrations (number, name, sha256) VALUES ($1, 'of the future', '')";
    CHANGE = "UPDATE migrations SET sha256 = '' WHERE number = $1";
    BROKEN = "SELECT nothing FROM nowhere";
}

/// An empty table `tally` on each engine.
fn check_tally<F: Future<Output = ()>>(test: impl Fn(Db) -> F) {
    check_bare(|db| async {
        commit(&db, |cs| {
            cs.add(&DROP, params![], Expect::Any).add(&CREATE, params![], Expect::Any);
        })
        .await
        .unwrap();
        test(db).await;
    });
}

async fn commit(db: &Db, fill: impl FnOnce(&mut Changeset)) -> Result<Vec<u64>, CommitError> {
    let mut changeset = Changeset::new();
    fill(&mut changeset);
    db.commit(changeset).await.map(|committed| committed.counts)
}

async fn get(db: &Db, id: i64) -> Option<i64> {
    db.read_one(&GET, params![id]).await.unwrap().map(|mut row| row.take().unwrap())
}

fn conflict(result: Result<Vec<u64>, CommitError>) -> &'static str {
    match result {
        Err(CommitError::Conflict { label }) => label,
        other => panic!("no conflict: {other:?}"),
    }
}

#[test]
fn values_come_back_as_they_went_in() {
    check_tally(|db| async move {
        let blob = vec![0, 255, 7];
        commit(&db, |cs| {
            cs.add(&SWAPPED, params![1, 2, blob.clone(), "割符"], Expect::Exactly(1));
            cs.add(&SWAPPED, params![i64::MIN, i64::MAX, None::<Vec<u8>>, None::<&str>], Expect::Exactly(1));
        })
        .await
        .unwrap();
        let mut rows = db.read(&ALL, params![]).await.unwrap();
        let first = &mut rows[0];
        assert_eq!((first.take::<i64>().unwrap(), first.take::<i64>().unwrap()), (i64::MIN, i64::MAX));
        assert_eq!((first.take_option::<Vec<u8>>().unwrap(), first.take_option::<String>().unwrap()), (None, None));
        let second = &mut rows[1];
        assert_eq!((second.take::<i64>().unwrap(), second.take::<i64>().unwrap()), (1, 2));
        assert_eq!(second.take::<Vec<u8>>().unwrap(), blob);
        assert_eq!(second.take::<String>().unwrap(), "割符");
        assert!(matches!(second.take::<i64>(), Err(DbError::Row { column: 4, .. })));
    });
}

#[test]
fn a_missed_count_undoes_the_whole_changeset() {
    check_tally(|db| async move {
        assert_eq!(
            commit(&db, |cs| {
                cs.add(&INSERT, params![1, 5], Expect::Exactly(1));
            })
            .await
            .unwrap(),
            [1]
        );
        let stale = commit(&db, |cs| {
            cs.add(&INSERT, params![2, 0], Expect::Exactly(1));
            cs.add(&ADD_AT, params![1, 4], Expect::Exactly(1)).label("tally.version");
            cs.add(&INSERT, params![3, 0], Expect::Exactly(1));
        });
        assert_eq!(conflict(stale.await), "tally.version");
        let twice = commit(&db, |cs| {
            cs.add(&INSERT, params![2, 0], Expect::Exactly(1));
            cs.add(&INSERT, params![1, 0], Expect::Exactly(1)).label("tally.id");
        });
        assert_eq!(conflict(twice.await), "tally.id");
        let broken = commit(&db, |cs| {
            cs.add(&INSERT, params![2, 0], Expect::Exactly(1));
            cs.add(&ADD, params![1, -6], Expect::Exactly(1));
        });
        assert!(matches!(broken.await, Err(CommitError::Failed(_))), "a CHECK is a bug, not a race");
        assert_eq!((get(&db, 1).await, get(&db, 2).await, get(&db, 3).await), (Some(5), None, None));
    });
}

#[test]
fn already_there_is_as_good_as_written() {
    check_tally(|db| async move {
        for expected in [1, 0, 0] {
            let counts = commit(&db, |cs| {
                cs.add(&INSERT_ONCE, params![1, 5], Expect::AtMost(1));
            })
            .await
            .unwrap();
            assert_eq!(counts, [expected]);
        }
        assert!(commit(&db, |_| {}).await.unwrap().is_empty());
    });
}

/// Sixty-four at once, every fourth of them wrong: on SQLite they share commits, and only the wrong ones are undone.
#[test]
fn neighbours_in_a_group_do_not_hurt_each_other() {
    check_tally(|db| async move {
        commit(&db, |cs| {
            cs.add(&INSERT, params![0, 0], Expect::Exactly(1));
        })
        .await
        .unwrap();
        let tasks: Vec<_> = (1..=64)
            .map(|id: i64| {
                let db = db.clone();
                tokio::spawn(async move {
                    commit(&db, |cs| {
                        cs.add(&INSERT, params![id, id], Expect::Exactly(1));
                        cs.add(&ADD, params![0, 1], Expect::Exactly(1));
                        let missing = if id % 4 == 0 { 1_000 } else { id };
                        cs.add(&ADD, params![missing, 1], Expect::Exactly(1)).label("last");
                    })
                    .await
                })
            })
            .collect();
        let mut saved = 0;
        for (id, task) in (1..).zip(tasks) {
            let result = task.await.unwrap();
            assert_eq!(result.is_ok(), id % 4 != 0, "{id}: {result:?}");
            assert_eq!(get(&db, id).await, result.is_ok().then_some(id + 1));
            saved += i64::from(result.is_ok());
        }
        assert_eq!(get(&db, 0).await, Some(saved));
    });
}

#[test]
fn one_of_many_wins_a_version() {
    check_tally(|db| async move {
        commit(&db, |cs| {
            cs.add(&INSERT, params![1, 0], Expect::Exactly(1));
        })
        .await
        .unwrap();
        let tasks: Vec<_> = (0..32)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move {
                    commit(&db, |cs| {
                        cs.add(&ADD_AT, params![1, 0], Expect::Exactly(1));
                    })
                    .await
                    .is_ok()
                })
            })
            .collect();
        let mut won = 0;
        for task in tasks {
            won += usize::from(task.await.unwrap());
        }
        assert_eq!((won, get(&db, 1).await), (1, Some(1)));
    });
}

/// Two rows updated in opposite orders deadlock on PostgreSQL; the loser is tried again.
#[test]
fn deadlocks_are_tried_again() {
    check_tally(|db| async move {
        commit(&db, |cs| {
            cs.add(&INSERT, params![1, 0], Expect::Exactly(1)).add(&INSERT, params![2, 0], Expect::Exactly(1));
        })
        .await
        .unwrap();
        let tasks: Vec<_> = (0..8)
            .map(|turn| {
                let db = db.clone();
                tokio::spawn(async move {
                    let (first, second) = if turn % 2 == 0 { (1, 2) } else { (2, 1) };
                    commit(&db, |cs| {
                        cs.add(&ADD, params![first, 1], Expect::Exactly(1)).add(
                            &ADD,
                            params![second, 1],
                            Expect::Exactly(1),
                        );
                    })
                    .await
                    .unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!((get(&db, 1).await, get(&db, 2).await), (Some(8), Some(8)));
    });
}

/// Each commit moves one from a row to the other; a snapshot never sees the middle.
#[test]
fn a_snapshot_is_of_one_moment() {
    check_tally(|db| async move {
        commit(&db, |cs| {
            cs.add(&INSERT, params![1, 1_000], Expect::Exactly(1)).add(&INSERT, params![2, 0], Expect::Exactly(1));
        })
        .await
        .unwrap();
        let writer = tokio::spawn({
            let db = db.clone();
            async move {
                for _ in 0..200 {
                    commit(&db, |cs| {
                        cs.add(&ADD, params![1, -1], Expect::Exactly(1)).add(&ADD, params![2, 1], Expect::Exactly(1));
                    })
                    .await
                    .unwrap();
                }
            }
        });
        while !writer.is_finished() {
            let mut answers = db.snapshot(vec![(&GET, params![1]), (&GET, params![2])]).await.unwrap();
            let sum: i64 = answers.iter_mut().map(|rows| rows[0].take::<i64>().unwrap()).sum();
            assert_eq!(sum, 1_000);
        }
        writer.await.unwrap();
    });
}

#[test]
fn concurrent_claims_never_share_a_row() {
    check_tally(|db| async move {
        commit(&db, |cs| {
            (0..100).for_each(|id: i64| {
                cs.add(&INSERT, params![id, 0], Expect::Exactly(1));
            });
        })
        .await
        .unwrap();
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move {
                    let mut mine: Vec<i64> = Vec::new();
                    loop {
                        let rows = db.write_returning(&CLAIM, params![7]).await.unwrap();
                        if rows.is_empty() {
                            return mine;
                        }
                        mine.extend(rows.into_iter().map(|mut row| row.take::<i64>().unwrap()));
                    }
                })
            })
            .collect();
        let mut claimed = Vec::new();
        for task in tasks {
            claimed.extend(task.await.unwrap());
        }
        claimed.sort_unstable();
        assert_eq!(claimed, (0..100).collect::<Vec<i64>>());
    });
}

/// A caller that goes away neither stops its commit nor poisons the connection for the next.
#[test]
fn a_cancelled_caller_leaves_nothing_half_done() {
    check_tally(|db| async move {
        for id in 0..50 {
            let _ = tokio::time::timeout(
                Duration::from_micros(id * 20),
                commit(&db, |cs| {
                    cs.add(&INSERT, params![i64::try_from(id).unwrap() * 2, 0], Expect::Exactly(1));
                    cs.add(&INSERT, params![i64::try_from(id).unwrap() * 2 + 1, 0], Expect::Exactly(1));
                }),
            )
            .await;
            let _ = tokio::time::timeout(
                Duration::from_micros(id * 20),
                db.snapshot(vec![(&COUNT, params![]), (&ALL, params![])]),
            )
            .await;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        let count: i64 = db.read_one(&COUNT, params![]).await.unwrap().unwrap().take().unwrap();
        assert_eq!(count % 2, 0);
        assert_eq!(
            commit(&db, |cs| {
                cs.add(&INSERT, params![-1, 0], Expect::Exactly(1));
            })
            .await
            .unwrap(),
            [1]
        );
    });
}

#[test]
fn a_broken_statement_is_an_error_with_its_name() {
    check_tally(|db| async move {
        assert!(db.read(&BROKEN, params![]).await.unwrap_err().to_string().contains("seam::BROKEN"));
        assert!(db.prepare(&BROKEN).await.is_err());
        assert!(
            commit(&db, |cs| {
                cs.add(&INSERT, params![1, "text"], Expect::Exactly(1));
            })
            .await
            .is_err()
        );
        assert_eq!(get(&db, 1).await, None);
    });
}

#[test]
fn the_clock_of_the_database_counts_microseconds() {
    check_tally(|db| async move {
        let now: i64 = db.read_one(&DB_NOW, params![]).await.unwrap().unwrap().take().unwrap();
        assert!((1_700_000_000_000_000..4_000_000_000_000_000).contains(&now), "{now}");
    });
}

#[test]
fn every_statement_prepares_on_both_engines() {
    check(async |db| {
        for sql in statements() {
            db.prepare(sql).await.unwrap();
        }
    });
}

#[test]
fn migrations_run_once_also_from_several_processes() {
    check_config(|config| async move {
        let starters: Vec<_> = (0..4)
            .map(|_| {
                let config = config.clone();
                tokio::spawn(async move {
                    let db = Db::open(&config).await.unwrap();
                    migrate::run(&db).await.unwrap().applied.len()
                })
            })
            .collect();
        let mut applied = 0;
        for starter in starters {
            applied += starter.await.unwrap();
        }
        assert_eq!(u32::try_from(applied).unwrap(), migrate::newest());
        let db = Db::open(&config).await.unwrap();
        migrate::check(&db).await.unwrap();
        assert!(migrate::run(&db).await.unwrap().applied.is_empty());
    });
}

#[test]
fn a_newer_or_changed_schema_is_refused() {
    check(async |db| {
        assert!(matches!(migrate::check(&db).await, Ok(())));
        commit(&db, |cs| {
            cs.add(&FUTURE, params![migrate::newest() + 1], Expect::Exactly(1));
        })
        .await
        .unwrap();
        assert!(matches!(migrate::run(&db).await, Err(migrate::MigrateError::Newer { .. })));
        commit(&db, |cs| {
            cs.add(&CHANGE, params![1], Expect::Exactly(1));
        })
        .await
        .unwrap();
        assert!(matches!(migrate::check(&db).await, Err(migrate::MigrateError::Changed { number: 1 })));
    });
}
