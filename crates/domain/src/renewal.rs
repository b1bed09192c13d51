//! When a certificate is replaced and when people are reminded, from the dates of the certificate and the policy.

use crate::{
    catalogue::Policy,
    time::{DAY_SECONDS, Period, Timestamp},
};

/// What will happen to an order after its certificate was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// When the next certificate inside the term is begun; `None` when this one reaches the end of the term.
    pub continue_at: Option<Timestamp>,
    /// Reminders that a newer certificate is not installed: moment and days left of the one that ends, ascending in
    /// time. They are for whoever has not installed the *next* certificate.
    pub install_reminders: Vec<(Timestamp, u16)>,
    /// Reminders of the end of the term: moment and days left, ascending in time.
    pub term_notices: Vec<(Timestamp, u16)>,
}

/// Plans what follows a certificate with this `validity` inside `term`, issued at `now`.
///
/// The next certificate is begun when a third of the life is left, at most `reissue_days_before_max` days before the
/// end (199 days: 60; 100 days: 33; 47 days: 15). Nothing is planned for the past: a reminder whose day came before the
/// certificate did would announce what has only just begun.
pub fn plan(validity: Period, term: Period, policy: &Policy, now: Timestamp) -> Plan {
    let seconds_left = lead_days(validity, policy).saturating_mul(DAY_SECONDS);
    let needs_next = validity.to.plus_days(1) < term.to;
    let continue_at = needs_next
        .then(|| Timestamp::from_unix_seconds(validity.to.unix_seconds().saturating_sub(seconds_left)).max(now));
    let install_reminders = if needs_next { before(validity.to, &policy.install_reminder_days, now) } else { vec![] };
    Plan { continue_at, install_reminders, term_notices: before(term.to, &policy.term_notice_days, now) }
}

/// Whole days before its end at which a certificate with this validity is replaced.
pub fn lead_days(validity: Period, policy: &Policy) -> i64 {
    let third = validity.certificate_days().div_euclid(policy.reissue_life_divisor);
    third.min(policy.reissue_days_before_max)
}

/// The moments `days` before `end` that are still to come, ascending.
fn before(end: Timestamp, days: &[i64], now: Timestamp) -> Vec<(Timestamp, u16)> {
    let moment = |&days: &i64| Some((end.plus_days(-days), u16::try_from(days).ok()?));
    let mut moments: Vec<_> = days.iter().filter_map(moment).filter(|(at, _)| *at > now).collect();
    moments.sort();
    moments
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The policy that ships.
    pub(crate) fn policy() -> Policy {
        toml::from_str(include_str!("../../../catalogue/policy.toml")).unwrap()
    }

    #[test]
    fn lead_by_life() {
        for (life, lead) in [(199, 60), (200, 60), (100, 33), (47, 15), (7, 2), (398, 60)] {
            let validity = Period::of_certificate_days(Timestamp::from_unix_seconds(0), life);
            assert_eq!(lead_days(validity, &policy()), lead, "{life}");
        }
    }

    #[test]
    fn plans() {
        let now = Timestamp::from_unix_seconds(0);
        let days = |n: i64| now.plus_days(n);
        let term = Period { from: now, to: days(365) };
        let plan_for = |life| plan(Period::of_certificate_days(now, life), term, &policy(), now);

        let first = plan_for(47);
        assert_eq!(first.continue_at.map(|at| at.unix_seconds()), Some(32 * DAY_SECONDS - 1));
        assert_eq!(first.install_reminders.iter().map(|(_, days)| *days).collect::<Vec<_>>(), [7, 1]);
        assert_eq!(first.term_notices.iter().map(|(_, days)| *days).collect::<Vec<_>>(), [90, 60, 30, 10]);

        // The certificate reaches the end of the term: no next one, only notices.
        let last = plan_for(365);
        assert_eq!((last.continue_at, last.install_reminders.len()), (None, 0));

        // Issued 20 days before the end of the term: only the notice still to come.
        let late = plan(Period { from: days(345), to: days(365) }, term, &policy(), days(345));
        assert_eq!(late.term_notices.iter().map(|(_, days)| *days).collect::<Vec<_>>(), [10]);
    }
}
