//! Every account.

use axum::{extract::State, response::Response};
use warifu_render::console::{AccountRow, Accounts};

use crate::{
    Problem, Web,
    pages::{Ask, frame, html},
    session::Staff,
};

pub(super) async fn show(
    State(web): State<Web>,
    Staff(viewer, locale): Staff,
    Ask(asked): Ask,
) -> Result<Response, Problem> {
    let accounts = web.app.accounts(&viewer, asked.cursor.as_deref()).await?;
    let rows = accounts.items.into_iter().map(|(account, email)| AccountRow {
        id: account.id.to_string(),
        name: account.name,
        email: email.to_string(),
        created_at: account.created_at,
    });
    html(&Accounts { page: frame(&web, Some(&viewer), locale, "console"), rows: rows.collect(), next: accounts.next })
}
