//! The account of whoever is logged in, and its API tokens.

use axum::{
    Form,
    extract::{Path, State},
    response::Response,
};
use serde::Deserialize;
use warifu_app::{Failure, Viewer};
use warifu_domain::{TokenId, people::Locale};
use warifu_render::shop::{Account, Problems, TokenRow};

use crate::{
    Problem, Web,
    pages::{Ask, faults, form_again, frame, html, see_other},
    session::Customer,
};

#[derive(Deserialize)]
pub(super) struct NewToken {
    label: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    Customer(viewer, locale): Customer,
    Ask(asked): Ask,
) -> Result<Response, Problem> {
    let mut view = view(&web, &viewer, locale).await?;
    view.page.done = asked.done;
    html(&view)
}

/// The secret is in the reply to the form itself: it is shown once and must not lie in a browser's history.
pub(super) async fn create_token(
    State(web): State<Web>,
    Customer(viewer, locale): Customer,
    Form(form): Form<NewToken>,
) -> Result<Response, Problem> {
    match web.app.create_token(&viewer, &form.label).await {
        Ok(token) => {
            let view = view(&web, &viewer, locale).await?;
            html(&Account { secret: Some(token.secret), ..view })
        }
        Err(failure) => {
            let problems = faults(locale, failure)?;
            let view = view(&web, &viewer, locale).await?;
            form_again(&Account { problems, label: form.label, ..view })
        }
    }
}

pub(super) async fn revoke_token(
    State(web): State<Web>,
    Customer(viewer, _): Customer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: TokenId = id.parse().map_err(|_| Failure::NotFound { what: "token" })?;
    web.app.revoke_token(&viewer, id).await?;
    Ok(see_other("/account?done=revoked"))
}

async fn view(web: &Web, viewer: &Viewer, locale: Locale) -> Result<Account, Problem> {
    let tokens = web.app.tokens(viewer).await?;
    let rows = tokens.into_iter().map(|token| TokenRow {
        id: token.id.to_string(),
        label: token.label,
        created_at: token.created_at,
    });
    Ok(Account {
        page: frame(web, Some(viewer), locale, "account"),
        role: viewer.role.as_str(),
        account: viewer.account.to_string(),
        tokens: rows.collect(),
        secret: None,
        label: String::new(),
        problems: Problems::default(),
    })
}
