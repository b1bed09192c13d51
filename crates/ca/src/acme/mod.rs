//! Any CA that speaks RFC 8555, with external account binding, and RFC 9773 where the CA has it.
//!
//! The way of an issuance: the note says that an order is about to be placed → the order's URL is stored → challenges →
//! each name the shop has seen is answered → all proven, finalize → poll → chain. Before every act the CA is asked how
//! things stand, so a repeated step repeats nothing. An order whose URL was lost in a crash is looked for in the account's
//! list, where the CA keeps one, before another is placed.

mod account;
mod client;
mod note;
mod order;
mod renewal;

use async_trait::async_trait;
use warifu_domain::{DnsName, issuance::RevocationReason};
use warifu_net::{Secret, TlsTrust};
use warifu_wire::acme::{ErrorType, RevokeCert, base64url};
use zeroize::Zeroizing;

use self::{
    account::AccountKey,
    client::{CallError, Client},
    order::Unasked,
};
use crate::{Connector, ConnectorError, Intent, RenewalWindow, Step, World};

/// Where the CA is and who we are there.
#[derive(Clone, Debug)]
pub struct AcmeConfig {
    /// The name by which products call this connector.
    pub name: String,
    /// The directory; `https` only, like every URL in it.
    pub directory_url: String,
    /// `mailto:` URLs for the account.
    pub contact: Vec<String>,
    /// Whether the operator has agreed to the CA's terms.
    pub terms_agreed: bool,
    /// What the CA gave to bind the account to a customer of it.
    pub external_account: Option<ExternalAccount>,
    /// A profile of the CA's directory.
    pub profile: Option<String>,
    /// Whose server certificates are accepted.
    pub trust: TlsTrust,
}

/// An external account (RFC 8555 section 7.3.4).
#[derive(Clone, Debug)]
pub struct ExternalAccount {
    /// The CA's key identifier.
    pub key_id: String,
    /// The shared key in base64url.
    pub hmac_key: Secret<String>,
}

/// The connector to one account at one CA.
pub struct Acme {
    client: Client,
    unasked: Unasked,
}

impl Acme {
    /// A new account key (PKCS#8, ECDSA on P-256), to be sealed and stored before the first use.
    ///
    /// # Errors
    /// [`ConnectorError`] `ca_account_key_unusable` when no key can be made.
    pub fn generate_account_key() -> Result<Zeroizing<Vec<u8>>, ConnectorError> {
        AccountKey::generate()
    }

    /// With a stored account key and, if it is known, the account's URL.
    ///
    /// # Errors
    /// [`ConnectorError`] `ca_account_key_unusable`, or `ca_config` for a directory that is not `https` or an external
    /// account's key that is not base64url.
    pub fn open(
        config: AcmeConfig,
        account_key_pkcs8: &[u8],
        account_url: Option<String>,
    ) -> Result<Self, ConnectorError> {
        let client = Client::new(config, AccountKey::open(account_key_pkcs8)?, account_url)?;
        Ok(Self { client, unasked: Unasked::default() })
    }

    /// The account's URL, to be stored: found by its key, or registered. [`Connector::step`] does this by itself when
    /// it has to; calling it at start-up tells a wrong configuration early.
    ///
    /// # Errors
    /// [`ConnectorError`].
    pub async fn ensure_account(&self, world: &World<'_>) -> Result<String, ConnectorError> {
        Ok(self.client.account_url(world).await?)
    }
}

#[async_trait]
impl Connector for Acme {
    fn name(&self) -> &str {
        &self.client.config.name
    }

    async fn step(
        &self,
        intent: &Intent,
        upstream: Option<&str>,
        found: &[DnsName],
        world: &World<'_>,
    ) -> Result<Step, ConnectorError> {
        Ok(order::step(&self.client, &self.unasked, intent, upstream, found, world).await?)
    }

    async fn revoke(&self, leaf_der: &[u8], reason: RevocationReason, world: &World<'_>) -> Result<(), ConnectorError> {
        let reason = (reason != RevocationReason::Unspecified).then(|| reason.code());
        let request = RevokeCert { certificate: base64url::encode(leaf_der), reason };
        let url = self.client.directory(world).await?.revoke_cert.clone();
        match self.client.post(&url, &request, world).await {
            Err(CallError::Refused(refused)) if refused.problem.kind == ErrorType::AlreadyRevoked => Ok(()),
            other => Ok(other.map(drop)?),
        }
    }

    async fn renewal_info(&self, leaf_der: &[u8], world: &World<'_>) -> Result<Option<RenewalWindow>, ConnectorError> {
        Ok(renewal::window(&self.client, leaf_der, world).await?)
    }
}
