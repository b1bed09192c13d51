//! What comes before TLS on ports that begin in the clear: SMTP (RFC 3207), IMAP (RFC 9051 section 6.2.1), POP3 (RFC 2595).
//!
//! Only as much as it takes to get to TLS; mails are sent by `smtp`.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    time::{Instant, timeout_at},
};

use crate::{dial::Stream, error::NetError};

/// Bytes of everything that a server says before TLS. A greeting and a list of abilities have a few hundred.
const BYTES_MAX: usize = 16 * 1024;

/// How TLS begins on a port.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// At once.
    #[default]
    Tls,
    /// `STARTTLS` of SMTP.
    Smtp,
    /// `STARTTLS` of IMAP.
    Imap,
    /// `STLS` of POP3.
    Pop3,
}

/// One step: what is sent, when the reply to it is complete, and what a good one begins with.
struct Step {
    send: &'static str,
    /// The beginning of the reply's last line; in SMTP, three digits and no hyphen.
    last: Last,
    good: &'static str,
    /// What went wrong if the reply is not a good one.
    why: &'static str,
}

/// How a reply ends.
enum Last {
    /// With its first line.
    First,
    /// With a line whose fourth octet is not a hyphen (RFC 5321 section 4.2.1).
    Smtp,
    /// With the line that repeats the tag.
    Tagged(&'static str),
}

/// RFC 2606's name for those who have none: nobody's server refuses it for being a bare word.
const SMTP: &[Step] = &[
    Step { send: "", last: Last::Smtp, good: "220", why: "greeting" },
    Step { send: "EHLO warifu.invalid\r\n", last: Last::Smtp, good: "250", why: "refused" },
    Step { send: "STARTTLS\r\n", last: Last::Smtp, good: "220", why: "not_offered" },
];
const IMAP: &[Step] = &[
    Step { send: "", last: Last::First, good: "* OK", why: "greeting" },
    Step { send: "a STARTTLS\r\n", last: Last::Tagged("a "), good: "a OK", why: "not_offered" },
];
const POP3: &[Step] = &[
    Step { send: "", last: Last::First, good: "+OK", why: "greeting" },
    Step { send: "STLS\r\n", last: Last::First, good: "+OK", why: "not_offered" },
];

impl Start {
    /// Goes as far as the server's go-ahead and gives the bare stream back for the handshake.
    ///
    /// # Errors
    /// [`NetError::StartTls`], or [`NetError::Timeout`].
    pub async fn begin(self, mut stream: Stream, by: Instant) -> Result<Stream, NetError> {
        let steps = match self {
            Self::Tls => return Ok(stream),
            Self::Smtp => SMTP,
            Self::Imap => IMAP,
            Self::Pop3 => POP3,
        };
        match timeout_at(by, talk(&mut stream, steps)).await {
            Ok(done) => done.map(|()| stream),
            Err(_) => Err(NetError::Timeout),
        }
    }

    /// A harmless first request inside TLS that every server answers.
    pub(crate) const fn small_talk(self) -> &'static [u8] {
        match self {
            Self::Tls => b"GET / HTTP/1.0\r\n\r\n",
            Self::Smtp => b"NOOP\r\n",
            Self::Imap => b"a NOOP\r\n",
            Self::Pop3 => b"CAPA\r\n",
        }
    }
}

async fn talk(stream: &mut Stream, steps: &[Step]) -> Result<(), NetError> {
    let failed = |why| NetError::StartTls { why };
    let mut budget = BYTES_MAX;
    for step in steps {
        stream.write_all(step.send.as_bytes()).await.map_err(|_| failed("closed"))?;
        stream.flush().await.map_err(|_| failed("closed"))?;
        let (reply, rest) = reply(stream, &step.last, &mut budget).await?;
        if !reply.to_ascii_uppercase().starts_with(&step.good.to_ascii_uppercase()) {
            return Err(failed(step.why));
        }
        // Whatever follows the go-ahead in the clear would be taken for an answer inside TLS (CVE-2011-0411).
        if rest > 0 {
            return Err(failed("early_data"));
        }
    }
    Ok(())
}

/// The last line of a reply, and how many bytes came after it.
async fn reply(stream: &mut Stream, last: &Last, budget: &mut usize) -> Result<(String, usize), NetError> {
    let (mut unread, mut chunk) = (Vec::new(), [0; 512]);
    loop {
        while let Some(end) = unread.iter().position(|octet| *octet == b'\n') {
            let line: Vec<u8> = unread.drain(..=end).collect();
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            let done = match last {
                Last::First => true,
                Last::Smtp => line.as_bytes().get(3) != Some(&b'-'),
                Last::Tagged(tag) => line.starts_with(tag),
            };
            if done {
                return Ok((line, unread.len()));
            }
        }
        let read = stream.read(&mut chunk).await.map_err(|_| NetError::StartTls { why: "closed" })?;
        if read == 0 {
            return Err(NetError::StartTls { why: "closed" });
        }
        *budget = budget.checked_sub(read).ok_or(NetError::StartTls { why: "too_long" })?;
        unread.extend(chunk.iter().take(read));
    }
}
