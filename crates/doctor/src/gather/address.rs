//! What one address shows.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    time::{Instant, timeout_at},
};
use warifu_net::{Net, NetError, TlsAsk, TlsKept, TlsProbe};

use super::{millis, scan};
use crate::{
    evidence::{AddressSeen, Failure, Greeting, Handshake, HelloSeen, Protocol, Resumption, Shown, Start, Version},
    hello::{Want, group_name, suite_name},
};

/// Time for one handshake, so that a silent address leaves time for what else there is to see.
const HANDSHAKE_TIME_MAX: Duration = Duration::from_secs(5);

/// Time to wait for words from a peer that said nothing to a TLS hello.
const GREETING_TIME_MAX: Duration = Duration::from_secs(2);

/// Bytes of a greeting, and characters of its first line kept.
const GREETING_MAX: usize = 200;

/// Certificates kept of one chain. Sound ones have two to four.
const CHAIN_MAX: usize = 16;

/// How to reach one address.
#[derive(Clone)]
pub(super) struct Look {
    pub(super) net: Net,
    pub(super) ask: TlsAsk,
    pub(super) by: Instant,
}

impl Look {
    pub(super) fn without_sni(&self) -> Self {
        Self { ask: TlsAsk { sni: None, ..self.ask.clone() }, ..self.clone() }
    }

    /// The handshake as a modern client; if it fails, what there is instead.
    pub(super) async fn handshake(&self) -> AddressSeen {
        self.seen(self.probe().await).await
    }

    /// The same; the connection stays open to tell whether its session is resumed.
    pub(super) async fn handshake_kept(&self) -> (AddressSeen, Option<TlsKept>) {
        let (probe, kept) = self.net.tls_probe_kept(&self.ask, self.left(HANDSHAKE_TIME_MAX)).await;
        (self.seen(probe).await, kept)
    }

    async fn seen(&self, probe: TlsProbe) -> AddressSeen {
        let connect_ms = probe.connect.map(millis);
        let mut seen = AddressSeen { connect_ms, ..AddressSeen::new(self.ask.address, shown(probe.result.as_ref())) };
        let Err(error) = probe.result else { return seen };
        match &error {
            NetError::TlsNotTls => seen.greeting = greeting(&probe.first_bytes),
            NetError::TlsAlert { .. } | NetError::TlsError { .. } | NetError::Timeout if connect_ms.is_some() => {
                let (greeting, legacy) = tokio::join!(self.small_talk(), self.legacy());
                (seen.greeting, seen.legacy) = (greeting, legacy);
            }
            _ => {}
        }
        seen
    }

    /// The handshake alone.
    pub(super) async fn shown(&self) -> Shown {
        shown(self.probe().await.result.as_ref())
    }

    /// `None` if the second connection failed.
    pub(super) async fn resumption(&self, kept: TlsKept) -> Option<Resumption> {
        let resumed = self.net.tls_resumes(kept, &self.ask, self.left(HANDSHAKE_TIME_MAX)).await.ok()?;
        Some(if resumed { Resumption::Resumed } else { Resumption::Full })
    }

    async fn probe(&self) -> TlsProbe {
        self.net.tls_probe(&self.ask, self.left(HANDSHAKE_TIME_MAX)).await
    }

    /// At most this, and at most half of what is left: a silent address must leave time to say so.
    fn left(&self, time_max: Duration) -> Duration {
        time_max.min(self.by.saturating_duration_since(Instant::now()) / 2)
    }

    /// What the peer says when it is spoken to in HTTP. Servers that wait for a whole line never answer a TLS hello.
    async fn small_talk(&self) -> Option<Greeting> {
        if self.ask.start != warifu_net::Start::Tls {
            return None;
        }
        let by = Instant::now() + self.left(GREETING_TIME_MAX);
        let mut stream = self.net.dial(self.ask.address, by).await.ok()?;
        let mut heard = [0; GREETING_MAX];
        let talk = async {
            stream.write_all(b"GET / HTTP/1.0\r\n\r\n").await?;
            stream.read(&mut heard).await
        };
        let read = timeout_at(by, talk).await.ok()?.ok()?;
        heard.get(..read).and_then(greeting)
    }

