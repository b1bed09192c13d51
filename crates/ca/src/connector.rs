//! What every connector can do, and what it is told and answers.

use std::time::Duration;

use async_trait::async_trait;
use warifu_domain::{
    DnsName, IssuanceId, Timestamp,
    catalogue::Level,
    dcv::{Challenge, Method},
    issuance::RevocationReason,
    time::Period,
    world::Random,
};
use warifu_net::Net;
use warifu_pki::Sha256;

/// Characters of a CA's own words that are kept: enough for a sentence, too few to fill a database.
const DETAIL_CHARS_MAX: usize = 500;

/// The way to one CA.
#[async_trait]
pub trait Connector: Send + Sync {
    /// The name by which products call it.
    fn name(&self) -> &str;

    /// Goes one step further with an issuance: at most one act that the CA or the customer can see.
    ///
    /// `upstream` is the note last stored for this attempt, `None` before the first; `found` are the names whose proof
    /// the shop has seen in place. Calling again with the same note, after a crash or by mistake, repeats nothing that
    /// must not be repeated: what may have happened is looked up first.
    ///
    /// # Errors
    /// [`ConnectorError`]: nothing is decided, the same call may go better later.
    async fn step(
        &self,
        intent: &Intent,
        upstream: Option<&str>,
        found: &[DnsName],
        world: &World<'_>,
    ) -> Result<Step, ConnectorError>;

    /// Revokes a certificate; one that is revoked already counts as done.
    ///
    /// # Errors
    /// [`ConnectorError`].
    async fn revoke(&self, leaf_der: &[u8], reason: RevocationReason, world: &World<'_>) -> Result<(), ConnectorError>;

    /// When the CA wants a certificate renewed (RFC 9773); `None` when it does not say.
    ///
    /// # Errors
    /// [`ConnectorError`].
    async fn renewal_info(&self, leaf_der: &[u8], world: &World<'_>) -> Result<Option<RenewalWindow>, ConnectorError>;
}

/// What the shop wants of a CA for one issuance: stored before anything is asked.
#[derive(Clone, Debug)]
pub struct Intent {
    /// Which issuance.
    pub issuance: IssuanceId,
    /// Counts its attempts, from 1.
    pub attempt: u32,
    /// The PKCS#10 request, inspected before.
    pub csr_der: Vec<u8>,
    /// Exactly the names of the certificate to be.
    pub names: Vec<DnsName>,
    /// The key of the CSR.
    pub spki_sha256: Sha256,
    /// How the names are proven; `None` lets the connector choose.
    pub method: Option<Method>,
    /// Wanted validity, within the limits of the day. The first moment may already be past.
    pub validity: Period,
    /// What is validated.
    pub level: Level,
    /// The subscriber's registered name, for OV and EV.
    pub organization: Option<String>,
    /// Earlier proofs of this account that may still be used again.
    pub evidence: Vec<(DnsName, Method, Timestamp)>,
    /// The certificate that this one replaces (DER), for CAs that count replacements apart (RFC 9773 section 5).
    pub replaces: Option<Vec<u8>>,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Store this, then call again at once.
    Note {
        /// The new note.
        upstream: String,
        /// A serial to record in the same commit, before anything is signed with it.
        reserved: Option<Reserved>,
    },
    /// The customer has to place these; store note and challenges.
    Prove {
        /// The new note.
        upstream: String,
        /// One per name.
        challenges: Vec<Challenge>,
    },
    /// Every name is proven; store that the certificate is being asked for, then call again at once.
    Submit {
        /// The new note.
        upstream: String,
    },
    /// Nothing to do now.
    Wait {
        /// A new note to store, if there is one.
        upstream: Option<String>,
        /// Call again after this long, or sooner when another proof was found.
        after: Duration,
    },
    /// The certificate is here; it counts once it was compared with the intent.
    Issued {
        /// DER, the leaf first, without a root.
        chain_der: Vec<Vec<u8>>,
    },
    /// This attempt has come to nothing for good.
    Failed {
        /// A finding code.
        code: &'static str,
        /// The CA's own words, shortened, for people.
        detail: String,
    },
}

impl Step {
    /// The end of an attempt, with the CA's words made safe to store and show.
    pub(crate) fn failed(code: &'static str, detail: &str) -> Self {
        Self::Failed { code, detail: printable(detail) }
    }
}

/// A serial of the built-in CA and all that will be signed under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reserved {
    /// The serial's octets.
    pub serial: Vec<u8>,
    /// The TBSCertificate, DER, to be signed byte for byte.
    pub tbs: Vec<u8>,
}

/// The world that a connector acts in.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// The way out. For a CA that the operator has set its guard may let more pass than customers may reach.
    pub net: &'a Net,
    /// Chance.
    pub random: &'a dyn Random,
    /// The present moment.
    pub now: Timestamp,
}

/// When a CA wants a certificate renewed: at a random moment of the window. One that is past means now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenewalWindow {
    /// First moment.
    pub from: Timestamp,
    /// Last moment.
    pub to: Timestamp,
    /// A page of the CA that says why.
    pub explanation_url: Option<String>,
    /// Ask again after this long.
    pub retry_after: Duration,
}

/// The CA could not be asked, or its answer could not be used. Nothing is decided.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct ConnectorError {
    /// A finding code.
    pub code: &'static str,
    /// For staff: the CA's own words or what was expected, shortened. Never a secret.
    pub detail: String,
    /// When the CA asked to come back, if it did.
    pub retry_after: Option<Duration>,
}

impl ConnectorError {
    /// A failure without a time to come back.
    pub fn new(code: &'static str, detail: impl AsRef<str>) -> Self {
        Self { code, detail: printable(detail.as_ref()), retry_after: None }
    }
}

/// Foreign words without control characters, shortened.
fn printable(text: &str) -> String {
    let clean = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    clean.take(DETAIL_CHARS_MAX).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_words_are_made_safe() {
        let long = "長".repeat(DETAIL_CHARS_MAX + 1);
        for (given, kept) in [
            ("plain", "plain"),
            (" a\r\nb\u{1b}[31m\t", "a  b [31m"),
            (long.as_str(), &long[..DETAIL_CHARS_MAX * "長".len()]),
        ] {
            assert_eq!(ConnectorError::new("code", given).detail, kept);
        }
    }
}
