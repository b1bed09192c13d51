//! From the domain's types to the API's.

use std::collections::BTreeMap;

use warifu_app::{Accepted, Inspected, SeenCertificates};
use warifu_domain::{
    IssuanceId, MemberId, Timestamp,
    catalogue::{self, Catalogue, Wildcard},
    dcv::{Instruction, ValidationState},
    issuance::{self, IssuanceState, Purpose},
    ledger::{LedgerAccount, Transaction},
    order::{self, OrderState},
    people::Locale,
    watch::{Fault, Watch},
};
use warifu_pki::{Certificate, Finding, Profile, Severity};
use warifu_render::Text;
use warifu_wire::rest;

/// An order.
pub(super) fn order(order: &order::Order, locale: Locale) -> rest::Order {
    watched_order(order, &BTreeMap::new(), locale)
}

/// An order with what the daily looks know of its certificates.
pub(super) fn watched_order(
    order: &order::Order,
    watches: &BTreeMap<IssuanceId, Watch>,
    locale: Locale,
) -> rest::Order {
    let action = order.next_action();
    rest::Order {
        id: order.id.to_string(),
        status: match order.state {
            OrderState::AwaitingPayment => rest::OrderStatus::AwaitingPayment,
            OrderState::Active { .. } => rest::OrderStatus::Active,
            OrderState::Ended { .. } => rest::OrderStatus::Ended,
            OrderState::Cancelled { .. } => rest::OrderStatus::Cancelled,
            OrderState::Lapsed { .. } => rest::OrderStatus::Lapsed,
        },
        product: order.product.clone(),
        names: order.names.iter().map(ToString::to_string).collect(),
        price_yen: order.price.net.0,
        tax_yen: order.price.tax.0,
        total_yen: order.price.total.0,
        term_months: order.term_months,
        applied_at: order.applied_at.to_string(),
        due_at: order.due_at.to_string(),
        paid_at: match order.state {
            OrderState::Active { paid_at, .. } => Some(paid_at.to_string()),
            _ => None,
        },
        term: order.term().map(|term| rest::Term { from: term.from.to_string(), to: term.to.to_string() }),
        subscriber: rest::Subscriber {
            name: order.subscriber.name.clone(),
            email: order.subscriber.email.to_string(),
            organization: order.subscriber.organization.clone(),
        },
        delivery_email: order.delivery_email.to_string(),
        payment: order.payment.as_str().to_owned(),
        validation_method: order.method.map(|method| method.as_str().to_owned()),
        renews: order.renews.map(|id| id.to_string()),
        next_action: rest::NextAction { code: action.as_str().to_owned(), who: action.who().to_owned() },
        issuances: order.issuances.iter().map(|one| issuance(one, watches.get(&one.id), locale)).collect(),
        warnings: vec![],
    }
}

/// The order and what is advised about the CSR that was just sent.
pub(super) fn accepted(accepted: &Accepted, locale: Locale) -> rest::Order {
    rest::Order { warnings: findings(&accepted.findings, locale), ..order(&accepted.order, locale) }
}

fn issuance(issuance: &issuance::Issuance, watch: Option<&Watch>, locale: Locale) -> rest::Issuance {
    let certificate = issuance.state.certificate();
    rest::Issuance {
        id: issuance.id.to_string(),
        status: match issuance.state {
            IssuanceState::Preparing => rest::IssuanceStatus::Preparing,
            IssuanceState::Validating { .. } => rest::IssuanceStatus::Validating,
            IssuanceState::Submitted { .. } => rest::IssuanceStatus::Submitted,
            IssuanceState::Issued { .. } => rest::IssuanceStatus::Issued,
            IssuanceState::Served { .. } => rest::IssuanceStatus::Served,
            IssuanceState::Replaced { .. } => rest::IssuanceStatus::Replaced,
            IssuanceState::Revoked { .. } => rest::IssuanceStatus::Revoked,
            IssuanceState::Failed { .. } => rest::IssuanceStatus::Failed,
        },
        sequence: issuance.sequence,
        purpose: match issuance.purpose {
            Purpose::First => rest::IssuancePurpose::First,
            Purpose::Continue => rest::IssuancePurpose::Continue,
            Purpose::Reissue => rest::IssuancePurpose::Reissue,
        },
        spki_sha256: issuance.spki_sha256.to_string(),
        serial: certificate.map(|certificate| certificate.serial_hex.clone()),
        not_before: certificate.map(|certificate| certificate.validity.from.to_string()),
        not_after: certificate.map(|certificate| certificate.validity.to.to_string()),
        failure: match &issuance.state {
            IssuanceState::Failed { code, detail, .. } => Some(rest::IssuanceFailure {
                code: code.clone(),
                message: warifu_render::message(locale, code, &[("detail", detail.clone())]),
            }),
            _ => None,
        },
        last_check: watch.filter(|_| matches!(issuance.state, IssuanceState::Served { .. })).map(|watch| {
            let findings: Vec<_> = watch.found.iter().map(|fault| self::fault(fault, locale)).collect();
            rest::InstallCheck { served: watch.is_well(), checked_at: watch.looked_at.to_string(), findings }
        }),
        validations: issuance.validations.iter().map(validation).collect(),
    }
}

