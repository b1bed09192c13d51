//! What each job does. It loads, looks or sends outside any transaction, decides, and hands back what to save.

use std::time::Duration;

use warifu_ca::World;
use warifu_domain::{
    AccountId, Command, IssuanceId, MailId, OrderId, Refusal, Timestamp,
    issuance::{IssuanceState, Purpose},
    job::Job,
    mail::MailTemplate,
    order::OrderState,
    people::Actor,
};
use warifu_net::{Attachment, OutgoingMail};
use warifu_pki::bundle::{RootPolicy, Server};
use warifu_render::MailView;
use warifu_store::{
    Changeset, access, ca, idempotency,
    jobs::{self, Lease},
    ledger, mails, orders, reports, watches,
};

use crate::{
    App,
    advance::ask_later,
    orders::{bundle_of, chain_of},
    work::{Done, Next, Trouble},
};

/// Orders of one account that one run pays.
const SETTLE_MAX: u32 = 50;
/// Rows that housekeeping removes from each table in one transaction.
const FORGET_MAX: u32 = 1_000;
/// Transactions of one run of housekeeping: a busy shop makes more than a thousand jobs an hour.
const FORGET_ROUNDS_MAX: usize = 1_000;
/// How long answers to idempotent requests are kept; clients may retry for a day.
const IDEMPOTENCY_LIFE: Duration = Duration::from_secs(48 * 3_600);
/// How long finished jobs are kept for staff to see.
const DONE_JOBS_LIFE: Duration = Duration::from_secs(7 * 86_400);
/// Pause before the next certificate is begun when another issuance of the order is still on its way.
const OPEN_PAUSE: Duration = Duration::from_secs(3_600);
/// A CRL is published this often; each is good for a week.
const CRL_EVERY: Duration = Duration::from_secs(86_400);

impl App {
    /// Runs a job that was `due`.
    pub(crate) async fn run_job(&self, job: Job, lease: Lease, due: Timestamp) -> Result<Done, Trouble> {
        match job {
            Job::AdvanceIssuance(order, issuance) => self.advance(lease, order, issuance).await,
            Job::CheckInstall(order, issuance) => self.check_until_served(order, issuance).await,
            Job::WatchSite(order, issuance) => self.watch_site(order, issuance, due).await,
            Job::SendMail(mail) => self.send_mail(mail).await,
            Job::LapseOrder(order) => self.step(order, Command::Lapse).await,
            Job::SettleAwaiting(account) => self.settle_awaiting(account).await,
            Job::ContinueOrder(order, issuance) => self.continue_order(order, issuance).await,
            Job::AskRenewalInfo(order, issuance) => self.ask_renewal_info(order, issuance).await,
            Job::InstallReminder(order, issuance, days) => {
                self.step(order, Command::RemindInstall { issuance, days }).await
            }
            Job::TermNotice(order, days) => self.step(order, Command::NoticeTerm { days }).await,
            Job::EndOrder(order) => self.step(order, Command::End).await,
            Job::PublishCrl => self.publish_crl().await,
            Job::Housekeeping => self.keep_house().await,
            Job::VerifyInvariants => self.verify_invariants().await,
        }
    }

    /// One command of the shop itself. A refusal means that there is nothing left to do.
    async fn step(&self, id: OrderId, command: Command) -> Result<Done, Trouble> {
        let order = self.load_order(id).await?;
        match warifu_domain::decide(&order, command, Actor::System, &self.catalogue().policy, self.now()) {
            Ok(decision) => Ok(Done { changes: self.changes_of(Some(&order), &decision), next: Next::Finished }),
            // A clock that was set back: the moment will come.
            Err(Refusal::NotYet { at }) => Ok(Done::again(at)),
            // Another issuance is on its way, and nothing may come of it: the next certificate is still owed then.
            Err(Refusal::IssuanceOpen) => Ok(Done::again(self.now().plus(OPEN_PAUSE))),
            Err(_) => Ok(Done::finished()),
        }
    }

    async fn send_mail(&self, id: MailId) -> Result<Done, Trouble> {
        let mail = mails::load(&self.parts.db, id)
            .await?
            .ok_or_else(|| Trouble::Never { error: "no such mail".to_owned() })?;
        if mail.sent_at.is_some() {
            return Ok(Done::finished());
        }
        let outgoing = self.compose(&mail).await?;
        self.parts.mailer.send(&outgoing).await.map_err(|error| {
            if error.retry {
                Trouble::Later { error: error.to_string(), after: None }
            } else {
                Trouble::Never { error: error.to_string() }
            }
        })?;
        let mut changes = Changeset::new();
        mails::sent(&mut changes, id, self.now());
        Ok(Done { changes, next: Next::Finished })
    }

