//! The one place where orders change. `decide` is pure: same order, command, actor and time, same decision.

use std::time::Duration;

use warifu_pki::{DnsName, Sha256};

use crate::{
    audit::Entry,
    calendar,
    catalogue::Policy,
    dcv::{Challenge, Validation, ValidationState},
    id::{IssuanceId, ValidationId},
    issuance::{Issuance, IssuanceState, IssuedCertificate, Purpose, RevocationReason},
    job::{Job, Scheduled},
    ledger::Transaction,
    mail::{MailRequest, MailTemplate},
    money::Yen,
    order::{Order, OrderState, Term},
    people::Actor,
    renewal,
    time::Timestamp,
    watch::{self, News},
};

/// Issuances that one order may have; a term of three years at 47 days needs 24, the rest is for reissues.
pub const ISSUANCES_MAX: usize = 200;

/// Orders placed upstream for one issuance; most failures after that need a person.
pub const ATTEMPTS_MAX: u32 = 3;

/// What is asked of an order.
#[derive(Clone, Debug)]
pub enum Command {
    /// Set the price aside from the account's points; whether they suffice is for the ledger to say.
    Pay,
    /// Cancel before a certificate is issued; what was set aside goes back.
    Cancel,
    /// End an order that was not paid in time.
    Lapse,
    /// Store where the connector stands at the CA, before the act that depends on it.
    NoteUpstream {
        /// Which issuance.
        issuance: IssuanceId,
        /// The connector's note.
        upstream: String,
    },
    /// The CA has said what to prove.
    AskProof {
        /// Which issuance.
        issuance: IssuanceId,
        /// The connector's note.
        upstream: String,
        /// One per name to prove, each with the id of the validation to be.
        challenges: Vec<(ValidationId, Challenge)>,
    },
    /// The shop has seen these proofs in place.
    FindProof {
        /// Which issuance.
        issuance: IssuanceId,
        /// The names whose proof was seen.
        names: Vec<DnsName>,
    },
    /// Everything is proven and the CA is being asked for the certificate.
    Submit {
        /// Which issuance.
        issuance: IssuanceId,
        /// The connector's note.
        upstream: String,
    },
    /// The certificate is here and has been compared with the intent.
    Issue {
        /// Which issuance.
        issuance: IssuanceId,
        /// The certificate.
        certificate: IssuedCertificate,
    },
    /// Every address of every name presents the certificate.
    Serve {
        /// Which issuance.
        issuance: IssuanceId,
    },
    /// Tell what the daily look at a certificate in use has found, once it is sure.
    TellSite {
        /// Which issuance.
        issuance: IssuanceId,
        /// What people have to know.
        news: News,
    },
    /// The CA's order came to nothing and can no longer live: begin the attempt anew, with another one.
    TryAgain {
        /// Which issuance.
        issuance: IssuanceId,
        /// Why the last attempt ended: a finding code.
        code: String,
        /// The CA's words or the value at fault.
        detail: String,
    },
    /// The CA has refused for good, or the time to prove is over.
    Fail {
        /// Which issuance.
        issuance: IssuanceId,
        /// A finding code.
        code: String,
        /// The CA's words or the value at fault.
        detail: String,
    },
    /// Begin another certificate inside the term.
    Begin {
        /// Id of the issuance to be.
        issuance: IssuanceId,
        /// Why.
        purpose: Purpose,
        /// The inspected request, DER.
        csr_der: Vec<u8>,
        /// SHA-256 of its SubjectPublicKeyInfo.
        spki_sha256: Sha256,
    },
    /// The CA has revoked the certificate.
    Revoke {
        /// Which issuance.
        issuance: IssuanceId,
        /// Why.
        reason: RevocationReason,
    },
    /// Tell that no certificate follows this one, for its key was reported as leaked.
    TellKeyLeaked {
        /// The issuance that nothing follows.
        issuance: IssuanceId,
    },
    /// Remind that the issuance's certificate, newer than the one in use, is not installed.
    RemindInstall {
        /// The issuance whose certificate ends.
        issuance: IssuanceId,
        /// Days until it ends.
        days: u16,
    },
    /// Remind of the end of the term.
    NoticeTerm {
        /// Days until it ends.
        days: u16,
    },
    /// The term is over.
    End,
    /// Send the certificate once more.
    Resend {
        /// Which issuance.
        issuance: IssuanceId,
    },
}

