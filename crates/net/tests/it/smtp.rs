//! Mail to a small server that the tests script, and what must never be said to it.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio_rustls::TlsAcceptor;
use warifu_net::{Attachment, Guard, MailError, Mailer, OutgoingMail, Secret, SmtpMailer, SmtpSettings, Tls, TlsTrust};

use crate::support::{BOTH, Duplex, Identity, LONG, SITE, SOON, World, identity, serve, world};

const PASSWORD: &str = "canary-password";

fn mail() -> OutgoingMail {
    OutgoingMail {
        message_id: "0190-abc@shop.example".into(),
        from: "割符ショップ <shop@shop.example>".into(),
        to: "山田 太郎 <taro@example.jp>".into(),
        subject: "証明書を発行しました".into(),
        text: "こんにちは。\n.\n終わり\n".into(),
        html: None,
        attachments: vec![],
        date_unix: 1_800_000_000,
        auto_submitted: true,
    }
}

fn settings(tls: Tls, trust: TlsTrust) -> SmtpSettings {
    let auth = (tls != Tls::None).then(|| ("shop".to_owned(), Secret::new(PASSWORD.to_owned())));
    let host = if tls == Tls::None { "127.0.0.1" } else { "mail.example" };
    SmtpSettings { host: host.into(), port: 587, tls, auth, trust, helo: "shop.example".into(), time_max: LONG }
}

/// Replies by verb; an empty one closes the connection, the verb `""` is the greeting and `.` the end of the message.
type Instead = &'static [(&'static str, &'static str)];

/// How the server behaves: answers to verbs instead of the usual ones, and whether it offers TLS.
#[derive(Clone, Default)]
struct Script {
    starttls: Option<TlsAcceptor>,
    implicit: Option<TlsAcceptor>,
    /// Sent in one piece with the reply to `STARTTLS`, as an attacker on the line would.
    injected: &'static str,
    instead: Instead,
    auth: &'static str,
}

/// Everything that clients sent, in the clear and inside TLS.
#[derive(Default)]
struct Heard {
    plain: Mutex<String>,
    secret: Mutex<String>,
}

async fn smtp_server(world: &World, script: Script) -> Arc<Heard> {
    let heard = Arc::new(Heard::default());
    let kept = heard.clone();
    let server = serve(move |stream| {
        let (script, heard) = (script.clone(), heard.clone());
        async move {
            let stream: Box<dyn Duplex> = match &script.implicit {
                Some(acceptor) => Box::new(acceptor.accept(stream).await.unwrap()),
                None => Box::new(stream),
            };
            let encrypted = script.implicit.is_some();
            if let Some((acceptor, stream)) = talk(stream, &script, &heard, encrypted, true).await
                && let Ok(stream) = acceptor.accept(stream).await
            {
                talk(Box::new(stream), &script, &heard, true, false).await;
            }
        }
    })
    .await;
    world.name("mail.example", SITE);
    world.listen(SITE, 587, server);
    world.listen("127.0.0.1", 587, server);
    kept
}

