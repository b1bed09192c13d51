//! The daily look at a certificate in use: when it is due, and which of its findings are news.
//!
//! News is a change of the *set of codes* that people know of, and only when a second look agrees with the first: a
//! single failed connection says nothing. So the same fault is told once however long it lasts, and its end is told once.

use std::{collections::BTreeSet, time::Duration};

use serde::Deserialize;
pub use warifu_pki::Severity;
use warifu_pki::Sha256;

use crate::{
    id::IssuanceId,
    time::{DAY_SECONDS, Timestamp},
};

/// Findings of one look that are kept; a look at a hundred names can make hundreds, and the first ones tell enough.
const FAULTS_MAX: usize = 30;

/// The habits of the daily look.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchPolicy {
    /// Minutes until the second look that confirms or drops what has changed.
    pub confirm_minutes: u64,
    /// A look that is later than this many hours was missed, and is made up for.
    pub late_hours_max: u64,
    /// Missed looks are spread over this many hours.
    pub catch_up_hours: u64,
    /// Longest that one look may take, in seconds; what has not answered by then counts as timed out.
    pub time_seconds_max: u64,
    /// Looks of one process at the same time.
    pub side_by_side_max: usize,
    /// Codes that are no news: the shop tells of them in another way.
    pub quiet: Vec<String>,
}

/// Something that a look found wrong, as it is kept; the sentence for people is `finding-CODE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The finding's code.
    pub code: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The values of its sentence, by name.
    pub params: Vec<(String, String)>,
    /// The document that asks for it.
    pub source: String,
}

/// What is known of a watched certificate since the last look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// When the last look was.
    pub looked_at: Timestamp,
    /// What it found wrong.
    pub found: Vec<Fault>,
    /// The codes of what people know to be wrong.
    pub told: BTreeSet<String>,
}

/// What people have to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Something is wrong that they do not know of; all that is wrong now.
    Faulty {
        /// The codes, ascending.
        codes: Vec<String>,
    },
    /// All that they know to be wrong is well again.
    Well,
}

/// When to look again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// At the certificate's own time of day.
    Tomorrow,
    /// A few minutes later, to confirm what has changed.
    Soon,
}

/// What to do about a look that was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Look now.
    Now,
    /// It was missed while the shop was down: look then instead.
    At(Timestamp),
}

/// How what is wrong differs from what people know.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Worse,
    Less,
    Well,
}

impl Watch {
    /// What follows from a look at `now` that found `found`, after what was known `before`.
    ///
    /// A change counts when two looks in a row agree on its kind. Two that differ leave it open until the next day, so
    /// that a site that flickers is looked at twice a day at most.
    pub fn after(before: Option<&Self>, mut found: Vec<Fault>, now: Timestamp) -> (Self, Option<News>, Again) {
        found.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.code.cmp(&b.code)));
        found.truncate(FAULTS_MAX);
        let told = before.map(|before| before.told.clone()).unwrap_or_default();
        let mut watch = Self { looked_at: now, found, told };
        let (change, suspected) = (watch.change(), before.and_then(Self::change));
        let Some(confirmed) = change.filter(|_| change == suspected) else {
            let again = if change.is_some() && suspected.is_none() { Again::Soon } else { Again::Tomorrow };
            return (watch, None, again);
        };
        watch.told = watch.codes();
        let news = match confirmed {
            Change::Worse => Some(News::Faulty { codes: watch.told.iter().cloned().collect() }),
            Change::Well => Some(News::Well),
            // Part of it was mended; the rest is known. Should that part come back, it is news again.
            Change::Less => None,
        };
        (watch, news, Again::Tomorrow)
    }

    /// Whether nothing is wrong as far as the last look could see.
    pub const fn is_well(&self) -> bool {
        self.found.is_empty()
    }

    fn change(&self) -> Option<Change> {
        let codes = self.codes();
        if codes == self.told {
            None
        } else if codes.is_empty() {
            Some(Change::Well)
        } else if codes.is_subset(&self.told) {
            Some(Change::Less)
        } else {
            Some(Change::Worse)
        }
    }

    fn codes(&self) -> BTreeSet<String> {
        self.found.iter().map(|fault| fault.code.clone()).collect()
    }
}

