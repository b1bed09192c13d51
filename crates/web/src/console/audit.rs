//! Everything that was done.

use axum::{extract::State, response::Response};
use warifu_render::{
    Text,
    console::{Audit, AuditLine},
    order::EventRow,
};

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
    let audit = web.app.audit(&viewer, asked.cursor.as_deref()).await?;
    let text = Text::of(locale);
    let rows = audit.items.iter().map(|(order, row)| AuditLine {
        order: order.map(|order| order.to_string()),
        sequence: row.seq,
        event: EventRow::new(text, row.at, &row.actor_kind, &row.code, &row.params),
    });
    html(&Audit { page: frame(&web, Some(&viewer), locale, "console"), rows: rows.collect(), next: audit.next })
}
