//! What a check is shown: a name as a whole, or one of its addresses.

use warifu_pki::Certificate;

use crate::{
    evidence::{AddressSeen, Failure, Handshake, HostSeen, HttpSeen, Looked, PageSeen, Protocol, Scan, Start},
    judge::{Context, Expected},
    trail::Trail,
};

impl HostSeen {
    /// What was seen at its addresses; empty when it led to none.
    pub(crate) fn addresses(&self) -> &[AddressSeen] {
        match &self.looked {
            Looked::At(addresses) => addresses,
            Looked::Unresolved(_) | Looked::Nowhere => &[],
        }
    }
}

/// What a check looks at, and the questions that several of them ask.
pub(crate) struct View<'a> {
    pub(crate) host: &'a HostSeen,
    /// The address; `None` when the view is of the name as a whole.
    pub(crate) at: Option<&'a AddressSeen>,
    pub(crate) context: &'a Context<'a>,
    /// The presented certificates that can be read, in the order sent; empty when none was presented.
    pub(crate) sent: Vec<Certificate>,
    /// What there is to say about them as a chain.
    pub(crate) trail: Trail<'a>,
}

/// Why there was no handshake: always exactly one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    Guard,
    Refused,
    Timeout,
    Unreachable,
    Http,
    Ssh,
    Smtp,
    OtherService,
    Silent,
    Closed,
    StarttlsMissing,
    StarttlsRefused,
    NameRefused,
    LegacyOnly,
    Alert,
    Broken,
}

impl<'a> View<'a> {
    pub(crate) fn of_host(host: &'a HostSeen, context: &'a Context<'a>) -> Self {
        Self { host, at: None, context, sent: Vec::new(), trail: Trail::default() }
    }

    pub(crate) fn of(host: &'a HostSeen, at: &'a AddressSeen, context: &'a Context<'a>) -> Self {
        let sent = certificates(at.shown.handshake());
        let trail = Trail::of(&sent, host, context);
        Self { host, at: Some(at), context, sent, trail }
    }

