//! Looking at a CSR or certificates without an order. What was pasted is looked at and forgotten.

use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;
use warifu_app::{Judge, RULES_DEFAULT};
use warifu_domain::people::Locale;
use warifu_pki::Chain;
use warifu_render::{
    Problem as Words, Text,
    look::{CertificateSeen, CsrSeen, JudgeChoice, LookCert, LookCsr, LookForm, labelled},
    shop::Problems,
};
use warifu_wire::rest;

use super::apply::{lines, showable};
use crate::{
    Problem, Web,
    api::{certificate_inspection, csr_inspection},
    pages::{Form, faults, form_again, frame, html},
    session::Visitor,
};

#[derive(Default, Deserialize)]
pub(super) struct Begin {
    product: Option<String>,
}

/// The empty form.
pub(super) async fn csr_form(
    State(web): State<Web>,
    visitor: Visitor,
    query: Result<Query<Begin>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let product = query.ok().and_then(|Query(begin)| begin.product);
    let judge = product.map_or(format!("rules:{RULES_DEFAULT}"), |product| format!("product:{product}"));
    html(&view(&web, &visitor, LookForm { judge, ..LookForm::default() }))
}

/// What the CSR says. A CSR that CAs refuse is no failure here: the page was asked to say so.
pub(super) async fn csr(State(web): State<Web>, visitor: Visitor, sent: Form) -> Result<Response, Problem> {
    let bytes = sent.file_or_text("csr_file", "csr");
    let form = LookForm { text: showable(&bytes), names: sent.text("names"), judge: sent.text("judge") };
    let judge = match form.judge.split_once(':') {
        Some(("product", id)) => Judge { product: Some(id), rules: None },
        Some(("rules", id)) => Judge { product: None, rules: Some(id) },
        _ => Judge::default(),
    };
    let inspected = web.app.inspect(visitor.viewer.as_ref(), judge, &bytes, &lines(&form.names)).await;
    let chosen = judge.product.map(str::to_owned);
    let mut view = view(&web, &visitor, form);
    match inspected {
        Ok(inspected) => {
            let inspection = csr_inspection(&inspected, visitor.locale);
            let apply = if inspection.accepted { for_sale(&web, visitor.locale, chosen.as_deref()) } else { vec![] };
            let facts = labelled(view.page.text, CSR_FACTS, csr_facts(&inspection));
            let findings = inspection.findings.into_iter().map(|finding| problem(finding, visitor.locale)).collect();
            view.seen = Some(CsrSeen { facts, findings, apply });
            html(&view)
        }
        Err(failure) => {
            view.problems = faults(visitor.locale, failure)?;
            form_again(&view)
        }
    }
}

/// Message ids of what is said about a CSR, in the order of [`csr_facts`].
pub const CSR_FACTS: &[&str] =
    &["label-names", "report-subject", "report-key", "report-signature", "report-spki", "report-rules"];

/// The value of each of [`CSR_FACTS`]; nothing for what could not be read.
pub fn csr_facts(inspection: &rest::CsrInspection) -> Vec<Option<String>> {
    let filled = |text: &String| !text.is_empty();
    vec![
        Some(inspection.names.join(", ")).filter(filled),
        inspection.subject.clone().filter(filled),
        inspection.key.clone(),
        inspection.signature.clone(),
        inspection.spki_sha256.clone(),
        inspection.key.is_some().then(|| inspection.rules.clone()),
    ]
}

/// The empty form.
pub(super) async fn cert_form(State(web): State<Web>, visitor: Visitor) -> Result<Response, Problem> {
    let page = frame(&web, visitor.viewer.as_ref(), visitor.locale, "help");
    html(&LookCert { page, form: LookForm::default(), seen: None, completed: None, findings: vec![] })
}

