//! A clock that can be moved forward, and only forward.

use std::{
    io,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use serde::{Deserialize, Serialize};
use warifu_domain::{Timestamp, world::Clock};

use crate::files;

/// The furthest that one request moves the clock: over a year shows every renewal, more would only take long.
const ADVANCE_DAYS_MAX: u64 = 400;

/// The system's time plus an offset that survives a restart.
pub(crate) struct SandboxClock {
    system: Arc<dyn Clock>,
    offset_seconds: AtomicI64,
    path: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    offset_seconds: i64,
}

impl SandboxClock {
    /// Takes up the offset where `path` says it was.
    pub(crate) fn open(path: PathBuf, system: Arc<dyn Clock>) -> io::Result<Self> {
        let stored = match files::read_if_there(&path)? {
            Some(bytes) => serde_json::from_slice(&bytes)?,
            None => Stored { offset_seconds: 0 },
        };
        Ok(Self { system, offset_seconds: AtomicI64::new(stored.offset_seconds.max(0)), path })
    }

    /// How far it is ahead of the system.
    pub(crate) fn offset_seconds(&self) -> i64 {
        self.offset_seconds.load(Ordering::Acquire)
    }

    /// Moves on to `moment`, rounded up to a whole second; a moment in the past changes nothing. The offset is stored
    /// before anybody sees it: after a crash time has gone on, never back.
    pub(crate) fn move_to(&self, moment: Timestamp) -> io::Result<()> {
        let ahead = moment.since(self.now());
        if ahead.is_zero() {
            return Ok(());
        }
        let seconds = ahead.as_secs() + u64::from(ahead.subsec_nanos() > 0);
        let offset_seconds = self.offset_seconds().saturating_add(i64::try_from(seconds).unwrap_or(i64::MAX));
        files::replace(&self.path, &serde_json::to_vec(&Stored { offset_seconds })?)?;
        self.offset_seconds.store(offset_seconds, Ordering::Release);
        Ok(())
    }
}

impl Clock for SandboxClock {
    fn now(&self) -> Timestamp {
        self.system.now().plus(Duration::from_secs(self.offset_seconds().unsigned_abs()))
    }
}

/// Reads a span such as `90s`, `30m`, `12h` or `47d`; `None` when it is something else, zero or over 400 days.
pub(crate) fn parse_span(text: &str) -> Option<Duration> {
    let text = text.trim();
    let unit = text.chars().next_back()?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => return None,
    };
    let number: u64 = text[..text.len() - 1].parse().ok()?;
    let seconds = number.checked_mul(seconds)?;
    (1..=ADVANCE_DAYS_MAX * 86_400).contains(&seconds).then(|| Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed;

    impl Clock for Fixed {
        fn now(&self) -> Timestamp {
            Timestamp::from_unix_seconds(1_000)
        }
    }

    #[test]
    fn spans() {
        for (text, seconds) in [
            ("47d", Some(4_060_800)),
            (" 12h", Some(43_200)),
            ("30m", Some(1_800)),
            ("1s", Some(1)),
            ("0s", None),
            ("-1d", None),
            ("401d", None),
            ("99999999999999999999d", None),
            ("47", None),
            ("d", None),
            ("4日", None),
            ("", None),
        ] {
            assert_eq!(parse_span(text).map(|span| span.as_secs()), seconds, "{text:?}");
        }
    }

    #[test]
    fn time_goes_on_after_a_restart_and_never_back() {
        let folder = std::env::temp_dir().join(format!("warifu-clock-{}", std::process::id()));
        files::private_dir(&folder).unwrap();
        let open = || SandboxClock::open(folder.join("clock.json"), Arc::new(Fixed)).unwrap();
        let clock = open();
        clock.move_to(Timestamp::from_unix_seconds(4_000)).unwrap();
        clock.move_to(Timestamp::from_unix_seconds(2_000)).unwrap();
        assert_eq!(clock.now(), Timestamp::from_unix_seconds(4_000));
        assert_eq!((open().now(), open().offset_seconds()), (clock.now(), 3_000));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
