//! An ACME CA that answers what it is told to, over real TLS: for everything that pebble never does.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use rustls::{
    ServerConfig,
    crypto::aws_lc_rs::default_provider,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;
use warifu_ca::{
    World,
    acme::{Acme, AcmeConfig},
};
use warifu_net::{Guard, Net, TcpDialer, TlsTrust, fake::MapResolver};

use crate::support::{Chance, Dir, now};

/// Status line, further headers (each with its line end) and body.
#[derive(Clone)]
pub(crate) struct Canned(pub(crate) &'static str, pub(crate) String, pub(crate) String);

/// A certificate for `localhost`, made once for all of a test's servers.
pub(crate) struct Identity {
    certificate: Vec<u8>,
    key: Vec<u8>,
}

impl Identity {
    pub(crate) fn new() -> Self {
        let dir = Dir::new();
        dir.openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tls.key -out tls.pem -days 365 \
             -subj /CN=localhost -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE",
        );
        dir.openssl("pkcs8 -topk8 -nocrypt -in tls.key -outform DER -out key.der");
        dir.openssl("x509 -in tls.pem -outform DER -out certificate.der");
        let read = |file| std::fs::read(dir.path().join(file)).unwrap();
        Self { certificate: read("certificate.der"), key: read("key.der") }
    }
}

/// The server, and a way to it.
pub(crate) struct Upstream {
    /// Its base URL, without a slash.
    pub(crate) base: String,
    replies: Arc<Mutex<HashMap<String, Vec<Canned>>>>,
    requests: Arc<Mutex<Vec<(String, String)>>>,
    trust: TlsTrust,
    net: Net,
}

impl Upstream {
    /// A CA with a directory, nonces and one account; `/order` and all else is for the test to say.
    pub(crate) async fn start(identity: &Identity) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let (replies, requests) = (Arc::<Mutex<HashMap<_, _>>>::default(), Arc::<Mutex<Vec<_>>>::default());
        tokio::spawn(serve(listener, acceptor(identity), replies.clone(), requests.clone()));
        let resolver = MapResolver::new();
        resolver.set("localhost", Ok(vec!["127.0.0.1".parse().unwrap()]));
        let guard = Guard::new(vec!["127.0.0.0/8".parse().unwrap()]);
        // The certificate was made a moment ago by the real clock.
        let clock = Arc::new(|| crate::pebble::real_now().unix_seconds());
        let net = Net::new(Arc::new(resolver), Arc::new(TcpDialer), guard, clock);
        let trust = TlsTrust::Roots(vec![identity.certificate.clone()]);
        let upstream = Self { base, replies, requests, trust, net };
        upstream.say("/dir", &[upstream.directory()]);
        upstream.say("/account", &[ok(r#"{"status":"valid"}"#)]);
        upstream
    }

    pub(crate) fn directory(&self) -> Canned {
        let base = &self.base;
        ok(&format!(
            r#"{{"newNonce":"{base}/nonce","newAccount":"{base}/accounts","newOrder":"{base}/orders",
            "revokeCert":"{base}/revoke","renewalInfo":"{base}/renewal"}}"#
        ))
    }

    /// What a path answers, one reply after the other, the last one for ever.
    pub(crate) fn say(&self, path: &str, replies: &[Canned]) {
        self.replies.lock().unwrap().insert(path.to_owned(), replies.to_vec());
    }

    /// Method and path, and body, of everything asked so far.
    pub(crate) fn requests(&self) -> Vec<(String, String)> {
        self.requests.lock().unwrap().clone()
    }

    pub(crate) fn connector(&self) -> Acme {
        let config = AcmeConfig {
            name: "acme".into(),
            directory_url: format!("{}/dir", self.base),
            contact: vec![],
            terms_agreed: true,
            external_account: None,
            profile: None,
            trust: self.trust.clone(),
        };
        let key = Acme::generate_account_key().unwrap();
        Acme::open(config, &key, Some(format!("{}/account", self.base))).unwrap()
    }

    pub(crate) fn world(&self) -> World<'_> {
        World { net: &self.net, random: &Chance, now: now() }
    }
}

pub(crate) fn ok(body: &str) -> Canned {
    Canned("200 OK", String::new(), body.to_owned())
}

pub(crate) fn created(location: &str) -> Canned {
    Canned("201 Created", format!("Location: {location}\r\n"), "{}".to_owned())
}

pub(crate) fn problem(status: &'static str, kind: &str) -> Canned {
    let body = format!(r#"{{"type":"urn:ietf:params:acme:error:{kind}","detail":"said \u001b[31mno"}}"#);
    Canned(status, "Retry-After: 120\r\n".to_owned(), body)
}

fn acceptor(identity: &Identity) -> TlsAcceptor {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(identity.key.clone()));
    let chain = vec![CertificateDer::from(identity.certificate.clone())];
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

async fn serve(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    replies: Arc<Mutex<HashMap<String, Vec<Canned>>>>,
    requests: Arc<Mutex<Vec<(String, String)>>>,
) {
    while let Ok((stream, _)) = listener.accept().await {
        let Ok(mut stream) = acceptor.accept(stream).await else { continue };
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") && head.len() < 65_536 {
            match stream.read_u8().await {
                Ok(octet) => head.push(octet),
                Err(_) => break,
            }
        }
        let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        let _ = stream.read_exact(&mut body).await;
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        requests.lock().unwrap().push((path.clone(), String::from_utf8_lossy(&body).into_owned()));
        let Canned(status, headers, body) = {
            let mut replies = replies.lock().unwrap();
            match replies.get_mut(&path) {
                Some(queue) if queue.len() > 1 => queue.remove(0),
                Some(queue) => queue[0].clone(),
                None if path == "/nonce" => ok(""),
                None => Canned("404 Not Found", String::new(), "{}".to_owned()),
            }
        };
        let length = if headers.contains("Content-Length") {
            String::new()
        } else {
            format!("Content-Length: {}\r\n", body.len())
        };
        let reply =
            format!("HTTP/1.1 {status}\r\nReplay-Nonce: bm9uY2U\r\nConnection: close\r\n{length}{headers}\r\n{body}");
        let _ = stream.write_all(reply.as_bytes()).await;
        let _ = stream.shutdown().await;
    }
}
