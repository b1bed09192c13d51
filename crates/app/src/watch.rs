//! The daily look at a certificate in use: gathered and judged as the installation check does it, told by the timeline
//! and by one mail when what is wrong has changed.

use std::{collections::BTreeMap, time::Duration};

use warifu_doctor::{AddressSeen, Evidence, Looked, gather_names, judge};
use warifu_domain::{
    Command, IssuanceId, OrderId, Timestamp, decide,
    issuance::{Issuance, IssuanceState},
    order::{Order, OrderState, Term},
    people::Actor,
    watch::{Again, Fault, Turn, Watch, next_look, turn},
};
use warifu_pki::{Finding, Severity};
use warifu_store::{Changeset, watches};

use crate::{
    App, Failure,
    work::{Done, Next, Trouble},
};

/// Pause of a look that found as many others under way as there may be.
const CROWDED_PAUSE: Duration = Duration::from_secs(60);

impl App {
    /// What the daily looks know of an order's certificates; the order is one that the caller may see.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when the database is.
    pub async fn watches(&self, order: &Order) -> Result<BTreeMap<IssuanceId, Watch>, Failure> {
        Ok(watches::of_order(&self.parts.db, order.id).await?.into_iter().collect())
    }

    /// One look. It ends by itself once the certificate is not in use any more.
    pub(crate) async fn watch_site(&self, id: OrderId, issuance: IssuanceId, due: Timestamp) -> Result<Done, Trouble> {
        let (order, now, policy) = (self.load_order(id).await?, self.now(), &self.catalogue().policy);
        let OrderState::Active { term: Term::Running(term), .. } = order.state else { return Ok(Done::finished()) };
        let Some(watched) = order.issuance(issuance) else { return Ok(Done::finished()) };
        let IssuanceState::Served { certificate, .. } = &watched.state else { return Ok(Done::finished()) };
        if now > certificate.validity.to {
            // Nothing to look at any more, but a certificate in use has its job (I9) until the order ends.
            return Ok(Done::again(term.to.plus(Duration::from_secs(1)).max(next_look(issuance, now))));
        }
        if let Turn::At(later) = turn(issuance, due, now, &policy.watch) {
            return Ok(Done::again(later));
        }
        let Ok(_place) = self.watching.try_acquire() else { return Ok(Done::again(now.plus(CROWDED_PAUSE))) };
        let found = self.look_at_watched(&order, watched).await?;
        let before = watches::load(&self.parts.db, issuance).await?;
        let (watch, news, again) = Watch::after(before.as_ref(), found, now);
        let mut changes = match news {
            None => Changeset::new(),
            Some(news) => match decide(&order, Command::TellSite { issuance, news }, Actor::System, policy, now) {
                Ok(decision) => self.changes_of(Some(&order), &decision),
                // The order was loaded a moment ago and is as it was then.
                Err(refusal) => return Err(Failure::from(refusal).into()),
            },
        };
        watches::save(&mut changes, issuance, &watch);
        let next = match again {
            Again::Tomorrow => next_look(issuance, now),
            Again::Soon => now.plus(Duration::from_secs(policy.watch.confirm_minutes.saturating_mul(60))),
        };
        Ok(Done { changes, next: Next::Again(next) })
    }

    /// What is wrong with the site of a certificate in use.
    async fn look_at_watched(&self, order: &Order, watched: &Issuance) -> Result<Vec<Fault>, Failure> {
        let policy = &self.catalogue().policy.watch;
        let time_max = Duration::from_secs(policy.time_seconds_max);
        let mut evidence = gather_names(&self.parts.net, &order.names, time_max).await;
        let newer = order.issuances.iter().filter(|other| other.sequence > watched.sequence && other.state.is_live());
        let newer = newer.filter_map(|newer| newer.state.certificate()?.chain_der.first());
        leave_to_install_check(&mut evidence, &newer.map(Vec::as_slice).collect::<Vec<_>>());
        let in_use = self.in_use(order, watched).ok_or(Failure::NotFound { what: "certificate" })?;
        let report = judge(&evidence, &self.context(&evidence, Some(&in_use)));
        let matters = |finding: &Finding| {
            finding.severity > Severity::Notice && policy.quiet.iter().all(|quiet| quiet != finding.code)
        };
        Ok(report.findings().filter(|finding| matters(finding)).map(fault).collect())
    }
}

/// Forgets the addresses that present one of these `newer` leaves of the order: whether that one is installed everywhere
/// is the business of the installation check, and here no fault.
fn leave_to_install_check(evidence: &mut Evidence, newer: &[&[u8]]) {
    let is_newer = |seen: &AddressSeen| {
        let leaf = seen.shown.handshake().and_then(|handshake| handshake.chain.first());
        leaf.is_some_and(|leaf| newer.contains(&leaf.as_slice()))
    };
    evidence.hosts.retain_mut(|host| {
        let Looked::At(addresses) = &mut host.looked else { return true };
        let was_empty = addresses.is_empty();
        addresses.retain(|seen| !is_newer(seen));
        was_empty || !addresses.is_empty()
    });
}

fn fault(finding: &Finding) -> Fault {
    Fault {
        code: finding.code.to_owned(),
        severity: finding.severity,
        params: finding.params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        source: finding.source.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use warifu_doctor::{Handshake, HostSeen, Shown};

    use super::*;

    /// Each host by the leaves that its addresses present: what is left of them.
    #[test]
    fn what_shows_a_newer_certificate_is_left_out() {
        for (shown, left) in [
            (&["a", "b"][..], Some(&["a", "b"][..])),
            (&["a", "new"], Some(&["a"])),
            (&["new", "new"], None),
            (&["", "new"], Some(&[""])),
            (&[], Some(&[])),
        ] {
            let seen = |leaf: &&str| {
                let chain = if leaf.is_empty() { vec![] } else { vec![leaf.as_bytes().to_vec(), b"ca".to_vec()] };
                let shown = Shown::Certificate(Box::new(Handshake { chain, ..Handshake::default() }));
                AddressSeen::new("203.0.113.10:443".parse().unwrap(), shown)
            };
            let host = |leaves: &[&str]| HostSeen {
                looked: Looked::At(leaves.iter().map(seen).collect()),
                ..HostSeen::default()
            };
            let mut evidence = Evidence { at: 0, hosts: vec![host(shown)] };
            leave_to_install_check(&mut evidence, &[b"new", b"newest"]);
            assert_eq!(evidence.hosts, Vec::from_iter(left.map(host)), "{shown:?}");
        }
    }
}