/// Why a command was not accepted. Codes and parameters; the sentences are in the locales.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The order's state does not allow it.
    OrderState {
        /// The state it is in.
        state: &'static str,
    },
    /// The issuance's state does not allow it.
    IssuanceState {
        /// The state it is in.
        state: &'static str,
    },
    /// The order has no such issuance.
    UnknownIssuance,
    /// Too late to pay.
    PastDue {
        /// The last moment to pay.
        due_at: Timestamp,
    },
    /// Too early.
    NotYet {
        /// The first moment it is allowed.
        at: Timestamp,
    },
    /// A certificate was issued: that is a revocation with its own windows, not a cancellation.
    CertificateIssued,
    /// The CA has been asked for the certificate and may issue it any moment.
    CertificateOnItsWay,
    /// A name is not proven yet.
    NameUnproven {
        /// The first such name.
        name: DnsName,
    },
    /// An issuance is open already.
    IssuanceOpen,
    /// The order has had as many issuances as one may have.
    TooManyIssuances {
        /// How many.
        max: usize,
    },
    /// The CA has refused as often as the shop tries.
    TooManyAttempts {
        /// How often.
        max: u32,
    },
    /// A later reminder is due already, or there is nothing to remind of.
    Superseded,
    /// The product does not sell that term.
    TermNotSold {
        /// The term asked for.
        months: u32,
    },
    /// The product does not offer that validation method.
    MethodNotOffered {
        /// The method asked for.
        method: &'static str,
    },
    /// That method cannot prove a wildcard (BR 3.2.2.4.18, .19).
    MethodNotForWildcards {
        /// The method asked for.
        method: &'static str,
    },
    /// OV and EV name an organisation.
    OrganizationNeeded,
}

impl Refusal {
    /// The code on the wire and in the locales.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OrderState { .. } => "order_state",
            Self::IssuanceState { .. } => "issuance_state",
            Self::UnknownIssuance => "issuance_unknown",
            Self::PastDue { .. } => "payment_past_due",
            Self::NotYet { .. } => "not_yet",
            Self::CertificateIssued => "certificate_issued",
            Self::CertificateOnItsWay => "certificate_on_its_way",
            Self::NameUnproven { .. } => "name_unproven",
            Self::IssuanceOpen => "issuance_open",
            Self::TooManyIssuances { .. } => "too_many_issuances",
            Self::TooManyAttempts { .. } => "too_many_attempts",
            Self::Superseded => "superseded",
            Self::TermNotSold { .. } => "term_not_sold",
            Self::MethodNotOffered { .. } => "method_not_offered",
            Self::MethodNotForWildcards { .. } => "method_not_for_wildcards",
            Self::OrganizationNeeded => "organization_needed",
        }
    }

    /// The parameters of the sentence.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::OrderState { state } | Self::IssuanceState { state } => vec![("state", (*state).to_owned())],
            Self::PastDue { due_at } => vec![("due_at", due_at.to_string())],
            Self::NotYet { at } => vec![("at", at.to_string())],
            Self::NameUnproven { name } => vec![("name", name.to_string())],
            Self::TooManyIssuances { max } => vec![("max", max.to_string())],
            Self::TooManyAttempts { max } => vec![("max", max.to_string())],
            Self::TermNotSold { months } => vec![("months", months.to_string())],
            Self::MethodNotOffered { method } | Self::MethodNotForWildcards { method } => {
                vec![("method", (*method).to_owned())]
            }
            Self::UnknownIssuance
            | Self::CertificateIssued
            | Self::CertificateOnItsWay
            | Self::IssuanceOpen
            | Self::Superseded
            | Self::OrganizationNeeded => vec![],
        }
    }
}

/// What a command leads to; saved whole in one transaction, and only then carried out.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The order as it is from now on; its version is one up.
    pub order: Order,
    /// Balanced transactions.
    pub ledger: Vec<Transaction>,
    /// Work to do after the commit.
    pub jobs: Vec<Scheduled>,
    /// Mails to send after the commit.
    pub mails: Vec<MailRequest>,
    /// The record; as many entries as the version rose.
    pub audit: Vec<Entry>,
}

