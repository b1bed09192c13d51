//! Jobs: asked for once, claimed by one, settled only under the claim's own number.

use std::{collections::BTreeMap, time::Duration};

use warifu_domain::{JobId, MailId, OrderId, job::Job, mail::MailTemplate, people::Locale};
use warifu_store::{
    Changeset, CommitError, Db,
    jobs::{self, Claimed, NewJob},
    mails, verify,
};
use warifu_testkit::engines::check;

use crate::shop::{id, later, now};

const LEASE: Duration = Duration::from_secs(60);

fn new(job: Job) -> NewJob {
    NewJob { id: JobId(id()), job, run_at: now(), attempts_max: 3, created_at: now() }
}

async fn commit(db: &Db, fill: impl FnOnce(&mut Changeset)) -> Result<(), CommitError> {
    let mut cs = Changeset::new();
    fill(&mut cs);
    db.commit(cs).await.map(drop)
}

async fn claim_one(db: &Db, lease: Duration, at: u64) -> Option<Claimed> {
    let mut claimed = jobs::claim(db, "worker", 1, lease, later(at)).await.unwrap();
    claimed.pop()
}

async fn state(db: &Db, job: Job) -> (String, u32) {
    let row = jobs::by_key(db, &job.key()).await.unwrap().unwrap();
    (row.state, row.attempts)
}

#[test]
fn a_job_is_asked_for_once_and_runs_when_it_is_due() {
    check(async |db| {
        let job = Job::LapseOrder(OrderId(id()));
        for _ in 0..3 {
            commit(&db, |cs| jobs::enqueue(cs, &NewJob { run_at: later(10), ..new(job) })).await.unwrap();
        }
        assert_eq!(jobs::next_run_at(&db).await.unwrap(), Some(later(10)));
        assert_eq!(claim_one(&db, LEASE, 9).await, None);
        let claimed = claim_one(&db, LEASE, 10).await.unwrap();
        assert_eq!((Job::from_key(&claimed.key), claimed.attempts, claimed.lease.fence), (Some(job), 1, 1));
        assert_eq!(claim_one(&db, LEASE, 10).await, None, "it is leased");
        commit(&db, |cs| jobs::done(cs, claimed.lease, later(11))).await.unwrap();
        commit(&db, |cs| jobs::enqueue(cs, &new(job))).await.unwrap();
        assert_eq!(state(&db, job).await, ("done".to_owned(), 1), "a second wish changes nothing");
        assert_eq!(jobs::next_run_at(&db).await.unwrap(), None);
        assert_eq!(jobs::forget_done(&db, later(12), 100).await.unwrap(), 1);
        assert_eq!(jobs::forget_done(&db, later(12), 100).await.unwrap(), 0);
    });
}

#[test]
fn a_process_alone_takes_up_what_the_last_one_held() {
    check(async |db| {
        let job = Job::LapseOrder(OrderId(id()));
        commit(&db, |cs| jobs::enqueue(cs, &new(job))).await.unwrap();
        let gone = claim_one(&db, LEASE, 0).await.unwrap();
        assert_eq!(claim_one(&db, LEASE, 1).await, None, "it is leased");
        commit(&db, jobs::end_leases).await.unwrap();
        let taken = claim_one(&db, LEASE, 1).await.unwrap();
        assert_eq!((taken.lease.id, taken.lease.fence, taken.attempts), (gone.lease.id, gone.lease.fence + 1, 2));
        assert!(
            commit(&db, |cs| jobs::done(cs, gone.lease, later(2))).await.is_err(),
            "the old lease is worth nothing"
        );
    });
}

#[test]
fn many_workers_share_the_jobs() {
    check(async |db| {
        commit(&db, |cs| (0..200).for_each(|_| jobs::enqueue(cs, &new(Job::EndOrder(OrderId(id())))))).await.unwrap();
        let workers: Vec<_> = (0..8)
            .map(|n| {
                let db = db.clone();
                tokio::spawn(async move {
                    let mut mine = Vec::new();
                    loop {
                        let batch = jobs::claim(&db, &format!("w{n}"), 7, LEASE, now()).await.unwrap();
                        if batch.is_empty() {
                            return mine;
                        }
                        for claimed in batch {
                            commit(&db, |cs| jobs::done(cs, claimed.lease, now())).await.unwrap();
                            mine.push(claimed.key);
                        }
                    }
                })
            })
            .collect();
        let mut all = Vec::new();
        for worker in workers {
            all.extend(worker.await.unwrap());
        }
        assert_eq!(all.len(), 200);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 200);
        assert_eq!(jobs::counts(&db).await.unwrap(), [("done".to_owned(), 200)]);
    });
}

