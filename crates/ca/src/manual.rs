//! A CA that staff order from by hand: its portal, a mail, a form. Nothing leaves the shop by itself.
//!
//! The issuance waits as `Submitted` until staff hand in the certificate; `app` compares it with the intent.

use std::time::Duration;

use async_trait::async_trait;
use warifu_domain::{DnsName, issuance::RevocationReason};

use crate::{Connector, ConnectorError, Intent, RenewalWindow, Step, World};

/// How often an issuance that waits for staff is looked at again.
const LOOK_AGAIN: Duration = Duration::from_secs(24 * 3600);

/// The note of an order that is in the hands of staff.
const WITH_STAFF: &str = r#"{"v":1,"phase":"with_staff"}"#;

/// Orders by hand.
#[derive(Clone, Debug)]
pub struct Manual {
    name: String,
}

impl Manual {
    /// Under the name by which products call it.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

/// What staff have to type at the CA, in the order CAs commonly ask for it. Field names are message codes.
pub fn order_sheet(intent: &Intent) -> Vec<(&'static str, String)> {
    let mut sheet = vec![
        ("level", intent.level.as_str().to_owned()),
        ("names", intent.names.iter().map(DnsName::as_str).collect::<Vec<_>>().join("\n")),
        ("csr", warifu_pki::pem::encode("CERTIFICATE REQUEST", &intent.csr_der)),
        ("spki_sha256", intent.spki_sha256.to_string()),
        ("validity_days", intent.validity.certificate_days().to_string()),
        ("not_after_max", intent.validity.to.to_string()),
    ];
    sheet.extend(intent.organization.clone().map(|name| ("organization", name)));
    sheet.extend(intent.method.map(|method| ("method", method.as_str().to_owned())));
    sheet.push(("reference", format!("{}-{}", intent.issuance, intent.attempt)));
    sheet
}

#[async_trait]
impl Connector for Manual {
    fn name(&self) -> &str {
        &self.name
    }

    async fn step(
        &self,
        _: &Intent,
        upstream: Option<&str>,
        _: &[DnsName],
        _: &World<'_>,
    ) -> Result<Step, ConnectorError> {
        Ok(match upstream {
            None => Step::Submit { upstream: WITH_STAFF.to_owned() },
            Some(_) => Step::Wait { upstream: None, after: LOOK_AGAIN },
        })
    }

    /// Always an error: staff revoke at the CA, and say so in the console.
    async fn revoke(&self, _: &[u8], _: RevocationReason, _: &World<'_>) -> Result<(), ConnectorError> {
        Err(ConnectorError::new("ca_revoke_by_hand", "staff revoke at the CA"))
    }

    async fn renewal_info(&self, _: &[u8], _: &World<'_>) -> Result<Option<RenewalWindow>, ConnectorError> {
        Ok(None)
    }
}
