//! Orders, issuances and validations as rows: how each state keeps its facts in columns.

use warifu_domain::{
    DnsName, IssuanceId, OrderId, Timestamp,
    dcv::{Instruction, Method, Validation, ValidationState},
    issuance::{Issuance, IssuanceState, IssuedCertificate, Purpose, RevocationReason},
    money::Price,
    order::{Order, OrderState, Payment, Subscriber, Term},
    time::Period,
};

use super::{Evidence, is_queued};
use crate::{DbError, Row, Value, params};

/// Values of `INSERT`.
pub(super) fn order(order: &Order) -> Vec<Value> {
    let mut values = params![
        order.id,
        order.account,
        order.member,
        &order.product,
        serde_json::Value::from_iter(order.names.iter().map(DnsName::as_str)).to_string(),
        order.price.net,
        order.price.tax,
        order.price.total,
        order.term_months,
        order.payment.as_str(),
        &order.subscriber.name,
        order.subscriber.email.as_str(),
        order.subscriber.organization.as_ref(),
        order.contact.as_str(),
        order.delivery_email.as_str(),
        order.method.map(Method::as_str),
        order.locale,
        order.renews,
        order.applied_at,
        order.due_at,
    ];
    values.extend(order_facts(order));
    values
}

/// Values of `UPDATE`.
pub(super) fn order_changes(before: &Order, after: &Order) -> Vec<Value> {
    let mut values = params![after.id, before.version];
    values.extend(order_facts(after));
    values
}

fn order_facts(order: &Order) -> Vec<Value> {
    let (mut paid_at, mut term, mut closed_at, mut refund) = (None, None, None, None);
    match order.state {
        OrderState::AwaitingPayment => {}
        OrderState::Active { paid_at: at, term: Term::NotBegun } => paid_at = Some(at),
        OrderState::Active { paid_at: at, term: Term::Running(period) } => (paid_at, term) = (Some(at), Some(period)),
        OrderState::Ended { at } | OrderState::Lapsed { at } => closed_at = Some(at),
        OrderState::Cancelled { at, refund: back } => (closed_at, refund) = (Some(at), Some(back)),
    }
    params![
        order.version,
        order.audit_head,
        is_queued(order),
        order.state.as_str(),
        paid_at,
        term.map(|term| term.from),
        term.map(|term| term.to),
        closed_at,
        refund,
    ]
}

pub(super) fn read_order(mut row: Row, issuances: Vec<Row>, validations: Vec<Row>) -> Result<Order, DbError> {
    let row = &mut row;
    let mut order = Order {
        id: row.take()?,
        account: row.take()?,
        member: row.take()?,
        product: row.take()?,
        names: row.take_as("list of DNS names", read_names)?,
        price: Price { net: row.take()?, tax: row.take()?, total: row.take()? },
        term_months: row.take()?,
        payment: row
            .take_as("payment", |text: String| (text == Payment::Points.as_str()).then_some(Payment::Points))?,
        subscriber: Subscriber { name: row.take()?, email: row.take()?, organization: row.take_option()? },
        contact: row.take()?,
        delivery_email: row.take()?,
        method: row.take_option::<String>()?.map(|text| text.parse()).transpose().map_err(|()| row.wrong("method"))?,
        locale: row.take()?,
        renews: row.take_option()?,
        applied_at: row.take()?,
        due_at: row.take()?,
        version: row.take()?,
        audit_head: row.take()?,
        state: read_order_state(row)?,
        issuances: issuances.into_iter().map(read_issuance).collect::<Result<_, _>>()?,
    };
    for mut row in validations {
        let issuance: IssuanceId = row.take()?;
        let validation = read_validation(&mut row)?;
        match order.issuances.iter_mut().find(|candidate| candidate.id == issuance) {
            Some(issuance) => issuance.validations.push(validation),
            None => return Err(row.wrong("validation of one of the order's issuances")),
        }
    }
    Ok(order)
}

fn read_names(text: String) -> Option<Vec<DnsName>> {
    let names: Vec<String> = serde_json::from_str(&text).ok()?;
    names.iter().map(|name| DnsName::parse(name).ok()).collect()
}