/// Talks until the end, or until TLS is to begin.
async fn talk(
    stream: Box<dyn Duplex>,
    script: &Script,
    heard: &Heard,
    encrypted: bool,
    greet: bool,
) -> Option<(TlsAcceptor, Box<dyn Duplex>)> {
    let mut stream = BufReader::new(stream);
    let log = if encrypted { &heard.secret } else { &heard.plain };
    let instead = |verb: &str| script.instead.iter().find(|(of, _)| *of == verb).map(|(_, reply)| (*reply).to_owned());
    if greet {
        stream.write_all(instead("").unwrap_or("220 mail.example\r\n".into()).as_bytes()).await.ok()?;
    }
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        log.lock().unwrap().push_str(&line);
        let verb = line.split_whitespace().next().unwrap_or_default().to_owned();
        let offer = if script.starttls.is_some() && !encrypted { "250-STARTTLS\r\n" } else { "" };
        let reply = instead(&verb).unwrap_or_else(|| match verb.as_str() {
            "EHLO" => format!("250-mail.example\r\n{offer}250-AUTH {}\r\n250 8BITMIME\r\n", script.auth),
            "STARTTLS" => format!("220 go ahead\r\n{}", script.injected),
            "AUTH" if line.contains("LOGIN") => "334 VXNlcm5hbWU6\r\n".into(),
            "AUTH" => "235 welcome\r\n".into(),
            "c2hvcA==" => "334 UGFzc3dvcmQ6\r\n".into(),
            "Y2FuYXJ5LXBhc3N3b3Jk" => "235 welcome\r\n".into(),
            "DATA" => "354 go on\r\n".into(),
            "QUIT" => "221 bye\r\n".into(),
            _ => "250 ok\r\n".into(),
        });
        if reply.is_empty() {
            return None;
        }
        stream.write_all(reply.as_bytes()).await.ok()?;
        stream.flush().await.ok()?;
        match verb.as_str() {
            "STARTTLS" if script.starttls.is_some() => return Some((script.starttls.clone()?, stream.into_inner())),
            "DATA" if reply.starts_with('3') => {
                let mut text = String::new();
                while !text.ends_with("\r\n.\r\n") {
                    if stream.read_line(&mut text).await.ok()? == 0 {
                        return None;
                    }
                }
                log.lock().unwrap().push_str(&text);
                let reply = instead(".").unwrap_or("250 taken\r\n".into());
                stream.write_all(reply.as_bytes()).await.ok()?;
                stream.flush().await.ok()?;
                if reply.is_empty() {
                    return None;
                }
            }
            _ => {}
        }
    }
}

async fn send(world: &World, settings: SmtpSettings) -> Result<(), MailError> {
    SmtpMailer::new(&world.net, settings)?.send(&mail()).await
}

fn trusting(identity: &Identity) -> TlsTrust {
    TlsTrust::Roots(vec![identity.cert.clone()])
}

#[tokio::test]
async fn mail_goes_out_over_each_kind_of_connection() {
    let identity = identity("mail.example");
    let acceptor = identity.acceptor(BOTH);
    let rows = [
        (Tls::None, Script { auth: "PLAIN", ..Script::default() }),
        (Tls::StartTls, Script { starttls: Some(acceptor.clone()), auth: "PLAIN LOGIN", ..Script::default() }),
        (Tls::StartTls, Script { starttls: Some(acceptor.clone()), auth: "LOGIN", ..Script::default() }),
        (Tls::Implicit, Script { implicit: Some(acceptor), auth: "PLAIN", ..Script::default() }),
    ];
    for (tls, script) in rows {
        let world = world();
        let heard = smtp_server(&world, script).await;
        send(&world, settings(tls, trusting(&identity))).await.unwrap();
        let (plain, secret) = (heard.plain.lock().unwrap().clone(), heard.secret.lock().unwrap().clone());
        let said = if tls == Tls::None { &plain } else { &secret };
        assert!(said.contains("MAIL FROM:<shop@shop.example>\r\nRCPT TO:<taro@example.jp>\r\nDATA\r\n"), "{said}");
        assert!(said.contains("Message-ID: <0190-abc@shop.example>\r\n"), "{said}");
        assert!(said.contains("Auto-Submitted: auto-generated\r\n"), "{said}");
        assert_eq!(said.contains("AUTH "), tls != Tls::None, "{said}");
        if tls != Tls::None {
            assert!(!plain.contains("AUTH") && !plain.contains("MAIL"), "{plain}");
        }
    }
}