/// The next moment after `now` that is this certificate's time of day. Each has its own, by a hash of its id, so that
/// the looks of all are spread over the day.
pub fn next_look(issuance: IssuanceId, now: Timestamp) -> Timestamp {
    let since_last = (now.unix_seconds() - time_of_day(issuance)).rem_euclid(DAY_SECONDS);
    Timestamp::from_unix_seconds(now.unix_seconds() - since_last + DAY_SECONDS)
}

/// What to do at `now` about the look that was `due`. One that the shop slept through comes within the next hours, at a
/// moment of its own, so that a start after a long rest is no flood. It is put off once: only a daily look can be late.
pub fn turn(issuance: IssuanceId, due: Timestamp, now: Timestamp, policy: &WatchPolicy) -> Turn {
    let is_daily = (due.unix_seconds() - time_of_day(issuance)).rem_euclid(DAY_SECONDS) == 0;
    if !is_daily || now.since(due) <= hours(policy.late_hours_max) {
        return Turn::Now;
    }
    let spread = i64::try_from(hours(policy.catch_up_hours).as_secs()).unwrap_or(DAY_SECONDS);
    Turn::At(Timestamp::from_unix_seconds(now.unix_seconds().saturating_add(share(issuance, spread))))
}

fn time_of_day(issuance: IssuanceId) -> i64 {
    share(issuance, DAY_SECONDS)
}

/// A number from 0 to below `whole` that is chance among issuances and always the same for one.
fn share(issuance: IssuanceId, whole: i64) -> i64 {
    let [a, b, c, ..] = Sha256::of(issuance.0.as_bytes()).0;
    i64::from(u32::from_be_bytes([0, a, b, c])).saturating_mul(whole) >> 24
}

