//! Somebody who calls the shop's router.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
    response::Response,
};
use serde_json::Value;
use tower::ServiceExt;
use warifu_app::Viewer;
use warifu_testkit::shop::TestShop;
use warifu_web::Web;

/// A caller of the shop with the headers they always send.
#[derive(Clone)]
pub(crate) struct Caller {
    router: Router,
    headers: Vec<(&'static str, String)>,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Caller {
    /// Nobody in particular.
    pub(crate) fn nobody(shop: &TestShop) -> Self {
        Self { router: warifu_web::router(Web::new(shop.app.clone()), Router::new()), headers: vec![] }
    }

    /// `viewer` with a token of theirs.
    pub(crate) async fn with_token(shop: &TestShop, viewer: &Viewer) -> Self {
        let token = shop.app.create_token(viewer, "test").await.unwrap();
        Self::nobody(shop).with("authorization", format!("Bearer {}", token.secret))
    }

    /// Always sends this header, too.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], Body::empty()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &[("content-type", "application/json")], Body::from(body.to_string())).await
    }

    pub(crate) async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let (parts, body) = self.begin(method, path, headers, body).await.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// The reply as far as it has come.
    pub(crate) async fn begin(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in self.headers.iter().map(|(name, value)| (*name, value.as_str())).chain(headers.to_vec()) {
            request = request.header(name, value);
        }
        self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap()
    }
}

impl Answer {
    /// The JSON of an answer with this status.
    pub(crate) fn json(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}
