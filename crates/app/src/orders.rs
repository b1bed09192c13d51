//! Applying for certificates and what a customer may do with an order.

use warifu_domain::{
    Command, Decision, DnsName, IssuanceId, OrderId, Timestamp,
    catalogue::Product,
    dcv::Method,
    decide,
    issuance::{Issuance, Purpose},
    job::Job,
    order::{Application, Order, OrderState, Payment, Subscriber, place},
    people::{Actor, EmailAddress},
};
use warifu_pki::{
    Certificate, Finding, Sha256,
    bundle::{self, RootPolicy, Server, Site},
    keys::Verdict,
};
use warifu_store::{
    Changeset, CommitError, audit,
    idempotency::{self, Claim},
    ledger, orders,
};

use crate::{App, Failure, FieldProblem, Inspected, Page, Viewer, access::text_field, inspect::parse_names};

/// Characters of a person's or organisation's name in an application.
const NAME_CHARACTERS_MAX: usize = 200;
/// Entries of an order's record that are shown at most.
const EVENTS_MAX: usize = 5_000;
/// Rows of a page of a list at most.
pub(crate) const PAGE_ROWS_MAX: u32 = 100;

/// An application as it comes in, before anything is judged.
#[derive(Clone, Debug)]
pub struct Apply {
    /// Id of the product.
    pub product: String,
    /// The names; empty means the CSR's own.
    pub names: Vec<String>,
    /// PEM or DER.
    pub csr: Vec<u8>,
    /// Term in months; a year or the product's shortest when `None`.
    pub term_months: Option<u32>,
    /// Who runs the site.
    pub subscriber: ApplySubscriber,
    /// Where to send the certificate; the applying member when `None`.
    pub delivery_email: Option<String>,
    /// How to pay: `points`.
    pub payment: String,
    /// How to prove the names: `http-01` or `dns-01`; the product's first fitting one when `None`.
    pub validation_method: Option<String>,
    /// The order that this one follows.
    pub renews: Option<OrderId>,
}

/// The end user as typed.
#[derive(Clone, Debug)]
pub struct ApplySubscriber {
    /// Name of the person.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their organisation; needed for OV and EV.
    pub organization: Option<String>,
}

/// Which orders to list.
#[derive(Clone, Debug, Default)]
pub struct OrderFilter {
    /// Only this status.
    pub status: Option<String>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// Rows wanted, 1 to 100.
    pub limit: u32,
    /// Every account's; only for staff.
    pub all_accounts: bool,
}

/// An application or a reissue that was accepted.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The order with the new issuance.
    pub order: Order,
    /// What the inspector advises about the CSR; no errors.
    pub findings: Vec<Finding>,
}

/// What is known of an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replay {
    /// Not seen before; it is the caller's now.
    First,
    /// The same request was answered with this.
    Again {
        /// HTTP status of the first answer.
        status: u16,
        /// Body of the first answer.
        body: String,
    },
    /// The same request made this order, and its answer got lost: answer for it.
    Made(OrderId),
}

