//! What was seen, as a plain value: stored beside an issuance, sent with a support question, judged again later.
//!
//! It is serialisable here and not in `wire` because nobody else relies on its shape: it is written and read by the
//! doctor alone. New fields carry `#[serde(default)]`, so that old evidence stays readable.

use std::{collections::BTreeMap, net::SocketAddr};

use serde::{Deserialize, Serialize};
use warifu_net::NetError;

/// Everything seen in one look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// When the look began, seconds since 1970-01-01 UTC.
    pub at: i64,
    /// One entry per host, and one per wildcard that no host stands for, in the order asked.
    pub hosts: Vec<HostSeen>,
}

/// What was seen of one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostSeen {
    /// The host; or, if nowhere could be looked, the wildcard.
    pub name: String,
    /// What looking at it gave.
    pub looked: Looked,
}

/// What looking at a name gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Looked {
    /// A wildcard under which no host is known: no look was possible.
    Nowhere,
    /// The name did not lead to an address.
    Unresolved(Failure),
    /// Each of its addresses.
    At(Vec<AddressSeen>),
}

/// What one address of a name showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressSeen {
    /// Address and port.
    pub address: SocketAddr,
    /// What it showed.
    pub shown: Shown,
}

/// What an address showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Nothing: the connection or the handshake failed.
    Failed(Failure),
    /// A certificate in a handshake that succeeded.
    Certificate {
        /// DER, in base64, as sent: the leaf first.
        #[serde(with = "base64_list")]
        chain: Vec<Vec<u8>>,
        /// `TLSv1.2` or `TLSv1.3`.
        version: String,
        /// The application protocol agreed on.
        alpn: Option<String>,
    },
}

/// A [`NetError`] as it is kept: its code and parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// [`NetError::code`].
    pub code: String,
    /// [`NetError::params`].
    #[serde(default)]
    pub params: BTreeMap<String, String>,
}

impl From<NetError> for Failure {
    fn from(error: NetError) -> Self {
        let params = error.params().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { code: error.code().to_owned(), params }
    }
}

mod base64_list {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(list: &[Vec<u8>], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(list.iter().map(|der| STANDARD.encode(der)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Vec<u8>>, D::Error> {
        let list = Vec::<String>::deserialize(from)?;
        list.iter().map(|text| STANDARD.decode(text).map_err(D::Error::custom)).collect()
    }
}
