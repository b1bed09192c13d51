//! The doctor: look at a site, and read kept reports again.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use warifu_app::{Asker, Diagnosis, Wish};
use warifu_domain::people::Locale;
use warifu_wire::rest;

use super::{Input, Query, id};
use crate::{Problem, Web, session::ApiViewer, site_reports};

pub(super) async fn look(
    State(web): State<Web>,
    ApiViewer(viewer, locale): ApiViewer,
    Input(input): Input<rest::LookAtSite>,
) -> Result<Json<rest::KeptSiteReport>, Problem> {
    let rest::LookAtSite { host, port, starttls, profile, order } = input;
    let wish = Wish { host, port, starttls, profile, order };
    let look = web.app.look_for(Asker::Member(&viewer), &wish).await?;
    Ok(Json(kept(&look.run(|_, _| ()).await?, locale)))
}

pub(super) async fn show(
    State(web): State<Web>,
    ApiViewer(viewer, locale): ApiViewer,
    Path(report): Path<String>,
) -> Result<Json<rest::KeptSiteReport>, Problem> {
    Ok(Json(kept(&web.app.diagnosis(&viewer, id(&report, "report")?).await?, locale)))
}

#[derive(Deserialize)]
pub(super) struct List {
    cursor: Option<String>,
    limit: Option<u32>,
}

pub(super) async fn list(
    State(web): State<Web>,
    ApiViewer(viewer, _): ApiViewer,
    Query(list): Query<List>,
) -> Result<Json<rest::Page<rest::SiteReportEntry>>, Problem> {
    let limit = list.limit.unwrap_or(rest::PAGE_LIMIT_DEFAULT);
    let kept = web.app.diagnoses(&viewer, list.cursor.as_deref(), limit).await?;
    let entry = |kept: warifu_app::KeptReport| rest::SiteReportEntry {
        id: kept.id.to_string(),
        site: kept.site,
        at: kept.made_at.to_string(),
        order: kept.order.map(|order| order.to_string()),
    };
    Ok(Json(rest::Page { items: kept.items.into_iter().map(entry).collect(), next: kept.next }))
}

fn kept(diagnosis: &Diagnosis, locale: Locale) -> rest::KeptSiteReport {
    let reports = site_reports(&diagnosis.evidence, &diagnosis.report, locale);
    rest::KeptSiteReport {
        id: diagnosis.id.map(|id| id.to_string()),
        kept_until: diagnosis.kept_until.map(|until| until.to_string()),
        order: diagnosis.order.map(|order| order.to_string()),
        report: reports.into_iter().next().unwrap_or_default(),
    }
}