    /// What an old client would be shown: servers that stopped before TLS 1.2, or that stumble over new hellos.
    async fn legacy(&self) -> Option<HelloSeen> {
        let by = Instant::now() + self.left(HANDSHAKE_TIME_MAX);
        let scanner = scan::Scanner::new(Self { by, ..self.clone() });
        for version in [Version::Tls12, Version::Tls10, Version::Ssl3] {
            if let Some(flight) = scanner.first(version, Want::Certificates).await
                && let Some(version) = flight.version
            {
                return Some(HelloSeen { version, suite: suite_name(flight.suite), chain: flight.chain });
            }
        }
        None
    }
}

fn shown(result: Result<&warifu_net::TlsSeen, &NetError>) -> Shown {
    match result {
        Err(error) => Shown::Failed(Failure::from(error.clone())),
        Ok(seen) => Shown::Certificate(Box::new(Handshake {
            chain: seen.chain.iter().take(CHAIN_MAX).cloned().collect(),
            version: if seen.version == "TLSv1.3" { Version::Tls13 } else { Version::Tls12 },
            suite: suite_name(seen.suite),
            group: seen.group.map(group_name),
            alpn: seen.alpn.clone(),
            ocsp: seen.ocsp.clone(),
            unproven: !seen.proven,
            took_ms: millis(seen.took),
        })),
    }
}

/// `None` for TLS records, and for nothing at all.
fn greeting(bytes: &[u8]) -> Option<Greeting> {
    let line = bytes.split(|octet| *octet == b'\n').next()?;
    let printable = |octet: &u8| if (b' '..=b'~').contains(octet) { char::from(*octet) } else { '.' };
    let line: String = line.strip_suffix(b"\r").unwrap_or(line).iter().take(GREETING_MAX).map(printable).collect();
    let upper = line.to_ascii_uppercase();
    let starts = |all: &[&str]| all.iter().any(|start| upper.starts_with(start));
    let protocol = match bytes.first()? {
        20..=23 => return None,
        _ if starts(&["SSH-"]) => Protocol::Ssh,
        _ if starts(&["HTTP/", "<!DOCTYPE", "<HTML"]) => Protocol::Http,
        _ if starts(&["220"]) && upper.contains("FTP") => Protocol::Ftp,
        _ if starts(&["220", "421", "554", "500"]) => Protocol::Smtp,
        _ if starts(&["* OK", "* BYE", "* PREAUTH"]) => Protocol::Imap,
        _ if starts(&["+OK", "-ERR"]) => Protocol::Pop3,
        _ => Protocol::Other,
    };
    Some(Greeting { protocol, line })
}

impl From<Start> for warifu_net::Start {
    fn from(start: Start) -> Self {
        match start {
            Start::Tls => Self::Tls,
            Start::Smtp => Self::Smtp,
            Start::Imap => Self::Imap,
            Start::Pop3 => Self::Pop3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greetings_tell_what_is_spoken() {
        for (bytes, wanted) in [
            (&b"SSH-2.0-OpenSSH_9.2p1\r\nmore"[..], Some((Protocol::Ssh, "SSH-2.0-OpenSSH_9.2p1"))),
            (b"HTTP/1.1 400 Bad Request\r\n", Some((Protocol::Http, "HTTP/1.1 400 Bad Request"))),
            (b"<html>", Some((Protocol::Http, "<html>"))),
            (b"220 (vsFTPd 3.0.5)\r\n", Some((Protocol::Ftp, "220 (vsFTPd 3.0.5)"))),
            (b"220 mail.example ESMTP", Some((Protocol::Smtp, "220 mail.example ESMTP"))),
            (b"* OK ready", Some((Protocol::Imap, "* OK ready"))),
            (b"+OK", Some((Protocol::Pop3, "+OK"))),
            (b"\x00\xff<x>", Some((Protocol::Other, "..<x>"))),
            (b"\x15\x03\x01\x00\x02\x02\x28", None),
            (b"", None),
        ] {
            let seen = greeting(bytes);
            assert_eq!(seen.as_ref().map(|seen| (seen.protocol, seen.line.as_str())), wanted);
        }
    }
}