    async fn compose(&self, mail: &mails::Mail) -> Result<OutgoingMail, Trouble> {
        let request = &mail.request;
        let order = match request.order {
            Some(id) => Some(self.load_order(id).await?),
            None => None,
        };
        let issuance = order.as_ref().zip(request.issuance).and_then(|(order, id)| order.issuance(id));
        let product = order.as_ref().map(|order| self.product_of(order)).transpose()?;
        let settings = &self.parts.settings;
        let chain = match (request.template, issuance) {
            (MailTemplate::CertificateIssued, Some(issuance)) => chain_of(issuance)?,
            _ => vec![],
        };
        let certificate_pem: String = chain.iter().map(warifu_pki::Certificate::to_pem).collect();
        // What the event is about beyond order and issuance: days left, or the credit's own key.
        let days = request.event.rsplit(':').next().and_then(|last| last.parse().ok());
        let credit = match request.template {
            MailTemplate::PointsCredited => ledger::by_key(&self.parts.db, &request.event).await?,
            _ => None,
        };
        let balance = match &credit {
            Some(credit) => Some(ledger::balance(&self.parts.db, credit.account).await?.available),
            None => None,
        };
        let watch = match (request.template, request.issuance) {
            (MailTemplate::SiteFaulty, Some(issuance)) => watches::load(&self.parts.db, issuance).await?,
            _ => None,
        };
        let rendered = warifu_render::mail(
            request.template,
            request.locale,
            &MailView {
                shop_name: &settings.shop_name,
                base_url: &settings.base_url,
                bank_account: &settings.bank_account,
                order: order.as_ref(),
                product: product.map_or("", |product| product.name.get(request.locale)),
                issuance,
                certificate_pem: &certificate_pem,
                faults: watch.as_ref().map_or(&[], |watch| &watch.found),
                days,
                amount: credit.as_ref().and_then(|credit| credit.postings.iter().map(|posting| posting.amount).max()),
                balance,
            },
        );
        let attachments = match (&order, issuance) {
            (Some(order), Some(_)) if !chain.is_empty() => {
                // The zip's dates are those of the issuance, so that a second copy is the same to the byte.
                let (name, bytes) = bundle_of(order, &chain, Server::PEM, RootPolicy::WhereNeeded, mail.created_at)?;
                vec![Attachment { name, mime: "application/zip".to_owned(), bytes }]
            }
            _ => vec![],
        };
        let host = settings.mail_from.as_str().rsplit('@').next().unwrap_or("localhost").to_owned();
        Ok(OutgoingMail {
            message_id: format!("{}@{host}", mail.id),
            from: format!("{} <{}>", settings.shop_name, settings.mail_from),
            to: request.to.to_string(),
            subject: rendered.subject,
            text: rendered.text,
            html: None,
            attachments,
            date_unix: mail.created_at.unix_seconds(),
            auto_submitted: true,
        })
    }

    async fn settle_awaiting(&self, account: AccountId) -> Result<Done, Trouble> {
        let waiting = orders::awaiting_payment(&self.parts.db, account, SETTLE_MAX).await?;
        let balance = ledger::balance(&self.parts.db, account).await?;
        let (mut available, mut changes) = (balance.available, Changeset::new());
        for order in &waiting {
            // Oldest first, and nobody is overtaken: a cheaper order behind waits for the one before it.
            let Some(left) = available.checked_sub(order.price.total).filter(|left| left.0 >= 0) else { break };
            let policy = &self.catalogue().policy;
            if let Ok(paid) = warifu_domain::decide(order, Command::Pay, Actor::System, policy, self.now()) {
                changes.append(self.changes_of(Some(order), &paid));
                available = left;
            }
        }
        // A full page may be followed by more; what was paid is not on the next one.
        let is_full = u32::try_from(waiting.len()).is_ok_and(|rows| rows >= SETTLE_MAX) && !changes.is_empty();
        let next = if is_full { Next::Again(self.now()) } else { Next::Finished };
        Ok(Done { changes, next })
    }

    async fn continue_order(&self, id: OrderId, issuance: IssuanceId) -> Result<Done, Trouble> {
        let order = self.load_order(id).await?;
        let Some(followed) = order.newest_live().filter(|live| live.id == issuance) else {
            return Ok(Done::finished());
        };
        // A key that leaked gets no further certificate (BR 6.1.1.3): the customer begins it with a new one.
        if orders::key_history(&self.parts.db, None, followed.spki_sha256).await?.is_compromised {
            return self.step(id, Command::TellKeyLeaked { issuance }).await;
        }
        let command = Command::Begin {
            issuance: IssuanceId(self.new_id()),
            purpose: Purpose::Continue,
            csr_der: followed.csr_der.clone(),
            spki_sha256: followed.spki_sha256,
        };
        self.step(id, command).await
    }

