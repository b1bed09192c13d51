//! Orders: the purchase of a term for a set of names, with price, people and every issuance of the term.

use warifu_pki::{DnsName, Sha256};

use crate::{
    calendar,
    catalogue::{Policy, Product},
    dcv::Method,
    decide::{Decision, Refusal},
    id::{AccountId, IssuanceId, MemberId, OrderId},
    issuance::{Issuance, IssuanceState, Purpose},
    job::{Job, Scheduled},
    mail::MailTemplate,
    money::Price,
    people::{Actor, EmailAddress, Locale},
    time::{Period, Timestamp},
};

/// The end user who runs the site: the name in the certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    /// Name of the person.
    pub name: String,
    /// Their address; nothing is written to it unless they are also the contact.
    pub email: EmailAddress,
    /// Legal name of the organisation; needed for OV and EV.
    pub organization: Option<String>,
}

/// How an order is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payment {
    /// From prepaid points.
    Points,
}

impl Payment {
    /// The name in tables and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Points => "points",
        }
    }
}

/// When the paid term runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// It begins with the first certificate.
    NotBegun,
    /// It runs.
    Running(Period),
}

/// Where an order stands, with the facts of that state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderState {
    /// Nothing goes to a CA before it is paid.
    AwaitingPayment,
    /// Paid.
    Active {
        /// When it was paid.
        paid_at: Timestamp,
        /// The term bought.
        term: Term,
    },
    /// The term is over.
    Ended {
        /// When.
        at: Timestamp,
    },
    /// Cancelled before a certificate was issued.
    Cancelled {
        /// When.
        at: Timestamp,
        /// What went back to the customer.
        refund: crate::Yen,
    },
    /// It was not paid in time.
    Lapsed {
        /// When.
        at: Timestamp,
    },
}

impl OrderState {
    /// The name in tables and on the wire.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::AwaitingPayment => "awaiting_payment",
            Self::Active { .. } => "active",
            Self::Ended { .. } => "ended",
            Self::Cancelled { .. } => "cancelled",
            Self::Lapsed { .. } => "lapsed",
        }
    }
}

/// An order with its issuances and their validations: one aggregate, guarded by one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// Counts accepted commands; equals the number of its audit entries.
    pub version: u64,
    /// Hash of the newest audit entry.
    pub audit_head: Sha256,
    /// Who buys.
    pub account: AccountId,
    /// The member who applied.
    pub member: MemberId,
    /// Id of the product.
    pub product: String,
    /// The names, canonical, in the order given.
    pub names: Vec<DnsName>,
    /// Frozen at application.
    pub price: Price,
    /// Length of the term.
    pub term_months: u32,
    /// How it is paid.
    pub payment: Payment,
    /// Who runs the site.
    pub subscriber: Subscriber,
    /// Who is written to about the order: the member who applied.
    pub contact: EmailAddress,
    /// Where the certificate is sent.
    pub delivery_email: EmailAddress,
    /// How the names are proven; `None` when the CA arranges it.
    pub method: Option<Method>,
    /// Language of its mails.
    pub locale: Locale,
    /// The order that this one follows.
    pub renews: Option<OrderId>,
    /// When it was applied for.
    pub applied_at: Timestamp,
    /// Last moment to pay.
    pub due_at: Timestamp,
    /// Where it stands.
    pub state: OrderState,
    /// Issuances by sequence; never empty.
    pub issuances: Vec<Issuance>,
}

/// Everything that a new order is made of; the CSR has passed the inspector.
#[derive(Clone, Debug)]
pub struct Application {
    /// Id of the order to be.
    pub id: OrderId,
    /// Id of its first issuance.
    pub issuance: IssuanceId,
    /// Who buys.
    pub account: AccountId,
    /// The member who applies.
    pub member: MemberId,
    /// The names, canonical.
    pub names: Vec<DnsName>,
    /// The inspected request, DER.
    pub csr_der: Vec<u8>,
    /// SHA-256 of its SubjectPublicKeyInfo.
    pub spki_sha256: Sha256,
    /// Length of the term; a year or the product's shortest when `None`.
    pub term_months: Option<u32>,
    /// How to pay.
    pub payment: Payment,
    /// Who runs the site.
    pub subscriber: Subscriber,
    /// The applying member's address.
    pub contact: EmailAddress,
    /// Where to send the certificate; the contact when `None`.
    pub delivery_email: Option<EmailAddress>,
    /// How to prove the names; the product's first fitting method when `None`.
    pub method: Option<Method>,
    /// Language of its mails.
    pub locale: Locale,
    /// The order that this one follows.
    pub renews: Option<OrderId>,
}

