//! The application in two steps: the form, then everything once more before it is sent (特定商取引法 12条の6).
//!
//! Both steps are posts to `/apply` that carry the whole form; nothing is stored before the last one. A private key that
//! was pasted never comes back in a reply.

use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use warifu_app::{Apply, ApplySubscriber, Failure, FieldProblem, Judge, Replay, Viewer};
use warifu_domain::{
    OrderId, calendar,
    catalogue::Product,
    dcv::Method,
    people::{EmailAddress, Locale},
};
use warifu_pki::{Csr, Finding, Sha256, refuse_private_key};
use warifu_render::{
    Problem as Words, Text,
    shop::{Apply as ApplyView, ApplyForm, Confirm, Problems},
};

use super::home::card;
use crate::{
    Problem, Web,
    pages::{Form, faults, form_again, frame, html, see_other, words},
    session::Customer,
};

/// Characters of a CSR that are shown again; what is longer is refused anyhow.
const CSR_SHOWN_MAX: usize = 64 * 1024;

#[derive(Default, Deserialize)]
pub(super) struct Begin {
    product: Option<String>,
    renews: Option<String>,
}

/// The empty form, or one filled in from the order that is renewed.
pub(super) async fn show(
    State(web): State<Web>,
    Customer(viewer, locale): Customer,
    query: Result<Query<Begin>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let begin = query.map(|Query(begin)| begin).unwrap_or_default();
    let Some(product) = begin.product else { return Ok(see_other("/products")) };
    let mut form = ApplyForm { product, subscriber_email: viewer.email.to_string(), ..ApplyForm::default() };
    if let Some(id) = begin.renews.and_then(|id| id.parse::<OrderId>().ok()) {
        let order = web.app.order(&viewer, id).await?;
        form = ApplyForm {
            product: order.product.clone(),
            names: order.names.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
            csr: String::new(),
            subscriber_name: order.subscriber.name.clone(),
            subscriber_email: order.subscriber.email.to_string(),
            subscriber_organization: order.subscriber.organization.clone().unwrap_or_default(),
            delivery_email: order.delivery_email.to_string(),
            term_months: order.term_months.to_string(),
            validation_method: order.method.map_or("", Method::as_str).to_owned(),
            renews: order.id.to_string(),
        };
    }
    html(&form_view(&web, &viewer, locale, form, Problems::default())?)
}

/// Either step: `check` shows everything once more, `edit` goes back, `place` places the order.
pub(super) async fn send(
    State(web): State<Web>,
    Customer(viewer, locale): Customer,
    sent: Form,
) -> Result<Response, Problem> {
    let (form, csr) = read(&sent);
    match sent.text("step").as_str() {
        "place" => place(&web, &viewer, locale, form, csr, &sent.text("request_key")).await,
        "edit" => {
            let email = Some(form.subscriber_email.clone()).filter(|email| !email.is_empty());
            let form = ApplyForm { subscriber_email: email.unwrap_or_else(|| viewer.email.to_string()), ..form };
            html(&form_view(&web, &viewer, locale, form, Problems::default())?)
        }
        _ => check(&web, &viewer, locale, form, csr).await,
    }
}

