//! The page `/sandbox` and the forms on it.

use std::sync::Arc;

use axum::{
    Extension, Form, Router,
    extract::{Path, Query, State},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use warifu_app::Failure;
use warifu_domain::{people::Locale, world::Clock};
use warifu_render::{
    Template,
    demo::{Sandbox as View, SandboxCertificate, SandboxSite},
};
use warifu_web::{Problem, Web, pages::frame, session::Visitor};

use super::{Sandbox, api::blocking, sites::Site};

type Shared = Extension<Arc<Sandbox>>;

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/sandbox", get(show))
        .route("/sandbox/clock", post(advance))
        .route("/sandbox/sites", post(add))
        .route("/sandbox/sites/{name}/csr", post(csr))
        .route("/sandbox/sites/{name}/install", post(install))
        .route("/sandbox/sites/{name}/place_validation", post(place))
}

#[derive(Deserialize)]
struct Asked {
    done: Option<String>,
}

#[derive(Deserialize)]
struct Advance {
    advance: String,
}

#[derive(Deserialize)]
struct Add {
    name: String,
}

async fn show(
    State(web): State<Web>,
    Extension(sandbox): Shared,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    sandbox.view(&web, visitor, asked.done, None)
}

async fn advance(
    State(web): State<Web>,
    Extension(sandbox): Shared,
    visitor: Visitor,
    Form(form): Form<Advance>,
) -> Result<Response, Problem> {
    let outcome = sandbox.move_on(&form.advance).await;
    sandbox.back(&web, visitor, outcome, "clock_advanced")
}

async fn add(
    State(web): State<Web>,
    Extension(sandbox): Shared,
    visitor: Visitor,
    Form(form): Form<Add>,
) -> Result<Response, Problem> {
    let sites = Arc::clone(&sandbox.outside.sites);
    let outcome = blocking(move || sites.make(form.name.trim()).map(drop)).await;
    sandbox.back(&web, visitor, outcome, "site_made")
}

async fn csr(
    State(web): State<Web>,
    Extension(sandbox): Shared,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let outcome = sandbox.make_csr(&name).await.map(drop);
    sandbox.back(&web, visitor, outcome, "csr_made")
}

async fn place(
    State(web): State<Web>,
    Extension(sandbox): Shared,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let outcome = sandbox.place(&name).await.map(drop);
    sandbox.back(&web, visitor, outcome, "proof_placed")
}

async fn install(
    State(web): State<Web>,
    Extension(sandbox): Shared,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let outcome = sandbox.install_own(&name).await;
    sandbox.back(&web, visitor, outcome, "certificate_installed")
}

impl Sandbox {
    /// Back to the page after a form, or the page at once with what was wrong.
    fn back(&self, web: &Web, visitor: Visitor, outcome: Result<(), Problem>, done: &str) -> Result<Response, Problem> {
        match outcome {
            Ok(()) => Ok(Redirect::to(&format!("/sandbox?done={done}")).into_response()),
            Err(problem) if problem.status().is_server_error() => Err(problem),
            Err(problem) => {
                let status = problem.status();
                let page = self.view(web, visitor, None, Some(problem))?;
                Ok((status, page).into_response())
            }
        }
    }

    fn view(
        &self,
        web: &Web,
        visitor: Visitor,
        done: Option<String>,
        problem: Option<Problem>,
    ) -> Result<Response, Problem> {
        let problem = problem.map(|problem| sentence(visitor.locale, problem.code()));
        let mut page = frame(web, visitor.viewer.as_ref(), visitor.locale, "sandbox");
        page.done = done;
        let sites = self.outside.sites.list();
        let view = View {
            page,
            now: self.outside.clock.now(),
            offset_seconds: self.outside.clock.offset_seconds(),
            sites: sites.iter().map(|(host, site)| self.site(host, site)).collect(),
            problem,
        };
        Ok(Html(view.render().map_err(|error| Failure::Internal(error.to_string()))?).into_response())
    }

    fn site(&self, host: &str, site: &Site) -> SandboxSite {
        SandboxSite {
            name: host.to_owned(),
            csr: site.csr.clone(),
            placed: site.placed().map(str::to_owned).collect(),
            installed: site.installed.as_ref().map(|installed| SandboxCertificate {
                serial_hex: installed.serial_hex(),
                not_after: installed.not_after(),
                issuer: installed.issuer(),
            }),
            https_url: format!("https://{}/", self.outside.https),
        }
    }
}

/// What is wrong and what to do next.
fn sentence(locale: Locale, code: &str) -> String {
    let fix = warifu_render::fix(locale, code, &[]).unwrap_or_default();
    format!("{} {fix}", warifu_render::message(locale, code, &[])).trim_end().to_owned()
}
