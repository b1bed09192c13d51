//! Pages of the shop that are not about one order: products, application, lists, points, login, account, help, errors.

use askama::Template;
use warifu_domain::{
    Timestamp, Yen,
    catalogue::{Policy, Product, Wildcard},
    dcv::Method,
    ledger::{LedgerAccount, Transaction},
    money::Price,
    order::Order,
};

use crate::{Chip, Page, Problem, Text};

/// Everything wrong with a form, by field.
#[derive(Clone, Debug, Default)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// What is wrong with one field.
    pub fn of(&self, field: &str) -> Vec<&Problem> {
        self.0.iter().filter(|problem| problem.field == field).collect()
    }

    /// Whether a field is to be corrected.
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|problem| problem.field == field && problem.severity == "error")
    }

    /// Whether there is nothing to correct.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A product as a card shows it.
#[derive(Clone, Debug)]
pub struct ProductCard {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whom it is for.
    pub summary: String,
    /// Brand of the CA.
    pub ca: String,
    /// `dv`, `ov` or `ev`.
    pub level: &'static str,
    /// Terms in months with their price, shortest first.
    pub terms: Vec<(u32, Price)>,
    /// How many names it takes.
    pub names_max: usize,
    /// Whether names with `*.` are taken: `forbid`, `allow` or `require`.
    pub wildcard: &'static str,
    /// Ways to prove a name.
    pub methods: Vec<&'static str>,
    /// Whether it can be bought now.
    pub available: bool,
    /// Whether it takes only names under `.test`.
    pub sandbox_only: bool,
}

impl ProductCard {
    /// The card of `product`.
    pub fn new(text: Text, product: &Product, policy: &Policy, available: bool) -> Self {
        let priced = |months: &u32| Some((*months, product.price(*months, policy.tax_percent)?));
        Self {
            id: product.id.clone(),
            name: product.name.get(text.locale).to_owned(),
            summary: product.summary.get(text.locale).to_owned(),
            ca: product.ca.clone(),
            level: product.level.as_str(),
            terms: product.price_yen.keys().filter_map(priced).collect(),
            names_max: product.names_max,
            wildcard: match product.wildcard {
                Wildcard::Forbid => "forbid",
                Wildcard::Allow => "allow",
                Wildcard::Require => "require",
            },
            methods: product.validation_methods.iter().map(|method| method.as_str()).collect(),
            available,
            sandbox_only: product.sandbox_only,
        }
    }

    /// Whether the organisation is named in the certificate.
    pub fn names_organization(&self) -> bool {
        self.level != "dv"
    }
}

/// The first page.
#[derive(Debug, Template)]
#[template(path = "shop/home.html")]
pub struct Home {
    /// The frame.
    pub page: Page,
    /// What is sold.
    pub products: Vec<ProductCard>,
}

/// Everything that is sold.
#[derive(Debug, Template)]
#[template(path = "shop/products.html")]
pub struct Products {
    /// The frame.
    pub page: Page,
    /// What is sold.
    pub products: Vec<ProductCard>,
}

/// What was typed into the application, shown again when something has to be corrected. A pasted private key never
/// comes here.
#[derive(Clone, Debug, Default)]
pub struct ApplyForm {
    /// Id of the product.
    pub product: String,
    /// Names, one per line.
    pub names: String,
    /// The CSR, PEM.
    pub csr: String,
    /// Name of the subscriber.
    pub subscriber_name: String,
    /// Their address.
    pub subscriber_email: String,
    /// Their organisation.
    pub subscriber_organization: String,
    /// Where to send the certificate.
    pub delivery_email: String,
    /// Length of the term in months.
    pub term_months: String,
    /// How to prove the names.
    pub validation_method: String,
    /// The order that this one follows.
    pub renews: String,
}

/// The application.
#[derive(Debug, Template)]
#[template(path = "shop/apply.html")]
pub struct Apply {
    /// The frame.
    pub page: Page,
    /// What is bought.
    pub product: ProductCard,
    /// What was typed so far.
    pub form: ApplyForm,
    /// What has to be corrected.
    pub problems: Problems,
    /// Last moment to pay if it is sent now.
    pub due_at: Timestamp,
}

