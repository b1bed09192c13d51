//! What stands before every handler of the API: who calls, whether they may, and whether it has happened before.

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tracing::Instrument;
use warifu_app::{Accepted, Failure, Replay, Viewer};
use warifu_domain::OrderId;
use warifu_pki::Sha256;
use warifu_wire::rest;

use super::{
    orders,
    route::{Access, Route},
};
use crate::{Problem, Web, session};

/// The request header of draft-ietf-httpapi-idempotency-key-header.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Marks a reply that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Longest reply that is kept; an order with 200 issuances of 100 names each is the longest there can be.
const REPLY_BYTES_MAX: usize = 16 * 1024 * 1024;

/// The key under which the request was claimed.
#[derive(Clone)]
pub(super) struct IdempotencyKey(String);

impl IdempotencyKey {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Layer of one route.
pub(super) async fn gate(
    State((web, route)): State<(Web, &'static Route)>,
    mut request: Request,
    next: Next,
) -> Response {
    let viewer = match route.access {
        Access::Public => return next.run(request).await,
        Access::Customer | Access::Staff => session::bearer(request.headers(), &web).await,
    };
    let admitted = viewer.and_then(|viewer| {
        route.access.admit(viewer.as_ref().map(|viewer| viewer.role))?;
        viewer.ok_or(Failure::Unauthenticated)
    });
    let viewer = match admitted {
        Ok(viewer) => viewer,
        Err(failure) => return Problem::from(failure).into_response(),
    };
    request.extensions_mut().insert(viewer.clone());
    let mut response = match key(request.headers()) {
        Some(Ok(key)) if route.idempotent => once(web, viewer.clone(), key, request, next).await,
        Some(Err(problem)) if route.idempotent => problem.into_response(),
        _ => next.run(request).await,
    };
    // Refusals are put in words outside, in the viewer's language.
    response.extensions_mut().insert(viewer);
    response
}

/// The key the client chose for this act.
fn key(headers: &HeaderMap) -> Option<Result<IdempotencyKey, Problem>> {
    let value = headers.get(IDEMPOTENCY_KEY)?;
    let key = value.to_str().ok().filter(|key| (1..=rest::IDEMPOTENCY_KEY_CHARS_MAX).contains(&key.len()));
    let malformed = || {
        Problem::new(StatusCode::BAD_REQUEST, "idempotency_key_malformed")
            .on("Idempotency-Key")
            .with("max", rest::IDEMPOTENCY_KEY_CHARS_MAX)
    };
    Some(key.map(|key| IdempotencyKey(key.to_owned())).ok_or_else(malformed))
}

/// Does it once: the same key with the same request is answered as the first time.
async fn once(web: Web, viewer: Viewer, key: IdempotencyKey, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, rest::BODY_BYTES_MAX).await else {
        return Problem::too_large().into_response();
    };
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let hash = Sha256::of(&[parts.method.as_str().as_bytes(), b" ", target.as_bytes(), b"\n", &body].concat());
    let mut request = Request::from_parts(parts, Body::from(body));
    match web.app.idempotent(&viewer, key.as_str(), hash).await {
        Err(failure) => Problem::from(failure).into_response(),
        Ok(Replay::Again { status, body }) => again(status, body),
        Ok(replay @ (Replay::First | Replay::Made(_))) => {
            request.extensions_mut().insert(key.clone());
            let act = async move {
                let response = match replay {
                    Replay::Made(order) => answer_for(&web, &viewer, order, request).await.into_response(),
                    _ => next.run(request).await,
                };
                settle(&web, &viewer, &key, response).await
            };
            // A task of its own: when the client hangs up halfway, the act and its record are finished all the same.
            let task = tokio::spawn(act.in_current_span());
            task.await.unwrap_or_else(|error| Problem::internal(error.to_string()).into_response())
        }
    }
}

/// The answer that got lost when the process died between commit and reply; what was advised about the CSR is not kept.
async fn answer_for(web: &Web, viewer: &Viewer, order: OrderId, request: Request) -> Result<orders::Created, Problem> {
    let locale = session::asked(request.uri(), request.headers()).unwrap_or(viewer.locale);
    let order = web.app.order(viewer, order).await?;
    Ok(orders::created(&Accepted { order, findings: vec![] }, locale))
}

/// Keeps the answer of an act, or gives the key back after a refusal, which has changed nothing. A key whose order was
/// made stays taken even when the answer failed: the order's own transaction has noted it.
async fn settle(web: &Web, viewer: &Viewer, key: &IdempotencyKey, response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, REPLY_BYTES_MAX).await.unwrap_or_default();
    let kept = if parts.status.is_success() {
        let text = String::from_utf8_lossy(&body);
        web.app.remember(viewer, key.as_str(), parts.status.as_u16(), &text).await
    } else {
        web.app.forget(viewer, key.as_str()).await
    };
    if let Err(failure) = kept {
        // The answer stands; only its record is missing, and the key stays in use until it is too old.
        tracing::warn!(?failure, "cannot settle an idempotency key");
    }
    Response::from_parts(parts, Body::from(body))
}

/// The answer of the first time.
fn again(status: u16, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let mut response = (status, Body::from(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    if status != StatusCode::NO_CONTENT {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        for (value, wanted) in [
            ("", Some(false)),
            ("order-1", Some(true)),
            (&"k".repeat(255), Some(true)),
            (&"k".repeat(256), Some(false)),
        ] {
            let headers = HeaderMap::from_iter([(IDEMPOTENCY_KEY, HeaderValue::from_str(value).unwrap())]);
            assert_eq!(key(&headers).map(|key| key.is_ok()), wanted, "{value}");
        }
        let headers = HeaderMap::from_iter([(IDEMPOTENCY_KEY, HeaderValue::from_bytes(&[0xe3, 0x81]).unwrap())]);
        assert!(key(&headers).unwrap().is_err());
        assert!(key(&HeaderMap::new()).is_none());
    }
}
