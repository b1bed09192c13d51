//! When the CA wants a certificate renewed (RFC 9773).

use std::time::Duration;

use warifu_domain::Timestamp;
use warifu_pki::Certificate;
use warifu_wire::acme::{RenewalInfo, base64url};

use super::client::{CallError, Client, json, malformed};
use crate::{RenewalWindow, World};

/// How often to ask when the CA does not say (RFC 9773 section 4.3.2 has six hours as its example).
const ASK_AGAIN: Duration = Duration::from_secs(6 * 3600);

/// How often to ask at most (RFC 9773 section 4.3.2).
const ASK_AGAIN_MIN: Duration = Duration::from_secs(60);

pub(super) async fn window(
    client: &Client,
    leaf_der: &[u8],
    world: &World<'_>,
) -> Result<Option<RenewalWindow>, CallError> {
    let Some(base) = client.directory(world).await?.renewal_info.clone() else { return Ok(None) };
    let Some(id) = certificate_id(leaf_der) else { return Ok(None) };
    let reply = match client.get(&format!("{}/{id}", base.trim_end_matches('/')), world).await {
        // A certificate that another CA issued, or one that this CA has forgotten.
        Err(CallError::Refused(refused)) if refused.status == 404 => return Ok(None),
        other => other?,
    };
    let info = json::<RenewalInfo>(&reply.body)?;
    let moment = |text: &str| text.parse::<Timestamp>().map_err(|_| malformed("a time that is not RFC 3339"));
    let (from, to) = (moment(&info.suggested_window.start)?, moment(&info.suggested_window.end)?);
    // Section 4.3: a window whose end is not after its start is malformed.
    if to <= from {
        return Err(malformed("a renewal window without length"));
    }
    Ok(Some(RenewalWindow {
        from,
        to,
        explanation_url: info.explanation_url.filter(|url| url.starts_with("https://")),
        retry_after: reply.retry_after.unwrap_or(ASK_AGAIN).max(ASK_AGAIN_MIN),
    }))
}

/// The certificate's name at the CA (RFC 9773 section 4.1): key identifier of the issuer and serial, each in base64url.
pub(super) fn certificate_id(leaf_der: &[u8]) -> Option<String> {
    let leaf = Certificate::from_der(leaf_der.to_vec()).ok()?;
    Some(id(leaf.aki()?, leaf.serial()))
}

/// `serial` is the magnitude; the identifier has the octets of the DER INTEGER.
fn id(key_id: &[u8], serial: &[u8]) -> String {
    let sign: &[u8] = if serial.first().is_some_and(|first| *first >= 0x80) { &[0] } else { &[] };
    format!("{}.{}", base64url::encode(key_id), base64url::encode([sign, serial].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 9773 section 4.1.
    #[test]
    fn identifier_of_the_rfc() {
        let key_id = [
            0x69, 0x88, 0x5b, 0x6b, 0x87, 0x46, 0x40, 0x41, 0xe1, 0xb3, 0x7b, 0x84, 0x7b, 0xa0, 0xae, 0x2c, 0xde, 0x01,
            0xc8, 0xd4,
        ];
        assert_eq!(id(&key_id, &[0x87, 0x65, 0x43, 0x21]), "aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE");
    }
}
