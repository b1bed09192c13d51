//! Mail servers that change to TLS by a command: small ones of our own, and nginx behind them.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, copy_bidirectional},
    net::TcpListener,
};
use warifu_doctor::Start;
use warifu_net::{Dialer, TcpDialer};

use crate::{
    forge::{DAY, NOW, Wish, forge},
    nginx::Block,
    sites::{NAME, Town},
    support::{ONE, Server},
};

/// What a server says first, then after each line, up to its go-ahead.
pub(crate) const DIALOGUES: &[(Start, u16, &[&str])] = &[
    (
        Start::Smtp,
        25,
        &[
            "220-mail.example welcomes you\r\n220 ESMTP\r\n",
            "250-mail.example\r\n250-SIZE 1000000\r\n250 STARTTLS\r\n",
            "220 go on\r\n",
        ],
    ),
    (Start::Imap, 143, &["* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n", "* OK soon\r\na OK go on\r\n"]),
    (Start::Pop3, 110, &["+OK ready\r\n", "+OK go on\r\n"]),
];

/// Talks as far as the go-ahead; behind it the TLS server at `to` takes over.
pub(crate) async fn upgrades(dialogue: &'static [&'static str], to: SocketAddr) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut stream = BufReader::new(stream);
                for (number, reply) in dialogue.iter().enumerate() {
                    if number > 0 && stream.read_line(&mut String::new()).await.is_err() {
                        return;
                    }
                    if stream.write_all(reply.as_bytes()).await.is_err() {
                        return;
                    }
                }
                if let Ok(mut behind) = TcpDialer.dial(to).await {
                    let _ = copy_bidirectional(&mut stream, &mut behind).await;
                }
            });
        }
    });
    Server::at(address)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_servers_with_starttls() {
    let mut town = Town::new();
    let expired = forge(&Wish::leaf(&[NAME]).valid(NOW - 90 * DAY, NOW - DAY), Some(&town.intermediate));
    let old = Block::sound().tls("ssl_protocols TLSv1; ssl_ciphers ECDHE:!NULL:@SECLEVEL=0;");
    let sites = [
        ("sound", town.nginx.site(&[&town.leaf, &town.intermediate], &Block::sound()), &[][..]),
        ("expired", town.nginx.site(&[&expired, &town.intermediate], &Block::sound()), &["site_certificate_expired"]),
        ("no chain", town.nginx.site(&[&town.leaf], &Block::sound()), &["site_chain_incomplete"]),
        ("old", town.nginx.site(&[&town.leaf, &town.intermediate], &old), &["site_tls_legacy_only"]),
    ];
    for (start, port, dialogue) in DIALOGUES {
        for (case, ports, wanted) in &sites {
            let server = upgrades(dialogue, ports.tls).await;
            let site = town.add(case, vec![(ONE, *port, server)], wanted);
            (site.plan.port, site.plan.start) = (*port, *start);
        }
    }
    town.kept.push(expired);
    town.judge().await;
}
