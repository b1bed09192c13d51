//! The job runner: claim, run, settle, each step on its own.
//!
//! A job is leased by the database's clock with a fencing number. It runs outside any transaction; what it changes and
//! its settlement are one changeset, which the fence guards: of two workers that run the same job, one is heard.

use std::{sync::Arc, time::Duration};

use tokio::sync::{Notify, Semaphore};
use warifu_domain::{Timestamp, job::Job};
use warifu_store::{
    Changeset, CommitError,
    jobs::{self, Claimed, Lease},
};

use crate::{App, Failure, save::CONFLICTS_MAX};

/// How long a lease holds: what a process that died leaves behind goes on elsewhere after this.
pub(crate) const LEASE: Duration = Duration::from_secs(15);
/// A job that runs longer holds its lease again this often.
const HOLD_EVERY: Duration = Duration::from_secs(5);
/// Longest run of one job.
const RUN_TIME_MAX: Duration = Duration::from_secs(120);
/// Longest sleep between two looks at the table; another process may have added jobs.
const POLL: Duration = Duration::from_millis(500);
/// First pause after a failure; it doubles up to [`PAUSE_MAX`].
const PAUSE_MIN: Duration = Duration::from_secs(5);
/// Longest pause after a failure.
const PAUSE_MAX: Duration = Duration::from_secs(3_600);
/// Characters of an error that are kept.
const ERROR_CHARACTERS_MAX: usize = 500;

/// How much a worker does at once.
#[derive(Clone, Copy, Debug)]
pub struct WorkerSettings {
    /// Jobs that run side by side.
    pub concurrency: u32,
}

/// Runs jobs until told to stop.
pub struct Worker {
    app: App,
    name: String,
    settings: WorkerSettings,
}

/// What a job leads to; saved together with its settlement.
pub(crate) struct Done {
    pub(crate) changes: Changeset,
    pub(crate) next: Next,
}

/// Whether a job is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// It has done its work.
    Finished,
    /// It runs again then.
    Again(Timestamp),
}

impl Done {
    pub(crate) fn finished() -> Self {
        Self { changes: Changeset::new(), next: Next::Finished }
    }

    pub(crate) fn again(at: Timestamp) -> Self {
        Self { changes: Changeset::new(), next: Next::Again(at) }
    }
}

/// Why a job did not do its work.
pub(crate) enum Trouble {
    /// Somebody else was faster: load and decide again at once.
    Conflict,
    /// The lease is in other hands: drop everything.
    Fenced,
    /// It may go better later.
    Later { error: String, after: Option<Duration> },
    /// It will never go better; staff have to look.
    Never { error: String },
}

impl From<CommitError> for Trouble {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Conflict { label: jobs::FENCE } => Self::Fenced,
            CommitError::Conflict { .. } => Self::Conflict,
            CommitError::Unavailable(why) => Self::Later { error: why, after: None },
            CommitError::Failed(why) => Self::Later { error: why, after: None },
        }
    }
}

impl From<warifu_store::DbError> for Trouble {
    fn from(error: warifu_store::DbError) -> Self {
        Self::Later { error: error.to_string(), after: None }
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        let error = match &failure {
            Failure::Internal(why) => why.clone(),
            Failure::Refused(refusal) => refusal.code().to_owned(),
            Failure::NotFound { what } => format!("no such {what}"),
            other => format!("{other:?}"),
        };
        match failure {
            // A product that was taken out of the catalogue comes back when the operator puts it back.
            Failure::NotFound { what: "product" } => Self::Later { error, after: None },
            Failure::NotFound { .. } => Self::Never { error },
            _ => Self::Later { error, after: None },
        }
    }
}

impl Worker {
    /// A worker of `app`, called `name` in the table of leases.
    pub fn new(app: App, name: impl Into<String>, settings: WorkerSettings) -> Self {
        Self { app, name: name.into(), settings }
    }

    /// Runs jobs until `stop` is notified, then waits for those that run.
    pub async fn run(self, stop: Arc<Notify>) {
        let worker = Arc::new(self);
        let slots = Arc::new(Semaphore::new(worker.settings.concurrency as usize));
        let stopped = stop.notified();
        tokio::pin!(stopped);
        worker.seed_recurring().await;
        loop {
            let free = u32::try_from(slots.available_permits()).unwrap_or(u32::MAX);
            let claimed = worker.claim(free).await;
            let none = claimed.is_empty();
            for job in claimed {
                let Ok(permit) = Arc::clone(&slots).acquire_owned().await else { return };
                let worker = Arc::clone(&worker);
                tokio::spawn(async move {
                    worker.run_one(job).await;
                    drop(permit);
                    // A slot is free, and what was saved may have asked for more work.
                    worker.app.wake.notify_one();
                });
            }
            if none || slots.available_permits() == 0 {
                tokio::select! {
                    () = &mut stopped => break,
                    () = worker.app.wake.notified() => {}
                    () = tokio::time::sleep(POLL) => {}
                }
            }
        }
        let all = worker.settings.concurrency;
        let _ = tokio::time::timeout(RUN_TIME_MAX, slots.acquire_many(all)).await;
    }

    /// Runs every job that is due now, also those that they ask for, and returns how many ran. For tests and for the
    /// demo's clock, which moves on only when nothing is left to do.
    pub async fn drain(&self, runs_max: usize) -> usize {
        let mut runs = 0;
        while runs < runs_max {
            let claimed = self.claim(self.settings.concurrency).await;
            if claimed.is_empty() {
                break;
            }
            let claimed_at = tokio::time::Instant::now();
            for job in claimed {
                // Nobody holds the lease of a job that waits for the ones before it, and they may have taken long.
                if claimed_at.elapsed() < HOLD_EVERY || self.holds(job.lease).await {
                    self.run_one(job).await;
                    runs += 1;
                }
            }
        }
        runs
    }

