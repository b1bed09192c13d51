//! A bank transfer becomes points.

use axum::{
    Form,
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;
use warifu_app::{Credit, Failure, FieldProblem};
use warifu_domain::{Yen, ledger::LedgerAccount};
use warifu_render::{Page, console::Credit as CreditView, shop::Problems};

use crate::{
    Problem, Web,
    pages::{faults, form_again, frame, html},
    session::Staff,
};

#[derive(Default, Deserialize)]
pub(super) struct For {
    account: Option<String>,
}

#[derive(Default, Deserialize)]
pub(super) struct Sent {
    account: String,
    amount: String,
    reference: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    Staff(viewer, locale): Staff,
    query: Result<Query<For>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let account = query.ok().and_then(|Query(asked)| asked.account).unwrap_or_default();
    let page = frame(&web, Some(&viewer), locale, "console");
    html(&view(page, Sent { account, ..Sent::default() }, Problems::default(), None))
}

pub(super) async fn send(
    State(web): State<Web>,
    Staff(viewer, locale): Staff,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    // 12,000 and its full-width form are how people in Japan write an amount.
    let digits = sent.amount.chars().filter_map(|c| match c {
        ',' | '\u{ff0c}' | '\u{5186}' | '\u{a5}' | '\u{ffe5}' => None,
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(c) - 0xff10, 10),
        other => Some(other),
    });
    let amount = digits.collect::<String>().trim().parse::<i64>();
    let outcome = match amount {
        Ok(amount) => {
            let credit = Credit { account: sent.account.clone(), amount, reference: sent.reference.clone() };
            web.app.credit(&viewer, credit).await
        }
        Err(_) => Err(Failure::Invalid(vec![FieldProblem::new("amount", "amount_malformed")])),
    };
    let page = frame(&web, Some(&viewer), locale, "console");
    match outcome {
        Ok(transaction) => {
            let points = |account| matches!(account, LedgerAccount::PointsAvailable(_));
            let credited: Yen =
                transaction.postings.iter().filter(|line| points(line.account)).map(|line| line.amount).sum();
            html(&view(page, Sent::default(), Problems::default(), Some(credited)))
        }
        Err(failure) => {
            let problems = faults(locale, failure)?;
            form_again(&view(page, sent, problems, None))
        }
    }
}

fn view(page: Page, sent: Sent, problems: Problems, credited: Option<Yen>) -> CreditView {
    CreditView { page, account: sent.account, amount: sent.amount, reference: sent.reference, problems, credited }
}
