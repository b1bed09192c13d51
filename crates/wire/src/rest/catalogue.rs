//! What the shop sells.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A product on sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Product {
    /// Its id, as orders name it.
    pub id: String,
    /// Its name in the language of the reply.
    pub name: String,
    /// Whom it is for, in one sentence.
    pub summary: String,
    /// Brand of the CA.
    pub ca: String,
    /// What is validated: `dv`, `ov` or `ev`.
    pub level: String,
    /// Whether wildcard names are taken: `forbid`, `allow` or `require`.
    pub wildcard: String,
    /// How many names one certificate may carry.
    pub names_max: usize,
    /// Terms and their prices, the shortest first.
    pub terms: Vec<TermPrice>,
    /// Longest validity of one certificate today, in days; a longer term is filled by several.
    pub validity_days: i64,
    /// How names can be proven, the preferred method first; empty when the CA arranges it.
    pub validation_methods: Vec<String>,
    /// Whether it can be ordered now; `false` while its CA is not set up.
    pub available: bool,
    /// Only for names under `.test`.
    pub sandbox_only: bool,
}

/// The price of one term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TermPrice {
    /// Length of the term in months.
    pub months: u32,
    /// Without tax.
    pub price_yen: i64,
    /// Consumption tax.
    pub tax_yen: i64,
    /// What is paid.
    pub total_yen: i64,
}
