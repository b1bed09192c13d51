//! No statement reads a whole table: SQLite says how it would run each one. PostgreSQL has the same indices.

use warifu_store::{Engine, Sql, Value, statements};
use warifu_testkit::engines::check;

/// Statements that read or sort everything they find, on purpose.
const SCANS: &[(&str, &str)] = &[
    ("warifu_store::ca::NEWEST_CRL", "the last row of the table itself, which is ordered by number"),
    ("warifu_store::idempotency::END_CLAIMS", "once, when a demonstration starts"),
    ("warifu_store::jobs::COUNTS", "a figure over all jobs, from the index alone"),
    ("warifu_store::ledger::LIST", "reads the page that its inner SELECT has cut out"),
    ("warifu_store::migrate::APPLIED", "all migrations are a handful"),
    ("warifu_store::verify::", "an audit of the whole database"),
];

#[test]
fn nothing_scans() {
    check(async |db| {
        if db.engine() != Engine::Sqlite {
            return;
        }
        let mut scanning = Vec::new();
        for sql in statements() {
            if SCANS.iter().any(|(name, _)| sql.name().starts_with(name)) {
                continue;
            }
            for mut row in db.read(explain(sql), vec![Value::Null; parameters(sql)]).await.unwrap() {
                let (_, _, _): (i64, i64, i64) = (row.take().unwrap(), row.take().unwrap(), row.take().unwrap());
                let detail: String = row.take().unwrap();
                // Reading an ordered index from its end, with a limit, is no scan of the table; sorting everything is.
                let is_scan =
                    detail.starts_with("SCAN") && !detail.contains("INDEX") && !detail.contains("CONSTANT ROW");
                if is_scan || detail.contains("TEMP B-TREE FOR ORDER BY") {
                    scanning.push(format!("{}: {detail}", sql.name()));
                }
            }
        }
        assert!(scanning.is_empty(), "{scanning:#?}");
    });
}

fn explain(sql: &Sql) -> &'static Sql {
    let text = format!("EXPLAIN QUERY PLAN {}", sql.text(Engine::Sqlite));
    Box::leak(Box::new(Sql::new("explain", text.leak())))
}

/// The greatest number behind a `?`.
fn parameters(sql: &Sql) -> usize {
    let numbers = sql.text(Engine::Sqlite).split('?').skip(1);
    let number = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<usize>();
    numbers.filter_map(|text| number(text).ok()).max().unwrap_or(0)
}
