//! Accounts, members and what they may do.

use std::{fmt, str::FromStr};

use warifu_pki::DnsName;

use crate::{
    id::{AccountId, MemberId},
    time::Timestamp,
};

/// A mail address `local@domain`: one `@`, a dot-atom local part of at most 64 octets (RFC 5321 4.5.3.1.1), a DNS name
/// behind it, 254 octets in all, no white space and no control character. The domain is lower case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

/// The text is not a mail address that the shop can write to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a mail address")]
pub struct EmailError;

impl EmailAddress {
    /// Reads an address, white space around it ignored.
    ///
    /// # Errors
    /// [`EmailError`] when it has not the shape above.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let (local, domain) = text.trim().rsplit_once('@').ok_or(EmailError)?;
        let atext = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b);
        let dot_atom = |s: &str| s.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(atext));
        if local.len() > 64 || !dot_atom(local) {
            return Err(EmailError);
        }
        let domain = DnsName::parse(domain).map_err(|_| EmailError)?;
        let address = format!("{local}@{domain}");
        if domain.is_wildcard() || !domain.as_str().contains('.') || address.len() > 254 {
            return Err(EmailError);
        }
        Ok(Self(address))
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl FromStr for EmailAddress {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// The language that the shop speaks to somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

impl Locale {
    /// Every language, Japanese first.
    pub const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language of a BCP 47 tag; `None` when the shop does not speak it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|locale| locale.tag().eq_ignore_ascii_case(primary))
    }
}

/// What a member may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Buys for one account and sees only that.
    Customer,
    /// Works for the shop and sees every account.
    Staff,
}

impl Role {
    /// The name in tables and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Staff => "staff",
        }
    }
}

impl FromStr for Role {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "customer" => Ok(Self::Customer),
            "staff" => Ok(Self::Staff),
            _ => Err(()),
        }
    }
}

/// A customer's login unit, or the shop's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Name shown to staff.
    pub name: String,
    /// When it was opened.
    pub created_at: Timestamp,
}

/// A person of an account.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// Its id.
    pub id: MemberId,
    /// The account it belongs to.
    pub account: AccountId,
    /// Login name and where mail goes; unique in the shop.
    pub email: EmailAddress,
    /// argon2id in PHC string form.
    pub password_hash: String,
    /// What it may do.
    pub role: Role,
    /// Language of its mails.
    pub locale: Locale,
    /// When it joined.
    pub created_at: Timestamp,
}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Member").field("id", &self.id).field("role", &self.role).finish_non_exhaustive()
    }
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A customer's member.
    Customer(MemberId),
    /// One of the shop's people.
    Staff(MemberId),
    /// A job.
    System,
}

impl Actor {
    /// The member behind the act, if a person acted.
    pub const fn member(self) -> Option<MemberId> {
        match self {
            Self::Customer(id) | Self::Staff(id) => Some(id),
            Self::System => None,
        }
    }

    /// `customer`, `staff` or `system`.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Customer(_) => "customer",
            Self::Staff(_) => "staff",
            Self::System => "system",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (text, canonical) in [
            ("info@Example.JP", Some("info@example.jp")),
            (" a.b+c@example.co.jp ", Some("a.b+c@example.co.jp")),
            ("no-at.example.jp", None),
            ("a@b", None),
            ("a b@example.jp", None),
            ("a@b@example.jp", None),
            ("a@example.jp\r\nBcc: x@example.jp", None),
            (".a@example.jp", None),
            ("a@*.example.jp", None),
            ("", None),
        ] {
            assert_eq!(EmailAddress::parse(text).ok().as_ref().map(EmailAddress::as_str), canonical, "{text:?}");
        }
    }
}
