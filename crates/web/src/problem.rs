//! The one place that turns refusals into HTTP replies: status, code and words (RFC 9457).
//!
//! Handlers end with `?`; every error becomes a [`Problem`], which knows status and codes but no language. [`speak`], a
//! layer around all routes, writes it down: problem JSON for the API, a page for people, each in the caller's language.
//! Errors that axum makes by itself pass through the same gate, so no reply has another form.

use std::borrow::Cow;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use warifu_app::{Failure, Viewer};
use warifu_domain::{
    Refusal,
    people::{Locale, Role},
};
use warifu_pki::Finding;
use warifu_render::{
    Page, Signed, Template,
    shop::{ErrorPage, Problems},
};
use warifu_wire::rest;

use crate::{Web, api, layers::RequestId, session};

/// Seconds after which it makes sense to ask a busy shop again.
const BUSY_RETRY_SECONDS: u64 = 5;

/// Codes of replies that come from no other part; each has its sentence `problem-CODE` in the locales.
pub const CODES: &[&str] = &[
    "cross_origin_refused",
    "field_missing",
    "field_type",
    "field_unknown",
    "forbidden",
    "header_malformed",
    "header_too_large",
    "idempotency_key_in_use",
    "idempotency_key_malformed",
    "idempotency_key_reused",
    "internal_error",
    "invalid_request",
    "json_malformed",
    "media_type_unsupported",
    "method_not_allowed",
    "not_found",
    "query_malformed",
    "request_slow",
    "request_timeout",
    "request_too_large",
    "server_unknown",
    "too_many_requests",
    "unauthenticated",
    "unavailable",
];

/// Titles by status; each is a message of its own, `problem-title_400` and so on.
pub const TITLE_STATUSES: &[u16] = &[400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 429, 431, 500, 503];

/// Why a request was refused, before it is put in words.
#[derive(Clone, Debug)]
pub struct Problem(Box<Facts>);

#[derive(Clone, Debug)]
struct Facts {
    status: StatusCode,
    /// What to say at the top: the first of `faults`, or the only thing there is to say.
    main: Fault,
    /// Everything wrong with the request's fields.
    faults: Vec<Fault>,
    retry_after_seconds: Option<u64>,
    /// For the log only.
    detail: Option<String>,
}

/// One thing wrong.
#[derive(Clone, Debug)]
struct Fault {
    code: Cow<'static, str>,
    field: Option<Cow<'static, str>>,
    params: Vec<(&'static str, String)>,
    severity: Option<&'static str>,
}

impl Fault {
    const fn new(code: &'static str) -> Self {
        Self { code: Cow::Borrowed(code), field: None, params: vec![], severity: None }
    }
}

impl Problem {
    /// The refusal `code` with `status`.
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        let main = Fault::new(code);
        Self(Box::new(Facts { status, main, faults: vec![], retry_after_seconds: None, detail: None }))
    }

