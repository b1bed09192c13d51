//! The operator's settings: one TOML file, one struct per section, and `WARIFU_SECTION_KEY` variables on top.
//!
//! Unknown keys are refused, so a slip of the pen is not a silent default. Errors name file, line and key, and never
//! repeat a value: it may be a secret.

mod catalogue;
mod connectors;
mod database;
mod embedded_ca;
mod env;
mod log;
mod mail;
mod net;
mod secrets;
mod server;
mod shop;
mod worker;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    str::FromStr,
};

use serde::{Deserialize, Deserializer, de};

pub(crate) use self::{
    catalogue::Catalogue,
    connectors::Acme,
    database::Database,
    embedded_ca::EmbeddedCa,
    log::{Format as LogFormat, Log},
    mail::{Mail, Tls as MailTls},
    net::Net,
    secrets::Secrets,
    server::Server,
    shop::Shop,
    worker::Worker,
};

/// Largest file read; a real one has a few dozen lines.
const FILE_BYTES_MAX: u64 = 256 * 1024;

/// Every section. Each key is optional here; whoever uses it says what it needs, so that `admin migrate` asks for less
/// than `serve`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) catalogue: Catalogue,
    /// ACME accounts by the connector name that products use.
    pub(crate) connectors: BTreeMap<String, Acme>,
    pub(crate) database: Database,
    pub(crate) embedded_ca: EmbeddedCa,
    pub(crate) log: Log,
    pub(crate) mail: Mail,
    pub(crate) net: Net,
    pub(crate) secrets: Secrets,
    pub(crate) server: Server,
    pub(crate) shop: Shop,
    pub(crate) worker: Worker,
}

/// Why the settings cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ConfigError {
    /// The file cannot be read.
    #[error("{}: {problem}", path.display())]
    File { path: PathBuf, problem: String },
    /// A line of the file is wrong.
    #[error("{}:{line}: {}: {problem}", path.display(), if key.is_empty() { "this line" } else { key })]
    Line { path: PathBuf, line: usize, key: String, problem: String },
    /// An environment variable is wrong.
    #[error("{name}: {problem}")]
    Variable { name: String, problem: String },
    /// A key that is needed has no value, or its value does not do.
    #[error("`{key}`: {problem}")]
    Key { key: &'static str, problem: String },
}

impl ConfigError {
    /// A key without a value where one is needed.
    pub(crate) fn missing(key: &'static str) -> Self {
        Self::Key { key, problem: "a value is needed".to_owned() }
    }

    /// A key whose value does not do.
    pub(crate) fn key(key: &'static str, problem: impl ToString) -> Self {
        Self::Key { key, problem: problem.to_string() }
    }
}

impl Config {
    /// Reads `path` and lays the variables over it.
    pub(crate) fn load(
        path: &Path,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let file = |problem: String| ConfigError::File { path: path.to_owned(), problem };
        let size = fs::metadata(path).map_err(|error| file(error.to_string()))?.len();
        if size > FILE_BYTES_MAX {
            return Err(file(format!("larger than {FILE_BYTES_MAX} bytes")));
        }
        let text = fs::read_to_string(path).map_err(|error| file(error.to_string()))?;
        Self::parse(path, &text, variables)
    }

    fn parse(
        path: &Path,
        text: &str,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        // Read as the typed whole first: only then does an error know its line.
        toml::from_str::<Self>(text).map_err(|error| at_line(path, text, &error))?;
        let table = toml::from_str::<toml::Table>(text).map_err(|error| at_line(path, text, &error))?;
        let table = env::overlay(table, variables)?;
        table.try_into().map_err(|error: toml::de::Error| ConfigError::File {
            path: path.to_owned(),
            problem: error.message().to_owned(),
        })
    }
}

/// Says where in the file it is, in the words of the file: `[server] listen`.
fn at_line(path: &Path, text: &str, error: &toml::de::Error) -> ConfigError {
    let offset = error.span().map_or(0, |span| span.start).min(text.len());
    let before = text.get(..offset).unwrap_or_default();
    let line = before.matches('\n').count();
    let header = text.lines().take(line + 1).filter(|line| line.trim_start().starts_with('[')).last();
    let key = text.lines().nth(line).and_then(|line| line.split_once('=')).map(|(key, _)| key.trim());
    let key = [header.map(str::trim), key].into_iter().flatten().collect::<Vec<_>>().join(" ");
    ConfigError::Line { path: path.to_owned(), line: line + 1, key, problem: error.message().to_owned() }
}