/// Whatever the server does, neither password nor mail goes out in the clear.
#[tokio::test]
async fn without_tls_nothing_is_said() {
    let (good, other) = (identity("mail.example"), identity("other.example"));
    let starttls =
        |identity: &Identity| Script { starttls: Some(identity.acceptor(BOTH)), auth: "PLAIN", ..Script::default() };
    let rows = [
        ("stripped", Script { auth: "PLAIN", ..Script::default() }, trusting(&good), "smtp_no_starttls"),
        (
            "refused",
            Script { instead: &[("STARTTLS", "454 not now\r\n")], ..starttls(&good) },
            trusting(&good),
            "smtp_refused_for_now",
        ),
        ("injected", Script { injected: "250 ok\r\n", ..starttls(&good) }, trusting(&good), "smtp_malformed"),
        ("untrusted", starttls(&good), TlsTrust::WebPki, "tls_untrusted"),
        ("another name", starttls(&other), trusting(&other), "tls_untrusted"),
    ];
    for (case, script, trust, code) in rows {
        let world = world();
        let heard = smtp_server(&world, script).await;
        let error = send(&world, settings(Tls::StartTls, trust)).await.unwrap_err();
        assert_eq!((error.code, error.retry), (code, true), "{case}");
        let said = heard.plain.lock().unwrap().clone() + &heard.secret.lock().unwrap();
        for never in ["AUTH", "MAIL", "canary", "Y2FuYXJ5"] {
            assert!(!said.contains(never), "{case}: {said}");
        }
    }
}

#[tokio::test]
async fn refusals_say_whether_to_try_again() {
    let rows: &[(Instead, &str, bool, Option<u16>)] = &[
        (&[("", "421 too busy\r\n")], "smtp_refused_for_now", true, Some(421)),
        (&[("", "554 no service\r\n")], "smtp_refused", true, Some(554)),
        (&[("", "")], "smtp_timeout", true, None),
        (&[("EHLO", "")], "smtp_closed", true, None),
        (&[("EHLO", "hello\r\n")], "smtp_malformed", true, None),
        (&[("MAIL", "451 later\r\n")], "smtp_refused_for_now", true, Some(451)),
        (&[("MAIL", "550 never\r\n")], "smtp_refused", false, Some(550)),
        (&[("RCPT", "450 greylisted\r\n")], "smtp_refused_for_now", true, Some(450)),
        (&[("RCPT", "550 unknown user\r\n")], "smtp_refused", false, Some(550)),
        (&[("RCPT", "251 will forward\r\n")], "", false, None),
        (&[("DATA", "554 no\r\n")], "smtp_refused", false, Some(554)),
        (&[(".", "552 too large\r\n")], "smtp_refused", false, Some(552)),
        (&[(".", "")], "smtp_answer_lost", true, None),
        (&[("QUIT", "")], "", false, None),
        (&[("QUIT", "500 what\r\n")], "", false, None),
    ];
    for (instead, code, retry, reply) in rows {
        let world = world();
        smtp_server(&world, Script { instead, auth: "PLAIN", ..Script::default() }).await;
        let mut settings = settings(Tls::None, TlsTrust::WebPki);
        settings.time_max = SOON;
        let got = send(&world, settings).await;
        let wanted = if code.is_empty() { Ok(()) } else { Err(MailError { retry: *retry, code, reply: *reply }) };
        assert_eq!(got, wanted, "{instead:?}");
    }
}

/// A relay that cannot be reached is the operator's matter; no mail is lost over it.
#[tokio::test]
async fn an_unreachable_relay_is_tried_again() {
    let world = world();
    let settings = settings(Tls::StartTls, TlsTrust::WebPki);
    assert_eq!(send(&world, settings.clone()).await, Err(MailError::later("nxdomain")));
    world.name("mail.example", SITE);
    world.listen(SITE, 587, "127.0.0.1:1".parse().unwrap());
    assert_eq!(send(&world, settings.clone()).await, Err(MailError::later("connect_refused")));
    world.name("mail.example", "169.254.169.254");
    assert_eq!(send(&world, settings).await, Err(MailError::later("address_refused")));
}

#[tokio::test]
async fn plain_text_stays_on_this_machine() {
    let world = world();
    smtp_server(&world, Script::default()).await;
    let far = SmtpSettings { host: "mail.example".into(), ..settings(Tls::None, TlsTrust::WebPki) };
    assert_eq!(send(&world, far.clone()).await.unwrap_err().code, "smtp_plain_refused");
    let auth = Some(("shop".to_owned(), Secret::new(PASSWORD.to_owned())));
    let error = SmtpMailer::new(&world.net, SmtpSettings { auth, ..far }).err().unwrap();
    assert_eq!(error, MailError::never("smtp_auth_needs_tls"));
    assert!(world.net.guard().judge("127.0.0.1".parse().unwrap()).is_err());
    assert!(Guard::operator().judge("127.0.0.1".parse().unwrap()).is_ok());
}

