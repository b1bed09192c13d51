//! What the rules look at: the certificate, its [`View`], what it claims to be and what the caller expects.

use std::{borrow::Cow, net::IpAddr};

use super::view::{DNS_NAME, GeneralName, IP_ADDRESS, View};
use crate::{Certificate, DnsName, Issuers, Standards, cert::address, der::DerError, subject};

/// More names than any CA puts in one certificate; the rest is not judged one by one.
pub(super) const NAMES_MAX: usize = 10_000;

/// What the caller knows besides the certificate.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The present time in seconds since 1970.
    pub at: i64,
    /// By which rules it is judged.
    pub level: Level,
    /// Who may have issued it: the table, and the CA of the product as the table calls it.
    pub issuer: Option<(&'a Issuers, &'a str)>,
}

impl Expected<'_> {
    /// Nothing is known but the present time, in seconds since 1970.
    pub fn at(at: i64) -> Self {
        Self { at, level: Level::ByPolicy, issuer: None }
    }
}

/// By which rules a certificate is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// By the Baseline Requirements if it carries one of their policy OIDs, else by RFC 5280 alone.
    ByPolicy,
    /// The same, but its chain leads to a root of the browsers, so that without such a policy OID something is wrong.
    Trusted,
    /// By RFC 5280 alone: a private CA's.
    Private,
    /// As this profile, which its policy OID must say too.
    Public(Profile),
}

/// The kinds of server certificate of the Baseline Requirements (7.1.2.7), by what was validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Control of the names.
    Domain,
    /// Also an organisation.
    Organization,
    /// Also a person.
    Individual,
    /// An organisation by the EV Guidelines.
    Extended,
}

/// The reserved policy OIDs (BR 7.1.6.1).
const PROFILES: [(&[u8], Profile); 4] = [
    (&[0x67, 0x81, 0x0c, 0x01, 0x01], Profile::Extended),
    (&[0x67, 0x81, 0x0c, 0x01, 0x02, 0x02], Profile::Organization),
    (&[0x67, 0x81, 0x0c, 0x01, 0x02, 0x03], Profile::Individual),
    (&[0x67, 0x81, 0x0c, 0x01, 0x02, 0x01], Profile::Domain),
];

impl Profile {
    /// `DV`, `OV`, `IV` or `EV`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Domain => "DV",
            Self::Organization => "OV",
            Self::Individual => "IV",
            Self::Extended => "EV",
        }
    }

    /// The profile that a certificate claims by its policy OID; `None` for a private CA's.
    pub fn of_certificate(certificate: &Certificate) -> Option<Self> {
        Self::claimed(&View::read(certificate).ok()?)
    }

    fn claimed(view: &View<'_>) -> Option<Self> {
        let claims = |(oid, profile): &(&[u8], Self)| {
            view.policies.iter().flatten().any(|policy| policy.oid == *oid).then_some(*profile)
        };
        PROFILES.iter().find_map(claims)
    }

    /// The profile that a policy OID stands for.
    pub(super) fn of(oid: &[u8]) -> Option<Self> {
        PROFILES.iter().find(|(known, _)| *known == oid).map(|(_, profile)| *profile)
    }
}

pub(super) struct Case<'a> {
    pub(super) certificate: &'a Certificate,
    pub(super) standards: &'a Standards,
    pub(super) expected: &'a Expected<'a>,
    pub(super) view: View<'a>,
    /// As what it is judged, if by the Baseline Requirements at all.
    pub(super) profile: Option<Profile>,
    /// The dNSName entries, [`NAMES_MAX`] at most.
    pub(super) names: Vec<Name<'a>>,
}

/// One dNSName.
pub(super) struct Name<'a> {
    pub(super) text: Cow<'a, str>,
    /// The name, or the reason why it is none.
    pub(super) read: Result<&'a DnsName, &'static str>,
}

impl<'a> Case<'a> {
    pub(super) fn read(
        certificate: &'a Certificate,
        standards: &'a Standards,
        expected: &'a Expected<'a>,
    ) -> Result<Self, DerError> {
        let view = View::read(certificate)?;
        let profile = match expected.level {
            Level::Private => None,
            Level::Public(profile) => Some(profile),
            Level::ByPolicy | Level::Trusted => Profile::claimed(&view),
        };
        let names = names(certificate, &view);
        Ok(Self { certificate, standards, expected, view, profile, names })
    }

    /// The names that are well formed.
    pub(super) fn good_names(&self) -> impl Iterator<Item = &'a DnsName> {
        self.names.iter().filter_map(|name| name.read.ok())
    }

    /// The texts of the dNSName entries that are none for this reason (a code of [`crate::NameError`]).
    pub(super) fn names_refused(&self, reason: &'static str) -> impl Iterator<Item = &str> {
        self.names.iter().filter(move |name| name.read == Err(reason)).map(|name| &*name.text)
    }

    /// The iPAddress entries.
    pub(super) fn addresses(&self) -> impl Iterator<Item = IpAddr> {
        self.view.alt_names.iter().flatten().filter(|name| name.tag == IP_ADDRESS).filter_map(|name| address(name.body))
    }

    /// How long it is valid in seconds: both ends are included (RFC 5280 §4.1.2.5).
    pub(super) fn lifetime_seconds(&self) -> i64 {
        self.certificate.not_after() - self.certificate.not_before() + 1
    }

    /// The same in days begun: a second more is another day (BR 6.3.2).
    pub(super) fn lifetime_days(&self) -> i64 {
        (self.lifetime_seconds().max(0) + 86_399) / 86_400
    }
}

/// The certificate's own list holds the good ones in the order of the extension, in canonical form.
fn names<'a>(certificate: &'a Certificate, view: &View<'a>) -> Vec<Name<'a>> {
    let mut good = certificate.names().iter().peekable();
    let entries = view.alt_names.iter().flatten().filter(|name| name.tag == DNS_NAME);
    let read = |entry: &GeneralName<'a>| {
        let text = subject::lossy(entry.body);
        let read = match good.next_if(|name| text.eq_ignore_ascii_case(name.as_str())) {
            Some(name) => Ok(name),
            None => match DnsName::parse(&text) {
                // Blanks and a trailing dot are forgiven in forms and configurations, not in a certificate.
                Ok(_) => {
                    good.next();
                    Err("blank_or_dot")
                }
                Err(error) => Err(error.code()),
            },
        };
        Name { text, read }
    };
    entries.take(NAMES_MAX).map(read).collect()
}
