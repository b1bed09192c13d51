//! What the shop's people do.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use warifu_app::{Credit, ManualIssue};
use warifu_wire::rest;

use super::{Input, Query, id, view};
use crate::{Problem, Web, session::ApiStaff};

#[derive(Deserialize)]
pub(super) struct List {
    state: Option<String>,
    cursor: Option<String>,
}

pub(super) async fn credit(
    State(web): State<Web>,
    ApiStaff(viewer, _): ApiStaff,
    Input(input): Input<rest::CreditPoints>,
) -> Result<(StatusCode, Json<rest::PointsEntry>), Problem> {
    let credit = Credit { account: input.account, amount: input.amount, reference: input.reference };
    let transaction = web.app.credit(&viewer, credit).await?;
    Ok((StatusCode::CREATED, Json(view::points_entry(&transaction))))
}

pub(super) async fn queue(
    State(web): State<Web>,
    ApiStaff(viewer, locale): ApiStaff,
    Query(list): Query<List>,
) -> Result<Json<rest::Page<rest::Order>>, Problem> {
    let page = web.app.queue(&viewer, list.cursor.as_deref()).await?;
    let items = page.items.iter().map(|order| view::order(order, locale)).collect();
    Ok(Json(rest::Page { items, next: page.next }))
}

pub(super) async fn order_sheet(
    State(web): State<Web>,
    ApiStaff(viewer, _): ApiStaff,
    Path(issuance): Path<String>,
) -> Result<Json<rest::OrderSheet>, Problem> {
    let lines = web.app.order_sheet(&viewer, id(&issuance, "issuance")?).await?;
    let line = |(name, value): (&str, String)| rest::SheetLine { name: name.to_owned(), value };
    Ok(Json(rest::OrderSheet { lines: lines.into_iter().map(line).collect() }))
}

pub(super) async fn upload_certificate(
    State(web): State<Web>,
    ApiStaff(viewer, locale): ApiStaff,
    Path(issuance): Path<String>,
    Input(input): Input<rest::UploadCertificate>,
) -> Result<Json<rest::Order>, Problem> {
    let certificate = ManualIssue { pem: input.certificate.into_bytes() };
    let order = web.app.manual_issue(&viewer, id(&issuance, "issuance")?, certificate).await?;
    Ok(Json(view::order(&order, locale)))
}

pub(super) async fn jobs(
    State(web): State<Web>,
    ApiStaff(viewer, _): ApiStaff,
    Query(list): Query<List>,
) -> Result<Json<rest::Page<rest::Job>>, Problem> {
    let page = web.app.jobs(&viewer, list.state.as_deref(), list.cursor.as_deref()).await?;
    let jobs = page.items.into_iter().map(|job| rest::Job {
        id: job.id.to_string(),
        kind: job.kind,
        key: job.key,
        state: job.state,
        run_at: job.run_at.to_string(),
        attempts: job.attempts,
        last_error: job.last_error,
        ended_at: job.ended_at.map(|at| at.to_string()),
    });
    Ok(Json(rest::Page { items: jobs.collect(), next: page.next }))
}

pub(super) async fn requeue(
    State(web): State<Web>,
    ApiStaff(viewer, _): ApiStaff,
    Path(job): Path<String>,
) -> Result<StatusCode, Problem> {
    web.app.requeue_job(&viewer, id(&job, "job")?).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn accounts(
    State(web): State<Web>,
    ApiStaff(viewer, _): ApiStaff,
    Query(list): Query<List>,
) -> Result<Json<rest::Page<rest::Account>>, Problem> {
    let page = web.app.accounts(&viewer, list.cursor.as_deref()).await?;
    let accounts = page.items.into_iter().map(|(account, email)| rest::Account {
        id: account.id.to_string(),
        name: account.name,
        email: email.to_string(),
        created_at: account.created_at.to_string(),
    });
    Ok(Json(rest::Page { items: accounts.collect(), next: page.next }))
}

pub(super) async fn audit(
    State(web): State<Web>,
    ApiStaff(viewer, locale): ApiStaff,
    Query(list): Query<List>,
) -> Result<Json<rest::Page<rest::AuditEntry>>, Problem> {
    let page = web.app.audit(&viewer, list.cursor.as_deref()).await?;
    let entries = page.items.into_iter().map(|(order, row)| rest::AuditEntry {
        order: order.map(|order| order.to_string()),
        event: view::event(view::entry!(row), locale),
    });
    Ok(Json(rest::Page { items: entries.collect(), next: page.next }))
}
