//! SQLite: one writer thread with group commit, and readers beside it.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::{Connection, ErrorCode, ffi, types::ValueRef};
use tokio::sync::{mpsc, oneshot};

use super::{Fault, FaultKind, Query, WAIT_MAX, expected, too_many_rows};
use crate::{
    changeset::{Changeset, Step},
    db::ROWS_MAX,
    sql::{Engine, Row, Sql, Value},
};

/// Reader threads beside the writer: reads are short and mostly hit the page cache.
const READERS: usize = 3;
/// Changesets that share one COMMIT at most; bounds the wait of the first for the last.
const GROUP_MAX: usize = 128;
/// Requests that wait for a thread at most; more callers wait for a place in the queue.
const QUEUE_MAX: usize = 1_024;
/// Statements between two checkpoints of the WAL: some thousand pages, so that the file stays at a few MiB.
const CHECKPOINT_STATEMENTS: usize = 2_000;
/// Page cache of each connection; what it misses the system's own cache has.
const CACHE_KIB: i64 = 8_192;
/// Prepared statements that a connection keeps; the crate has fewer.
const STATEMENTS_CACHED: usize = 512;

/// The two queues.
pub(super) struct Sqlite {
    writer: mpsc::Sender<Write>,
    readers: mpsc::Sender<Read>,
}

impl Sqlite {
    /// Opens the file and starts the threads; they end when the last handle is dropped.
    pub(super) async fn open(path: PathBuf) -> Result<Self, Fault> {
        let connections = move || {
            own_file(&path)?;
            let writer = connect(&path)?;
            let readers = (0..READERS).map(|_| connect(&path)).collect::<Result<Vec<_>, Fault>>()?;
            readers.iter().try_for_each(|reader| reader.pragma_update(None, "query_only", true))?;
            Ok((writer, readers))
        };
        let (connection, reading) = tokio::task::spawn_blocking(connections)
            .await
            .unwrap_or_else(|_| Err(Fault::unavailable("the runtime is stopping")))?;
        let (writer, writes) = mpsc::channel(QUEUE_MAX);
        let (readers, reads) = mpsc::channel(QUEUE_MAX);
        spawn("store-writer", move || Writer { connection, writes, statements: 0 }.run())?;
        let reads = Arc::new(Mutex::new(reads));
        for connection in reading {
            let reads = Arc::clone(&reads);
            spawn("store-reader", move || read_loop(&connection, &reads))?;
        }
        Ok(Self { writer, readers })
    }

    pub(super) async fn snapshot(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, Fault> {
        ask(&self.readers, |reply| Read { queries, reply }).await
    }

    pub(super) async fn write(&self, task: Task) -> Result<Done, Fault> {
        ask(&self.writer, |reply| Write { task, reply }).await
    }

    /// Resolves when the writer has ended although this handle lives.
    pub(super) async fn broken(&self) {
        self.writer.closed().await;
    }
}

/// What the writer can be asked to do.
pub(super) enum Task {
    Commit(Changeset),
    Returning(Query),
    Prepare(&'static Sql),
    Script(String),
}

/// What came of it.
#[derive(Default)]
pub(super) struct Done {
    pub(super) counts: Vec<u64>,
    pub(super) rows: Vec<Row>,
}

struct Read {
    queries: Vec<Query>,
    reply: Reply<Vec<Vec<Row>>>,
}

struct Write {
    task: Task,
    reply: Reply<Done>,
}

type Reply<T> = oneshot::Sender<Result<T, Fault>>;

/// Sends a request to a thread and waits for its answer.
async fn ask<Q, T>(thread: &mpsc::Sender<Q>, request: impl FnOnce(Reply<T>) -> Q) -> Result<T, Fault> {
    let (reply, answer) = oneshot::channel();
    match thread.send_timeout(request(reply), WAIT_MAX).await {
        Ok(()) => answer.await.unwrap_or_else(|_| Err(Fault::unavailable("storage has failed"))),
        Err(_) => Err(Fault::unavailable("storage has failed or is overloaded")),
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), Fault> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work).map(drop).map_err(Fault::unavailable)
}

/// Makes the file readable for its owner only before SQLite writes into it; `-wal` and `-shm` inherit the mode.
fn own_file(path: &Path) -> Result<(), Fault> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(Fault::unavailable)
}

