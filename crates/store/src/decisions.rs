//! A decision becomes one changeset: the order, its ledger transactions, the record, and what is to be done after the
//! commit.

use warifu_domain::{Decision, JobId, MailId, Timestamp, id::Uuid, job::Job, order::Order};

use crate::{
    Changeset, audit,
    jobs::{self, NewJob},
    ledger,
    mails::{self, NewMail},
    orders,
};

/// What a decision does not bring along.
pub struct Supply<'a> {
    /// Now.
    pub now: Timestamp,
    /// Makes ids for jobs and mails.
    pub new_id: &'a mut dyn FnMut() -> Uuid,
    /// Failures after which such a job is dead.
    pub attempts_max: fn(&Job) -> u32,
}

/// Adds everything that `decision`, taken on `before` (`None` for a new order), changes. Conflicts:
/// [`orders::VERSION`], [`ledger::KEY`], [`ledger::FLOOR`].
pub fn save(cs: &mut Changeset, before: Option<&Order>, decision: &Decision, supply: Supply<'_>) {
    let Supply { now, new_id, attempts_max } = supply;
    let order = &decision.order;
    orders::save(cs, before, order);
    audit::append(cs, order.id, before, &decision.audit);
    for transaction in &decision.ledger {
        ledger::post(cs, transaction);
    }
    for request in &decision.mails {
        let (id, job) = (MailId(new_id()), JobId(new_id()));
        mails::ask(cs, &NewMail { id, job, request, attempts_max: attempts_max(&Job::SendMail(id)), now });
    }
    for scheduled in &decision.jobs {
        let (id, attempts_max) = (JobId(new_id()), attempts_max(&scheduled.job));
        let new = NewJob { id, job: scheduled.job, run_at: scheduled.run_at, attempts_max, created_at: now };
        jobs::enqueue(cs, &new);
    }
}
