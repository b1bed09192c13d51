//! `/mailbox`: every mail that the shop has sent, for people and for programs.

use axum::{
    Extension, Json, Router,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use serde::Serialize;
use warifu_app::Failure;
use warifu_domain::Timestamp;
use warifu_render::{
    Template,
    demo::{MailPage, Mailbox, MailboxRow},
};
use warifu_web::{Problem, Web, pages::frame, session::Visitor};

use super::folder::{AttachmentSummary, Folder, Letter, Summary};

/// Mails on the page; the JSON has all of them.
const ROWS_MAX: usize = 200;

/// The mailbox's pages. Nobody needs to log in: in the demonstration every mail is the visitor's own.
pub(crate) fn routes(folder: Folder) -> Router<Web> {
    Router::new()
        .route("/mailbox", get(list))
        .route("/mailbox.json", get(json))
        .route("/mailbox/{id}", get(one))
        .route("/mailbox/{id}/attachments/{index}", get(attachment))
        .layer(Extension(folder))
}

#[derive(Serialize)]
struct MailReply {
    message_id: String,
    to: String,
    subject: String,
    date: String,
    copies: u32,
    attachments: Vec<AttachmentSummary>,
    url: String,
}

async fn json(State(web): State<Web>, Extension(folder): Extension<Folder>) -> Json<Vec<MailReply>> {
    let base_url = &web.app.settings().base_url;
    let reply = |mail: Summary| MailReply {
        url: format!("{base_url}/mailbox/{}", mail.id),
        message_id: mail.message_id,
        to: mail.to,
        subject: mail.subject,
        date: Timestamp::from_unix_seconds(mail.date_unix).to_string(),
        copies: mail.copies,
        attachments: mail.attachments,
    };
    Json(folder.list().into_iter().map(reply).collect())
}

async fn list(
    State(web): State<Web>,
    Extension(folder): Extension<Folder>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let mails = folder.list().into_iter().take(ROWS_MAX).map(row).collect();
    page(&Mailbox { page: frame(&web, visitor.viewer.as_ref(), visitor.locale, "mailbox"), mails })
}

async fn one(
    State(web): State<Web>,
    Extension(folder): Extension<Folder>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let Letter { summary, from, text, .. } = letter(folder, id).await?;
    page(&MailPage {
        page: frame(&web, visitor.viewer.as_ref(), visitor.locale, "mailbox"),
        from,
        message_id: summary.message_id.clone(),
        text,
        attachments: summary.attachments.iter().map(|file| (file.name.clone(), file.size_bytes)).collect(),
        row: row(summary),
    })
}

async fn attachment(
    Extension(folder): Extension<Folder>,
    Path((id, index)): Path<(String, usize)>,
) -> Result<Response, Problem> {
    let file = letter(folder, id).await?.attachment(index).ok_or(Failure::NotFound { what: "mail" })?;
    // Whatever the file claims to be, it is saved, never shown: its type comes from outside.
    let safe: String = file.name.chars().filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c)).collect();
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{safe}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    Ok((StatusCode::OK, headers, file.bytes).into_response())
}

async fn letter(folder: Folder, id: String) -> Result<Letter, Problem> {
    let read = tokio::task::spawn_blocking(move || folder.letter(&id)).await;
    let letter = read.map_err(|error| error.to_string()).and_then(|read| read.map_err(|error| error.to_string()));
    Ok(letter.map_err(Failure::Internal)?.ok_or(Failure::NotFound { what: "mail" })?)
}

fn row(mail: Summary) -> MailboxRow {
    MailboxRow {
        id: mail.id,
        to: mail.to,
        subject: mail.subject,
        at: Timestamp::from_unix_seconds(mail.date_unix),
        copies: mail.copies,
        attachments: mail.attachments.len(),
    }
}

fn page(view: &impl Template) -> Result<Response, Problem> {
    Ok(Html(view.render().map_err(|error| Failure::Internal(error.to_string()))?).into_response())
}
