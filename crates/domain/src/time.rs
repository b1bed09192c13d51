//! Moments and days. The one clock type of the shop: microseconds since the Unix epoch, UTC.

use std::{fmt, str::FromStr, time::Duration};

use jiff::tz::TimeZone;

/// Seconds of a day as the Baseline Requirements count them (BR 6.3.2: 86,400 seconds).
pub const DAY_SECONDS: i64 = 86_400;

/// A moment in microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment `micros` microseconds after the Unix epoch.
    pub const fn from_unix_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// The moment `seconds` seconds after the Unix epoch, at the ends of the range when it lies outside.
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    /// Microseconds since the Unix epoch.
    pub const fn unix_micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since the Unix epoch, rounded down.
    pub const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// This moment, later by `span`.
    pub fn plus(self, span: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)))
    }

    /// This moment, earlier by `span`.
    pub fn minus(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)))
    }

    /// This moment, later by `days` days of 86,400 seconds (earlier when negative).
    pub const fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(DAY_SECONDS * 1_000_000)))
    }

    /// This moment without its fraction of a second.
    pub const fn floor_second(self) -> Self {
        Self(self.0 - self.0.rem_euclid(1_000_000))
    }

    /// The span from `earlier` to here; zero when `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Date and time in `zone`, for calendar arithmetic and for people.
    pub fn in_zone(self, zone: TimeZone) -> jiff::Zoned {
        jiff::Timestamp::from_microsecond(self.0)
            .unwrap_or(if self.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX })
            .to_zoned(zone)
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC with whole seconds, as `2026-11-22T00:00:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = self.floor_second().in_zone(TimeZone::UTC);
        write!(f, "{}", moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<jiff::Timestamp>().map(|moment| Self(moment.as_microsecond()))
    }
}

/// From one moment to another. As a certificate's validity both ends belong to it (RFC 5280 4.1.2.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First moment.
    pub from: Timestamp,
    /// Last moment.
    pub to: Timestamp,
}

impl Period {
    /// Days of a certificate with this validity, as the Baseline Requirements count: both ends inclusive, and any
    /// further second is one more day (BR 6.3.2).
    pub fn certificate_days(self) -> i64 {
        let seconds = self.to.unix_seconds().saturating_sub(self.from.unix_seconds()).saturating_add(1);
        seconds.saturating_add(DAY_SECONDS - 1).div_euclid(DAY_SECONDS)
    }

    /// The certificate validity of `days` days that starts at `from`.
    pub fn of_certificate_days(from: Timestamp, days: i64) -> Self {
        let from = from.floor_second();
        Self { from, to: from.plus_days(days).minus(Duration::from_secs(1)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificate_days_count_both_ends() {
        // The boundary of BR 6.3.2: 200 days end one second before the same time of day.
        for (from, to, days) in [
            ("2026-11-22T00:00:00Z", "2027-06-09T23:59:59Z", 200),
            ("2026-11-22T00:00:00Z", "2027-06-10T00:00:00Z", 201),
            ("2026-11-22T00:00:00Z", "2026-11-22T00:00:00Z", 1),
            ("2026-11-22T00:00:00Z", "2026-11-22T23:59:59Z", 1),
            ("2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z", 2),
        ] {
            let period = Period { from: from.parse().unwrap(), to: to.parse().unwrap() };
            assert_eq!(period.certificate_days(), days, "{from} to {to}");
        }
    }

    #[test]
    fn a_validity_of_n_days_counts_n_days() {
        let from = "2026-11-22T12:34:56.789Z".parse().unwrap();
        for days in [1, 47, 100, 200] {
            assert_eq!(Period::of_certificate_days(from, days).certificate_days(), days);
        }
    }
}
