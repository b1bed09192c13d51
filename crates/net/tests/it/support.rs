//! A small world: names, public-looking addresses, and servers that say what a test lets them say.

use std::{
    net::{IpAddr, SocketAddr},
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime},
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig, SupportedProtocolVersion,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
        version::{TLS12, TLS13},
    },
};
use warifu_net::{
    Guard, Net,
    fake::{MapResolver, PortMapDialer},
};

/// Addresses that the guard takes for public.
pub(crate) const SITE: &str = "93.184.216.34";
pub(crate) const OTHER: &str = "93.184.216.35";

pub(crate) struct World {
    pub(crate) resolver: Arc<MapResolver>,
    pub(crate) dialer: Arc<PortMapDialer>,
    pub(crate) net: Net,
}

/// A world whose clock runs `days` ahead.
pub(crate) fn world_ahead(days: i64) -> World {
    let resolver = Arc::new(MapResolver::new());
    let dialer = Arc::new(PortMapDialer::new(Arc::new(warifu_net::TcpDialer)));
    let now = Arc::new(move || unix_now() + days * 86_400);
    let net = Net::new(resolver.clone(), dialer.clone(), Guard::default(), now);
    World { resolver, dialer, net }
}

pub(crate) fn world() -> World {
    world_ahead(0)
}

impl World {
    /// A name that resolves to one address.
    pub(crate) fn name(&self, host: &str, ip: &str) {
        self.resolver.set(host, Ok(vec![ip.parse().unwrap()]));
    }

    /// Lets a server answer on a public-looking address.
    pub(crate) fn listen(&self, ip: &str, port: u16, server: SocketAddr) {
        self.dialer.map(SocketAddr::new(ip.parse().unwrap(), port), server);
    }
}

#[expect(clippy::disallowed_methods, reason = "openssl dates its certificates by the real clock")]
fn unix_now() -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    i64::try_from(now.as_secs()).unwrap()
}

pub(crate) fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

pub(crate) const SOON: Duration = Duration::from_millis(400);
pub(crate) const LONG: Duration = Duration::from_secs(10);

/// A server on a free port of loopback; each connection gets its own run of `handle`.
pub(crate) async fn serve<F, R>(handle: F) -> SocketAddr
where
    F: Fn(TcpStream) -> R + Send + Sync + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(handle(stream));
        }
    });
    address
}

/// An HTTP server that answers each request head with the bytes that `answer` makes of it, then closes.
pub(crate) async fn http_server(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> SocketAddr {
    let answer = Arc::new(answer);
    serve(move |mut stream| {
        let answer = answer.clone();
        async move {
            let head = read_head(&mut stream).await;
            let _ = stream.write_all(&answer(&head)).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

pub(crate) fn ok(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

pub(crate) fn moved(status: u16, location: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n").into_bytes()
}

pub(crate) async fn read_head(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8(head).unwrap()
}

/// A key and a self-signed certificate by openssl.
pub(crate) struct Identity {
    pub(crate) cert: Vec<u8>,
    key: Vec<u8>,
}

pub(crate) fn identity(name: &str) -> Identity {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let base = std::env::temp_dir().join(format!("warifu-net-{}-{number}", std::process::id()));
    let (key, cert) = (base.with_extension("key"), base.with_extension("pem"));
    let done = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"])
        .args(["-subj", &format!("/CN={name}"), "-addext", &format!("subjectAltName=DNS:{name}")])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&cert)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let identity = Identity {
        cert: CertificateDer::from_pem_file(&cert).unwrap().to_vec(),
        key: PrivateKeyDer::from_pem_file(&key).unwrap().secret_der().to_vec(),
    };
    std::fs::remove_file(key).unwrap();
    std::fs::remove_file(cert).unwrap();
    identity
}

impl Identity {
    pub(crate) fn acceptor(&self, versions: &[&'static SupportedProtocolVersion]) -> TlsAcceptor {
        let key = PrivateKeyDer::try_from(self.key.clone()).unwrap();
        let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_protocol_versions(versions)
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![CertificateDer::from(self.cert.clone())], key)
            .unwrap();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        TlsAcceptor::from(Arc::new(config))
    }
}

pub(crate) static BOTH: &[&SupportedProtocolVersion] = &[&TLS12, &TLS13];

/// A server that speaks TLS and then runs `handle` inside.
pub(crate) async fn tls_server<F, R>(acceptor: TlsAcceptor, handle: F) -> SocketAddr
where
    F: Fn(Box<dyn Duplex>) -> R + Send + Sync + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    let handle = Arc::new(handle);
    serve(move |stream| {
        let (acceptor, handle) = (acceptor.clone(), handle.clone());
        async move {
            if let Ok(tls) = acceptor.accept(stream).await {
                handle(Box::new(tls)).await;
            }
        }
    })
    .await
}

pub(crate) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}