/// Begins an order: awaiting payment, one issuance prepared, the lapse scheduled, the first mail asked for.
///
/// # Errors
/// [`Refusal`] when the product does not sell the term, does not offer the method, or needs an organisation.
pub fn place(
    application: Application,
    product: &Product,
    policy: &Policy,
    now: Timestamp,
) -> Result<Decision, Refusal> {
    let term_months =
        application.term_months.or(product.term_months_default()).ok_or(Refusal::TermNotSold { months: 0 })?;
    let price = product.price(term_months, policy.tax_percent).ok_or(Refusal::TermNotSold { months: term_months })?;
    let has_wildcard = application.names.iter().any(DnsName::is_wildcard);
    let method = match application.method {
        _ if product.validation_methods.is_empty() => None,
        None => product.method_default(has_wildcard),
        Some(method) if !product.validation_methods.contains(&method) => {
            return Err(Refusal::MethodNotOffered { method: method.as_str() });
        }
        Some(method) if has_wildcard && !method.proves_wildcards() => {
            return Err(Refusal::MethodNotForWildcards { method: method.as_str() });
        }
        Some(method) => Some(method),
    };
    let organization = application.subscriber.organization.as_deref().map_or("", str::trim);
    if product.level != crate::catalogue::Level::Dv && organization.is_empty() {
        return Err(Refusal::OrganizationNeeded);
    }

    let due_at = calendar::payment_due(now, policy.payment_due_days);
    let issuance = Issuance {
        id: application.issuance,
        sequence: 1,
        purpose: Purpose::First,
        csr_der: application.csr_der,
        spki_sha256: application.spki_sha256,
        begun_at: now,
        attempt: 1,
        upstream: None,
        validations: vec![],
        state: IssuanceState::Preparing,
    };
    let order = Order {
        id: application.id,
        version: 0,
        audit_head: Sha256([0; 32]),
        account: application.account,
        member: application.member,
        product: product.id.clone(),
        names: application.names,
        price,
        term_months,
        payment: application.payment,
        subscriber: application.subscriber,
        delivery_email: application.delivery_email.unwrap_or_else(|| application.contact.clone()),
        contact: application.contact,
        method,
        locale: application.locale,
        renews: application.renews,
        applied_at: now,
        due_at,
        state: OrderState::AwaitingPayment,
        issuances: vec![issuance],
    };
    let mut decision = Decision::about(order);
    decision.jobs.push(Scheduled {
        job: Job::LapseOrder(decision.order.id),
        run_at: due_at.plus(std::time::Duration::from_secs(1)),
    });
    decision.mail_contact(MailTemplate::OrderReceived, None);
    let params = vec![("product", product.id.clone()), ("total_yen", price.total.to_string())];
    decision.record(Actor::Customer(application.member), now, "order_placed", params, None);
    Ok(decision)
}

impl Order {
    /// The issuance `id`.
    pub fn issuance(&self, id: IssuanceId) -> Option<&Issuance> {
        self.issuances.iter().find(|issuance| issuance.id == id)
    }

    /// The newest issuance that has a certificate in use or about to be.
    pub fn newest_live(&self) -> Option<&Issuance> {
        self.issuances.iter().rev().find(|issuance| issuance.state.is_live())
    }

    /// The issuance that may still yield a certificate, if one is on its way: there is never more than one.
    pub fn open_issuance(&self) -> Option<&Issuance> {
        self.issuances.iter().find(|issuance| issuance.state.is_open())
    }

    /// Whether any certificate was ever issued.
    pub fn has_certificate(&self) -> bool {
        self.issuances.iter().any(|issuance| issuance.state.certificate().is_some())
    }

    /// The running or past term.
    pub const fn term(&self) -> Option<Period> {
        match self.state {
            OrderState::Active { term: Term::Running(period), .. } => Some(period),
            _ => None,
        }
    }

    /// Who has to act next and how, for timeline and queue.
    pub fn next_action(&self) -> NextAction {
        match &self.state {
            OrderState::AwaitingPayment => NextAction::CustomerPays,
            OrderState::Ended { .. } | OrderState::Cancelled { .. } | OrderState::Lapsed { .. } => NextAction::Nothing,
            OrderState::Active { .. } => match (self.open_issuance(), self.newest_live()) {
                (Some(open), _) => match &open.state {
                    IssuanceState::Validating { .. } if !open.all_proven() => NextAction::CustomerProves,
                    IssuanceState::Validating { .. } => NextAction::CaValidates,
                    IssuanceState::Submitted { .. } if self.method.is_none() => NextAction::StaffIssues,
                    IssuanceState::Submitted { .. } => NextAction::CaIssues,
                    _ => NextAction::ShopPrepares,
                },
                (None, Some(live)) => match (&live.state, self.issuances.last().map(|last| &last.state)) {
                    (_, Some(IssuanceState::Failed { .. })) => NextAction::StaffDecides,
                    (IssuanceState::Issued { .. }, _) => NextAction::CustomerInstalls,
                    _ => NextAction::ShopWatches,
                },
                (None, None) => NextAction::StaffDecides,
            },
        }
    }
}

/// What happens next to an order and who must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextAction {
    /// The customer pays.
    CustomerPays,
    /// The shop asks the CA what to prove.
    ShopPrepares,
    /// The customer places the proof.
    CustomerProves,
    /// The CA looks at the proof.
    CaValidates,
    /// The CA issues.
    CaIssues,
    /// Staff order at the CA by hand and bring the certificate.
    StaffIssues,
    /// The customer installs the certificate.
    CustomerInstalls,
    /// Served; the shop begins the next one in time.
    ShopWatches,
    /// The newest issuance failed or its certificate was revoked.
    StaffDecides,
    /// It is over.
    Nothing,
}

impl NextAction {
    /// The name on the wire and in the locales.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CustomerPays => "customer_pays",
            Self::ShopPrepares => "shop_prepares",
            Self::CustomerProves => "customer_proves",
            Self::CaValidates => "ca_validates",
            Self::CaIssues => "ca_issues",
            Self::StaffIssues => "staff_issues",
            Self::CustomerInstalls => "customer_installs",
            Self::ShopWatches => "shop_watches",
            Self::StaffDecides => "staff_decides",
            Self::Nothing => "nothing",
        }
    }

    /// `customer`, `staff`, `shop`, `ca` or `nobody`.
    pub const fn who(self) -> &'static str {
        match self {
            Self::CustomerPays | Self::CustomerProves | Self::CustomerInstalls => "customer",
            Self::StaffIssues | Self::StaffDecides => "staff",
            Self::ShopPrepares | Self::ShopWatches => "shop",
            Self::CaValidates | Self::CaIssues => "ca",
            Self::Nothing => "nobody",
        }
    }
}