const fn hours(count: u64) -> Duration {
    Duration::from_secs(count.saturating_mul(3_600))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::Uuid, renewal::tests::policy};

    fn at(hours: u64) -> Timestamp {
        Timestamp::from_unix_seconds(1_800_000_000).plus(super::hours(hours))
    }

    fn faults(codes: &str) -> Vec<Fault> {
        let fault = |code: &str| Fault {
            code: code.to_owned(),
            severity: Severity::Error,
            params: vec![],
            source: String::new(),
        };
        codes.split_whitespace().map(fault).collect()
    }

    /// Each row is a life: what each look found, and what came of it: `.` nothing until tomorrow, `?` look again soon,
    /// `+` with what is wrong, `-` well again.
    #[test]
    fn what_is_news() {
        for (case, looks) in [
            ("all is well", &[("", "."), ("", ".")][..]),
            ("a fault is told after the second look, and once", &[("a", "?"), ("a", "+a"), ("a", "."), ("a", ".")]),
            ("a single failure is no news", &[("a", "?"), ("", "."), ("", ".")]),
            ("nor one each day", &[("a", "?"), ("", "."), ("a", "?"), ("", ".")]),
            ("another fault in its place is", &[("a", "?"), ("a", "+a"), ("b", "?"), ("b", "+b"), ("b", ".")]),
            ("and one beside it", &[("a", "?"), ("a", "+a"), ("a b", "?"), ("a b", "+a b"), ("a b", ".")]),
            ("well again is told once", &[("a", "?"), ("a", "+a"), ("", "?"), ("", "-"), ("", ".")]),
            ("a single good look is no news either", &[("a", "?"), ("a", "+a"), ("", "?"), ("a", "."), ("a", ".")]),
            ("after that it is news again", &[("a", "?"), ("a", "+a"), ("", "?"), ("", "-"), ("a", "?"), ("a", "+a")]),
            (
                "part of it is mended in silence",
                &[("a b", "?"), ("a b", "+a b"), ("a", "?"), ("a", "."), ("", "?"), ("", "-")],
            ),
            (
                "and is news when it comes back",
                &[("a b", "?"), ("a b", "+a b"), ("a", "?"), ("a", "."), ("a b", "?"), ("a b", "+a b")],
            ),
            ("twice wrong in different ways is wrong", &[("a", "?"), ("b", "+b"), ("b", ".")]),
            (
                "what flickers waits",
                &[("a", "?"), ("a", "+a"), ("", "?"), ("b", "."), ("", "."), ("b", "."), ("b", "+b")],
            ),
        ] {
            let mut watch: Option<Watch> = None;
            for (number, (found, expected)) in looks.iter().enumerate() {
                let (after, news, again) = Watch::after(watch.as_ref(), faults(found), at(0));
                let seen = match (news, again) {
                    (Some(News::Faulty { codes }), Again::Tomorrow) => format!("+{}", codes.join(" ")),
                    (Some(News::Well), Again::Tomorrow) => "-".to_owned(),
                    (None, Again::Tomorrow) => ".".to_owned(),
                    (None, Again::Soon) => "?".to_owned(),
                    other => panic!("{case}: {other:?}"),
                };
                assert_eq!(seen, *expected, "{case}, look {number}");
                watch = Some(after);
            }
        }
    }

    #[test]
    fn a_long_list_is_cut_behind_the_errors() {
        let mut found = faults(&"w ".repeat(FAULTS_MAX));
        found.iter_mut().for_each(|fault| fault.severity = Severity::Warning);
        found.extend(faults("e"));
        let (watch, ..) = Watch::after(None, found, at(0));
        assert_eq!((watch.found.len(), watch.found[0].code.as_str()), (FAULTS_MAX, "e"));
    }

    /// Ten thousand certificates: every hour has its share, and each has the same time every day.
    #[test]
    fn looks_are_spread_over_the_day() {
        let mut by_hour = [0_u32; 24];
        for number in 0..10_000 {
            let issuance = IssuanceId(Uuid::from_u128(number));
            let first = next_look(issuance, at(0));
            assert!(first > at(0) && first <= at(24), "{first}");
            assert_eq!(next_look(issuance, first), first.plus_days(1));
            assert_eq!(next_look(issuance, first.plus(hours(5))), first.plus_days(1));
            by_hour[usize::try_from(first.unix_seconds().rem_euclid(DAY_SECONDS) / 3_600).unwrap()] += 1;
        }
        assert!(by_hour.iter().all(|count| (330..500).contains(count)), "{by_hour:?}");
    }

    #[test]
    fn late_looks_come_once_and_spread() {
        let issuance = IssuanceId(Uuid::from_u128(7));
        let due = next_look(issuance, at(0));
        let later = |hours: u64| due.plus(super::hours(hours));
        for (case, due, now, expected) in [
            ("in time", due, due, None),
            ("a busy worker", due, later(6), None),
            ("ten days of downtime", due, later(240), Some(later(240))),
            ("put off once only", due.plus(Duration::from_secs(1)), later(240), None),
        ] {
            match (turn(issuance, due, now, &policy().watch), expected) {
                (Turn::Now, None) => {}
                (Turn::At(moment), Some(from)) => assert!(moment >= from && moment < from.plus(hours(6)), "{case}"),
                other => panic!("{case}: {other:?}"),
            }
        }
        let moments: BTreeSet<_> = (0..1_000)
            .filter_map(|number| {
                let issuance = IssuanceId(Uuid::from_u128(number));
                match turn(issuance, next_look(issuance, at(0)), at(500), &policy().watch) {
                    Turn::At(moment) => Some(moment.unix_seconds() / 3_600),
                    Turn::Now => None,
                }
            })
            .collect();
        assert!(moments.len() >= 6, "{moments:?}");
    }
}