fn connect(path: &Path) -> Result<Connection, Fault> {
    let open = || {
        let connection = Connection::open(path)?;
        connection.busy_timeout(WAIT_MAX)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // The writer checkpoints by itself: after the answers, and where an error is seen.
        connection.pragma_update(None, "wal_autocheckpoint", 0)?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_CACHED);
        Ok(connection)
    };
    open().map_err(|e: rusqlite::Error| Fault::from(e))
}

/// Several readers share one queue: whoever holds the lock waits for the next request.
fn read_loop(connection: &Connection, reads: &Mutex<mpsc::Receiver<Read>>) {
    loop {
        let next = reads.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv();
        let Some(Read { queries, reply }) = next else { return };
        // The receiver is gone when its caller was cancelled.
        let _ = reply.send(snapshot(connection, &queries));
    }
}

fn snapshot(connection: &Connection, queries: &[Query]) -> Result<Vec<Vec<Row>>, Fault> {
    if let [query] = queries {
        return Ok(vec![rows(connection, query)?]);
    }
    run(connection, "BEGIN")?;
    let rows = queries.iter().map(|query| rows(connection, query)).collect();
    run(connection, "COMMIT")?;
    rows
}

fn rows(connection: &Connection, (sql, params): &Query) -> Result<Vec<Row>, Fault> {
    let select = || {
        let mut statement = connection.prepare_cached(sql.text(Engine::Sqlite))?;
        let width = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(params))?;
        let mut answer = Vec::new();
        while let Some(row) = rows.next()? {
            let columns = (0..width).map(|column| row.get_ref(column).map(Value::from)).collect::<Result<_, _>>()?;
            answer.push(Row::new(sql, columns));
            if answer.len() > ROWS_MAX {
                return Ok(Err(too_many_rows(sql)));
            }
        }
        Ok(Ok(answer))
    };
    select().map_err(|e: rusqlite::Error| Fault::from(e).at(sql.name()))?
}

/// Runs a statement of the transaction's own: BEGIN, SAVEPOINT and the like.
fn run(connection: &Connection, text: &str) -> Result<(), Fault> {
    let run = || connection.prepare_cached(text)?.execute([]);
    run().map(drop).map_err(Fault::from)
}

/// The only one who writes.
struct Writer {
    connection: Connection,
    writes: mpsc::Receiver<Write>,
    /// Statements since the last checkpoint.
    statements: usize,
}

/// The storage can no longer be trusted; the thread ends and [`super::Db::broken`] resolves.
struct Broken;

impl Writer {
    fn run(mut self) {
        while let Some(first) = self.writes.blocking_recv() {
            let mut group = vec![first];
            while group.len() < GROUP_MAX {
                let Ok(next) = self.writes.try_recv() else { break };
                group.push(next);
            }
            if self.commit_group(group).is_err() || self.checkpoint().is_err() {
                tracing::error!("fsync of the database failed: storage is not trusted any more");
                return;
            }
        }
    }

    /// Runs the tasks of `group` in one transaction and answers them after its COMMIT.
    fn commit_group(&mut self, group: Vec<Write>) -> Result<(), Broken> {
        if let Err(fault) = run(&self.connection, "BEGIN IMMEDIATE") {
            for write in group {
                let _ = write.reply.send(Err(fault.clone()));
            }
            return Ok(());
        }
        let mut lost = None;
        let mut answers = Vec::with_capacity(group.len());
        for Write { task, reply } in group {
            let result = match &lost {
                Some(fault) => Err(Fault::clone(fault)),
                None => self.run_task(&task),
            };
            // A full disk or an I/O error can make SQLite roll back everything, the neighbours included.
            if self.connection.is_autocommit() && lost.is_none() {
                lost = Some(Fault::unavailable("the transaction was rolled back"));
            }
            answers.push((reply, result));
        }
        let mut broken = false;
        if lost.is_none()
            && let Err(error) = self.connection.prepare_cached("COMMIT").and_then(|mut commit| commit.execute([]))
        {
            broken = is_fsync(&error);
            lost = Some(Fault::unavailable(&error));
            if !self.connection.is_autocommit() {
                broken |= run(&self.connection, "ROLLBACK").is_err();
            }
        }
        for (reply, result) in answers {
            let result = match &lost {
                Some(fault) => result.and(Err(fault.clone())),
                None => result,
            };
            // The receiver is gone when its caller was cancelled; the commit counts all the same.
            let _ = reply.send(result);
        }
        if broken { Err(Broken) } else { Ok(()) }
    }

