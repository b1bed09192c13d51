//! Work to do after a commit. Claim, run and settle are separate steps: a job is leased by the database's clock with a
//! fencing number, run outside of any transaction, and settled in the changeset that holds what it did. A worker whose
//! lease was taken over settles with an old number and its whole changeset is undone.

use std::time::Duration;

use warifu_domain::{JobId, Timestamp, job::Job};

use crate::{Changeset, CommitError, Db, DbError, Expect, Row, page, params, statements};

/// Label of the conflict when the lease was taken over: another worker has the job, drop everything.
pub const FENCE: &str = "job_fence";

/// Characters of an error that are kept.
const ERROR_CHARS_MAX: usize = 500;

/// A job to be stored.
#[derive(Clone, Copy, Debug)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// What to do.
    pub job: Job,
    /// Not before this.
    pub run_at: Timestamp,
    /// Failures after which it is dead.
    pub attempts_max: u32,
    /// Now.
    pub created_at: Timestamp,
}

/// The right to settle a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The job.
    pub id: JobId,
    /// Number of the claim.
    pub fence: u64,
}

/// A claimed job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// What settles it.
    pub lease: Lease,
    /// Names the job: [`Job::from_key`].
    pub key: String,
    /// When it was to run.
    pub run_at: Timestamp,
    /// Tries since the last success, this one included.
    pub attempts: u32,
    /// A failure of this try or a later one is the last.
    pub attempts_max: u32,
}

/// A job as staff see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRow {
    /// Its id.
    pub id: JobId,
    /// Its kind.
    pub kind: String,
    /// Kind and arguments.
    pub key: String,
    /// `ready`, `leased`, `done` or `dead`.
    pub state: String,
    /// When it runs next, or was to run.
    pub run_at: Timestamp,
    /// Tries since the last success.
    pub attempts: u32,
    /// What the last failure said.
    pub last_error: Option<String>,
    /// When it was done or given up.
    pub ended_at: Option<Timestamp>,
}

/// Asks for a job once: nothing happens when its key has ever been asked for.
pub fn enqueue(cs: &mut Changeset, new: &NewJob) {
    cs.add(&ENQUEUE, values(new), Expect::AtMost(1));
}

/// Asks for a job to run at `run_at` or before, however often it ran: one that waits runs earlier, one that has ended
/// runs again, and one that is running runs once more afterwards.
pub fn wake(cs: &mut Changeset, new: &NewJob) {
    cs.add(&WAKE, values(new), Expect::Exactly(1));
}

fn values(new: &NewJob) -> Vec<crate::Value> {
    params![new.id, new.job.kind(), new.job.key(), new.run_at, new.attempts_max, new.created_at]
}

/// Leases up to `limit` jobs for `worker`: those that are due at `now`, and those whose worker let the lease run out.
/// One that did so at its last attempt is dead. Writes nothing when there is nothing to do.
pub async fn claim(
    db: &Db,
    worker: &str,
    limit: u32,
    lease: Duration,
    now: Timestamp,
) -> Result<Vec<Claimed>, DbError> {
    let Some(mut due) = db.read_one(&DUE, params![now]).await? else { return Ok(vec![]) };
    let (ready, expired): (bool, bool) = (due.take()?, due.take()?);
    let lease = i64::try_from(lease.as_micros()).unwrap_or(i64::MAX);
    let mut rows = Vec::new();
    if expired {
        db.write_returning(&BURY, params![now]).await?;
        rows.extend(db.write_returning(&CLAIM_EXPIRED, params![page(limit), lease, worker]).await?);
    }
    let left = limit.saturating_sub(u32::try_from(rows.len()).unwrap_or(u32::MAX));
    if ready && left > 0 {
        rows.extend(db.write_returning(&CLAIM_READY, params![now, page(left), lease, worker]).await?);
    }
    let mut claimed = rows.into_iter().map(read_claimed).collect::<Result<Vec<_>, _>>()?;
    claimed.sort_by_key(|claimed| (claimed.run_at, claimed.lease.id));
    Ok(claimed)
}

/// The job has done its work. Conflict [`FENCE`] when the lease was taken over, as with every settlement.
pub fn done(cs: &mut Changeset, lease: Lease, now: Timestamp) {
    cs.add(&DONE, params![lease.id, lease.fence, now], Expect::Exactly(1)).label(FENCE);
}

/// The job has done one round and runs again at `run_at`, with all its attempts.
pub fn again(cs: &mut Changeset, lease: Lease, run_at: Timestamp) {
    cs.add(&AGAIN, params![lease.id, lease.fence, run_at], Expect::Exactly(1)).label(FENCE);
}

/// The job has failed: it runs again at `run_at`, or is dead when this was its last attempt.
pub fn retry(cs: &mut Changeset, lease: Lease, run_at: Timestamp, error: &str, now: Timestamp) {
    let values = params![lease.id, lease.fence, run_at, cut(error), now];
    cs.add(&RETRY, values, Expect::Exactly(1)).label(FENCE);
}

