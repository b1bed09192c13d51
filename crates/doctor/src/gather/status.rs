//! Missing issuers by AIA, and what CRLs and OCSP responders say.

use tokio::time::Instant;
use warifu_net::Net;

use super::{Part, pages::Budget};

pub(super) async fn issuers(_net: Net, _chains: Vec<Vec<Vec<u8>>>, _budget: Budget, _by: Instant) -> Part {
    Part::Issuers(Vec::new())
}

pub(super) async fn revocation(
    _net: Net,
    _chains: Vec<Vec<Vec<u8>>>,
    _fetched: Vec<Vec<u8>>,
    _budget: Budget,
    _by: Instant,
) -> Part {
    Part::Revocation(Vec::new())
}
