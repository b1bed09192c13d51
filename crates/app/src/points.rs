//! Points: what a customer has, and what staff credit for money that arrived.

use warifu_domain::{
    AccountId, Timestamp, Yen,
    job::Job,
    ledger::Transaction,
    mail::{MailRequest, MailTemplate},
    people::EmailAddress,
};
use warifu_domain::{JobId, MailId};
use warifu_store::{
    Changeset, CommitError,
    ledger::{self, Cursor},
    mails::{self, NewMail},
    people,
};

use crate::{App, Failure, FieldProblem, Page, Viewer, access::text_field, save::attempts_max};

/// Entries of one page.
const ENTRIES_PER_PAGE: u32 = 50;
/// Most that one credit may add; a typing error beyond it would be a fortune.
const CREDIT_YEN_MAX: i64 = 100_000_000;

/// An account's points.
#[derive(Clone, Debug)]
pub struct Points {
    /// To spend.
    pub balance: Yen,
    /// Set aside for orders on their way.
    pub held: Yen,
    /// What happened, the newest first.
    pub entries: Page<Transaction>,
}

/// Money that arrived and is to become points.
#[derive(Clone, Debug)]
pub struct Credit {
    /// Id of the account, or the address of one of its members.
    pub account: String,
    /// Whole yen.
    pub amount: i64,
    /// The bank's or staff's own reference: the same one again is the same credit.
    pub reference: String,
}

impl App {
    /// The viewer's points.
    ///
    /// # Errors
    /// [`Failure::Invalid`] for an unknown cursor.
    pub async fn points(&self, viewer: &Viewer, cursor: Option<&str>) -> Result<Points, Failure> {
        let after = cursor.map(parse_cursor).transpose()?;
        let balance = ledger::balance(&self.parts.db, viewer.account).await?;
        let items = ledger::list(&self.parts.db, viewer.account, after.as_ref(), ENTRIES_PER_PAGE).await?;
        let entries =
            crate::orders::page(items, ENTRIES_PER_PAGE, |entry| format!("{}~{}", entry.at.unix_micros(), entry.key));
        Ok(Points { balance: balance.available, held: balance.held, entries })
    }

    /// Credits money that arrived; orders that wait for points are paid right after.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] unless staff; [`Failure::Invalid`] with every field that is wrong, also when the reference
    /// was used for another amount.
    pub async fn credit(&self, viewer: &Viewer, credit: Credit) -> Result<Transaction, Failure> {
        viewer.require_staff()?;
        let mut problems = vec![];
        let reference = text_field("reference", &credit.reference, 100, &mut problems);
        if !(1..=CREDIT_YEN_MAX).contains(&credit.amount) {
            problems.push(FieldProblem::new("amount", "amount_out_of_range").with("max", CREDIT_YEN_MAX));
        }
        let account = self.find_account(&credit.account).await?;
        if account.is_none() {
            problems.push(FieldProblem::new("account", "account_unknown"));
        }
        let (Some((account, member)), true) = (account, problems.is_empty()) else {
            return Err(Failure::Invalid(problems));
        };
        let now = self.now();
        let transaction = Transaction::top_up(account, Yen(credit.amount), &reference, now);
        let request = member.map(|member| MailRequest {
            template: MailTemplate::PointsCredited,
            event: transaction.key.clone(),
            to: member.email,
            locale: member.locale,
            order: None,
            issuance: None,
        });
        let change = |changes: &mut Changeset| {
            ledger::post(changes, &transaction);
            self.wake_job(changes, Job::SettleAwaiting(account), now);
            if let Some(request) = &request {
                let (id, job) = (MailId(self.new_id()), JobId(self.new_id()));
                let attempts_max = attempts_max(&Job::SendMail(id));
                mails::ask(changes, &NewMail { id, job, request, attempts_max, now });
            }
        };
        let params = vec![
            ("account", account.to_string()),
            ("amount_yen", credit.amount.to_string()),
            ("reference", reference.clone()),
        ];
        match self.act(viewer, "points_credited", params, change).await {
            Ok(()) => Ok(transaction),
            Err(CommitError::Conflict { label: ledger::KEY }) => self.credited_before(&transaction).await,
            Err(error) => Err(error.into()),
        }
    }

    /// The transaction of a reference that came before, when it is the same credit.
    async fn credited_before(&self, wanted: &Transaction) -> Result<Transaction, Failure> {
        let stored = ledger::by_key(&self.parts.db, &wanted.key).await?.ok_or(Failure::Unavailable)?;
        if stored.postings == wanted.postings {
            Ok(stored)
        } else {
            Err(Failure::Invalid(vec![FieldProblem::new("reference", "reference_used")]))
        }
    }

    async fn find_account(
        &self,
        text: &str,
    ) -> Result<Option<(AccountId, Option<warifu_domain::people::Member>)>, Failure> {
        if let Ok(email) = EmailAddress::parse(text) {
            let member = people::member_by_email(&self.parts.db, &email).await?;
            return Ok(member.map(|member| (member.account, Some(member))));
        }
        let Ok(id) = text.trim().parse::<AccountId>() else { return Ok(None) };
        let Some(account) = people::account(&self.parts.db, id).await? else { return Ok(None) };
        let member = people::first_member(&self.parts.db, id).await?;
        Ok(Some((account.id, member)))
    }
}

fn parse_cursor(text: &str) -> Result<Cursor, Failure> {
    let parse = || {
        let (at, key) = text.split_once('~')?;
        Some(Cursor { at: Timestamp::from_unix_micros(at.parse().ok()?), key: key.to_owned() })
    };
    parse().ok_or_else(|| Failure::Invalid(vec![FieldProblem::new("cursor", "cursor_unknown")]))
}