impl Apply {
    /// Whether this term is chosen; the longest one when none is.
    pub fn chosen_term(&self, months: &u32) -> bool {
        match self.form.term_months.as_str() {
            "" => self.product.terms.last().is_some_and(|(last, _)| last == months),
            chosen => chosen == months.to_string(),
        }
    }

    /// Whether this method is chosen; the first one when none is.
    pub fn chosen_method(&self, method: &str) -> bool {
        match self.form.validation_method.as_str() {
            "" => self.product.methods.first() == Some(&method),
            chosen => chosen == method,
        }
    }

    /// Whether this method cannot be had because the product is for wildcards.
    pub fn proves_wildcards(&self, method: &str) -> bool {
        method.parse::<Method>().is_ok_and(Method::proves_wildcards)
    }
}

/// Everything once more before it is sent (特定商取引法 12条の6: term, total, time and way of payment, delivery,
/// cancellation).
#[derive(Debug, Template)]
#[template(path = "shop/confirm.html")]
pub struct Confirm {
    /// The frame.
    pub page: Page,
    /// What is bought.
    pub product: ProductCard,
    /// What was typed.
    pub form: ApplyForm,
    /// The names as they will be in the certificate.
    pub names: Vec<String>,
    /// Length of the term in months.
    pub months: u32,
    /// What it costs.
    pub price: Price,
    /// Last moment to pay.
    pub due_at: Timestamp,
    /// Points that can be spent now.
    pub balance: Yen,
    /// How the names are proven; `None` when the CA arranges it.
    pub method: Option<&'static str>,
    /// The kind of the CSR's key, as `RSA 2048`.
    pub key: String,
    /// Hints of the inspector that do not stand in the way.
    pub hints: Vec<Problem>,
    /// Makes sending the same form twice one order.
    pub request_key: String,
    /// What has to be corrected, when sending was refused.
    pub problems: Problems,
}

impl Confirm {
    /// Whether the points suffice, so that it is paid at once.
    pub fn is_covered(&self) -> bool {
        self.balance >= self.price.total
    }

    /// Where the certificate will be sent.
    pub fn delivery(&self) -> String {
        match (self.form.delivery_email.as_str(), &self.page.viewer) {
            ("", Some(viewer)) => viewer.email.clone(),
            (typed, _) => typed.to_owned(),
        }
    }
}

/// An order in a list.
#[derive(Clone, Debug)]
pub struct OrderRow {
    /// Its id.
    pub id: String,
    /// Its first name.
    pub name: String,
    /// How many further names.
    pub more: usize,
    /// The product's name.
    pub product: String,
    /// Where it stands.
    pub status: Chip,
    /// What happens next.
    pub next: String,
    /// Who must act.
    pub who: Chip,
    /// Since when it waits for that.
    pub since: Timestamp,
    /// When it was applied for.
    pub applied_at: Timestamp,
    /// End of the certificate in use, if there is one.
    pub not_after: Option<Timestamp>,
    /// What it costs.
    pub total: Yen,
}

impl OrderRow {
    /// The row of `order` for a reader who is a `customer` or `staff`.
    pub fn new(text: Text, order: &Order, product: &str, reader: &str) -> Self {
        let action = order.next_action();
        let live = order.newest_live().and_then(|issuance| issuance.state.certificate());
        Self {
            id: order.id.to_string(),
            name: order.names.first().map(ToString::to_string).unwrap_or_default(),
            more: order.names.len().saturating_sub(1),
            product: product.to_owned(),
            status: Chip::of_state(text, "order-status", order.state.as_str()),
            next: crate::order::next_words(text, action, reader).0,
            who: Chip::of_actor(text, action.who(), reader),
            since: crate::order::waiting_since(order),
            applied_at: order.applied_at,
            not_after: live.map(|certificate| certificate.validity.to),
            total: order.price.total,
        }
    }
}

/// The orders of an account.
#[derive(Debug, Template)]
#[template(path = "shop/orders.html")]
pub struct Orders {
    /// The frame.
    pub page: Page,
    /// One page of them, newest first.
    pub rows: Vec<OrderRow>,
    /// The state that is shown; empty for all.
    pub status: String,
    /// Cursor of what follows.
    pub next: Option<String>,
}

