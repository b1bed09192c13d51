//! PostgreSQL: a pool of connections, and transactions whose statements travel in one flight.

use std::{
    future::{Future, poll_fn},
    hash::{BuildHasher, Hasher},
    pin::Pin,
    task::Poll,
    time::Duration,
};

use bytes::BytesMut;
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime, Timeouts};
use tokio_postgres::{
    NoTls, Statement,
    error::SqlState,
    types::{FromSql, IsNull, ToSql, Type, to_sql_checked},
};

use super::{Fault, FaultKind, Query, ROWS_MAX, WAIT_MAX, expected, too_many_rows};
use crate::{
    changeset::Changeset,
    sql::{Engine, Row, Sql, Value},
};

/// Tries of a transaction that lost a deadlock or a serialisation race.
const TRIES_MAX: u32 = 5;
/// Server-side limits, so that no forgotten transaction holds locks.
const OPTIONS: &str =
    "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=15s -c timezone=UTC";
/// Serialises concurrent starters that migrate; any number that no other program on this database uses.
const MIGRATION_LOCK: i64 = 0x7761_7269_6675;

/// The pool.
#[derive(Clone)]
pub(super) struct Postgres(Pool);

impl Postgres {
    /// Reads the URL, makes the pool and proves that the server answers.
    pub(super) async fn open(url: &str, pool_max: usize) -> Result<Self, Fault> {
        let mut config: tokio_postgres::Config =
            url.parse().map_err(|_| Fault::failed("the database URL cannot be read"))?;
        let options = config.get_options().map_or_else(String::new, |own| format!(" {own}"));
        config.options(format!("{OPTIONS}{options}")).application_name("warifu").connect_timeout(WAIT_MAX);
        let manager = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let pool = Pool::builder(Manager::from_config(config, NoTls, manager))
            .max_size(pool_max.max(1))
            .timeouts(Timeouts { wait: Some(WAIT_MAX), create: Some(WAIT_MAX), recycle: Some(WAIT_MAX) })
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(Fault::failed)?;
        let pool = Self(pool);
        drop(pool.client().await?);
        Ok(pool)
    }

    /// The rows of all queries, from one snapshot. A connection that dies meanwhile is replaced once: a restarted
    /// server leaves the pool full of dead ones.
    pub(super) async fn snapshot(&self, queries: &[Query]) -> Result<Vec<Vec<Row>>, Fault> {
        match self.snapshot_once(queries).await {
            Err(Fault { kind: FaultKind::Unavailable(_), .. }) => self.snapshot_once(queries).await,
            answer => answer,
        }
    }

    /// Runs one statement in a transaction of its own.
    pub(super) async fn query(&self, query: &Query) -> Result<Vec<Row>, Fault> {
        rows(&self.client().await?, query).await
    }

    /// Saves a changeset; tries again when the server chose it to lose against another.
    pub(super) async fn commit(&self, changeset: &Changeset) -> Result<Vec<u64>, Fault> {
        let mut tried = 1;
        loop {
            match self.transaction(changeset).await {
                Err(Fault { kind: FaultKind::Again(why), .. }) if tried < TRIES_MAX => {
                    tracing::debug!(why, tried, "transaction is tried again");
                    tokio::time::sleep(pause(tried)).await;
                    tried += 1;
                }
                result => return result,
            }
        }
    }

