//! The page of one order: what happened, what happens next, and who must act.

use std::collections::BTreeMap;

use askama::Template;
use warifu_domain::{
    IssuanceId, Timestamp, Yen,
    dcv::{Instruction, ValidationState},
    issuance::{Issuance, IssuanceState},
    order::{NextAction, Order, OrderState, Term},
    watch::Watch,
};

use crate::{
    Chip, Page, Problem, Text,
    help::{ServerGroup, server_groups},
    message::humane,
    shop::Problems,
};

/// The order's page, for its customer and for staff.
#[derive(Debug, Template)]
#[template(path = "shop/order.html")]
pub struct OrderPage<'a> {
    /// The frame.
    pub page: Page,
    /// The order.
    pub order: &'a Order,
    /// The product's name.
    pub product: String,
    /// Name of the account it belongs to, for staff.
    pub customer: Option<String>,
    /// What happens next.
    pub action: NextAction,
    /// Who must act.
    pub who: Chip,
    /// Where it stands.
    pub status: Chip,
    /// Its way from application to installation.
    pub steps: Vec<Step>,
    /// What to place, name by name, while the customer has to.
    pub places: Vec<Place>,
    /// Its issuances, newest first.
    pub issuances: Vec<IssuanceRow>,
    /// Everything that was done, newest first.
    pub events: Vec<EventRow>,
    /// Points that can be spent, while payment is awaited.
    pub balance: Option<Yen>,
    /// Whether no certificate follows before the customer has a new key.
    pub key_leaked: bool,
    /// The result of an installation check just made.
    pub report: Option<Report>,
    /// What staff need to order at the CA by hand: name and value.
    pub sheet: Vec<(String, String)>,
    /// The issuance that staff bring the certificate for.
    pub manual: Option<String>,
    /// What has to be corrected in a form of this page.
    pub problems: Problems,
}

/// A step of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// `done`, `current`, `later` or `stopped`.
    pub tone: &'static str,
    /// What it is.
    pub title: String,
    /// Who does it, while it is current.
    pub who: Option<Chip>,
    /// When it was done or is due, and further facts.
    pub note: String,
}

/// What to place for one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name to prove.
    pub name: String,
    /// How far it is.
    pub state: Chip,
    /// Whether it still has to be placed.
    pub pending: bool,
    /// `file`, `txt`, or empty when earlier evidence is used again.
    pub kind: &'static str,
    /// URL of the file, or name of the record.
    pub place: String,
    /// Path of the file below the web server's root, for files.
    pub path: String,
    /// Content of the file, or value of the record.
    pub content: String,
}

/// An issuance in the list.
#[derive(Clone, Debug)]
pub struct IssuanceRow {
    /// Its id.
    pub id: String,
    /// Its number in the order.
    pub sequence: u32,
    /// `first`, `continue` or `reissue`.
    pub purpose: &'static str,
    /// Where it stands.
    pub state: Chip,
    /// Whether its certificate is in use or about to be.
    pub live: bool,
    /// Serial number, validity, if there is a certificate.
    pub certificate: Option<(String, Timestamp, Timestamp)>,
    /// Digest of its key.
    pub spki_sha256: String,
    /// Why it failed.
    pub failure: Option<Problem>,
    /// What the last daily look found, while it is in use.
    pub watch: Option<Report>,
}

/// A line of the record.
#[derive(Clone, Debug)]
pub struct EventRow {
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// What.
    pub text: String,
}

/// The result of an installation check, or of a daily look.
#[derive(Clone, Debug)]
pub struct Report {
    /// Whether every address presents the certificate as it should.
    pub served: bool,
    /// When it was looked.
    pub checked_at: Timestamp,
    /// What was found.
    pub findings: Vec<Problem>,
}

impl EventRow {
    /// The event `code` in words.
    pub fn new(text: Text, at: Timestamp, actor_kind: &str, code: &str, params: &[(String, String)]) -> Self {
        Self { at, actor: text.of_code("actor", actor_kind), text: event(text, code, params) }
    }
}

/// What the event `code` says; a code of another version is shown as such.
pub fn event(text: Text, code: &str, params: &[(String, String)]) -> String {
    let params: Vec<_> = params.iter().map(|(name, value)| (name.as_str(), humane(text, name, value))).collect();
    text.find(&format!("event-{code}"), &params).unwrap_or_else(|| code.to_owned())
}

/// What happens next, as a `customer` or `staff` are told: heading and explanation.
pub fn next_words(text: Text, action: NextAction, reader: &str) -> (String, String) {
    let (code, detail) = (action.as_str(), format!("{}.text", action.as_str()));
    match reader {
        "staff" => (text.of_code("staff-next", code), text.of_code("staff-next", &detail)),
        _ => (text.of_code("next", code), text.of_code("next", &detail)),
    }
}