fn validation(validation: &warifu_domain::dcv::Validation) -> rest::Validation {
    rest::Validation {
        name: validation.name.to_string(),
        method: validation.method.as_str().to_owned(),
        status: match validation.state {
            ValidationState::Pending => rest::ValidationStatus::Pending,
            ValidationState::Found { .. } => rest::ValidationStatus::Found,
            ValidationState::Valid { .. } => rest::ValidationStatus::Valid,
            ValidationState::Invalid { .. } => rest::ValidationStatus::Invalid,
        },
        instructions: validation.instruction.as_ref().map(|instruction| match instruction.clone() {
            Instruction::File { url, content } => rest::Instructions::File { url, content },
            Instruction::Txt { record, value } => rest::Instructions::Txt { record, value },
        }),
    }
}

/// An entry of the audit chain.
pub(super) struct Entry {
    pub(super) seq: u64,
    pub(super) at: Timestamp,
    pub(super) actor_kind: String,
    pub(super) actor: Option<MemberId>,
    pub(super) code: String,
    pub(super) params: Vec<(String, String)>,
    pub(super) issuance: Option<IssuanceId>,
}

/// An entry of the audit chain in words.
pub(super) fn event(entry: Entry, locale: Locale) -> rest::Event {
    let Entry { seq, at, actor_kind, actor, code, params, issuance } = entry;
    rest::Event {
        seq,
        at: at.to_string(),
        actor: rest::EventActor { kind: actor_kind, member: actor.map(|member| member.to_string()) },
        message: warifu_render::order::event(Text::of(locale), &code, &params),
        code,
        params: params.into_iter().collect(),
        issuance: issuance.map(|id| id.to_string()),
    }
}

/// `store`'s row of the audit chain as an [`Entry`]; this crate may not name that type.
macro_rules! entry {
    ($row:ident) => {
        $crate::api::view::Entry {
            seq: $row.seq,
            at: $row.at,
            actor_kind: $row.actor_kind,
            actor: $row.actor,
            code: $row.code,
            params: $row.params,
            issuance: $row.issuance,
        }
    };
}
pub(super) use entry;

/// What the inspector found, in words, errors first.
pub fn csr_inspection(inspected: &Inspected, locale: Locale) -> rest::CsrInspection {
    let csr = inspected.inspection.csr.as_ref();
    let mut findings = findings(&inspected.inspection.findings, locale);
    // Which rule set it was says where the limits come from.
    for finding in findings.iter_mut().filter(|finding| finding.source == RULE_SET) {
        finding.source = format!("{RULE_SET} {}", inspected.rules);
    }
    rest::CsrInspection {
        accepted: inspected.inspection.accepted().is_some(),
        rules: inspected.rules.clone(),
        names: inspected.names.iter().map(ToString::to_string).collect(),
        subject: csr.map(|csr| csr.subject().to_string()),
        key: csr.map(|csr| csr.key().to_string()),
        signature: csr.map(|csr| csr.signature_algorithm().to_string()),
        spki_sha256: csr.map(|csr| csr.spki_sha256().to_string()),
        findings,
    }
}

/// The source of what a rule set asks for.
const RULE_SET: &str = "rule set";

/// What certificates say, in words.
pub fn certificate_inspection(seen: &SeenCertificates, locale: Locale) -> rest::CertificateInspection {
    let chain = seen.chain.as_ref().map(|chain| {
        let links = chain.best.links.iter().map(|link| &link.certificate);
        // A root that was given stands on the way already.
        let root = chain.best.root().filter(|root| links.clone().all(|link| link.der() != root.der()));
        rest::Chain {
            trusted: chain.best.root().is_some(),
            pem: chain.best.links.iter().map(|link| link.certificate.to_pem()).collect(),
            path: links.chain(root).map(Certificate::subject_text).collect(),
        }
    });
    rest::CertificateInspection {
        accepted: !seen.findings.iter().any(Finding::is_error),
        certificates: seen.certificates.iter().map(certificate).collect(),
        chain,
        findings: findings(&seen.findings, locale),
    }
}