    /// The name that the certificate is wanted for.
    pub(crate) fn name(&self) -> &'a str {
        self.host.sni.as_deref().unwrap_or(&self.host.name)
    }

    /// The failure of the address, or of the name itself when the view is of the name.
    pub(crate) fn failure(&self) -> Option<&'a Failure> {
        match (self.at, &self.host.looked) {
            (Some(at), _) => at.shown.failure(),
            (None, Looked::Unresolved(failure)) => Some(failure),
            _ => None,
        }
    }

    /// A parameter of the failure; empty when there is none.
    pub(crate) fn failure_param(&self, name: &str) -> &'a str {
        self.failure().and_then(|failure| failure.params.get(name)).map_or("", String::as_str)
    }

    /// Whether the name did not lead to an address for this reason.
    pub(crate) fn is_unresolved(&self, codes: &[&str]) -> bool {
        self.at.is_none() && self.failure().is_some_and(|failure| codes.contains(&failure.code.as_str()))
    }

    /// Why the address gave no handshake.
    pub(crate) fn stop(&self) -> Option<Stop> {
        let (at, failure) = (self.at?, self.at?.shown.failure()?);
        // An alert is TLS, whatever the port answers to plain HTTP afterwards.
        if let Some(greeting) = at.greeting.as_ref().filter(|_| failure.code != "tls_alert") {
            return Some(match greeting.protocol {
                Protocol::Http => Stop::Http,
                Protocol::Ssh => Stop::Ssh,
                Protocol::Smtp => Stop::Smtp,
                Protocol::Ftp | Protocol::Imap | Protocol::Pop3 | Protocol::Other => Stop::OtherService,
            });
        }
        Some(match failure.code.as_str() {
            "address_refused" => Stop::Guard,
            "connect_refused" => Stop::Refused,
            "connect_timeout" => Stop::Timeout,
            "connect_failed" => Stop::Unreachable,
            "starttls_failed" if self.failure_param("why") == "not_offered" => Stop::StarttlsMissing,
            code if code.starts_with("starttls_") => Stop::StarttlsRefused,
            "tls_not_tls" => Stop::OtherService,
            "timeout" if at.connect_ms.is_none() => Stop::Timeout,
            "timeout" => Stop::Silent,
            _ if at.legacy.is_some() => Stop::LegacyOnly,
            // RFC 6066 section 3.
            "tls_alert" if self.failure_param("alert") == "unrecognized_name" => Stop::NameRefused,
            // RFC 8446 section 6.2: the version is known, but not supported.
            "tls_alert" if self.failure_param("alert") == "protocol_version" => Stop::LegacyOnly,
            "tls_alert" => Stop::Alert,
            "tls_error" if self.failure_param("why") == "closed" => Stop::Closed,
            "tls_error" if self.failure_param("why") == "incompatible" => Stop::LegacyOnly,
            _ => Stop::Broken,
        })
    }

    pub(crate) fn stopped_by(&self, stop: Stop) -> bool {
        self.stop() == Some(stop)
    }

    /// Whether the presented leaf is good for the name.
    pub(crate) fn certificate_covers(&self) -> bool {
        self.leaf().is_some_and(|leaf| leaf.covers(self.name()))
    }

    /// How TLS begins here, as `openssl s_client -starttls` writes it.
    pub(crate) fn start_name(&self) -> &'static str {
        match self.host.start {
            Start::Tls => "tls",
            Start::Smtp => "smtp",
            Start::Imap => "imap",
            Start::Pop3 => "pop3",
        }
    }

    pub(crate) fn handshake(&self) -> Option<&'a Handshake> {
        self.at?.shown.handshake()
    }

    /// The presented leaf as sent, whether it can be read or not.
    pub(crate) fn leaf_der(&self) -> Option<&'a [u8]> {
        self.handshake()?.chain.first().map(Vec::as_slice)
    }

    /// The presented leaf if it can be read.
    pub(crate) fn leaf(&self) -> Option<&Certificate> {
        self.sent.first().filter(|first| Some(first.der()) == self.leaf_der())
    }

    pub(crate) fn scan(&self) -> Option<&'a Scan> {
        self.at?.scan.as_ref()
    }

    pub(crate) fn pages(&self) -> Option<&'a HttpSeen> {
        self.host.http.as_ref()
    }

    /// What `http://` and `https://` of the name gave.
    pub(crate) fn http(&self) -> Option<&'a PageSeen> {
        self.pages()?.http.as_ref()
    }

    pub(crate) fn https(&self) -> Option<&'a PageSeen> {
        self.pages()?.https.as_ref()
    }

    pub(crate) fn order(&self) -> Option<&'a Expected<'a>> {
        self.context.order.as_ref()
    }

    pub(crate) fn shows_newest(&self) -> bool {
        self.order().is_some_and(|order| self.leaf_der() == Some(order.leaf_der))
    }

    pub(crate) fn shows_previous(&self) -> bool {
        let previous = |order: &Expected<'_>| {
            !self.shows_newest() && order.previous_der.iter().any(|der| Some(der.as_slice()) == self.leaf_der())
        };
        self.order().is_some_and(previous)
    }

    /// The newest certificate of the order.
    pub(crate) fn newest(&self) -> Option<Certificate> {
        Certificate::from_der(self.order()?.leaf_der.to_vec()).ok()
    }
}

/// The certificates of a handshake that can be read, in the order sent.
pub(crate) fn certificates(handshake: Option<&Handshake>) -> Vec<Certificate> {
    let sent = handshake.map_or(&[][..], |handshake| &handshake.chain);
    sent.iter().filter_map(|der| Certificate::from_der(der.clone()).ok()).collect()
}

/// Names of a certificate that a sentence repeats; some certificates carry hundreds.
const NAMES_SHOWN_MAX: usize = 10;

/// The first names of a certificate, or its common name if it has none.
pub(crate) fn names_of(certificate: &Certificate) -> String {
    let (names, addresses) = (certificate.names().iter(), certificate.addresses().iter());
    let all = names.map(ToString::to_string).chain(addresses.map(ToString::to_string));
    let names: Vec<String> = all.take(NAMES_SHOWN_MAX).collect();
    if names.is_empty() { certificate.common_name().unwrap_or_default().to_owned() } else { names.join(" ") }
}

/// The host of an http or https URL in lower case, without port; and its port.
pub(crate) fn host_and_port(url: &str) -> Option<(String, Option<u16>)> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let authority = authority.rsplit('@').next()?;
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port.parse().ok()),
        _ => (authority, None),
    };
    (!host.is_empty()).then(|| (host.trim_matches(['[', ']']).to_ascii_lowercase(), port))
}

/// Whether a URL is one of plain http.
pub(crate) fn is_http(url: &str) -> bool {
    url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http://"))
}

/// Whether a URL is one of https.
pub(crate) fn is_https(url: &str) -> bool {
    url.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"))
}
