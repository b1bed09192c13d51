//! Pages that only the demonstration has: the sandbox (clock and sample sites) and the mailbox.
//!
//! Forms of the sandbox page, all same-origin posts that redirect back to `/sandbox?done=…`:
//! `/sandbox/clock` (`advance`: `1h`, `1d`, `7d`, `30d`, `47d`), `/sandbox/sites` (`name`: a new site),
//! `/sandbox/sites/{name}/csr`, `/sandbox/sites/{name}/place_validation`, `/sandbox/sites/{name}/install`.

use askama::Template;
use warifu_domain::Timestamp;

use crate::Page;

/// The sandbox.
#[derive(Debug, Template)]
#[template(path = "demo/sandbox.html")]
pub struct Sandbox {
    /// The frame.
    pub page: Page,
    /// The shop's present moment.
    pub now: Timestamp,
    /// How far the clock is ahead of the computer's, in seconds.
    pub offset_seconds: i64,
    /// The sample sites.
    pub sites: Vec<SandboxSite>,
    /// What could not be done just now, in words.
    pub problem: Option<String>,
}

/// A sample site: the customer's own machine in the demonstration.
#[derive(Clone, Debug, Default)]
pub struct SandboxSite {
    /// Its name under `.test`.
    pub name: String,
    /// The CSR that the site made with its own key, PEM.
    pub csr: Option<String>,
    /// What was placed to prove the name: a URL path or a TXT record's name each.
    pub placed: Vec<String>,
    /// The certificate it serves, if one is installed.
    pub installed: Option<SandboxCertificate>,
    /// Where the site really listens, as `https://127.0.0.1:40443/`.
    pub https_url: String,
}

/// What a sample site serves.
#[derive(Clone, Debug)]
pub struct SandboxCertificate {
    /// Serial number in hexadecimal.
    pub serial_hex: String,
    /// Its end.
    pub not_after: Timestamp,
    /// Its issuer's common name.
    pub issuer: String,
}

impl Sandbox {
    /// Whole days that the clock is ahead.
    pub fn days_ahead(&self) -> i64 {
        self.offset_seconds / warifu_domain::time::DAY_SECONDS
    }

    /// Whether nothing more can be asked of that site's certificate: it has ended.
    pub fn is_over(&self, certificate: &SandboxCertificate) -> bool {
        certificate.not_after < self.now
    }
}

/// Every mail that the shop sent, newest first.
#[derive(Debug, Template)]
#[template(path = "demo/mailbox.html")]
pub struct Mailbox {
    /// The frame.
    pub page: Page,
    /// The mails.
    pub mails: Vec<MailboxRow>,
}

/// A mail in the list.
#[derive(Clone, Debug)]
pub struct MailboxRow {
    /// Its id in `/mailbox/{id}`.
    pub id: String,
    /// Who got it.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// When it was sent.
    pub at: Timestamp,
    /// How often it was handed in; more than once would be a fault.
    pub copies: u32,
    /// How many files it carries.
    pub attachments: usize,
}

/// One mail.
#[derive(Debug, Template)]
#[template(path = "demo/mail.html")]
pub struct MailPage {
    /// The frame.
    pub page: Page,
    /// Its row in the list.
    pub row: MailboxRow,
    /// Sender.
    pub from: String,
    /// Its unique Message-ID.
    pub message_id: String,
    /// Its text.
    pub text: String,
    /// Files: name and size in bytes; each lies at `/mailbox/{id}/attachments/{index}`.
    pub attachments: Vec<(String, usize)>,
}