/// Since when the order waits for its next action.
pub fn waiting_since(order: &Order) -> Timestamp {
    match &order.state {
        OrderState::AwaitingPayment => order.applied_at,
        OrderState::Ended { at } | OrderState::Cancelled { at, .. } | OrderState::Lapsed { at } => *at,
        OrderState::Active { paid_at, .. } => match order.open_issuance().or_else(|| order.newest_live()) {
            None => *paid_at,
            Some(issuance) => match &issuance.state {
                IssuanceState::Validating { since } | IssuanceState::Submitted { since } => *since,
                IssuanceState::Issued { at, .. } => *at,
                IssuanceState::Served { served_at, .. } => *served_at,
                _ => issuance.begun_at.max(*paid_at),
            },
        },
    }
}

/// The issuance that the timeline speaks of: the one on its way, else the one in use, else the last.
pub fn current(order: &Order) -> Option<&Issuance> {
    order.open_issuance().or_else(|| order.newest_live()).or(order.issuances.last())
}

/// The way of the order, each step with when and who. `next_begin` is when the next certificate will be begun.
pub fn steps(text: Text, order: &Order, next_begin: Option<Timestamp>, reader: &str) -> Vec<Step> {
    let action = order.next_action();
    let who = Some(Chip::of_actor(text, action.who(), reader));
    let done = |key: &str, note: String| Step { tone: "done", title: text.t(key), who: None, note };
    let later = |key: &str, note: String| Step { tone: "later", title: text.t(key), who: None, note };
    let now = |key: &str, note: String| Step { tone: "current", title: text.t(key), who: who.clone(), note };
    let stopped = |key: &str, note: String| Step { tone: "stopped", title: text.t(key), who: None, note };

    let mut steps = vec![done("step-applied", text.moment(&order.applied_at))];
    match &order.state {
        OrderState::AwaitingPayment => {
            steps.push(now("step-pay", text.t1("step-pay-due", "at", text.moment(&order.due_at))))
        }
        OrderState::Active { paid_at, .. } => steps.push(done("step-paid", text.moment(paid_at))),
        OrderState::Cancelled { at, refund } => {
            let note = if refund.0 > 0 { text.t1("step-refund", "refund", text.points(refund)) } else { String::new() };
            steps.push(stopped("step-cancelled", format!("{} {note}", text.moment(at)).trim().to_owned()));
            return steps;
        }
        OrderState::Lapsed { at } => {
            steps.push(stopped("step-lapsed", text.moment(at)));
            return steps;
        }
        OrderState::Ended { at } => {
            steps.push(done("step-ended", text.moment(at)));
            return steps;
        }
    }

    let issuance = current(order);
    let state = issuance.map(|issuance| &issuance.state);
    let (prove, proven) =
        if order.method.is_some() { ("step-prove", "step-proven") } else { ("step-vet", "step-vetted") };
    steps.push(match state {
        _ if action == NextAction::CustomerPays => later(prove, String::new()),
        Some(IssuanceState::Preparing | IssuanceState::Validating { .. }) => now(prove, counted(text, issuance)),
        Some(IssuanceState::Submitted { .. }) if order.method.is_none() => now(prove, String::new()),
        Some(IssuanceState::Failed { at, .. }) => stopped("step-failed", text.moment(at)),
        _ => done(proven, counted(text, issuance)),
    });
    steps.push(match state {
        Some(IssuanceState::Submitted { .. }) if order.method.is_some() => now("step-issue", String::new()),
        Some(IssuanceState::Issued { at, .. } | IssuanceState::Served { at, .. }) => {
            done("step-issued", text.moment(at))
        }
        _ => later("step-issue", String::new()),
    });
    steps.push(match state {
        Some(IssuanceState::Issued { .. }) => now("step-install", String::new()),
        Some(IssuanceState::Served { served_at, .. }) => done("step-installed", text.moment(served_at)),
        _ => later("step-install", String::new()),
    });
    if let OrderState::Active { term: Term::Running(term), .. } = order.state {
        if let Some(at) = next_begin {
            steps.push(later("step-next", text.date(&at)));
        }
        steps.push(later("step-end", text.date(&term.to)));
    }
    steps
}

/// How many names are proven, as `1 / 2`; empty when there is nothing to count.
fn counted(text: Text, issuance: Option<&Issuance>) -> String {
    let Some(issuance) = issuance.filter(|issuance| !issuance.validations.is_empty()) else { return String::new() };
    let params = [("done", issuance.proven().count().to_string()), ("all", issuance.validations.len().to_string())];
    text.ta("step-counted", &params)
}

