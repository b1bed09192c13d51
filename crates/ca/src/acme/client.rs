//! Talking to the CA: directory, nonces, signed requests and the account they are signed for.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde::{Serialize, de::DeserializeOwned};
use warifu_domain::Timestamp;
use warifu_net::{HttpLimits, HttpReply, HttpRequest, Method, NetError, Redirects};
use warifu_wire::acme::{
    Account, Algorithm, Directory, ErrorType, Header, Jws, KeyRef, MEDIA_JOSE, NONCE_OCTETS_MAX, NewAccount, Problem,
    REPLAY_NONCE, REPLY_OCTETS_MAX, base64url,
};

use super::{AcmeConfig, account::AccountKey};
use crate::{ConnectorError, World};

/// How long a directory is believed: CAs change theirs rarely, and an hour old one costs one failed request.
const DIRECTORY_LIFE: Duration = Duration::from_secs(3600);

/// Nonces kept for later; each reply brings one.
const NONCES_MAX: usize = 16;

/// How often one request is signed anew because its nonce was refused (RFC 8555 section 6.5).
const NONCE_TRIES_MAX: usize = 10;

/// Time for one request.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(30);

/// Characters of a URL that a CA may give us; it is stored and sent back.
const URL_CHARS_MAX: usize = 2048;

/// The longest time a CA can make us stay away: after a day somebody should have another look.
const RETRY_AFTER_MAX: Duration = Duration::from_secs(24 * 3600);

/// One account at one CA.
pub(super) struct Client {
    pub(super) config: AcmeConfig,
    pub(super) key: AccountKey,
    /// The external account's key, decoded.
    binding_key: Vec<u8>,
    memory: Mutex<Memory>,
}

/// What saves requests; all of it can be lost at any time.
#[derive(Default)]
struct Memory {
    directory: Option<(Timestamp, Arc<Directory>)>,
    nonces: Vec<String>,
    account_url: Option<String>,
}

/// A reply that is no problem document.
pub(super) struct Reply {
    pub(super) body: Vec<u8>,
    pub(super) location: Option<String>,
    pub(super) retry_after: Option<Duration>,
    /// The next page of a list.
    pub(super) next: Option<String>,
}

/// The CA said no.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) status: u16,
    pub(super) problem: Problem,
    retry_after: Option<Duration>,
}

/// Why a request has no good reply.
#[derive(Debug)]
pub(super) enum CallError {
    /// The CA said no.
    Refused(Box<Refused>),
    /// The CA could not be reached or understood.
    Failed(ConnectorError),
}

impl Client {
    pub(super) fn new(
        config: AcmeConfig,
        key: AccountKey,
        account_url: Option<String>,
    ) -> Result<Self, ConnectorError> {
        let wrong = |what| ConnectorError::new("ca_config", what);
        if !is_https(&config.directory_url) {
            return Err(wrong("the directory must be an https URL"));
        }
        let binding_key = config.external_account.as_ref().map(|account| {
            // Some CAs print the key with padding.
            base64url::decode(account.hmac_key.expose().trim().trim_end_matches('='))
        });
        let binding_key = match binding_key {
            Some(key) => key.ok_or_else(|| wrong("the external account's key must be base64url"))?,
            None => Vec::new(),
        };
        let memory = Mutex::new(Memory { account_url, ..Memory::default() });
        Ok(Self { config, key, binding_key, memory })
    }

    pub(super) async fn directory(&self, world: &World<'_>) -> Result<Arc<Directory>, CallError> {
        let known = self.memory().directory.clone();
        if let Some((read_at, directory)) = known
            && read_at <= world.now
            && world.now.since(read_at) < DIRECTORY_LIFE
        {
            return Ok(directory);
        }
        let reply = self.get(&self.config.directory_url, world).await?;
        let directory = Arc::new(json::<Directory>(&reply.body)?);
        let Directory { new_nonce, new_account, new_order, revoke_cert, key_change, renewal_info, .. } = &*directory;
        let optional = [key_change, renewal_info].into_iter().flatten();
        for url in [new_nonce, new_account, new_order, revoke_cert].into_iter().chain(optional) {
            https(url)?;
        }
        self.memory().directory = Some((world.now, directory.clone()));
        Ok(directory)
    }

    /// An unsigned request, for what is public.
    pub(super) async fn get(&self, url: &str, world: &World<'_>) -> Result<Reply, CallError> {
        self.send(HttpRequest::get(https(url)?), world).await
    }

