//! The invariants I1 to I10 that hold between any two commits, as queries over any database: live, restored or copied.
//!
//! Most are one statement that lists what breaks the invariant and finds nothing. The chain of the record (I7), the
//! serials in certificates (I3) and the jobs behind unfinished work (I5, I9) are compared here, page by page.

use warifu_domain::{
    IssuanceId, MailId, OrderId, Sha256, Timestamp,
    audit::{Linked, link},
    id::Uuid,
    job::Job,
};

use crate::{Db, DbError, Row, Sql, Value, params, statements};

/// Violations of one check that are listed.
const LISTED_MAX: usize = 100;
/// Rows of a page of the comparisons.
const PAGE: u32 = 1_000;

/// Something that must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// `I1` to `I10`.
    pub invariant: &'static str,
    /// What is wrong, for operators.
    pub what: &'static str,
    /// The id, key or number of what it is about.
    pub subject: String,
}

/// Checks every invariant and lists what breaks one, at most 100 of each kind.
pub async fn run(db: &Db) -> Result<Vec<Violation>, DbError> {
    let mut found = Vec::new();
    for &(invariant, what, sql) in CHECKS {
        for mut row in db.read(sql, params![]).await? {
            found.push(Violation { invariant, what, subject: subject(row.take()?) });
        }
    }
    check_serials(db, &mut found).await?;
    check_chains(db, &mut found).await?;
    check_jobs(db, &mut found).await?;
    Ok(found)
}