#[test]
fn a_secret_is_never_printed() {
    let printed = format!("{:?}", settings(Tls::StartTls, TlsTrust::WebPki));
    assert!(printed.contains("[secret]") && !printed.contains(PASSWORD), "{printed}");
}

/// No text, wherever it comes from, can add a header, a command or a receiver.
#[tokio::test]
async fn injections_are_refused() {
    type Change = fn(&mut OutgoingMail);
    let rows: &[(&str, Change)] = &[
        ("mail_header_bad", |mail| mail.subject = "a\r\nBcc: evil@example.com".into()),
        ("mail_header_bad", |mail| mail.subject = "a\nBcc: evil@example.com".into()),
        ("mail_header_bad", |mail| mail.subject = "a\0b".into()),
        ("mail_header_bad", |mail| mail.subject = "x".repeat(3_000)),
        ("mail_header_bad", |mail| mail.message_id = "a>\r\nX: y".into()),
        ("mail_header_bad", |mail| mail.message_id = String::new()),
        ("mail_header_bad", |mail| mail.to = "a@example.jp\r\nRCPT TO:<b@example.jp>".into()),
        ("mail_header_bad", |mail| mail.from = "a\r <a@example.jp>".into()),
        ("mail_address_bad", |mail| mail.to = "a@example.jp, b@example.jp".into()),
        ("mail_address_bad", |mail| mail.to = "not an address".into()),
        ("mail_address_bad", |mail| mail.to = "\"a> b\"@example.jp".into()),
        ("mail_address_bad", |mail| mail.to = "太郎@example.jp".into()),
        ("mail_date_bad", |mail| mail.date_unix = -1),
        ("mail_too_large", |mail| mail.text = "x\n".repeat(6 * 1024 * 1024)),
        ("mail_header_bad", |mail| {
            mail.attachments = vec![Attachment { name: "a\r\nb".into(), mime: "text/plain".into(), bytes: vec![] }];
        }),
        ("mail_header_bad", |mail| {
            mail.attachments = vec![Attachment { name: "a".into(), mime: "no mime".into(), bytes: vec![] }];
        }),
    ];
    let world = world();
    let heard = smtp_server(&world, Script::default()).await;
    let mailer = SmtpMailer::new(&world.net, settings(Tls::None, TlsTrust::WebPki)).unwrap();
    for (code, change) in rows {
        let mut mail = mail();
        change(&mut mail);
        assert_eq!(mailer.send(&mail).await, Err(MailError::never(code)), "{} {}", mail.subject, mail.to);
    }
    assert_eq!(*heard.plain.lock().unwrap(), "");
}

/// A re-sent mail is the same mail, and its parts can be told apart.
#[tokio::test]
async fn the_same_mail_is_the_same_bytes() {
    let world = world();
    let heard = smtp_server(&world, Script::default()).await;
    let mailer = SmtpMailer::new(&world.net, settings(Tls::None, TlsTrust::WebPki)).unwrap();
    let mut mail = mail();
    mail.text = format!("a\n.\r\n.\r.\n{}\n", "long ".repeat(400));
    mail.html = Some("<p>こんにちは</p>".into());
    let zip =
        Attachment { name: "証明書.zip".into(), mime: "application/zip".into(), bytes: vec![0, 159, 146, 150] };
    mail.attachments = vec![zip];
    let mut sent = Vec::new();
    for _ in 0..2 {
        mailer.send(&mail).await.unwrap();
        sent.push(std::mem::take(&mut *heard.plain.lock().unwrap()));
    }
    assert_eq!(sent[0], sent[1]);
    assert!(sent[0].is_ascii());
    for part in ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/zip"] {
        assert!(sent[0].contains(part), "{part}: {}", sent[0]);
    }
    assert!(!sent[0].replace("\r\n", "").contains(['\r', '\n']), "a bare line end");
    assert!(sent[0].lines().all(|line| line.len() <= 998), "RFC 5322 section 2.1.1");
}