    /// POST-as-GET (RFC 8555 section 6.3).
    pub(super) async fn fetch(&self, url: &str, world: &World<'_>) -> Result<Reply, CallError> {
        self.post_octets(url, b"", world).await
    }

    /// POST-as-GET of a JSON object.
    pub(super) async fn object<T: DeserializeOwned>(&self, url: &str, world: &World<'_>) -> Result<T, CallError> {
        json(&self.fetch(url, world).await?.body)
    }

    /// Posts an object, signed for the account.
    pub(super) async fn post(
        &self,
        url: &str,
        payload: &impl Serialize,
        world: &World<'_>,
    ) -> Result<Reply, CallError> {
        self.post_octets(url, &octets(payload)?, world).await
    }

    async fn post_octets(&self, url: &str, payload: &[u8], world: &World<'_>) -> Result<Reply, CallError> {
        let account = self.account_url(world).await?;
        match self.signed(url, KeyRef::Kid(account), payload, world).await {
            Err(CallError::Refused(refused)) if refused.problem.kind == ErrorType::AccountDoesNotExist => {
                // The CA has forgotten us, or the stored URL was another CA's: find or make the account once more.
                self.memory().account_url = None;
                let account = self.account_url(world).await?;
                self.signed(url, KeyRef::Kid(account), payload, world).await
            }
            other => other,
        }
    }

    /// The account's URL: known, found by the key, or new. Looking comes first, because the key of an external account
    /// is often good for one registration only.
    pub(super) async fn account_url(&self, world: &World<'_>) -> Result<String, CallError> {
        let known = self.memory().account_url.clone();
        if let Some(known) = known {
            return Ok(known);
        }
        let look = NewAccount { only_return_existing: true, ..NewAccount::default() };
        let account = match self.new_account(&look, world).await {
            Err(CallError::Refused(refused)) if refused.problem.kind == ErrorType::AccountDoesNotExist => {
                let account = self.new_account(&self.registration(world).await?, world).await?;
                tracing::info!(connector = %self.config.name, account, "registered an account at the CA");
                account
            }
            other => other?,
        };
        self.memory().account_url = Some(account.clone());
        Ok(account)
    }

    /// The list of the account's orders, where the CA keeps one.
    pub(super) async fn orders_url(&self, world: &World<'_>) -> Result<Option<String>, CallError> {
        let account = self.account_url(world).await?;
        Ok(self.object::<Account>(&account, world).await?.orders)
    }

    async fn new_account(&self, request: &NewAccount, world: &World<'_>) -> Result<String, CallError> {
        let url = self.directory(world).await?.new_account.clone();
        let key = KeyRef::Jwk(self.key.public().clone());
        let reply = self.signed(&url, key, &octets(request)?, world).await?;
        reply.location.ok_or_else(|| malformed("an account without a URL"))
    }

    async fn registration(&self, world: &World<'_>) -> Result<NewAccount, CallError> {
        let url = self.directory(world).await?.new_account.clone();
        let binding = self.config.external_account.as_ref().map(|account| {
            let key = KeyRef::Kid(account.key_id.clone());
            let header = Header { alg: Algorithm::Hs256, nonce: None, url, key };
            Ok::<_, CallError>(Jws::sign_hs256(&header, &octets(self.key.public())?, &self.binding_key))
        });
        Ok(NewAccount {
            contact: self.config.contact.clone(),
            terms_of_service_agreed: self.config.terms_agreed,
            only_return_existing: false,
            external_account_binding: binding.transpose()?,
        })
    }

    /// Signs and sends, again with a fresh nonce as often as the CA asks for it.
    async fn signed(&self, url: &str, key: KeyRef, payload: &[u8], world: &World<'_>) -> Result<Reply, CallError> {
        let url = https(url)?;
        for _ in 0..NONCE_TRIES_MAX {
            let nonce = Some(self.nonce(world).await?);
            let header = Header { alg: AccountKey::ALGORITHM, nonce, url: url.to_owned(), key: key.clone() };
            let body = octets(&self.key.sign(&header, payload)?)?;
            match self.send(HttpRequest::post(url, MEDIA_JOSE, body), world).await {
                Err(CallError::Refused(refused)) if refused.problem.kind == ErrorType::BadNonce => {
                    tracing::debug!(connector = %self.config.name, "the CA refused a nonce");
                }
                other => return other,
            }
        }
        Err(ConnectorError::new("ca_unavailable", "the CA refuses every nonce").into())
    }

