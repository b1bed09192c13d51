//! A small HTTP/1.1 client in which everything has a limit.
//!
//! One request, one connection: what is asked here is rare (an ACME directory, a validation file, a webhook), and a
//! connection that lives no longer than its request cannot be steered to another host afterwards. Whoever asks one host
//! several times at once may keep its connection ([`HttpKept`]); it serves that origin and no other.

use std::time::Duration;

use ::http::{
    HeaderMap, HeaderValue, Method, Request, Response, StatusCode,
    header::{AUTHORIZATION, COOKIE, HOST, LOCATION, USER_AGENT},
};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use tokio::{
    task::JoinHandle,
    time::{Instant, timeout_at},
};
use url::{Origin, Position, Url};

use crate::{
    error::NetError,
    outward::Net,
    tls::{TlsTrust, client_config, handshake},
};

/// Bytes of status line and headers in a reply. Browsers and servers commonly stop at 8 to 64 KiB.
const HEAD_BYTES_MAX: usize = 64 * 1024;

/// Characters of a refused `Location` that an error repeats.
const LOCATION_SHOWN_MAX: usize = 200;

/// What warifu calls itself.
const AGENT: HeaderValue = HeaderValue::from_static(concat!("warifu/", env!("CARGO_PKG_VERSION")));

/// A request. `Host` and, if absent, `User-Agent` are added.
#[derive(Clone, Debug)]
pub struct HttpRequest {
    /// Only `GET` and `HEAD` ever follow a redirect.
    pub method: Method,
    /// An absolute `http` or `https` URL.
    pub url: String,
    /// Further headers. `Authorization` and `Cookie` do not follow a redirect to another origin.
    pub headers: HeaderMap,
    /// The body, often empty.
    pub body: Bytes,
}

impl HttpRequest {
    /// A plain `GET`.
    pub fn get(url: impl Into<String>) -> Self {
        Self { method: Method::GET, url: url.into(), headers: HeaderMap::new(), body: Bytes::new() }
    }

    /// A `POST` of a body with its media type.
    pub fn post(url: impl Into<String>, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        let headers = HeaderMap::from_iter([(::http::header::CONTENT_TYPE, HeaderValue::from_static(media_type))]);
        Self { method: Method::POST, url: url.into(), headers, body: body.into() }
    }
}

/// The limits of one request, redirects included.
#[derive(Clone, Debug)]
pub struct HttpLimits {
    /// Largest body read, in bytes; a larger one is an error, never cut.
    pub body_bytes_max: usize,
    /// Time for everything together.
    pub time_max: Duration,
    /// Which redirects are followed.
    pub redirects: Redirects,
    /// Whose certificates are accepted for `https`.
    pub tls: TlsTrust,
}

/// Which redirects are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redirects {
    /// How many. With 0 a redirect is a reply like any other.
    pub max: u8,
    /// Only these statuses; any other redirect is refused.
    pub statuses: &'static [u16],
    /// Only to these ports; empty means any.
    pub ports: &'static [u16],
}

impl Redirects {
    /// None: the redirecting reply itself is returned.
    pub const NONE: Self = Self { max: 0, statuses: &[], ports: &[] };
    /// As a CA may follow them when it fetches a validation file (BR 3.2.2.4.18 and .19: 301, 302, 307 and 308 only,
    /// Authorized Ports; 10 hops are what public CAs follow).
    pub const VALIDATION: Self = Self { max: 10, statuses: &[301, 302, 307, 308], ports: &[80, 443] };

    /// Where a redirect leads, for those who follow redirects one by one.
    ///
    /// # Errors
    /// [`NetError::RedirectRefused`] if these rules do not allow it.
    pub fn judge(self, status: u16, location: &str, from: &str) -> Result<String, NetError> {
        let from = Url::parse(from).map_err(|_| NetError::UrlMalformed)?;
        self.next(status, location, &from).map(String::from)
    }

    fn next(self, status: u16, location: &str, from: &Url) -> Result<Url, NetError> {
        let shown = || location.chars().take(LOCATION_SHOWN_MAX).collect();
        let refused = |why| NetError::RedirectRefused { why, status, location: shown() };
        if !self.statuses.contains(&status) {
            return Err(refused("status"));
        }
        let next = from.join(location).map_err(|_| refused("location"))?;
        if !matches!(next.scheme(), "http" | "https") {
            return Err(refused("scheme"));
        }
        let port = next.port_or_known_default().ok_or_else(|| refused("port"))?;
        if !self.ports.is_empty() && !self.ports.contains(&port) {
            return Err(refused("port"));
        }
        Ok(next)
    }
}

