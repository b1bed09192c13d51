//! Every mail in both languages: no leftovers, no line too wide, the link is there.

use warifu_domain::{
    IssuanceId, OrderId, Timestamp, Yen,
    catalogue::Catalogue,
    dcv::{Challenge, Instruction},
    decide::{Command, decide},
    id::{AccountId, MemberId, Uuid, ValidationId},
    mail::MailTemplate,
    order::{Application, Order, Payment, Subscriber, place},
    people::{Actor, EmailAddress, Locale},
    watch::{Fault, Severity},
};
use warifu_pki::{DnsName, Sha256};
use warifu_render::{MailView, mail};

/// Mail programs break longer lines; a full-width character takes two columns.
const COLUMNS_MAX: usize = 76;

pub(crate) fn catalogue() -> Catalogue {
    Catalogue::parse(
        include_str!("../../../../catalogue/products.toml"),
        include_str!("../../../../catalogue/pki-limits.toml"),
        include_str!("../../../../catalogue/policy.toml"),
    )
    .unwrap()
}

/// An order that waits for its proof.
pub(crate) fn order(catalogue: &Catalogue, locale: Locale) -> Order {
    let now: Timestamp = "2026-11-22T03:00:00Z".parse().unwrap();
    let member = MemberId(Uuid::from_u128(3));
    let name = DnsName::parse("www.example.test").unwrap();
    let application = Application {
        id: OrderId(Uuid::from_u128(1)),
        issuance: IssuanceId(Uuid::from_u128(2)),
        account: AccountId(Uuid::from_u128(4)),
        member,
        names: vec![name.clone(), DnsName::parse("*.example.test").unwrap()],
        csr_der: vec![0x30],
        spki_sha256: Sha256([7; 32]),
        term_months: Some(12),
        payment: Payment::Points,
        subscriber: Subscriber {
            name: "割符 花子".into(),
            email: EmailAddress::parse("hanako@example.jp").unwrap(),
            organization: None,
        },
        contact: EmailAddress::parse("hanako@example.jp").unwrap(),
        delivery_email: None,
        method: None,
        locale,
        renews: None,
    };
    let product = catalogue.product("demo-dv").unwrap();
    let mut order = place(application, product, &catalogue.policy, now).unwrap().order;
    let challenge = |id, name: &DnsName, instruction| {
        (ValidationId(Uuid::from_u128(id)), Challenge::Place { name: name.clone(), instruction })
    };
    let file = Instruction::File {
        url: "http://www.example.test/.well-known/pki-validation/0123456789abcdef.txt".into(),
        content: "kP3vY2mQ9sX1tR7wZ4aB6cD8".into(),
    };
    let txt = Instruction::Txt {
        record: "_pki-validation.example.test".into(),
        value: "warifu-validation=kP3vY2mQ9sX1tR7wZ4aB6cD8".into(),
    };
    let challenges = vec![challenge(5, &name, file), challenge(6, &order.names[1].clone(), txt)];
    let issuance = order.issuances[0].id;
    for command in [Command::Pay, Command::AskProof { issuance, upstream: "{}".into(), challenges }] {
        order = decide(&order, command, Actor::Customer(member), &catalogue.policy, now).unwrap().order;
    }
    order
}

/// What a daily look may find; the values are as long as they come.
fn faults() -> Vec<Fault> {
    let params = [
        ("name", "www.example.test"),
        ("address", "203.0.113.10, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff"),
        ("port", "443"),
        ("serial", "0102030405060708090a0b0c0d0e0f10"),
        ("serial_wanted", "1102030405060708090a0b0c0d0e0f10"),
        ("not_after", "1800000000"),
    ];
    let fault = |code: &str, server: Option<&str>| Fault {
        code: code.into(),
        severity: Severity::Error,
        params: params
            .into_iter()
            .chain(server.map(|server| ("server", server)))
            .map(|(name, value)| (name.into(), value.into()))
            .collect(),
        source: "install check".into(),
    };
    vec![fault("site_order_old_certificate", None), fault("site_order_old_certificate", Some("nginx"))]
}

fn columns(line: &str) -> usize {
    line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[test]
fn every_mail_reads_well_in_both_languages() {
    let catalogue = catalogue();
    for locale in Locale::ALL {
        let order = order(&catalogue, locale);
        for template in MailTemplate::ALL {
            let about_order = template != MailTemplate::PointsCredited;
            let view = MailView {
                shop_name: "割符証明書店",
                base_url: "https://shop.example.jp",
                bank_account: "割符銀行 本店 普通 1234567 ワリフ(カ",
                order: about_order.then_some(&order),
                product: catalogue.product("demo-dv").unwrap().name.get(locale),
                issuance: about_order.then(|| &order.issuances[0]),
                certificate_pem: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
                faults: &faults(),
                days: Some(7),
                amount: Some(Yen(50_000)),
                balance: Some(Yen(51_320)),
            };
            let mail = mail(template, locale, &view);
            let at = format!("{} {}\n{}\n{}", locale.tag(), template.as_str(), mail.subject, mail.text);
            assert!(!at.contains("{ $") && !at.contains("{$") && !at.contains("[mail"), "{at}");
            assert!(!mail.subject.is_empty() && !mail.subject.contains('\n'), "{at}");
            assert!(mail.text.contains("https://shop.example.jp/"), "no link: {at}");
            assert!(mail.text.contains("割符証明書店"), "no sender: {at}");
            let wide = mail.text.lines().find(|line| columns(line) > COLUMNS_MAX && !line.contains("http"));
            assert_eq!(wide, None, "{at}");
        }
    }
}

/// The fault, where it is and what to do about it; a command can be copied as a whole.
#[test]
fn a_mail_about_a_faulty_site_says_what_to_do() {
    let catalogue = catalogue();
    for locale in Locale::ALL {
        let order = order(&catalogue, locale);
        let view = MailView { order: Some(&order), faults: &faults(), ..MailView::default() };
        let text = mail(MailTemplate::SiteFaulty, locale, &view).text;
        for part in ["0102030405060708090a0b0c0d0e0f10", "203.0.113.10", "`nginx -t && nginx -s reload`"] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
    }
}

#[test]
fn a_validation_mail_names_everything_to_place() {
    let catalogue = catalogue();
    let order = order(&catalogue, Locale::En);
    let view = MailView {
        order: Some(&order),
        issuance: Some(&order.issuances[0]),
        base_url: "https://shop.example.jp",
        ..MailView::default()
    };
    let text = mail(MailTemplate::ValidationNeeded, Locale::En, &view).text;
    for part in [
        "http://www.example.test/.well-known/pki-validation/0123456789abcdef.txt",
        "_pki-validation.example.test",
        "warifu-validation=kP3vY2mQ9sX1tR7wZ4aB6cD8",
        "https://shop.example.jp/orders/00000000-0000-0000-0000-000000000001",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}
