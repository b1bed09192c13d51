//! Servers that mean harm, and broken ones: whatever they send, a look ends in time and says something.

use std::{
    env,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use warifu_doctor::{
    Context, Evidence, HostSeen, Looked, Plan, Start, Version, gather,
    hello::{Parser, Reply, Want},
};
use warifu_net::{Dialer, TcpDialer};

use crate::{
    forge::{NOW, Wish, forge, leaf},
    hello_target::server_hello as target,
    mail::{DIALOGUES, upgrades},
    mutants::{Mutator, message},
    nginx::{Block, Nginx},
    support::{ONE, STANDARDS, Server, presents_with, world},
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

const SEED: u64 = 20_261_122;

/// Mutants read without a connection, and looks at servers that send them.
const STREAMS: u64 = 8_000;
const LOOKS: u64 = 150;

/// Everything that servers sent in full looks at a few of them: answers to every hello of ours, handshakes of a library,
/// pages, and what mail servers say first.
async fn recorded() -> Vec<Vec<u8>> {
    let root = forge(&Wish::ca("Root"), None);
    let (one, rsa) = (leaf("a.example", Some(&root)), forge(&Wish::leaf(&["a.example"]).key("rsa:2048"), Some(&root)));
    let mut nginx = Nginx::new();
    let old = "ssl_protocols TLSv1 TLSv1.1 TLSv1.2; ssl_ciphers ALL:@SECLEVEL=0;";
    let sites = [nginx.site(&[&one, &root], &Block::sound()), nginx.site(&[&rsa], &Block::sound().tls(old))];
    nginx.start();
    let heard = Arc::default();
    let world = world();
    world.name("a.example", &[ONE]);
    for site in sites {
        world.listen(ONE, 443, &records(site.tls, Arc::clone(&heard)).await);
        world.listen(ONE, 80, &records(site.plain, Arc::clone(&heard)).await);
        gather(&world.net, &Plan::full("a.example", "token")).await;
    }
    for (start, port, dialogue) in DIALOGUES {
        let mail = upgrades(dialogue, sites[0].tls).await;
        world.listen(ONE, *port, &records(mail.address(), Arc::clone(&heard)).await);
        gather(&world.net, &Plan { port: *port, start: *start, ..Plan::quick("a.example") }).await;
    }
    let mut heard = heard.lock().unwrap().clone();
    heard.retain(|stream: &Vec<u8>| !stream.is_empty());
    heard.sort();
    heard.dedup();
    heard
}

/// Passes on to `to` and keeps what comes back.
async fn records(to: std::net::SocketAddr, heard: Arc<Mutex<Vec<Vec<u8>>>>) -> Server {
    serve(move |mut client| {
        let heard = Arc::clone(&heard);
        async move {
            let Ok(server) = TcpDialer.dial(to).await else { return };
            let (mut from_client, mut to_client) = client.split();
            let (mut from_server, mut to_server) = tokio::io::split(server);
            let (mut stream, mut chunk) = (Vec::new(), [0; 4096]);
            let back = async {
                while let Ok(read @ 1..) = from_server.read(&mut chunk).await {
                    stream.extend(&chunk[..read]);
                    if to_client.write_all(&chunk[..read]).await.is_err() {
                        break;
                    }
                }
            };
            // Whoever ends first ends both.
            tokio::select! {
                () = back => {}
                _ = tokio::io::copy(&mut from_client, &mut to_server) => {}
            }
            heard.lock().unwrap().push(stream);
        }
    })
    .await
}

/// Answers each connection with another mutant, in two pieces, and then waits for the client to go.
async fn sends_mutants(pile: Arc<Vec<Vec<u8>>>, seed: u64) -> Server {
    let count = Arc::new(std::sync::atomic::AtomicU64::new(0));
    serve(move |mut stream| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let mut mutator = Mutator::new(&pile, seed.wrapping_mul(1_000) + number);
        let bytes = mutator.mutant();
        let cut = mutator.chance.below(bytes.len() + 1);
        async move {
            for part in [&bytes[..cut], &bytes[cut..]] {
                let _ = stream.write_all(part).await;
                tokio::task::yield_now().await;
            }
            let _ = stream.shutdown().await;
            let _ = stream.read_to_end(&mut Vec::new()).await;
        }
    })
    .await
}

fn seed() -> u64 {
    env::var("WARIFU_SEED").map_or(SEED, |text| text.parse().expect("WARIFU_SEED is a number"))
}

/// Mutants of everything that servers sent, as answers to our hellos: read or refused, never worse.
#[tokio::test]
async fn mutants_of_recorded_streams_are_read_or_refused() {
    let (pile, seed) = (recorded().await, seed());
    assert!(pile.len() > 60, "{}", pile.len());
    let (mut chosen, mut refused) = (0, 0);
    for number in 0..STREAMS {
        let mut mutator = Mutator::new(&pile, seed + number);
        let mutant = mutator.mutant();
        let size = [1, 7, 100, 4096, 70_000][mutator.chance.below(5)];
        for reply in target(&mutant, size) {
            let Reply::Chosen(flight) = reply else {
                refused += 1;
                continue;
            };
            assert!(flight.chain.len() <= 16, "WARIFU_SEED={}", seed + number);
            chosen += 1;
        }
    }
    // Both happen often, or only the outermost reader would be tested.
    assert!(chosen > STREAMS / 2 && refused > STREAMS / 2, "{chosen} {refused}");
}

/// The same over connections: as a TLS server with pages, and as a mail server.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_that_send_mutants_are_judged() {
    let (pile, seed) = (Arc::new(recorded().await), seed());
    let mut looks = JoinSet::new();
    for number in 0..LOOKS {
        if looks.len() == 4 {
            looks.join_next().await.unwrap().unwrap();
        }
        let pile = Arc::clone(&pile);
        looks.spawn(async move {
            let server = sends_mutants(pile, seed + number).await;
            let world = world();
            world.name("a.example", &[ONE]);
            let (start, port) =
                [(Start::Tls, 443), (Start::Tls, 443), (Start::Smtp, 25), (Start::Imap, 143), (Start::Pop3, 110)]
                    [usize::try_from(number % 5).unwrap()];
            for port in [80, port] {
                world.listen(ONE, port, &server);
            }
            let plan = Plan { port, start, time_max: TIME, ..Plan::full("a.example", "token") };
            let started = std::time::Instant::now();
            let evidence = gather(&world.net, &plan).await;
            assert!(started.elapsed() < TIME * 10, "WARIFU_SEED={}", seed + number);
            assert!(evidence.hosts[0].connections < 500, "WARIFU_SEED={}", seed + number);
            let stored: Evidence = serde_json::from_str(&serde_json::to_string(&evidence).unwrap()).unwrap();
            let context = Context { now: NOW, standards: Some(&STANDARDS), ..Context::default() };
            let report = warifu_doctor::judge(&stored, &context);
            assert!(!report.hosts[0].topics.is_empty(), "WARIFU_SEED={}", seed + number);
        });
    }
    while let Some(done) = looks.join_next().await {
        done.unwrap();
    }
}