/// A reply whose status may be anything.
#[derive(Clone, Debug)]
pub struct HttpReply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
    /// The URL that gave this reply.
    pub final_url: String,
    /// The URLs that were redirected on the way, first one first.
    pub redirects: Vec<String>,
}

/// One reply as it came, its body perhaps cut.
#[derive(Clone, Debug)]
pub struct HttpPage {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, or its beginning.
    pub body: Bytes,
    /// More body was there.
    pub cut_off: bool,
}

/// A connection to one origin that may take another request.
pub struct HttpKept {
    origin: Origin,
    sender: http1::SendRequest<Full<Bytes>>,
    connection: Connection,
}

impl HttpReply {
    /// A header as text, if it is there and readable.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl Net {
    /// Sends a request and reads the whole reply. Each redirect's host is resolved and judged anew.
    ///
    /// # Errors
    /// [`NetError`]; a reply with an error status is no error here.
    pub async fn http(&self, request: HttpRequest, limits: &HttpLimits) -> Result<HttpReply, NetError> {
        let by = Instant::now() + limits.time_max;
        timeout_at(by, self.follow(request, limits, by)).await.unwrap_or(Err(NetError::Timeout))
    }

    /// Sends one request and reads one reply: no redirect is followed, and a body over the limit is cut, not refused.
    ///
    /// # Errors
    /// [`NetError`]; a reply with an error status is no error here.
    pub async fn http_page(&self, request: &HttpRequest, limits: &HttpLimits) -> Result<HttpPage, NetError> {
        let by = Instant::now() + limits.time_max;
        let exchange = async {
            let url = Url::parse(&request.url).map_err(|_| NetError::UrlMalformed)?;
            let (response, _connection) = self.exchange(request, &url, limits, by).await?;
            let (head, body) = response.into_parts();
            let (body, cut_off) = read_some(body, limits.body_bytes_max).await?;
            Ok(HttpPage { status: head.status, headers: head.headers, body, cut_off })
        };
        timeout_at(by, exchange).await.unwrap_or(Err(NetError::Timeout))
    }

    /// As [`Net::http_page`], over the connection in `kept` if it leads to the same origin and still works. Afterwards
    /// `kept` has the connection if the whole body was read.
    ///
    /// # Errors
    /// [`NetError`]; a reply with an error status is no error here.
    pub async fn http_page_kept(
        &self,
        request: &HttpRequest,
        limits: &HttpLimits,
        kept: &mut Option<HttpKept>,
    ) -> Result<HttpPage, NetError> {
        let by = Instant::now() + limits.time_max;
        let exchange = async {
            let url = Url::parse(&request.url).map_err(|_| NetError::UrlMalformed)?;
            let mut open = None;
            if let Some(mut same) = kept.take().filter(|one| one.origin == url.origin())
                && same.sender.ready().await.is_ok()
                && let Ok(response) = same.send(message(request, &url)?).await
            {
                open = Some((response, same));
            }
            let (response, open) = match open {
                Some(answered) => answered,
                // The server has closed it in the meantime, as it may.
                None => {
                    let mut fresh = self.open(&url, limits, by).await?;
                    (fresh.send(message(request, &url)?).await?, fresh)
                }
            };
            let (head, body) = response.into_parts();
            let (body, cut_off) = read_some(body, limits.body_bytes_max).await?;
            *kept = (!cut_off).then_some(open);
            Ok(HttpPage { status: head.status, headers: head.headers, body, cut_off })
        };
        timeout_at(by, exchange).await.unwrap_or(Err(NetError::Timeout))
    }

    async fn follow(&self, mut request: HttpRequest, limits: &HttpLimits, by: Instant) -> Result<HttpReply, NetError> {
        let mut url = Url::parse(&request.url).map_err(|_| NetError::UrlMalformed)?;
        let mut redirects = Vec::new();
        loop {
            let (response, _connection) = self.exchange(&request, &url, limits, by).await?;
            let Some(next) = redirect(&request.method, &response, &url, limits.redirects)? else {
                let status = response.status();
                let (head, body) = response.into_parts();
                let body = read_body(body, limits.body_bytes_max).await?;
                return Ok(HttpReply { status, headers: head.headers, body, final_url: url.into(), redirects });
            };
            if redirects.len() >= usize::from(limits.redirects.max) {
                return Err(NetError::TooManyRedirects { max: limits.redirects.max });
            }
            if next.origin() != url.origin() {
                request.headers.remove(AUTHORIZATION);
                request.headers.remove(COOKIE);
            }
            redirects.push(String::from(std::mem::replace(&mut url, next)));
        }
    }

