//! Orders.

use axum::{
    Extension, Json,
    extract::{Path, State},
    http::{HeaderName, StatusCode, header::LOCATION},
};
use serde::Deserialize;
use warifu_app::{Accepted, Apply, ApplySubscriber, OrderFilter};
use warifu_domain::{OrderId, people::Locale};
use warifu_wire::rest;

use super::{BASE, Input, Query, gate::IdempotencyKey, id, view};
use crate::{Problem, Web, session::ApiViewer};

pub(super) type Created = (StatusCode, [(HeaderName, String); 1], Json<rest::Order>);

pub(super) async fn create(
    State(web): State<Web>,
    ApiViewer(viewer, locale): ApiViewer,
    key: Option<Extension<IdempotencyKey>>,
    Input(input): Input<rest::CreateOrder>,
) -> Result<Created, Problem> {
    let renews = input.renews.as_deref().map(|order| id::<OrderId>(order, "order")).transpose()?;
    let apply = Apply {
        product: input.product,
        names: input.names,
        csr: input.csr.into_bytes(),
        term_months: input.term_months,
        subscriber: ApplySubscriber {
            name: input.subscriber.name,
            email: input.subscriber.email,
            organization: input.subscriber.organization,
        },
        delivery_email: input.delivery_email,
        payment: input.payment,
        validation_method: input.validation_method,
        renews,
    };
    let key = key.as_ref().map(|key| key.0.as_str());
    let accepted = web.app.apply(&viewer, apply, key).await?;
    Ok(created(&accepted, locale))
}

/// The answer to the application that made an order.
pub(super) fn created(accepted: &Accepted, locale: Locale) -> Created {
    let location = format!("{BASE}/orders/{}", accepted.order.id);
    (StatusCode::CREATED, [(LOCATION, location)], Json(view::accepted(accepted, locale)))
}

#[derive(Deserialize)]
pub(super) struct List {
    status: Option<String>,
    cursor: Option<String>,
    limit: Option<u32>,
    #[serde(default)]
    all_accounts: bool,
}

pub(super) async fn list(
    State(web): State<Web>,
    ApiViewer(viewer, locale): ApiViewer,
    Query(list): Query<List>,
) -> Result<Json<rest::Page<rest::Order>>, Problem> {
    let limit = list.limit.unwrap_or(rest::PAGE_LIMIT_DEFAULT).clamp(1, rest::PAGE_LIMIT_MAX);
    let filter = OrderFilter { status: list.status, cursor: list.cursor, limit, all_accounts: list.all_accounts };
    let page = web.app.orders(&viewer, &filter).await?;
    let items = page.items.iter().map(|order| view::order(order, locale)).collect();
    Ok(Json(rest::Page { items, next: page.next }))
}

pub(super) async fn show(
    State(web): State<Web>,
    ApiViewer(viewer, locale): ApiViewer,
    Path(order): Path<String>,
) -> Result<Json<rest::Order>, Problem> {
    let order = web.app.order(&viewer, id(&order, "order")?).await?;
    let watches = web.app.watches(&order).await?;
    Ok(Json(view::watched_order(&order, &watches, locale)))
}

pub(super) async fn pay(
    State(web): State<Web>,
    ApiViewer(viewer, locale): ApiViewer,
    Path(order): Path<String>,
) -> Result<Json<rest::Order>, Problem> {
    let order = web.app.pay(&viewer, id(&order, "order")?).await?;
    Ok(Json(view::order(&order, locale)))
}

pub(super) async fn cancel(
    State(web): State<Web>,
    ApiViewer(viewer, locale): ApiViewer,
    Path(order): Path<String>,
) -> Result<Json<rest::Order>, Problem> {
    let order = web.app.cancel(&viewer, id(&order, "order")?).await?;
    Ok(Json(view::order(&order, locale)))
}

pub(super) async fn check_validation(
    State(web): State<Web>,
    ApiViewer(viewer, locale): ApiViewer,
    Path(order): Path<String>,
) -> Result<Json<rest::Order>, Problem> {
    let order = web.app.check_proof(&viewer, id(&order, "order")?).await?;
    Ok(Json(view::order(&order, locale)))
}

pub(super) async fn reissue(
    State(web): State<Web>,
    ApiViewer(viewer, locale): ApiViewer,
    Path(order): Path<String>,
    Input(input): Input<rest::ReissueOrder>,
) -> Result<Json<rest::Order>, Problem> {
    let reissued = web.app.reissue(&viewer, id(&order, "order")?, input.csr.as_bytes()).await?;
    Ok(Json(view::accepted(&reissued, locale)))
}

pub(super) async fn events(
    State(web): State<Web>,
    ApiViewer(viewer, locale): ApiViewer,
    Path(order): Path<String>,
) -> Result<Json<rest::Page<rest::Event>>, Problem> {
    let rows = web.app.events(&viewer, id(&order, "order")?).await?;
    Ok(Json(rest::Page {
        items: rows.into_iter().map(|row| view::event(view::entry!(row), locale)).collect(),
        next: None,
    }))
}