/// What one certificate says.
pub(crate) fn certificate(certificate: &Certificate) -> rest::Certificate {
    let moment = |seconds| Timestamp::from_unix_seconds(seconds).to_string();
    let valid = certificate.names().iter().map(ToString::to_string);
    let profile = Profile::of_certificate(certificate);
    rest::Certificate {
        subject: certificate.subject_text(),
        issuer: certificate.issuer_text(),
        serial: certificate.serial_hex(),
        not_before: moment(certificate.not_before()),
        not_after: moment(certificate.not_after()),
        names: valid.chain(certificate.malformed_names().iter().cloned()).collect(),
        addresses: certificate.addresses().iter().map(ToString::to_string).collect(),
        ca: certificate.is_ca(),
        // A CA's policies say what it may issue.
        profile: profile.filter(|_| !certificate.is_ca()).map(|profile| profile.as_str().to_owned()),
        key: certificate.key().to_string(),
        signature: certificate.signature_algorithm().to_string(),
        spki_sha256: certificate.spki_sha256().to_string(),
        sha256: certificate.fingerprint().to_string(),
    }
}

/// Findings in words, errors first.
pub fn findings(findings: &[Finding], locale: Locale) -> Vec<rest::Finding> {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    sorted.into_iter().map(|one| finding(one, locale)).collect()
}

/// A finding in words.
pub fn finding(finding: &Finding, locale: Locale) -> rest::Finding {
    let params: Vec<_> = finding.params.iter().map(|(name, value)| (*name, value.clone())).collect();
    let words = said(finding.code, finding.severity, params, finding.source, locale);
    rest::Finding { field: finding.field.map(str::to_owned), ..words }
}

/// What a daily look found, in words.
fn fault(fault: &Fault, locale: Locale) -> rest::Finding {
    let params: Vec<_> = fault.params.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    said(&fault.code, fault.severity, params, &fault.source, locale)
}

fn said(code: &str, severity: Severity, params: Vec<(&str, String)>, source: &str, locale: Locale) -> rest::Finding {
    rest::Finding {
        code: code.to_owned(),
        severity: match severity {
            Severity::Error => rest::Severity::Error,
            Severity::Warning => rest::Severity::Warning,
            Severity::Notice => rest::Severity::Notice,
        },
        field: None,
        message: warifu_render::message(locale, code, &params),
        fix: warifu_render::fix(locale, code, &params),
        example: warifu_render::example(locale, code),
        params: params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        source: source.to_owned(),
        help: format!("/help/rules/{code}"),
    }
}

/// A movement of points, as its owner sees it.
pub(super) fn points_entry(transaction: &Transaction) -> rest::PointsEntry {
    let change = |account| {
        let lines = transaction.postings.iter().filter(|posting| posting.account == account);
        lines.map(|posting| posting.amount).sum::<warifu_domain::Yen>().0
    };
    rest::PointsEntry {
        at: transaction.at.to_string(),
        kind: transaction.kind.as_str().to_owned(),
        balance_change: change(LedgerAccount::PointsAvailable(transaction.account)),
        held_change: change(LedgerAccount::PointsHeld(transaction.account)),
        order: transaction.order.map(|order| order.to_string()),
        reference: transaction.reference.clone(),
    }
}

/// A product on sale at `now`.
pub(super) fn product(
    product: &catalogue::Product,
    catalogue: &Catalogue,
    available: bool,
    now: Timestamp,
    locale: Locale,
) -> rest::Product {
    let term = |(months, _): (&u32, _)| {
        let price = product.price(*months, catalogue.policy.tax_percent)?;
        Some(rest::TermPrice {
            months: *months,
            price_yen: price.net.0,
            tax_yen: price.tax.0,
            total_yen: price.total.0,
        })
    };
    rest::Product {
        id: product.id.clone(),
        name: product.name.get(locale).to_owned(),
        summary: product.summary.get(locale).to_owned(),
        ca: product.ca.clone(),
        level: product.level.as_str().to_owned(),
        wildcard: match product.wildcard {
            Wildcard::Forbid => "forbid",
            Wildcard::Allow => "allow",
            Wildcard::Require => "require",
        }
        .to_owned(),
        names_max: product.names_max,
        terms: product.price_yen.iter().filter_map(term).collect(),
        validity_days: catalogue.validity_days(product, now),
        validation_methods: product.validation_methods.iter().map(|method| method.as_str().to_owned()).collect(),
        available,
        sandbox_only: product.sandbox_only,
    }
}