/// The job has failed for good; staff see it.
pub fn dead(cs: &mut Changeset, lease: Lease, error: &str, now: Timestamp) {
    cs.add(&DEAD, params![lease.id, lease.fence, cut(error), now], Expect::Exactly(1)).label(FENCE);
}

/// Holds a lease for another `span` from now, together with what a job saves on its way. Conflict [`FENCE`] when it was
/// taken over.
pub fn hold(cs: &mut Changeset, lease: Lease, span: Duration) {
    let span = i64::try_from(span.as_micros()).unwrap_or(i64::MAX);
    cs.add(&HOLD, params![lease.id, lease.fence, span], Expect::Exactly(1)).label(FENCE);
}

/// Ends every lease, for a process that knows it is alone: whoever held them is gone, and nobody has to wait until they
/// run out. The tries count, so a job that takes its process along does not come back for ever.
pub fn end_leases(cs: &mut Changeset) {
    cs.add(&END_LEASES, params![], Expect::Any);
}

/// Gives a dead job all its attempts back. A conflict when it is not dead.
pub fn requeue(cs: &mut Changeset, id: JobId, run_at: Timestamp) {
    cs.add(&REQUEUE, params![id, run_at], Expect::Exactly(1)).label("job_not_dead");
}

/// Up to `limit` jobs in `state`, or in all, newest first, older than `before`.
pub async fn list(db: &Db, state: Option<&str>, before: Option<JobId>, limit: u32) -> Result<Vec<JobRow>, DbError> {
    let before = before.map_or(crate::Value::Blob(vec![0xff; 17]), crate::Value::from);
    let rows = match state {
        None => db.read(&LIST, params![before, page(limit)]).await?,
        Some(state) => db.read(&LIST_BY_STATE, params![before, page(limit), state]).await?,
    };
    rows.into_iter().map(read_row).collect()
}

/// The job with this key.
pub async fn by_key(db: &Db, key: &str) -> Result<Option<JobRow>, DbError> {
    db.read_one(&BY_KEY, params![key]).await?.map(read_row).transpose()
}

