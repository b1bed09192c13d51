//! A small world: names, addresses, servers, and certificates made by openssl.

use std::{
    net::SocketAddr,
    path::PathBuf,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};
use warifu_net::{
    Guard, Net, TcpDialer,
    fake::{MapResolver, PortMapDialer},
};

/// Addresses that the guard takes for public.
pub(crate) const ONE: &str = "93.184.216.34";
pub(crate) const TWO: &str = "93.184.216.35";

/// Long enough for any handshake on loopback, short enough for a test that waits it out.
pub(crate) const TIME: Duration = Duration::from_millis(1_500);

pub(crate) struct World {
    pub(crate) resolver: Arc<MapResolver>,
    dialer: Arc<PortMapDialer>,
    pub(crate) net: Net,
}

pub(crate) fn world() -> World {
    let resolver = Arc::new(MapResolver::new());
    let dialer = Arc::new(PortMapDialer::new(Arc::new(TcpDialer)));
    let net = Net::new(resolver.clone(), dialer.clone(), Guard::default(), Arc::new(|| 1_800_000_000));
    World { resolver, dialer, net }
}

impl World {
    pub(crate) fn name(&self, host: &str, addresses: &[&str]) {
        self.resolver.set(host, Ok(addresses.iter().map(|ip| ip.parse().unwrap()).collect()));
    }

    pub(crate) fn listen(&self, ip: &str, port: u16, server: SocketAddr) {
        self.dialer.map(SocketAddr::new(ip.parse().unwrap(), port), server);
    }
}

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

/// A server that says these bytes at once, and then nothing more until the client goes.
pub(crate) async fn says(bytes: impl Into<Vec<u8>>) -> SocketAddr {
    let bytes = bytes.into();
    serve(move |mut stream| {
        let bytes = bytes.clone();
        async move {
            let _ = stream.write_all(&bytes).await;
            if !bytes.is_empty() {
                let _ = stream.shutdown().await;
            }
            let _ = stream.read_to_end(&mut Vec::new()).await;
        }
    })
    .await
}

/// A TLS server that presents this chain and says nothing inside.
pub(crate) async fn presents(chain: &[&Identity]) -> SocketAddr {
    presents_and_says(chain, String::new()).await
}

/// A TLS server that presents this chain and says these bytes inside.
pub(crate) async fn presents_and_says(chain: &[&Identity], bytes: String) -> SocketAddr {
    let ders = chain.iter().map(|identity| CertificateDer::from(identity.der.clone())).collect();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(ders, PrivateKeyDer::from_pem_file(&chain[0].key).unwrap())
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    serve(move |stream| {
        let (acceptor, bytes) = (acceptor.clone(), bytes.clone());
        async move {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let _ = stream.write_all(bytes.as_bytes()).await;
                let _ = stream.read_to_end(&mut Vec::new()).await;
            }
        }
    })
    .await
}

/// A key and a certificate by openssl; its files go with it.
pub(crate) struct Identity {
    pub(crate) der: Vec<u8>,
    key: PathBuf,
    cert: PathBuf,
}

impl Drop for Identity {
    fn drop(&mut self) {
        let _ = (std::fs::remove_file(&self.key), std::fs::remove_file(&self.cert));
    }
}

pub(crate) fn ca(name: &str, issuer: Option<&Identity>) -> Identity {
    openssl(name, "basicConstraints=critical,CA:TRUE", issuer)
}

pub(crate) fn leaf(name: &str, issuer: Option<&Identity>) -> Identity {
    openssl(name, &format!("subjectAltName=DNS:{name}"), issuer)
}

fn openssl(name: &str, extension: &str, issuer: Option<&Identity>) -> Identity {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let base = std::env::temp_dir().join(format!("warifu-doctor-{}-{number}", std::process::id()));
    let (key, cert) = (base.with_extension("key"), base.with_extension("pem"));
    let mut command = Command::new("openssl");
    command.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"]);
    command.args(["-config", "/dev/null", "-subj", &format!("/CN={name}"), "-addext", extension]);
    command.arg("-keyout").arg(&key).arg("-out").arg(&cert);
    if let Some(issuer) = issuer {
        command.arg("-CA").arg(&issuer.cert).arg("-CAkey").arg(&issuer.key);
    }
    let done = command.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Identity { der: CertificateDer::from_pem_file(&cert).unwrap().to_vec(), key, cert }
}
