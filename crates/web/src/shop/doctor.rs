//! The doctor's page. A look takes seconds, so the reply is written while it goes on: the page's head and form at once,
//! each stage as it ends, the report, the page's end. It needs no script, and whoever goes away ends the look.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    Form,
    body::{Body, Bytes, HttpBody},
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{
        HeaderName, HeaderValue, StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use hyper::body::Frame;
use serde::Deserialize;
use tokio::{sync::mpsc, task::JoinHandle};
use warifu_app::{Asker, Diagnosis, Failure, Look, Wish};
use warifu_doctor::{Evidence, Profile, Stage};
use warifu_domain::{OrderId, Timestamp};
use warifu_render::{
    Problem as Words, Template, Text,
    doctor::{
        DoctorForm, DoctorPage, KeptPage, KeptRow, LookFailed, REPORT_END, ReportBegin, SiteResult, SiteView, StageSeen,
    },
    shop::Problems,
};

use crate::{
    Problem, Web,
    api::id,
    client::ClientAddress,
    pages::{faults, frame, html},
    session::{Customer, Visitor},
    site::stage_seen,
    site_reports, site_view,
};

/// Reports listed below the form.
const KEPT_SHOWN: u32 = 10;

/// Asks a proxy to pass each piece on at once (nginx: ngx_http_proxy_module, proxy_buffering).
const UNBUFFERED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));

/// What was seen of somebody's site is nothing for search engines.
const UNLISTED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));

/// What the form sends, and what a link to it may bring.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    host: String,
    profile: Option<String>,
    order: Option<String>,
    format: Option<String>,
}

/// The empty form, and the member's reports.
pub(super) async fn form(
    State(web): State<Web>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    let asked = query.map(|Query(asked)| asked).unwrap_or_default();
    let page = page(&web, &visitor, &asked, None).await?;
    Ok(([UNLISTED], html(&page)?).into_response())
}

/// The look itself.
pub(super) async fn look(
    State(web): State<Web>,
    visitor: Visitor,
    ClientAddress(address): ClientAddress,
    Form(asked): Form<Asked>,
) -> Result<Response, Problem> {
    let asker = visitor.viewer.as_ref().map_or(Asker::Visitor(address), Asker::Member);
    let order = asked.order.clone().filter(|_| visitor.viewer.is_some());
    let wish = Wish { host: asked.host.clone(), profile: asked.profile.clone(), order, ..Wish::default() };
    match web.app.look_for(asker, &wish).await {
        Ok(look) => {
            let page = page(&web, &visitor, &asked, Some(look.site())).await?;
            let whole = page.render().map_err(|error| Failure::Internal(error.to_string()))?;
            let (head, tail) = whole.split_once(DoctorPage::SEAM).unwrap_or((&whole, ""));
            let body = Streamed::new(look, Text::of(visitor.locale), visitor.viewer.is_some(), head, tail);
            let kind = (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
            Ok(([kind, UNBUFFERED, UNLISTED], Body::new(body)).into_response())
        }
        Err(failure @ Failure::Invalid(_)) => {
            let mut page = page(&web, &visitor, &asked, None).await?;
            page.problems = faults(visitor.locale, failure)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, [UNLISTED], html(&page)?).into_response())
        }
        Err(failure) => Err(failure.into()),
    }
}

