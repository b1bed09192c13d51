//! Who has asked how often: a map in this process's memory, bounded, with the time handed in.
//!
//! Each process counts for itself: with several of them a client may ask that many times more often. What has to hold
//! across processes, as the tries to log in, is counted in the database.

use std::{
    collections::{HashMap, VecDeque},
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use warifu_domain::{AccountId, Timestamp, catalogue::DoctorPolicy};

/// The span in which uses are counted.
const WINDOW: Duration = Duration::from_secs(60);

/// Prefix of an IPv6 address that counts as one client: a site or household is given at least this (RFC 6177).
const V6_BITS: u32 = 64;

/// Whose uses are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Client {
    Account(AccountId),
    Address(IpAddr),
}

impl Client {
    /// The client behind an address.
    pub(crate) fn at(address: IpAddr) -> Self {
        Self::Address(match address.to_canonical() {
            IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() & (u128::MAX << (128 - V6_BITS))).into()),
            v4 => v4,
        })
    }
}

/// The moments of use within the last minute, by client.
#[derive(Debug, Default)]
pub(crate) struct Limiter(Mutex<HashMap<Client, VecDeque<Timestamp>>>);

impl Limiter {
    /// Counts one use.
    ///
    /// # Errors
    /// How long to wait, when the client has used up its minute or too many others are remembered.
    pub(crate) fn count(&self, client: Client, now: Timestamp, policy: &DoctorPolicy) -> Result<(), Duration> {
        let begin = now.minus(WINDOW);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A moment to come is one of before the clock was set back.
        let counts = |at: &Timestamp| *at > begin && *at <= now;
        if all.len() >= policy.askers_max && !all.contains_key(&client) {
            all.retain(|_, uses| uses.back().is_some_and(counts));
            if all.len() >= policy.askers_max {
                return Err(WINDOW);
            }
        }
        let uses = all.entry(client).or_default();
        uses.retain(counts);
        match uses.front() {
            Some(first) if uses.len() >= policy.looks_per_minute_max => Err(first.plus(WINDOW).since(now)),
            _ => {
                uses.push_back(now);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> DoctorPolicy {
        DoctorPolicy {
            time_seconds_max: 10,
            octets_max: 1,
            looks_per_minute_max: 2,
            looks_at_once_max: 1,
            askers_max: 3,
            report_days: 1,
            reports_max: 1,
            report_octets_max: 1,
            ports: vec![],
        }
    }

    #[test]
    fn two_in_any_minute() {
        let limiter = Limiter::default();
        let at = |seconds: i64| Timestamp::from_unix_seconds(1_800_000_000 + seconds);
        let client = |text: &str| Client::at(text.parse().unwrap());
        for (case, who, seconds, wanted) in [
            ("the first", "192.0.2.1", 0, None),
            ("the second", "192.0.2.1", 30, None),
            ("the third waits until the first is a minute old", "192.0.2.1", 45, Some(15)),
            ("another client has its own minute", "192.0.2.2", 45, None),
            ("the mapped form is the same client", "::ffff:192.0.2.1", 50, Some(10)),
            ("a minute after the first", "192.0.2.1", 60, None),
            ("a minute after the second", "192.0.2.1", 89, Some(1)),
            ("a network's addresses are one client", "2001:db8:1:2::1", 90, None),
            ("its second address", "2001:db8:1:2::2", 90, None),
            ("its third address", "2001:db8:1:2:3::", 90, Some(60)),
            ("a fourth client, when three are remembered", "2001:db8:1:3::", 90, Some(60)),
            ("it may when the others are forgotten", "2001:db8:1:3::", 180, None),
            ("a clock that was set back blocks nobody", "2001:db8:1:3::", 0, None),
        ] {
            let waits = limiter.count(client(who), at(seconds), &policy()).err();
            assert_eq!(waits.map(|wait| wait.as_secs()), wanted, "{case}");
        }
    }
}
