//! The accept loop: bounded connections, a limit on the time a request's head may take, and an orderly end.
//!
//! HTTP/1.1 only: a proxy in front speaks HTTP/2 and TLS with the visitors. Without HTTP/2 there is no rapid reset, and
//! no first read without a time limit, which telling the two protocols apart would need.

use std::{
    net::{IpAddr, Ipv6Addr},
    sync::Arc,
    time::Duration,
};

use axum::{Router, extract::Request};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::TcpListener,
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tower::ServiceExt;

use crate::client::Peer;

/// Connections at the same time; more wait in the kernel's queue.
const CONNECTIONS_MAX: usize = 4096;

/// Longest time for the head of a request, counted from the end of the one before.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// Where the head of a request is too long; one more read, of at most this size, may come before it is noticed.
const HEAD_BYTES_MAX: usize = 64 * 1024;

/// How long requests in flight may take after the end was asked for.
const END_TIMEOUT: Duration = Duration::from_secs(25);

/// Pause after a failed accept: out of file handles, and trying at once would only burn CPU.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves `router` on `listener` until `shutdown` comes, then lets requests in flight finish.
pub async fn run(listener: TcpListener, router: Router, shutdown: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(HEAD_BYTES_MAX);
    let connections = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let graceful = GracefulShutdown::new();
    let mut shutdown = std::pin::pin!(shutdown);

    loop {
        let (stream, permit) = tokio::select! {
            biased;
            () = &mut shutdown => break,
            accepted = accept(&listener, &connections) => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            },
        };
        // Replies are written at once; waiting to fill a packet would only delay them.
        let _ = stream.set_nodelay(true);
        let peer = Peer(stream.peer_addr().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.ip()));
        let service = router.clone().map_request(move |request: Request<Incoming>| {
            let mut request = request.map(axum::body::Body::new);
            request.extensions_mut().insert(peer);
            request
        });
        let service = TowerToHyperService::new(service);
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // Clients that break off are everyday life, not a fault to log.
            let _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    if tokio::time::timeout(END_TIMEOUT, graceful.shutdown()).await.is_err() {
        tracing::warn!(timeout_s = END_TIMEOUT.as_secs(), "requests in flight were cut off");
    }
}

async fn accept(
    listener: &TcpListener,
    connections: &Arc<Semaphore>,
) -> std::io::Result<(tokio::net::TcpStream, OwnedSemaphorePermit)> {
    let permit = Arc::clone(connections).acquire_owned().await.map_err(std::io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    Ok((stream, permit))
}
