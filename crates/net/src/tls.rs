//! TLS on the way out: whom to trust, and looking at what a server presents.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc, LazyLock, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use rustls::{
    AlertDescription, CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, Error, HandshakeKind,
    InvalidMessage, RootCertStore, SignatureScheme,
    client::{
        Resumption,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    time_provider::TimeProvider,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf},
    time::{Instant, timeout_at},
};
use tokio_rustls::{TlsConnector, client::TlsStream};

use crate::{
    dial::Stream,
    error::NetError,
    outward::{Net, Now},
    starttls::Start,
};

/// Makes aws-lc-rs the crypto of this process, for libraries that ask for the default. Calling it again changes nothing.
pub fn init_crypto() {
    // An error only means that a provider is installed already.
    let _ = aws_lc_rs::default_provider().install_default();
}

/// Whether a name, as a DER `Name`, is that of a root in Mozilla's programme.
pub fn is_public_root(name: &[u8]) -> bool {
    // A trust anchor's subject is written without the tag and length of its SEQUENCE.
    let inner = match name {
        [0x30, length, inner @ ..] if usize::from(*length) == inner.len() => inner,
        [0x30, 0x81, length, inner @ ..] if usize::from(*length) == inner.len() => inner,
        _ => return false,
    };
    webpki_roots::TLS_SERVER_ROOTS.iter().any(|root| root.subject.as_ref() == inner)
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TlsSeen {
    /// The certificates as sent, DER, leaf first.
    pub chain: Vec<Vec<u8>>,
    /// `TLSv1.2` or `TLSv1.3`.
    pub version: &'static str,
    /// The cipher suite agreed on, by its IANA number.
    pub suite: u16,
    /// The key exchange group agreed on, by its IANA number.
    pub group: Option<u16>,
    /// The application protocol that was agreed on.
    pub alpn: Option<String>,
    /// The stapled OCSP response, DER.
    pub ocsp: Option<Vec<u8>>,
    /// Whether the signature over the handshake could be verified with the leaf's key: only then the server has shown
    /// that it holds it. Weak or odd keys cannot be verified here.
    pub proven: bool,
    /// Time from the open connection to the end of the handshake.
    pub took: Duration,
}

/// Where and how to shake hands.
#[derive(Clone, Debug)]
pub struct TlsAsk {
    /// The address, judged when it is dialled.
    pub address: SocketAddr,
    /// The host to name in SNI; without it, or with an IP address, none is sent (RFC 6066 section 3).
    pub sni: Option<String>,
    /// What comes before TLS.
    pub start: Start,
}

/// All that one handshake told, whether it succeeded or not.
#[derive(Clone, Debug)]
pub struct TlsProbe {
    /// Time until the connection was open; `None` if it never was.
    pub connect: Option<Duration>,
    /// The first bytes that the peer sent where TLS was expected, a few hundred at most.
    pub first_bytes: Vec<u8>,
    /// What was presented, or what failed.
    pub result: Result<TlsSeen, NetError>,
}

/// A connection after its handshake, with the sessions that the server has offered.
pub struct TlsKept {
    tls: TlsStream<Stream>,
    config: Arc<ClientConfig>,
}

/// First bytes kept of what a peer sends: enough for a greeting or a status line.
const FIRST_BYTES_MAX: usize = 256;

/// Bytes of an answer read while waiting for session tickets; they come before or with the first of them.
const ANSWER_BYTES_MAX: usize = 4096;

impl Net {
    /// Shakes hands with one address (judged here) as a modern client and records what it presents, whether it is
    /// trusted or not. TLS 1.2 and 1.3.
    pub async fn tls_probe(&self, ask: &TlsAsk, time_max: Duration) -> TlsProbe {
        self.shake_and_tell(ask, Resumption::disabled(), time_max).await.0
    }

    /// The same; the connection stays open, for [`Net::tls_resumes`].
    pub async fn tls_probe_kept(&self, ask: &TlsAsk, time_max: Duration) -> (TlsProbe, Option<TlsKept>) {
        self.shake_and_tell(ask, Resumption::default(), time_max).await
    }

    async fn shake_and_tell(
        &self,
        ask: &TlsAsk,
        resumption: Resumption,
        time_max: Duration,
    ) -> (TlsProbe, Option<TlsKept>) {
        let (started, by) = (Instant::now(), Instant::now() + time_max);
        let first = Arc::default();
        let (mut connect, mut notes, mut kept) = (None, Notes::default(), None);
        let result = async {
            let stream = self.dial(ask.address, by).await?;
            connect = Some(started.elapsed());
            let stream = ask.start.begin(stream, by).await?;
            let begun = Instant::now();
            notes = Notes::default();
            let mut config = self.recording_config(&notes)?;
            config.resumption = resumption;
            if ask.start == Start::Tls {
                config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
            }
            let stream = Box::new(Tee { stream, first: Arc::clone(&first) });
            let config = Arc::new(config);
            let tls = shake(Arc::clone(&config), name_of(ask)?, stream, by).await?;
            let seen = (seen(tls.get_ref().1), begun.elapsed());
            kept = Some(TlsKept { tls, config });
            Ok(seen)
        }
        .await;
        let result = result.map(|(seen, took)| TlsSeen {
            ocsp: lock(&notes.ocsp).take(),
            proven: notes.proven.load(Ordering::Relaxed),
            took,
            ..seen
        });
        let first_bytes = lock(&first).clone();
        (TlsProbe { connect, first_bytes, result }, kept)
    }

    /// Shakes hands again; `true` if the new connection goes on with the session of the kept one.
    ///
    /// # Errors
    /// As in [`TlsProbe::result`], of the new connection.
    pub async fn tls_resumes(&self, kept: TlsKept, ask: &TlsAsk, time_max: Duration) -> Result<bool, NetError> {
        let by = Instant::now() + time_max;
        let TlsKept { mut tls, config } = kept;
        // In TLS 1.3 tickets come after the handshake, at the latest with the answer to a first request. A server that
        // answers nothing gives no ticket, which is an answer too.
        let talk = async {
            tls.write_all(ask.start.small_talk()).await?;
            tls.flush().await?;
            tls.read(&mut [0; ANSWER_BYTES_MAX]).await
        };
        let _ = timeout_at(by, talk).await;
        drop(tls);
        let stream = ask.start.begin(self.dial(ask.address, by).await?, by).await?;
        let again = shake(config, name_of(ask)?, stream, by).await?;
        Ok(again.get_ref().1.handshake_kind() == Some(HandshakeKind::Resumed))
    }

    /// A client that accepts any certificate and notes what it was shown beside it.
    fn recording_config(&self, notes: &Notes) -> Result<ClientConfig, NetError> {
        let mut config = client_config(&TlsTrust::DangerAny, &self.now)?;
        let provider = Arc::clone(config.crypto_provider());
        config
            .dangerous()
            .set_certificate_verifier(Arc::new(Recorder { any: AnyCertificate(provider), notes: notes.clone() }));
        Ok(config)
    }
}

fn seen(session: &ClientConnection) -> TlsSeen {
    TlsSeen {
        chain: session.peer_certificates().unwrap_or_default().iter().map(|der| der.to_vec()).collect(),
        version: match session.protocol_version() {
            Some(rustls::ProtocolVersion::TLSv1_3) => "TLSv1.3",
            _ => "TLSv1.2",
        },
        suite: session.negotiated_cipher_suite().map_or(0, |suite| suite.suite().into()),
        group: session.negotiated_key_exchange_group().map(|group| group.name().into()),
        alpn: session.alpn_protocol().map(|name| String::from_utf8_lossy(name).into_owned()),
        ..TlsSeen::default()
    }
}

fn name_of(ask: &TlsAsk) -> Result<ServerName<'static>, NetError> {
    match &ask.sni {
        Some(host) => server_name(host),
        // rustls sends no SNI for an address.
        None => Ok(ServerName::from(ask.address.ip())),
    }
}