    /// Whether a lease is still ours; if so it lasts anew.
    async fn holds(&self, lease: Lease) -> bool {
        let mut changes = Changeset::new();
        jobs::hold(&mut changes, lease, LEASE);
        self.app.parts.db.commit(changes).await.is_ok()
    }

    async fn claim(&self, free: u32) -> Vec<Claimed> {
        if free == 0 {
            return vec![];
        }
        match jobs::claim(&self.app.parts.db, &self.name, free, LEASE, self.app.now()).await {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::warn!(%error, "no jobs could be claimed");
                tokio::time::sleep(POLL).await;
                vec![]
            }
        }
    }

    /// Asks for the jobs that repeat for ever; asking again is asking once.
    async fn seed_recurring(&self) {
        let mut changes = Changeset::new();
        for job in [Job::PublishCrl, Job::Housekeeping, Job::VerifyInvariants] {
            jobs::enqueue(&mut changes, &self.app.new_job(job, self.app.now()));
        }
        if let Err(error) = self.app.parts.db.commit(changes).await {
            tracing::warn!(%error, "recurring jobs could not be scheduled");
        }
    }

    async fn run_one(&self, claimed: Claimed) {
        let Claimed { lease, key, attempts, run_at, .. } = claimed;
        let kind = key.split(':').next().unwrap_or_default().to_owned();
        let app = self.app.clone();
        // A task of its own, so that a panic ends this job and not the worker.
        let task = tokio::spawn(async move {
            let run = async {
                let Some(job) = Job::from_key(&key) else {
                    return Err(Trouble::Never { error: "this version does not know the job".to_owned() });
                };
                tokio::select! {
                    outcome = run_and_settle(&app, job, lease, run_at) => outcome,
                    trouble = hold_until_lost(&app, lease) => Err(trouble),
                }
            };
            tokio::time::timeout(RUN_TIME_MAX, run).await
        });
        let trouble = match task.await {
            Ok(Ok(Ok(()))) => return,
            Ok(Ok(Err(trouble))) => trouble,
            Ok(Err(_)) => Trouble::Later { error: "took too long".to_owned(), after: None },
            Err(_) => Trouble::Later { error: "panicked".to_owned(), after: None },
        };
        let now = self.app.now();
        let mut changes = Changeset::new();
        match trouble {
            Trouble::Fenced => {
                tracing::info!(job = %lease.id, kind, "lease was taken over");
                return;
            }
            Trouble::Never { error } => {
                tracing::error!(job = %lease.id, kind, error, "job is dead");
                jobs::dead(&mut changes, lease, &shorten(&error), now);
            }
            Trouble::Conflict => jobs::retry(&mut changes, lease, now.plus(PAUSE_MIN), "lost every race", now),
            Trouble::Later { error, after } => {
                tracing::warn!(job = %lease.id, kind, attempts, error, "job failed, will be tried again");
                let pause = after.unwrap_or_else(|| self.pause(attempts));
                jobs::retry(&mut changes, lease, now.plus(pause), &shorten(&error), now);
            }
        }
        // If this fails too the lease runs out and the job runs again.
        if let Err(error) = self.app.parts.db.commit(changes).await {
            tracing::warn!(job = %lease.id, kind, %error, "job could not be settled");
        }
    }

    /// Doubles with each failure, with up to a quarter of jitter so that what failed together does not come together.
    fn pause(&self, attempts: u32) -> Duration {
        let doubled = PAUSE_MIN.saturating_mul(1_u32.checked_shl(attempts.saturating_sub(1)).unwrap_or(u32::MAX));
        let base = doubled.min(PAUSE_MAX);
        let mut random = [0];
        self.app.parts.random.fill(&mut random);
        base + base.mul_f64(f64::from(random[0]) / 1_020.0)
    }
}

/// Runs a job and saves what it leads to with its settlement; begins anew when an order changed meanwhile.
async fn run_and_settle(app: &App, job: Job, lease: Lease, due: Timestamp) -> Result<(), Trouble> {
    for _ in 0..CONFLICTS_MAX {
        let Done { mut changes, next } = match app.run_job(job, lease, due).await {
            Err(Trouble::Conflict) => continue,
            other => other?,
        };
        match next {
            Next::Finished => jobs::done(&mut changes, lease, app.now()),
            Next::Again(at) => jobs::again(&mut changes, lease, at),
        }
        match app.commit(changes).await.map_err(Trouble::from) {
            Err(Trouble::Conflict) => {}
            other => return other,
        }
    }
    Err(Trouble::Conflict)
}

/// Holds the lease for as long as it is ours; a database that is away for a moment is no loss yet.
async fn hold_until_lost(app: &App, lease: Lease) -> Trouble {
    loop {
        tokio::time::sleep(HOLD_EVERY).await;
        let mut changes = Changeset::new();
        jobs::hold(&mut changes, lease, LEASE);
        if let Err(CommitError::Conflict { .. }) = app.parts.db.commit(changes).await {
            return Trouble::Fenced;
        }
    }
}

fn shorten(error: &str) -> String {
    error.chars().filter(|c| !c.is_control()).take(ERROR_CHARACTERS_MAX).collect()
}
