//! What monitors and relying parties read: whether the process lives and is ready, the CRL, the CA's certificates.

use axum::{
    extract::State,
    http::{HeaderName, StatusCode, header::CONTENT_TYPE},
    response::IntoResponse,
};
use warifu_app::{CaCertificate, Failure};

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

/// The newest CRL of the embedded CA, DER, where its certificates say it is (RFC 5280 4.2.1.13; media type of RFC 2585 4.2).
pub(crate) async fn crl(State(web): State<Web>) -> Result<(Typed, Vec<u8>), Problem> {
    let der = web.app.crl().await?.ok_or(Failure::NotFound { what: "crl" })?;
    Ok(([(CONTENT_TYPE, "application/pkix-crl")], der))
}

/// The embedded CA's intermediate, DER, where the leaves say it is (RFC 5280 4.2.2.1; media type of RFC 2585 4.1).
pub(crate) async fn ca_intermediate_der(State(web): State<Web>) -> Result<(Typed, Vec<u8>), Problem> {
    certificate(web.app.ca_certificate(CaCertificate::Intermediate))
}

/// The embedded CA's root, DER, where the intermediate says it is.
pub(crate) async fn ca_root_der(State(web): State<Web>) -> Result<(Typed, Vec<u8>), Problem> {
    certificate(web.app.ca_certificate(CaCertificate::Root))
}

/// The embedded CA's root, PEM, for those who want to trust it.
pub(crate) async fn ca_root(State(web): State<Web>) -> Result<(Typed, String), Problem> {
    let pem = web.app.ca_root_pem().ok_or(Failure::NotFound { what: "certificate" })?;
    Ok(([(CONTENT_TYPE, "application/x-pem-file")], pem))
}

fn certificate(der: Option<Vec<u8>>) -> Result<(Typed, Vec<u8>), Problem> {
    let der = der.ok_or(Failure::NotFound { what: "certificate" })?;
    Ok(([(CONTENT_TYPE, "application/pkix-cert")], der))
}