/// An entry of the points' list.
#[derive(Clone, Debug)]
pub struct PointEntry {
    /// When.
    pub at: Timestamp,
    /// `top_up`, `hold`, `capture` or `release`.
    pub kind: &'static str,
    /// What it did to the points that can be spent.
    pub available: Yen,
    /// What it did to the points that are set aside.
    pub held: Yen,
    /// The order it is about.
    pub order: Option<String>,
    /// A transfer's reference.
    pub reference: Option<String>,
}

impl PointEntry {
    /// The entry of `transaction`.
    pub fn new(transaction: &Transaction) -> Self {
        let sum = |wanted: fn(LedgerAccount) -> bool| {
            transaction.postings.iter().filter(|posting| wanted(posting.account)).map(|posting| posting.amount).sum()
        };
        Self {
            at: transaction.at,
            kind: transaction.kind.as_str(),
            available: sum(|account| matches!(account, LedgerAccount::PointsAvailable(_))),
            held: sum(|account| matches!(account, LedgerAccount::PointsHeld(_))),
            order: transaction.order.map(|order| order.to_string()),
            reference: transaction.reference.clone(),
        }
    }
}

/// The points of an account.
#[derive(Debug, Template)]
#[template(path = "shop/points.html")]
pub struct Points {
    /// The frame.
    pub page: Page,
    /// Points that can be spent.
    pub balance: Yen,
    /// Points that are set aside.
    pub held: Yen,
    /// Entries, newest first.
    pub entries: Vec<PointEntry>,
    /// Cursor of what follows.
    pub next: Option<String>,
    /// Where to transfer money to.
    pub bank_account: String,
}

/// Login.
#[derive(Debug, Template)]
#[template(path = "shop/login.html")]
pub struct Login {
    /// The frame.
    pub page: Page,
    /// Where to go afterwards.
    pub next: String,
    /// What was typed.
    pub email: String,
    /// Why it did not work.
    pub problem: Option<Problem>,
}

/// A new account.
#[derive(Debug, Template)]
#[template(path = "shop/register.html")]
pub struct Register {
    /// The frame.
    pub page: Page,
    /// What was typed as the account's name.
    pub account_name: String,
    /// What was typed as address.
    pub email: String,
    /// What has to be corrected.
    pub problems: Problems,
}

/// An API token in the list.
#[derive(Clone, Debug)]
pub struct TokenRow {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub label: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// The account of whoever is logged in.
#[derive(Debug, Template)]
#[template(path = "shop/account.html")]
pub struct Account {
    /// The frame.
    pub page: Page,
    /// `customer` or `staff`.
    pub role: &'static str,
    /// The account's id.
    pub account: String,
    /// Tokens in use.
    pub tokens: Vec<TokenRow>,
    /// The secret of a token just made: shown this once.
    pub secret: Option<String>,
    /// What was typed as label.
    pub label: String,
    /// What has to be corrected.
    pub problems: Problems,
}

/// The list of how-tos.
#[derive(Debug, Template)]
#[template(path = "help/index.html")]
pub struct Help {
    /// The frame.
    pub page: Page,
}

/// How to make a CSR.
#[derive(Debug, Template)]
#[template(path = "help/csr.html")]
pub struct HelpCsr {
    /// The frame.
    pub page: Page,
}

/// How to place file or TXT record.
#[derive(Debug, Template)]
#[template(path = "help/proof.html")]
pub struct HelpProof {
    /// The frame.
    pub page: Page,
}

/// What a code means and what to do about it: the target of a problem's `type`.
#[derive(Debug, Template)]
#[template(path = "help/problem.html")]
pub struct HelpProblem {
    /// The frame.
    pub page: Page,
    /// The code in words.
    pub problem: Problem,
}

/// Something could not be done.
#[derive(Debug, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The frame.
    pub page: Page,
    /// The HTTP status.
    pub status: u16,
    /// A word for it.
    pub title: String,
    /// What happened.
    pub message: String,
    /// What to do next.
    pub next_step: String,
    /// Further things wrong, by field.
    pub problems: Problems,
    /// Number of the request, for support.
    pub request_id: String,
}
