//! Running until told to stop, then stopping in order.

use std::{sync::Arc, time::Duration};

use axum::Router;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::{Notify, watch},
};
use warifu_app::{App, Worker, WorkerSettings};

use crate::stop::{Doing, Stop};

/// From the signal to the end of the process at the latest: requests and jobs under way are finished in that time, and
/// what is left is taken up by the next start.
const STOP_MAX: Duration = Duration::from_secs(25);

/// What runs in this process.
pub(crate) struct Duty {
    /// Where to answer requests, if at all.
    pub(crate) web: Option<(TcpListener, Router)>,
    /// How many jobs to run at the same time; none when 0.
    pub(crate) jobs: u32,
}

/// Runs until SIGTERM or Ctrl-C, then lets requests and jobs under way come to their end.
pub(crate) async fn run(app: App, duty: Duty) -> Result<(), Stop> {
    let (stop, stopped) = watch::channel(false);
    let rest = Arc::new(Notify::new());
    let mut tasks = tokio::task::JoinSet::new();
    let storage = app.clone();
    if let Some((listener, router)) = duty.web {
        tasks.spawn(warifu_web::server::run(listener, router, until(stopped)));
    }
    if duty.jobs > 0 {
        let worker =
            Worker::new(app, format!("process {}", std::process::id()), WorkerSettings { concurrency: duty.jobs });
        tasks.spawn(worker.run(Arc::clone(&rest)));
    }
    tokio::select! {
        signal = signalled() => tracing::info!(signal = signal?, "stopping"),
        // Nothing more can be saved, and nobody knows what the disk holds: only a new start reads it anew.
        () = storage.storage_failed() => return Err(Stop::new("the database's storage has failed")),
        // Neither ends by itself.
        ended = tasks.join_next() => return Err(Stop::new(format_args!("a part of the shop has ended: {ended:?}"))),
    }
    stop.send(true).doing("stopping")?;
    rest.notify_one();
    let all = async { while tasks.join_next().await.is_some() {} };
    if tokio::time::timeout(STOP_MAX, all).await.is_err() {
        tracing::warn!("stopped before everything under way had ended");
    }
    Ok(())
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // An error means that the sender is gone, and the process with it.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

async fn signalled() -> Result<&'static str, Stop> {
    let mut term = signal(SignalKind::terminate()).doing("signals")?;
    tokio::select! {
        _ = term.recv() => Ok("SIGTERM"),
        interrupt = tokio::signal::ctrl_c() => interrupt.doing("signals").map(|()| "SIGINT"),
    }
}
