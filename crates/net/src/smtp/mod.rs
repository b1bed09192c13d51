//! Sending mail: what a mail is, who can send one, and the SMTP mailer.

mod dialogue;
mod mailer;
mod message;

use async_trait::async_trait;

pub use mailer::{SmtpMailer, SmtpSettings, Tls};

/// A mail to be sent. Every text that becomes a header is refused if it holds a control character, so nobody can add
/// headers of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingMail {
    /// Without angle brackets, such as `018f…@shop.example`. Stable over retries, so that a second copy is recognised.
    pub message_id: String,
    /// `shop@example.jp` or `Name <shop@example.jp>`.
    pub from: String,
    /// One receiver, as `from`.
    pub to: String,
    /// The subject line.
    pub subject: String,
    /// The text version; every mail has one.
    pub text: String,
    /// The HTML version.
    pub html: Option<String>,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// The `Date` header, seconds since 1970-01-01 UTC.
    pub date_unix: i64,
    /// Whether a machine wrote it (RFC 3834 section 5): holiday replies must not answer.
    pub auto_submitted: bool,
}

/// A file in a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// File name.
    pub name: String,
    /// Media type such as `application/zip`.
    pub mime: String,
    /// Contents.
    pub bytes: Vec<u8>,
}

/// Sends mails.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands the mail over to the next server. `Ok` means that it took responsibility (RFC 5321 section 4.2.5).
    ///
    /// # Errors
    /// [`MailError`] says whether to try again.
    async fn send(&self, mail: &OutgoingMail) -> Result<(), MailError>;
}

/// Why a mail was not handed over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}{}", reply.map(|reply| format!(" ({reply})")).unwrap_or_default())]
pub struct MailError {
    /// Whether the same mail may go through later.
    pub retry: bool,
    /// The stable code: one of [`crate::NetError::code`], or `smtp_…` or `mail_…`.
    pub code: &'static str,
    /// The server's reply code, if it gave one (RFC 5321 section 4.2.3).
    pub reply: Option<u16>,
}

impl MailError {
    /// It may go through later.
    pub const fn later(code: &'static str) -> Self {
        Self { retry: true, code, reply: None }
    }

    /// It will never go through like this.
    pub const fn never(code: &'static str) -> Self {
        Self { retry: false, code, reply: None }
    }
}

/// The way to the relay is blocked, even if by a wrong setting: somebody can mend that, and the mail is not at fault.
impl From<crate::NetError> for MailError {
    fn from(error: crate::NetError) -> Self {
        Self::later(error.code())
    }
}
