//! Mails asked for: one for each (event, recipient, template), for ever. The job that sends one exists only if the mail
//! does, so asking twice sends once.

use warifu_domain::{
    IssuanceId, JobId, MailId, OrderId, Timestamp,
    job::Job,
    mail::{MailRequest, MailTemplate},
};

use crate::{Changeset, Db, DbError, Expect, Row, Value, page, params, statements};

/// Label of the conflict when the mail was noted as sent already.
pub const SENT: &str = "mail_sent";

/// A mail as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its id, from which its Message-ID is made.
    pub id: MailId,
    /// What it says, to whom, about what.
    pub request: MailRequest,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When the mail server took it.
    pub sent_at: Option<Timestamp>,
}

/// A mail to be stored, with the job that sends it.
#[derive(Clone, Copy, Debug)]
pub struct NewMail<'a> {
    /// Id of the mail.
    pub id: MailId,
    /// Id of the job.
    pub job: JobId,
    /// What it says.
    pub request: &'a MailRequest,
    /// Failures after which the job is dead.
    pub attempts_max: u32,
    /// Now; it is sent as soon as can be.
    pub now: Timestamp,
}

/// Asks for a mail; nothing happens when the same was asked for before.
pub fn ask(cs: &mut Changeset, new: &NewMail<'_>) {
    let MailRequest { template, event, to, locale, order, issuance } = new.request;
    let values = params![new.id, event, to.as_str(), template.as_str(), *locale, *order, *issuance, new.now];
    cs.add(&INSERT, values, Expect::AtMost(1));
    let job = Job::SendMail(new.id);
    let values = params![new.job, job.kind(), job.key(), new.now, new.attempts_max, new.id];
    cs.add(&INSERT_JOB, values, Expect::AtMost(1));
}

/// Notes that the mail server took the mail. Conflict [`SENT`] when that was noted before.
pub fn sent(cs: &mut Changeset, id: MailId, now: Timestamp) {
    cs.add(&MARK_SENT, params![id, now], Expect::Exactly(1)).label(SENT);
}

/// The mail.
pub async fn load(db: &Db, id: MailId) -> Result<Option<Mail>, DbError> {
    db.read_one(&SELECT, params![id]).await?.map(read).transpose()
}

/// Up to `limit` mails about an order, newest first.
pub async fn of_order(db: &Db, order: OrderId, limit: u32) -> Result<Vec<Mail>, DbError> {
    db.read(&OF_ORDER, params![order, page(limit)]).await?.into_iter().map(read).collect()
}

/// Up to `limit` mails, newest first, older than `before`.
pub async fn list(db: &Db, before: Option<MailId>, limit: u32) -> Result<Vec<Mail>, DbError> {
    let before = before.map_or(Value::Blob(vec![0xff; 17]), Value::from);
    db.read(&LIST, params![before, page(limit)]).await?.into_iter().map(read).collect()
}

fn read(mut row: Row) -> Result<Mail, DbError> {
    let row = &mut row;
    let id = row.take()?;
    let request = MailRequest {
        event: row.take()?,
        to: row.take()?,
        template: row.take_as("mail template", |name: String| MailTemplate::from_name(&name))?,
        locale: row.take()?,
        order: row.take_option::<OrderId>()?,
        issuance: row.take_option::<IssuanceId>()?,
    };
    Ok(Mail { id, request, created_at: row.take()?, sent_at: row.take_option()? })
}

statements! {
    INSERT = "INSERT INTO mails (id, event, recipient, template, locale, order_id, issuance, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (event, recipient, template) DO NOTHING";
    INSERT_JOB = "INSERT INTO jobs (id, kind, key, state, run_at, attempts, attempts_max, fence, created_at)
        SELECT CAST($1 AS {{blob}}), $2, $3, 'ready', CAST($4 AS {{bigint}}), 0, CAST($5 AS {{bigint}}), 0,
            CAST($4 AS {{bigint}})
        FROM mails WHERE id = $6";
    MARK_SENT = "UPDATE mails SET sent_at = $2 WHERE id = $1 AND sent_at IS NULL";
    SELECT = "SELECT id, event, recipient, template, locale, order_id, issuance, created_at, sent_at
        FROM mails WHERE id = $1";
    OF_ORDER = "SELECT id, event, recipient, template, locale, order_id, issuance, created_at, sent_at
        FROM mails WHERE order_id = $1 ORDER BY id DESC LIMIT $2";
    LIST = "SELECT id, event, recipient, template, locale, order_id, issuance, created_at, sent_at
        FROM mails WHERE id < $1 ORDER BY id DESC LIMIT $2";
}
