//! Moving the clock so that everything which would have happened meanwhile happens, in its order.

use std::{io, sync::Arc, time::Duration};

use tokio::time::{sleep, timeout};
use warifu_app::Failure;
use warifu_domain::{Timestamp, world::Clock};
use warifu_store::jobs;

use super::Sandbox;

/// How long whoever asked waits at most; the shop ends a request after 30 seconds.
const ANSWER_MAX: Duration = Duration::from_secs(25);
/// Steps at least this long: jobs of one such span run in their order at its end. The hourly ones would else make a
/// month take a minute.
const STEP_MIN: Duration = Duration::from_secs(3 * 3_600);
/// Steps at most this long, so that nobody sleeps through a day.
const STEP_MAX: Duration = Duration::from_secs(12 * 3_600);
/// How long one walk waits for others' jobs, all its steps together.
const PATIENCE: Duration = Duration::from_secs(5);
/// Jobs of one round; what is left has its turn in the next.
const RUNS_MAX: usize = 1_000;
/// How often to look whether they are done.
const LOOK: Duration = Duration::from_millis(3);

impl Sandbox {
    /// Moves the clock on by `span`: from one due job to the next, each time until the worker has nothing left to do.
    /// Walks to the end even if whoever asked goes away; whoever asked is answered before the shop's own time limit for
    /// requests, and sees by the clock how far it is.
    pub(super) async fn advance(self: &Arc<Self>, span: Duration) -> Result<(), Failure> {
        let sandbox = Arc::clone(self);
        let walk = tokio::spawn(async move {
            let _turn = sandbox.advancing.lock().await;
            sandbox.walk_to(sandbox.outside.clock.now().plus(span)).await
        });
        match timeout(ANSWER_MAX, walk).await {
            Ok(walked) => walked.map_err(|error| Failure::Internal(error.to_string()))?,
            Err(_) => Ok(()),
        }
    }

    async fn walk_to(&self, target: Timestamp) -> Result<(), Failure> {
        let mut patience = PATIENCE;
        for steps in 0_u32.. {
            self.drain(&mut patience).await?;
            let now = self.outside.clock.now();
            if now >= target {
                tracing::info!(%target, steps, "the sandbox's clock was moved");
                break;
            }
            let due = jobs::next_run_at(&self.db).await?.unwrap_or(target);
            let next = due.clamp(now.plus(STEP_MIN), now.plus(STEP_MAX)).min(target);
            let clock = Arc::clone(&self.outside.clock);
            let moved = tokio::task::spawn_blocking(move || clock.move_to(next)).await;
            moved.map_err(io::Error::other).flatten().map_err(|error| Failure::Internal(error.to_string()))?;
        }
        Ok(())
    }

    /// Runs what is due until nothing is, and waits for what others of this process are running, as long as there is
    /// patience left: a job whose process was killed stays leased for two minutes of real time.
    async fn drain(&self, patience: &mut Duration) -> Result<(), Failure> {
        loop {
            let ran = self.worker.drain(RUNS_MAX).await;
            let due = jobs::next_run_at(&self.db).await?.is_some_and(|at| at <= self.outside.clock.now());
            let leased = jobs::counts(&self.db).await?.iter().any(|(state, count)| state == "leased" && *count > 0);
            if !due && !leased {
                return Ok(());
            }
            match patience.checked_sub(LOOK) {
                None => return Ok(()),
                Some(_) if ran > 0 => {}
                Some(left) => {
                    sleep(LOOK).await;
                    *patience = left;
                    if left < LOOK {
                        tracing::warn!("jobs still running: the sandbox's clock goes on without them");
                    }
                }
            }
        }
    }
}
