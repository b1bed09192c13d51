//! What is wrong with a site, and what to do next: gather, then judge.
//!
//! [`gather`] looks at a site through [`warifu_net::Net`] and returns [`Evidence`], a plain value that can be stored.
//! [`judge`] and the files under `checks` are pure: the same evidence gives the same findings at any later time.
//! [`dcv`] looks at what a customer has placed before the CA does; only the CA validates (BR 1.3.2).
//!
//! Absent here: sockets and name servers of its own, a clock, SQL, orders and accounts, and sentences for people.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once"))]

mod checks;
mod compat;
pub mod dcv;
mod evidence;
mod gather;
pub mod hello;
mod install;
mod judge;
mod mixed;
mod server;
mod suites;
mod trail;
mod view;

pub use checks::{CHECKS, Check, Effect};
pub use compat::{Class, Client, ClientVerdict, Clients, ClientsError, Obstacle};
pub use evidence::{
    AddressSeen, Answer, CaaRecord, CaaSeen, DnsSeen, Dnssec, Evidence, Failure, Greeting, Handshake, HelloSeen, Hop,
    HostSeen, HttpSeen, IssuerSeen, Looked, PageSeen, Preference, Profile, Protocol, Reference, ReplySeen, Resumption,
    RevocationSeen, Scan, Shown, Signed, Stage, Start, Status, StatusSource, ValidationSeen, Version, VersionSeen,
};
pub use gather::{Plan, gather, gather_names, gather_with};
pub use install::{Verdict, judge_install};
pub use judge::{Context, Expected, HostReport, Outcome, Report, Topic, judge};
pub use server::ServerKind;