fn read_order_state(row: &mut Row) -> Result<OrderState, DbError> {
    let state: String = row.take()?;
    let paid_at = row.take_option()?;
    let term = read_period(row)?.map_or(Term::NotBegun, Term::Running);
    let (closed_at, refund) = (row.take_option()?, row.take_option()?);
    Ok(match (state.as_str(), paid_at, closed_at, refund) {
        ("awaiting_payment", None, None, None) => OrderState::AwaitingPayment,
        ("active", Some(paid_at), None, None) => OrderState::Active { paid_at, term },
        ("ended", None, Some(at), None) => OrderState::Ended { at },
        ("lapsed", None, Some(at), None) => OrderState::Lapsed { at },
        ("cancelled", None, Some(at), Some(refund)) => OrderState::Cancelled { at, refund },
        _ => return Err(row.wrong("order state with its facts")),
    })
}

fn read_period(row: &mut Row) -> Result<Option<Period>, DbError> {
    let (from, to): (Option<Timestamp>, Option<Timestamp>) = (row.take_option()?, row.take_option()?);
    Ok(from.zip(to).map(|(from, to)| Period { from, to }))
}

/// Values of `INSERT_ISSUANCE`.
pub(super) fn issuance(order: OrderId, issuance: &Issuance) -> Vec<Value> {
    let mut values = params![
        issuance.id,
        order,
        issuance.sequence,
        issuance.purpose.as_str(),
        issuance.csr_der.as_slice(),
        issuance.spki_sha256,
        issuance.begun_at,
    ];
    values.extend(issuance_facts(issuance));
    values
}

/// Values of `UPDATE_ISSUANCE`.
pub(super) fn issuance_changes(issuance: &Issuance) -> Vec<Value> {
    let mut values = params![issuance.id];
    values.extend(issuance_facts(issuance));
    values
}

fn issuance_facts(issuance: &Issuance) -> Vec<Value> {
    let (mut at, mut served_at, mut reason, mut code, mut detail) = (None, None, None, None, None);
    match &issuance.state {
        IssuanceState::Preparing => {}
        IssuanceState::Validating { since } | IssuanceState::Submitted { since } => at = Some(*since),
        IssuanceState::Issued { at: issued, .. } => at = Some(*issued),
        IssuanceState::Served { at: issued, served_at: served, .. } => (at, served_at) = (Some(*issued), Some(*served)),
        IssuanceState::Replaced { at: replaced, .. } => at = Some(*replaced),
        IssuanceState::Revoked { at: revoked, reason: why, .. } => {
            (at, reason) = (Some(*revoked), Some(u32::from(why.code())));
        }
        IssuanceState::Failed { at: failed, code: why, detail: words } => {
            (at, code, detail) = (Some(*failed), Some(why), Some(words));
        }
    }
    let certificate = issuance.state.certificate();
    params![
        issuance.attempt,
        issuance.upstream.as_ref(),
        issuance.state.as_str(),
        at,
        served_at,
        reason,
        code,
        detail,
        certificate.map(|certificate| join_chain(&certificate.chain_der)),
        certificate.map(|certificate| &certificate.serial_hex),
        certificate.map(|certificate| certificate.validity.from),
        certificate.map(|certificate| certificate.validity.to),
    ]
}

fn read_issuance(mut row: Row) -> Result<Issuance, DbError> {
    let row = &mut row;
    Ok(Issuance {
        id: row.take()?,
        sequence: row.take()?,
        purpose: row.take_as("purpose", |text: String| {
            [Purpose::First, Purpose::Continue, Purpose::Reissue].into_iter().find(|purpose| purpose.as_str() == text)
        })?,
        csr_der: row.take()?,
        spki_sha256: row.take()?,
        begun_at: row.take()?,
        attempt: row.take()?,
        upstream: row.take_option()?,
        state: read_issuance_state(row)?,
        validations: vec![],
    })
}

