//! What web pages showed.

use serde::{Deserialize, Serialize};

use super::Failure;

/// The front pages and the validation paths of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HttpSeen {
    /// From `http://host/` on.
    pub http: Option<PageSeen>,
    /// From `https://host/` on.
    pub https: Option<PageSeen>,
    /// From the validation paths on, over http as a CA begins.
    pub validation: Vec<ValidationSeen>,
}

/// A URL, the redirects from it, and what was at their end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageSeen {
    /// The redirects followed, in order. Ten at most; one that leads back to a URL seen before is the last.
    pub hops: Vec<Hop>,
    /// The reply at their end; absent when `failure` says why there is none.
    pub reply: Option<ReplySeen>,
    /// What failed, at `failed_url`. `redirect_loop` and `too_many_redirects` are among the codes.
    pub failure: Option<Failure>,
    /// Where it failed.
    pub failed_url: Option<String>,
    /// What the page at the end and its frames refer to; of `https://host/` only.
    pub references: Vec<Reference>,
    /// A limit of bytes, frames or references was met: more may exist.
    pub cut_off: bool,
}

/// One redirect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hop {
    /// The URL asked for.
    pub url: String,
    /// The status of its reply.
    pub status: u16,
    /// `Location` as it stands, shortened.
    pub location: String,
    /// `Strict-Transport-Security` as it stands, shortened; browsers heed it on a redirect too.
    pub hsts: Option<String>,
}

/// The head of a reply. Values are shortened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplySeen {
    /// The URL that gave it.
    pub url: String,
    /// The status.
    pub status: u16,
    /// `Strict-Transport-Security`.
    pub hsts: Option<String>,
    /// `Server`.
    pub server: Option<String>,
    /// `X-Powered-By`.
    pub powered_by: Option<String>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// Seconds by which the server's clock (`Date`) is ahead of ours, negative when it is behind; absent without a
    /// readable `Date`, and for what a cache has kept.
    pub clock_ahead_s: Option<i64>,
    /// `Content-Security-Policy`, which may upgrade or block http references.
    pub csp: Option<String>,
}

/// Something that a page loads or links.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reference {
    /// The URL of the page or frame that says so.
    pub page: String,
    /// Its line there, counted from 1.
    pub line: u32,
    /// The element in lower case, such as `img`; `style` for what a style sheet in the page loads.
    pub tag: String,
    /// The attribute in lower case, such as `src`; `url` in style sheets.
    pub attr: String,
    /// `rel` of a `link` element, in lower case.
    pub rel: Option<String>,
    /// The URL, absolute.
    pub url: String,
}

/// What a CA would meet when it fetches a validation file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ValidationSeen {
    /// The path, such as `/.well-known/acme-challenge/`, without the token.
    pub path: String,
    /// What was met. A redirect that a CA may not follow ends it, with `redirect_refused` as the failure.
    pub page: PageSeen,
}
