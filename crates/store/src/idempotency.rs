//! What was answered to a request that must not happen twice. The client's key is claimed before the work; the work's
//! own changeset notes what it made ([`made`]), so that even a crash between commit and answer repeats nothing.

use std::time::Duration;

use warifu_domain::{MemberId, Sha256, Timestamp, id::Uuid};

use crate::{Changeset, CommitError, Db, DbError, Expect, params, statements};

/// A claim this old belongs to a process that died: the next one with the same key takes it over. Should the first one
/// live after all, [`made`] lets only one of them commit.
const CLAIM_LIFE: Duration = Duration::from_secs(15);

/// What a request finds under its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Nothing: the key is claimed now, do the work.
    First,
    /// The work was done and its answer is not kept, or not yet: answer for what it made.
    Made(Uuid),
    /// The answer given then.
    Answered {
        /// HTTP status.
        status: u16,
        /// Body.
        body: String,
    },
    /// The same request is being worked on.
    Running,
    /// The key was used for another request.
    OtherRequest,
}

/// Claims `key` of `actor` for the request with this hash.
pub async fn claim(db: &Db, actor: MemberId, key: &str, request: Sha256, now: Timestamp) -> Result<Claim, CommitError> {
    let mut cs = Changeset::new();
    let life = i64::try_from(CLAIM_LIFE.as_micros()).unwrap_or(i64::MAX);
    cs.add(&CLAIM, params![actor, key, request, now, life], Expect::AtMost(1));
    let claimed = db.commit(cs).await?.counts == [1];
    Ok(found(db, actor, key, request, claimed).await?)
}

async fn found(db: &Db, actor: MemberId, key: &str, request: Sha256, claimed: bool) -> Result<Claim, DbError> {
    let Some(mut row) = db.read_one(&FIND, params![actor, key]).await? else { return Ok(Claim::Running) };
    let (hash, subject): (Sha256, Option<Uuid>) = (row.take()?, row.take_option()?);
    let (status, body) = (row.take_option::<u32>()?, row.take_option()?);
    Ok(match (status.and_then(|status| u16::try_from(status).ok()), body, subject) {
        _ if hash != request => Claim::OtherRequest,
        (Some(status), Some(body), _) => Claim::Answered { status, body },
        (_, _, Some(subject)) => Claim::Made(subject),
        _ if claimed => Claim::First,
        _ => Claim::Running,
    })
}

/// Ends every claim whose work was not done, for a process that knows it is alone: who claimed is gone, and the client
/// that comes again need not wait.
pub fn end_claims(cs: &mut Changeset) {
    cs.add(&END_CLAIMS, params![], Expect::Any);
}

/// Notes, in the changeset of the work itself, what the work makes.
pub fn made(cs: &mut Changeset, actor: MemberId, key: &str, subject: Uuid) {
    cs.add(&MADE, params![actor, key, subject], Expect::Exactly(1)).label("idempotency_claim");
}

/// Keeps the answer.
pub fn answer(cs: &mut Changeset, actor: MemberId, key: &str, status: u16, body: &str) {
    cs.add(&ANSWER, params![actor, key, u32::from(status), body], Expect::AtMost(1));
}

/// Gives the key back after a request that did nothing: a corrected one may use it.
pub fn release(cs: &mut Changeset, actor: MemberId, key: &str) {
    cs.add(&RELEASE, params![actor, key], Expect::AtMost(1));
}

/// Removes up to `limit` keys that were claimed before `before`.
pub async fn forget(db: &Db, before: Timestamp, limit: u32) -> Result<u64, CommitError> {
    let mut cs = Changeset::new();
    cs.add(&FORGET, params![before, limit], Expect::Any);
    Ok(db.commit(cs).await?.counts.iter().sum())
}

statements! {
    CLAIM = "INSERT INTO idempotency (actor, key, request_sha256, claimed_at, created_at)
        VALUES ($1, $2, $3, {{db_now}}, $4)
        ON CONFLICT (actor, key) DO UPDATE SET claimed_at = excluded.claimed_at
        WHERE idempotency.status IS NULL AND idempotency.request_sha256 = excluded.request_sha256
            AND idempotency.claimed_at < excluded.claimed_at - $5";
    FIND = "SELECT request_sha256, subject, status, body FROM idempotency WHERE actor = $1 AND key = $2";
    MADE = "UPDATE idempotency SET subject = $3 WHERE actor = $1 AND key = $2 AND subject IS NULL AND status IS NULL";
    ANSWER = "UPDATE idempotency SET status = $3, body = $4 WHERE actor = $1 AND key = $2 AND status IS NULL";
    RELEASE = "DELETE FROM idempotency WHERE actor = $1 AND key = $2 AND status IS NULL AND subject IS NULL";
    END_CLAIMS = "DELETE FROM idempotency WHERE status IS NULL AND subject IS NULL";
    FORGET = "DELETE FROM idempotency WHERE (actor, key) IN
        (SELECT actor, key FROM idempotency WHERE created_at < $1 ORDER BY created_at LIMIT $2)";
}
