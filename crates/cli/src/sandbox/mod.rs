//! The sandbox of `warifu demo`: a clock that can be moved forward, and sample sites on which a customer's work (place
//! a proof, install a certificate) is one click.
//!
//! The sites are the customer's side: their private keys lie below one folder and never reach the shop's parts.

mod advance;
mod api;
pub(crate) mod clock;
mod keys;
mod listen;
mod orders;
mod page;
pub(crate) mod sites;
pub(crate) mod world;

use std::{io, net::SocketAddr, path::Path, sync::Arc};

use axum::{Extension, Router};
use warifu_app::{App, Viewer, Worker, WorkerSettings};
use warifu_domain::world::Clock;
use warifu_net::Net;
use warifu_store::Db;
use warifu_web::Web;

use self::{clock::SandboxClock, listen::Listeners, sites::Sites};
use crate::stop::{Doing, Stop};

/// Jobs that the moving clock claims at a time.
const BATCH: u32 = 16;

/// The customer's machines and the clock, running before the shop does.
pub(crate) struct Outside {
    pub(crate) clock: Arc<SandboxClock>,
    pub(crate) net: Net,
    pub(crate) sites: Arc<Sites>,
    pub(crate) http: SocketAddr,
    pub(crate) https: SocketAddr,
}

impl Outside {
    /// Takes up what lies in `folder` and lets the sample sites listen.
    pub(crate) async fn start(folder: &Path, system: Arc<dyn Clock>) -> Result<Self, Stop> {
        crate::files::private_dir(folder).doing(folder.display())?;
        let clock = SandboxClock::open(folder.join("clock.json"), system).doing("sandbox clock")?;
        let sites = Arc::new(Sites::open(folder.join("sites")).doing("sample sites")?);
        let listeners = Listeners::bind().await.doing("sample sites")?;
        let local = |listener: &tokio::net::TcpListener| -> io::Result<SocketAddr> { listener.local_addr() };
        let (http, https) =
            (local(&listeners.http).doing("sample sites")?, local(&listeners.https).doing("sample sites")?);
        let placeholder = keys::placeholder(clock.now()).doing("sample sites")?;
        listeners.serve(Arc::clone(&sites), placeholder).doing("sample sites")?;

        let clock = Arc::new(clock);
        let names = world::Names(Arc::clone(&sites));
        let seconds = Arc::clone(&clock);
        let now = Arc::new(move || seconds.now().unix_seconds());
        let net = Net::new(Arc::new(names), Arc::new(world::Roads { http, https }), world::guard(), now);
        Ok(Self { clock, net, sites, http, https })
    }
}

/// What the sandbox's pages and endpoints work with.
pub(crate) struct Sandbox {
    outside: Outside,
    app: App,
    db: Db,
    /// Reads orders as whoever placed them would.
    reader: Viewer,
    /// Runs what falls due while the clock moves, beside the shop's own worker.
    worker: Worker,
    /// One advance at a time.
    advancing: tokio::sync::Mutex<()>,
}

impl Sandbox {
    pub(crate) fn new(outside: Outside, app: App, db: Db, reader: Viewer) -> Arc<Self> {
        let worker = Worker::new(app.clone(), "sandbox", WorkerSettings { concurrency: BATCH });
        Arc::new(Self { outside, app, db, reader, worker, advancing: tokio::sync::Mutex::default() })
    }

    /// Endpoints and pages; nobody needs to log in, and they exist in the demonstration only.
    pub(crate) fn routes(self: Arc<Self>) -> Router<Web> {
        api::routes().merge(page::routes()).layer(Extension(self))
    }
}
