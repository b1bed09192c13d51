//! What the shop sells and by which dated rules: read from TOML, never written in code.

use std::collections::BTreeMap;

use serde::Deserialize;
use warifu_pki::{Limits, limits::ValidityLimit};

use crate::{
    dcv::Method,
    money::{Price, Yen},
    people::Locale,
    time::Timestamp,
    watch::WatchPolicy,
};

/// How much of the subscriber the certificate names (BR 7.1.2.7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Domain validated.
    Dv,
    /// Organisation validated.
    Ov,
    /// Extended validation.
    Ev,
}

impl Level {
    /// `dv`, `ov` or `ev`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dv => "dv",
            Self::Ov => "ov",
            Self::Ev => "ev",
        }
    }
}

/// Whether a product takes wildcard names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wildcard {
    /// No name may be a wildcard.
    Forbid,
    /// Any name may.
    Allow,
    /// The first name must be one.
    Require,
}

/// A sentence in both languages, for the few texts that are the shop's own data.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Bilingual {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// The text in `locale`.
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::Ja => &self.ja,
            Locale::En => &self.en,
        }
    }
}

/// A sellable line of one CA.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Unique id, `[a-z0-9-]`.
    pub id: String,
    /// Its name for people.
    pub name: Bilingual,
    /// One sentence on whom it is for.
    pub summary: Bilingual,
    /// Brand of the CA.
    pub ca: String,
    /// The connector that buys it: `embedded`, `manual` or the name of a configured ACME account.
    pub connector: String,
    /// What is validated.
    pub level: Level,
    /// Whether wildcard names are taken.
    pub wildcard: Wildcard,
    /// How many names one certificate may carry.
    pub names_max: usize,
    /// Id of the rule set that judges the CSR.
    pub rule_set: String,
    /// Tax-exclusive price in yen by term in months.
    #[serde(deserialize_with = "prices")]
    pub price_yen: BTreeMap<u32, Yen>,
    /// The longest validity this product asks for, below the dated limit.
    pub validity_days_max: Option<i64>,
    /// Methods by which a name can be proven, the preferred one first; empty when the CA arranges it by itself.
    #[serde(default)]
    pub validation_methods: Vec<Method>,
    /// What the CA calls itself in CAA records (RFC 8659 4.2); empty when nobody wrote it down.
    #[serde(default)]
    pub caa_domains: Vec<String>,
    /// Marks a product of the demonstration: only names under `.test`.
    #[serde(default)]
    pub sandbox_only: bool,
}

impl Product {
    /// The price for `months`, with tax; `None` when that term is not sold.
    pub fn price(&self, months: u32, tax_percent: u32) -> Option<Price> {
        Price::with_tax(*self.price_yen.get(&months)?, tax_percent)
    }

    /// The term of an order that names none: a year where it is sold, otherwise the shortest.
    pub fn term_months_default(&self) -> Option<u32> {
        self.price_yen.get_key_value(&12).or(self.price_yen.first_key_value()).map(|(months, _)| *months)
    }

    /// The validation method for `names` when the customer names none: the first one sold that can prove them all.
    pub fn method_default(&self, wildcard: bool) -> Option<Method> {
        self.validation_methods.iter().copied().find(|method| !wildcard || method.proves_wildcards())
    }
}

fn prices<'de, D: serde::Deserializer<'de>>(input: D) -> Result<BTreeMap<u32, Yen>, D::Error> {
    let raw = BTreeMap::<String, i64>::deserialize(input)?;
    let price = |(months, yen): (String, i64)| match months.parse() {
        Ok(months) if months >= 1 && yen >= 0 => Ok((months, Yen(yen))),
        _ => Err(serde::de::Error::custom("price_yen: months and yen must be whole positive numbers")),
    };
    raw.into_iter().map(price).collect()
}

/// The shop's own dated habits.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Consumption tax in percent.
    pub tax_percent: u32,
    /// Calendar days in Japan until an unpaid order lapses.
    pub payment_due_days: i64,
    /// Days that a random value may be used to prove a name (BR 3.2.2.4.7: 30).
    pub proof_days_max: i64,
    /// A certificate is replaced this many days before it ends…
    pub reissue_days_before_max: i64,
    /// …or when one part in this many of its life is left, whichever is later.
    pub reissue_life_divisor: i64,
    /// Days before the end of the certificate in use to remind of a new one that is not installed, descending.
    pub install_reminder_days: Vec<i64>,
    /// Days before the end of the term to remind of the renewal, descending.
    pub term_notice_days: Vec<i64>,
    /// The daily look at certificates in use.
    pub watch: WatchPolicy,
    /// What the doctor does for people who ask over the web.
    pub doctor: DoctorPolicy,
}