async fn check(web: &Web, viewer: &Viewer, locale: Locale, form: ApplyForm, csr: Vec<u8>) -> Result<Response, Problem> {
    let (mut problems, mut hints, mut names, mut key) = (field_problems(&form), vec![], vec![], String::new());
    let product = product(web, &form)?;
    if product.level != warifu_domain::catalogue::Level::Dv && form.subscriber_organization.trim().is_empty() {
        problems.push(FieldProblem::new("subscriber_organization", "organization_needed"));
    }
    let mut found = Problems::default();
    let judge = Judge { product: Some(&form.product), rules: None };
    match web.app.inspect(Some(viewer), judge, &csr, &lines(&form.names)).await {
        Ok(inspected) => {
            let (errors, rest): (Vec<&Finding>, Vec<&Finding>) =
                inspected.inspection.findings.iter().partition(|finding| finding.is_error());
            found.0.extend(errors.into_iter().map(|finding| words(locale, finding)));
            hints.extend(rest.into_iter().map(|finding| words(locale, finding)));
            names = inspected.names.iter().map(ToString::to_string).collect();
            key = inspected.inspection.csr.map(|csr| csr.key().to_string()).unwrap_or_default();
        }
        Err(failure) => {
            found.0.extend(faults(locale, failure)?.0);
            // The names cannot be read, but what is wrong with the CSR alone is worth saying in the same go.
            if let Ok(inspected) = web.app.inspect(Some(viewer), judge, &csr, &[]).await {
                let of_csr = inspected.inspection.findings.iter().filter(|finding| finding.field == Some("csr"));
                found.0.extend(of_csr.filter(|finding| finding.is_error()).map(|finding| words(locale, finding)));
            }
        }
    }
    let method = chosen_method(product, &form, &names);
    if let Some(method) = method.filter(|method| !method.proves_wildcards())
        && names.iter().any(|name| name.starts_with("*."))
    {
        let problem =
            FieldProblem::new("validation_method", "method_not_for_wildcards").with("method", method.as_str());
        problems.push(problem);
    }
    let named = |problem: &FieldProblem| Words::new(locale, problem.field, problem.code, &problem.params);
    found.0.extend(problems.iter().map(named));
    if !found.is_empty() {
        return form_again(&form_view(web, viewer, locale, form, found)?);
    }
    let request_key = Sha256::of(format!("{}{}{}", viewer.member, web.app.now().unix_micros(), form.csr).as_bytes());
    let confirm = Checked { form, names, key, hints, method, request_key: format!("page-{request_key}") };
    html(&confirm_view(web, viewer, locale, confirm, Problems::default()).await?)
}

async fn place(
    web: &Web,
    viewer: &Viewer,
    locale: Locale,
    form: ApplyForm,
    csr: Vec<u8>,
    request_key: &str,
) -> Result<Response, Problem> {
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let apply = Apply {
        product: form.product.clone(),
        names: lines(&form.names),
        csr,
        term_months: form.term_months.parse().ok(),
        subscriber: ApplySubscriber {
            name: form.subscriber_name.clone(),
            email: form.subscriber_email.clone(),
            organization: filled(&form.subscriber_organization),
        },
        delivery_email: filled(&form.delivery_email),
        payment: "points".to_owned(),
        validation_method: filled(&form.validation_method),
        renews: form.renews.parse().ok(),
    };
    // The same confirmation sent twice, by a double click or a reload, is one order.
    let key = Some(request_key).filter(|key| key.starts_with("page-") && key.len() <= 80);
    if let Some(key) = key {
        let request = Sha256::of(format!("{form:?}").as_bytes());
        match web.app.idempotent(viewer, key, request).await? {
            Replay::First => {}
            Replay::Made(order) => return Ok(see_other(&format!("/orders/{order}?done=placed"))),
            Replay::Again { body, .. } => return Ok(see_other(&format!("/orders/{body}?done=placed"))),
        }
    }
    match web.app.apply(viewer, apply, key).await {
        Ok(accepted) => Ok(see_other(&format!("/orders/{}?done=placed", accepted.order.id))),
        Err(failure) => {
            if let Some(key) = key {
                web.app.forget(viewer, key).await?;
            }
            let problems = faults(locale, failure)?;
            form_again(&form_view(web, viewer, locale, form, problems)?).map(IntoResponse::into_response)
        }
    }
}

fn form_view(
    web: &Web,
    viewer: &Viewer,
    locale: Locale,
    form: ApplyForm,
    problems: Problems,
) -> Result<ApplyView, Problem> {
    let mut page = frame(web, Some(viewer), locale, "products");
    page.query = format!("product={}", form.product);
    let product = product(web, &form)?;
    Ok(ApplyView { product: card(web, page.text, product), due_at: due_at(web), page, form, problems })
}

/// An application that nothing speaks against so far.
struct Checked {
    form: ApplyForm,
    names: Vec<String>,
    key: String,
    hints: Vec<Words>,
    method: Option<Method>,
    request_key: String,
}

