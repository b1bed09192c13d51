//! The real way out.

use std::{sync::Arc, time::Duration};

use warifu_domain::world::Clock;
use warifu_net::{Guard, Net, Now, SystemResolver, TcpDialer};

use crate::{
    config,
    stop::{Doing, Stop},
};

/// One lookup with all its retries.
const DNS_TIME_MAX: Duration = Duration::from_secs(5);

/// Public addresses and the blocks that the operator allows.
pub(crate) fn outside(section: &config::Net, clock: &Arc<dyn Clock>) -> Result<Net, Stop> {
    let resolver = SystemResolver::new(&section.resolvers, DNS_TIME_MAX).doing("name servers")?;
    let guard = Guard::new(section.allow.clone());
    Ok(Net::new(Arc::new(resolver), Arc::new(TcpDialer), guard, now(clock)))
}

/// The same way with a guard for CAs: what is allowed for sites is not allowed for them, nor the other way round.
pub(crate) fn to_cas(section: &config::Net, net: &Net) -> Net {
    net.with_guard(Guard::new(section.allow_upstream.clone()))
}

/// The shop's clock in the shape that `net` takes.
pub(crate) fn now(clock: &Arc<dyn Clock>) -> Now {
    let clock = Arc::clone(clock);
    Arc::new(move || clock.now().unix_seconds())
}
