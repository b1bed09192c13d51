//! Every target's body, and how long an input may take.

pub mod hello;
pub mod pki;

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

/// For one input, as in `crates/pki/tests/it/hostile.rs`; libFuzzer's own limit counts whole seconds.
const EACH_MAX: Duration = Duration::from_millis(100);

/// Runs the body, says on stderr when it took longer than any before, and panics when that was too long.
pub fn in_time(body: impl Fn()) {
    static SLOWEST_US: AtomicU64 = AtomicU64::new(0);
    let run = || {
        let start = Instant::now();
        body();
        start.elapsed()
    };
    let slowest = Duration::from_micros(SLOWEST_US.load(Ordering::Relaxed));
    let mut took = run();
    if took <= slowest {
        return;
    }
    // What takes long takes long again; a busy machine and what is made only once do not count.
    took = took.min(run()).min(run());
    if took > slowest {
        SLOWEST_US.store(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
        eprintln!("slowest: {took:.1?}");
        assert!(took <= EACH_MAX, "one input took {took:?}");
    }
}
