//! Connectors: the way to one CA each, behind one trait.
//!
//! Absent here: SQL, orders and their states, sockets, the system's clock and its chance. Names are resolved, addresses
//! judged and connections made by `net`; time and randomness come in with the [`World`]. A connector remembers nothing
//! that matters: where it stands at the CA is the `upstream` note, which `app` stores before the act that depends on it.
//!
//! The way of one issuance: `app` calls [`Connector::step`], stores what the [`Step`] says, and calls again. A process
//! that dies in between loses nothing: the next call with the last stored note goes on from there.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once"))]

pub mod acme;
mod codes;
mod connector;
pub mod embedded;
pub mod manual;
pub mod seal;

pub use codes::CODES;
pub use connector::{Connector, ConnectorError, Intent, RenewalWindow, Reserved, Step, World};
