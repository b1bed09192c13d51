//! What monitors and relying parties read: whether the process lives and is ready, the CRL, the CA's certificates.

use axum::{
    extract::State,
    http::{HeaderName, StatusCode, header::CONTENT_TYPE},
    response::IntoResponse,
};
use warifu_app::Failure;

use crate::{Problem, Web};

type Typed = [(HeaderName, &'static str); 1];

/// The process answers.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// The process can serve: its database answers.
pub(crate) async fn ready(State(web): State<Web>) -> impl IntoResponse {
    if web.app.ready().await { (StatusCode::OK, "ready\n") } else { (StatusCode::SERVICE_UNAVAILABLE, "not ready\n") }
}

/// The newest CRL of the embedded CA, DER (RFC 5280 4.2.1.13, media type of RFC 2585 4.2).
pub(crate) async fn crl(State(web): State<Web>) -> Result<(Typed, Vec<u8>), Problem> {
    let der = web.app.crl().await?.ok_or(Failure::NotFound { what: "crl" })?;
    Ok(([(CONTENT_TYPE, "application/pkix-crl")], der))
}

/// The embedded CA's root, for those who want to trust it.
pub(crate) async fn ca_root(State(web): State<Web>) -> Result<(Typed, String), Problem> {
    let pem = web.app.ca_root_pem().ok_or(Failure::NotFound { what: "certificate" })?;
    Ok(([(CONTENT_TYPE, "application/x-pem-file")], pem))
}