    async fn nonce(&self, world: &World<'_>) -> Result<String, CallError> {
        let kept = self.memory().nonces.pop();
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let url = self.directory(world).await?.new_nonce.clone();
        self.send(HttpRequest { method: Method::HEAD, ..HttpRequest::get(url) }, world).await?;
        self.memory().nonces.pop().ok_or_else(|| malformed("no nonce"))
    }

    async fn send(&self, request: HttpRequest, world: &World<'_>) -> Result<Reply, CallError> {
        let limits = HttpLimits {
            body_bytes_max: REPLY_OCTETS_MAX,
            time_max: REQUEST_TIME_MAX,
            redirects: Redirects::NONE,
            tls: self.config.trust.clone(),
        };
        let reply = world.net.http(request, &limits).await.map_err(unreachable)?;
        let retry_after = reply.header("Retry-After").and_then(|text| retry_after(text, world.now));
        let refused = (!reply.status.is_success()).then(|| Refused::of(&reply, retry_after));
        let fresh = reply.header(REPLAY_NONCE).filter(|nonce| is_token(nonce, NONCE_OCTETS_MAX)).map(str::to_owned);
        let mut memory = self.memory();
        // A refused nonce is a sign that the others are too old as well.
        if refused.as_ref().is_some_and(|refused| refused.problem.kind == ErrorType::BadNonce) {
            memory.nonces.clear();
        }
        if memory.nonces.len() < NONCES_MAX {
            memory.nonces.extend(fresh);
        }
        drop(memory);
        match refused {
            Some(refused) => Err(CallError::Refused(Box::new(refused))),
            None => {
                let location = reply.header("Location").filter(|url| is_https(url)).map(str::to_owned);
                Ok(Reply { location, retry_after, next: next_page(&reply), body: reply.body.into() })
            }
        }
    }

    /// A poisoned lock only means that another task stopped; nothing here can be half-done.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Refused {
    fn of(reply: &HttpReply, retry_after: Option<Duration>) -> Self {
        // Proxies answer in HTML; then the status is all there is.
        let problem = serde_json::from_slice(&reply.body).unwrap_or_default();
        Self { status: reply.status.as_u16(), problem, retry_after }
    }

    /// The type and the CA's words.
    pub(super) fn detail(&self) -> String {
        match &self.problem.kind {
            ErrorType::None => format!("HTTP {} {}", self.status, self.problem.detail),
            _ => describe(&self.problem),
        }
    }
}

impl From<ConnectorError> for CallError {
    fn from(error: ConnectorError) -> Self {
        Self::Failed(error)
    }
}

impl From<CallError> for ConnectorError {
    fn from(error: CallError) -> Self {
        let refused = match error {
            CallError::Failed(error) => return error,
            CallError::Refused(refused) => refused,
        };
        let code = match (&refused.problem.kind, refused.status) {
            (ErrorType::RateLimited, _) | (_, 429) => "ca_rate_limited",
            (ErrorType::ServerInternal, _) | (_, 500..) => "ca_unavailable",
            (ErrorType::UserActionRequired, _) => "ca_user_action_required",
            (ErrorType::ExternalAccountRequired, _) => "ca_account_binding_required",
            (ErrorType::Unauthorized, _) => "ca_unauthorized",
            _ => "ca_refused",
        };
        Self { retry_after: refused.retry_after, ..Self::new(code, refused.detail()) }
    }
}

/// A problem in one line: its type, its words and those about single names.
pub(super) fn describe(problem: &Problem) -> String {
    let parts = problem.subproblems.iter().map(|sub| {
        let name = sub.identifier.as_ref().map_or("", |identifier| &identifier.value);
        format!("{name} {}: {}", sub.kind, sub.detail)
    });
    std::iter::once(format!("{}: {}", problem.kind, problem.detail)).chain(parts).collect::<Vec<_>>().join("; ")
}

pub(super) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, CallError> {
    serde_json::from_slice(body).map_err(|error| malformed(&error.to_string()))
}

pub(super) fn malformed(what: &str) -> CallError {
    ConnectorError::new("ca_malformed_reply", what).into()
}