fn read_issuance_state(row: &mut Row) -> Result<IssuanceState, DbError> {
    let state: String = row.take()?;
    let (at, served_at): (Option<Timestamp>, Option<Timestamp>) = (row.take_option()?, row.take_option()?);
    let reason = row.take_option::<u32>()?.and_then(|code| RevocationReason::from_code(u8::try_from(code).ok()?));
    let (code, detail): (Option<String>, Option<String>) = (row.take_option()?, row.take_option()?);
    let chain = row.take_option()?.and_then(|chain: Vec<u8>| split_chain(&chain));
    let serial: Option<String> = row.take_option()?;
    let certificate = match (chain, serial, read_period(row)?) {
        (Some(chain_der), Some(serial_hex), Some(validity)) => {
            Some(IssuedCertificate { chain_der, serial_hex, validity })
        }
        _ => None,
    };
    let read = || {
        Some(match state.as_str() {
            "preparing" => IssuanceState::Preparing,
            "validating" => IssuanceState::Validating { since: at? },
            "submitted" => IssuanceState::Submitted { since: at? },
            "issued" => IssuanceState::Issued { at: at?, certificate: certificate? },
            "served" => IssuanceState::Served { at: at?, served_at: served_at?, certificate: certificate? },
            "replaced" => IssuanceState::Replaced { at: at?, certificate: certificate? },
            "revoked" => IssuanceState::Revoked { at: at?, reason: reason?, certificate: certificate? },
            "failed" => IssuanceState::Failed { at: at?, code: code?, detail: detail? },
            _ => return None,
        })
    };
    read().ok_or_else(|| row.wrong("issuance state with its facts"))
}

/// Each certificate behind its length in four octets.
fn join_chain(chain: &[Vec<u8>]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(chain.iter().map(|certificate| certificate.len() + 4).sum());
    for certificate in chain {
        // A certificate that were longer than 4 GiB would be cut here and not be read back.
        joined.extend_from_slice(&u32::try_from(certificate.len()).unwrap_or(u32::MAX).to_be_bytes());
        joined.extend_from_slice(certificate);
    }
    joined
}

fn split_chain(mut joined: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut chain = Vec::new();
    while let Some((length, rest)) = joined.split_first_chunk::<4>() {
        let (certificate, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        chain.push(certificate.to_vec());
        joined = rest;
    }
    joined.is_empty().then_some(chain)
}

/// Values of `INSERT_VALIDATION`.
pub(super) fn validation(issuance: IssuanceId, position: u32, validation: &Validation) -> Vec<Value> {
    let mut values = params![issuance, position];
    values.extend(validation_changes(validation));
    values
}

/// Values of `UPDATE_VALIDATION`.
pub(super) fn validation_changes(validation: &Validation) -> Vec<Value> {
    let (place, content) = match &validation.instruction {
        None => (None, None),
        Some(Instruction::File { url, content }) => (Some(url), Some(content)),
        Some(Instruction::Txt { record, value }) => (Some(record), Some(value)),
    };
    let (at, code) = match &validation.state {
        ValidationState::Pending => (None, None),
        ValidationState::Found { at } | ValidationState::Valid { at } => (Some(*at), None),
        ValidationState::Invalid { at, code } => (Some(*at), Some(code)),
    };
    params![
        validation.id,
        validation.name.as_str(),
        validation.method.as_str(),
        place,
        content,
        validation.state.as_str(),
        at,
        code,
    ]
}

fn read_validation(row: &mut Row) -> Result<Validation, DbError> {
    let (id, name) = (row.take()?, row.take()?);
    let method: Method = row.take_as("method", |text: String| text.parse().ok())?;
    let (place, content): (Option<String>, Option<String>) = (row.take_option()?, row.take_option()?);
    let instruction = place.zip(content).map(|(place, content)| match method {
        Method::Http => Instruction::File { url: place, content },
        Method::Dns => Instruction::Txt { record: place, value: content },
    });
    let state: String = row.take()?;
    let (at, code): (Option<Timestamp>, Option<String>) = (row.take_option()?, row.take_option()?);
    let state = match (state.as_str(), at, code) {
        ("pending", None, None) => ValidationState::Pending,
        ("found", Some(at), None) => ValidationState::Found { at },
        ("valid", Some(at), None) => ValidationState::Valid { at },
        ("invalid", Some(at), Some(code)) => ValidationState::Invalid { at, code },
        _ => return Err(row.wrong("validation state with its facts")),
    };
    Ok(Validation { id, name, method, instruction, state })
}

pub(super) fn read_evidence(mut row: Row) -> Result<Evidence, DbError> {
    Ok(Evidence {
        product: row.take()?,
        name: row.take()?,
        method: row.take_as("method", |text: String| text.parse().ok())?,
        at: row.take()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_come_back_whole_or_not_at_all() {
        for chain in [vec![], vec![vec![1, 2, 3]], vec![vec![0; 300], vec![], vec![7]]] {
            assert_eq!(split_chain(&join_chain(&chain)), Some(chain));
        }
        for broken in [&[0][..], &[0, 0, 0, 2, 1], &[0, 0, 0, 1, 1, 9]] {
            assert_eq!(split_chain(broken), None);
        }
    }
}
