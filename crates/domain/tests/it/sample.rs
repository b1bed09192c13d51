//! Orders in every state, each reached by commands alone.

use warifu_domain::{
    AccountId, Command, Decision, DnsName, IssuanceId, MemberId, OrderId, Timestamp, ValidationId,
    catalogue::Catalogue,
    dcv::{Challenge, Instruction},
    decide,
    id::Uuid,
    issuance::{IssuedCertificate, Purpose, RevocationReason},
    order::{Application, Order, Payment, Subscriber, place},
    people::{Actor, EmailAddress, Locale},
    time::Period,
};
use warifu_pki::Sha256;

pub(crate) const FIRST: IssuanceId = IssuanceId(Uuid::from_u128(1));
pub(crate) const SECOND: IssuanceId = IssuanceId(Uuid::from_u128(2));
pub(crate) const CUSTOMER: Actor = Actor::Customer(MemberId(Uuid::from_u128(30)));
pub(crate) const STAFF: Actor = Actor::Staff(MemberId(Uuid::from_u128(31)));

pub(crate) fn catalogue() -> Catalogue {
    Catalogue::parse(
        include_str!("../../../../catalogue/products.toml"),
        include_str!("../../../../catalogue/pki-limits.toml"),
        include_str!("../../../../catalogue/policy.toml"),
    )
    .unwrap()
}

/// Noon in Japan on the day the shop opened.
pub(crate) fn start() -> Timestamp {
    "2026-11-22T03:00:00Z".parse().unwrap()
}

pub(crate) fn name() -> DnsName {
    DnsName::parse("www.example.test").unwrap()
}

pub(crate) fn application() -> Application {
    Application {
        id: OrderId(Uuid::from_u128(10)),
        issuance: FIRST,
        account: AccountId(Uuid::from_u128(20)),
        member: MemberId(Uuid::from_u128(30)),
        names: vec![name()],
        csr_der: b"a request".to_vec(),
        spki_sha256: Sha256::of(b"a key"),
        term_months: Some(12),
        payment: Payment::Points,
        subscriber: Subscriber {
            name: "Hanako".to_owned(),
            email: EmailAddress::parse("hanako@example.jp").unwrap(),
            organization: None,
        },
        contact: EmailAddress::parse("agency@example.jp").unwrap(),
        delivery_email: Some(EmailAddress::parse("server@example.jp").unwrap()),
        method: None,
        locale: Locale::Ja,
        renews: None,
    }
}

pub(crate) fn placed() -> Decision {
    let catalogue = catalogue();
    place(application(), catalogue.product("demo-dv").unwrap(), &catalogue.policy, start()).unwrap()
}

pub(crate) fn challenge() -> (ValidationId, Challenge) {
    let url = "http://www.example.test/.well-known/pki-validation/0123456789abcdef.txt".to_owned();
    let instruction = Instruction::File { url, content: "token".to_owned() };
    (ValidationId(Uuid::from_u128(40)), Challenge::Place { name: name(), instruction })
}

pub(crate) fn certificate(from: Timestamp) -> IssuedCertificate {
    IssuedCertificate {
        chain_der: vec![b"leaf".to_vec(), b"intermediate".to_vec()],
        serial_hex: "0a".to_owned(),
        validity: Period::of_certificate_days(from, 47),
    }
}

/// The order after `commands`, all accepted, at the start of the story.
pub(crate) fn after(commands: impl IntoIterator<Item = Command>) -> Order {
    let policy = catalogue().policy;
    commands
        .into_iter()
        .fold(placed().order, |order, command| decide(&order, command, STAFF, &policy, start()).unwrap().order)
}

pub(crate) fn upstream() -> String {
    "{}".to_owned()
}

pub(crate) fn ask_proof(issuance: IssuanceId) -> Command {
    Command::AskProof { issuance, upstream: upstream(), challenges: vec![challenge()] }
}

pub(crate) fn find_proof(issuance: IssuanceId) -> Command {
    Command::FindProof { issuance, names: vec![name()] }
}

pub(crate) fn submit(issuance: IssuanceId) -> Command {
    Command::Submit { issuance, upstream: upstream() }
}

pub(crate) fn issue(issuance: IssuanceId) -> Command {
    Command::Issue { issuance, certificate: certificate(start()) }
}

pub(crate) fn begin() -> Command {
    Command::Begin {
        issuance: SECOND,
        purpose: Purpose::Continue,
        csr_der: b"a request".to_vec(),
        spki_sha256: Sha256::of(b"a key"),
    }
}

pub(crate) fn fail(issuance: IssuanceId) -> Command {
    Command::Fail { issuance, code: "ca_refused".to_owned(), detail: "rejected".to_owned() }
}

pub(crate) fn try_again(issuance: IssuanceId) -> Command {
    Command::TryAgain { issuance, code: "ca_refused".to_owned(), detail: "rejected".to_owned() }
}

pub(crate) fn revoke(issuance: IssuanceId) -> Command {
    Command::Revoke { issuance, reason: RevocationReason::KeyCompromise }
}

/// Every state of an order and of its issuances that the shop can be in.
pub(crate) fn states() -> Vec<(&'static str, Order)> {
    let to_issued = || vec![Command::Pay, ask_proof(FIRST), find_proof(FIRST), submit(FIRST), issue(FIRST)];
    let path = |tail: Vec<Command>| after(to_issued().into_iter().chain(tail));
    let serve = |issuance| Command::Serve { issuance };
    let mut past_term = path(vec![]);
    let end = past_term.term().unwrap().to.plus_days(1);
    past_term = decide(&past_term, Command::End, Actor::System, &catalogue().policy, end).unwrap().order;
    let lapsed = {
        let order = placed().order;
        let late = order.due_at.plus_days(1);
        decide(&order, Command::Lapse, Actor::System, &catalogue().policy, late).unwrap().order
    };
    vec![
        ("awaiting_payment", placed().order),
        ("preparing", after([Command::Pay])),
        ("validating", after([Command::Pay, ask_proof(FIRST)])),
        ("validating, found", after([Command::Pay, ask_proof(FIRST), find_proof(FIRST)])),
        ("submitted", after([Command::Pay, ask_proof(FIRST), find_proof(FIRST), submit(FIRST)])),
        ("issued", path(vec![])),
        ("served", path(vec![serve(FIRST)])),
        ("served, next preparing", path(vec![serve(FIRST), begin()])),
        ("served, next issued", path(vec![serve(FIRST), begin(), submit(SECOND), issue(SECOND)])),
        ("replaced, next served", path(vec![serve(FIRST), begin(), submit(SECOND), issue(SECOND), serve(SECOND)])),
        ("served, next failed", path(vec![serve(FIRST), begin(), fail(SECOND)])),
        ("revoked", path(vec![revoke(FIRST)])),
        ("ended", past_term),
        ("cancelled", after([Command::Cancel])),
        ("lapsed", lapsed),
    ]
}
