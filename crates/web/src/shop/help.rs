//! How-tos, and what a code means.

use axum::{
    extract::{Path, State},
    response::Response,
};
use warifu_app::Failure;
use warifu_pki::bundle::{Server, Site};
use warifu_render::{
    Page, Problem as Words,
    help::{HelpServer, HelpServers, HowTo},
    rule::{self, HelpRule, HelpRules, RuleWords},
    shop::{Help, HelpCsr, HelpProblem, HelpProof},
};

use crate::{
    Problem, Web,
    pages::{frame, html},
    session::Visitor,
};

pub(super) async fn index(State(web): State<Web>, visitor: Visitor) -> Result<Response, Problem> {
    html(&Help { page: page(&web, &visitor) })
}

pub(super) async fn csr(State(web): State<Web>, visitor: Visitor) -> Result<Response, Problem> {
    html(&HelpCsr { page: page(&web, &visitor) })
}

pub(super) async fn proof(State(web): State<Web>, visitor: Visitor) -> Result<Response, Problem> {
    html(&HelpProof { page: page(&web, &visitor) })
}

pub(super) async fn servers(State(web): State<Web>, visitor: Visitor) -> Result<Response, Problem> {
    html(&HelpServers { page: page(&web, &visitor) })
}

pub(super) async fn server(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let server: Server = id.parse().map_err(|_| Failure::NotFound { what: "page" })?;
    let page = page(&web, &visitor);
    let howto = HowTo::new(page.text, server, &Site::example());
    html(&HelpServer { page, howto })
}

/// The target of a problem's `type` (RFC 9457 3.1.1).
pub(super) async fn problem(
    State(web): State<Web>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let problem = Words::general(visitor.locale, &code).ok_or(Failure::NotFound { what: "page" })?;
    html(&HelpProblem { page: page(&web, &visitor), problem })
}

/// Every rule that a CSR or certificate is judged by.
pub(super) async fn rules(State(web): State<Web>, visitor: Visitor) -> Result<Response, Problem> {
    let page = page(&web, &visitor);
    html(&HelpRules { groups: rule::groups(page.text, web.app.standards()), page })
}

/// The target of a finding's `help`.
pub(super) async fn rule(
    State(web): State<Web>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let page = page(&web, &visitor);
    let rule = RuleWords::of(page.text, &code, web.app.standards()).ok_or(Failure::NotFound { what: "page" })?;
    html(&HelpRule { rule, page })
}

fn page(web: &Web, visitor: &Visitor) -> Page {
    frame(web, visitor.viewer.as_ref(), visitor.locale, "help")
}
