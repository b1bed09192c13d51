//! From a decision to one changeset, and from a conflict back to a new decision.

use warifu_domain::{
    Command, Decision, JobId, OrderId, Timestamp,
    id::{Uuid, uuid_v7},
    job::Job,
    ledger::TransactionKind,
    order::Order,
    people::Actor,
};
use warifu_store::{
    Changeset, CommitError, DbError,
    decisions::{self, Supply},
    jobs::{self, NewJob},
    ledger, orders,
};

use crate::{App, Failure};

/// Times that a decision is taken anew because somebody else was faster.
pub(crate) const CONFLICTS_MAX: usize = 8;

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

    /// Writes a decision taken on the stored order `before`, `None` for a new one; a conflict when that is no longer
    /// what is stored.
    pub(crate) fn changes_of(&self, before: Option<&Order>, decision: &Decision) -> Changeset {
        let mut changes = Changeset::new();
        let mut new_id = || self.new_id();
        let supply = Supply { now: self.now(), new_id: &mut new_id, attempts_max };
        decisions::save(&mut changes, before, decision, supply);
        if decision.ledger.iter().any(|transaction| transaction.kind == TransactionKind::Release) {
            // What came back may pay for an order that waits.
            self.wake_job(&mut changes, Job::SettleAwaiting(decision.order.account), self.now());
        }
        changes
    }

    /// Asks for a job at `run_at`; one that ran before runs again.
    pub(crate) fn wake_job(&self, changes: &mut Changeset, job: Job, run_at: Timestamp) {
        jobs::wake(changes, &self.new_job(job, run_at));
    }

    pub(crate) fn new_job(&self, job: Job, run_at: Timestamp) -> NewJob {
        NewJob { id: JobId(self.new_id()), job, run_at, attempts_max: attempts_max(&job), created_at: self.now() }
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
            let policy = &self.catalogue().policy;
            let decision = warifu_domain::decide(&before, command(&before)?, actor, policy, self.now())?;
            match self.commit(self.changes_of(Some(&before), &decision)).await {
                Ok(()) => return Ok(decision.order),
                Err(CommitError::Conflict { label: ledger::FLOOR }) => {
                    return Err(self.points_insufficient(&before).await?);
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

/// Failures after which a job is dead. What depends on others waits long enough for a CA or mail server to be away for
/// two days (the pause grows to an hour); what depends only on us does not.
pub(crate) fn attempts_max(job: &Job) -> u32 {
    match job {
        Job::AdvanceIssuance(..)
        | Job::SendMail(_)
        | Job::CheckInstall(..)
        | Job::WatchSite(..)
        | Job::AskRenewalInfo(..) => 60,
        Job::PublishCrl | Job::Housekeeping | Job::VerifyInvariants => 1_000,
        Job::LapseOrder(_)
        | Job::SettleAwaiting(_)
        | Job::ContinueOrder(..)
        | Job::InstallReminder(..)
        | Job::TermNotice(..)
        | Job::EndOrder(_) => 20,
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