    /// Runs a script in one transaction that no other script runs beside.
    pub(super) async fn script(&self, script: &str) -> Result<(), Fault> {
        let guard = Guard(Some(self.client().await?));
        plain(guard.client()?, "BEGIN; SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0").await?;
        plain(guard.client()?, &format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
        plain(guard.client()?, script).await?;
        plain(guard.client()?, "COMMIT").await?;
        guard.release();
        Ok(())
    }

    /// Prepares a statement and checks that parameters and columns are of the kinds of [`Value`].
    pub(super) async fn prepare(&self, sql: &'static Sql) -> Result<(), Fault> {
        let statement = prepare(&self.client().await?, sql).await?;
        let columns = statement.columns().iter().map(tokio_postgres::Column::type_);
        match statement.params().iter().chain(columns).find(|kind| !Value::is_kind(kind)) {
            Some(odd) => Err(Fault::failed(format!("type {odd} is none of ours")).at(sql.name())),
            None => Ok(()),
        }
    }

    async fn client(&self) -> Result<Object, Fault> {
        self.0.get().await.map_err(|error| match error {
            PoolError::Backend(error) if error.as_db_error().is_some() => Fault::from(error),
            error => Fault::unavailable(error),
        })
    }

    async fn snapshot_once(&self, queries: &[Query]) -> Result<Vec<Vec<Row>>, Fault> {
        if let [query] = queries {
            return Ok(vec![self.query(query).await?]);
        }
        let guard = Guard(Some(self.client().await?));
        let client = guard.client()?;
        let mut flights: Vec<Flight<'_, Vec<Row>>> = Vec::with_capacity(queries.len() + 2);
        flights.push(Box::pin(async {
            plain(client, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await.map(|()| Vec::new())
        }));
        for query in queries {
            // A statement that is not prepared yet would wait for its answer and fall behind the COMMIT.
            prepare(client, query.0).await?;
            flights.push(Box::pin(rows(client, query)));
        }
        flights.push(Box::pin(async { plain(client, "COMMIT").await.map(|()| Vec::new()) }));
        let mut answers = in_one_flight(flights).await.into_iter().collect::<Result<Vec<_>, _>>()?;
        guard.release();
        answers.pop();
        Ok(answers.split_off(1))
    }

    async fn transaction(&self, changeset: &Changeset) -> Result<Vec<u64>, Fault> {
        let guard = Guard(Some(self.client().await?));
        let client = guard.client()?;
        let mut flights: Vec<Flight<'_, u64>> = Vec::with_capacity(changeset.steps.len() + 1);
        flights.push(Box::pin(async { plain(client, "BEGIN").await.map(|()| 0) }));
        for step in &changeset.steps {
            let statement = prepare(client, step.sql).await?;
            flights.push(Box::pin(async move {
                let rows = client.execute(&statement, &borrowed(&step.params)).await;
                expected(step, rows.map_err(|error| Fault::from(error).at(step.label))?)
            }));
        }
        let counts: Result<Vec<u64>, Fault> = in_one_flight(flights).await.into_iter().collect();
        let ended = plain(client, if counts.is_ok() { "COMMIT" } else { "ROLLBACK" }).await;
        if !matches!(ended, Err(Fault { kind: FaultKind::Unavailable(_), .. })) {
            guard.release();
        }
        let mut counts = ended.and(counts)?;
        Ok(counts.split_off(1))
    }
}

/// 1 to 2, 2 to 4, 4 to 8 … milliseconds: two that lost against each other must not meet again.
fn pause(tried: u32) -> Duration {
    let jitter = std::hash::RandomState::new().build_hasher().finish() % 1_000;
    Duration::from_micros((1_000 + jitter) << tried.min(8).saturating_sub(1))
}

async fn rows(client: &Object, query: &Query) -> Result<Vec<Row>, Fault> {
    let (sql, params) = query;
    let fault = |error: tokio_postgres::Error| Fault::from(error).at(sql.name());
    let statement = prepare(client, sql).await?;
    let rows = client.query(&statement, &borrowed(params)).await.map_err(fault)?;
    if rows.len() > ROWS_MAX {
        return Err(too_many_rows(sql));
    }
    let read = |row: tokio_postgres::Row| {
        (0..row.len()).map(|column| row.try_get(column)).collect::<Result<_, _>>().map(|columns| Row::new(sql, columns))
    };
    rows.into_iter().map(|row| read(row).map_err(fault)).collect()
}

async fn plain(client: &Object, text: &str) -> Result<(), Fault> {
    client.batch_execute(text).await.map_err(Fault::from)
}

async fn prepare(client: &Object, sql: &'static Sql) -> Result<Statement, Fault> {
    let statement = client.prepare_cached(sql.text(Engine::Postgres)).await;
    statement.map_err(|error| Fault::from(error).at(sql.name()))
}

/// Closes a connection that is dropped within a transaction, instead of handing it to the next caller.
struct Guard(Option<Object>);

impl Guard {
    fn client(&self) -> Result<&Object, Fault> {
        self.0.as_ref().ok_or_else(|| Fault::unavailable("the connection is closed"))
    }

    /// Gives the connection back to the pool.
    fn release(mut self) {
        self.0.take();
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(client) = self.0.take() {
            drop(Object::take(client));
        }
    }
}

type Flight<'a, T> = Pin<Box<dyn Future<Output = Result<T, Fault>> + Send + 'a>>;

/// Starts all futures in order before any has its answer: the driver sends their messages in one flight, and the
/// server works through them while the first answers travel back. Answers come in the same order.
async fn in_one_flight<T>(mut flights: Vec<Flight<'_, T>>) -> Vec<Result<T, Fault>> {
    let mut landed: Vec<Option<Result<T, Fault>>> = Vec::with_capacity(flights.len());
    poll_fn(|context| {
        landed.extend(flights.iter_mut().map(|flight| match flight.as_mut().poll(context) {
            Poll::Ready(answer) => Some(answer),
            Poll::Pending => None,
        }));
        Poll::Ready(())
    })
    .await;
    let mut answers = Vec::with_capacity(flights.len());
    for (flight, answer) in flights.into_iter().zip(landed) {
        answers.push(match answer {
            Some(answer) => answer,
            None => flight.await,
        });
    }
    answers
}

fn borrowed(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// Only the message of an error is kept: its detail quotes values.
impl From<tokio_postgres::Error> for Fault {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(answer) = error.as_db_error() else {
            // Without an answer the connection is gone, unless a value could not be sent as its parameter's type.
            return if error.is_closed() || std::error::Error::source(&error).is_some_and(|s| s.is::<std::io::Error>()) {
                Self::unavailable(error)
            } else {
                Self::failed(error)
            };
        };
        let why = format!("{} ({})", answer.message(), answer.code().code());
        Self::new(match *answer.code() {
            SqlState::UNIQUE_VIOLATION => FaultKind::Conflict,
            SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => FaultKind::Again(why),
            SqlState::LOCK_NOT_AVAILABLE | SqlState::READ_ONLY_SQL_TRANSACTION => FaultKind::Unavailable(why),
            // Connection exceptions, insufficient resources, operator intervention (restart, timeout), system errors.
            _ if ["08", "53", "57", "58"].iter().any(|class| answer.code().code().starts_with(class)) => {
                FaultKind::Unavailable(why)
            }
            _ => FaultKind::Failed(why),
        })
    }
}

impl Value {
    fn is_kind(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::TEXT | Type::BYTEA)
    }
}

type Odd = Box<dyn std::error::Error + Sync + Send>;

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Odd> {
        match (self, kind) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Int(n), &Type::INT8) => n.to_sql(kind, out),
            (Self::Text(text), &Type::TEXT) => text.to_sql(kind, out),
            (Self::Blob(bytes), &Type::BYTEA) => bytes.to_sql(kind, out),
            _ => Err(format!("{self:?} given for {kind}").into()),
        }
    }

    fn accepts(kind: &Type) -> bool {
        Self::is_kind(kind)
    }

    to_sql_checked!();
}

impl FromSql<'_> for Value {
    fn from_sql(kind: &Type, raw: &[u8]) -> Result<Self, Odd> {
        match *kind {
            Type::INT8 => i64::from_sql(kind, raw).map(Self::Int),
            Type::TEXT => String::from_sql(kind, raw).map(Self::Text),
            _ => Vec::from_sql(kind, raw).map(Self::Blob),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, Odd> {
        Ok(Self::Null)
    }

    fn accepts(kind: &Type) -> bool {
        Self::is_kind(kind)
    }
}