type Check = (&'static str, &'static str, &'static Sql);

static CHECKS: &[Check] = &[
    ("I1", "a transaction does not sum to zero", &UNBALANCED),
    ("I1", "a transaction has no postings", &WITHOUT_POSTINGS),
    ("I2", "a balance is not the sum of its postings", &BALANCE_OFF),
    ("I2", "postings have no balance", &BALANCE_MISSING),
    ("I2", "a balance is below zero", &BALANCE_NEGATIVE),
    ("I3", "an order's issuances are not numbered from 1 without gaps", &ISSUANCES_GAP),
    ("I3", "an order has no issuance", &ISSUANCES_NONE),
    ("I3", "an order has two issuances on their way", &ISSUANCES_OPEN),
    ("I3", "a serial is marked as signed but not in the log", &SIGNED_UNLOGGED),
    ("I3", "a serial is in the log but not marked as signed", &LOGGED_UNSIGNED),
    ("I4", "a paid order has no hold", &PAID_WITHOUT_HOLD),
    ("I4", "an unpaid order has a hold", &UNPAID_WITH_HOLD),
    ("I4", "an order was held for twice", &HELD_TWICE),
    ("I4", "a hold was settled twice", &SETTLED_TWICE),
    ("I4", "an order with a term has no capture", &TERM_WITHOUT_CAPTURE),
    ("I4", "a refunded order has no release", &REFUND_WITHOUT_RELEASE),
    ("I4", "an order on its way has its hold settled", &SETTLED_EARLY),
    ("I4", "what is held or settled is not the order's price", &HELD_OFF),
    ("I4", "a bank reference was credited twice to an account", &CREDITED_TWICE),
    ("I5", "a mail was asked for twice", &MAIL_TWICE),
    ("I6", "an order went on after its end", &AFTER_THE_END),
    ("I6", "an order's state is not in its record", &STATE_UNRECORDED),
    ("I6", "a certificate is not in the record", &CERTIFICATE_UNRECORDED),
    ("I6", "an issuance was issued twice", &ISSUED_TWICE),
    ("I7", "an order's version or head is not its last entry", &HEAD_OFF),
    ("I7", "the record goes beyond the order's version", &BEYOND_HEAD),
    ("I8", "a signature has no serial that was stored before", &SIGNED_BEFORE_RESERVED),
    ("I8", "a serial is too short", &SERIAL_SHORT),
    ("I9", "a member has no account", &ORPHAN_MEMBERS),
    ("I9", "a session has no member", &ORPHAN_SESSIONS),
    ("I9", "an order has no account", &ORPHAN_ORDERS),
    ("I9", "an issuance has no order", &ORPHAN_ISSUANCES),
    ("I9", "a validation has no issuance", &ORPHAN_VALIDATIONS),
    ("I9", "a posting has no transaction", &ORPHAN_POSTINGS),
    ("I9", "an entry has no order", &ORPHAN_AUDIT),
    ("I9", "a mail has no order", &ORPHAN_MAILS),
    ("I9", "a serial has no issuance", &ORPHAN_SERIALS),
    ("I10", "a job has more attempts than it may", &TOO_MANY_ATTEMPTS),
    ("I10", "a lease ran out long ago while others were given", &LEASE_STUCK),
];

/// I3: the serial in a certificate of the embedded CA is the one reserved for it.
async fn check_serials(db: &Db, found: &mut Vec<Violation>) -> Result<(), DbError> {
    let mut listed = Listed::new("I3", "a certificate has another serial than was reserved for it");
    let mut after: Vec<u8> = vec![];
    loop {
        let rows = db.read(&SERIALS, params![after.as_slice(), PAGE]).await?;
        let is_last = rows.len() < limit();
        for mut row in rows {
            after = row.take()?;
            let (issued, issuance): (String, Uuid) = (row.take()?, row.take()?);
            let reserved: String = after.iter().map(|byte| format!("{byte:02x}")).collect();
            if issued.trim_start_matches('0') != reserved.trim_start_matches('0') {
                listed.add(found, issuance.to_string());
            }
        }
        if is_last {
            return Ok(());
        }
    }
}

/// I7: every entry's hash follows from the one before.
async fn check_chains(db: &Db, found: &mut Vec<Violation>) -> Result<(), DbError> {
    let mut listed = Listed::new("I7", "the record has a gap or a broken hash");
    let mut last = (Uuid::nil(), 0_u64, Sha256([0; 32]));
    loop {
        let rows = db.read(&ENTRIES, params![last.0, last.1, PAGE]).await?;
        let is_last = rows.len() < limit();
        for row in rows {
            let entry = read_entry(row)?;
            if entry.subject != last.0 {
                last = (entry.subject, 0, Sha256([0; 32]));
            }
            if entry.sequence != last.1 + 1 || entry.link(last.2) != entry.hash {
                listed.add(found, format!("{} entry {}", OrderId(entry.subject), entry.sequence));
            }
            last = (entry.subject, entry.sequence, entry.hash);
        }
        if is_last {
            return Ok(());
        }
    }
}

/// I5 and I9: whatever is not finished has a job that goes on with it, or a dead one that staff see.
async fn check_jobs(db: &Db, found: &mut Vec<Violation>) -> Result<(), DbError> {
    let mail = |mut row: Row| Ok::<_, DbError>((row.take::<Uuid>()?, Job::SendMail(MailId(row.take()?))));
    let unpaid = |mut row: Row| Ok((row.take()?, Job::LapseOrder(row.take()?)));
    let open = |mut row: Row| {
        let id = row.take()?;
        Ok((id, Job::AdvanceIssuance(OrderId(row.take()?), IssuanceId(id))))
    };
    let served = |mut row: Row| {
        let id = row.take()?;
        Ok((id, Job::WatchSite(OrderId(row.take()?), IssuanceId(id))))
    };
    check_jobs_of(db, ("I5", "an unsent mail has no job"), &UNSENT, mail, found).await?;
    check_jobs_of(db, ("I9", "an unpaid order has no job that ends it"), &UNPAID, unpaid, found).await?;
    check_jobs_of(db, ("I9", "an open issuance has no job"), &OPEN, open, found).await?;
    check_jobs_of(db, ("I9", "a certificate in use has no job that watches it"), &SERVED, served, found).await
}

async fn check_jobs_of(
    db: &Db,
    (invariant, what): (&'static str, &'static str),
    sql: &'static Sql,
    read: impl Fn(Row) -> Result<(Uuid, Job), DbError>,
    found: &mut Vec<Violation>,
) -> Result<(), DbError> {
    let mut listed = Listed::new(invariant, what);
    let mut after = Uuid::nil();
    loop {
        let pending = db.read(sql, params![after, PAGE]).await?;
        let is_last = pending.len() < limit();
        let pending = pending.into_iter().map(&read).collect::<Result<Vec<_>, _>>()?;
        let lives = pending.iter().map(|(_, job)| (&JOB_LIVES as &'static Sql, params![job.key()])).collect();
        for ((id, _), lives) in pending.iter().zip(db.snapshot(lives).await?) {
            after = *id;
            // Whatever ended between the two reads is finished, not lost.
            if lives.is_empty() && db.read(sql, params![before(*id), 1]).await?.into_iter().any(|row| is(row, *id)) {
                listed.add(found, id.to_string());
            }
        }
        if is_last {
            return Ok(());
        }
    }
}

fn before(id: Uuid) -> Uuid {
    Uuid::from_u128(id.as_u128().saturating_sub(1))
}

fn is(mut row: Row, id: Uuid) -> bool {
    row.take::<Uuid>().is_ok_and(|found| found == id)
}

/// Adds violations of one kind until there are enough.
struct Listed {
    invariant: &'static str,
    what: &'static str,
    count: usize,
}

impl Listed {
    fn new(invariant: &'static str, what: &'static str) -> Self {
        Self { invariant, what, count: 0 }
    }

    fn add(&mut self, found: &mut Vec<Violation>, subject: String) {
        self.count += 1;
        if self.count <= LISTED_MAX {
            found.push(Violation { invariant: self.invariant, what: self.what, subject });
        }
    }
}

struct StoredEntry {
    subject: Uuid,
    sequence: u64,
    at: Timestamp,
    actor_kind: String,
    actor: Option<Uuid>,
    code: String,
    params: Vec<(String, String)>,
    issuance: Option<Uuid>,
    hash: Sha256,
}

impl StoredEntry {
    fn link(&self, previous: Sha256) -> Sha256 {
        let linked = Linked {
            subject: self.subject,
            sequence: self.sequence,
            at: self.at,
            actor_kind: &self.actor_kind,
            actor: self.actor,
            code: &self.code,
            issuance: self.issuance,
        };
        link(previous, &linked, self.params.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }
}

fn read_entry(mut row: Row) -> Result<StoredEntry, DbError> {
    Ok(StoredEntry {
        subject: row.take()?,
        sequence: row.take()?,
        at: row.take()?,
        actor_kind: row.take()?,
        actor: row.take_option()?,
        code: row.take()?,
        params: row.take_as("list of pairs", |text: String| serde_json::from_str(&text).ok())?,
        issuance: row.take_option()?,
        hash: row.take()?,
    })
}

fn limit() -> usize {
    usize::try_from(PAGE).unwrap_or(usize::MAX)
}

fn subject(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Int(n) => n.to_string(),
        Value::Text(text) => text,
        Value::Blob(bytes) => match Uuid::from_slice(&bytes) {
            Ok(id) => id.to_string(),
            Err(_) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        },
    }
}

statements! {
    UNBALANCED = "SELECT transaction_key FROM postings GROUP BY transaction_key HAVING SUM(amount_yen) <> 0 LIMIT 100";
    WITHOUT_POSTINGS = "SELECT t.key FROM transactions t
        WHERE NOT EXISTS (SELECT 1 FROM postings p WHERE p.transaction_key = t.key) LIMIT 100";
    BALANCE_OFF = "SELECT b.owner FROM balances b WHERE b.balance_yen <>
        (SELECT COALESCE(SUM(p.amount_yen), 0) FROM postings p WHERE p.owner = b.owner AND p.kind = b.kind) LIMIT 100";
    BALANCE_MISSING = "SELECT p.owner FROM postings p WHERE p.owner IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM balances b WHERE b.owner = p.owner AND b.kind = p.kind) LIMIT 100";
    BALANCE_NEGATIVE = "SELECT owner FROM balances WHERE balance_yen < 0 LIMIT 100";
    ISSUANCES_GAP = "SELECT order_id FROM issuances GROUP BY order_id
        HAVING MIN(sequence) <> 1 OR MAX(sequence) <> COUNT(*) LIMIT 100";
    ISSUANCES_NONE = "SELECT o.id FROM orders o WHERE NOT EXISTS
        (SELECT 1 FROM issuances i WHERE i.order_id = o.id) LIMIT 100";
    ISSUANCES_OPEN = "SELECT order_id FROM issuances WHERE state IN ('preparing', 'validating', 'submitted')
        GROUP BY order_id HAVING COUNT(*) > 1 LIMIT 100";
    SIGNED_UNLOGGED = "SELECT s.serial FROM serials s WHERE s.signed_at IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM signing_log l WHERE l.serial = s.serial) LIMIT 100";
    LOGGED_UNSIGNED = "SELECT l.serial FROM signing_log l WHERE NOT EXISTS
        (SELECT 1 FROM serials s WHERE s.serial = l.serial AND s.signed_at IS NOT NULL) LIMIT 100";
    PAID_WITHOUT_HOLD = "SELECT o.id FROM orders o WHERE o.state IN ('active', 'ended') AND NOT EXISTS
        (SELECT 1 FROM transactions t WHERE t.order_id = o.id AND t.kind = 'hold') LIMIT 100";
    UNPAID_WITH_HOLD = "SELECT o.id FROM orders o WHERE o.state IN ('awaiting_payment', 'lapsed') AND EXISTS
        (SELECT 1 FROM transactions t WHERE t.order_id = o.id) LIMIT 100";
    HELD_TWICE = "SELECT order_id FROM transactions WHERE order_id IS NOT NULL AND kind = 'hold'
        GROUP BY order_id HAVING COUNT(*) > 1 LIMIT 100";
    SETTLED_TWICE = "SELECT order_id FROM transactions WHERE order_id IS NOT NULL AND kind IN ('capture', 'release')
        GROUP BY order_id HAVING COUNT(*) > 1 LIMIT 100";
    SETTLED_EARLY = "SELECT o.id FROM orders o WHERE o.state = 'active' AND o.term_from IS NULL AND EXISTS
        (SELECT 1 FROM transactions t WHERE t.order_id = o.id AND t.kind IN ('capture', 'release')) LIMIT 100";
    HELD_OFF = "SELECT t.key FROM transactions t JOIN orders o ON o.id = t.order_id
        JOIN postings p ON p.transaction_key = t.key AND p.kind = 'points_held'
        WHERE ABS(p.amount_yen) <> o.total_yen LIMIT 100";
    TERM_WITHOUT_CAPTURE = "SELECT o.id FROM orders o WHERE (o.term_from IS NOT NULL OR o.state = 'ended')
        AND NOT EXISTS (SELECT 1 FROM transactions t WHERE t.order_id = o.id AND t.kind = 'capture') LIMIT 100";
    REFUND_WITHOUT_RELEASE = "SELECT o.id FROM orders o WHERE o.state = 'cancelled' AND o.refund_yen > 0 AND NOT EXISTS
        (SELECT 1 FROM transactions t WHERE t.order_id = o.id AND t.kind = 'release') LIMIT 100";
    CREDITED_TWICE = "SELECT reference FROM transactions WHERE kind = 'top_up' AND reference IS NOT NULL
        GROUP BY account, reference HAVING COUNT(*) > 1 LIMIT 100";
    MAIL_TWICE = "SELECT event FROM mails GROUP BY event, recipient, template HAVING COUNT(*) > 1 LIMIT 100";
    AFTER_THE_END = "SELECT DISTINCT e.subject FROM audit e
        JOIN audit l ON l.subject = e.subject AND l.sequence > e.sequence
        WHERE e.code IN ('order_lapsed', 'order_cancelled', 'order_ended')
            AND l.code IN ('order_paid', 'order_lapsed', 'order_cancelled', 'order_ended', 'proof_asked',
                'issuance_begun', 'issuance_submitted', 'certificate_issued')
        LIMIT 100";
    STATE_UNRECORDED = "SELECT o.id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.subject = o.id
        AND a.code = CASE o.state WHEN 'awaiting_payment' THEN 'order_placed' WHEN 'active' THEN 'order_paid'
            WHEN 'lapsed' THEN 'order_lapsed' WHEN 'ended' THEN 'order_ended' ELSE a.code END) LIMIT 100";
    CERTIFICATE_UNRECORDED = "SELECT i.id FROM issuances i WHERE i.serial IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM audit a WHERE a.subject = i.order_id AND a.issuance = i.id AND a.code = 'certificate_issued')
        LIMIT 100";
    ISSUED_TWICE = "SELECT issuance FROM audit WHERE code = 'certificate_issued' GROUP BY issuance
        HAVING COUNT(*) > 1 LIMIT 100";
    HEAD_OFF = "SELECT o.id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM audit a
        WHERE a.subject = o.id AND a.sequence = o.version AND a.hash = o.audit_head) LIMIT 100";
    BEYOND_HEAD = "SELECT DISTINCT a.subject FROM audit a JOIN orders o ON o.id = a.subject
        WHERE a.sequence > o.version LIMIT 100";
    SIGNED_BEFORE_RESERVED = "SELECT l.serial FROM signing_log l WHERE NOT EXISTS
        (SELECT 1 FROM serials s WHERE s.serial = l.serial AND s.reserved_at <= l.at) LIMIT 100";
    SERIAL_SHORT = "SELECT serial FROM serials WHERE length(serial) < 8 LIMIT 100";
    ORPHAN_MEMBERS = "SELECT m.id FROM members m WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = m.account)
        LIMIT 100";
    ORPHAN_SESSIONS = "SELECT s.member FROM sessions s WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.id = s.member)
        LIMIT 100";
    ORPHAN_ORDERS = "SELECT o.id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = o.account)
        LIMIT 100";
    ORPHAN_ISSUANCES = "SELECT i.id FROM issuances i WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = i.order_id)
        LIMIT 100";
    ORPHAN_VALIDATIONS = "SELECT v.id FROM validations v WHERE NOT EXISTS
        (SELECT 1 FROM issuances i WHERE i.id = v.issuance) LIMIT 100";
    ORPHAN_POSTINGS = "SELECT p.transaction_key FROM postings p WHERE NOT EXISTS
        (SELECT 1 FROM transactions t WHERE t.key = p.transaction_key) LIMIT 100";
    ORPHAN_AUDIT = "SELECT a.subject FROM audit a WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = a.subject)
        AND NOT EXISTS (SELECT 1 FROM members m WHERE m.id = a.subject) LIMIT 100";
    ORPHAN_MAILS = "SELECT m.id FROM mails m WHERE m.order_id IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM orders o WHERE o.id = m.order_id) LIMIT 100";
    ORPHAN_SERIALS = "SELECT s.serial FROM serials s WHERE NOT EXISTS
        (SELECT 1 FROM issuances i WHERE i.id = s.issuance) LIMIT 100";
    TOO_MANY_ATTEMPTS = "SELECT key FROM jobs WHERE attempts > attempts_max LIMIT 100";
    LEASE_STUCK = "SELECT key FROM jobs WHERE state = 'leased'
        AND lease_until + (lease_until - leased_at) < (SELECT MAX(leased_at) FROM jobs) LIMIT 100";
    SERIALS = "SELECT s.serial, i.serial, i.id FROM serials s
        JOIN issuances i ON i.id = s.issuance AND i.attempt = s.attempt
        WHERE s.serial > $1 AND s.signed_at IS NOT NULL AND i.serial IS NOT NULL ORDER BY s.serial LIMIT $2";
    ENTRIES = "SELECT subject, sequence, at, actor_kind, actor, code, params, issuance, hash FROM audit
        WHERE (subject, sequence) > ($1, $2) ORDER BY subject, sequence LIMIT $3";
    UNSENT = "SELECT id, id FROM mails WHERE sent_at IS NULL AND id > $1 ORDER BY id LIMIT $2";
    UNPAID = "SELECT id, id FROM orders WHERE state = 'awaiting_payment' AND id > $1 ORDER BY id LIMIT $2";
    OPEN = "SELECT i.id, i.order_id FROM issuances i JOIN orders o ON o.id = i.order_id
        WHERE i.state IN ('preparing', 'validating', 'submitted') AND o.state = 'active' AND i.id > $1
        ORDER BY i.id LIMIT $2";
    SERVED = "SELECT i.id, i.order_id FROM issuances i JOIN orders o ON o.id = i.order_id
        WHERE i.state = 'served' AND o.state = 'active' AND i.id > $1 ORDER BY i.id LIMIT $2";
    JOB_LIVES = "SELECT id FROM jobs WHERE key = $1 AND state <> 'done'";
}