/// The worker sleeps through its lease; another takes the job over; the sleeper's whole changeset misses.
#[test]
fn a_late_worker_is_fenced() {
    check(async |db| {
        let (job, other) = (Job::Housekeeping, Job::PublishCrl);
        commit(&db, |cs| jobs::enqueue(cs, &new(job))).await.unwrap();
        let sleeper = claim_one(&db, Duration::from_millis(30), 0).await.unwrap();
        tokio::time::sleep(Duration::from_millis(60)).await;
        let taker = claim_one(&db, LEASE, 0).await.unwrap();
        assert_eq!((taker.attempts, taker.lease.fence), (2, 2));

        let late = [
            commit(&db, |cs| jobs::done(cs, sleeper.lease, now())).await,
            commit(&db, |cs| jobs::again(cs, sleeper.lease, now())).await,
            commit(&db, |cs| jobs::retry(cs, sleeper.lease, now(), "late", now())).await,
            commit(&db, |cs| jobs::dead(cs, sleeper.lease, "late", now())).await,
            commit(&db, |cs| jobs::hold(cs, sleeper.lease, LEASE)).await,
            commit(&db, |cs| {
                jobs::enqueue(cs, &new(other));
                jobs::done(cs, sleeper.lease, now());
            })
            .await,
        ];
        for result in late {
            assert!(matches!(result, Err(CommitError::Conflict { label: jobs::FENCE })), "{result:?}");
        }
        assert_eq!(jobs::by_key(&db, &other.key()).await.unwrap(), None);
        commit(&db, |cs| jobs::hold(cs, taker.lease, LEASE)).await.unwrap();
        commit(&db, |cs| jobs::done(cs, taker.lease, now())).await.unwrap();
        assert_eq!(state(&db, job).await.0, "done");
    });
}

#[test]
fn failures_come_to_an_end_and_staff_begin_anew() {
    check(async |db| {
        let job = Job::VerifyInvariants;
        commit(&db, |cs| jobs::enqueue(cs, &new(job))).await.unwrap();
        for attempt in 1..=3 {
            let claimed = claim_one(&db, LEASE, attempt).await.unwrap();
            assert_eq!(u64::from(claimed.attempts), attempt);
            let error = "x".repeat(2_000);
            commit(&db, |cs| jobs::retry(cs, claimed.lease, later(attempt + 1), &error, now())).await.unwrap();
        }
        assert_eq!(state(&db, job).await, ("dead".to_owned(), 3));
        let dead = jobs::list(&db, Some("dead"), None, 10).await.unwrap().pop().unwrap();
        assert_eq!(dead.last_error.unwrap().len(), 500);
        assert_eq!(claim_one(&db, LEASE, 100).await, None);

        commit(&db, |cs| jobs::requeue(cs, dead.id, now())).await.unwrap();
        assert!(commit(&db, |cs| jobs::requeue(cs, dead.id, now())).await.is_err(), "it is not dead any more");
        let claimed = claim_one(&db, LEASE, 0).await.unwrap();
        assert_eq!(claimed.attempts, 1);
        commit(&db, |cs| jobs::dead(cs, claimed.lease, "no use", now())).await.unwrap();
        assert_eq!(state(&db, job).await.0, "dead");
        assert_eq!(jobs::list(&db, None, None, 10).await.unwrap().len(), 1);
    });
}

