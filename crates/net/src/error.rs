//! What can go wrong on the way out: codes with parameters, the sentences live in the locales.

use std::net::{IpAddr, SocketAddr};

use crate::guard::Refused;

/// Why a name gave no answer. A name that exists without the asked type is no error but an empty answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DnsError {
    /// The name does not exist (RFC 8020).
    #[error("the name does not exist")]
    NxDomain,
    /// The resolver or an authoritative server failed, refused or gave a DNSSEC-bogus answer.
    #[error("the name servers failed")]
    ServFail,
    /// No answer within the deadline.
    #[error("the name servers did not answer in time")]
    Timeout,
    /// The text is no DNS name.
    #[error("not a DNS name")]
    Malformed,
}

impl DnsError {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NxDomain => "nxdomain",
            Self::ServFail => "dns_servfail",
            Self::Timeout => "dns_timeout",
            Self::Malformed => "host_malformed",
        }
    }
}

/// Why something outside could not be reached or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    /// The name could not be resolved.
    #[error(transparent)]
    Dns(#[from] DnsError),
    /// The name exists but has neither A nor AAAA records.
    #[error("the name has no address")]
    NoAddress,
    /// The guard forbids the address.
    #[error("the address is refused: {why}")]
    AddressRefused {
        /// The address as resolved or given.
        address: IpAddr,
        /// Which rule forbids it.
        why: Refused,
    },
    /// Nothing listens on the port.
    #[error("connection refused")]
    ConnectRefused {
        /// Where to.
        address: SocketAddr,
    },
    /// No answer to the connection attempt: often a firewall that drops packets.
    #[error("no answer to the connection attempt")]
    ConnectTimeout {
        /// Where to.
        address: SocketAddr,
    },
    /// The connection could not be made for another reason, such as no route.
    #[error("connection failed: {why}")]
    ConnectFailed {
        /// Where to.
        address: SocketAddr,
        /// The operating system's kind of error.
        why: &'static str,
    },
    /// What comes before TLS on a mail server's port went wrong.
    #[error("STARTTLS failed: {why}")]
    StartTls {
        /// `greeting`, `not_offered`, `refused`, `early_data` (bytes sent in the clear after the go-ahead), `too_long` or
        /// `closed`.
        why: &'static str,
    },
    /// The peer ended the handshake with an alert (RFC 8446 section 6).
    #[error("TLS alert {alert}")]
    TlsAlert {
        /// The alert's name as in the RFC, such as `handshake_failure`.
        alert: String,
    },
    /// What answered does not speak TLS, such as plain HTTP on port 443.
    #[error("the peer does not speak TLS")]
    TlsNotTls,
    /// The peer's certificate was not accepted.
    #[error("the certificate is not trusted: {why}")]
    TlsUntrusted {
        /// `expired`, `not_yet_valid`, `unknown_issuer`, `wrong_name`, `revoked` or `invalid`.
        why: &'static str,
    },
    /// The handshake failed in another way.
    #[error("TLS failed: {why}")]
    TlsError {
        /// `closed`, `incompatible`, `malformed` or `other`.
        why: &'static str,
    },
    /// The URL is not an `http` or `https` URL with a host.
    #[error("not an http or https URL")]
    UrlMalformed,
    /// A header of the request cannot be sent.
    #[error("the request cannot be sent: {why}")]
    RequestMalformed {
        /// What is wrong with it.
        why: &'static str,
    },
    /// The reply is not HTTP, or it was cut off.
    #[error("the reply is not readable HTTP: {why}")]
    HttpMalformed {
        /// `parse`, `incomplete` or `closed`.
        why: &'static str,
    },
    /// The headers of the reply are over the limit.
    #[error("the headers of the reply are too large")]
    HeadersTooLarge,
    /// The body of the reply is over the limit.
    #[error("the body is larger than {bytes_max} bytes")]
    BodyTooLarge {
        /// The limit, in bytes.
        bytes_max: usize,
    },
    /// More redirects than allowed.
    #[error("more than {max} redirects")]
    TooManyRedirects {
        /// The limit.
        max: u8,
    },
    /// A redirect that the rules of this request do not allow.
    #[error("the redirect is refused: {why}")]
    RedirectRefused {
        /// `status`, `port`, `scheme` or `location`.
        why: &'static str,
        /// The status of the redirecting reply.
        status: u16,
        /// Where it pointed, shortened.
        location: String,
    },
    /// The whole took longer than allowed.
    #[error("time is up")]
    Timeout,
}

impl NetError {
    /// The stable code, used in findings, API replies and locales.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Dns(error) => error.code(),
            Self::NoAddress => "no_address",
            Self::AddressRefused { .. } => "address_refused",
            Self::ConnectRefused { .. } => "connect_refused",
            Self::ConnectTimeout { .. } => "connect_timeout",
            Self::ConnectFailed { .. } => "connect_failed",
            Self::StartTls { .. } => "starttls_failed",
            Self::TlsAlert { .. } => "tls_alert",
            Self::TlsNotTls => "tls_not_tls",
            Self::TlsUntrusted { .. } => "tls_untrusted",
            Self::TlsError { .. } => "tls_error",
            Self::UrlMalformed => "url_malformed",
            Self::RequestMalformed { .. } => "request_malformed",
            Self::HttpMalformed { .. } => "http_malformed",
            Self::HeadersTooLarge => "headers_too_large",
            Self::BodyTooLarge { .. } => "body_too_large",
            Self::TooManyRedirects { .. } => "too_many_redirects",
            Self::RedirectRefused { .. } => "redirect_refused",
            Self::Timeout => "timeout",
        }
    }

    /// The parameters of the code, by name.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Dns(_) | Self::NoAddress | Self::TlsNotTls | Self::UrlMalformed => Vec::new(),
            Self::HeadersTooLarge | Self::Timeout => Vec::new(),
            Self::AddressRefused { address, why } => {
                vec![("address", address.to_string()), ("why", why.as_str().into())]
            }
            Self::ConnectRefused { address } | Self::ConnectTimeout { address } => {
                vec![("address", address.to_string())]
            }
            Self::ConnectFailed { address, why } => vec![("address", address.to_string()), ("why", (*why).into())],
            Self::TlsAlert { alert } => vec![("alert", alert.clone())],
            Self::StartTls { why }
            | Self::TlsUntrusted { why }
            | Self::TlsError { why }
            | Self::RequestMalformed { why }
            | Self::HttpMalformed { why } => vec![("why", (*why).into())],
            Self::BodyTooLarge { bytes_max } => vec![("bytes_max", bytes_max.to_string())],
            Self::TooManyRedirects { max } => vec![("max", max.to_string())],
            Self::RedirectRefused { why, status, location } => {
                vec![("why", (*why).into()), ("status", status.to_string()), ("location", location.clone())]
            }
        }
    }

    /// Whether the same attempt may go better later without anybody changing anything.
    pub const fn retry(&self) -> bool {
        match self {
            Self::Dns(error) => matches!(error, DnsError::ServFail | DnsError::Timeout),
            Self::ConnectRefused { .. } | Self::ConnectTimeout { .. } | Self::ConnectFailed { .. } => true,
            Self::TlsError { .. } | Self::HttpMalformed { .. } | Self::Timeout => true,
            _ => false,
        }
    }
}
