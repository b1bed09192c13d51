//! The client of the shop's REST API, for `warifu order` and `warifu points`.

use std::{path::PathBuf, sync::Arc, time::Duration};

use serde_json::Value;
use warifu_app::SystemClock;
use warifu_domain::{people::Locale, world::Clock};
use warifu_net::{
    Guard, HeaderMap, HeaderName, HeaderValue, HttpLimits, HttpRequest, Method, Net, Redirects, Secret, SystemResolver,
    TcpDialer, header,
};

use crate::{
    language::Language,
    parts::secrets,
    stop::{Doing, Stop},
};

/// Largest reply read: a page of 100 orders with everything is far below.
const REPLY_BYTES_MAX: usize = 16 * 1024 * 1024;
/// One request with everything; the shop itself gives up after 30 seconds.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(60);
const DNS_TIME_MAX: Duration = Duration::from_secs(5);

// Where the shop is and who asks.
#[derive(Debug, clap::Args)]
pub(crate) struct Access {
    /// The shop's URL.
    #[arg(long, value_name = "URL", env = "WARIFU_URL", global = true, default_value = "http://127.0.0.1:8080")]
    url: String,
    /// API token; better in the variable than on the command line, where other users see it.
    #[arg(long, env = "WARIFU_TOKEN", global = true, hide_env_values = true, default_value = "")]
    token: String,
    /// PEM file with the only roots that may vouch for the shop's server.
    #[arg(long, value_name = "FILE", global = true)]
    root_pem: Option<PathBuf>,
    #[command(flatten)]
    language: Language,
}

/// A connection to one shop.
pub(crate) struct Client {
    net: Net,
    base: String,
    token: Secret<String>,
    limits: HttpLimits,
    pub(crate) locale: Locale,
}

/// What the shop answered.
#[derive(Debug)]
pub(crate) enum Answer {
    /// It did what was asked.
    Done(Vec<u8>),
    /// It refused, with a problem document (RFC 9457).
    Refused(Value),
}

impl Client {
    /// Gets ready; nothing is sent yet.
    pub(crate) fn new(access: Access) -> Result<Self, Stop> {
        let resolver = SystemResolver::new(&[], DNS_TIME_MAX).doing("name servers")?;
        let now = Arc::new(|| SystemClock.now().unix_seconds());
        // The operator names the shop, so it may stand on this machine or an inner network.
        let net = Net::new(Arc::new(resolver), Arc::new(TcpDialer), Guard::operator(), now);
        Ok(Self {
            net,
            base: format!("{}/api/v1", access.url.trim_end_matches('/')),
            token: Secret::new(access.token),
            limits: HttpLimits {
                body_bytes_max: REPLY_BYTES_MAX,
                time_max: REQUEST_TIME_MAX,
                redirects: Redirects::NONE,
                tls: secrets::trust(access.root_pem.as_deref())?,
            },
            locale: access.language.locale(),
        })
    }

    /// Asks for `path` below the API.
    pub(crate) async fn get(&self, path: &str) -> Result<Answer, Stop> {
        self.send(Method::GET, path, None, None).await
    }

    /// Sends JSON to `path` below the API; `key` makes a repetition safe.
    pub(crate) async fn post(&self, path: &str, body: &Value, key: Option<&str>) -> Result<Answer, Stop> {
        self.send(Method::POST, path, Some(body), key).await
    }

    async fn send(&self, method: Method, path: &str, body: Option<&Value>, key: Option<&str>) -> Result<Answer, Stop> {
        let mut headers = HeaderMap::new();
        let mut set = |name: HeaderName, value: &str| -> Result<(), Stop> {
            headers.insert(name.clone(), HeaderValue::from_str(value).doing(format_args!("header {name}"))?);
            Ok(())
        };
        set(header::ACCEPT_LANGUAGE, self.locale.tag())?;
        if !self.token.expose().is_empty() {
            set(header::AUTHORIZATION, &format!("Bearer {}", self.token.expose()))?;
        }
        if body.is_some() {
            set(header::CONTENT_TYPE, "application/json")?;
        }
        if let Some(key) = key {
            set(HeaderName::from_static("idempotency-key"), key)?;
        }
        let url = format!("{}{path}", self.base);
        let body = body.map(Value::to_string).unwrap_or_default().into();
        let request = HttpRequest { method, url: url.clone(), headers, body };
        let reply = self.net.http(request, &self.limits).await.doing(&url)?;
        if reply.status.is_success() {
            return Ok(Answer::Done(reply.body.to_vec()));
        }
        let problem = serde_json::from_slice(&reply.body);
        problem.map(Answer::Refused).map_err(|_| Stop::new(format_args!("{url}: status {}", reply.status.as_u16())))
    }
}

/// A problem as the command line says it.
pub(crate) fn describe(problem: &Value) -> String {
    let text = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let errors = problem["errors"].as_array().filter(|errors| !errors.is_empty());
    let mut lines = match errors {
        Some(errors) => errors
            .iter()
            .map(|error| {
                let (field, message) = (text(error, "field"), text(error, "message"));
                if field.is_empty() { format!("error: {message}") } else { format!("error: `{field}`: {message}") }
            })
            .collect::<Vec<_>>(),
        None => vec![format!(
            "error: {}",
            [text(problem, "detail"), text(problem, "title")].into_iter().find(|t| !t.is_empty()).unwrap_or_default()
        )],
    };
    let steps = errors.map_or_else(
        || vec![text(problem, "next_step")],
        |errors| errors.iter().map(|e| text(e, "next_step")).collect(),
    );
    for step in steps.into_iter().filter(|step| !step.is_empty()) {
        lines.push(format!("\nhint: {step}"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems() {
        let problem = serde_json::json!({
            "title": "t", "errors": [{"field": "csr", "message": "It is broken.", "next_step": "Make a new one."}],
        });
        assert_eq!(describe(&problem), "error: `csr`: It is broken.\n\nhint: Make a new one.");
        let problem = serde_json::json!({"title": "Not found.", "next_step": "Check it."});
        assert_eq!(describe(&problem), "error: Not found.\n\nhint: Check it.");
    }
}