impl App {
    /// Places an order and pays it at once when the points suffice. With an idempotency key that was claimed by
    /// [`Self::idempotent`], the key remembers the order in the same transaction.
    ///
    /// # Errors
    /// [`Failure::Invalid`] with every field that is wrong; [`Failure::Findings`] when the inspector refuses the CSR:
    /// nothing is stored then.
    pub async fn apply(&self, viewer: &Viewer, apply: Apply, key: Option<&str>) -> Result<Accepted, Failure> {
        let mut problems = vec![];
        let product = self.sellable(&apply.product, &mut problems);
        let names = parse_names(&apply.names, &mut problems);
        let subscriber = Subscriber {
            name: text_field("subscriber.name", &apply.subscriber.name, NAME_CHARACTERS_MAX, &mut problems),
            email: email_field("subscriber.email", &apply.subscriber.email, &viewer.email, &mut problems),
            organization: apply
                .subscriber
                .organization
                .as_deref()
                .filter(|text| !text.trim().is_empty())
                .map(|text| text_field("subscriber.organization", text, NAME_CHARACTERS_MAX, &mut problems)),
        };
        let delivery_email = apply
            .delivery_email
            .as_deref()
            .filter(|text| !text.trim().is_empty())
            .map(|text| email_field("delivery_email", text, &viewer.email, &mut problems));
        if apply.payment != Payment::Points.as_str() {
            problems.push(FieldProblem::new("payment", "payment_unknown").with("value", &apply.payment));
        }
        let method = apply.validation_method.as_deref().filter(|text| !text.is_empty()).and_then(|text| {
            let method = text.parse::<Method>();
            method.map_err(|()| problems.push(FieldProblem::new("validation_method", "method_unknown"))).ok()
        });
        if let Some(renewed) = apply.renews
            && matches!(self.order(viewer, renewed).await, Err(Failure::NotFound { .. }))
        {
            problems.push(FieldProblem::new("renews", "order_unknown"));
        }
        let (Some(product), true) = (product, problems.is_empty()) else {
            return Err(Failure::Invalid(problems));
        };

        let Inspected { inspection, names, .. } =
            self.inspect_for(viewer.account, product, &apply.csr, names, subscriber.organization.as_deref()).await?;
        check_names(product, &names)?;
        let Some(csr) = inspection.accepted() else {
            return Err(Failure::Findings(inspection.findings));
        };
        let application = Application {
            id: OrderId(self.new_id()),
            issuance: IssuanceId(self.new_id()),
            account: viewer.account,
            member: viewer.member,
            names,
            csr_der: csr.der().to_vec(),
            spki_sha256: csr.spki_sha256(),
            term_months: apply.term_months,
            payment: Payment::Points,
            subscriber,
            contact: viewer.email.clone(),
            delivery_email,
            method,
            locale: viewer.locale,
            renews: apply.renews,
        };
        let order = self.place_and_pay(application, product, key).await?;
        Ok(Accepted { order, findings: inspection.findings })
    }

