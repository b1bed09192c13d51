//! `warifu demo`: the whole shop with its customer's machines, clock and mailbox, in one folder.

mod facts;
mod seed;

use std::{
    fs::{self, File, TryLockError},
    io::{self, ErrorKind},
    net::SocketAddr,
    path::PathBuf,
    sync::Arc,
};

use tokio::net::TcpListener;
use warifu_app::{App, SystemClock};
use warifu_domain::world::Clock;
use warifu_store::{Changeset, Db, idempotency, jobs};
use warifu_web::Web;

pub(crate) use self::facts::Facts;
use crate::{
    config::Config,
    files, mailbox,
    parts::{self, World, catalogue, database, secrets},
    sandbox::{Outside, Sandbox},
    stop::{Doing, Stop},
};

const CONFIG: &str = include_str!("demo.toml");

/// What the command line says.
pub(crate) struct Options {
    pub(crate) listen: SocketAddr,
    pub(crate) folder: PathBuf,
    /// PostgreSQL instead of the SQLite file in the folder.
    pub(crate) database_url: Option<String>,
}

/// The shop, ready to be served.
pub(crate) struct Demo {
    pub(crate) listener: TcpListener,
    pub(crate) app: App,
    pub(crate) router: axum::Router,
    pub(crate) facts: Facts,
    pub(crate) facts_path: PathBuf,
    pub(crate) concurrency: u32,
    /// Held as long as the process lives: two shops in one folder would each move their own clock.
    pub(crate) lock: File,
}

/// Makes the folder on the first start and goes on where it stopped on every other.
pub(crate) async fn prepare(options: Options) -> Result<Demo, Stop> {
    let folder = &options.folder;
    files::private_dir(folder).doing(folder.display())?;
    let folder = &fs::canonicalize(folder).doing(folder.display())?;
    let lock = lock(folder.join("demo.lock"))?;
    let listener = bind(options.listen).await?;
    let address = listener.local_addr().doing("listening")?;

    let outside = Outside::start(&folder.join("sandbox"), Arc::new(SystemClock)).await?;
    let mails = mailbox::Folder::open(folder.join("mailbox")).doing("mailbox")?;
    let mut config: Config = toml::from_str(CONFIG).doing("demo.toml")?;
    config.server.base_url = Some(format!("http://{address}"));
    config.secrets.master_key_file = Some(secrets::in_folder(folder));
    match &options.database_url {
        Some(url) => config.database.url = Some(url.clone()),
        None => config.database.path = Some(database_file(folder)),
    }
    let clock: Arc<dyn Clock> = Arc::clone(&outside.clock) as _;
    let world = World {
        clock,
        net: outside.net.clone(),
        upstream_net: outside.net.clone(),
        mailer: Arc::new(mails.clone()),
        goods: catalogue::built_in()?,
    };

    let db: Db = database::open_migrated(&config.database).await?;
    // The folder's lock says that no other process runs this shop's jobs or answers for it.
    let mut changes = Changeset::new();
    jobs::end_leases(&mut changes);
    idempotency::end_claims(&mut changes);
    db.commit(changes).await.doing("database")?;
    let app = parts::assemble(&config, db.clone(), world).await?;
    let facts_path = folder.join("demo.json");
    let ca_path = folder.join("ca-root.pem");
    let seeded = seed::seed(&app, &facts_path).await?;
    let root = app.ca_root_pem().ok_or_else(|| Stop::new("the embedded CA is missing"))?;
    fs::write(&ca_path, root).doing(ca_path.display())?;

    let url = format!("http://{address}");
    let facts = Facts {
        mailbox_url: format!("{url}/mailbox"),
        sandbox_url: format!("{url}/sandbox"),
        url,
        customer: seeded.customer,
        staff: seeded.staff,
        ca_root_pem_path: ca_path,
        database: options.database_url.unwrap_or_else(|| database_file(folder).display().to_string()),
        pid: std::process::id(),
    };
    facts.write(&facts_path).doing(facts_path.display())?;

    let web = Web::new(app.clone());
    let sandbox = Sandbox::new(outside, app.clone(), db, seeded.reader);
    let router = warifu_web::router(web, sandbox.routes().merge(mailbox::routes(mails)));
    Ok(Demo { listener, app, router, facts, facts_path, concurrency: config.worker.concurrency, lock })
}

/// The SQLite file of a demonstration's folder.
pub(crate) fn database_file(folder: &std::path::Path) -> PathBuf {
    folder.join("warifu.db")
}

fn lock(path: PathBuf) -> Result<File, Stop> {
    let file = File::options().create(true).truncate(false).write(true).open(&path).doing(path.display())?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let stop = Stop::new(format_args!("{}: another `warifu demo` runs on this folder", path.display()));
            Err(stop.hint("warifu demo --data OTHER-FOLDER --listen 127.0.0.1:0"))
        }
        Err(TryLockError::Error(error)) => Err(Stop::new(format_args!("{}: {error}", path.display()))),
    }
}

async fn bind(listen: SocketAddr) -> Result<TcpListener, Stop> {
    TcpListener::bind(listen).await.map_err(|error: io::Error| {
        let stop = Stop::new(format_args!("cannot listen on {listen}: {error}"));
        match error.kind() {
            ErrorKind::AddrInUse => stop.hint(format_args!("warifu demo --listen {}:0", listen.ip())),
            _ => stop,
        }
    })
}
