//! Everything that people read: texts in Japanese and English, pages, mails, style sheet.
//!
//! Absent here: HTTP, SQL, a clock, the network and decisions. A view is a plain struct of domain values; rendering it
//! is a pure function. Sentences live in `locales/`, never in code: everybody else passes codes and parameters, and
//! [`message`] and [`fix`] turn them into words.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once"))]

pub mod assets;
pub mod console;
pub mod demo;
pub mod doctor;
pub mod help;
pub mod look;
mod mail;
mod message;
pub mod order;
mod page;
pub mod rule;
pub mod shop;
mod text;

pub use askama::Template;
pub use mail::{MailView, Rendered, mail};
pub use message::{Problem, example, fix, fix_local, message};
pub use page::{Chip, Page, Signed};
pub use text::Text;
pub use warifu_domain::people::Locale;
