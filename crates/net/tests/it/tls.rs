//! What a server presents, trusted or not, and the ways in which it can fail to.

use std::net::SocketAddr;

use tokio::io::AsyncWriteExt;
use tokio_rustls::rustls::version::{TLS12, TLS13};
use warifu_net::{NetError, TlsSeen};

use crate::support::{LONG, SITE, World, identity, read_head, serve, tls_server, world, world_ahead};

async fn probe(world: &World, server: SocketAddr) -> Result<TlsSeen, NetError> {
    world.listen(SITE, 443, server);
    world.net.tls_probe(format!("{SITE}:443").parse().unwrap(), "site.example", LONG).await
}

#[tokio::test]
async fn any_certificate_is_recorded() {
    let identity = identity("somebody-else.example");
    for (version, name, days) in [(&TLS12, "TLSv1.2", 0), (&TLS13, "TLSv1.3", 0), (&TLS13, "TLSv1.3", 4_000)] {
        let world = world_ahead(days);
        let acceptor = identity.acceptor(std::slice::from_ref(&version));
        let seen = probe(&world, tls_server(acceptor, |_| async {}).await).await.unwrap();
        let wanted = TlsSeen { chain: vec![identity.cert.clone()], version: name, alpn: Some("http/1.1".into()) };
        assert_eq!(seen, wanted);
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
        let error = probe(&world(), server.await).await.unwrap_err();
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
    let error = world().net.tls_probe("127.0.0.1:443".parse().unwrap(), "site.example", LONG).await.unwrap_err();
    assert_eq!(error.code(), "address_refused");
}