/// Decides one step of an order.
///
/// # Errors
/// [`Refusal`] when the order's or the issuance's state does not allow the command; nothing has changed then.
pub fn decide(
    order: &Order,
    command: Command,
    actor: Actor,
    policy: &Policy,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    let mut decision = Decision::about(order.clone());
    let (code, params, issuance) = decision.apply(command, actor, policy, now)?;
    decision.record(actor, now, code, params, issuance);
    Ok(decision)
}

type Record = (&'static str, Vec<(&'static str, String)>, Option<IssuanceId>);

impl Decision {
    pub(crate) const fn about(order: Order) -> Self {
        Self { order, ledger: vec![], jobs: vec![], mails: vec![], audit: vec![] }
    }

    /// This decision followed by `next`, which was decided on its order: both in one transaction.
    pub fn then(mut self, next: Self) -> Self {
        self.ledger.extend(next.ledger);
        self.jobs.extend(next.jobs);
        self.mails.extend(next.mails);
        self.audit.extend(next.audit);
        self.order = next.order;
        self
    }

    pub(crate) fn record(
        &mut self,
        actor: Actor,
        at: Timestamp,
        code: &'static str,
        params: Vec<(&'static str, String)>,
        issuance: Option<IssuanceId>,
    ) {
        let entry = Entry { at, actor, code, params, issuance };
        self.order.version += 1;
        self.order.audit_head = entry.link(self.order.id.0, self.order.version, self.order.audit_head);
        self.audit.push(entry);
    }

    pub(crate) fn mail_contact(&mut self, template: MailTemplate, issuance: Option<IssuanceId>) {
        let event = match issuance {
            Some(id) => format!("issuance:{id}"),
            None => format!("order:{}", self.order.id),
        };
        self.mail(template, event, self.order.contact.clone(), issuance);
    }

    fn mail(
        &mut self,
        template: MailTemplate,
        event: String,
        to: crate::people::EmailAddress,
        issuance: Option<IssuanceId>,
    ) {
        let (locale, order) = (self.order.locale, Some(self.order.id));
        self.mails.push(MailRequest { template, event, to, locale, order, issuance });
    }

    fn run(&mut self, job: Job, run_at: Timestamp) {
        self.jobs.push(Scheduled { job, run_at });
    }

    fn apply(&mut self, command: Command, actor: Actor, policy: &Policy, now: Timestamp) -> Result<Record, Refusal> {
        match command {
            Command::Pay => self.pay(now),
            Command::Cancel => self.cancel(actor, now),
            Command::Lapse => self.lapse(now),
            Command::NoteUpstream { issuance, upstream } => {
                let open = self.open(issuance)?;
                open.upstream = Some(upstream);
                Ok(("upstream_noted", vec![], Some(issuance)))
            }
            Command::AskProof { issuance, upstream, challenges } => self.ask_proof(issuance, upstream, challenges, now),
            Command::FindProof { issuance, names } => self.find_proof(issuance, &names, now),
            Command::Submit { issuance, upstream } => self.submit(issuance, upstream, now),
            Command::Issue { issuance, certificate } => self.issue(issuance, certificate, policy, now),
            Command::Serve { issuance } => self.serve(issuance, now),
            Command::TellSite { issuance, news } => self.tell_site(issuance, news),
            Command::TellKeyLeaked { issuance } => self.tell_key_leaked(issuance),
            Command::TryAgain { issuance, code, detail } => self.try_again(issuance, code, detail),
            Command::Fail { issuance, code, detail } => self.fail(issuance, code, detail, now),
            Command::Begin { issuance, purpose, csr_der, spki_sha256 } => {
                self.begin(issuance, purpose, csr_der, spki_sha256, now)
            }
            Command::Revoke { issuance, reason } => self.revoke(issuance, reason, now),
            Command::RemindInstall { issuance, days } => self.remind_install(issuance, days, now),
            Command::NoticeTerm { days } => self.notice_term(days, policy, now),
            Command::End => self.end(now),
            Command::Resend { issuance } => self.resend(issuance),
        }
    }

    fn pay(&mut self, now: Timestamp) -> Result<Record, Refusal> {
        let order = &mut self.order;
        let OrderState::AwaitingPayment = order.state else {
            return Err(Refusal::OrderState { state: order.state.as_str() });
        };
        if now > order.due_at {
            return Err(Refusal::PastDue { due_at: order.due_at });
        }
        order.state = OrderState::Active { paid_at: now, term: Term::NotBegun };
        self.ledger.push(Transaction::hold(order.account, order.id, order.price, now));
        let total = order.price.total.to_string();
        if let Some(first) = order.issuances.first().map(|issuance| issuance.id) {
            let job = Job::AdvanceIssuance(order.id, first);
            self.run(job, now);
        }
        self.mail_contact(MailTemplate::OrderPaid, None);
        Ok(("order_paid", vec![("total_yen", total)], None))
    }

    fn cancel(&mut self, actor: Actor, now: Timestamp) -> Result<Record, Refusal> {
        if self.order.has_certificate() {
            return Err(Refusal::CertificateIssued);
        }
        // Once the CA may issue any moment a wish comes too late. What staff order by hand they can also call off by hand.
        let submitted =
            matches!(self.order.open_issuance().map(|open| &open.state), Some(IssuanceState::Submitted { .. }));
        let by_hand = self.order.method.is_none() && matches!(actor, Actor::Staff(_));
        if submitted && !by_hand {
            return Err(Refusal::CertificateOnItsWay);
        }
        let refund = match self.order.state {
            OrderState::AwaitingPayment => Yen(0),
            OrderState::Active { .. } => self.release(now),
            _ => return Err(Refusal::OrderState { state: self.order.state.as_str() }),
        };
        self.close_open("order_cancelled", "", now);
        self.order.state = OrderState::Cancelled { at: now, refund };
        self.mail_contact(MailTemplate::OrderCancelled, None);
        Ok(("order_cancelled", vec![("refund_yen", refund.to_string())], None))
    }

    fn lapse(&mut self, now: Timestamp) -> Result<Record, Refusal> {
        let OrderState::AwaitingPayment = self.order.state else {
            return Err(Refusal::OrderState { state: self.order.state.as_str() });
        };
        if now <= self.order.due_at {
            return Err(Refusal::NotYet { at: self.order.due_at.plus(Duration::from_secs(1)) });
        }
        self.close_open("order_lapsed", "", now);
        self.order.state = OrderState::Lapsed { at: now };
        self.mail_contact(MailTemplate::OrderLapsed, None);
        Ok(("order_lapsed", vec![], None))
    }

    fn ask_proof(
        &mut self,
        id: IssuanceId,
        upstream: String,
        challenges: Vec<(ValidationId, Challenge)>,
        now: Timestamp,
    ) -> Result<Record, Refusal> {
        let issuance = self.open(id)?;
        if let IssuanceState::Submitted { .. } = issuance.state {
            return Err(Refusal::IssuanceState { state: issuance.state.as_str() });
        }
        issuance.upstream = Some(upstream);
        issuance.validations = challenges.into_iter().map(|(id, challenge)| validation(id, challenge)).collect();
        issuance.state = IssuanceState::Validating { since: now };
        let pending = |v: &&Validation| v.state == ValidationState::Pending;
        let to_place = issuance.validations.iter().filter(pending).count();
        if let Some(first) = issuance.validations.iter().find(pending).map(|validation| validation.id) {
            // Other values are another event than those asked for before.
            let event = format!("issuance:{id}:{first}");
            self.mail(MailTemplate::ValidationNeeded, event, self.order.contact.clone(), Some(id));
        }
        Ok(("proof_asked", vec![("names", to_place.to_string())], Some(id)))
    }

    fn find_proof(&mut self, id: IssuanceId, names: &[DnsName], now: Timestamp) -> Result<Record, Refusal> {
        let issuance = self.open(id)?;
        let IssuanceState::Validating { .. } = issuance.state else {
            return Err(Refusal::IssuanceState { state: issuance.state.as_str() });
        };
        let mut found = vec![];
        for validation in &mut issuance.validations {
            if validation.state == ValidationState::Pending && names.contains(&validation.name) {
                validation.state = ValidationState::Found { at: now };
                found.push(validation.name.to_string());
            }
        }
        if found.is_empty() {
            return Err(Refusal::Superseded);
        }
        Ok(("proof_found", vec![("names", found.join(", "))], Some(id)))
    }

    fn submit(&mut self, id: IssuanceId, upstream: String, now: Timestamp) -> Result<Record, Refusal> {
        let issuance = self.open(id)?;
        if let IssuanceState::Submitted { .. } = issuance.state {
            return Err(Refusal::IssuanceState { state: issuance.state.as_str() });
        }
        if let Some(unproven) = issuance.validations.iter().find(|v| v.state == ValidationState::Pending) {
            return Err(Refusal::NameUnproven { name: unproven.name.clone() });
        }
        issuance.upstream = Some(upstream);
        issuance.state = IssuanceState::Submitted { since: now };
        for validation in &mut issuance.validations {
            if let ValidationState::Found { .. } = validation.state {
                validation.state = ValidationState::Valid { at: now };
            }
        }
        Ok(("issuance_submitted", vec![], Some(id)))
    }

    fn issue(
        &mut self,
        id: IssuanceId,
        certificate: IssuedCertificate,
        policy: &Policy,
        now: Timestamp,
    ) -> Result<Record, Refusal> {
        let OrderState::Active { paid_at, term } = self.order.state else {
            return Err(Refusal::OrderState { state: self.order.state.as_str() });
        };
        let months = self.order.term_months;
        let issuance = self.open(id)?;
        let IssuanceState::Submitted { .. } = issuance.state else {
            return Err(Refusal::IssuanceState { state: issuance.state.as_str() });
        };
        let validity = certificate.validity;
        let params = vec![("serial", certificate.serial_hex.clone()), ("not_after", validity.to.to_string())];
        issuance.state = IssuanceState::Issued { at: now, certificate };

        let order_id = self.order.id;
        let term = match term {
            Term::Running(period) => period,
            Term::NotBegun => {
                let period = calendar::term(now, months);
                self.order.state = OrderState::Active { paid_at, term: Term::Running(period) };
                self.ledger.push(Transaction::capture(self.order.account, order_id, self.order.price, now));
                self.run(Job::EndOrder(order_id), period.to.plus(Duration::from_secs(1)));
                period
            }
        };
        let plan = renewal::plan(validity, term, policy, now);
        if let Some(at) = plan.continue_at {
            self.run(Job::ContinueOrder(order_id, id), at);
            self.run(Job::AskRenewalInfo(order_id, id), now.plus_days(1));
        }
        for (at, days) in plan.install_reminders {
            self.run(Job::InstallReminder(order_id, id, days), at);
        }
        for (at, days) in plan.term_notices {
            self.run(Job::TermNotice(order_id, days), at);
        }
        self.run(Job::CheckInstall(order_id, id), now);
        let to = self.order.delivery_email.clone();
        self.mail(MailTemplate::CertificateIssued, format!("issuance:{id}"), to, Some(id));
        Ok(("certificate_issued", params, Some(id)))
    }

    fn serve(&mut self, id: IssuanceId, now: Timestamp) -> Result<Record, Refusal> {
        let issuance = self.find(id)?;
        let IssuanceState::Issued { at, ref certificate } = issuance.state else {
            return Err(Refusal::IssuanceState { state: issuance.state.as_str() });
        };
        let (certificate, sequence) = (certificate.clone(), issuance.sequence);
        issuance.state = IssuanceState::Served { at, served_at: now, certificate };
        for older in self.order.issuances.iter_mut().filter(|older| older.sequence < sequence) {
            if let IssuanceState::Issued { certificate, .. } | IssuanceState::Served { certificate, .. } = &older.state
            {
                older.state = IssuanceState::Replaced { at: now, certificate: certificate.clone() };
            }
        }
        self.run(Job::WatchSite(self.order.id, id), watch::next_look(id, now));
        self.mail_contact(MailTemplate::InstallConfirmed, Some(id));
        Ok(("certificate_served", vec![], Some(id)))
    }

    fn tell_site(&mut self, id: IssuanceId, news: News) -> Result<Record, Refusal> {
        let OrderState::Active { .. } = self.order.state else {
            return Err(Refusal::OrderState { state: self.order.state.as_str() });
        };
        let issuance = self.find(id)?;
        let IssuanceState::Served { .. } = issuance.state else {
            return Err(Refusal::IssuanceState { state: issuance.state.as_str() });
        };
        let (template, code, params) = match news {
            News::Faulty { codes } => (MailTemplate::SiteFaulty, "site_faulty", vec![("codes", codes.join(" "))]),
            News::Well => (MailTemplate::SiteWell, "site_well", vec![]),
        };
        // The version makes each time an event of its own.
        let event = format!("issuance:{id}:site:{}", self.order.version);
        self.mail(template, event, self.order.contact.clone(), Some(id));
        Ok((code, params, Some(id)))
    }

    fn tell_key_leaked(&mut self, id: IssuanceId) -> Result<Record, Refusal> {
        let OrderState::Active { .. } = self.order.state else {
            return Err(Refusal::OrderState { state: self.order.state.as_str() });
        };
        let issuance = self.find(id)?;
        if !issuance.state.is_live() {
            return Err(Refusal::IssuanceState { state: issuance.state.as_str() });
        }
        self.mail_contact(MailTemplate::KeyLeaked, Some(id));
        Ok(("key_leaked", vec![], Some(id)))
    }

    fn try_again(&mut self, id: IssuanceId, code: String, detail: String) -> Result<Record, Refusal> {
        let issuance = self.open(id)?;
        if issuance.attempt >= ATTEMPTS_MAX {
            return Err(Refusal::TooManyAttempts { max: ATTEMPTS_MAX });
        }
        issuance.attempt += 1;
        issuance.upstream = None;
        issuance.validations.clear();
        issuance.state = IssuanceState::Preparing;
        Ok(("issuance_tried_again", vec![("code", code), ("detail", detail)], Some(id)))
    }

    fn fail(&mut self, id: IssuanceId, code: String, detail: String, now: Timestamp) -> Result<Record, Refusal> {
        let issuance = self.open(id)?;
        issuance.state = IssuanceState::Failed { at: now, code: code.clone(), detail: detail.clone() };
        // The first certificate never came: the customer gets everything back. Later ones leave the term running,
        // and staff or the customer begin another issuance.
        if !self.order.has_certificate() && matches!(self.order.state, OrderState::Active { .. }) {
            let refund = self.release(now);
            self.order.state = OrderState::Cancelled { at: now, refund };
        }
        self.mail_contact(MailTemplate::IssuanceFailed, Some(id));
        Ok(("issuance_failed", vec![("code", code), ("detail", detail)], Some(id)))
    }

    fn begin(
        &mut self,
        id: IssuanceId,
        purpose: Purpose,
        csr_der: Vec<u8>,
        spki_sha256: Sha256,
        now: Timestamp,
    ) -> Result<Record, Refusal> {
        let Some(term) = self.order.term() else {
            return Err(Refusal::OrderState { state: self.order.state.as_str() });
        };
        if now > term.to {
            return Err(Refusal::OrderState { state: "ended" });
        }
        if self.order.open_issuance().is_some() {
            return Err(Refusal::IssuanceOpen);
        }
        if self.order.issuances.len() >= ISSUANCES_MAX {
            return Err(Refusal::TooManyIssuances { max: ISSUANCES_MAX });
        }
        let sequence = self.order.issuances.iter().map(|issuance| issuance.sequence).max().unwrap_or(0) + 1;
        self.order.issuances.push(Issuance {
            id,
            sequence,
            purpose,
            csr_der,
            spki_sha256,
            begun_at: now,
            attempt: 1,
            upstream: None,
            validations: vec![],
            state: IssuanceState::Preparing,
        });
        self.run(Job::AdvanceIssuance(self.order.id, id), now);
        Ok(("issuance_begun", vec![("purpose", purpose.as_str().to_owned())], Some(id)))
    }

    fn revoke(&mut self, id: IssuanceId, reason: RevocationReason, now: Timestamp) -> Result<Record, Refusal> {
        let issuance = self.find(id)?;
        let certificate = match &issuance.state {
            IssuanceState::Issued { certificate, .. }
            | IssuanceState::Served { certificate, .. }
            | IssuanceState::Replaced { certificate, .. } => certificate.clone(),
            other => return Err(Refusal::IssuanceState { state: other.as_str() }),
        };
        issuance.state = IssuanceState::Revoked { at: now, reason, certificate };
        Ok(("certificate_revoked", vec![("reason", reason.code().to_string())], Some(id)))
    }

    fn remind_install(&mut self, id: IssuanceId, days: u16, now: Timestamp) -> Result<Record, Refusal> {
        let ending = self.find(id)?;
        let (sequence, ends) = match &ending.state {
            state if state.is_live() => (ending.sequence, state.certificate().map(|c| c.validity.to)),
            state => return Err(Refusal::IssuanceState { state: state.as_str() }),
        };
        let newer_waits = self
            .order
            .issuances
            .iter()
            .any(|other| other.sequence > sequence && matches!(other.state, IssuanceState::Issued { .. }));
        if !newer_waits || ends.is_none_or(|ends| ends < now) {
            return Err(Refusal::Superseded);
        }
        let to = self.order.contact.clone();
        self.mail(MailTemplate::InstallReminder, format!("issuance:{id}:{days}"), to, Some(id));
        Ok(("install_reminded", vec![("days", days.to_string())], Some(id)))
    }

    fn notice_term(&mut self, days: u16, policy: &Policy, now: Timestamp) -> Result<Record, Refusal> {
        let Some(term) = self.order.term() else {
            return Err(Refusal::OrderState { state: self.order.state.as_str() });
        };
        // After a long silence several notices are due at once: only the latest is sent.
        let later_is_due =
            policy.term_notice_days.iter().any(|&later| later < i64::from(days) && term.to.plus_days(-later) <= now);
        if later_is_due || now > term.to {
            return Err(Refusal::Superseded);
        }
        let (event, to) = (format!("order:{}:{days}", self.order.id), self.order.contact.clone());
        self.mail(MailTemplate::TermNotice, event, to, None);
        Ok(("term_noticed", vec![("days", days.to_string())], None))
    }

    fn end(&mut self, now: Timestamp) -> Result<Record, Refusal> {
        let Some(term) = self.order.term() else {
            return Err(Refusal::OrderState { state: self.order.state.as_str() });
        };
        if now <= term.to {
            return Err(Refusal::NotYet { at: term.to.plus(Duration::from_secs(1)) });
        }
        self.close_open("order_ended", "", now);
        self.order.state = OrderState::Ended { at: now };
        Ok(("order_ended", vec![], None))
    }

    fn resend(&mut self, id: IssuanceId) -> Result<Record, Refusal> {
        let version = self.order.version;
        let issuance = self.find(id)?;
        if !issuance.state.is_live() {
            return Err(Refusal::IssuanceState { state: issuance.state.as_str() });
        }
        let to = self.order.delivery_email.clone();
        // A wish of its own: the version makes it one more event, where a retried delivery stays the same event.
        self.mail(MailTemplate::CertificateIssued, format!("issuance:{id}:again:{version}"), to.clone(), Some(id));
        Ok(("certificate_resent", vec![("to", to.to_string())], Some(id)))
    }

    fn release(&mut self, now: Timestamp) -> Yen {
        let order = &self.order;
        self.ledger.push(Transaction::release(order.account, order.id, order.price, now));
        order.price.total
    }

    fn close_open(&mut self, code: &str, detail: &str, now: Timestamp) {
        for issuance in self.order.issuances.iter_mut().filter(|issuance| issuance.state.is_open()) {
            issuance.state = IssuanceState::Failed { at: now, code: code.to_owned(), detail: detail.to_owned() };
        }
    }

    fn find(&mut self, id: IssuanceId) -> Result<&mut Issuance, Refusal> {
        self.order.issuances.iter_mut().find(|issuance| issuance.id == id).ok_or(Refusal::UnknownIssuance)
    }

    /// The issuance `id` of a paid order, if a certificate may still come of it.
    fn open(&mut self, id: IssuanceId) -> Result<&mut Issuance, Refusal> {
        let OrderState::Active { .. } = self.order.state else {
            return Err(Refusal::OrderState { state: self.order.state.as_str() });
        };
        let issuance = self.find(id)?;
        if issuance.state.is_open() {
            Ok(issuance)
        } else {
            Err(Refusal::IssuanceState { state: issuance.state.as_str() })
        }
    }
}

fn validation(id: ValidationId, challenge: Challenge) -> Validation {
    match challenge {
        Challenge::Place { name, instruction } => Validation {
            id,
            name,
            method: instruction.method(),
            instruction: Some(instruction),
            state: ValidationState::Pending,
        },
        Challenge::Reuse { name, method, obtained_at } => {
            Validation { id, name, method, instruction: None, state: ValidationState::Valid { at: obtained_at } }
        }
    }
}
