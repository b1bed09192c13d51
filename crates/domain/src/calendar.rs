//! The shop's calendar: Japanese days, whose borders lie at 15:00 UTC.

use jiff::{ToSpan, tz::TimeZone};

use crate::time::{Period, Timestamp};

/// Japan Standard Time, UTC+9 without summer time.
pub fn jst() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(9))
}

/// The last second, 23:59:59 JST, of the calendar day `days` days after the day of `applied_at`.
pub fn payment_due(applied_at: Timestamp, days: i64) -> Timestamp {
    let day = applied_at.in_zone(jst()).date().saturating_add(days.days());
    day.at(23, 59, 59, 0)
        .to_zoned(jst())
        .map_or(applied_at.plus_days(days), |end| Timestamp::from_unix_micros(end.timestamp().as_microsecond()))
}

/// The term of `months` calendar months from `from`, one second short of the same time of day, counted in JST.
/// The 31st falls back to a shorter month's last day.
pub fn term(from: Timestamp, months: u32) -> Period {
    let start = from.floor_second();
    let end = start.in_zone(jst()).saturating_add(i64::from(months).months()).saturating_sub(1.second());
    Period { from: start, to: Timestamp::from_unix_micros(end.timestamp().as_microsecond()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn due_is_the_end_of_the_fifth_day_in_japan() {
        for (applied, due) in [
            ("2026-11-22T00:00:00Z", "2026-11-27T14:59:59Z"),
            ("2026-11-22T14:59:59Z", "2026-11-27T14:59:59Z"),
            // One second later it is the 23rd in Japan.
            ("2026-11-22T15:00:00Z", "2026-11-28T14:59:59Z"),
            ("2026-12-30T03:00:00Z", "2027-01-04T14:59:59Z"),
            ("2028-02-26T03:00:00Z", "2028-03-02T14:59:59Z"),
        ] {
            assert_eq!(payment_due(applied.parse().unwrap(), 5), due.parse().unwrap(), "{applied}");
        }
    }

    #[test]
    fn terms_end_one_second_early_and_clip_to_the_month() {
        for (from, months, to) in [
            ("2026-11-22T03:00:00Z", 12, "2027-11-22T02:59:59Z"),
            ("2026-08-31T03:00:00Z", 6, "2027-02-28T02:59:59Z"),
            ("2027-08-31T03:00:00Z", 6, "2028-02-29T02:59:59Z"),
        ] {
            assert_eq!(term(from.parse().unwrap(), months).to, to.parse().unwrap(), "{from} + {months}");
        }
    }
}