/// A worker that dies with its job every time does not get it for ever.
#[test]
fn a_deadly_job_is_buried() {
    check(async |db| {
        commit(&db, |cs| jobs::enqueue(cs, &new(Job::Housekeeping))).await.unwrap();
        for _ in 0..3 {
            assert!(claim_one(&db, Duration::from_millis(5), 0).await.is_some());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(claim_one(&db, LEASE, 0).await, None);
        assert_eq!(state(&db, Job::Housekeeping).await, ("dead".to_owned(), 3));
    });
}

/// Waking is not lost, in whatever state the job is.
#[test]
fn waking_makes_a_job_run() {
    check(async |db| {
        let job = Job::PublishCrl;
        let wake = |at| NewJob { run_at: later(at), ..new(job) };
        commit(&db, |cs| jobs::wake(cs, &wake(50))).await.unwrap();
        commit(&db, |cs| jobs::wake(cs, &wake(90))).await.unwrap();
        assert_eq!(jobs::next_run_at(&db).await.unwrap(), Some(later(50)), "never later than before");
        commit(&db, |cs| jobs::wake(cs, &wake(5))).await.unwrap();
        assert_eq!(jobs::next_run_at(&db).await.unwrap(), Some(later(5)));

        // While it runs: it runs once more.
        let running = claim_one(&db, LEASE, 5).await.unwrap();
        commit(&db, |cs| jobs::wake(cs, &wake(7))).await.unwrap();
        commit(&db, |cs| jobs::wake(cs, &wake(6))).await.unwrap();
        commit(&db, |cs| jobs::done(cs, running.lease, now())).await.unwrap();
        assert_eq!(jobs::next_run_at(&db).await.unwrap(), Some(later(6)));

        // While it runs and wants to wait long: it runs when it was woken for.
        let running = claim_one(&db, LEASE, 6).await.unwrap();
        commit(&db, |cs| jobs::wake(cs, &wake(8))).await.unwrap();
        commit(&db, |cs| jobs::again(cs, running.lease, later(1_000))).await.unwrap();
        assert_eq!(jobs::next_run_at(&db).await.unwrap(), Some(later(8)));

        // Done or dead: it is ready with all its attempts.
        let running = claim_one(&db, LEASE, 8).await.unwrap();
        commit(&db, |cs| jobs::done(cs, running.lease, now())).await.unwrap();
        commit(&db, |cs| jobs::wake(cs, &wake(9))).await.unwrap();
        let running = claim_one(&db, LEASE, 9).await.unwrap();
        commit(&db, |cs| jobs::dead(cs, running.lease, "x", now())).await.unwrap();
        commit(&db, |cs| jobs::wake(cs, &wake(10))).await.unwrap();
        assert_eq!(state(&db, job).await, ("ready".to_owned(), 0));
    });
}

/// Twenty workers ask for the same mail: one mail, one job.
#[test]
fn a_mail_is_sent_once() {
    check(async |db| {
        let request = warifu_domain::mail::MailRequest {
            template: MailTemplate::PointsCredited,
            event: "top_up:1".to_owned(),
            to: "taro@example.jp".parse().unwrap(),
            locale: Locale::En,
            order: None,
            issuance: None,
        };
        for _ in 0..20 {
            let new =
                mails::NewMail { id: MailId(id()), job: JobId(id()), request: &request, attempts_max: 3, now: now() };
            commit(&db, |cs| mails::ask(cs, &new)).await.unwrap();
        }
        let claimed = jobs::claim(&db, "w", 100, LEASE, now()).await.unwrap();
        let Some(Job::SendMail(mail)) = Job::from_key(&claimed[0].key) else { panic!("{claimed:?}") };
        assert_eq!(claimed.len(), 1);
        assert_eq!(mails::load(&db, mail).await.unwrap().unwrap().request, request);
        let settle = |cs: &mut Changeset| {
            mails::sent(cs, mail, now());
            jobs::done(cs, claimed[0].lease, now());
        };
        commit(&db, settle).await.unwrap();
        let twice = commit(&db, |cs| mails::sent(cs, mail, now())).await;
        assert!(matches!(twice, Err(CommitError::Conflict { label: mails::SENT })));
        assert_eq!(mails::list(&db, None, 10).await.unwrap()[0].sent_at, Some(now()));
        assert_eq!(mails::list(&db, Some(mail), 10).await.unwrap(), []);
        assert_eq!(verify::run(&db).await.unwrap(), []);
    });
}

/// Whatever is thrown at one job from four sides, it is never in two hands and ends where its last settlement says.
#[test]
fn random_claims_and_settlements_agree() {
    check(async |db| {
        commit(&db, |cs| (0..12).for_each(|_| jobs::enqueue(cs, &new(Job::EndOrder(OrderId(id())))))).await.unwrap();
        let workers: Vec<_> = (0..4_u64)
            .map(|n| {
                let db = db.clone();
                tokio::spawn(async move {
                    let mut settled: BTreeMap<String, u32> = BTreeMap::new();
                    for turn in 0..60_u64 {
                        // One lease in three is too short to live through.
                        let short = (n + turn) % 3 == 0;
                        let lease = if short { Duration::from_millis(1) } else { LEASE };
                        let Some(claimed) = claim_one(&db, lease, 0).await else { continue };
                        if short {
                            tokio::time::sleep(Duration::from_millis(5)).await;
                        }
                        let result = commit(&db, |cs| jobs::again(cs, claimed.lease, now())).await;
                        assert!(short || result.is_ok(), "{result:?}");
                        *settled.entry(claimed.key).or_default() += u32::from(result.is_ok());
                    }
                    settled
                })
            })
            .collect();
        for worker in workers {
            worker.await.unwrap();
        }
        let alive = jobs::list(&db, None, None, 100).await.unwrap();
        assert_eq!(alive.len(), 12);
        assert!(alive.iter().all(|job| job.attempts <= 3));
    });
}
