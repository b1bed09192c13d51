//! `WARIFU_SECTION_KEY` variables laid over the file's table.

use toml::{Table, Value};

use super::{Config, ConfigError};

/// What every variable starts with.
const PREFIX: &str = "WARIFU_";

/// Sections as the file writes them. `connectors` has one more level: the connector's name, without `_` in it.
pub(super) const SECTIONS: &[&str] = &[
    "catalogue",
    "connectors",
    "database",
    "embedded_ca",
    "log",
    "mail",
    "net",
    "secrets",
    "server",
    "shop",
    "worker",
];

/// The table with every variable of ours set in it. Variables outside the sections (`WARIFU_URL`, say) are somebody
/// else's.
pub(super) fn overlay(
    mut table: Table,
    variables: impl IntoIterator<Item = (String, String)>,
) -> Result<Table, ConfigError> {
    for (name, text) in variables {
        let Some(path) = name.strip_prefix(PREFIX).and_then(path) else { continue };
        let value = value(&path, &text).map_err(|problem| ConfigError::Variable { name, problem })?;
        set(&mut table, &path, value);
    }
    Ok(table)
}

/// `SERVER_BASE_URL` → `server`, `base_url`.
fn path(name: &str) -> Option<Vec<String>> {
    let name = name.to_ascii_lowercase();
    let section = SECTIONS.iter().find(|section| name.starts_with(&format!("{section}_")))?;
    let rest = &name[section.len() + 1..];
    let (connector, key) = match rest.split_once('_') {
        Some((connector, key)) if *section == "connectors" => (Some(connector), key),
        _ => (None, rest),
    };
    Some([Some(*section), connector, Some(key)].into_iter().flatten().map(str::to_owned).collect())
}

/// The text as TOML where the key takes that, else as a string: a shop may be called `123`.
fn value(path: &[String], text: &str) -> Result<Value, String> {
    let string = Value::String(text.to_owned());
    let toml = format!("value = {text}").parse::<Table>().ok().and_then(|mut table| table.remove("value"));
    let mut problem = String::new();
    for candidate in [toml, Some(string)].into_iter().flatten() {
        let mut alone = Table::new();
        set(&mut alone, path, candidate.clone());
        match alone.try_into::<Config>() {
            Ok(_) => return Ok(candidate),
            Err(error) => problem = without_value(error.message(), text),
        }
    }
    Err(problem)
}

/// The reader's message, unless it repeats the value: that may be a secret.
fn without_value(message: &str, text: &str) -> String {
    match message.split_once(':') {
        Some((kind, _)) if message.contains(text) => kind.to_owned(),
        _ => message.to_owned(),
    }
}

fn set(table: &mut Table, path: &[String], value: Value) {
    let [section, rest @ ..] = path else { return };
    if rest.is_empty() {
        table.insert(section.clone(), value);
    } else if let Value::Table(inner) = table.entry(section.clone()).or_insert_with(|| Value::Table(Table::new())) {
        set(inner, rest, value);
    }
}
