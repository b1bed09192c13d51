//! Login, logout and new accounts.

use axum::{
    Form,
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use warifu_app::{Failure, NewMember, NewSession};
use warifu_domain::people::Role;
use warifu_render::{
    Problem as Words,
    shop::{Login as LoginView, Problems, Register as RegisterView},
};

use crate::{
    Problem, Web,
    pages::{faults, form_again, frame, html, see_other},
    session::{Visitor, login_cookie, logout_cookie, safe_next, session_secret},
};

#[derive(Deserialize)]
pub(super) struct Next {
    next: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Login {
    email: String,
    password: String,
    next: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Register {
    account_name: String,
    email: String,
    password: String,
}

pub(super) async fn login_form(
    State(web): State<Web>,
    visitor: Visitor,
    query: Result<Query<Next>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let next = query.ok().and_then(|Query(asked)| asked.next);
    if visitor.viewer.is_some() {
        return Ok(see_other(safe_next(next.as_deref())));
    }
    let page = frame(&web, None, visitor.locale, "login");
    html(&LoginView { page, next: safe_next(next.as_deref()).to_owned(), email: String::new(), problem: None })
}

pub(super) async fn login(
    State(web): State<Web>,
    visitor: Visitor,
    Form(form): Form<Login>,
) -> Result<Response, Problem> {
    let next = safe_next(form.next.as_deref());
    let (status, code, params) = match web.app.login(&form.email, &form.password).await {
        Ok(session) => return Ok(logged_in(&web, &session, next)),
        Err(Failure::Unauthenticated) => (StatusCode::UNPROCESSABLE_ENTITY, "login_failed", vec![]),
        Err(Failure::TooMany { retry_after_seconds }) => {
            (StatusCode::TOO_MANY_REQUESTS, "too_many_requests", vec![("seconds", retry_after_seconds.to_string())])
        }
        Err(failure) => return Err(failure.into()),
    };
    let problem = Some(Words::new(visitor.locale, "", code, &params));
    let page = frame(&web, None, visitor.locale, "login");
    let view = LoginView { page, next: next.to_owned(), email: form.email, problem };
    Ok((status, html(&view)?).into_response())
}

pub(super) async fn logout(State(web): State<Web>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(secret) = session_secret(&web, &headers) {
        web.app.logout(secret).await?;
    }
    Ok(with_cookie(see_other("/?done=logged_out"), logout_cookie(&web)))
}

pub(super) async fn register_form(State(web): State<Web>, visitor: Visitor) -> Result<Response, Problem> {
    let page = frame(&web, visitor.viewer.as_ref(), visitor.locale, "register");
    html(&RegisterView { page, account_name: String::new(), email: String::new(), problems: Problems::default() })
}

pub(super) async fn register(
    State(web): State<Web>,
    visitor: Visitor,
    Form(form): Form<Register>,
) -> Result<Response, Problem> {
    let new = NewMember {
        account_name: form.account_name.clone(),
        email: form.email.clone(),
        password: form.password.clone(),
        locale: visitor.locale,
        role: Role::Customer,
    };
    if let Err(failure) = web.app.register(new).await {
        let problems = faults(visitor.locale, failure)?;
        let page = frame(&web, visitor.viewer.as_ref(), visitor.locale, "register");
        return form_again(&RegisterView { page, account_name: form.account_name, email: form.email, problems });
    }
    let session = web.app.login(&form.email, &form.password).await?;
    Ok(logged_in(&web, &session, "/products?done=registered"))
}

fn logged_in(web: &Web, session: &NewSession, next: &str) -> Response {
    with_cookie(see_other(next), login_cookie(web, session))
}

fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
