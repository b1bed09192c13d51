//! The built-in CA: for the demo, the sandbox and private PKI.
//!
//! The way of a certificate: challenges with fresh tokens, or earlier evidence → the CA's own look → serial and content
//! decided and stored → signed, byte for byte what was stored. A crash before the signature costs nothing; after it, the
//! same content is signed again under the same serial.

mod authority;
mod key;
mod note;
mod proof;

use std::time::Duration;

use async_trait::async_trait;
use warifu_domain::{DnsName, catalogue::Level, issuance::RevocationReason, time::Period};
use warifu_pki::{Csr, keys::Verdict};
use warifu_wire::acme::base64url;

use self::note::{Note, Phase, Placed};
pub use self::{
    authority::{
        Authority, AuthorityError, AuthorityNames, CRL_DAYS, CRL_ENTRIES_MAX, NewAuthority, Publication,
        RevokedCertificate,
    },
    key::KeyChoice,
};
use crate::{Connector, ConnectorError, Intent, RenewalWindow, Reserved, Step, World};

/// How long to wait before looking again for a proof that is not in place.
const LOOK_AGAIN: Duration = Duration::from_secs(30);

/// The connector to the built-in CA.
pub struct Embedded {
    name: String,
    authority: Authority,
}

impl Embedded {
    /// Under the name by which products call it.
    pub fn new(name: impl Into<String>, authority: Authority) -> Self {
        Self { name: name.into(), authority }
    }

    /// The CA behind it, for its certificates and CRL.
    pub const fn authority(&self) -> &Authority {
        &self.authority
    }

    fn begin(&self, intent: &Intent, world: &World<'_>) -> Step {
        if let Err(refused) = read_csr(intent) {
            return refused;
        }
        let mut challenges = Vec::with_capacity(intent.names.len());
        for name in &intent.names {
            match proof::challenge(intent, name, world.random) {
                Some(challenge) => challenges.push(challenge),
                None => return Step::failed("ca_method_not_for_wildcard", name.as_str()),
            }
        }
        let placed = challenges.iter().filter_map(Placed::of).collect();
        Step::Prove { upstream: Note::write(Phase::Proving { placed }), challenges }
    }

    /// Looks for itself once the shop has seen everything: only the CA validates (BR 1.3.2).
    async fn validate(&self, placed: &[Placed], found: &[DnsName], world: &World<'_>) -> Step {
        let wait = Step::Wait { upstream: None, after: LOOK_AGAIN };
        if !placed.iter().all(|placed| found.iter().any(|name| placed.is_about(name))) {
            return wait;
        }
        for placed in placed {
            if !proof::is_in_place(&placed.thing, world.net).await {
                return wait;
            }
        }
        Step::Submit { upstream: Note::write(Phase::Proven) }
    }

    fn reserve(&self, intent: &Intent, world: &World<'_>) -> Result<Step, ConnectorError> {
        let csr = match read_csr(intent) {
            Ok(csr) => csr,
            Err(refused) => return Ok(refused),
        };
        let serial = authority::serial(world.random);
        let tbs = match self.authority.leaf_tbs(&serial, csr.spki_der(), &intent.names, validity(intent, world)) {
            Ok(tbs) => tbs,
            Err(error @ AuthorityError::Build(_)) => return Ok(Step::failed("ca_rejected_csr", &error.to_string())),
            Err(error) => return Err(error.into()),
        };
        let upstream = Note::write(Phase::Reserved { tbs: base64url::encode(&tbs) });
        Ok(Step::Note { upstream, reserved: Some(Reserved { serial: serial.to_vec(), tbs }) })
    }

    fn sign(&self, tbs: &str) -> Result<Step, ConnectorError> {
        let unreadable = || ConnectorError::new("ca_note_unreadable", "the stored content is not base64url");
        let tbs = base64url::decode(tbs).ok_or_else(unreadable)?;
        let leaf = self.authority.sign(&tbs)?;
        Ok(Step::Issued { chain_der: vec![leaf, self.authority.intermediate().der().to_vec()] })
    }
}

#[async_trait]
impl Connector for Embedded {
    fn name(&self) -> &str {
        &self.name
    }

    async fn step(
        &self,
        intent: &Intent,
        upstream: Option<&str>,
        found: &[DnsName],
        world: &World<'_>,
    ) -> Result<Step, ConnectorError> {
        let Some(upstream) = upstream else { return Ok(self.begin(intent, world)) };
        match Note::read(upstream)?.phase {
            Phase::Proving { placed } => Ok(self.validate(&placed, found, world).await),
            Phase::Proven => self.reserve(intent, world),
            Phase::Reserved { tbs } => self.sign(&tbs),
        }
    }

    /// Nothing to call: the shop's own record is the truth, and the next CRL says it.
    async fn revoke(&self, _: &[u8], _: RevocationReason, _: &World<'_>) -> Result<(), ConnectorError> {
        Ok(())
    }

    async fn renewal_info(&self, _: &[u8], _: &World<'_>) -> Result<Option<RenewalWindow>, ConnectorError> {
        Ok(None)
    }
}

impl From<AuthorityError> for ConnectorError {
    fn from(error: AuthorityError) -> Self {
        Self::new("ca_signing_failed", error.to_string())
    }
}

/// The CSR, if this CA may sign for it: the last gate, whatever was inspected before.
fn read_csr(intent: &Intent) -> Result<Csr, Step> {
    let refused = |why: &str| Step::failed("ca_rejected_csr", why);
    // OV needs country and place besides the name, which the shop does not check yet.
    if intent.level != Level::Dv {
        return Err(Step::failed("ca_level_not_offered", intent.level.as_str()));
    }
    let csr = Csr::from_der(intent.csr_der.clone()).map_err(|error| refused(&error.to_string()))?;
    if csr.spki_sha256() != intent.spki_sha256 {
        return Err(refused("the key is not the one intended"));
    }
    if let Some(extra) = intent.names.iter().find(|name| !csr.names().contains(name)) {
        return Err(refused(extra.as_str()));
    }
    if csr.verify() != Verdict::Valid {
        return Err(refused("the signature is broken"));
    }
    Ok(csr)
}

/// From this second on, as long as intended and never beyond the intended end: notBefore may lie neither ahead nor more
/// than 48 hours back (BR 7.1.2.7), while an intent may be older than that.
fn validity(intent: &Intent, world: &World<'_>) -> Period {
    let longest = Period::of_certificate_days(world.now, intent.validity.certificate_days());
    Period { from: longest.from, to: longest.to.min(intent.validity.to) }
}