/// A kept report: as a page, or with `?format=html` as a file that needs nothing else.
pub(super) async fn kept(
    State(web): State<Web>,
    Customer(viewer, locale): Customer,
    Path(report): Path<String>,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    let report = id(&report, "report")?;
    let diagnosis = web.app.diagnosis(&viewer, report).await?;
    let text = Text::of(locale);
    let at = Timestamp::from_unix_seconds(diagnosis.evidence.at);
    if query.is_ok_and(|Query(asked)| asked.format.as_deref() == Some("html")) {
        let begin = ReportBegin { text, at, alone: true };
        let site = view(&diagnosis, text, Some(web.app.settings().base_url.clone()), true);
        let written = begin.render().and_then(|begin| Ok([begin, site.render()?, REPORT_END.to_owned()].concat()));
        let file = written.map_err(|error| Failure::Internal(error.to_string()))?;
        let name = format!("attachment; filename=\"{report}.html\"");
        // The file brings its own style, and nothing else.
        let policy = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'");
        let headers = [
            (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
            (CONTENT_SECURITY_POLICY, policy),
            (CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(|error| Failure::Internal(error.to_string()))?),
            UNLISTED,
        ];
        return Ok((headers, file).into_response());
    }
    let host = diagnosis.evidence.hosts.first();
    let site = view(&diagnosis, text, Some(String::new()), false);
    let visitor = Visitor { viewer: Some(viewer), locale };
    let page = KeptPage {
        page: frame(&web, visitor.viewer.as_ref(), locale, "doctor"),
        id: report.to_string(),
        at,
        until: diagnosis.kept_until.unwrap_or(at),
        form: DoctorForm {
            host: site.title.clone(),
            quick: host.is_some_and(|host| host.profile == Profile::Quick),
            order: order(&web, &visitor, diagnosis.order).await,
        },
        site,
    };
    Ok(([UNLISTED], html(&page)?).into_response())
}

/// The page around the form; `looking` at a site, or with what was looked at before.
async fn page(web: &Web, visitor: &Visitor, asked: &Asked, looking: Option<String>) -> Result<DoctorPage, Problem> {
    let policy = &web.app.catalogue().policy.doctor;
    let ports: Vec<String> = policy.ports.iter().map(|row| row.port.to_string()).collect();
    let kept = match (&visitor.viewer, &looking) {
        (Some(viewer), None) => web.app.diagnoses(viewer, None, KEPT_SHOWN).await?.items,
        _ => vec![],
    };
    let wanted = asked.order.as_deref().and_then(|id| id.parse().ok());
    Ok(DoctorPage {
        page: frame(web, visitor.viewer.as_ref(), visitor.locale, "doctor"),
        form: DoctorForm {
            host: asked.host.clone(),
            quick: asked.profile.as_deref() == Some("quick"),
            order: order(web, visitor, wanted).await,
        },
        ports: ports.join(", "),
        days: policy.report_days,
        looking,
        kept: kept
            .into_iter()
            .map(|kept| KeptRow { id: kept.id.to_string(), site: kept.site, at: kept.made_at })
            .collect(),
        problems: Problems::default(),
    })
}

/// Id and first name of an order, as far as the visitor may know of it.
async fn order(web: &Web, visitor: &Visitor, id: Option<OrderId>) -> Option<(String, String)> {
    let order = web.app.order(visitor.viewer.as_ref()?, id?).await.ok()?;
    Some((order.id.to_string(), order.names.first().map_or_else(String::new, ToString::to_string)))
}

fn view(diagnosis: &Diagnosis, text: Text, help: Option<String>, open: bool) -> SiteView {
    let reports = site_reports(&diagnosis.evidence, &diagnosis.report, text.locale);
    site_view(reports.into_iter().next().unwrap_or_default(), text, help, open)
}

/// A page that is written while a look goes on. The look is a task of its own, so that a client that reads slowly does
/// not hold its place among the looks; dropped with the page, it ends.
struct Streamed {
    pieces: mpsc::UnboundedReceiver<Bytes>,
    look: JoinHandle<()>,
    /// What ends the page; taken when it is written.
    tail: Option<Bytes>,
    /// What is said when the look ends without a result.
    broken: Bytes,
    /// Whether the result has gone out.
    is_told: bool,
}

impl Streamed {
    fn new(look: Look, text: Text, member: bool, head: &str, tail: &str) -> Self {
        // A look has a dozen stages, and each is said once: there is nothing to bound.
        let (sender, pieces) = mpsc::unbounded_channel();
        let write = move |piece: String| drop(sender.send(Bytes::from(piece)));
        write(head.to_owned());
        let look = tokio::spawn(async move {
            let mut told = vec![];
            let on_stage = |stage: Stage, evidence: &Evidence| {
                if !told.contains(&stage) {
                    told.push(stage);
                    write(words(&StageSeen { text, stage: stage.as_str(), seen: stage_seen(stage, evidence) }));
                }
            };
            let result = match look.run(on_stage).await {
                Ok(diagnosis) => words(&SiteResult {
                    text,
                    site: view(&diagnosis, text, Some(String::new()), false),
                    kept: diagnosis.id.map(|id| id.to_string()).zip(diagnosis.kept_until),
                    member,
                }),
                Err(failure) => {
                    tracing::error!(?failure, "a look failed");
                    failed(text)
                }
            };
            write([DoctorPage::LOOKED, &result].concat());
        });
        let broken = [DoctorPage::LOOKED, &failed(text)].concat().into();
        Self { pieces, look, tail: Some(tail.to_owned().into()), broken, is_told: false }
    }
}

fn failed(text: Text) -> String {
    words(&LookFailed { text, problem: Words::new(text.locale, "", "doctor_broken", &[]) })
}

fn words(view: &impl Template) -> String {
    view.render().unwrap_or_default()
}

impl HttpBody for Streamed {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let piece = match self.pieces.poll_recv(cx) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Some(piece)) => {
                self.is_told = piece.starts_with(DoctorPage::LOOKED.as_bytes());
                Some(piece)
            }
            Poll::Ready(None) if !self.is_told => {
                self.is_told = true;
                Some(self.broken.clone())
            }
            Poll::Ready(None) => self.tail.take(),
        };
        Poll::Ready(piece.map(|piece| Ok(Frame::data(piece))))
    }
}

impl Drop for Streamed {
    fn drop(&mut self) {
        self.look.abort();
    }
}
