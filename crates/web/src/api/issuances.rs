//! Issuances: fetch the certificate, have it sent again, look whether it is installed.

use axum::{
    Json,
    extract::{Path, State},
    http::{
        HeaderName, StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
};
use serde::Deserialize;
use warifu_app::{Failure, FieldProblem};
use warifu_domain::IssuanceId;
use warifu_pki::{bundle::RootPolicy, pem};
use warifu_wire::rest;

use super::{Query, id, view};
use crate::{Problem, Web, session::ApiViewer};

type File<T> = ([(HeaderName, String); 2], T);

fn file<T>(media_type: &str, name: &str, content: T) -> File<T> {
    // Names in replies are ours, but a header is no place to rely on it.
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c)).collect();
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, media_type.to_owned()), (CONTENT_DISPOSITION, disposition)], content)
}

pub(super) async fn certificate(
    State(web): State<Web>,
    ApiViewer(viewer, _): ApiViewer,
    Path(issuance): Path<String>,
) -> Result<File<String>, Problem> {
    let issuance: IssuanceId = id(&issuance, "issuance")?;
    let order = web.app.order_of_issuance(&viewer, issuance).await?;
    let issuance = order.issuance(issuance).ok_or(Failure::NotFound { what: "issuance" })?;
    let certificate = issuance.state.certificate().ok_or(Failure::NotFound { what: "certificate" })?;
    let chain = certificate.chain_der.iter().map(|der| pem::encode("CERTIFICATE", der)).collect();
    let host = order.names.first().map_or("certificate", |name| name.host());
    Ok(file("application/pem-certificate-chain", &format!("{host}.pem"), chain))
}

#[derive(Deserialize)]
pub(super) struct Bundle {
    server: Option<String>,
    #[serde(default)]
    root: bool,
}

pub(super) async fn bundle(
    State(web): State<Web>,
    ApiViewer(viewer, _): ApiViewer,
    Path(issuance): Path<String>,
    Query(query): Query<Bundle>,
) -> Result<File<Vec<u8>>, Problem> {
    let missing = || Failure::Invalid(vec![FieldProblem::new("server", "field_missing").with("field", "server")]);
    let server = query.server.ok_or_else(missing)?;
    let roots = if query.root { RootPolicy::Beside } else { RootPolicy::WhereNeeded };
    let (name, zip) = web.app.bundle(&viewer, id(&issuance, "issuance")?, &server, roots).await?;
    Ok(file("application/zip", &name, zip))
}

pub(super) async fn check(
    State(web): State<Web>,
    ApiViewer(viewer, locale): ApiViewer,
    Path(issuance): Path<String>,
) -> Result<Json<rest::InstallCheck>, Problem> {
    let report = web.app.check_install(&viewer, id(&issuance, "issuance")?).await?;
    Ok(Json(rest::InstallCheck {
        served: report.served,
        checked_at: report.checked_at.to_string(),
        findings: report.findings.iter().map(|finding| view::finding(finding, locale)).collect(),
    }))
}

pub(super) async fn resend(
    State(web): State<Web>,
    ApiViewer(viewer, _): ApiViewer,
    Path(issuance): Path<String>,
) -> Result<StatusCode, Problem> {
    web.app.resend(&viewer, id(&issuance, "issuance")?).await?;
    Ok(StatusCode::NO_CONTENT)
}