fn server_name(host: &str) -> Result<ServerName<'static>, NetError> {
    let name = host.trim_start_matches('[').trim_end_matches(']').trim_end_matches('.').to_owned();
    ServerName::try_from(name).map_err(|_| crate::error::DnsError::Malformed.into())
}

/// What the verifier was shown.
#[derive(Clone, Debug, Default)]
struct Notes {
    ocsp: Arc<Mutex<Option<Vec<u8>>>>,
    proven: Arc<AtomicBool>,
}

/// Accepts any certificate, even from who does not hold its key, and notes which.
#[derive(Debug)]
struct Recorder {
    any: AnyCertificate,
    notes: Notes,
}

impl Recorder {
    fn note(&self, verified: &Result<HandshakeSignatureValid, Error>) -> Result<HandshakeSignatureValid, Error> {
        self.notes.proven.store(verified.is_ok(), Ordering::Relaxed);
        Ok(HandshakeSignatureValid::assertion())
    }
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        _leaf: &CertificateDer<'_>,
        _others: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        *lock(&self.notes.ocsp) = (!ocsp.is_empty()).then(|| ocsp.to_vec());
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.note(&self.any.verify_tls12_signature(message, leaf, signed))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.note(&self.any.verify_tls13_signature(message, leaf, signed))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.any.supported_verify_schemes()
    }
}

/// Keeps the first bytes that come in.
struct Tee {
    stream: Stream,
    first: Arc<Mutex<Vec<u8>>>,
}

impl AsyncRead for Tee {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let (this, before) = (self.get_mut(), buf.filled().len());
        let done = Pin::new(&mut this.stream).poll_read(cx, buf);
        let mut first = lock(&this.first);
        let room = FIRST_BYTES_MAX.saturating_sub(first.len());
        first.extend(buf.filled().iter().skip(before).take(room));
        done
    }
}

impl AsyncWrite for Tee {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

/// A poisoned lock only means that another task stopped; the bytes are whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The crypto of every connection, put together once.
static PROVIDER: LazyLock<Arc<CryptoProvider>> = LazyLock::new(|| Arc::new(aws_lc_rs::default_provider()));

/// A client's settings for this trust. Sessions are never resumed: a resumed one shows no certificate.
pub(crate) fn client_config(trust: &TlsTrust, now: &Now) -> Result<ClientConfig, NetError> {
    let provider = Arc::clone(&PROVIDER);
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
    shake(Arc::new(config), server_name(host)?, stream, by).await
}

async fn shake(
    config: Arc<ClientConfig>,
    name: ServerName<'static>,
    stream: Stream,
    by: Instant,
) -> Result<TlsStream<Stream>, NetError> {
    match timeout_at(by, TlsConnector::from(config).connect(name, stream)).await {
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
