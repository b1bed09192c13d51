//! From a decision to one changeset, and from a conflict back to a new decision.

use warifu_domain::{
    Command, Decision, OrderId,
    audit::Entry,
    id::{Uuid, uuid_v7},
    job::{Job, Scheduled},
    mail::MailRequest,
    order::Order,
    people::Actor,
};
use warifu_store::{Changeset, CommitError, DbError, audit, jobs, ledger, mails, orders};

use crate::{App, Failure};

/// Times that a decision is taken anew because somebody else was faster.
const CONFLICTS_MAX: usize = 8;

/// Rows of a list with the cursor of what follows.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Hand it in to go on; `None` at the end.
    pub next: Option<String>,
}

impl App {
    /// A new id: UUID version 7 from the shop's clock and randomness.
    pub(crate) fn new_id(&self) -> Uuid {
        let mut random = [0; 10];
        self.parts.random.fill(&mut random);
        uuid_v7(self.parts.clock.now(), random)
    }

    /// A secret of 256 random bits, base64url.
    pub(crate) fn new_secret(&self) -> String {
        use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
        let mut random = [0; 32];
        self.parts.random.fill(&mut random);
        URL_SAFE_NO_PAD.encode(random)
    }

    /// Writes a decision on a new order.
    pub(crate) fn insert_decision(&self, decision: &Decision) -> Changeset {
        let mut changes = Changeset::new();
        orders::insert(&mut changes, &decision.order);
        self.add_effects(&mut changes, decision);
        changes
    }

    /// Writes a decision on the stored order `before`; a conflict when that is no longer what is stored.
    pub(crate) fn update_decision(&self, before: &Order, decision: &Decision) -> Changeset {
        let mut changes = Changeset::new();
        orders::update(&mut changes, before, &decision.order);
        self.add_effects(&mut changes, decision);
        changes
    }

    fn add_effects(&self, changes: &mut Changeset, decision: &Decision) {
        let order = &decision.order;
        for transaction in &decision.ledger {
            ledger::post(changes, self.new_id().into(), transaction);
        }
        for scheduled in &decision.jobs {
            self.add_job(changes, *scheduled);
        }
        for mail in &decision.mails {
            self.add_mail(changes, mail);
        }
        self.add_audit(changes, order, &decision.audit);
    }

    /// Asks for a job; asking again is asking once.
    pub(crate) fn add_job(&self, changes: &mut Changeset, scheduled: Scheduled) {
        jobs::enqueue(changes, self.new_id().into(), &scheduled, self.now());
    }

    /// Asks for a mail and for the job that sends it.
    pub(crate) fn add_mail(&self, changes: &mut Changeset, request: &MailRequest) {
        let id = warifu_domain::MailId(self.new_id());
        mails::request(changes, id, request, self.now());
        self.add_job(changes, Scheduled { job: Job::SendMail(id), run_at: self.now() });
    }

    fn add_audit(&self, changes: &mut Changeset, order: &Order, entries: &[Entry]) {
        let first = order.version + 1 - entries.len() as u64;
        for (sequence, entry) in (first..).zip(entries) {
            audit::append(changes, order.id, sequence, entry);
        }
    }

    /// Commits and wakes the worker of this process.
    pub(crate) async fn commit(&self, changes: Changeset) -> Result<(), CommitError> {
        self.parts.db.commit(changes).await?;
        self.wake.notify_one();
        Ok(())
    }

    /// Loads the order, decides, saves; begins anew when somebody else was faster.
    pub(crate) async fn change_order(
        &self,
        id: OrderId,
        actor: Actor,
        command: impl Fn(&Order) -> Result<Command, Failure>,
    ) -> Result<Order, Failure> {
        for _ in 0..CONFLICTS_MAX {
            let before = self.load_order(id).await?;
            let decision =
                warifu_domain::decide(&before, command(&before)?, actor, &self.catalogue().policy, self.now())?;
            match self.commit(self.update_decision(&before, &decision)).await {
                Ok(()) => return Ok(decision.order),
                Err(CommitError::Conflict { label }) if label == ledger::SHORT_OF_POINTS => {
                    return Err(self.points_insufficient(&decision.order).await?);
                }
                Err(CommitError::Conflict { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Failure::Unavailable)
    }

    /// The stored order, whoever asks.
    pub(crate) async fn load_order(&self, id: OrderId) -> Result<Order, Failure> {
        orders::load(&self.parts.db, id).await?.ok_or(Failure::NotFound { what: "order" })
    }
}

impl From<CommitError> for Failure {
    fn from(error: CommitError) -> Self {
        match error {
            // Whoever can begin anew has caught the conflict before; for the rest it is a matter of trying again.
            CommitError::Conflict { .. } | CommitError::Unavailable(_) => Self::Unavailable,
            CommitError::Failed(why) => Self::Internal(why),
        }
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Unavailable(_) => Self::Unavailable,
            other => Self::Internal(other.to_string()),
        }
    }
}