    async fn place_and_pay(
        &self,
        application: Application,
        product: &Product,
        key: Option<&str>,
    ) -> Result<Order, Failure> {
        let policy = &self.catalogue().policy;
        let member = application.member;
        let placed = place(application, product, policy, self.now())?;
        let save = |decision: &Decision| {
            let mut changes = self.changes_of(None, decision);
            if decision.order.state == OrderState::AwaitingPayment {
                // Points that came since the balance was read have looked for this order before it was there.
                self.wake_job(&mut changes, Job::SettleAwaiting(decision.order.account), decision.order.applied_at);
            }
            if let Some(key) = key {
                idempotency::made(&mut changes, member, key, decision.order.id.0);
            }
            self.commit(changes)
        };
        let balance = ledger::balance(&self.parts.db, placed.order.account).await?;
        if balance.available >= placed.order.price.total {
            let paid = decide(&placed.order, Command::Pay, Actor::Customer(member), policy, self.now())?;
            let both = placed.clone().then(paid);
            match save(&both).await {
                Ok(()) => return Ok(both.order),
                // Spent elsewhere since the balance was read: the order waits for payment then.
                Err(CommitError::Conflict { label: ledger::FLOOR }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        save(&placed).await?;
        Ok(placed.order)
    }

    /// An order: staff see every one, customers their account's.
    ///
    /// # Errors
    /// [`Failure::NotFound`] also when it is somebody else's.
    pub async fn order(&self, viewer: &Viewer, id: OrderId) -> Result<Order, Failure> {
        let order = self.load_order(id).await?;
        if viewer.may_see(&order) { Ok(order) } else { Err(Failure::NotFound { what: "order" }) }
    }

    /// The order of an issuance.
    ///
    /// # Errors
    /// As [`Self::order`].
    pub async fn order_of_issuance(&self, viewer: &Viewer, id: IssuanceId) -> Result<Order, Failure> {
        let missing = Failure::NotFound { what: "issuance" };
        match orders::load_by_issuance(&self.parts.db, id).await? {
            Some(order) if viewer.may_see(&order) => Ok(order),
            _ => Err(missing),
        }
    }

    /// Orders, the newest first.
    ///
    /// # Errors
    /// [`Failure::Invalid`] for an unknown status, cursor or limit; [`Failure::Forbidden`] when a customer asks for
    /// every account's.
    pub async fn orders(&self, viewer: &Viewer, filter: &OrderFilter) -> Result<Page<Order>, Failure> {
        if filter.all_accounts {
            viewer.require_staff()?;
        }
        let mut problems = vec![];
        let known = ["awaiting_payment", "active", "ended", "cancelled", "lapsed"];
        if let Some(status) = filter.status.as_deref().filter(|status| !known.contains(status)) {
            problems.push(FieldProblem::new("status", "status_unknown").with("value", status));
        }
        let limit = row_limit(filter.limit, &mut problems);
        let after = parse_cursor(filter.cursor.as_deref(), &mut problems);
        if !problems.is_empty() {
            return Err(Failure::Invalid(problems));
        }
        let rows = orders::Filter {
            account: (!filter.all_accounts).then_some(viewer.account),
            state: filter.status.as_deref(),
            before: after.map(OrderId),
        };
        let items = orders::list(&self.parts.db, rows, limit).await?;
        Ok(page(items, limit, |order| order.id.to_string()))
    }

    /// Pays an order that waits for payment.
    ///
    /// # Errors
    /// [`Failure::Invalid`] with `points_insufficient`; [`Failure::Refused`] when it is too late or paid already.
    pub async fn pay(&self, viewer: &Viewer, id: OrderId) -> Result<Order, Failure> {
        self.order(viewer, id).await?;
        self.change_order(id, viewer.actor(), |_| Ok(Command::Pay)).await
    }

    /// Cancels an order before a certificate is issued.
    ///
    /// # Errors
    /// [`Failure::Refused`] when a certificate is issued or on its way.
    pub async fn cancel(&self, viewer: &Viewer, id: OrderId) -> Result<Order, Failure> {
        self.order(viewer, id).await?;
        self.change_order(id, viewer.actor(), |_| Ok(Command::Cancel)).await
    }

    /// Begins another certificate inside the term, usually with a new key.
    ///
    /// # Errors
    /// [`Failure::Findings`] when the inspector refuses the CSR, also when it asks for other names.
    pub async fn reissue(&self, viewer: &Viewer, id: OrderId, csr: &[u8]) -> Result<Accepted, Failure> {
        let order = self.order(viewer, id).await?;
        let product = self.product_of(&order)?;
        let organization = order.subscriber.organization.as_deref();
        let Inspected { inspection, .. } =
            self.inspect_for(order.account, product, csr, order.names.clone(), organization).await?;
        let Some(csr) = inspection.accepted() else {
            return Err(Failure::Findings(inspection.findings));
        };
        let issuance = IssuanceId(self.new_id());
        let (csr_der, spki_sha256) = (csr.der().to_vec(), csr.spki_sha256());
        let begin = |_: &Order| {
            Ok(Command::Begin { issuance, purpose: Purpose::Reissue, csr_der: csr_der.clone(), spki_sha256 })
        };
        let order = self.change_order(id, viewer.actor(), begin).await?;
        Ok(Accepted { order, findings: inspection.findings })
    }

    /// Sends the certificate once more.
    ///
    /// # Errors
    /// [`Failure::Refused`] when there is no live certificate.
    pub async fn resend(&self, viewer: &Viewer, issuance: IssuanceId) -> Result<(), Failure> {
        let order = self.order_of_issuance(viewer, issuance).await?;
        self.change_order(order.id, viewer.actor(), |_| Ok(Command::Resend { issuance })).await?;
        Ok(())
    }

    /// "I have placed it": lets the shop look now instead of at its next turn.
    ///
    /// # Errors
    /// As [`Self::order`].
    pub async fn check_proof(&self, viewer: &Viewer, id: OrderId) -> Result<Order, Failure> {
        let order = self.order(viewer, id).await?;
        if let Some(open) = order.open_issuance() {
            let mut changes = Changeset::new();
            self.wake_job(&mut changes, Job::AdvanceIssuance(id, open.id), self.now());
            self.commit(changes).await?;
        }
        Ok(order)
    }

    /// Looks now at every proof that the order still waits for, as the CA will: what is wrong, nothing when all is in
    /// place or nothing is awaited. The shop's own look follows at once.
    ///
    /// # Errors
    /// As [`Self::order`].
    pub async fn proof_findings(&self, viewer: &Viewer, id: OrderId) -> Result<Vec<Finding>, Failure> {
        let order = self.check_proof(viewer, id).await?;
        let looked = match order.open_issuance() {
            Some(open) => self.look_at_pending(open).await,
            None => vec![],
        };
        let with_name = |(name, finding): (DnsName, Option<Finding>)| Some(finding?.with("name", name));
        Ok(looked.into_iter().filter_map(with_name).collect())
    }

    /// What was done to an order, the oldest first.
    ///
    /// # Errors
    /// As [`Self::order`].
    pub async fn events(&self, viewer: &Viewer, id: OrderId) -> Result<Vec<audit::AuditRow>, Failure> {
        self.order(viewer, id).await?;
        let mut rows = vec![];
        // A page a round; an order has a few hundred entries after years.
        while rows.len() < EVENTS_MAX {
            let after = rows.last().map_or(0, |row: &audit::AuditRow| row.seq);
            let page = audit::of_order(&self.parts.db, id, after, PAGE_ROWS_MAX).await?;
            if page.is_empty() {
                break;
            }
            rows.extend(page);
        }
        Ok(rows)
    }

    /// The certificate as a zip for a kind of server, never with a key: its file name and bytes. With
    /// [`RootPolicy::Beside`] the root is added if the shop knows it.
    ///
    /// # Errors
    /// [`Failure::Invalid`] for an unknown server, [`Failure::NotFound`] when there is no certificate yet.
    pub async fn bundle(
        &self,
        viewer: &Viewer,
        issuance: IssuanceId,
        server: &str,
        roots: RootPolicy,
    ) -> Result<(String, Vec<u8>), Failure> {
        let order = self.order_of_issuance(viewer, issuance).await?;
        let server: Server = server
            .parse()
            .map_err(|_| Failure::Invalid(vec![FieldProblem::new("server", "server_unknown").with("value", server)]))?;
        let issuance = order.issuance(issuance).ok_or(Failure::NotFound { what: "issuance" })?;
        let mut chain = chain_of(issuance)?;
        if server.needs_root() || roots == RootPolicy::Beside {
            let signed = |last: &Certificate, root: &Certificate| last.verify_signed_by(root) == Verdict::Valid;
            let root = chain.last().and_then(|last| {
                self.roots().issuers_of(last).map(|root| &root.certificate).find(|root| signed(last, root))
            });
            chain.extend(root.cloned());
        }
        bundle_of(&order, &chain, server, roots, self.now())
    }

    /// Claims an idempotency key of the viewer for a request, or tells how the same request was answered.
    ///
    /// # Errors
    /// [`Failure::IdempotencyKey`] when the key came with another request before, or the first is still running.
    pub async fn idempotent(&self, viewer: &Viewer, key: &str, request: Sha256) -> Result<Replay, Failure> {
        match idempotency::claim(&self.parts.db, viewer.member, key, request, self.now()).await? {
            Claim::First => Ok(Replay::First),
            Claim::Made(order) => Ok(Replay::Made(OrderId(order))),
            Claim::Answered { status, body } => Ok(Replay::Again { status, body }),
            Claim::OtherRequest => Err(Failure::IdempotencyKey { code: "idempotency_key_reused" }),
            Claim::Running => Err(Failure::IdempotencyKey { code: "idempotency_key_in_use" }),
        }
    }

    /// Keeps the answer to a request whose key was claimed.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when the database is.
    pub async fn remember(&self, viewer: &Viewer, key: &str, status: u16, body: &str) -> Result<(), Failure> {
        let mut changes = Changeset::new();
        idempotency::answer(&mut changes, viewer.member, key, status, body);
        self.parts.db.commit(changes).await?;
        Ok(())
    }

    /// Gives a key back after a request that changed nothing.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when the database is.
    pub async fn forget(&self, viewer: &Viewer, key: &str) -> Result<(), Failure> {
        let mut changes = Changeset::new();
        idempotency::release(&mut changes, viewer.member, key);
        self.parts.db.commit(changes).await?;
        Ok(())
    }

    pub(crate) fn product_of(&self, order: &Order) -> Result<&Product, Failure> {
        self.catalogue().product(&order.product).ok_or(Failure::NotFound { what: "product" })
    }

    pub(crate) async fn points_insufficient(&self, order: &Order) -> Result<Failure, Failure> {
        let balance = ledger::balance(&self.parts.db, order.account).await?;
        let problem = FieldProblem::new("payment", "points_insufficient")
            .with("needed_yen", order.price.total)
            .with("balance_yen", balance.available);
        Ok(Failure::Invalid(vec![problem]))
    }

    pub(crate) fn sellable(&self, id: &str, problems: &mut Vec<FieldProblem>) -> Option<&Product> {
        let product = self.catalogue().product(id);
        match product {
            None => problems.push(FieldProblem::new("product", "product_unknown").with("value", id)),
            Some(product) if !self.has_connector(&product.connector) => {
                problems.push(FieldProblem::new("product", "product_not_available").with("value", id));
            }
            Some(_) => {}
        }
        product
    }
}

/// What the inspector cannot know: the product's own wishes.
fn check_names(product: &Product, names: &[DnsName]) -> Result<(), Failure> {
    let problem = if product.sandbox_only
        && let Some(outside) = names.iter().find(|name| !name.as_str().ends_with(".test"))
    {
        FieldProblem::new("names", "name_not_in_sandbox").with("name", outside)
    } else {
        return Ok(());
    };
    Err(Failure::Invalid(vec![problem]))
}

/// The zip of a chain for `server`.
pub(crate) fn bundle_of(
    order: &Order,
    chain: &[Certificate],
    server: Server,
    roots: RootPolicy,
    now: Timestamp,
) -> Result<(String, Vec<u8>), Failure> {
    let base = order.names.first().map_or("certificate", DnsName::host).to_owned();
    let site = Site::of(chain, &base);
    let zip = bundle::zip(&bundle::files(server, chain, &site, roots), now.unix_seconds())
        .map_err(|error| Failure::Internal(error.to_string()))?;
    Ok((format!("{base}-{}.zip", server.as_str()), zip))
}

/// The certificates of an issuance, the leaf first.
pub(crate) fn chain_of(issuance: &Issuance) -> Result<Vec<Certificate>, Failure> {
    let issued = issuance.state.certificate().ok_or(Failure::NotFound { what: "certificate" })?;
    let read = |der: &Vec<u8>| Certificate::from_der(der.clone());
    let chain = issued.chain_der.iter().map(read).collect::<Result<Vec<_>, _>>();
    chain.map_err(|error| Failure::Internal(format!("stored certificate: {error:?}")))
}

fn email_field(
    field: &'static str,
    text: &str,
    placeholder: &EmailAddress,
    problems: &mut Vec<FieldProblem>,
) -> EmailAddress {
    EmailAddress::parse(text).unwrap_or_else(|_| {
        problems.push(FieldProblem::new(field, "email_malformed"));
        // Only to go on collecting problems: an application with problems is never stored.
        placeholder.clone()
    })
}

pub(crate) fn row_limit(limit: u32, problems: &mut Vec<FieldProblem>) -> u32 {
    if !(1..=PAGE_ROWS_MAX).contains(&limit) {
        problems.push(FieldProblem::new("limit", "limit_out_of_range").with("max", PAGE_ROWS_MAX));
    }
    limit.clamp(1, PAGE_ROWS_MAX)
}

pub(crate) fn parse_cursor(cursor: Option<&str>, problems: &mut Vec<FieldProblem>) -> Option<warifu_domain::id::Uuid> {
    let parse = |text: &str| {
        let parsed = warifu_domain::id::Uuid::parse_str(text);
        parsed.map_err(|_| problems.push(FieldProblem::new("cursor", "cursor_unknown"))).ok()
    };
    cursor.and_then(parse)
}

/// A page of at most `limit` rows; a full page may be followed by more.
pub(crate) fn page<T>(items: Vec<T>, limit: u32, cursor: impl Fn(&T) -> String) -> Page<T> {
    let full = u32::try_from(items.len()).is_ok_and(|rows| rows >= limit);
    let next = items.last().filter(|_| full).map(cursor);
    Page { items, next }
}
