//! Servers that mean harm, and broken ones: whatever they send, a look ends in time and says something.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use warifu_doctor::{
    HostSeen, Looked, Plan, Version, gather,
    hello::{Parser, Reply, Want},
};
use warifu_net::{Dialer, TcpDialer};

use crate::{
    forge::leaf,
    support::{ONE, Server, presents_with, world},
};

const TIME: Duration = Duration::from_secs(2);

/// Runs `handle` for every connection.
async fn serve<F, R>(handle: F) -> Server
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
    Server::at(address)
}

async fn look(server: &Server) -> HostSeen {
    let world = world();
    world.name("a.example", &[ONE]);
    for port in [80, 443] {
        world.listen(ONE, port, server);
    }
    let plan = Plan { time_max: TIME, ..Plan::full("a.example", "token") };
    let started = std::time::Instant::now();
    let mut evidence = gather(&world.net, &plan).await;
    // Tenfold: the machine may be busy, the look must not be.
    assert!(started.elapsed() < TIME * 10);
    evidence.hosts.remove(0)
}

fn code(host: &HostSeen) -> &str {
    match &host.looked {
        Looked::At(all) => all[0].shown.failure().map_or("", |failure| &failure.code),
        _ => "",
    }
}

/// A record of handshake messages.
fn record(version: u16, messages: &[u8]) -> Vec<u8> {
    let length = u16::try_from(messages.len()).unwrap();
    [&[22][..], &version.to_be_bytes(), &length.to_be_bytes(), messages].concat()
}

fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&[kind][..], &length[1..], body].concat()
}

fn server_hello(suite: u16) -> Vec<u8> {
    let mut body = vec![3, 3];
    body.extend([9; 32]);
    body.push(0);
    body.extend(suite.to_be_bytes());
    body.extend([0, 0, 0]);
    message(2, &body)
}

fn certificates(count: usize) -> Vec<u8> {
    let one = [0, 0, 3, 0x30, 1, 0];
    let list = one.repeat(count);
    let length = u32::try_from(list.len()).unwrap().to_be_bytes();
    message(11, &[&length[1..], &list].concat())
}

#[tokio::test]
async fn endless_and_slow_servers_cost_their_time_only() {
    let drip = serve(|mut stream| async move {
        // Octet by octet of a record that never gets full.
        let endless = [22, 3, 3, 0x40, 0].into_iter().chain(std::iter::repeat(0));
        for octet in endless.take(1_000) {
            if stream.write_all(&[octet]).await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    let flood = serve(|mut stream| async move { while stream.write_all(&[0x41; 65_536]).await.is_ok() {} });
    let empty_records = serve(|mut stream| async move {
        let records = [21, 3, 3, 0, 2, 1, 112].repeat(1_000);
        while stream.write_all(&records).await.is_ok() {}
    });
    let headers = serve(|mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n").await;
        while stream.write_all("X: ".to_owned().repeat(9_000).as_bytes()).await.is_ok() {}
    });
    for (server, wanted) in [(drip.await, "timeout"), (flood.await, "tls_not_tls"), (headers.await, "tls_not_tls")] {
        let host = look(&server).await;
        assert_eq!(code(&host), wanted, "{host:?}");
        assert!(host.http.is_none_or(|seen| seen.https.is_none_or(|page| page.reply.is_none())));
    }
    let host = look(&empty_records.await).await;
    assert!(code(&host).starts_with("tls_") || code(&host) == "timeout", "{host:?}");
}

/// Garbage after every step of a handshake.
#[tokio::test]
async fn garbage_at_each_stage() {
    let hello = record(0x0303, &server_hello(0xc02b));
    let chain = record(0x0303, &certificates(3));
    let stages: Vec<Vec<u8>> = vec![
        vec![],
        vec![22],
        b"\x00\x00\x00\x00".to_vec(),
        [&hello[..], b"GARBAGE"].concat(),
        [&hello[..], &chain, b"\x16\x03\x03\xff\xff"].concat(),
        [&hello[..], &chain, &record(0x0303, &message(12, &[3, 0, 23, 200]))].concat(),
        [&hello[..], &chain, &record(0x0303, &message(14, &[1, 2, 3]))].concat(),
        record(0x0303, &message(2, &[3, 3])),
        record(0x0303, &[2, 0xff, 0xff, 0xff]),
    ];
    for bytes in stages {
        let sent = bytes.clone();
        let server = serve(move |mut stream| {
            let sent = sent.clone();
            async move {
                let _ = stream.write_all(&sent).await;
                let _ = stream.shutdown().await;
                let _ = stream.read_to_end(&mut Vec::new()).await;
            }
        });
        let host = look(&server.await).await;
        assert!(code(&host).starts_with("tls_"), "{bytes:02x?}: {host:?}");
    }
}

fn parse(bytes: &[u8], want: Want) -> Reply {
    let mut parser = Parser::new(want);
    bytes.chunks(1_000).find_map(|chunk| parser.push(chunk)).unwrap_or_else(|| parser.end())
}

#[test]
fn long_chains_are_cut_and_larger_ones_refused() {
    let whole = |count: usize| {
        let messages = [server_hello(0xc02b), certificates(count)].concat();
        messages.chunks(16_000).flat_map(|part| record(0x0303, part)).collect::<Vec<u8>>()
    };
    let Reply::Chosen(flight) = parse(&whole(1_000), Want::Certificates) else { panic!() };
    assert_eq!((flight.chain.len(), flight.version), (16, Some(Version::Tls12)));
    assert_eq!(parse(&whole(20_000), Want::Certificates), Reply::Malformed);
}

/// A server's real octets with every octet changed, and cut everywhere: read or refused, never worse.
#[tokio::test]
async fn mutated_streams_do_no_harm() {
    let one = leaf("a.example", None);
    let server = presents_with(&[&one], &["-tls1_2"]);
    let mut stream = TcpDialer.dial(server.address()).await.unwrap();
    // A hello of TLS 1.2 with one suite, one curve and the schemes of ECDSA.
    let mut body = vec![3, 3];
    body.extend([7; 32]);
    body.extend([
        0, 0, 2, 0xc0, 0x2b, 1, 0, 0, 22, 0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0, 0, 13, 0, 4, 0, 2, 4, 3,
    ]);
    stream.write_all(&record(0x0301, &message(1, &body))).await.unwrap();
    let (mut bytes, mut parser) = (Vec::new(), Parser::new(Want::KeyExchange));
    let reply = loop {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).await.unwrap();
        bytes.extend(&chunk[..read]);
        if let Some(reply) = parser.push(&chunk[..read]) {
            break reply;
        }
        assert!(read > 0, "{bytes:02x?}");
    };
    let Reply::Chosen(flight) = &reply else { panic!("{reply:?}") };
    assert_eq!((flight.suite, flight.group, &flight.chain), (0xc02b, Some(23), &vec![one.der.clone()]));
    for want in [Want::Hello, Want::Certificates, Want::KeyExchange] {
        for at in 0..bytes.len() {
            parse(&bytes[..at], want);
            for value in [0, 1, 0x7f, 0x80, 0xff, bytes[at] ^ 1] {
                let mut mutated = bytes.clone();
                mutated[at] = value;
                parse(&mutated, want);
            }
        }
    }
}
