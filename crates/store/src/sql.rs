//! Statements and values. A statement is written once in the dialect that both engines share, with `$1..$9` for its
//! parameters and a few tokens where the engines differ; it is a registered static, so that a test can prepare every
//! one of them on both.
//!
//! | token | SQLite | PostgreSQL |
//! |---|---|---|
//! | `{{bigint}}` | `INTEGER` | `BIGINT` |
//! | `{{blob}}` | `BLOB` | `BYTEA` |
//! | `{{db_now}}` | the database's clock in microseconds | the same |
//! | `{{for_update}}` | nothing: there is one writer | `FOR UPDATE` |
//! | `{{skip_locked}}` | nothing | `FOR UPDATE SKIP LOCKED` |
//! | `{{strict}}` | `STRICT` | nothing: it always is |

use std::{fmt, sync::OnceLock};

use warifu_domain::{
    AccountId, DnsName, IssuanceId, JobId, MailId, MemberId, OrderId, ReportId, Sha256, Timestamp, TokenId,
    TransactionId, ValidationId, Yen,
    id::Uuid,
    people::{EmailAddress, Locale, Role},
};

/// Which database is behind the seam. Only the seam, the migrations and tests ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, in a file of this process.
    Sqlite,
    /// PostgreSQL 15 or later.
    Postgres,
}

/// Token, SQLite's word, PostgreSQL's word.
const TOKENS: [(&str, &str, &str); 6] = [
    ("{{bigint}}", "INTEGER", "BIGINT"),
    ("{{blob}}", "BLOB", "BYTEA"),
    (
        "{{db_now}}",
        "CAST(unixepoch('subsec') * 1000000 AS INTEGER)",
        "CAST(EXTRACT(EPOCH FROM statement_timestamp()) * 1000000 AS BIGINT)",
    ),
    ("{{for_update}}", "", "FOR UPDATE"),
    ("{{skip_locked}}", "", "FOR UPDATE SKIP LOCKED"),
    ("{{strict}}", "STRICT", ""),
];

/// One statement. Made by [`statements!`] only, which also registers it.
pub struct Sql {
    name: &'static str,
    text: &'static str,
    sqlite: OnceLock<String>,
    postgres: OnceLock<String>,
}

impl Sql {
    /// A statement called `name`; use [`statements!`] instead, so that the statement is tested on both engines.
    pub const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text, sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }

    /// Module and name, as `warifu_store::jobs::CLAIM`: what errors and conflicts show.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The text in the dialect of `engine`, rendered at the first use.
    pub fn text(&self, engine: Engine) -> &str {
        match engine {
            Engine::Sqlite => self.sqlite.get_or_init(|| render(self.text, engine)),
            Engine::Postgres => self.postgres.get_or_init(|| render(self.text, engine)),
        }
    }
}

impl fmt::Debug for Sql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

fn render(text: &str, engine: Engine) -> String {
    let text = TOKENS.iter().fold(text.to_owned(), |text, (token, sqlite, postgres)| {
        text.replace(token, if engine == Engine::Sqlite { sqlite } else { postgres })
    });
    // SQLite takes `$2` for a name and numbers names by their first appearance: `$2, $1` would swap the values.
    if engine == Engine::Sqlite { text.replace('$', "?") } else { text }
}

/// Declares statements as statics and lists them in `STATEMENTS`, once in a module.
#[macro_export]
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)+) => {
        $($(#[$doc])* static $name: $crate::sql::Sql =
            $crate::sql::Sql::new(concat!(module_path!(), "::", stringify!($name)), $text);)+

        /// Every statement of this module.
        pub(crate) static STATEMENTS: &[&$crate::sql::Sql] = &[$(&$name),+];
    };
}

/// What a column or a parameter holds: integers (also booleans as 0/1, times in microseconds, yen), text, bytes (also
/// ids) or nothing.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// SQL NULL.
    Null,
    /// A 64-bit integer.
    Int(i64),
    /// UTF-8 text without NUL.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl fmt::Debug for Value {
    /// Kind and size only: parameters hold addresses, hashes and names, which do not belong into logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("Null"),
            Self::Int(_) => f.write_str("Int"),
            Self::Text(text) => write!(f, "Text({})", text.len()),
            Self::Blob(bytes) => write!(f, "Blob({})", bytes.len()),
        }
    }
}

/// A list of parameters, `$1` first: `params![order.id, order.version, now]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { vec![$($crate::sql::Value::from($value)),*] };
}

/// What a [`Value`] of the wrong kind was read as.
#[derive(Debug)]
pub struct WrongKind(pub(crate) &'static str);

/// A type that a column can be read as.
pub trait Column: Sized {
    /// Reads `value`, or says what was expected in its place.
    fn read(value: Value) -> Result<Self, WrongKind>;
}

macro_rules! value {
    ($kind:ident, $expected:literal: $($type:ty { $from:expr, $into:expr })+) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                let convert: fn($type) -> _ = $from;
                Self::$kind(convert(value))
            }
        }

        impl Column for $type {
            fn read(value: Value) -> Result<Self, WrongKind> {
                let convert: fn(_) -> Option<$type> = $into;
                match value {
                    Value::$kind(inner) => convert(inner).ok_or(WrongKind($expected)),
                    _ => Err(WrongKind($expected)),
                }
            }
        }
    )+};
}

