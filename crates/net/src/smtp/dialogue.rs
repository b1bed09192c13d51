//! The SMTP dialogue (RFC 5321) over an open stream: commands, replies, the message.
//!
//! Written here rather than taken from a library for three reasons: bytes that a server sends before TLS must never be
//! read as if they came after it; the guard's own stream is used for both TLS forms; and only a dialogue of our own
//! tells a refused mail (final) from a refusing server (later).

use base64::{Engine, engine::general_purpose::STANDARD};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    time::{Instant, timeout_at},
};

use super::{MailError, message::Formatted};
use crate::{dial::Stream, secret::Secret};

/// Bytes of one reply with all its lines. RFC 5321 section 4.5.3.1.5 allows 512 a line; an EHLO has about twenty lines.
const REPLY_BYTES_MAX: usize = 16 * 1024;

/// What the server says it can do.
#[derive(Default)]
pub(super) struct Abilities {
    pub(super) starttls: bool,
    plain: bool,
    login: bool,
}

/// A dialogue under way. It keeps the time itself.
pub(super) struct Dialogue {
    stream: Stream,
    unread: Vec<u8>,
    by: Instant,
}

impl Dialogue {
    /// Begins on a stream that has said nothing yet.
    pub(super) fn new(stream: Stream, by: Instant) -> Self {
        Self { stream, unread: Vec::new(), by }
    }

    /// Waits for the server's greeting.
    pub(super) async fn greeting(&mut self) -> Result<(), MailError> {
        self.expect(220).await.map(drop).map_err(of_server)
    }

    /// Says who we are, and hears what the server can do.
    pub(super) async fn hello(&mut self, name: &str) -> Result<Abilities, MailError> {
        let lines = self.ask(&format!("EHLO {name}"), 250).await.map_err(of_server)?;
        let mut abilities = Abilities::default();
        for line in lines.iter().skip(1).map(|line| line.to_ascii_uppercase()) {
            let mut words = line.split([' ', '=']);
            match words.next() {
                Some("STARTTLS") => abilities.starttls = true,
                Some("AUTH") => words.for_each(|mechanism| match mechanism {
                    "PLAIN" => abilities.plain = true,
                    "LOGIN" => abilities.login = true,
                    _ => {}
                }),
                _ => {}
            }
        }
        Ok(abilities)
    }

    /// Asks for TLS and gives the bare stream back for the handshake. Anything already sent beyond the reply is refused:
    /// it came in the clear and would be taken for an answer inside TLS.
    pub(super) async fn starttls(mut self) -> Result<Stream, MailError> {
        self.ask("STARTTLS", 220).await.map_err(of_server)?;
        if self.unread.is_empty() { Ok(self.stream) } else { Err(MailError::later("smtp_malformed")) }
    }

    /// Logs in. The caller has made sure of TLS.
    pub(super) async fn login(
        &mut self,
        user: &str,
        password: &Secret<String>,
        abilities: &Abilities,
    ) -> Result<(), MailError> {
        let password = password.expose();
        if abilities.plain {
            let token = STANDARD.encode(format!("\0{user}\0{password}"));
            self.ask(&format!("AUTH PLAIN {token}"), 235).await.map_err(of_server)?;
        } else if abilities.login {
            self.ask("AUTH LOGIN", 334).await.map_err(of_server)?;
            self.ask(&STANDARD.encode(user), 334).await.map_err(of_server)?;
            self.ask(&STANDARD.encode(password), 235).await.map_err(of_server)?;
        } else {
            return Err(MailError::later("smtp_no_auth"));
        }
        Ok(())
    }

    /// Hands one mail over.
    pub(super) async fn deliver(&mut self, mail: &Formatted) -> Result<(), MailError> {
        self.ask(&format!("MAIL FROM:<{}>", mail.from), 250).await?;
        self.ask(&format!("RCPT TO:<{}>", mail.to), 250).await?;
        self.ask("DATA", 354).await?;
        self.write(&stuffed(&mail.bytes)).await?;
        match self.expect(250).await {
            // The server may or may not have taken it. The message ID lets the receiver see that a second one is the same.
            Err(MailError { reply: None, .. }) => Err(MailError::later("smtp_answer_lost")),
            done => done.map(drop),
        }
    }