    /// Adds a parameter of the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.0.main.params.push((name, value.to_string()));
        self
    }

    /// Names the field at fault.
    #[must_use]
    pub fn on(mut self, field: impl Into<Cow<'static, str>>) -> Self {
        self.0.main.field = Some(field.into());
        self
    }

    /// The HTTP status of the reply.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The code of the reply.
    pub fn code(&self) -> &str {
        &self.0.main.code
    }

    /// The field at fault.
    pub fn field(&self) -> Option<&str> {
        self.0.main.field.as_deref()
    }

    /// Says when another try makes sense.
    fn retry_after(mut self, seconds: u64) -> Self {
        self.0.retry_after_seconds = Some(seconds);
        self
    }

    /// The body is longer than [`rest::BODY_BYTES_MAX`].
    pub(crate) fn too_large() -> Self {
        let problem = Self::new(StatusCode::PAYLOAD_TOO_LARGE, "request_too_large");
        problem.on("body").with("max", rest::BODY_BYTES_MAX)
    }

    /// The answer would come too late.
    pub(crate) fn timeout() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "request_timeout").retry_after(BUSY_RETRY_SECONDS)
    }

    /// A fault of the program; `detail` goes to the log, never to the caller.
    pub(crate) fn internal(detail: String) -> Self {
        let mut problem = Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal_error");
        problem.0.detail = Some(detail);
        problem
    }

    /// Several faults of one request, the first of them on top.
    fn faults(faults: Vec<Fault>) -> Self {
        let main = faults.first().cloned().unwrap_or(Fault::new("invalid_request"));
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Self(Box::new(Facts { status, main, faults, retry_after_seconds: None, detail: None }))
    }

    /// The problem behind a reply of axum, hyper or a layer that knows nothing of ours.
    fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::BAD_REQUEST => Self::new(status, "invalid_request"),
            StatusCode::FORBIDDEN => Self::new(status, "forbidden"),
            StatusCode::NOT_FOUND => Self::new(status, "not_found"),
            StatusCode::METHOD_NOT_ALLOWED => Self::new(status, "method_not_allowed"),
            StatusCode::REQUEST_TIMEOUT => Self::new(status, "request_slow"),
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::new(status, "media_type_unsupported"),
            StatusCode::UNPROCESSABLE_ENTITY => Self::new(status, "invalid_request"),
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => Self::new(status, "header_too_large"),
            StatusCode::SERVICE_UNAVAILABLE => Failure::Unavailable.into(),
            status if status.is_client_error() => Self::new(status, "invalid_request"),
            _ => Self::internal(format!("a reply with status {status} and no reason")),
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unauthenticated => Self::new(StatusCode::UNAUTHORIZED, "unauthenticated"),
            Failure::Forbidden => Self::new(StatusCode::FORBIDDEN, "forbidden"),
            Failure::NotFound { what } => Self::new(StatusCode::NOT_FOUND, "not_found").with("what", what),
            Failure::Invalid(problems) => Self::faults(
                problems
                    .into_iter()
                    .map(|problem| Fault {
                        code: Cow::Borrowed(problem.code),
                        field: Some(Cow::Borrowed(problem.field)),
                        params: problem.params,
                        severity: None,
                    })
                    .collect(),
            ),
            Failure::Findings(findings) => {
                let mut faults: Vec<_> = findings.iter().map(|finding| (finding.severity, fault(finding))).collect();
                // The worst first, else as found.
                faults.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
                Self::faults(faults.into_iter().map(|(_, fault)| fault).collect())
            }
            Failure::Refused(refusal) => refused(&refusal),
            Failure::IdempotencyKey { code: code @ "idempotency_key_reused" } => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, code).on("Idempotency-Key")
            }
            Failure::IdempotencyKey { code } => {
                Self::new(StatusCode::CONFLICT, code).on("Idempotency-Key").retry_after(BUSY_RETRY_SECONDS)
            }
            Failure::TooMany { retry_after_seconds } => Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests")
                .with("seconds", retry_after_seconds)
                .retry_after(retry_after_seconds),
            Failure::Unavailable => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable").retry_after(BUSY_RETRY_SECONDS)
            }
            Failure::Internal(detail) => Self::internal(detail),
        }
    }
}

fn fault(finding: &Finding) -> Fault {
    Fault {
        code: Cow::Borrowed(finding.code),
        field: finding.field.map(Cow::Borrowed),
        params: finding.params.iter().map(|(name, value)| (*name, value.clone())).collect(),
        severity: Some(finding.severity.as_str()),
    }
}

/// A refusal is a conflict with the order's state, except where the request itself asks for what is not sold: that is
/// a fault of the field, as any other.
fn refused(refusal: &Refusal) -> Problem {
    let field = match refusal {
        Refusal::TermNotSold { .. } => Some("term_months"),
        Refusal::MethodNotOffered { .. } | Refusal::MethodNotForWildcards { .. } => Some("validation_method"),
        Refusal::OrganizationNeeded => Some("subscriber.organization"),
        _ => None,
    };
    let fault = Fault { field: field.map(Cow::Borrowed), params: refusal.params(), ..Fault::new(refusal.code()) };
    match (refusal, field) {
        (_, Some(_)) => Problem::faults(vec![fault]),
        (Refusal::UnknownIssuance, None) => Failure::NotFound { what: "issuance" }.into(),
        (_, None) => {
            let mut problem = Problem::new(StatusCode::CONFLICT, refusal.code());
            problem.0.main = fault;
            problem
        }
    }
}

