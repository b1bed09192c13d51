//! Every page in both languages with sample data: no leftovers, no key without words, a language on the root element.

use std::collections::BTreeMap;

use warifu_domain::{Timestamp, Yen, catalogue::Catalogue, ledger::Transaction, order::Order, people::Locale};
use warifu_pki::bundle::Site;
use warifu_render::{
    Chip, Page, Problem, Signed, Template, Text, console, demo, doctor, help, look,
    order::{self, EventRow, OrderPage, Report},
    rule, shop,
};

use crate::mails::{catalogue, order as sample_order};

fn page(locale: Locale, staff: bool) -> Page {
    let mut page = Page::new(locale, "割符証明書店");
    page.viewer = Some(Signed { email: "hanako@example.jp".into(), staff });
    page.demo = true;
    page.done = Some("paid".into());
    page
}

fn problems(locale: Locale) -> shop::Problems {
    shop::Problems(vec![
        Problem::new(locale, "names", "field_empty", &[]),
        Problem::new(locale, "csr", "private_key_pasted", &[]),
        Problem::new(locale, "email", "email_taken", &[]),
    ])
}

fn cards(text: Text, catalogue: &Catalogue) -> Vec<shop::ProductCard> {
    let card = |product| shop::ProductCard::new(text, product, &catalogue.policy, true);
    catalogue.products.iter().map(card).collect()
}

/// The issuances as of a certificate in use; staff see one whose site is faulty.
fn watched(text: Text, order: &Order, faulty: bool) -> Vec<order::IssuanceRow> {
    let mut rows = order::issuances(text, order, &BTreeMap::new());
    let findings = if faulty { problems(text.locale).0 } else { vec![] };
    rows[0].watch = Some(Report { served: !faulty, checked_at: order.applied_at, findings });
    rows
}