    /// Takes leave. The mail is already handed over, so nothing here can fail.
    pub(super) async fn quit(mut self) {
        let _ = self.ask("QUIT", 221).await;
    }

    async fn ask(&mut self, command: &str, wanted: u16) -> Result<Vec<String>, MailError> {
        self.write(format!("{command}\r\n").as_bytes()).await?;
        self.expect(wanted).await
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), MailError> {
        let write = async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        };
        match timeout_at(self.by, write).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(MailError::later("smtp_closed")),
            Err(_) => Err(MailError::later("smtp_timeout")),
        }
    }

    /// Reads a reply, which must have the wanted code, and returns its lines.
    async fn expect(&mut self, wanted: u16) -> Result<Vec<String>, MailError> {
        let (mut lines, mut bytes) = (Vec::new(), 0);
        let code = loop {
            let line = self.line().await?;
            bytes += line.len();
            if bytes > REPLY_BYTES_MAX {
                return Err(MailError::later("smtp_malformed"));
            }
            let (code, rest) = line.split_at_checked(3).ok_or(MailError::later("smtp_malformed"))?;
            let code: u16 = code.parse().map_err(|_| MailError::later("smtp_malformed"))?;
            lines.push(rest.get(1..).unwrap_or_default().to_owned());
            if !rest.starts_with('-') {
                break code;
            }
        };
        // 251 "will forward" is as good as 250 (RFC 5321 section 4.2.3).
        match code {
            code if code == wanted || (wanted == 250 && code == 251) => Ok(lines),
            400..=499 => Err(MailError { retry: true, code: "smtp_refused_for_now", reply: Some(code) }),
            500..=599 => Err(MailError { retry: false, code: "smtp_refused", reply: Some(code) }),
            _ => Err(MailError { retry: true, code: "smtp_malformed", reply: Some(code) }),
        }
    }

    async fn line(&mut self) -> Result<String, MailError> {
        loop {
            if let Some(end) = self.unread.iter().position(|&b| b == b'\n') {
                let line: Vec<u8> = self.unread.drain(..=end).collect();
                return Ok(String::from_utf8_lossy(&line).trim_end().to_owned());
            }
            if self.unread.len() > REPLY_BYTES_MAX {
                return Err(MailError::later("smtp_malformed"));
            }
            let mut chunk = [0; 1024];
            match timeout_at(self.by, self.stream.read(&mut chunk)).await {
                Ok(Ok(0) | Err(_)) => return Err(MailError::later("smtp_closed")),
                Ok(Ok(read)) => self.unread.extend_from_slice(&chunk[..read]),
                Err(_) => return Err(MailError::later("smtp_timeout")),
            }
        }
    }
}

/// Before a mail is named, a refusal is about the server or our account: somebody can put it right, so the mail waits.
fn of_server(error: MailError) -> MailError {
    MailError { retry: true, ..error }
}

/// The message with doubled leading dots and the closing one (RFC 5321 section 4.5.2).
fn stuffed(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len() + 64);
    for line in message.split_inclusive(|&b| b == b'\n') {
        if line.starts_with(b".") {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b".\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::stuffed;

    #[test]
    fn leading_dots_are_doubled_and_the_end_is_marked() {
        let rows: &[(&str, &str)] = &[
            ("a\r\n", "a\r\n.\r\n"),
            ("a", "a\r\n.\r\n"),
            (".\r\nb\r\n", "..\r\nb\r\n.\r\n"),
            ("a\r\n..b.\r\n", "a\r\n...b.\r\n.\r\n"),
        ];
        for (message, sent) in rows {
            assert_eq!(stuffed(message.as_bytes()), sent.as_bytes(), "{message:?}");
        }
    }
}
