//! The queue of open orders, an order as staff see it, and certificates that staff bring by hand.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use warifu_app::ManualIssue;
use warifu_render::console::Queue;

use crate::{
    Problem, Web,
    pages::{Ask, Form, faults, frame, html, see_other},
    session::Staff,
    shop::{Beside, issuance_id, order_id, order_page, order_row},
};

pub(super) async fn queue(
    State(web): State<Web>,
    Staff(viewer, locale): Staff,
    Ask(asked): Ask,
) -> Result<Response, Problem> {
    let orders = web.app.queue(&viewer, asked.cursor.as_deref()).await?;
    html(&Queue {
        page: frame(&web, Some(&viewer), locale, "console"),
        rows: orders.items.iter().map(|order| order_row(&web, locale, order, "staff")).collect(),
        now: web.app.now(),
        next: orders.next,
    })
}

pub(super) async fn show(
    State(web): State<Web>,
    Staff(viewer, locale): Staff,
    Path(id): Path<String>,
    Ask(asked): Ask,
) -> Result<Response, Problem> {
    let order = web.app.order(&viewer, order_id(&id)?).await?;
    order_page(&web, &viewer, locale, &order, Beside { done: asked.done, ..Beside::default() }).await
}

pub(super) async fn issue(
    State(web): State<Web>,
    Staff(viewer, locale): Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let id = issuance_id(&id)?;
    match web.app.manual_issue(&viewer, id, ManualIssue { pem: form.file_or_text("pem_file", "pem") }).await {
        Ok(order) => Ok(see_other(&format!("/console/orders/{}?done=issued", order.id))),
        Err(failure) => {
            let problems = faults(locale, failure)?;
            let order = web.app.order_of_issuance(&viewer, id).await?;
            let page = order_page(&web, &viewer, locale, &order, Beside { problems, ..Beside::default() }).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
