//! TLS on the way out: whom to trust, and looking at what a server presents.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use rustls::{
    AlertDescription, CertificateError, ClientConfig, DigitallySignedStruct, Error, InvalidMessage, RootCertStore,
    SignatureScheme,
    client::{
        Resumption,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    time_provider::TimeProvider,
};
use tokio::time::{Instant, timeout_at};
use tokio_rustls::{TlsConnector, client::TlsStream};

use crate::{
    dial::Stream,
    error::NetError,
    outward::{Net, Now},
};

/// Makes aws-lc-rs the crypto of this process, for libraries that ask for the default. Calling it again changes nothing.
pub fn init_crypto() {
    // An error only means that a provider is installed already.
    let _ = aws_lc_rs::default_provider().install_default();
}

/// Whose certificates a connection accepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TlsTrust {
    /// The public roots of Mozilla's programme.
    #[default]
    WebPki,
    /// Only these roots, as DER: a company's own CA or a test CA.
    Roots(Vec<Vec<u8>>),
    /// Anybody's. For looking at what a CA would see: http-01 may be redirected to a site without a good certificate.
    DangerAny,
}

/// What a server presented in a handshake that succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsSeen {
    /// The certificates as sent, DER, leaf first.
    pub chain: Vec<Vec<u8>>,
    /// `TLSv1.2` or `TLSv1.3`.
    pub version: &'static str,
    /// The application protocol that was agreed on.
    pub alpn: Option<String>,
}

impl Net {
    /// Shakes hands with one address (judged here) and records what it presents, whether it is trusted or not. The
    /// signature over the handshake is checked: a chain seen is a chain whose key the server holds. TLS 1.2 and 1.3.
    ///
    /// # Errors
    /// [`NetError`] of the guard, the connection or the handshake.
    pub async fn tls_probe(&self, address: SocketAddr, sni: &str, time_max: Duration) -> Result<TlsSeen, NetError> {
        let by = Instant::now() + time_max;
        let stream = self.dial(address, by).await?;
        let mut config = client_config(&TlsTrust::DangerAny, &self.now)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let tls = handshake(config, sni, stream, by).await?;
        let (_, session) = tls.get_ref();
        Ok(TlsSeen {
            chain: session.peer_certificates().unwrap_or_default().iter().map(|der| der.to_vec()).collect(),
            version: match session.protocol_version() {
                Some(rustls::ProtocolVersion::TLSv1_3) => "TLSv1.3",
                _ => "TLSv1.2",
            },
            alpn: session.alpn_protocol().map(|name| String::from_utf8_lossy(name).into_owned()),
        })
    }
}

/// A client's settings for this trust. Sessions are never resumed: a resumed one shows no certificate.
pub(crate) fn client_config(trust: &TlsTrust, now: &Now) -> Result<ClientConfig, NetError> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_details(Arc::clone(&provider), Arc::new(Clock(Arc::clone(now))))
        .with_safe_default_protocol_versions()
        .map_err(|_| NetError::TlsError { why: "other" })?;
    let mut config = match trust {
        TlsTrust::WebPki => {
            let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
            builder.with_root_certificates(roots).with_no_client_auth()
        }
        TlsTrust::Roots(ders) => {
            let mut roots = RootCertStore::empty();
            for der in ders {
                roots.add(CertificateDer::from_slice(der)).map_err(|_| NetError::TlsUntrusted { why: "invalid" })?;
            }
            builder.with_root_certificates(roots).with_no_client_auth()
        }
        TlsTrust::DangerAny => {
            let verifier = Arc::new(AnyCertificate(provider));
            builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()
        }
    };
    config.resumption = Resumption::disabled();
    Ok(config)
}

/// Shakes hands over an open connection.
pub(crate) async fn handshake(
    config: ClientConfig,
    host: &str,
    stream: Stream,
    by: Instant,
) -> Result<TlsStream<Stream>, NetError> {
    let name = host.trim_start_matches('[').trim_end_matches(']').trim_end_matches('.').to_owned();
    let name = ServerName::try_from(name).map_err(|_| crate::error::DnsError::Malformed)?;
    match timeout_at(by, TlsConnector::from(Arc::new(config)).connect(name, stream)).await {
        Ok(done) => done.map_err(|error| handshake_error(&error)),
        Err(_) => Err(NetError::Timeout),
    }
}

/// The injected clock in rustls's shape.
struct Clock(Now);

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

impl TimeProvider for Clock {
    fn current_time(&self) -> Option<UnixTime> {
        u64::try_from((self.0)()).ok().map(|s| UnixTime::since_unix_epoch(Duration::from_secs(s)))
    }
}

/// Accepts any certificate, but only from who holds its key.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _leaf: &CertificateDer<'_>,
        _others: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, leaf, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, leaf, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

fn handshake_error(error: &io::Error) -> NetError {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        Some(Error::AlertReceived(alert)) => NetError::TlsAlert { alert: alert_name(*alert) },
        Some(Error::InvalidMessage(
            InvalidMessage::InvalidContentType
            | InvalidMessage::UnknownProtocolVersion
            | InvalidMessage::MessageTooLarge,
        )) => NetError::TlsNotTls,
        Some(Error::InvalidMessage(_)) => NetError::TlsError { why: "malformed" },
        Some(Error::InvalidCertificate(why)) => NetError::TlsUntrusted { why: untrusted(why) },
        Some(Error::PeerIncompatible(_)) => NetError::TlsError { why: "incompatible" },
        Some(_) => NetError::TlsError { why: "other" },
        None => NetError::TlsError { why: "closed" },
    }
}

fn untrusted(why: &CertificateError) -> &'static str {
    match why {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "expired",
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => "not_yet_valid",
        CertificateError::UnknownIssuer => "unknown_issuer",
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => "wrong_name",
        CertificateError::Revoked => "revoked",
        _ => "invalid",
    }
}

/// `HandshakeFailure` as RFC 8446 writes it: `handshake_failure`.
fn alert_name(alert: AlertDescription) -> String {
    let mut name = String::new();
    for c in format!("{alert:?}").chars() {
        if c.is_ascii_uppercase() && !name.is_empty() && !name.ends_with(|c: char| c.is_ascii_uppercase()) {
            name.push('_');
        }
        name.push(c);
    }
    name.to_ascii_lowercase().replace("recognised", "recognized")
}
