//! Pages that look at what somebody pastes, without an order: a CSR, or certificates. Nothing of it is kept.

use askama::Template;

use crate::{Page, Problem, Text, shop::Problems};

/// What was typed into a page that looks at something, shown again. A private key never comes here.
#[derive(Clone, Debug, Default)]
pub struct LookForm {
    /// The PEM text.
    pub text: String,
    /// Names, one per line.
    pub names: String,
    /// By whose rules: `product:ID` or `rules:ID`.
    pub judge: String,
}

/// A choice of [`LookForm::judge`].
#[derive(Clone, Debug)]
pub struct JudgeChoice {
    /// `product:ID` or `rules:ID`.
    pub value: String,
    /// What it is called.
    pub label: String,
}

/// Looking at a CSR.
#[derive(Debug, Template)]
#[template(path = "look/csr.html")]
pub struct LookCsr {
    /// The frame.
    pub page: Page,
    /// What was typed.
    pub form: LookForm,
    /// Products to judge for.
    pub products: Vec<JudgeChoice>,
    /// Rule sets to judge by.
    pub rule_sets: Vec<JudgeChoice>,
    /// What was found, once something was sent.
    pub seen: Option<CsrSeen>,
    /// What has to be corrected in the form itself.
    pub problems: Problems,
}

/// What a CSR says.
#[derive(Debug)]
pub struct CsrSeen {
    /// Label and value of each fact, in order.
    pub facts: Vec<(String, String)>,
    /// Everything that the rules say, errors first.
    pub findings: Vec<Problem>,
    /// Id and name of the products that it can be used for now.
    pub apply: Vec<(String, String)>,
}

impl CsrSeen {
    /// The worst severity, which gives the note its colour.
    pub fn tone(&self) -> &'static str {
        tone(&self.findings)
    }
}

/// Looking at certificates.
#[derive(Debug, Template)]
#[template(path = "look/cert.html")]
pub struct LookCert {
    /// The frame.
    pub page: Page,
    /// What was typed.
    pub form: LookForm,
    /// The certificates, the leaf first, once something was sent.
    pub seen: Option<Vec<CertificateSeen>>,
    /// The whole chain as PEM, where intermediates were added.
    pub completed: Option<String>,
    /// What the rules say about all of it together.
    pub findings: Vec<Problem>,
}

impl LookCert {
    /// The worst severity, which gives the note its colour.
    pub fn tone(&self) -> &'static str {
        tone(&self.findings)
    }
}

/// What a certificate says.
#[derive(Debug)]
pub struct CertificateSeen {
    /// Its first name, or its subject.
    pub title: String,
    /// Label and value of each fact, in order.
    pub facts: Vec<(String, String)>,
}

/// Facts with their labels; those without a value are left out.
pub fn labelled(text: Text, ids: &[&str], values: Vec<Option<String>>) -> Vec<(String, String)> {
    ids.iter().zip(values).filter_map(|(id, value)| Some((text.t(id), value?))).collect()
}

/// The worst severity as a tone: `bad`, `wait` or `good`.
pub(crate) fn tone(findings: &[Problem]) -> &'static str {
    let worst = |severity| findings.iter().any(|finding| finding.severity == severity);
    match (worst("error"), worst("warning")) {
        (true, _) => "bad",
        (_, true) => "wait",
        _ => "good",
    }
}
