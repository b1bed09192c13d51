//! Why a use case did not do what was asked. Codes and parameters: the shell turns them into replies and sentences.

use warifu_domain::Refusal;
use warifu_pki::Finding;

/// One thing wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// Path of the field as the API names it, as `subscriber.email`.
    pub field: &'static str,
    /// Message code.
    pub code: &'static str,
    /// Parameters of the message.
    pub params: Vec<(&'static str, String)>,
}

impl FieldProblem {
    /// A problem without parameters.
    pub const fn new(field: &'static str, code: &'static str) -> Self {
        Self { field, code, params: vec![] }
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.push((name, value.to_string()));
        self
    }
}

/// Why a use case did not do what was asked.
#[derive(Clone, Debug)]
pub enum Failure {
    /// Nobody is logged in, or the credentials are wrong.
    Unauthenticated,
    /// The caller may not do this.
    Forbidden,
    /// There is no such thing, or it is not the caller's: the answer is the same.
    NotFound {
        /// `order`, `issuance`, `product`, `account`, `job`, `mail` …
        what: &'static str,
    },
    /// Fields of the request are wrong; every one is named.
    Invalid(Vec<FieldProblem>),
    /// The inspector refused the CSR or the certificate.
    Findings(Vec<Finding>),
    /// The state of the order does not allow it.
    Refused(Refusal),
    /// The same idempotency key came with another body, or its first request is still running.
    IdempotencyKey {
        /// `idempotency_key_reused` or `idempotency_key_in_use`.
        code: &'static str,
    },
    /// Too many tries.
    TooMany {
        /// Seconds until another try makes sense.
        retry_after_seconds: u64,
    },
    /// The database or another part is away or too busy; the same request may succeed later.
    Unavailable,
    /// A fault of the program; logged with this text, which is not for customers.
    Internal(String),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
