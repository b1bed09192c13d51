//! Work behind the scenes, and giving it another try.

use axum::{
    extract::{Path, State},
    response::Response,
};
use warifu_app::Failure;
use warifu_domain::JobId;
use warifu_render::{
    Chip,
    console::{JobRow, Jobs},
};

use crate::{
    Problem, Web,
    pages::{Ask, frame, html, see_other},
    session::Staff,
};

pub(super) async fn show(
    State(web): State<Web>,
    Staff(viewer, locale): Staff,
    Ask(asked): Ask,
) -> Result<Response, Problem> {
    let state = asked.state.filter(|state| !state.is_empty());
    let jobs = web.app.jobs(&viewer, state.as_deref(), asked.cursor.as_deref()).await?;
    let mut page = frame(&web, Some(&viewer), locale, "console");
    page.done = asked.done;
    let text = page.text;
    let rows = jobs.items.into_iter().map(|job| JobRow {
        id: job.id.to_string(),
        name: JobRow::name_of(text, &job.kind),
        order: JobRow::order_of(&job.kind, &job.key),
        dead: job.state == "dead",
        state: Chip::of_state(text, "job-state", &job.state),
        key: job.key,
        run_at: job.run_at,
        attempts: job.attempts,
        last_error: job.last_error,
    });
    html(&Jobs { page, rows: rows.collect(), state: state.unwrap_or_default(), next: jobs.next })
}

pub(super) async fn requeue(
    State(web): State<Web>,
    Staff(viewer, _): Staff,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: JobId = id.parse().map_err(|_| Failure::NotFound { what: "job" })?;
    web.app.requeue_job(&viewer, id).await?;
    Ok(see_other("/console/jobs?state=dead&done=requeued"))
}