/// Every page by name.
fn samples(locale: Locale) -> Vec<(&'static str, String)> {
    let (text, catalogue) = (Text::of(locale), catalogue());
    let now: Timestamp = "2026-11-22T03:00:00Z".parse().unwrap();
    let order = sample_order(&catalogue, locale);
    let product = cards(text, &catalogue).swap_remove(0);
    let form = || shop::ApplyForm {
        product: "demo-dv".into(),
        names: "www.example.test".into(),
        csr: "-----BEGIN CERTIFICATE REQUEST-----".into(),
        subscriber_name: "割符 花子".into(),
        ..shop::ApplyForm::default()
    };
    let row = |reader| shop::OrderRow::new(text, &order, "おためしDV", reader);
    let entry = shop::PointEntry::new(&Transaction::hold(order.account, order.id, order.price, now));
    let event = || EventRow::new(text, now, "customer", "order_paid", &[("total_yen".into(), "1320".into())]);
    let action = order.next_action();
    let order_page = |staff: bool| OrderPage {
        page: page(locale, staff),
        order: &order,
        product: "おためしDV".into(),
        customer: staff.then(|| "割符".into()),
        action,
        who: Chip::of_actor(text, action.who(), "customer"),
        status: Chip::of_state(text, "order-status", order.state.as_str()),
        steps: order::steps(text, &order, Some(now), "customer"),
        places: order::places(text, &order),
        issuances: watched(text, &order, staff),
        events: vec![event()],
        balance: Some(Yen(100)),
        key_leaked: true,
        report: (!staff).then(|| Report { served: false, checked_at: now, findings: problems(locale).0 }),
        sheet: vec![(text.of_code("sheet", "names"), "a.example.jp\nb.example.jp".into())],
        manual: staff.then(|| "1".into()),
        problems: problems(locale),
    };
    let confirm = shop::Confirm {
        page: page(locale, false),
        product: product.clone(),
        form: form(),
        names: vec!["www.example.test".into()],
        months: 12,
        price: order.price,
        due_at: now,
        balance: Yen(0),
        method: Some("dns-01"),
        key: "RSA-2048".into(),
        hints: problems(locale).0,
        request_key: "page-1".into(),
        problems: shop::Problems::default(),
    };
    let apply =
        shop::Apply { page: page(locale, false), product, form: form(), problems: problems(locale), due_at: now };
    let login = shop::Login {
        page: Page::new(locale, "割符証明書店"),
        next: "/orders".into(),
        email: String::new(),
        problem: problems(locale).0.pop(),
    };
    let register = shop::Register {
        page: Page::new(locale, "割符証明書店"),
        account_name: String::new(),
        email: String::new(),
        problems: problems(locale),
    };
    let points = shop::Points {
        page: page(locale, false),
        balance: Yen(11_880),
        held: Yen(1_320),
        entries: vec![entry],
        next: Some("x".into()),
        bank_account: "割符銀行".into(),
    };
    let account = shop::Account {
        page: page(locale, false),
        role: "customer",
        account: order.account.to_string(),
        tokens: vec![shop::TokenRow { id: "1".into(), label: "更新".into(), created_at: now }],
        secret: Some("wrf_secret".into()),
        label: String::new(),
        problems: problems(locale),
    };
    let error = shop::ErrorPage {
        page: page(locale, false),
        status: 404,
        title: warifu_render::message(locale, "title_404", &[]),
        message: warifu_render::message(locale, "not_found", &[]),
        next_step: warifu_render::fix(locale, "not_found", &[]).unwrap(),
        problems: problems(locale),
        request_id: "1-1".into(),
    };
    let job = console::JobRow {
        id: "1".into(),
        name: console::JobRow::name_of(text, "send_mail"),
        key: "send_mail:1".into(),
        order: Some(order.id.to_string()),
        state: Chip::of_state(text, "job-state", "dead"),
        dead: true,
        run_at: now,
        attempts: 3,
        last_error: Some("smtp: refused".into()),
    };
    let sandbox_site = demo::SandboxSite {
        name: "www.example.test".into(),
        csr: Some("-----BEGIN CERTIFICATE REQUEST-----".into()),
        placed: vec!["/.well-known/x".into()],
        installed: Some(demo::SandboxCertificate { serial_hex: "01".into(), not_after: now, issuer: "CA".into() }),
        https_url: "https://127.0.0.1:1/".into(),
    };
    let mail = demo::MailboxRow {
        id: "1".into(),
        to: "hanako@example.jp".into(),
        subject: "件名".into(),
        at: now,
        copies: 2,
        attachments: 1,
    };
    let standards = warifu_pki::Standards::parse(
        include_str!("../../../../catalogue/standards.toml"),
        include_str!("../../../../catalogue/pki-limits.toml"),
    )
    .unwrap();
    let key_size = rule::RuleWords::of(text, "name_reverse_lookup", &standards).unwrap();
    assert!(key_size.in_force.is_some() && !key_size.sources.is_empty());
    let typed =
        || look::LookForm { text: "-----BEGIN".into(), names: "a.example.jp".into(), judge: "rules:private".into() };
    let choice = |value: &str| look::JudgeChoice { value: value.into(), label: "private".into() };
    let look_csr = look::LookCsr {
        page: page(locale, false),
        form: typed(),
        products: vec![choice("product:demo-dv")],
        rule_sets: vec![choice("rules:private")],
        seen: Some(look::CsrSeen {
            facts: look::labelled(text, &["label-names", "report-key"], vec![Some("a.example.jp".into()), None]),
            findings: problems(locale).0,
            apply: vec![("demo-dv".into(), "おためしDV".into())],
        }),
        problems: problems(locale),
    };
    let look_cert = look::LookCert {
        page: page(locale, false),
        form: typed(),
        seen: Some(vec![look::CertificateSeen { title: "a.example.jp".into(), facts: vec![] }]),
        completed: Some("-----BEGIN CERTIFICATE-----".into()),
        findings: problems(locale).0,
    };
    let doctor_form =
        || doctor::DoctorForm { host: "a.example".into(), quick: true, order: Some(("1".into(), "a.example".into())) };
    let doctor_page = |looking: Option<String>| doctor::DoctorPage {
        page: page(locale, false),
        form: doctor_form(),
        ports: "443, 8443".into(),
        days: 30,
        looking,
        kept: vec![doctor::KeptRow { id: "1".into(), site: "a.example:443".into(), at: now }],
        problems: problems(locale),
    };
    let render = |view: &dyn askama::DynTemplate| view.dyn_render().unwrap();
    let staff = || page(locale, true);
    let help_server = |id: &str| help::HelpServer {
        page: page(locale, false),
        howto: help::HowTo::new(text, id.parse().unwrap(), &Site::example()),
    };
    let general = Problem::general(locale, "names_too_many").unwrap();
    vec![
        ("home", render(&shop::Home { page: page(locale, false), products: cards(text, &catalogue) })),
        ("products", render(&shop::Products { page: page(locale, false), products: cards(text, &catalogue) })),
        ("apply", render(&apply)),
        ("confirm", render(&confirm)),
        (
            "orders",
            render(&shop::Orders {
                page: page(locale, false),
                rows: vec![row("customer")],
                status: "active".into(),
                next: Some("x".into()),
            }),
        ),
        ("order", render(&order_page(false))),
        ("order_for_staff", render(&order_page(true))),
        ("points", render(&points)),
        ("login", render(&login)),
        ("register", render(&register)),
        ("account", render(&account)),
        ("help", render(&shop::Help { page: page(locale, false) })),
        ("help_csr", render(&shop::HelpCsr { page: page(locale, false) })),
        ("help_proof", render(&shop::HelpProof { page: page(locale, false) })),
        ("help_servers", render(&help::HelpServers { page: page(locale, false) })),
        ("help_server_web", render(&help_server("nginx"))),
        ("help_server_windows", render(&help_server("iis"))),
        ("help_server_java", render(&help_server("tomcat"))),
        ("help_server_panel", render(&help_server("cpanel"))),
        ("help_problem", render(&shop::HelpProblem { page: page(locale, false), problem: general })),
        ("help_rules", render(&rule::HelpRules { page: page(locale, false), groups: rule::groups(text, &standards) })),
        ("help_rule", render(&rule::HelpRule { page: page(locale, false), rule: key_size })),
        ("look_csr", render(&look_csr)),
        ("look_cert", render(&look_cert)),
        ("doctor", render(&doctor_page(None))),
        ("doctor_looking", {
            let page = render(&doctor_page(Some("a.example:443".into())));
            let (head, tail) = page.split_once(doctor::DoctorPage::SEAM).unwrap();
            let stage = doctor::StageSeen { text, stage: "dns", seen: "192.0.2.1".into() };
            let result =
                doctor::SiteResult { text, site: examined(locale), kept: Some(("1".into(), now)), member: true };
            let problem = Problem::new(locale, "", "doctor_broken", &[]);
            let failed = doctor::LookFailed { text, problem };
            let parts = [head, &render(&stage), doctor::DoctorPage::LOOKED, &render(&result), &render(&failed), tail];
            parts.concat()
        }),
        (
            "doctor_kept",
            render(&doctor::KeptPage {
                page: page(locale, false),
                id: "1".into(),
                at: now,
                until: now,
                form: doctor_form(),
                site: examined(locale),
            }),
        ),
        ("error", render(&error)),
        ("queue", render(&console::Queue { page: staff(), rows: vec![row("staff")], now, next: Some("x".into()) })),
        (
            "credit",
            render(&console::Credit {
                page: staff(),
                account: String::new(),
                amount: String::new(),
                reference: String::new(),
                problems: problems(locale),
                credited: Some(Yen(10_000)),
            }),
        ),
        (
            "accounts",
            render(&console::Accounts {
                page: staff(),
                rows: vec![console::AccountRow {
                    id: "1".into(),
                    name: "割符".into(),
                    email: "hanako@example.jp".into(),
                    created_at: now,
                }],
                next: Some("x".into()),
            }),
        ),
        (
            "jobs",
            render(&console::Jobs { page: staff(), rows: vec![job], state: "dead".into(), next: Some("x".into()) }),
        ),
        (
            "audit",
            render(&console::Audit {
                page: staff(),
                rows: vec![console::AuditLine { order: Some(order.id.to_string()), sequence: 1, event: event() }],
                next: Some("x".into()),
            }),
        ),
        (
            "sandbox",
            render(&demo::Sandbox {
                page: page(locale, false),
                now,
                offset_seconds: 90_000,
                sites: vec![sandbox_site],
                problem: Some("?".into()),
            }),
        ),
        ("mailbox", render(&demo::Mailbox { page: page(locale, false), mails: vec![mail.clone()] })),
        (
            "mail",
            render(&demo::MailPage {
                page: page(locale, false),
                row: mail,
                from: "shop@example.jp".into(),
                message_id: "1@example.jp".into(),
                text: "本文".into(),
                attachments: vec![("a.zip".into(), 12)],
            }),
        ),
    ]
}

