//! What lets a request in: sessions and API tokens, both known by the SHA-256 of their secret, and throttles that count
//! tries on all nodes together.

use warifu_domain::{MemberId, Sha256, Timestamp, TokenId, people::Member};

use crate::{Changeset, CommitError, Db, DbError, Expect, Row, page, params, people::read_member, statements};

/// A login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Hash of the secret in the cookie.
    pub secret_sha256: Sha256,
    /// Who logged in.
    pub member: MemberId,
    /// When.
    pub created_at: Timestamp,
    /// Dead from here on.
    pub expires_at: Timestamp,
}

/// An API token as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenInfo {
    /// Its id.
    pub id: TokenId,
    /// What its owner calls it.
    pub label: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Stores a session.
pub fn open_session(cs: &mut Changeset, session: &Session) {
    let Session { secret_sha256, member, created_at, expires_at } = session;
    cs.add(&INSERT_SESSION, params![*secret_sha256, *member, *created_at, *expires_at], Expect::Exactly(1));
}

/// Ends one session; fine when it has ended already.
pub fn close_session(cs: &mut Changeset, secret_sha256: Sha256) {
    cs.add(&DELETE_SESSION, params![secret_sha256], Expect::AtMost(1));
}

/// Ends every session of a member: after a change of password or role.
pub fn close_sessions(cs: &mut Changeset, member: MemberId) {
    cs.add(&DELETE_SESSIONS, params![member], Expect::Any);
}

/// The living session with its member.
pub async fn session(db: &Db, secret_sha256: Sha256, now: Timestamp) -> Result<Option<(Session, Member)>, DbError> {
    let Some(mut row) = db.read_one(&SESSION, params![secret_sha256, now]).await? else { return Ok(None) };
    let (created_at, expires_at) = (row.take()?, row.take()?);
    let member = read_member(row)?;
    Ok(Some((Session { secret_sha256, member: member.id, created_at, expires_at }, member)))
}

/// Stores a token of `member`.
pub fn add_token(cs: &mut Changeset, member: MemberId, token: &TokenInfo, secret_sha256: Sha256) {
    let values = params![token.id, secret_sha256, member, &token.label, token.created_at];
    cs.add(&INSERT_TOKEN, values, Expect::Exactly(1));
}

/// Removes a token of `member`. A conflict when the member has no such token.
pub fn revoke_token(cs: &mut Changeset, member: MemberId, token: TokenId) {
    cs.add(&DELETE_TOKEN, params![token, member], Expect::Exactly(1));
}

/// The member behind a token.
pub async fn member_by_token(db: &Db, secret_sha256: Sha256) -> Result<Option<Member>, DbError> {
    db.read_one(&TOKEN, params![secret_sha256]).await?.map(read_member).transpose()
}

/// A member's tokens, newest first.
pub async fn tokens(db: &Db, member: MemberId, limit: u32) -> Result<Vec<TokenInfo>, DbError> {
    let rows = db.read(&TOKENS, params![member, page(limit)]).await?;
    let read = |mut row: Row| Ok(TokenInfo { id: row.take()?, label: row.take()?, created_at: row.take()? });
    rows.into_iter().map(read).collect()
}

/// Counts one more try under `key` in the window that began at `window_at`, and returns how many there are now.
pub async fn count_try(db: &Db, key: &str, window_at: Timestamp) -> Result<u64, DbError> {
    match db.write_returning(&COUNT_TRY, params![key, window_at]).await?.pop() {
        Some(mut row) => row.take(),
        None => Ok(0),
    }
}

/// How many tries were counted under `key` in the window that began at `window_at`.
pub async fn tries(db: &Db, key: &str, window_at: Timestamp) -> Result<u64, DbError> {
    match db.read_one(&TRIES, params![key, window_at]).await? {
        Some(mut row) => row.take(),
        None => Ok(0),
    }
}

/// Removes up to `limit` sessions that have expired and as many throttles whose window is over.
pub async fn forget_expired(db: &Db, now: Timestamp, limit: u32) -> Result<u64, CommitError> {
    let mut cs = Changeset::new();
    cs.add(&FORGET_SESSIONS, params![now, limit], Expect::Any);
    cs.add(&FORGET_THROTTLES, params![now.plus_days(-1), limit], Expect::Any);
    Ok(db.commit(cs).await?.counts.iter().sum())
}

statements! {
    INSERT_SESSION =
        "INSERT INTO sessions (secret_sha256, member, created_at, expires_at) VALUES ($1, $2, $3, $4)";
    DELETE_SESSION = "DELETE FROM sessions WHERE secret_sha256 = $1";
    DELETE_SESSIONS = "DELETE FROM sessions WHERE member = $1";
    SESSION = "SELECT s.created_at, s.expires_at, m.id, m.account, m.email, m.password_hash, m.role, m.locale,
            m.created_at
        FROM sessions s JOIN members m ON m.id = s.member WHERE s.secret_sha256 = $1 AND s.expires_at > $2";
    FORGET_SESSIONS = "DELETE FROM sessions WHERE secret_sha256 IN
        (SELECT secret_sha256 FROM sessions WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)";
    INSERT_TOKEN = "INSERT INTO tokens (id, secret_sha256, member, label, created_at) VALUES ($1, $2, $3, $4, $5)";
    DELETE_TOKEN = "DELETE FROM tokens WHERE id = $1 AND member = $2";
    TOKEN = "SELECT m.id, m.account, m.email, m.password_hash, m.role, m.locale, m.created_at
        FROM tokens t JOIN members m ON m.id = t.member WHERE t.secret_sha256 = $1";
    TOKENS = "SELECT id, label, created_at FROM tokens WHERE member = $1 ORDER BY id DESC LIMIT $2";
    COUNT_TRY = "INSERT INTO throttles (key, window_at, used) VALUES ($1, $2, 1)
        ON CONFLICT (key) DO UPDATE SET window_at = excluded.window_at,
            used = CASE WHEN throttles.window_at = excluded.window_at THEN throttles.used + 1 ELSE 1 END
        RETURNING used";
    TRIES = "SELECT used FROM throttles WHERE key = $1 AND window_at = $2";
    FORGET_THROTTLES = "DELETE FROM throttles WHERE key IN
        (SELECT key FROM throttles WHERE window_at <= $1 ORDER BY window_at LIMIT $2)";
}