/// A text that is base64url and can stand in a header or a path (RFC 8555 sections 6.5.1 and 8.3).
pub(super) fn is_token(text: &str, octets_max: usize) -> bool {
    let allowed = |octet: u8| octet.is_ascii_alphanumeric() || octet == b'-' || octet == b'_';
    !text.is_empty() && text.len() <= octets_max && text.bytes().all(allowed)
}

/// A URL of the CA, which must be `https` (RFC 8555 section 6.1); the guard of `net` judges where it leads.
fn https(url: &str) -> Result<&str, CallError> {
    if is_https(url) { Ok(url) } else { Err(malformed("a URL that is not https")) }
}

fn is_https(url: &str) -> bool {
    url.starts_with("https://") && url.len() <= URL_CHARS_MAX && url.bytes().all(|octet| octet.is_ascii_graphic())
}

fn octets(value: &impl Serialize) -> Result<Vec<u8>, CallError> {
    serde_json::to_vec(value).map_err(|error| malformed(&error.to_string()))
}

fn unreachable(error: NetError) -> CallError {
    let code = match error {
        NetError::BodyTooLarge { .. } | NetError::HeadersTooLarge | NetError::HttpMalformed { .. } => {
            "ca_malformed_reply"
        }
        _ => "ca_unreachable",
    };
    ConnectorError::new(code, format!("{}: {error}", error.code())).into()
}

/// The target of `Link: <…>;rel="next"` (RFC 8288), which continues a list (RFC 8555 section 7.1.2.1).
fn next_page(reply: &HttpReply) -> Option<String> {
    let links = reply.headers.get_all("Link").iter().filter_map(|value| value.to_str().ok());
    let mut targets = links.flat_map(|value| value.split(',')).filter_map(|link| {
        let (target, parameters) = link.trim().strip_prefix('<')?.split_once('>')?;
        let is_next = parameters.split(';').any(|parameter| matches!(parameter.trim(), "rel=next" | r#"rel="next""#));
        is_next.then_some(target)
    });
    targets.find(|target| is_https(target)).map(str::to_owned)
}

/// Seconds or an HTTP date (RFC 9110 section 10.2.3), at least a second.
fn retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    let wait = match text.trim().parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let at = jiff::fmt::rfc2822::parse(text.trim()).ok()?.timestamp().as_microsecond();
            Timestamp::from_unix_micros(at).since(now)
        }
    };
    Some(wait.clamp(Duration::from_secs(1), RETRY_AFTER_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_retry_after() {
        let now = "2026-11-22T00:00:00Z".parse().unwrap();
        for (text, seconds) in [
            ("120", Some(120)),
            (" 0 ", Some(1)),
            ("99999999", Some(86_400)),
            ("Sun, 22 Nov 2026 00:01:00 GMT", Some(60)),
            ("Sat, 21 Nov 2026 00:00:00 GMT", Some(1)),
            ("soon", None),
            ("-5", None),
        ] {
            assert_eq!(retry_after(text, now), seconds.map(Duration::from_secs), "{text}");
        }
    }

    #[test]
    fn only_https_is_followed() {
        for (url, good) in [
            ("https://ca.example/dir", true),
            ("http://ca.example/dir", false),
            ("HTTPS://ca.example/dir", false),
            ("https://ca.example/a b", false),
            ("https://ca.example/\r\nHost: x", false),
            ("file:///etc/passwd", false),
        ] {
            assert_eq!(is_https(url), good, "{url}");
        }
        assert!(!is_https(&format!("https://{}", "a".repeat(URL_CHARS_MAX))));
    }

    #[test]
    fn refusals_have_codes() {
        let refused = |kind: ErrorType, status| {
            let problem = Problem { kind, detail: "words".into(), ..Problem::default() };
            ConnectorError::from(CallError::Refused(Box::new(Refused { status, problem, retry_after: None })))
        };
        for (kind, status, code, detail) in [
            (ErrorType::RateLimited, 429, "ca_rate_limited", "rateLimited: words"),
            (ErrorType::None, 429, "ca_rate_limited", "HTTP 429 words"),
            (ErrorType::None, 502, "ca_unavailable", "HTTP 502 words"),
            (ErrorType::UserActionRequired, 403, "ca_user_action_required", "userActionRequired: words"),
            (ErrorType::Malformed, 400, "ca_refused", "malformed: words"),
        ] {
            let error = refused(kind, status);
            assert_eq!((error.code, error.detail.as_str()), (code, detail));
        }
    }
}
