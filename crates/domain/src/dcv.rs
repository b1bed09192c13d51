//! Domain control validation: what a customer must place so that the CA can see who controls a name (BR 3.2.2.4).
//! Only the CA validates (BR 1.3.2); the shop says what to place and looks before the CA does.

use std::str::FromStr;

use serde::Deserialize;
use warifu_pki::DnsName;

use crate::{id::ValidationId, time::Timestamp};

/// A way to prove control of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
pub enum Method {
    /// A file on the web server (BR 3.2.2.4.18 and .19). Never for wildcards.
    #[serde(rename = "http-01")]
    Http,
    /// A TXT record (BR 3.2.2.4.7).
    #[serde(rename = "dns-01")]
    Dns,
}

impl Method {
    /// The name in tables and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http-01",
            Self::Dns => "dns-01",
        }
    }

    /// Whether a wildcard can be proven this way.
    pub const fn proves_wildcards(self) -> bool {
        matches!(self, Self::Dns)
    }
}

impl FromStr for Method {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "http-01" => Ok(Self::Http),
            "dns-01" => Ok(Self::Dns),
            _ => Err(()),
        }
    }
}

/// Exactly what to place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instruction {
    /// A file with this content, readable at this `http` URL.
    File {
        /// Where the CA reads it.
        url: String,
        /// All of its content; white space at the end does not matter.
        content: String,
    },
    /// A TXT record with this value.
    Txt {
        /// Fully qualified name without a trailing dot.
        record: String,
        /// The value, without quotes.
        value: String,
    },
}

impl Instruction {
    /// The method this instruction belongs to.
    pub const fn method(&self) -> Method {
        match self {
            Self::File { .. } => Method::Http,
            Self::Txt { .. } => Method::Dns,
        }
    }
}

/// How far the proof of one name is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValidationState {
    /// The customer has to place what the instruction says.
    Pending,
    /// The shop has seen it in place.
    Found {
        /// When it was seen.
        at: Timestamp,
    },
    /// The CA has seen it.
    Valid {
        /// When the evidence was obtained; its reuse counts from here.
        at: Timestamp,
    },
    /// The CA has looked and refused; the issuance needs a new attempt.
    Invalid {
        /// When it was refused.
        at: Timestamp,
        /// The CA's problem type or the shop's finding code.
        code: String,
    },
}

impl ValidationState {
    /// The name in tables and on the wire.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Found { .. } => "found",
            Self::Valid { .. } => "valid",
            Self::Invalid { .. } => "invalid",
        }
    }
}

/// The proof of control of one name for one issuance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validation {
    /// Its id.
    pub id: ValidationId,
    /// The name to prove.
    pub name: DnsName,
    /// The method in use.
    pub method: Method,
    /// What to place; `None` when earlier evidence is used again.
    pub instruction: Option<Instruction>,
    /// How far it is.
    pub state: ValidationState,
}

/// What a CA asks for one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Challenge {
    /// The customer has to place this.
    Place {
        /// The name to prove.
        name: DnsName,
        /// What to place.
        instruction: Instruction,
    },
    /// Evidence that the CA already holds counts again.
    Reuse {
        /// The name.
        name: DnsName,
        /// How it was proven.
        method: Method,
        /// When that evidence was obtained.
        obtained_at: Timestamp,
    },
}

impl Challenge {
    /// The name it is about.
    pub const fn name(&self) -> &DnsName {
        match self {
            Self::Place { name, .. } | Self::Reuse { name, .. } => name,
        }
    }
}
