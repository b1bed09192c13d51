//! Identifiers. Each is a UUID version 7 (RFC 9562 5.7) made by the application, so that no statement has to wait for
//! a number from the database and rows sort by age.

use std::{fmt, str::FromStr};

pub use uuid::Uuid;

use crate::time::Timestamp;

/// A UUID version 7 for the moment `now`, with 74 bits taken from `random`.
pub fn uuid_v7(now: Timestamp, random: [u8; 10]) -> Uuid {
    let millis = u64::try_from(now.unix_micros() / 1_000).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0.as_hyphenated())
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A customer's login unit.
    AccountId,
    /// A person of an account.
    MemberId,
    /// An API token.
    TokenId,
    /// The purchase of a term for a set of names.
    OrderId,
    /// One CSR → one certificate inside an order.
    IssuanceId,
    /// Proof of control of one name for one issuance.
    ValidationId,
    /// A balanced set of postings.
    TransactionId,
    /// A unit of work that runs after the commit.
    JobId,
    /// A mail to one recipient about one event.
    MailId,
    /// What the doctor saw, kept for an account.
    ReportId,
}