/// Limits of the doctor's looks at sites that anybody may name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoctorPolicy {
    /// Seconds for everything together in one look.
    pub time_seconds_max: u64,
    /// Octets of pages, CRLs and certificates read in one look.
    pub octets_max: usize,
    /// Looks within a minute for one account, or one address that nobody logged in from.
    pub looks_per_minute_max: usize,
    /// Looks at the same time in one process.
    pub looks_at_once_max: usize,
    /// Accounts and addresses whose looks are remembered; more wait.
    pub askers_max: usize,
    /// Days that a report is kept.
    pub report_days: i64,
    /// Reports kept for one account; the oldest go first.
    pub reports_max: u32,
    /// Octets of one report's evidence; longer ones are shown and not kept.
    pub report_octets_max: usize,
    /// The ports that may be looked at, the usual one of each way to begin TLS first.
    pub ports: Vec<DoctorPort>,
}

/// A port that the doctor looks at for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoctorPort {
    /// Its number.
    pub port: u16,
    /// The protocol whose command begins TLS there; nothing where TLS begins at once.
    pub starttls: Option<StartTls>,
}

/// The protocols that change to TLS by a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartTls {
    /// RFC 3207.
    Smtp,
    /// RFC 9051 section 6.2.1.
    Imap,
    /// RFC 2595 section 4.
    Pop3,
}

impl StartTls {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Smtp, Self::Imap, Self::Pop3];

    /// `smtp`, `imap` or `pop3`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Smtp => "smtp",
            Self::Imap => "imap",
            Self::Pop3 => "pop3",
        }
    }
}

/// Everything the shop sells and the rules it sells by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// Products in the order they are shown.
    pub products: Vec<Product>,
    /// Dated limits.
    pub limits: Limits,
    /// The shop's habits.
    pub policy: Policy,
}

/// Why a catalogue cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// Not the TOML that was expected; the text has line and column.
    #[error("{file}: {message}")]
    Syntax {
        /// Which of the three texts.
        file: &'static str,
        /// What the reader said.
        message: String,
    },
    /// Two products share an id, or a product sells no term.
    #[error("{file}: `{entry}`: {problem}")]
    Content {
        /// Which of the three texts.
        file: &'static str,
        /// The entry at fault.
        entry: String,
        /// What is wrong with it.
        problem: &'static str,
    },
}

impl Catalogue {
    /// Reads the three texts `products.toml`, `pki-limits.toml` and `policy.toml`.
    ///
    /// # Errors
    /// [`CatalogueError`] says which file and where.
    pub fn parse(products: &str, limits: &str, policy: &str) -> Result<Self, CatalogueError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Products {
            product: Vec<Product>,
        }
        let syntax = |file| move |error: toml::de::Error| CatalogueError::Syntax { file, message: error.to_string() };
        let products = toml::from_str::<Products>(products).map_err(syntax("products.toml"))?.product;
        let limits = Limits::parse(limits)
            .map_err(|error| CatalogueError::Syntax { file: "pki-limits.toml", message: error.to_string() })?;
        let policy = toml::from_str::<Policy>(policy).map_err(syntax("policy.toml"))?;

        let bad = |file, entry: &str, problem| CatalogueError::Content { file, entry: entry.to_owned(), problem };
        for (index, product) in products.iter().enumerate() {
            if products[..index].iter().any(|other| other.id == product.id) {
                return Err(bad("products.toml", &product.id, "the id is used twice"));
            }
            if product.price_yen.is_empty() || product.names_max == 0 {
                return Err(bad("products.toml", &product.id, "needs at least one term and one name"));
            }
            if product.wildcard != Wildcard::Forbid
                && !product.validation_methods.is_empty()
                && product.method_default(true).is_none()
            {
                return Err(bad("products.toml", &product.id, "sells wildcards but no method proves them"));
            }
        }
        if policy.watch.side_by_side_max == 0 || policy.watch.time_seconds_max == 0 {
            return Err(bad("policy.toml", "watch", "needs time for at least one look"));
        }
        if policy.doctor.ports.is_empty() || policy.doctor.looks_per_minute_max == 0 {
            return Err(bad("policy.toml", "doctor", "needs at least one port and one look a minute"));
        }
        if policy.reissue_life_divisor < 2 {
            return Err(bad("policy.toml", "reissue_life_divisor", "must be at least 2"));
        }
        Ok(Self { products, limits, policy })
    }

    /// The product `id`.
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.id == id)
    }

    /// The limits for a certificate issued at `at`; before the first row, the first row.
    pub fn limit_at(&self, at: Timestamp) -> Option<&ValidityLimit> {
        self.limits.validity_at(at.unix_seconds()).or(self.limits.validity().first())
    }

    /// Days of validity to ask for when `product` is issued at `at`.
    pub fn validity_days(&self, product: &Product, at: Timestamp) -> i64 {
        let limit = self.limit_at(at).map_or(1, |limit| limit.validity_days_should);
        product.validity_days_max.map_or(limit, |days| days.min(limit))
    }
}
