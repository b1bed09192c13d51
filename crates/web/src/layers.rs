//! What happens to every request before and after its handler: a number, a line in the log, limits of size and time,
//! headers that protect the visitor, and no form from another site.

use std::{
    fmt,
    time::{Duration, Instant},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{MatchedPath, Request, State},
    http::{
        HeaderName, HeaderValue, Response as HttpResponse, StatusCode,
        header::{
            CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, REFERRER_POLICY, SET_COOKIE, STRICT_TRANSPORT_SECURITY,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tracing::Instrument;
use warifu_wire::rest;

use crate::{Problem, Web, session};

/// Longest wait for a whole body; a CSR takes one packet or two.
const BODY_TIMEOUT: Duration = Duration::from_secs(15);

/// Longest time for the answer, once the body is here.
const DEADLINE: Duration = Duration::from_secs(30);

/// Bytes of a body that is too long which are read and thrown away, so that the client is done sending and reads the
/// refusal instead of a broken connection. Whatever goes beyond is cut off.
const DISCARDED_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Only what the shop itself serves; nothing inline, nothing framed.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// One year of https only (RFC 6797 6.1).
const TRANSPORT_SECURITY: &str = "max-age=31536000";

/// The name of a request, shown to its caller and in the log.
#[derive(Clone, Debug, Default)]
pub(crate) struct RequestId(String);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Layer: numbers and logs the request, protects the reply. The log names the route, never the path's ids, queries,
/// bodies or credentials.
pub(crate) async fn observe(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = RequestId(web.next_request_id());
    request.extensions_mut().insert(id.clone());
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str);
    let span = tracing::info_span!("request", %id, method = %request.method(), route);
    let language = session::language_cookie(request.uri());

    let mut response = next.run(request).instrument(span.clone()).await;
    let headers = response.headers_mut();
    if let Some(cookie) = language {
        headers.append(SET_COOKIE, cookie);
    }
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    let mut default = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    default(CACHE_CONTROL, "no-store");
    default(CONTENT_SECURITY_POLICY, POLICY);
    default(X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Not `no-referrer`: it makes browsers send `Origin: null` with the shop's own forms, which then look foreign.
    default(REFERRER_POLICY, "same-origin");
    if web.is_https() {
        default(STRICT_TRANSPORT_SECURITY, TRANSPORT_SECURITY);
    }
    let duration_ms = begun.elapsed().as_millis();
    span.in_scope(|| tracing::info!(status = response.status().as_u16(), duration_ms, "answered"));
    response
}

/// Layer: refuses what changes something and was sent by a page of another site (`Sec-Fetch-Site`, `Origin`). Programs
/// send neither header and pass.
pub(crate) fn same_origin(web: &Web) -> CsrfLayer<impl Fn(ProtectionError) -> HttpResponse<Body> + Clone + use<>> {
    let layer = CsrfLayer::new();
    // Behind a proxy the `Host` may differ from the shop's own address, which is trusted by name.
    let layer = layer.clone().add_trusted_origin(&web.app.settings().base_url).unwrap_or(layer);
    layer.with_rejection_response(|_| Problem::new(StatusCode::FORBIDDEN, "cross_origin_refused").into_response())
}

/// Layer: the body is here, whole and short enough, before anybody works on the request; the answer comes in time.
pub(crate) async fn bound(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let body = match tokio::time::timeout(BODY_TIMEOUT, whole(body)).await {
        Err(_) => return closing(Problem::new(StatusCode::REQUEST_TIMEOUT, "request_slow")),
        Ok(Err(Unread::Broken)) => return closing(Problem::new(StatusCode::BAD_REQUEST, "invalid_request")),
        Ok(Err(Unread::TooLong { discarded })) => {
            let problem = Problem::too_large();
            return if discarded { problem.into_response() } else { closing(problem) };
        }
        Ok(Ok(bytes)) => bytes,
    };
    match tokio::time::timeout(DEADLINE, next.run(Request::from_parts(parts, Body::from(body)))).await {
        Ok(response) => response,
        Err(_) => Problem::timeout().into_response(),
    }
}

enum Unread {
    /// The connection broke or its framing is wrong.
    Broken,
    /// Longer than [`rest::BODY_BYTES_MAX`].
    TooLong {
        /// Whether all of it was taken off the connection.
        discarded: bool,
    },
}

async fn whole(mut body: Body) -> Result<Bytes, Unread> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let (mut kept, mut length) = (Vec::new(), 0_usize);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unread::Broken)?.into_data() else { continue };
        length = length.saturating_add(data.len());
        if length > DISCARDED_BYTES_MAX {
            return Err(Unread::TooLong { discarded: false });
        }
        if length <= rest::BODY_BYTES_MAX {
            kept.extend_from_slice(&data);
        } else {
            kept = Vec::new();
        }
    }
    if length > rest::BODY_BYTES_MAX { Err(Unread::TooLong { discarded: true }) } else { Ok(kept.into()) }
}

/// The refusal, after which the connection is of no more use.
fn closing(problem: Problem) -> Response {
    let mut response = problem.into_response();
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}
