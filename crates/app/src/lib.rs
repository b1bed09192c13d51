//! Use cases, the job runner and schedules: load, decide, save; effects run as jobs after the commit.
//!
//! Absent here: HTML, status codes, SQL and sentences. Time, randomness, network, mail, database and CAs are handed in
//! as [`Parts`]. Nothing is sent before the commit.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once"))]

mod access;
mod advance;
mod context;
mod doctor;
mod failure;
mod inspect;
mod install;
mod jobs;
mod limiter;
mod orders;
mod other_kind;
mod parts;
mod points;
mod save;
mod staff;
mod system;
mod watch;
mod work;

pub use access::{NewMember, NewSession, NewToken, Viewer};
pub use context::InUse;
pub use doctor::{Asker, Diagnosis, KeptReport, Look, Wish};
pub use failure::{Failure, FieldProblem};
pub use inspect::{CertificateJudge, Inspected, Judge, RULES_DEFAULT, SeenCertificates, profile, wanted};
pub use install::InstallReport;
pub use orders::{Accepted, Apply, ApplySubscriber, OrderFilter, Replay};
pub use parts::{App, EMBEDDED, MANUAL, Parts, RuleSets, Settings};
pub use points::{Credit, Points};
pub use save::Page;
pub use staff::{CaCertificate, ManualIssue};
pub use system::SystemClock;
pub use work::{Worker, WorkerSettings};