/// Deserializes a value through its `FromStr`; the error does not repeat the text.
fn parsed<'de, T: FromStr, D: Deserializer<'de>>(input: D) -> Result<T, D::Error>
where
    T::Err: std::fmt::Display,
{
    String::deserialize(input)?.parse().map_err(de::Error::custom)
}

/// As [`parsed`], for a list.
fn parsed_list<'de, T: FromStr, D: Deserializer<'de>>(input: D) -> Result<Vec<T>, D::Error>
where
    T::Err: std::fmt::Display,
{
    Vec::<String>::deserialize(input)?.iter().map(|text| text.parse().map_err(de::Error::custom)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../example.toml");

    fn parse(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
        let variables = variables.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
        Config::parse(Path::new("warifu.toml"), text, variables).map_err(|error| error.to_string())
    }

    #[test]
    fn the_example_is_read_and_names_every_section() {
        let config = parse(EXAMPLE, &[]).unwrap();
        assert_eq!(config.server.base_url.as_deref(), Some("https://shop.example.jp"));
        for section in env::SECTIONS {
            assert!(EXAMPLE.contains(&format!("[{section}")), "{section} is missing in example.toml");
        }
    }

    #[test]
    fn errors_name_the_place_and_keep_the_value() {
        for (text, error) in [
            ("[server]\nlisten = \"nowhere\"", "warifu.toml:2: [server] listen: invalid socket address syntax"),
            (
                "[server]\nport = 1",
                "warifu.toml:2: [server] port: unknown field `port`, expected one of `listen`, `base_url`, ",
            ),
            ("[srever]\n", "warifu.toml:1: [srever]: unknown field `srever`, expected one of "),
            ("[net]\nallow = [\"10.0.0.0/33\"]", "warifu.toml:2: [net] allow: not a CIDR block"),
            ("[database]\nurl = \"hunter2", "warifu.toml:2: [database] url: "),
        ] {
            let found = parse(text, &[]).unwrap_err();
            assert!(found.starts_with(error), "{text}: {found}");
            assert!(!found.contains("hunter2"), "{found}");
        }
    }

    #[test]
    fn variables_lie_over_the_file() {
        let config = parse(
            "[server]\nlisten = \"127.0.0.1:1\"\n[shop]\nname = \"a\"",
            &[
                ("WARIFU_SERVER_LISTEN", "127.0.0.1:2"),
                ("WARIFU_SHOP_NAME", "123"),
                ("WARIFU_WORKER_CONCURRENCY", "7"),
                ("WARIFU_WORKER_ENABLED", "false"),
                ("WARIFU_EMBEDDED_CA_ENABLED", "true"),
                ("WARIFU_NET_ALLOW", "[\"10.0.0.0/8\"]"),
                ("WARIFU_CONNECTORS_ACME_DIRECTORY", "https://ca.example.jp/dir"),
                ("WARIFU_URL", "http://localhost"),
                ("HOME", "/"),
            ],
        )
        .unwrap();
        assert_eq!(config.server.listen.port(), 2);
        assert_eq!(config.shop.name.as_deref(), Some("123"));
        assert_eq!((config.worker.concurrency, config.worker.enabled, config.embedded_ca.enabled), (7, false, true));
        assert_eq!(config.net.allow.len(), 1);
        assert_eq!(config.connectors["acme"].directory, "https://ca.example.jp/dir");

        for (name, value, error) in [
            ("WARIFU_SERVER_PORT", "1", "WARIFU_SERVER_PORT: unknown field `port`"),
            ("WARIFU_WORKER_CONCURRENCY", "many", "WARIFU_WORKER_CONCURRENCY: invalid type"),
            ("WARIFU_SERVER_LISTEN", "hunter2", "WARIFU_SERVER_LISTEN: invalid socket address syntax"),
        ] {
            let found = parse("", &[(name, value)]).unwrap_err();
            assert!(found.starts_with(error), "{found}");
        }
    }
}
