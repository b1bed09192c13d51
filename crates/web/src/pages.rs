//! What every page handler needs: the frame, forms, and the way from a failure to words beside a field.

use std::convert::Infallible;

use axum::{
    extract::{FromRequest, FromRequestParts, Multipart, Path, Query, Request},
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE},
        request::Parts,
    },
    response::{Html, IntoResponse, Redirect, Response},
    routing::MethodRouter,
};
use serde::Deserialize;
use warifu_app::{Failure, Viewer};
use warifu_domain::{
    Refusal,
    people::{Locale, Role},
};
use warifu_pki::Finding;
use warifu_render::{Page, Problem as Words, Signed, Template, assets, shop::Problems};
use warifu_wire::rest;

use crate::{Problem, Web, api::Access};

/// Fields that one form may have; the largest has twelve.
const FIELDS_MAX: usize = 32;

/// Who may call a page, where it lies, what answers. The handler's extractor enforces what the row says; a test walks
/// the rows with every kind of visitor.
pub type PageRoute = (Access, &'static str, fn() -> MethodRouter<Web>);

/// The part of a list that is asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// Code of what was just done.
    pub(crate) done: Option<String>,
    /// Where the list goes on.
    pub(crate) cursor: Option<String>,
    /// Only entries in this state.
    pub(crate) status: Option<String>,
    /// Only jobs in this state.
    pub(crate) state: Option<String>,
}

/// The query of a page; whatever cannot be read counts as not asked for, so that a mangled link still opens.
pub(crate) struct Ask(pub(crate) Asked);

impl<S: Sync> FromRequestParts<S> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(Query::<Asked>::try_from_uri(&parts.uri).map(|Query(asked)| asked).unwrap_or_default()))
    }
}

/// The frame of a page of `section`.
pub fn frame(web: &Web, viewer: Option<&Viewer>, locale: Locale, section: &'static str) -> Page {
    let mut page = Page::new(locale, &web.app.settings().shop_name);
    page.viewer = viewer.map(|viewer| Signed { email: viewer.email.to_string(), staff: viewer.role == Role::Staff });
    page.section = section;
    page.demo = web.demo;
    page
}

/// The word by which pages tell their reader's part: `customer` or `staff`.
pub(crate) const fn reader(viewer: &Viewer) -> &'static str {
    viewer.role.as_str()
}

/// A rendered page.
pub(crate) fn html(view: &impl Template) -> Result<Response, Problem> {
    Ok(Html(view.render().map_err(|error| Failure::Internal(error.to_string()))?).into_response())
}

/// A rendered page with a form that has to be corrected.
pub(crate) fn form_again(view: &impl Template) -> Result<Response, Problem> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(view)?).into_response())
}

/// Away from a form that did what it should.
pub(crate) fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// What is wrong with a form, in words by field. Failures that are no fault of the form go on as they are.
pub(crate) fn faults(locale: Locale, failure: Failure) -> Result<Problems, Problem> {
    Ok(Problems(match failure {
        Failure::Invalid(problems) => problems
            .iter()
            .map(|problem| Words::new(locale, &problem.field.replace('.', "_"), problem.code, &problem.params))
            .collect(),
        Failure::Findings(findings) => findings.iter().map(|finding| words(locale, finding)).collect(),
        Failure::Refused(refusal) => {
            vec![Words::new(locale, refused_field(&refusal), refusal.code(), &refusal.params())]
        }
        other => return Err(other.into()),
    }))
}

/// A finding in words, at the field of the form that holds what it is about.
pub(crate) fn words(locale: Locale, finding: &Finding) -> Words {
    let params: Vec<_> = finding.params.iter().map(|(name, value)| (*name, value.clone())).collect();
    let field = match finding.field {
        Some("names") => "names",
        Some("certificate" | "chain") => "certificate",
        Some("csr") | Some(_) => "csr",
        None => "",
    };
    let words = Words::new(locale, field, finding.code, &params).about(locale, finding.field.unwrap_or_default());
    Words { severity: finding.severity.as_str(), ..words }
}

fn refused_field(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::TermNotSold { .. } => "term_months",
        Refusal::MethodNotOffered { .. } | Refusal::MethodNotForWildcards { .. } => "validation_method",
        Refusal::OrganizationNeeded => "subscriber_organization",
        _ => "",
    }
}

/// The fields of a form with files. Text fields are trimmed at the end only where their reader does so.
#[derive(Default)]
pub(crate) struct Form(Vec<(String, Vec<u8>)>);

impl Form {
    /// The text of a field; empty when it was not sent.
    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8_lossy(self.bytes(name)).into_owned()
    }

    /// The content of a field.
    pub(crate) fn bytes(&self, name: &str) -> &[u8] {
        self.0.iter().find(|(field, _)| field == name).map_or(&[], |(_, value)| value)
    }

    /// What was chosen as file, else what was pasted.
    pub(crate) fn file_or_text(&self, file: &str, text: &str) -> Vec<u8> {
        let chosen = self.bytes(file);
        if chosen.is_empty() { self.bytes(text).to_vec() } else { chosen.to_vec() }
    }
}

impl FromRequest<Web> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Problem> {
        let malformed = || Problem::new(StatusCode::BAD_REQUEST, "invalid_request");
        let mut multipart = Multipart::from_request(request, web).await.map_err(|_| malformed())?;
        let mut form = Self::default();
        while let Some(field) = multipart.next_field().await.map_err(too_large_or(malformed))? {
            if form.0.len() == FIELDS_MAX {
                return Err(malformed());
            }
            let name = field.name().unwrap_or_default().to_owned();
            form.0.push((name, field.bytes().await.map_err(too_large_or(malformed))?.to_vec()));
        }
        Ok(form)
    }
}

fn too_large_or(
    malformed: impl Fn() -> Problem + Copy,
) -> impl Fn(axum::extract::multipart::MultipartError) -> Problem {
    move |error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "request_too_large").with("max", rest::BODY_BYTES_MAX)
        }
        _ => malformed(),
    }
}

/// A file that pages refer to. Its address carries the digest of its content, so it may be kept for ever.
pub(crate) async fn asset(Path(name): Path<String>) -> Result<Response, Problem> {
    let asset = assets::find(&name).ok_or(Failure::NotFound { what: "page" })?;
    let mut response = asset.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.mime));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}