    async fn exchange(
        &self,
        request: &HttpRequest,
        url: &Url,
        limits: &HttpLimits,
        by: Instant,
    ) -> Result<(Response<Incoming>, Connection), NetError> {
        let message = message(request, url)?;
        let mut open = self.open(url, limits, by).await?;
        Ok((open.send(message).await?, open.connection))
    }

    /// Connects to the origin of a URL.
    async fn open(&self, url: &Url, limits: &HttpLimits, by: Instant) -> Result<HttpKept, NetError> {
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return Err(NetError::UrlMalformed);
        };
        let tls = match url.scheme() {
            "http" => false,
            "https" => true,
            _ => return Err(NetError::UrlMalformed),
        };
        let (mut stream, _) = self.connect_by(host, port, by).await?;
        if tls {
            let config = client_config(&limits.tls, &self.now)?;
            stream = Box::new(handshake(config, host, stream, by).await?);
        }
        let mut builder = http1::Builder::new();
        let (sender, connection) =
            builder.max_buf_size(HEAD_BYTES_MAX).handshake(TokioIo::new(stream)).await.map_err(|e| http_error(&e))?;
        let connection = Connection(tokio::spawn(async move {
            // Its error also reaches whoever waits for the reply or the body.
            let _ = connection.await;
        }));
        Ok(HttpKept { origin: url.origin(), sender, connection })
    }
}

/// The task that drives a connection; it ends with the request, whatever becomes of it.
struct Connection(JoinHandle<()>);

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn message(request: &HttpRequest, url: &Url) -> Result<Request<Full<Bytes>>, NetError> {
    let host = &url[Position::BeforeHost..Position::AfterPort];
    let mut message = Request::new(Full::new(request.body.clone()));
    *message.method_mut() = request.method.clone();
    *message.uri_mut() = url[Position::BeforePath..Position::AfterQuery].parse().map_err(|_| NetError::UrlMalformed)?;
    *message.headers_mut() = request.headers.clone();
    let host = HeaderValue::from_str(host).map_err(|_| NetError::UrlMalformed)?;
    message.headers_mut().insert(HOST, host);
    message.headers_mut().entry(USER_AGENT).or_insert(AGENT);
    Ok(message)
}

impl HttpKept {
    async fn send(&mut self, message: Request<Full<Bytes>>) -> Result<Response<Incoming>, NetError> {
        self.sender.send_request(message).await.map_err(|error| http_error(&error))
    }
}

/// Where a reply redirects to, if it does and the rules allow it.
fn redirect<B>(method: &Method, response: &Response<B>, from: &Url, rules: Redirects) -> Result<Option<Url>, NetError> {
    let status = response.status().as_u16();
    let location = response.headers().get(LOCATION);
    let (Some(location), 300..=399, true) = (location, status, *method == Method::GET || *method == Method::HEAD)
    else {
        return Ok(None);
    };
    if rules.max == 0 {
        return Ok(None);
    }
    rules.next(status, &String::from_utf8_lossy(location.as_bytes()), from).map(Some)
}

async fn read_body(body: Incoming, bytes_max: usize) -> Result<Bytes, NetError> {
    let too_large = NetError::BodyTooLarge { bytes_max };
    let announced = hyper::body::Body::size_hint(&body).lower();
    if usize::try_from(announced).map_or(true, |announced| announced > bytes_max) {
        return Err(too_large);
    }
    let (read, cut_off) = read_some(body, bytes_max).await?;
    if cut_off { Err(too_large) } else { Ok(read) }
}

/// Reads up to so many bytes, and tells whether there are more.
async fn read_some(mut body: Incoming, bytes_max: usize) -> Result<(Bytes, bool), NetError> {
    let mut read = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| http_error(&error))?;
        let Some(data) = frame.data_ref() else { continue };
        let room = bytes_max - read.len();
        if let Some(part) = data.get(..room).filter(|part| part.len() < data.len()) {
            read.extend_from_slice(part);
            return Ok((read.into(), true));
        }
        read.extend_from_slice(data);
    }
    Ok((read.into(), false))
}

fn http_error(error: &hyper::Error) -> NetError {
    match error {
        error if error.is_parse_too_large() => NetError::HeadersTooLarge,
        error if error.is_parse() => NetError::HttpMalformed { why: "parse" },
        error if error.is_incomplete_message() => NetError::HttpMalformed { why: "incomplete" },
        _ => NetError::HttpMalformed { why: "closed" },
    }
}