async fn confirm_view(
    web: &Web,
    viewer: &Viewer,
    locale: Locale,
    checked: Checked,
    problems: Problems,
) -> Result<Confirm, Problem> {
    let product = product(web, &checked.form)?;
    let months = checked.form.term_months.parse().ok().or(product.term_months_default()).unwrap_or_default();
    let price = product.price(months, web.app.catalogue().policy.tax_percent);
    let price = price.ok_or_else(|| Problem::from(Failure::NotFound { what: "product" }))?;
    Ok(Confirm {
        page: frame(web, Some(viewer), locale, "products"),
        product: card(web, Text::of(locale), product),
        names: checked.names,
        months,
        price,
        due_at: due_at(web),
        balance: web.app.points(viewer, None).await?.balance,
        method: checked.method.map(Method::as_str),
        key: checked.key,
        hints: checked.hints,
        request_key: checked.request_key,
        form: checked.form,
        problems,
    })
}

fn product<'a>(web: &'a Web, form: &ApplyForm) -> Result<&'a Product, Problem> {
    web.app.catalogue().product(&form.product).ok_or_else(|| Failure::NotFound { what: "product" }.into())
}

fn due_at(web: &Web) -> warifu_domain::Timestamp {
    calendar::payment_due(web.app.now(), web.app.catalogue().policy.payment_due_days)
}

/// What was sent, as it may be shown again, and the CSR's bytes apart from it.
fn read(sent: &Form) -> (ApplyForm, Vec<u8>) {
    let csr = sent.file_or_text("csr_file", "csr");
    let form = ApplyForm {
        product: sent.text("product"),
        names: sent.text("names"),
        csr: showable(&csr),
        subscriber_name: sent.text("subscriber_name"),
        subscriber_email: sent.text("subscriber_email"),
        subscriber_organization: sent.text("subscriber_organization"),
        delivery_email: sent.text("delivery_email"),
        term_months: sent.text("term_months"),
        validation_method: sent.text("validation_method"),
        renews: sent.text("renews"),
    };
    (form, csr)
}

/// The CSR as text for the form. Nothing that may be a private key is sent back: not even to whoever pasted it.
pub(super) fn showable(csr: &[u8]) -> String {
    if refuse_private_key(csr).is_err() {
        return String::new();
    }
    match (std::str::from_utf8(csr), Csr::from_der(csr.to_vec())) {
        (_, Ok(csr)) => csr.to_pem(),
        (Ok(text), Err(_)) => text.chars().take(CSR_SHOWN_MAX).collect(),
        (Err(_), Err(_)) => String::new(),
    }
}

/// Faults that the form alone can show; everything else is for the use case to say.
fn field_problems(form: &ApplyForm) -> Vec<FieldProblem> {
    let mut problems = vec![];
    if form.subscriber_name.trim().is_empty() {
        problems.push(FieldProblem::new("subscriber_name", "field_empty"));
    }
    if EmailAddress::parse(&form.subscriber_email).is_err() {
        problems.push(FieldProblem::new("subscriber_email", "email_malformed"));
    }
    if !form.delivery_email.trim().is_empty() && EmailAddress::parse(&form.delivery_email).is_err() {
        problems.push(FieldProblem::new("delivery_email", "email_malformed"));
    }
    problems
}

/// The chosen method, or the product's own when none was chosen.
fn chosen_method(product: &Product, form: &ApplyForm, names: &[String]) -> Option<Method> {
    let wildcard = names.iter().any(|name| name.starts_with("*."));
    form.validation_method.parse().ok().or_else(|| product.method_default(wildcard))
}

/// Names, one per line; blanks and commas part them too, for people paste lists of every kind.
pub(super) fn lines(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || c == ',' || c == '\u{3001}' || c == ';');
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_by_anything_usual() {
        for (text, wanted) in [
            ("www.example.jp\r\nexample.jp\r\n", vec!["www.example.jp", "example.jp"]),
            ("a.example.jp, b.example.jp、c.example.jp", vec!["a.example.jp", "b.example.jp", "c.example.jp"]),
            ("  \n", vec![]),
        ] {
            assert_eq!(lines(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn a_private_key_is_never_shown_again() {
        let key = "-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n";
        for (text, wanted) in [(key, ""), ("", ""), ("half a request", "half a request")] {
            assert_eq!(showable(text.as_bytes()), wanted, "{text}");
        }
    }
}
