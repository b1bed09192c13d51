//! The only way out: names are resolved, judged and dialled here, and nowhere else in warifu.
//!
//! Absent here: everything of ours (this part knows no order, certificate or table), and sentences for people. Whatever
//! fails is a [`NetError`] or a [`MailError`]: a code with parameters. The resolver, the dialer and the clock are
//! arguments of [`Net::new`], so a whole shop runs against the doubles in [`fake`].
//!
//! Every connection goes the same way: resolve **once**, judge each address with the [`Guard`], connect to exactly that
//! address. A second lookup between the check and the connection would let a rebinding name server in.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once"))]

mod dial;
mod dns;
mod dnssec;
mod error;
pub mod fake;
mod guard;
mod http;
mod outward;
mod secret;
pub mod smtp;
mod special;
mod starttls;
mod tls;

pub use self::{
    dial::{Dialer, Io, Stream, TcpDialer},
    dns::{Caa, Dnssec, HostAnswer, Resolver, SystemResolver},
    error::{DnsError, NetError},
    guard::{Cidr, CidrError, Guard, Refused},
    http::{HttpKept, HttpLimits, HttpPage, HttpReply, HttpRequest, Redirects},
    outward::{HostName, Net, Now},
    secret::Secret,
    smtp::{Attachment, MailError, Mailer, OutgoingMail, SmtpMailer, SmtpSettings, Tls},
    starttls::Start,
    tls::{TlsAsk, TlsKept, TlsProbe, TlsSeen, TlsTrust, init_crypto, is_public_root},
};
pub use ::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