value! { Int, "integer":
    i64 { |n| n, Some }
    u32 { i64::from, |n| u32::try_from(n).ok() }
    Yen { |yen| yen.0, |n| Some(Yen(n)) }
    Timestamp { Timestamp::unix_micros, |n| Some(Timestamp::from_unix_micros(n)) }
}

value! { Int, "count":
    // A count that does not fit is no count; as the greatest number it meets no condition.
    u64 { |n| i64::try_from(n).unwrap_or(i64::MAX), |n| u64::try_from(n).ok() }
}

value! { Int, "0 or 1":
    bool { i64::from, |n| match n { 0 => Some(false), 1 => Some(true), _ => None } }
}

value! { Text, "text":
    String { |text| text, Some }
}

value! { Text, "mail address":
    EmailAddress { |address| address.as_str().to_owned(), |text: String| EmailAddress::parse(&text).ok() }
}

value! { Text, "DNS name":
    DnsName { |name| name.as_str().to_owned(), |text: String| DnsName::parse(&text).ok() }
}

value! { Text, "language":
    Locale { |locale| locale.tag().to_owned(), |text: String| Locale::from_tag(&text) }
}

value! { Text, "role":
    Role { |role| role.as_str().to_owned(), |text: String| text.parse().ok() }
}

value! { Blob, "bytes":
    Vec<u8> { |bytes| bytes, Some }
}

value! { Blob, "32 bytes":
    Sha256 { |hash| hash.0.to_vec(), |bytes: Vec<u8>| bytes.try_into().ok().map(Sha256) }
}

value! { Blob, "16-byte id":
    Uuid { |id| id.as_bytes().to_vec(), |bytes: Vec<u8>| Uuid::from_slice(&bytes).ok() }
}

macro_rules! ids {
    ($($id:ident)+) => { value! { Blob, "16-byte id": $(
        $id { |id| id.0.as_bytes().to_vec(), |bytes: Vec<u8>| Uuid::from_slice(&bytes).ok().map($id) }
    )+ } };
}

ids! { AccountId IssuanceId JobId MailId MemberId OrderId ReportId TokenId TransactionId ValidationId }

/// The kind of integer literals.
impl From<i32> for Value {
    fn from(n: i32) -> Self {
        Self::Int(n.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Blob(bytes.to_vec())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl Column for Value {
    fn read(value: Value) -> Result<Self, WrongKind> {
        Ok(value)
    }
}

/// One row of an answer. Its columns are taken from left to right, in the order of the SELECT list:
/// `Member { id: row.take()?, email: row.take()? }`.
#[derive(Debug)]
pub struct Row {
    statement: &'static str,
    columns: std::vec::IntoIter<Value>,
    taken: usize,
}

impl Row {
    pub(crate) fn new(sql: &'static Sql, columns: Vec<Value>) -> Self {
        Self { statement: sql.name(), columns: columns.into_iter(), taken: 0 }
    }

    /// The next column. Errs when the row has no more columns or this one holds something else than a `T`.
    pub fn take<T: Column>(&mut self) -> Result<T, crate::DbError> {
        let value = self.columns.next().ok_or_else(|| self.wrong("one column more"))?;
        self.taken += 1;
        T::read(value).map_err(|WrongKind(expected)| self.wrong(expected))
    }

    /// The next column, or `None` when it is NULL.
    pub fn take_option<T: Column>(&mut self) -> Result<Option<T>, crate::DbError> {
        match self.columns.as_slice().first() {
            Some(Value::Null) => {
                self.columns.next();
                self.taken += 1;
                Ok(None)
            }
            _ => self.take().map(Some),
        }
    }

    /// The next column, made into something else by `read`; a `None` of it is an error that names what was `expected`.
    pub fn take_as<T: Column, U>(
        &mut self,
        expected: &'static str,
        read: impl FnOnce(T) -> Option<U>,
    ) -> Result<U, crate::DbError> {
        let value = self.take()?;
        read(value).ok_or_else(|| self.wrong(expected))
    }

    /// The error that says that the column taken last does not hold `expected`.
    pub fn wrong(&self, expected: &'static str) -> crate::DbError {
        crate::DbError::Row { statement: self.statement, column: self.taken, expected }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_rendered_for_each_engine() {
        for (text, sqlite, postgres) in [
            ("SELECT $2, $1", "SELECT ?2, ?1", "SELECT $2, $1"),
            ("CAST(a AS {{bigint}})", "CAST(a AS INTEGER)", "CAST(a AS BIGINT)"),
            ("SELECT a {{skip_locked}}", "SELECT a ", "SELECT a FOR UPDATE SKIP LOCKED"),
        ] {
            assert_eq!(render(text, Engine::Sqlite), sqlite);
            assert_eq!(render(text, Engine::Postgres), postgres);
        }
    }

    #[test]
    fn a_column_of_the_wrong_kind_is_an_error_that_says_where() {
        static SQL: Sql = Sql::new("test::SQL", "");
        let mut row = Row::new(&SQL, params![7, "a", Option::<i64>::None, 2]);
        assert_eq!(row.take::<i64>().unwrap(), 7);
        assert!(row.take::<i64>().unwrap_err().to_string().contains("test::SQL column 2"));
        assert_eq!(row.take_option::<i64>().unwrap(), None);
        assert!(row.take::<bool>().is_err());
        assert!(row.take::<i64>().is_err());
    }
}
