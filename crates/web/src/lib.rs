//! The shop over HTTP: pages for people, the REST API for programs.
//!
//! Absent here: SQL, decisions and sentences. A handler reads a request, calls one use case of `app` and shows what came
//! of it; texts come from `render`, bytes from `wire`. [`problem`] is the one place that turns a refusal into a reply.
//! Every route states who may call it.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once"))]

pub mod api;
mod client;
pub mod console;
mod health;
mod layers;
pub mod pages;
pub mod problem;
pub mod server;
pub mod session;
pub mod shop;
mod site;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use axum::{Router, middleware, routing::get};
use warifu_app::App;

pub use client::Peer;
pub use problem::Problem;
pub use site::{site_reports, site_view};

/// What every handler works with. Cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// The shop.
    pub app: App,
    /// Whether the sandbox and the mailbox of the demonstration are there.
    pub demo: bool,
    requests: Arc<Requests>,
}

/// Numbers the requests of this process.
struct Requests {
    begun_micros: i64,
    count: AtomicU64,
}

impl Web {
    /// The shop `app` over HTTP.
    pub fn new(app: App) -> Self {
        let requests = Requests { begun_micros: app.now().unix_micros(), count: AtomicU64::new(1) };
        Self { app, demo: false, requests: Arc::new(requests) }
    }

    /// Whether visitors come over https, by the shop's own address: a proxy in front ends TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.app.settings().base_url.starts_with("https://")
    }

    /// A name for the next request, unique among the processes of a shop for all practical purposes; it is shown to
    /// customers and guards nothing, so it need not be random.
    pub(crate) fn next_request_id(&self) -> String {
        let number = self.requests.count.fetch_add(1, Ordering::Relaxed);
        format!("{:x}-{number:x}", self.requests.begun_micros)
    }
}

/// Every route of the shop behind its layers. `extra` brings routes of its own, with their own rules of access: the
/// sandbox and the mailbox of the demonstration.
pub fn router(web: Web, extra: Router<Web>) -> Router {
    let web = Web { demo: extra.has_routes(), ..web };
    let router = Router::new()
        .merge(api::router(&web))
        .merge(shop::routes())
        .merge(console::routes())
        .merge(extra)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/ca/intermediate.crl", get(health::crl))
        .route("/ca/intermediate.crt", get(health::ca_intermediate_der))
        .route("/ca/root.crt", get(health::ca_root_der))
        .route("/ca/root.pem", get(health::ca_root))
        .fallback(problem::no_such_page)
        .method_not_allowed_fallback(problem::no_such_method);
    // The last layer is the outermost: observe, speak, refuse other sites' forms, bound.
    router
        .layer(middleware::from_fn(layers::bound))
        .layer(layers::same_origin(&web))
        .layer(middleware::from_fn_with_state(web.clone(), problem::speak))
        .layer(middleware::from_fn_with_state(web.clone(), layers::observe))
        .with_state(web)
}
