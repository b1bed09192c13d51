//! Pages of the console: what the shop's people work with.

use askama::Template;
use warifu_domain::{Timestamp, Yen};

use crate::{
    Chip, Page, Text,
    order::EventRow,
    shop::{OrderRow, Problems},
};

/// Open orders, oldest first, each with its next action.
#[derive(Debug, Template)]
#[template(path = "console/queue.html")]
pub struct Queue {
    /// The frame.
    pub page: Page,
    /// One page of them.
    pub rows: Vec<OrderRow>,
    /// The shop's present moment.
    pub now: Timestamp,
    /// Cursor of what follows.
    pub next: Option<String>,
}

impl Queue {
    const fn tab(&self) -> &'static str {
        "queue"
    }

    /// How long an order has been waiting, in days and hours.
    pub fn waiting(&self, row: &OrderRow) -> String {
        let hours = self.now.since(row.since).as_secs() / 3_600;
        let (key, count) = if hours < 48 { ("waiting-hours", hours) } else { ("waiting-days", hours / 24) };
        self.page.t1(key, "count", count)
    }
}

/// Money that arrived at the bank becomes points.
#[derive(Debug, Template)]
#[template(path = "console/credit.html")]
pub struct Credit {
    /// The frame.
    pub page: Page,
    /// Account id or a member's address, as typed.
    pub account: String,
    /// Amount in yen, as typed.
    pub amount: String,
    /// The bank's reference, as typed.
    pub reference: String,
    /// What has to be corrected.
    pub problems: Problems,
    /// What was credited just now.
    pub credited: Option<Yen>,
}

/// An account in the list.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Address of its first member.
    pub email: String,
    /// When it was opened.
    pub created_at: Timestamp,
}

/// Every account.
#[derive(Debug, Template)]
#[template(path = "console/accounts.html")]
pub struct Accounts {
    /// The frame.
    pub page: Page,
    /// One page of them.
    pub rows: Vec<AccountRow>,
    /// Cursor of what follows.
    pub next: Option<String>,
}

/// A job in the list.
#[derive(Clone, Debug)]
pub struct JobRow {
    /// Its id.
    pub id: String,
    /// What it does.
    pub name: String,
    /// What it is about.
    pub key: String,
    /// The order it is about, if any.
    pub order: Option<String>,
    /// Where it stands.
    pub state: Chip,
    /// Whether it has stopped for good and can be run again.
    pub dead: bool,
    /// When it runs or ran.
    pub run_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// Why the last try failed.
    pub last_error: Option<String>,
}

impl JobRow {
    /// What a job of this `kind` does, in words; a kind of another version is shown as such.
    pub fn name_of(text: Text, kind: &str) -> String {
        text.find(&format!("job-{kind}"), &[]).unwrap_or_else(|| kind.to_owned())
    }

    /// The order that a job's key names: its first id, for kinds that are about an order.
    pub fn order_of(kind: &str, key: &str) -> Option<String> {
        let about_order = !matches!(kind, "send_mail" | "settle_awaiting");
        key.split(':').nth(1).filter(|_| about_order).map(str::to_owned)
    }
}

/// Jobs of one state.
#[derive(Debug, Template)]
#[template(path = "console/jobs.html")]
pub struct Jobs {
    /// The frame.
    pub page: Page,
    /// One page of them.
    pub rows: Vec<JobRow>,
    /// The state that is shown; empty for all.
    pub state: String,
    /// Cursor of what follows.
    pub next: Option<String>,
}

/// A line of the audit log.
#[derive(Clone, Debug)]
pub struct AuditLine {
    /// The order it is about, if it is about one.
    pub order: Option<String>,
    /// Its number in the record of the order or of the one who acted.
    pub sequence: u64,
    /// The event.
    pub event: EventRow,
}

/// Everything that was done, newest first.
#[derive(Debug, Template)]
#[template(path = "console/audit.html")]
pub struct Audit {
    /// The frame.
    pub page: Page,
    /// One page of it.
    pub rows: Vec<AuditLine>,
    /// Cursor of what follows.
    pub next: Option<String>,
}

impl Credit {
    const fn tab(&self) -> &'static str {
        "credit"
    }
}

impl Accounts {
    const fn tab(&self) -> &'static str {
        "accounts"
    }
}

impl Jobs {
    const fn tab(&self) -> &'static str {
        "jobs"
    }
}

impl Audit {
    const fn tab(&self) -> &'static str {
        "audit"
    }
}