#[test]
fn every_page_is_whole_in_both_languages() {
    for locale in Locale::ALL {
        for (name, html) in samples(locale) {
            let at = format!("{} {name}", locale.tag());
            assert!(html.contains(&format!("<html lang=\"{}\">", locale.tag())), "{at}: no language");
            assert!(!html.contains("{$") && !html.contains("{ $"), "{at}: a variable is left over");
            assert!(html.contains("<h1"), "{at}: no heading");
            assert!(
                !html.contains("style=\"") && !html.contains("<script>"),
                "{at}: inline code is not allowed by policy"
            );
            // A key that nobody wrote stands in brackets.
            let key = html.split('[').skip(1).find_map(|rest| {
                let inside = rest.split(']').next()?;
                let is_key =
                    inside.contains('-') && inside.bytes().all(|b| b.is_ascii_lowercase() || b"-_.".contains(&b));
                is_key.then(|| inside.to_owned())
            });
            assert_eq!(key, None, "{at}: a key without words");
        }
    }
}

#[test]
fn english_pages_hold_no_japanese_of_the_shop() {
    let kana = |c: char| ('\u{3041}'..='\u{30ff}').contains(&c);
    for (name, html) in samples(Locale::En) {
        // Names, samples and the switch to Japanese are data.
        let data = ["割符証明書店", "おためしDV", "日本語"];
        let html = data.iter().fold(html, |html, word| html.replace(word, ""));
        let line = html.lines().find(|line| line.chars().any(kana));
        assert_eq!(line, None, "{name}");
    }
}