    /// A window that has begun brings the next certificate forward; one that is past means now: the CA is about to revoke.
    async fn ask_renewal_info(&self, id: OrderId, issuance: IssuanceId) -> Result<Done, Trouble> {
        let order = self.load_order(id).await?;
        let Some(live) = order.newest_live().filter(|live| live.id == issuance) else { return Ok(Done::finished()) };
        let leaf = live.state.certificate().and_then(|certificate| certificate.chain_der.first());
        let connector = self.parts.connectors.get(&self.product_of(&order)?.connector);
        let (Some(leaf), Some(connector)) = (leaf, connector) else { return Ok(Done::finished()) };
        let now = self.now();
        let world = World { net: &self.parts.upstream_net, random: &*self.parts.random, now };
        let Some(window) = connector.renewal_info(leaf, &world).await.map_err(ask_later)? else {
            return Ok(Done::finished());
        };
        // A moment of the window that is chance among issuances and the same at every look (RFC 9773 section 4.2).
        let [.., high, low] = *issuance.0.as_bytes();
        let share = f64::from(u16::from_be_bytes([high, low])) / 65_536.0;
        let chosen = window.from.plus(window.to.since(window.from).mul_f64(share));
        if chosen > now {
            return Ok(Done::again(now.plus(window.retry_after).min(chosen)));
        }
        let mut changes = Changeset::new();
        self.wake_job(&mut changes, Job::ContinueOrder(id, issuance), now);
        Ok(Done { changes, next: Next::Finished })
    }

    async fn check_until_served(&self, id: OrderId, issuance: IssuanceId) -> Result<Done, Trouble> {
        let order = self.load_order(id).await?;
        let Some(issuance) = order.issuance(issuance) else { return Ok(Done::finished()) };
        let IssuanceState::Issued { at, certificate } = &issuance.state else { return Ok(Done::finished()) };
        let ended = matches!(order.state, OrderState::Ended { .. });
        let now = self.now();
        if ended || now > certificate.validity.to {
            return Ok(Done::finished());
        }
        if self.look_at_install(&order, issuance).await?.served {
            return self.step(id, Command::Serve { issuance: issuance.id }).await;
        }
        Ok(Done::again(now.plus(install_pause(now.since(*at)))))
    }

    async fn publish_crl(&self) -> Result<Done, Trouble> {
        let now = self.now();
        let next = Next::Again(now.plus(CRL_EVERY));
        let Some(embedded) = &self.parts.embedded else { return Ok(Done { changes: Changeset::new(), next }) };
        let number = ca::newest_crl(&self.parts.db).await?.map_or(1, |crl| crl.number + 1);
        let revoked: Vec<_> = ca::revoked(&self.parts.db, now)
            .await?
            .into_iter()
            .map(|row| warifu_ca::embedded::RevokedCertificate { serial: row.serial, at: row.at, reason: row.reason })
            .collect();
        let der = embedded
            .authority()
            .crl(number, &revoked, now)
            .map_err(|error| Trouble::Later { error: error.to_string(), after: None })?;
        let next_update = now.plus_days(warifu_ca::embedded::CRL_DAYS);
        let mut changes = Changeset::new();
        ca::put_crl(&mut changes, &ca::Crl { number, der, this_update: now, next_update });
        Ok(Done { changes, next })
    }

    async fn keep_house(&self) -> Result<Done, Trouble> {
        let (db, now) = (&self.parts.db, self.now());
        let reports_since = now.plus_days(-self.catalogue().policy.doctor.report_days);
        for _ in 0..FORGET_ROUNDS_MAX {
            let forgotten = access::forget_expired(db, now, FORGET_MAX).await?
                + idempotency::forget(db, now.minus(IDEMPOTENCY_LIFE), FORGET_MAX).await?
                + jobs::forget_done(db, now.minus(DONE_JOBS_LIFE), FORGET_MAX).await?
                + reports::forget(db, reports_since, FORGET_MAX).await?;
            if forgotten < u64::from(FORGET_MAX) {
                break;
            }
        }
        Ok(Done::again(now.plus(Duration::from_secs(3_600))))
    }

    async fn verify_invariants(&self) -> Result<Done, Trouble> {
        for violation in warifu_store::verify::run(&self.parts.db).await? {
            let (invariant, what, subject) = (violation.invariant, violation.what, violation.subject);
            tracing::error!(invariant, what, subject, "invariant violated");
        }
        Ok(Done::again(self.now().plus(Duration::from_secs(86_400))))
    }

    /// Whether the shop can serve: its database answers and can be written to.
    pub async fn ready(&self) -> bool {
        self.parts.db.ping().await.is_ok()
    }

    /// Resolves when the database's storage has failed for good: the process has to end, and the next start recovers
    /// from the file.
    pub async fn storage_failed(&self) {
        self.parts.db.broken().await;
    }
}

/// How long to wait until the next look whether a certificate issued `age` ago is served: most are installed within the
/// hour, the rest takes days.
fn install_pause(age: Duration) -> Duration {
    const MINUTE: u64 = 60;
    Duration::from_secs(match age.as_secs() / MINUTE {
        0..2 => 5,
        2..15 => MINUTE,
        15..180 => 10 * MINUTE,
        180..2_880 => 60 * MINUTE,
        _ => 360 * MINUTE,
    })
}

/// When to look again for a proof that was asked for `age` ago.
pub(crate) fn proof_pause(age: Duration) -> Duration {
    const MINUTE: u64 = 60;
    Duration::from_secs(match age.as_secs() / MINUTE {
        0..2 => 3,
        2..15 => 15,
        15..180 => 2 * MINUTE,
        180..1_440 => 10 * MINUTE,
        _ => 60 * MINUTE,
    })
}
