//! The page of one order and everything that can be done there. Staff use the same handlers and are led back to the
//! console.

use axum::{
    extract::{Path, Query, State},
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use warifu_app::{Accepted, Failure, InstallReport, Viewer};
use warifu_domain::{
    IssuanceId, OrderId,
    issuance::IssuanceState,
    order::{NextAction, Order, OrderState, Term},
    people::{Locale, Role},
    renewal,
};
use warifu_pki::{bundle::RootPolicy, pem};
use warifu_render::{
    Chip, Text,
    order::{EventRow, OrderPage, Report, issuances, places, steps},
    shop::Problems,
};

use super::orders::product_name;
use crate::{
    Problem, Web,
    pages::{Ask, Form, faults, frame, html, reader, see_other, words},
    session::Customer,
};

#[derive(Default, Deserialize)]
pub(super) struct ServerKind {
    server: Option<String>,
    #[serde(default)]
    root: bool,
}

/// What a page of an order shows besides the order itself.
#[derive(Default)]
pub(crate) struct Beside {
    /// Code of what was just done.
    pub(crate) done: Option<String>,
    /// An installation check just made.
    pub(crate) report: Option<InstallReport>,
    /// What has to be corrected.
    pub(crate) problems: Problems,
}

pub(super) async fn show(
    State(web): State<Web>,
    Customer(viewer, locale): Customer,
    Path(id): Path<String>,
    Ask(asked): Ask,
) -> Result<Response, Problem> {
    let order = web.app.order(&viewer, order_id(&id)?).await?;
    page(&web, &viewer, locale, &order, Beside { done: asked.done, ..Beside::default() }).await
}

pub(super) async fn pay(
    State(web): State<Web>,
    Customer(viewer, locale): Customer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = order_id(&id)?;
    let outcome = web.app.pay(&viewer, id).await.map(drop);
    back(&web, &viewer, locale, id, "paid", outcome).await
}

pub(super) async fn cancel(
    State(web): State<Web>,
    Customer(viewer, locale): Customer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = order_id(&id)?;
    let outcome = web.app.cancel(&viewer, id).await.map(drop);
    back(&web, &viewer, locale, id, "cancelled", outcome).await
}

/// "I have placed it": says at once what is not as it should be, and lets the shop go on when all is in place.
pub(super) async fn check_proof(
    State(web): State<Web>,
    Customer(viewer, locale): Customer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = order_id(&id)?;
    let findings = web.app.proof_findings(&viewer, id).await?;
    let outcome = if findings.is_empty() { Ok(()) } else { Err(Failure::Findings(findings)) };
    back(&web, &viewer, locale, id, "looking", outcome).await
}

pub(super) async fn reissue(
    State(web): State<Web>,
    Customer(viewer, locale): Customer,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let id = order_id(&id)?;
    let outcome = web.app.reissue(&viewer, id, &form.file_or_text("csr_file", "csr")).await;
    let is_old_key = |reissued: &Accepted| reissued.findings.iter().any(|finding| finding.code == "key_reused");
    let done = if outcome.as_ref().is_ok_and(is_old_key) { "reissued_key_reused" } else { "reissued" };
    back(&web, &viewer, locale, id, done, outcome.map(drop)).await
}

pub(super) async fn resend(
    State(web): State<Web>,
    Customer(viewer, locale): Customer,
    Path((id, issuance)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let outcome = web.app.resend(&viewer, issuance_id(&issuance)?).await;
    back(&web, &viewer, locale, order_id(&id)?, "resent", outcome).await
}

/// The result is shown in the reply itself: it is what is so at this moment, and nothing that a reload should repeat.
pub(super) async fn check_install(
    State(web): State<Web>,
    Customer(viewer, locale): Customer,
    Path((_, issuance)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let issuance = issuance_id(&issuance)?;
    let report = web.app.check_install(&viewer, issuance).await?;
    let order = web.app.order_of_issuance(&viewer, issuance).await?;
    page(&web, &viewer, locale, &order, Beside { report: Some(report), ..Beside::default() }).await
}

pub(super) async fn bundle(
    State(web): State<Web>,
    Customer(viewer, _): Customer,
    Path((_, issuance)): Path<(String, String)>,
    query: Result<Query<ServerKind>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let asked = query.map(|Query(asked)| asked).unwrap_or_default();
    let server = asked.server.unwrap_or_else(|| "pem".to_owned());
    let roots = if asked.root { RootPolicy::Beside } else { RootPolicy::WhereNeeded };
    let (name, bytes) = web.app.bundle(&viewer, issuance_id(&issuance)?, &server, roots).await?;
    Ok(download(&name, "application/zip", bytes))
}

pub(super) async fn certificate(
    State(web): State<Web>,
    Customer(viewer, _): Customer,
    Path((_, issuance)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id = issuance_id(&issuance)?;
    let order = web.app.order_of_issuance(&viewer, id).await?;
    let issued = order.issuance(id).and_then(|issuance| issuance.state.certificate());
    let issued = issued.ok_or(Failure::NotFound { what: "certificate" })?;
    let text: String = issued.chain_der.iter().map(|der| pem::encode("CERTIFICATE", der)).collect();
    let name = order.names.first().map_or("certificate", |name| name.host()).to_owned();
    Ok(download(&format!("{name}.pem"), "application/pem-certificate-chain", text.into_bytes()))
}

/// A file to be saved. Its name is made of a DNS name and fixed words, so it needs no quoting rules.
fn download(name: &str, mime: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(mime));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(CONTENT_DISPOSITION, value);
    }
    response
}

/// Back to the order after a form: its page with `done`, or at once with what was wrong.
async fn back(
    web: &Web,
    viewer: &Viewer,
    locale: Locale,
    id: OrderId,
    done: &str,
    outcome: Result<(), Failure>,
) -> Result<Response, Problem> {
    let Err(failure) = outcome else {
        let area = if viewer.role == Role::Staff { "/console/orders" } else { "/orders" };
        return Ok(see_other(&format!("{area}/{id}?done={done}")));
    };
    let problems = faults(locale, failure)?;
    let order = web.app.order(viewer, id).await?;
    let page = page(web, viewer, locale, &order, Beside { problems, ..Beside::default() }).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The order's page.
pub(crate) async fn page(
    web: &Web,
    viewer: &Viewer,
    locale: Locale,
    order: &Order,
    beside: Beside,
) -> Result<Response, Problem> {
    let is_staff = viewer.role == Role::Staff;
    let (text, action) = (Text::of(locale), order.next_action());
    let mut frame = frame(web, Some(viewer), locale, if is_staff { "console" } else { "orders" });
    frame.done = beside.done;
    let events = web.app.events(viewer, order.id).await?;
    // What the shop last did about the next certificate.
    let about_next = events.iter().rev().find(|event| matches!(&*event.code, "key_leaked" | "issuance_begun"));
    let key_leaked = about_next.is_some_and(|event| event.code == "key_leaked") && order.newest_live().is_some();
    let balance = match action {
        NextAction::CustomerPays if !is_staff => Some(web.app.points(viewer, None).await?.balance),
        _ => None,
    };
    let manual = order.open_issuance().filter(|_| is_staff && action == NextAction::StaffIssues);
    let sheet = match manual {
        Some(issuance) => web.app.order_sheet(viewer, issuance.id).await?,
        None => vec![],
    };
    let customer = if is_staff { Some(web.app.account(viewer, order.account).await?.name) } else { None };
    html(&OrderPage {
        page: frame,
        order,
        product: product_name(web, locale, order),
        customer,
        action,
        who: Chip::of_actor(text, action.who(), reader(viewer)),
        status: Chip::of_state(text, "order-status", order.state.as_str()),
        steps: steps(text, order, next_begin(web, order).filter(|_| !key_leaked), reader(viewer)),
        places: places(text, order),
        issuances: issuances(text, order, &web.app.watches(order).await?),
        events: events
            .iter()
            .rev()
            // The connector's bookkeeping says nothing to a customer.
            .filter(|event| is_staff || event.code != "upstream_noted")
            .map(|event| EventRow::new(text, event.at, &event.actor_kind, &event.code, &event.params))
            .collect(),
        balance,
        key_leaked,
        report: beside.report.map(|report| Report {
            served: report.served,
            checked_at: report.checked_at,
            findings: report.findings.iter().map(|finding| words(locale, finding)).collect(),
        }),
        sheet: sheet
            .into_iter()
            .map(|(field, value)| (text.of_code("sheet", field), typed(text, field, value)))
            .collect(),
        manual: manual.map(|issuance| issuance.id.to_string()),
        problems: beside.problems,
    })
}

/// A value of the order sheet as staff read it; what has to be typed letter by letter stays as it is.
fn typed(text: Text, field: &str, value: String) -> String {
    match field {
        "level" | "method" => text.of_code(field, &value),
        "not_after_max" => value.parse().map_or(value, |moment| text.moment(&moment)),
        _ => value,
    }
}

/// When the certificate after the one in use will be begun; `None` when it reaches the end of the term.
fn next_begin(web: &Web, order: &Order) -> Option<warifu_domain::Timestamp> {
    let OrderState::Active { term: Term::Running(term), .. } = order.state else { return None };
    let live = order.newest_live()?;
    let (IssuanceState::Issued { at, .. } | IssuanceState::Served { at, .. }) = live.state else { return None };
    let validity = live.state.certificate()?.validity;
    renewal::plan(validity, term, &web.app.catalogue().policy, at).continue_at
}

pub(crate) fn order_id(text: &str) -> Result<OrderId, Problem> {
    text.parse().map_err(|_| Failure::NotFound { what: "order" }.into())
}

pub(crate) fn issuance_id(text: &str) -> Result<IssuanceId, Problem> {
    text.parse().map_err(|_| Failure::NotFound { what: "issuance" }.into())
}
