//! Products, the CSR inspector, points and tokens.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use serde::Deserialize;
use warifu_app::Judge;
use warifu_wire::rest;

use super::{Input, Query, id, view};
use crate::{
    Problem, Web,
    session::{self, ApiViewer, Spoken},
};

pub(super) async fn products(State(web): State<Web>, Spoken(locale): Spoken) -> Json<rest::Page<rest::Product>> {
    let (catalogue, now) = (web.app.catalogue(), web.app.now());
    let shown = |product: &warifu_domain::catalogue::Product| {
        view::product(product, catalogue, web.app.has_connector(&product.connector), now, locale)
    };
    Json(rest::Page { items: catalogue.products.iter().map(shown).collect(), next: None })
}

pub(super) async fn inspect_csr(
    State(web): State<Web>,
    Spoken(locale): Spoken,
    headers: HeaderMap,
    Input(input): Input<rest::InspectCsr>,
) -> Result<Json<rest::CsrInspection>, Problem> {
    let judge = Judge { product: input.product.as_deref(), rules: input.rules.as_deref() };
    // Anybody may ask; who shows a token also learns which keys are their own old ones.
    let viewer = session::bearer(&headers, &web).await?;
    let inspected = web.app.inspect(viewer.as_ref(), judge, input.csr.as_bytes(), &input.names).await?;
    Ok(Json(view::csr_inspection(&inspected, locale)))
}

pub(super) async fn inspect_certificates(
    State(web): State<Web>,
    Spoken(locale): Spoken,
    Input(input): Input<rest::InspectCertificates>,
) -> Json<rest::CertificateInspection> {
    let seen = web.app.inspect_certificates("certificate", input.certificate.as_bytes());
    Json(view::certificate_inspection(&seen, locale))
}

#[derive(Deserialize)]
pub(super) struct List {
    cursor: Option<String>,
}

pub(super) async fn points(
    State(web): State<Web>,
    ApiViewer(viewer, _): ApiViewer,
    Query(list): Query<List>,
) -> Result<Json<rest::Points>, Problem> {
    let points = web.app.points(&viewer, list.cursor.as_deref()).await?;
    Ok(Json(rest::Points {
        balance: points.balance.0,
        held: points.held.0,
        entries: points.entries.items.iter().map(view::points_entry).collect(),
        next: points.entries.next,
    }))
}

pub(super) async fn tokens(
    State(web): State<Web>,
    ApiViewer(viewer, _): ApiViewer,
) -> Result<Json<rest::Page<rest::Token>>, Problem> {
    let tokens = web.app.tokens(&viewer).await?.into_iter().map(|token| rest::Token {
        id: token.id.to_string(),
        label: token.label,
        created_at: token.created_at.to_string(),
    });
    Ok(Json(rest::Page { items: tokens.collect(), next: None }))
}

pub(super) async fn create_token(
    State(web): State<Web>,
    ApiViewer(viewer, _): ApiViewer,
    Input(input): Input<rest::CreateToken>,
) -> Result<(StatusCode, Json<rest::CreatedToken>), Problem> {
    let token = web.app.create_token(&viewer, &input.label).await?;
    Ok((StatusCode::CREATED, Json(rest::CreatedToken { id: token.id.to_string(), secret: token.secret })))
}

pub(super) async fn revoke_token(
    State(web): State<Web>,
    ApiViewer(viewer, _): ApiViewer,
    Path(token): Path<String>,
) -> Result<StatusCode, Problem> {
    web.app.revoke_token(&viewer, id(&token, "token")?).await?;
    Ok(StatusCode::NO_CONTENT)
}
