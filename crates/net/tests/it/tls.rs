//! What a server presents, trusted or not, and the ways in which it can fail to.

use std::{net::SocketAddr, sync::atomic::Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use warifu_net::{NetError, Start, TlsAsk, TlsSeen};

use crate::support::{BOTH, LONG, SITE, World, identity, ok, read_head, serve, tls_server, world, world_ahead};

async fn probe(world: &World, server: SocketAddr) -> Result<TlsSeen, NetError> {
    world.listen(SITE, 443, server);
    world.net.tls_probe(&ask(Some("site.example")), LONG).await.result
}

fn ask(sni: Option<&str>) -> TlsAsk {
    let address = format!("{SITE}:443").parse().unwrap();
    TlsAsk { address, sni: sni.map(str::to_owned), start: Start::Tls }
}

#[tokio::test]
async fn any_certificate_is_recorded() {
    let identity = identity("somebody-else.example");
    for (version, name, days) in [(&TLS12, "TLSv1.2", 0), (&TLS13, "TLSv1.3", 0), (&TLS13, "TLSv1.3", 4_000)] {
        let world = world_ahead(days);
        let acceptor = identity.acceptor(std::slice::from_ref(&version));
        let seen = probe(&world, tls_server(acceptor, |_| async {}).await).await.unwrap();
        assert_eq!((&seen.chain, seen.version, seen.proven), (&vec![identity.cert.clone()], name, true));
        assert_eq!((seen.alpn.as_deref(), &seen.ocsp), (Some("http/1.1"), &None));
        // TLS_AES_256_GCM_SHA384 or TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384; X25519MLKEM768 or x25519.
        assert!(matches!((seen.suite, seen.group), (0x1302, Some(0x11ec)) | (0xc02c, Some(0x001d))), "{seen:?}");
    }
}

#[tokio::test]
async fn what_is_no_tls_is_told_apart() {
    let rows: &[(&'static [u8], &str)] = &[
        (b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", "tls_not_tls"),
        (b"SSH-2.0-OpenSSH_9.2p1\r\n", "tls_not_tls"),
        (b"220 mail.example ESMTP\r\n", "tls_not_tls"),
        (b"\x15\x03\x03\x00\x02\x02\x28", "tls_alert"),
        (b"\x16\x03\x03\x00\x04\x02\x00\x00\x00", "tls_error"),
        (b"", "tls_error"),
    ];
    for (bytes, code) in rows {
        let bytes: &'static [u8] = bytes;
        let server = serve(move |mut stream| async move {
            let _ = stream.write_all(bytes).await;
            let _ = stream.shutdown().await;
            read_head(&mut stream).await;
        });
        let world = world();
        world.listen(SITE, 443, server.await);
        let seen = world.net.tls_probe(&ask(Some("site.example")), LONG).await;
        assert_eq!((&*seen.first_bytes, seen.connect.is_some()), (bytes, true));
        let error = seen.result.unwrap_err();
        assert_eq!(error.code(), *code, "{:?}: {error:?}", String::from_utf8_lossy(bytes));
    }
}

#[tokio::test]
async fn an_alert_has_its_name() {
    let server = serve(|mut stream| async move {
        let _ = stream.write_all(b"\x15\x03\x03\x00\x02\x02\x70").await;
        let _ = stream.shutdown().await;
    });
    let error = probe(&world(), server.await).await.unwrap_err();
    assert_eq!(error, NetError::TlsAlert { alert: "unrecognized_name".into() });
}

#[tokio::test]
async fn a_probe_is_guarded_too() {
    let ask = TlsAsk { address: "127.0.0.1:443".parse().unwrap(), ..ask(None) };
    let seen = world().net.tls_probe(&ask, LONG).await;
    assert_eq!((seen.result.unwrap_err().code(), seen.connect), ("address_refused", None));
    assert!(world().net.tls_probe_kept(&ask, LONG).await.1.is_none());
}

/// The name is sent when there is one, and never for an address.
#[tokio::test]
async fn sni_is_sent_for_names_only() {
    for (sni, wanted) in [(Some("site.example"), Some("site.example")), (None, None), (Some("93.184.216.34"), None)] {
        let (tell, told) = tokio::sync::oneshot::channel();
        let tell = std::sync::Mutex::new(Some(tell));
        let identity = identity("site.example");
        let acceptor = identity.acceptor(BOTH);
        let server = serve(move |stream| {
            let (acceptor, tell) = (acceptor.clone(), tell.lock().unwrap().take());
            async move {
                let tls = acceptor.accept(stream).await.unwrap();
                tell.unwrap().send(tls.get_ref().1.server_name().map(str::to_owned)).unwrap();
            }
        });
        let world = world();
        world.listen(SITE, 443, server.await);
        world.net.tls_probe(&ask(sni), LONG).await.result.unwrap();
        assert_eq!(told.await.unwrap().as_deref(), wanted);
    }
}

/// TLS 1.2 gives its ticket in the handshake, TLS 1.3 after it.
#[tokio::test]
async fn resumption_is_seen() {
    let identity = identity("site.example");
    for version in [&TLS12, &TLS13] {
        let world = world();
        let acceptor = identity.acceptor(std::slice::from_ref(&version));
        let server = tls_server(acceptor, |mut tls| async move {
            read_head(&mut tls).await;
            tls.write_all(&ok("")).await.unwrap();
        });
        world.listen(SITE, 443, server.await);
        let (net, connections) = world.net.counted();
        let ask = ask(Some("site.example"));
        let (probe, kept) = net.tls_probe_kept(&ask, LONG).await;
        assert_eq!(probe.result.unwrap().chain.len(), 1);
        assert_eq!(net.tls_resumes(kept.unwrap(), &ask, LONG).await, Ok(true), "{version:?}");
        assert_eq!(connections.load(Ordering::Relaxed), 2);
    }
}

/// The three ways from a clear beginning to TLS, and how each can fail.
#[tokio::test]
async fn tls_begins_after_starttls() {
    let identity = identity("mail.example");
    // What the server says at first, and then to each line.
    let rows: &[(Start, &[&str], Result<(), &str>)] = &[
        (Start::Smtp, &["220-hi\r\n220 there\r\n", "250-me\r\n250 STARTTLS\r\n", "220 go\r\n"], Ok(())),
        (Start::Smtp, &["554 no\r\n"], Err("greeting")),
        (Start::Smtp, &["220 hi\r\n", "250 me\r\n", "502 what\r\n"], Err("not_offered")),
        (Start::Smtp, &["220 hi\r\n", "250 me\r\n", "220 go\r\n250 injected\r\n"], Err("early_data")),
        (Start::Imap, &["* OK hi\r\n", "* CAPABILITY IMAP4rev1\r\na OK go\r\n"], Ok(())),
        (Start::Imap, &["* OK hi\r\n", "a BAD no\r\n"], Err("not_offered")),
        (Start::Pop3, &["+OK hi\r\n", "+OK go\r\n"], Ok(())),
        (Start::Pop3, &["+OK hi\r\n", "-ERR no\r\n"], Err("not_offered")),
        (Start::Pop3, &["HTTP/1.1 400 Bad\r\n"], Err("greeting")),
        (Start::Pop3, &[], Err("closed")),
    ];
    for (start, says, wanted) in rows {
        let (acceptor, says) = (identity.acceptor(BOTH), says.to_vec());
        let server = serve(move |mut stream| {
            let (acceptor, says) = (acceptor.clone(), says.clone());
            async move {
                for (turn, say) in says.iter().enumerate() {
                    while turn > 0 && stream.read_u8().await.is_ok_and(|octet| octet != b'\n') {}
                    let _ = stream.write_all(say.as_bytes()).await;
                }
                if says.len() > 1 {
                    let _ = acceptor.accept(stream).await;
                }
            }
        });
        let world = world();
        world.listen(SITE, 443, server.await);
        let seen = world.net.tls_probe(&TlsAsk { start: *start, ..ask(Some("mail.example")) }, LONG).await.result;
        let seen = seen.map(|seen| assert_eq!(seen.chain.len(), 1));
        assert_eq!(seen, wanted.map_err(|why| NetError::StartTls { why }), "{start:?} {why:?}", why = wanted);
    }
}