    /// Runs one task inside its savepoint, which a failed task leaves without a trace.
    fn run_task(&mut self, task: &Task) -> Result<Done, Fault> {
        run(&self.connection, "SAVEPOINT task")?;
        let result = self.run_bare(task);
        if self.connection.is_autocommit() {
            return result;
        }
        let undone = if result.is_err() { run(&self.connection, "ROLLBACK TO task") } else { Ok(()) };
        if let Err(fault) = undone.and_then(|()| run(&self.connection, "RELEASE task")) {
            // Better lose the whole group than save half a changeset.
            run(&self.connection, "ROLLBACK")?;
            return result.and(Err(fault));
        }
        result
    }

    fn run_bare(&mut self, task: &Task) -> Result<Done, Fault> {
        match task {
            Task::Commit(changeset) => {
                let counts = changeset.steps.iter().map(|step| self.run_step(step)).collect::<Result<_, _>>()?;
                Ok(Done { counts, ..Done::default() })
            }
            Task::Returning(statement) => {
                self.statements += 1;
                Ok(Done { rows: rows(&self.connection, statement)?, ..Done::default() })
            }
            Task::Prepare(sql) => match self.connection.prepare_cached(sql.text(Engine::Sqlite)) {
                Ok(_) => Ok(Done::default()),
                Err(error) => Err(Fault::from(error).at(sql.name())),
            },
            Task::Script(script) => match self.connection.execute_batch(script) {
                Ok(()) => Ok(Done::default()),
                Err(error) => Err(Fault::from(error).at("script")),
            },
        }
    }

    fn run_step(&mut self, step: &Step) -> Result<u64, Fault> {
        self.statements += 1;
        let execute = || {
            let mut statement = self.connection.prepare_cached(step.sql.text(Engine::Sqlite))?;
            statement.execute(rusqlite::params_from_iter(&step.params))
        };
        let rows = execute().map_err(|e| Fault::from(e).at(step.label))?;
        expected(step, u64::try_from(rows).unwrap_or(u64::MAX))
    }

    /// Moves the WAL into the database file from time to time, without waiting for readers.
    fn checkpoint(&mut self) -> Result<(), Broken> {
        if self.statements < CHECKPOINT_STATEMENTS {
            return Ok(());
        }
        self.statements = 0;
        match self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())) {
            Err(error) if is_fsync(&error) => Err(Broken),
            Err(error) => {
                tracing::warn!(%error, "checkpoint failed; the next one tries again");
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }
}

/// After a failed fsync the kernel may have dropped what it could not write, and a second fsync says "fine".
fn is_fsync(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    matches!(code, Some(ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC))
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error() else { return Self::failed(error) };
        Self::new(match (code.code, code.extended_code) {
            (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => FaultKind::Conflict,
            (
                ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::OutOfMemory
                | ErrorCode::ReadOnly,
                _,
            ) => FaultKind::Unavailable(error.to_string()),
            _ => FaultKind::Failed(error.to_string()),
        })
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(rusqlite::types::ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(n) => ValueRef::Integer(*n),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl From<ValueRef<'_>> for Value {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(n) => Self::Int(n),
            ValueRef::Text(text) => Self::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Self::Blob(bytes.to_vec()),
            // No column is REAL; as text it fails where the row is read as a number.
            ValueRef::Real(number) => Self::Text(number.to_string()),
        }
    }
}