/// What to place for the issuance on its way.
pub fn places(text: Text, order: &Order) -> Vec<Place> {
    let Some(open) = order.open_issuance() else { return vec![] };
    let place = |validation: &warifu_domain::dcv::Validation| {
        let (kind, place, content) = match &validation.instruction {
            Some(Instruction::File { url, content }) => ("file", url.clone(), content.clone()),
            Some(Instruction::Txt { record, value }) => ("txt", record.clone(), value.clone()),
            None => ("", String::new(), String::new()),
        };
        let path = place.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| rest[at..].to_owned()));
        Place {
            name: validation.name.to_string(),
            state: Chip::of_state(text, "validation-status", validation.state.as_str()),
            pending: validation.state == ValidationState::Pending,
            kind,
            path: path.unwrap_or_default(),
            place,
            content,
        }
    };
    open.validations.iter().map(place).collect()
}

/// The issuances of the order, newest first, with what the daily looks know of them.
pub fn issuances(text: Text, order: &Order, watches: &BTreeMap<IssuanceId, Watch>) -> Vec<IssuanceRow> {
    let row = |issuance: &Issuance| {
        let failure = match &issuance.state {
            IssuanceState::Failed { code, detail, .. } => {
                Some(Problem::new(text.locale, "", code, &[("detail", detail.clone())]))
            }
            _ => None,
        };
        let certificate = issuance.state.certificate();
        let watch = watches.get(&issuance.id).filter(|_| matches!(issuance.state, IssuanceState::Served { .. }));
        IssuanceRow {
            id: issuance.id.to_string(),
            sequence: issuance.sequence,
            purpose: issuance.purpose.as_str(),
            state: Chip::of_state(text, "issuance-status", issuance.state.as_str()),
            live: issuance.state.is_live(),
            certificate: certificate.map(|c| (c.serial_hex.clone(), c.validity.from, c.validity.to)),
            spki_sha256: issuance.spki_sha256.to_string(),
            failure,
            watch: watch.map(|watch| Report {
                served: watch.is_well(),
                checked_at: watch.looked_at,
                findings: watch.found.iter().map(|fault| Problem::of_fault(text.locale, fault)).collect(),
            }),
        }
    };
    order.issuances.iter().rev().map(row).collect()
}

impl OrderPage<'_> {
    /// The hero's style: the reader's turn, all well, or neither.
    pub fn tone(&self) -> &'static str {
        match self.action {
            NextAction::ShopWatches => "good",
            _ => self.who.tone,
        }
    }

    /// Heading and explanation of the next action.
    fn next(&self) -> (String, String) {
        next_words(self.page.text, self.action, if self.page.is_staff() { "staff" } else { "customer" })
    }

    /// Whether it can be cancelled by the reader.
    pub fn can_cancel(&self) -> bool {
        let submitted = |issuance: &Issuance| matches!(issuance.state, IssuanceState::Submitted { .. });
        matches!(self.order.state, OrderState::AwaitingPayment | OrderState::Active { .. })
            && !self.order.has_certificate()
            && (self.page.is_staff() || !self.order.open_issuance().is_some_and(submitted))
    }

    /// Whether another certificate can be asked for within the term.
    pub fn can_reissue(&self) -> bool {
        self.order.term().is_some() && self.order.open_issuance().is_none()
    }

    /// Whether a following order makes sense.
    pub fn can_renew(&self) -> bool {
        self.order.has_certificate() || self.action == NextAction::Nothing
    }

    /// Whether the points suffice to pay; `true` when that is not known.
    pub fn is_covered(&self) -> bool {
        self.balance.is_none_or(|balance| balance >= self.order.price.total)
    }

    /// The certificate to install: the newest one.
    pub fn live(&self) -> Option<&IssuanceRow> {
        self.issuances.iter().find(|issuance| issuance.live)
    }

    /// What the last daily look found wrong, unless a newer look is shown.
    pub fn faults(&self) -> Option<(&IssuanceRow, &Report)> {
        let rows = self.issuances.iter().filter_map(|row| Some((row, row.watch.as_ref()?)));
        rows.into_iter().find(|(_, watch)| !watch.served).filter(|_| self.report.is_none())
    }

    /// The hosts at which the doctor can look for the certificate.
    pub fn hosts(&self) -> Vec<&str> {
        self.order.names.iter().filter(|name| !name.is_wildcard()).map(|name| name.as_str()).collect()
    }

    /// Why the newest issuance failed.
    pub fn failure(&self) -> Option<&Problem> {
        self.issuances.first().and_then(|issuance| issuance.failure.as_ref())
    }

    /// Kinds of servers to choose a bundle for.
    pub fn servers(&self) -> Vec<ServerGroup> {
        server_groups(self.page.text)
    }

    /// Where forms of this page go: `/orders/{id}`; staff are sent back to the console by the handlers.
    pub fn base(&self) -> String {
        format!("/orders/{}", self.order.id)
    }

    /// The application that follows this order.
    pub fn renewal(&self) -> String {
        format!("/apply?product={}&renews={}", self.order.product, self.order.id)
    }
}