/// How many jobs there are in each state.
pub async fn counts(db: &Db) -> Result<Vec<(String, u64)>, DbError> {
    db.read(&COUNTS, params![]).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

/// When the next waiting job is due.
pub async fn next_run_at(db: &Db) -> Result<Option<Timestamp>, DbError> {
    db.read_one(&NEXT, params![]).await?.map_or(Ok(None), |mut row| row.take_option())
}

/// Removes up to `limit` jobs that were done before `before`. Their keys may be asked for again then.
pub async fn forget_done(db: &Db, before: Timestamp, limit: u32) -> Result<u64, CommitError> {
    let mut cs = Changeset::new();
    cs.add(&FORGET, params![before, limit], Expect::Any);
    Ok(db.commit(cs).await?.counts.iter().sum())
}

fn cut(error: &str) -> String {
    error.chars().filter(|c| *c != '\0').take(ERROR_CHARS_MAX).collect()
}

fn read_claimed(mut row: Row) -> Result<Claimed, DbError> {
    Ok(Claimed {
        lease: Lease { id: row.take()?, fence: row.take()? },
        key: row.take()?,
        run_at: row.take()?,
        attempts: row.take()?,
        attempts_max: row.take()?,
    })
}

fn read_row(mut row: Row) -> Result<JobRow, DbError> {
    Ok(JobRow {
        id: row.take()?,
        kind: row.take()?,
        key: row.take()?,
        state: row.take()?,
        run_at: row.take()?,
        attempts: row.take()?,
        last_error: row.take_option()?,
        ended_at: row.take_option()?,
    })
}

statements! {
    ENQUEUE = "INSERT INTO jobs (id, kind, key, state, run_at, attempts, attempts_max, fence, created_at)
        VALUES ($1, $2, $3, 'ready', $4, 0, $5, 0, $6) ON CONFLICT (key) DO NOTHING";
    WAKE = "INSERT INTO jobs (id, kind, key, state, run_at, attempts, attempts_max, fence, created_at)
        VALUES ($1, $2, $3, 'ready', $4, 0, $5, 0, $6)
        ON CONFLICT (key) DO UPDATE SET
            state = CASE WHEN jobs.state = 'leased' THEN 'leased' ELSE 'ready' END,
            run_at = CASE WHEN jobs.state = 'leased' OR (jobs.state = 'ready' AND jobs.run_at < excluded.run_at)
                THEN jobs.run_at ELSE excluded.run_at END,
            again_at = CASE WHEN jobs.state <> 'leased' THEN NULL
                WHEN jobs.again_at < excluded.run_at THEN jobs.again_at ELSE excluded.run_at END,
            attempts = CASE WHEN jobs.state IN ('done', 'dead') THEN 0 ELSE jobs.attempts END,
            ended_at = NULL";
    // Nothing that is leased or has ended is ready; the index on what is ready says it the same way.
    DUE = "SELECT
        CAST(CASE WHEN EXISTS (SELECT 1 FROM jobs WHERE run_at <= $1 AND lease_until IS NULL AND ended_at IS NULL)
            THEN 1 ELSE 0 END AS {{bigint}}),
        CAST(CASE WHEN EXISTS (SELECT 1 FROM jobs WHERE lease_until < {{db_now}}) THEN 1 ELSE 0 END AS {{bigint}})";
    BURY = "UPDATE jobs SET state = 'dead', ended_at = $1, lease_until = NULL, again_at = NULL,
            last_error = 'lease expired'
        WHERE lease_until < {{db_now}} AND attempts >= attempts_max RETURNING id";
    CLAIM_EXPIRED = "UPDATE jobs SET attempts = attempts + 1, fence = fence + 1, leased_at = {{db_now}},
            lease_until = {{db_now}} + $2, lease_by = $3
        WHERE id IN (SELECT id FROM jobs WHERE lease_until < {{db_now}} AND attempts < attempts_max
            ORDER BY lease_until LIMIT $1 {{skip_locked}})
        RETURNING id, fence, key, run_at, attempts, attempts_max";
    CLAIM_READY = "UPDATE jobs SET state = 'leased', attempts = attempts + 1, fence = fence + 1, leased_at = {{db_now}},
            lease_until = {{db_now}} + $3, lease_by = $4
        WHERE id IN (SELECT id FROM jobs WHERE run_at <= $1 AND lease_until IS NULL AND ended_at IS NULL
            ORDER BY run_at, id LIMIT $2 {{skip_locked}})
        RETURNING id, fence, key, run_at, attempts, attempts_max";
    DONE = "UPDATE jobs SET lease_until = NULL, again_at = NULL, last_error = NULL,
            state = CASE WHEN again_at IS NULL THEN 'done' ELSE 'ready' END,
            ended_at = CASE WHEN again_at IS NULL THEN CAST($3 AS {{bigint}}) END,
            run_at = COALESCE(again_at, run_at), attempts = CASE WHEN again_at IS NULL THEN attempts ELSE 0 END
        WHERE id = $1 AND fence = $2 AND state = 'leased'";
    AGAIN = "UPDATE jobs SET lease_until = NULL, again_at = NULL, last_error = NULL, state = 'ready', attempts = 0,
            run_at = CASE WHEN again_at < $3 THEN again_at ELSE $3 END
        WHERE id = $1 AND fence = $2 AND state = 'leased'";
    RETRY = "UPDATE jobs SET lease_until = NULL, again_at = NULL, last_error = $4,
            state = CASE WHEN attempts >= attempts_max AND again_at IS NULL THEN 'dead' ELSE 'ready' END,
            ended_at = CASE WHEN attempts >= attempts_max AND again_at IS NULL THEN CAST($5 AS {{bigint}}) END,
            attempts = CASE WHEN again_at IS NULL THEN attempts ELSE 0 END,
            run_at = CASE WHEN again_at < $3 THEN again_at ELSE $3 END
        WHERE id = $1 AND fence = $2 AND state = 'leased'";
    DEAD = "UPDATE jobs SET lease_until = NULL, again_at = NULL, last_error = $3, state = 'dead', ended_at = $4
        WHERE id = $1 AND fence = $2 AND state = 'leased'";
    HOLD = "UPDATE jobs SET lease_until = {{db_now}} + $3 WHERE id = $1 AND fence = $2 AND state = 'leased'";
    END_LEASES = "UPDATE jobs SET lease_until = 0 WHERE state = 'leased'";
    REQUEUE = "UPDATE jobs SET state = 'ready', run_at = $2, attempts = 0, ended_at = NULL
        WHERE id = $1 AND state = 'dead'";
    LIST = "SELECT id, kind, key, state, run_at, attempts, last_error, ended_at FROM jobs
        WHERE id < $1 ORDER BY id DESC LIMIT $2";
    LIST_BY_STATE = "SELECT id, kind, key, state, run_at, attempts, last_error, ended_at FROM jobs
        WHERE id < $1 AND state = $3 ORDER BY id DESC LIMIT $2";
    BY_KEY = "SELECT id, kind, key, state, run_at, attempts, last_error, ended_at FROM jobs WHERE key = $1";
    COUNTS = "SELECT state, COUNT(*) FROM jobs GROUP BY state ORDER BY state";
    NEXT = "SELECT MIN(run_at) FROM jobs WHERE lease_until IS NULL AND ended_at IS NULL";
    // The index by state would find every job that was ever done.
    FORGET = "DELETE FROM jobs WHERE id IN
        (SELECT id FROM jobs WHERE ended_at < $1 AND state || '' = 'done' ORDER BY ended_at LIMIT $2)";
}
