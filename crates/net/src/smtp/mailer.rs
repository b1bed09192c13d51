//! The mailer of real life: one connection to the operator's relay for each mail.

use std::{net::SocketAddr, time::Duration};

use async_trait::async_trait;
use tokio::time::Instant;

use super::{MailError, Mailer, OutgoingMail, dialogue::Dialogue, message::format};
use crate::{
    dial::Stream,
    guard::Guard,
    outward::Net,
    secret::Secret,
    tls::{TlsTrust, client_config, handshake},
};

/// How the way to the relay is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Not at all: only to this machine itself.
    None,
    /// `STARTTLS` after the greeting (RFC 3207), usually port 587. A server that does not offer it gets no mail.
    StartTls,
    /// TLS from the first byte (RFC 8314), usually port 465.
    Implicit,
}

/// Where the relay is and how to talk to it.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// Host name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Protection of the connection.
    pub tls: Tls,
    /// User name and password; never sent without TLS.
    pub auth: Option<(String, Secret<String>)>,
    /// Whose certificate the relay may have.
    pub trust: TlsTrust,
    /// Our own host name, for `EHLO`.
    pub helo: String,
    /// Time for one mail with everything.
    pub time_max: Duration,
}

/// Sends each mail through the operator's relay.
#[derive(Clone)]
pub struct SmtpMailer {
    net: Net,
    settings: SmtpSettings,
}

impl SmtpMailer {
    /// Only the operator names the relay, so it may stand anywhere, also on an inner network.
    ///
    /// # Errors
    /// `smtp_auth_needs_tls`: a password without TLS; `smtp_helo_bad`: the own name cannot be said.
    pub fn new(net: &Net, settings: SmtpSettings) -> Result<Self, MailError> {
        if settings.auth.is_some() && settings.tls == Tls::None {
            return Err(MailError::never("smtp_auth_needs_tls"));
        }
        if settings.helo.is_empty() || !settings.helo.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(MailError::never("smtp_helo_bad"));
        }
        Ok(Self { net: net.with_guard(Guard::operator()), settings })
    }

    /// The greeted dialogue, inside TLS where the settings say so.
    async fn begin(&self, by: Instant) -> Result<Dialogue, MailError> {
        let SmtpSettings { host, port, helo, .. } = &self.settings;
        let (stream, address) = self.net.connect_by(host, *port, by).await?;
        match self.settings.tls {
            Tls::None if !is_loopback(address) => Err(MailError::later("smtp_plain_refused")),
            Tls::None => greeted(stream, by).await,
            Tls::Implicit => greeted(self.encrypt(stream, by).await?, by).await,
            Tls::StartTls => {
                let mut plain = greeted(stream, by).await?;
                if !plain.hello(helo).await?.starttls {
                    return Err(MailError::later("smtp_no_starttls"));
                }
                Ok(Dialogue::new(self.encrypt(plain.starttls().await?, by).await?, by))
            }
        }
    }

    async fn encrypt(&self, stream: Stream, by: Instant) -> Result<Stream, MailError> {
        let config = client_config(&self.settings.trust, &self.net.now)?;
        Ok(Box::new(handshake(config, &self.settings.host, stream, by).await?))
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &OutgoingMail) -> Result<(), MailError> {
        let mail = format(mail)?;
        let by = Instant::now() + self.settings.time_max;
        let mut dialogue = self.begin(by).await?;
        let abilities = dialogue.hello(&self.settings.helo).await?;
        if let Some((user, password)) = &self.settings.auth {
            dialogue.login(user, password, &abilities).await?;
        }
        dialogue.deliver(&mail).await?;
        dialogue.quit().await;
        Ok(())
    }
}

async fn greeted(stream: Stream, by: Instant) -> Result<Dialogue, MailError> {
    let mut dialogue = Dialogue::new(stream, by);
    dialogue.greeting().await?;
    Ok(dialogue)
}

fn is_loopback(address: SocketAddr) -> bool {
    address.ip().to_canonical().is_loopback()
}