impl IntoResponse for Problem {
    /// Status only; [`speak`] adds the words.
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The answer to a path that is not there.
pub(crate) async fn no_such_page() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "not_found").with("what", "page")
}

/// The answer to a method that a path does not know.
pub(crate) async fn no_such_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed")
}

/// Layer: puts every refusal in words.
pub(crate) async fn speak(State(web): State<Web>, request: Request, next: Next) -> Response {
    let asked = session::asked(request.uri(), request.headers());
    let is_api = request.uri().path().starts_with(api::BASE);
    let secret = session::session_secret(&web, request.headers()).map(str::to_owned);
    let id = request.extensions().get::<RequestId>().cloned().unwrap_or_default();
    let mut response = next.run(request).await;
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        None if is_foreign(&response) => Problem::of_status(response.status()),
        None => return response,
    };
    if let Some(detail) = &problem.0.detail {
        tracing::error!(detail, "request failed");
    }
    let viewer = match (response.extensions().get::<Viewer>(), secret) {
        (Some(viewer), _) => Some(viewer.clone()),
        // Whoever cannot be looked up now sees the page as a stranger.
        (None, Some(secret)) if !is_api => web.app.viewer_by_session(&secret).await.unwrap_or_default(),
        (None, _) => None,
    };
    let locale = asked.or(viewer.as_ref().map(|viewer| viewer.locale)).unwrap_or_default();
    let body = to_wire(&problem, &id, locale);

    // The other headers of the reply (`Allow`, …) stay.
    let (mut parts, _) = response.into_parts();
    parts.status = problem.0.status;
    parts.headers.remove(CONTENT_LENGTH);
    if let Some(seconds) = problem.0.retry_after_seconds {
        parts.headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    if is_api && problem.0.status == StatusCode::UNAUTHORIZED {
        parts.headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    let (media_type, body) = if is_api {
        ("application/problem+json", serde_json::to_string(&body).unwrap_or_default())
    } else {
        ("text/html; charset=utf-8", page(&web, locale, viewer.as_ref(), body))
    };
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    Response::from_parts(parts, Body::from(body))
}

/// Whether an error reply was made by somebody who does not know how we speak.
fn is_foreign(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    is_error
        && response.status() != StatusCode::SERVICE_UNAVAILABLE
        && (kind.is_empty() || kind.starts_with("text/plain"))
}

/// The problem in words.
fn to_wire(problem: &Problem, id: &RequestId, locale: Locale) -> rest::Problem {
    let Facts { status, main, faults, .. } = &*problem.0;
    let title_code = format!("title_{}", status.as_u16());
    let mut params: Vec<(&str, String)> = main.params.clone();
    params.push(("request_id", id.to_string()));
    let next_step =
        warifu_render::fix(locale, &main.code, &params).or_else(|| warifu_render::fix(locale, &title_code, &params));
    rest::Problem {
        kind: format!("/help/problems/{}", main.code),
        title: warifu_render::message(locale, &title_code, &[]),
        status: status.as_u16(),
        code: main.code.to_string(),
        detail: warifu_render::message(locale, &main.code, &params),
        field: main.field.as_deref().map(str::to_owned),
        next_step: next_step.unwrap_or_default(),
        errors: faults
            .iter()
            .map(|fault| rest::FieldError {
                field: fault.field.as_deref().map(str::to_owned),
                code: fault.code.to_string(),
                message: warifu_render::message(locale, &fault.code, &fault.params),
                next_step: warifu_render::fix(locale, &fault.code, &fault.params),
                severity: fault.severity.map(str::to_owned),
            })
            .collect(),
        request_id: id.to_string(),
    }
}

/// The problem as a page.
fn page(web: &Web, locale: Locale, viewer: Option<&Viewer>, problem: rest::Problem) -> String {
    let signed = |viewer: &Viewer| Signed { email: viewer.email.to_string(), staff: viewer.role == Role::Staff };
    let frame = Page { viewer: viewer.map(signed), demo: web.demo, ..Page::new(locale, &web.app.settings().shop_name) };
    // One fault is said at the top already.
    let further = problem.errors.into_iter().skip(1).map(|error| warifu_render::Problem {
        severity: "error",
        code: error.code,
        field: error.field.unwrap_or_default(),
        about: String::new(),
        message: error.message,
        fix: error.next_step.unwrap_or_default(),
        rule: false,
    });
    let page = ErrorPage {
        page: frame,
        status: problem.status,
        title: problem.title,
        message: problem.detail,
        next_step: problem.next_step,
        problems: Problems(further.collect()),
        request_id: problem.request_id,
    };
    page.render().unwrap_or(page.title)
}

#[cfg(test)]
mod tests {
    use warifu_app::FieldProblem;
    use warifu_domain::Timestamp;
    use warifu_pki::Severity;
    use warifu_render::Text;

    use super::*;

    #[test]
    fn statuses_and_codes() {
        let findings = vec![
            Finding::new("name_added", Severity::Warning, "").on("names"),
            Finding::new("csr_signature_broken", Severity::Error, "RFC 2986 3").on("csr"),
        ];
        let invalid =
            vec![FieldProblem::new("subscriber.email", "email_malformed"), FieldProblem::new("names", "empty")];
        let due_at = Timestamp::from_unix_seconds(0);
        for (failure, status, code, field) in [
            (Failure::Unauthenticated, 401, "unauthenticated", None),
            (Failure::Forbidden, 403, "forbidden", None),
            (Failure::NotFound { what: "order" }, 404, "not_found", None),
            (Failure::Invalid(invalid), 422, "email_malformed", Some("subscriber.email")),
            (Failure::Invalid(vec![]), 422, "invalid_request", None),
            (Failure::Findings(findings), 422, "csr_signature_broken", Some("csr")),
            (Failure::Refused(Refusal::PastDue { due_at }), 409, "payment_past_due", None),
            (Failure::Refused(Refusal::UnknownIssuance), 404, "not_found", None),
            (Failure::Refused(Refusal::TermNotSold { months: 7 }), 422, "term_not_sold", Some("term_months")),
            (
                Failure::IdempotencyKey { code: "idempotency_key_reused" },
                422,
                "idempotency_key_reused",
                Some("Idempotency-Key"),
            ),
            (
                Failure::IdempotencyKey { code: "idempotency_key_in_use" },
                409,
                "idempotency_key_in_use",
                Some("Idempotency-Key"),
            ),
            (Failure::TooMany { retry_after_seconds: 60 }, 429, "too_many_requests", None),
            (Failure::Unavailable, 503, "unavailable", None),
            (Failure::Internal("secret".to_owned()), 500, "internal_error", None),
        ] {
            let shown = format!("{failure:?}");
            let problem = Problem::from(failure);
            assert_eq!((problem.status().as_u16(), problem.code(), problem.field()), (status, code, field), "{shown}");
            for locale in Locale::ALL {
                let body = to_wire(&problem, &RequestId::default(), locale);
                let text = serde_json::to_string(&body).unwrap();
                assert!(!text.contains("secret"), "{text}");
                assert!(!body.next_step.is_empty(), "{text}");
                assert_eq!(body.status, status);
            }
        }
    }

    #[test]
    fn every_code_of_ours_has_a_sentence_in_both_languages() {
        let titles = TITLE_STATUSES.iter().map(|status| format!("title_{status}"));
        for code in CODES.iter().map(|code| (*code).to_owned()).chain(titles) {
            for locale in Locale::ALL {
                // A finding of the same name would speak in its place.
                let sentence = Text::of(locale).t(&format!("problem-{code}"));
                assert!(!sentence.starts_with('['), "{code}");
                assert_eq!(warifu_render::message(locale, &code, &[]), sentence, "{code}");
            }
        }
    }
}