/// What the doctor saw of a site.
fn examined(locale: Locale) -> doctor::SiteView {
    let text = Text::of(locale);
    let params = [("name", "a.example".to_owned()), ("server", "nginx".to_owned())];
    let outcomes = ["ok", "problem", "not_reached", "not_looked"].into_iter().cycle();
    let stages =
        ["dns", "tcp", "service", "tls", "order", "chain", "certificate", "http", "validation", "addresses", "clients"];
    doctor::SiteView {
        text,
        title: "a.example:443".into(),
        stages: stages
            .iter()
            .zip(outcomes)
            .map(|(stage, outcome)| doctor::StageRow::new(text, stage, outcome, true, "<b>".into()))
            .collect(),
        findings: vec![Problem::new(locale, "http", "site_redirect_missing", &params)],
        addresses: vec![doctor::AddressRow {
            address: "192.0.2.1:443".into(),
            versions: vec![("TLSv1.3".into(), vec!["TLS_AES_128_GCM_SHA256".into()])],
            groups: vec!["X25519".into()],
            ..doctor::AddressRow::default()
        }],
        certificates: vec![look::CertificateSeen { title: "a.example".into(), facts: vec![] }],
        clients: vec![doctor::ClientRow {
            name: "Chrome".into(),
            class: text.t("site-class-current"),
            verdict: Chip { tone: "good", label: text.t("site-client-opens") },
        }],
        facts: vec![(text.t("site-server"), "nginx".into())],
        help: Some("https://shop.example".into()),
        open: true,
    }
}

#[test]
fn the_doctors_report_stands_alone_and_follows_the_server() {
    for locale in Locale::ALL {
        let text = Text::of(locale);
        let begin = doctor::ReportBegin { text, at: "2026-11-22T03:00:00Z".parse().unwrap(), alone: true };
        let params = |server: &str| [("name", "a.example".to_owned()), ("server", server.to_owned())];
        let fix = |server: &str| Problem::new(locale, "http", "site_redirect_missing", &params(server)).fix;
        assert!(fix("nginx").contains("nginx -s reload") && fix("apache").contains("apachectl"), "its own remedy");
        assert_eq!(
            fix("none"),
            Problem::new(locale, "http", "site_redirect_missing", &params("")).fix,
            "the general one"
        );
        let site = examined(locale);
        let page = [begin.render().unwrap(), site.render().unwrap(), doctor::REPORT_END.to_owned()].concat();
        assert!(page.contains(&format!("<html lang=\"{}\">", locale.tag())) && page.trim_end().ends_with("</html>"));
        assert!(page.contains("https://shop.example/help/rules/site_redirect_missing") && page.contains("&#60;b&#62;"));
        assert!(!page.contains("[site-") && !page.contains("{$"), "{page}");
        for tag in ["article", "section", "ol", "ul", "table", "details", "dl", "div", "main"] {
            let (opened, closed) =
                (page.matches(&format!("<{tag}")).count(), page.matches(&format!("</{tag}>")).count());
            assert_eq!(opened, closed, "{tag}");
        }
    }
}
