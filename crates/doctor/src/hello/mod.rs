//! TLS hellos of our own, from SSL 3.0 to TLS 1.3: what a server would choose, asked without any cryptography.
//!
//! A library speaks to servers that are sound; what is wrong with the others shows only to hellos that a library would
//! not send. In every version the server's choice stands in clear: in TLS 1.3 a hello without key shares is answered by
//! a HelloRetryRequest that names suite and group (RFC 8446 sections 4.1.4 and 4.2.8). Pure: bytes in, bytes out.

mod client;
mod codes;
mod server;

pub(crate) use self::{
    client::{Compression, FALLBACK_SCSV, Hello},
    codes::{GROUP_BUCKETS, GROUP_BUCKETS_13, SUITES, SUITES_13},
};
pub use self::{
    codes::{group_name, suite_name},
    server::{Flight, Parser, Reply, Want},
};