/// What the certificates say.
pub(super) async fn cert(State(web): State<Web>, visitor: Visitor, sent: Form) -> Result<Response, Problem> {
    let page = frame(&web, visitor.viewer.as_ref(), visitor.locale, "help");
    let bytes = sent.file_or_text("certificate_file", "certificate");
    let seen = web.app.inspect_certificates(&page.t("field-certificate"), &bytes);
    // DER and PKCS#7 come back as the PEM that was read from them.
    let pem = || seen.certificates.iter().map(|certificate| certificate.to_pem()).collect::<String>();
    let text = if std::str::from_utf8(&bytes).is_ok() { showable(&bytes) } else { pem() };
    let inspection = certificate_inspection(&seen, visitor.locale);
    let certificates = inspection.certificates.iter().map(|certificate| CertificateSeen {
        title: certificate.names.first().unwrap_or(&certificate.subject).clone(),
        facts: labelled(page.text, CERTIFICATE_FACTS, certificate_facts(certificate, page.text)),
    });
    // What a server has to send, where that is more than was pasted.
    let is_server = seen.certificates.get(seen.leaf).is_some_and(|leaf| !leaf.is_ca());
    let completed = is_server && seen.chain.as_ref().is_some_and(Chain::is_completed);
    html(&LookCert {
        seen: Some(certificates.collect()),
        completed: inspection.chain.filter(|_| completed).map(|chain| chain.pem),
        findings: inspection.findings.into_iter().map(|finding| problem(finding, visitor.locale)).collect(),
        form: LookForm { text, ..LookForm::default() },
        page,
    })
}

/// Message ids of what is said about a certificate, in the order of [`certificate_facts`].
pub const CERTIFICATE_FACTS: &[&str] = &[
    "label-names",
    "report-subject",
    "report-issuer",
    "label-validity",
    "report-profile",
    "label-serial",
    "report-key",
    "report-signature",
    "report-spki",
    "report-sha256",
    "report-chain",
];

/// The value of each of [`CERTIFICATE_FACTS`]; nothing for the chain, which is no single certificate's.
pub fn certificate_facts(certificate: &rest::Certificate, text: Text) -> Vec<Option<String>> {
    let rest::Certificate { names, addresses, not_before, not_after, .. } = certificate;
    let names: Vec<&str> = names.iter().chain(addresses).map(String::as_str).collect();
    let profile = match &certificate.profile {
        Some(profile) => profile.clone(),
        None => text.t(if certificate.ca { "profile-ca" } else { "profile-none" }),
    };
    vec![
        Some(names.join(", ")).filter(|names| !names.is_empty()),
        Some(certificate.subject.clone()).filter(|subject| !subject.is_empty()),
        Some(certificate.issuer.clone()),
        Some(validity(not_before, not_after, text)),
        Some(profile),
        Some(certificate.serial.clone()),
        Some(certificate.key.clone()),
        Some(certificate.signature.clone()),
        Some(certificate.spki_sha256.clone()),
        Some(certificate.sha256.clone()),
        None,
    ]
}

/// In the words and the time of Japan, and to the second as the certificate has it.
fn validity(not_before: &str, not_after: &str, text: Text) -> String {
    let moment = |written: &str| written.parse().map_or_else(|_| written.to_owned(), |at| text.moment(&at));
    format!("{} – {} ({not_before} – {not_after})", moment(not_before), moment(not_after))
}

fn view(web: &Web, visitor: &Visitor, form: LookForm) -> LookCsr {
    let locale = visitor.locale;
    let products = web.app.catalogue().products.iter().map(|product| JudgeChoice {
        value: format!("product:{}", product.id),
        label: product.name.get(locale).to_owned(),
    });
    let rules = web.app.rule_sets().keys();
    let rule_sets = rules.map(|id| JudgeChoice { value: format!("rules:{id}"), label: Text::of(locale).rule_set(id) });
    LookCsr {
        page: frame(web, visitor.viewer.as_ref(), locale, "help"),
        form,
        products: products.collect(),
        rule_sets: rule_sets.collect(),
        seen: None,
        problems: Problems::default(),
    }
}

/// Products that can be bought now, or only the one that was asked about.
fn for_sale(web: &Web, locale: Locale, chosen: Option<&str>) -> Vec<(String, String)> {
    let products = web.app.catalogue().products.iter();
    let wanted = products.filter(|product| web.app.has_connector(&product.connector));
    let wanted = wanted.filter(|product| chosen.is_none_or(|id| id == product.id));
    wanted.map(|product| (product.id.clone(), product.name.get(locale).to_owned())).collect()
}

/// A finding as pages show it.
pub(crate) fn problem(finding: rest::Finding, locale: Locale) -> Words {
    let words = Words {
        severity: match finding.severity {
            rest::Severity::Error => "error",
            rest::Severity::Warning => "warning",
            rest::Severity::Notice => "notice",
        },
        code: finding.code,
        message: finding.message,
        fix: finding.fix.unwrap_or_default(),
        rule: true,
        ..Words::default()
    };
    words.about(locale, finding.field.as_deref().unwrap_or_default())
}
