//! A look at one site against a bare TCP and TLS 1.3 handshake with path check, in the same run.
//!
//! `cargo bench -p warifu-doctor --bench site` prints the median of each on loopback and with a round trip of 40 ms
//! added, the ratio (goal: at most 1.30), and what a full look takes (goals: 30 connections, 0.4 s with the round trip).
//! The two are timed in turns, because a shared machine interrupts. The server runs in this process: its part of the
//! work is in both.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark dials and prints"
)]

use std::{
    io,
    net::SocketAddr,
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, duplex, split},
    net::{TcpListener, TcpStream},
    time::sleep,
};
use tokio_rustls::{
    TlsAcceptor, TlsConnector,
    rustls::{
        ClientConfig, RootCertStore, ServerConfig,
        pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject},
    },
};
use warifu_doctor::{Plan, gather};
use warifu_net::{Dialer, Guard, Net, Stream, fake::MapResolver, init_crypto};

const HOST: &str = "a.example";
const ROUNDS: usize = 101;
const ROUNDS_FAR: usize = 9;
/// What the server still has to do for one connection must not count for the next.
const PAUSE: Duration = Duration::from_millis(20);
const ROUND_TRIP: Duration = Duration::from_millis(40);

fn main() {
    init_crypto();
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(run());
}

async fn run() {
    let (chain, key, root) = identity();
    let acceptor = TlsAcceptor::from(Arc::new(
        ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).unwrap(),
    ));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                if let Ok(mut tls) = acceptor.accept(stream).await {
                    let _ = tls.read(&mut [0; 1024]).await;
                }
            });
        }
    });
    let mut roots = RootCertStore::empty();
    roots.add(root).unwrap();
    let config = Arc::new(ClientConfig::builder().with_root_certificates(roots).with_no_client_auth());
    for (place, delay, rounds) in [("loopback", Duration::ZERO, ROUNDS), ("40 ms away", ROUND_TRIP, ROUNDS_FAR)] {
        let dialer = Arc::new(Far { address, delay });
        let resolver = Arc::new(MapResolver::new());
        resolver.set(HOST, Ok(vec!["93.184.216.34".parse().unwrap()]));
        let net = Net::new(resolver, dialer.clone(), Guard::default(), Arc::new(|| 1_800_000_000));
        let (mut floor, mut quick, mut full, mut connections) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for _ in 0..rounds {
            sleep(PAUSE).await;
            floor.push(timed(handshake(&dialer, &config)).await.0);
            sleep(PAUSE).await;
            let (time, evidence) = timed(gather(&net, &Plan::quick(HOST))).await;
            assert_eq!(evidence.hosts[0].connections, 1);
            quick.push(time);
            sleep(PAUSE).await;
            let plan = Plan { port: 8443, ..Plan::full(HOST, "token") };
            let (time, evidence) = timed(gather(&net, &plan)).await;
            full.push(time);
            connections = connections.max(evidence.hosts[0].connections);
        }
        let [floor, quick, full] = [floor, quick, full].map(median);
        println!(
            "{place}: handshake {:.2} ms, quick look {:.2} ms, ratio {:.2}; full look {:.2} ms in {connections} connections",
            millis(floor),
            millis(quick),
            quick.as_secs_f64() / floor.as_secs_f64(),
            millis(full)
        );
    }
}

async fn handshake(dialer: &Far, config: &Arc<ClientConfig>) {
    let stream = dialer.dial(dialer.address).await.unwrap();
    let name = ServerName::try_from(HOST).unwrap();
    TlsConnector::from(Arc::clone(config)).connect(name, stream).await.unwrap();
}

async fn timed<T>(work: impl Future<Output = T>) -> (Duration, T) {
    let started = Instant::now();
    let done = work.await;
    (started.elapsed(), done)
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort();
    all[all.len() / 2]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Leads everything to one server, as far away as its delay.
struct Far {
    address: SocketAddr,
    delay: Duration,
}

#[async_trait]
impl Dialer for Far {
    async fn dial(&self, _: SocketAddr) -> io::Result<Stream> {
        sleep(self.delay).await;
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        if self.delay.is_zero() {
            return Ok(Box::new(stream));
        }
        // Both ends of a pipe whose other end is the server, half a round trip away in each direction.
        let (near, far) = duplex(65_536);
        let ((mut from_near, mut to_near), (mut from_server, mut to_server)) = (split(far), stream.into_split());
        let half = self.delay / 2;
        tokio::spawn(async move {
            let mut chunk = [0; 16_384];
            while let Ok(read @ 1..) = from_near.read(&mut chunk).await {
                sleep(half).await;
                if to_server.write_all(&chunk[..read]).await.is_err() {
                    break;
                }
            }
        });
        tokio::spawn(async move {
            let mut chunk = [0; 16_384];
            while let Ok(read @ 1..) = from_server.read(&mut chunk).await {
                sleep(half).await;
                if to_near.write_all(&chunk[..read]).await.is_err() {
                    break;
                }
            }
            let _ = to_near.shutdown().await;
        });
        Ok(Box::new(near))
    }
}

/// A leaf under a root, both P-256, by openssl.
fn identity() -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>, CertificateDer<'static>) {
    let folder = std::env::temp_dir().join(format!("warifu-doctor-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let make = |name: &str, further: &str| {
        let all = format!(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -config /dev/null -subj /CN={name} \
             -keyout {name}.key -out {name}.pem {further}"
        );
        let done = Command::new("openssl").args(all.split_ascii_whitespace()).current_dir(&folder).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    make("root", "-addext basicConstraints=critical,CA:TRUE");
    make("leaf", &format!("-CA root.pem -CAkey root.key -addext subjectAltName=DNS:{HOST}"));
    let read = |name: &str| CertificateDer::from_pem_file(folder.join(name)).unwrap();
    let key = PrivateKeyDer::from_pem_file(folder.join("leaf.key")).unwrap();
    let all = (vec![read("leaf.pem")], key, read("root.pem"));
    std::fs::remove_dir_all(folder).unwrap();
    all
}
