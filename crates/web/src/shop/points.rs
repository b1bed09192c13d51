//! Balance, entries, and how to pay in.

use axum::{extract::State, response::Response};
use warifu_render::shop::{PointEntry, Points};

use crate::{
    Problem, Web,
    pages::{Ask, frame, html},
    session::Customer,
};

pub(super) async fn show(
    State(web): State<Web>,
    Customer(viewer, locale): Customer,
    Ask(asked): Ask,
) -> Result<Response, Problem> {
    let points = web.app.points(&viewer, asked.cursor.as_deref()).await?;
    html(&Points {
        page: frame(&web, Some(&viewer), locale, "points"),
        balance: points.balance,
        held: points.held,
        entries: points.entries.items.iter().map(PointEntry::new).collect(),
        next: points.entries.next,
        bank_account: web.app.settings().bank_account.clone(),
    })
}
