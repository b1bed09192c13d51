//! Moving the clock so that everything which would have happened meanwhile happens, in its order.

use std::{sync::Arc, time::Duration};

use tokio::time::{Instant, sleep};
use warifu_app::Failure;
use warifu_domain::{Timestamp, world::Clock};
use warifu_store::jobs;

use super::Sandbox;

/// Steps at least this long, so that a job that keeps asking to run again cannot hold time still.
const STEP_MIN: Duration = Duration::from_secs(10 * 60);
/// Steps at most this long, so that nobody sleeps through a day.
const STEP_MAX: Duration = Duration::from_secs(12 * 3_600);
/// How long one step waits for its jobs; after that they go on beside the next.
const DRAIN_MAX: Duration = Duration::from_secs(5);
/// Jobs of one round; what is left has its turn in the next.
const RUNS_MAX: usize = 1_000;
/// How often to look whether they are done.
const LOOK: Duration = Duration::from_millis(3);

impl Sandbox {
    /// Moves the clock on by `span`: from one due job to the next, each time until the worker has nothing left to do.
    /// Runs to its end even if whoever asked goes away.
    pub(super) async fn advance(self: &Arc<Self>, span: Duration) -> Result<(), Failure> {
        let sandbox = Arc::clone(self);
        let walk = tokio::spawn(async move {
            let _turn = sandbox.advancing.lock().await;
            sandbox.walk_to(sandbox.outside.clock.now().plus(span)).await
        });
        walk.await.map_err(|error| Failure::Internal(error.to_string()))?
    }

    async fn walk_to(&self, target: Timestamp) -> Result<(), Failure> {
        loop {
            self.drain().await?;
            let now = self.outside.clock.now();
            if now >= target {
                return Ok(());
            }
            let due = jobs::next_run_at(&self.db).await?.unwrap_or(target);
            let step = due.clamp(now.plus(STEP_MIN), now.plus(STEP_MAX)).min(target);
            let clock = Arc::clone(&self.outside.clock);
            let moved = tokio::task::spawn_blocking(move || clock.move_to(step)).await;
            moved
                .map_err(|error| Failure::Internal(error.to_string()))?
                .map_err(|error| Failure::Internal(error.to_string()))?;
        }
    }

    /// Runs what is due until nothing is, and waits for what others of this process are running.
    async fn drain(&self) -> Result<(), Failure> {
        let until = Instant::now() + DRAIN_MAX;
        while Instant::now() < until {
            self.worker.drain(RUNS_MAX).await;
            let due = jobs::next_run_at(&self.db).await?.is_some_and(|at| at <= self.outside.clock.now());
            let running = jobs::counts(&self.db).await?.iter().any(|(state, count)| state == "leased" && *count > 0);
            if !due && !running {
                return Ok(());
            }
            sleep(LOOK).await;
        }
        tracing::warn!("jobs still running: the sandbox's clock goes on without them");
        Ok(())
    }
}
