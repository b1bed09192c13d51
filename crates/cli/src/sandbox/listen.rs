//! Where the sample sites listen: one HTTP and one HTTPS port of this machine for all of them.

use std::{io, net::Ipv4Addr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header},
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto,
    service::TowerToHyperService,
};
use rustls::{
    ServerConfig,
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

use super::sites::Sites;

/// Connections at the same time; more wait.
const CONNECTIONS_MAX: usize = 256;
/// A visit to a sample site is a few requests long.
const VISIT_MAX: Duration = Duration::from_secs(60);
const HANDSHAKE_MAX: Duration = Duration::from_secs(10);

/// The two listeners, bound but not yet serving.
pub(crate) struct Listeners {
    pub(crate) http: TcpListener,
    pub(crate) https: TcpListener,
}

impl Listeners {
    /// Takes two free ports.
    pub(crate) async fn bind() -> io::Result<Self> {
        let bind = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        Ok(Self { http: bind().await?, https: bind().await? })
    }

    /// Serves until the process ends: sample sites have nothing to lose.
    pub(crate) fn serve(self, sites: Arc<Sites>, placeholder: Arc<CertifiedKey>) -> Result<(), rustls::Error> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(BySni { sites: Arc::clone(&sites), placeholder }));
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let router = Router::new().fallback(visit).with_state(sites);

        tokio::spawn(accept(self.http, router.clone(), |stream| async { Ok(stream) }));
        tokio::spawn(accept(self.https, router, move |stream| {
            let acceptor = acceptor.clone();
            async move { timeout(HANDSHAKE_MAX, acceptor.accept(stream)).await? }
        }));
        Ok(())
    }
}

/// Chooses the certificate by the name asked for. Without one, or on a fresh site, the self-made one answers.
struct BySni {
    sites: Arc<Sites>,
    placeholder: Arc<CertifiedKey>,
}

impl std::fmt::Debug for BySni {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BySni")
    }
}

impl ResolvesServerCert for BySni {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let installed = hello.server_name().and_then(|name| self.sites.served(name));
        Some(installed.map_or_else(|| Arc::clone(&self.placeholder), |site| Arc::clone(&site.certified)))
    }
}

async fn accept<S, F>(
    listener: TcpListener,
    router: Router,
    dress: impl Fn(TcpStream) -> F + Clone + Send + Sync + 'static,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    F: Future<Output = io::Result<S>> + Send + 'static,
{
    let seats = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        let Ok(seat) = Arc::clone(&seats).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, say: others may give some back soon.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (router, dress) = (router.clone(), dress.clone());
        tokio::spawn(async move {
            let _seat = seat;
            let Ok(stream) = dress(stream).await else { return };
            let service = TowerToHyperService::new(router);
            let server = auto::Builder::new(TokioExecutor::new());
            let _ = timeout(VISIT_MAX, server.serve_connection(TokioIo::new(stream), service)).await;
        });
    }
}

/// A site's answer: a proof that lies there, its name on the front page, or nothing.
async fn visit(State(sites): State<Arc<Sites>>, headers: HeaderMap, uri: Uri) -> Response<Body> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).or(uri.host()).unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let (status, text) = match sites.file(&host, uri.path()) {
        Some(content) => (StatusCode::OK, content),
        None if uri.path() == "/" => (StatusCode::OK, host),
        None => (StatusCode::NOT_FOUND, String::new()),
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
