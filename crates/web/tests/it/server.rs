//! The real accept loop, and clients that do not behave.
#![expect(clippy::disallowed_methods, reason = "the test is the client: it opens its own sockets to loopback")]

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::Router;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};
use warifu_testkit::{engines::check, shop::TestShop};
use warifu_web::{Web, server};

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: tokio::task::JoinHandle<()>,
}

async fn start(router: Router) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let ended = tokio::spawn(server::run(listener, router, async move {
        let _ = stopped.await;
    }));
    Running { address, stop, ended }
}

/// Sends everything, reads until the server is done.
async fn exchange(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // A server that refuses early may close before it has read everything.
    let _ = stream.write_all(request).await;
    let mut reply = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut reply)).await.unwrap();
    String::from_utf8_lossy(&reply).into_owned()
}

fn post(length: usize, body: usize) -> Vec<u8> {
    let head = format!(
        "POST /api/v1/csr/inspect HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    [head.into_bytes(), vec![b' '; body]].concat()
}

#[test]
fn hostile_clients() {
    check(async |db| {
        let shop = TestShop::open(db).await;
        let running = start(warifu_web::router(Web::new(shop.app.clone()), Router::new())).await;
        let long_header = format!("GET /healthz HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", "x".repeat(200_000));
        for (what, request, status) in [
            ("a request", b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_vec(), "200"),
            ("256 KiB", post(256 * 1024, 256 * 1024), "400"),
            ("a byte more", post(256 * 1024 + 1, 256 * 1024 + 1), "413"),
            ("1 MiB", post(1024 * 1024, 1024 * 1024), "413"),
            ("a long header", long_header.into_bytes(), "431"),
            ("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n".to_vec(), "400"),
            (
                "a chunked body without end",
                b"POST /api/v1/csr/inspect HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".to_vec(),
                "400",
            ),
        ] {
            let reply = exchange(running.address, &request).await;
            assert!(reply.starts_with(&format!("HTTP/1.1 {status}")), "{what}: {reply}");
        }
        running.stop.send(()).unwrap();
        running.ended.await.unwrap();
    });
}

/// A head that does not go on is cut off in time, and an idle connection does not hold up the end.
#[tokio::test]
async fn silent_clients() {
    let running = start(Router::new()).await;
    let begun = Instant::now();
    assert_eq!(exchange(running.address, b"GET / HT").await, "");
    assert!((9..15).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());

    let _idle = TcpStream::connect(running.address).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(2), running.ended).await.unwrap().unwrap();
}
