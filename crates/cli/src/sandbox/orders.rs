//! What a site's owner reads on the order's page: what to place for a name, and the newest certificate for it.

use warifu_app::{Failure, OrderFilter};
use warifu_domain::{
    dcv::{Instruction, ValidationState},
    issuance::{Issuance, IssuanceState},
    order::Order,
};
use warifu_pki::{Certificate, Sha256};

use super::Sandbox;

/// Pages of orders looked through for one name, 100 orders each, newest first.
const PAGES_MAX: usize = 50;

impl Sandbox {
    /// What the orders in progress ask to be placed for `host`.
    pub(super) async fn instructions(&self, host: &str) -> Result<Vec<Instruction>, Failure> {
        let found = |order: &Order| {
            let open = order.open_issuance().filter(|open| matches!(open.state, IssuanceState::Validating { .. }))?;
            let wanted: Vec<_> = asked(open, host).collect();
            (!wanted.is_empty()).then_some(wanted)
        };
        Ok(self.newest(found).await?.unwrap_or_default())
    }

    /// The newest certificate that an order for `host` brought, as PEM with its intermediates, and its key's digest.
    pub(super) async fn certificate(&self, host: &str) -> Result<Option<(String, Sha256)>, Failure> {
        let found = |order: &Order| {
            order.names.iter().find(|name| name.host() == host)?;
            let newest = order.newest_live()?;
            let chain = &newest.state.certificate()?.chain_der;
            let pem = |der: &Vec<u8>| Certificate::from_der(der.clone()).map(|certificate| certificate.to_pem());
            let pem = chain.iter().map(pem).collect::<Result<String, _>>().ok()?;
            Some((pem, newest.spki_sha256))
        };
        self.newest(found).await
    }

    async fn newest<T>(&self, found: impl Fn(&Order) -> Option<T>) -> Result<Option<T>, Failure> {
        let mut filter =
            OrderFilter { status: Some("active".to_owned()), cursor: None, limit: 100, all_accounts: true };
        for _ in 0..PAGES_MAX {
            let page = self.app.orders(&self.reader, &filter).await?;
            if let Some(found) = page.items.iter().find_map(&found) {
                return Ok(Some(found));
            }
            filter.cursor = page.next;
            if filter.cursor.is_none() {
                break;
            }
        }
        Ok(None)
    }
}

/// Proofs of `host` that the CA has not seen yet; those that the shop has seen may be placed again.
fn asked(issuance: &Issuance, host: &str) -> impl Iterator<Item = Instruction> {
    let waiting = |state: &ValidationState| matches!(state, ValidationState::Pending | ValidationState::Found { .. });
    let mine = issuance.validations.iter().filter(move |proof| proof.name.host() == host && waiting(&proof.state));
    mine.filter_map(|proof| proof.instruction.clone())
}
