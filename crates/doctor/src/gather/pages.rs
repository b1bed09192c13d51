//! What web pages show: redirects, heads, and what the https page loads insecurely.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::time::Instant;
use url::Url;
use warifu_net::{HttpLimits, HttpPage, HttpRequest, Net, NetError, Redirects, TlsTrust, header};

use super::{Part, references, side_by_side};
use crate::evidence::{Failure, Hop, PageSeen, Reference, ReplySeen, ValidationSeen};

/// Redirects followed. Browsers give up at about 20, CAs at 10; sound sites need one or two.
const HOPS_MAX: usize = 10;

/// Characters kept of a header.
const HEADER_MAX: usize = 400;

/// Frames of a page looked into.
const FRAMES_MAX: usize = 5;

/// References kept of a page with its frames.
const REFERENCES_MAX: usize = 200;

/// Time for one page with its redirects.
const PAGE_TIME_MAX: Duration = Duration::from_secs(5);

/// Bytes read where it is about where a URL leads, not what is there.
const WAY_BYTES_MAX: usize = 1024;

/// The validation paths: RFC 8555 section 8.3 and BR 3.2.2.4.18.
const VALIDATION_PATHS: &[&str] = &["/.well-known/acme-challenge/", "/.well-known/pki-validation/"];

/// Bytes that may still be read, for everything together.
#[derive(Clone)]
pub(super) struct Budget(Arc<AtomicUsize>);

impl Budget {
    pub(super) fn new(bytes: usize) -> Self {
        Self(Arc::new(AtomicUsize::new(bytes)))
    }

    /// Grants at most this much, and never all that is left: others read at the same time.
    pub(super) fn take(&self, bytes_max: usize) -> usize {
        let share = |left: usize| bytes_max.min(left - left / 4);
        let less = |left: usize| Some(left - share(left));
        let (Ok(before) | Err(before)) = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        share(before)
    }

    /// Gives back what was granted and not read.
    pub(super) fn give_back(&self, bytes: usize) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// The way to the pages of a host.
#[derive(Clone)]
pub(super) struct Web {
    pub(super) net: Net,
    pub(super) budget: Budget,
    pub(super) by: Instant,
}

/// From `http://host/` and from `https://host/` on.
pub(super) async fn front(web: Web, host: String) -> Part {
    let host = in_url(host);
    let (http, https) = tokio::join!(
        web.follow(format!("http://{host}/"), &TO_THE_END),
        web.follow(format!("https://{host}/"), &ANYWHERE)
    );
    let (mut page, body) = https;
    if let Some(body) = body {
        web.read(&mut page, &body).await;
    }
    Part::Pages(Box::new([http.0, page]))
}

/// From the validation paths on, as a CA goes.
pub(super) async fn validation(web: Web, host: String, token: String) -> Part {
    let host = in_url(host);
    let look = |path: &&'static str| {
        let (web, path, url) = (web.clone(), (*path).to_owned(), format!("http://{host}{path}{token}"));
        async move { ValidationSeen { path, page: web.follow(url, &AS_A_CA).await.0 } }
    };
    Part::Validation(side_by_side(VALIDATION_PATHS.iter().map(look)).await)
}

/// IPv6 addresses stand in brackets (RFC 3986 section 3.2.2).
fn in_url(host: String) -> String {
    if host.contains(':') { format!("[{host}]") } else { host }
}

/// Where redirects may lead, and how much is read at their end.
struct Manners {
    redirects: Redirects,
    bytes_max: usize,
}

/// Anywhere, for the way and not for the page.
const TO_THE_END: Manners = Manners { bytes_max: WAY_BYTES_MAX, ..ANYWHERE };

/// As browsers go.
const ANYWHERE: Manners = Manners {
    redirects: Redirects { max: 10, statuses: &[301, 302, 303, 307, 308], ports: &[] },
    bytes_max: usize::MAX,
};

/// As a CA goes.
const AS_A_CA: Manners = Manners { redirects: Redirects::VALIDATION, bytes_max: WAY_BYTES_MAX };

impl Web {
    /// Follows the redirects from a URL to the page at their end; its body, if there is one.
    async fn follow(&self, url: String, manners: &Manners) -> (PageSeen, Option<HttpPage>) {
        let (mut seen, mut at) = (PageSeen::default(), url);
        let by = self.by.min(Instant::now() + PAGE_TIME_MAX);
        loop {
            let page = match self.fetch(&at, manners.bytes_max, by).await {
                Ok(page) => page,
                Err(error) => return (failed(seen, at, error.into()), None),
            };
            let Some(location) = text(&page, header::LOCATION).filter(|_| page.status.is_redirection()) else {
                seen.cut_off = page.cut_off;
                seen.reply = Some(reply(at, &page, self.net.now()));
                return (seen, Some(page));
            };
            let status = page.status.as_u16();
            let hsts = text(&page, header::STRICT_TRANSPORT_SECURITY);
            let next = manners.redirects.judge(status, &location, &at);
            let asked = std::mem::replace(&mut at, next.as_ref().map_or_else(|_| location.clone(), Clone::clone));
            seen.hops.push(Hop { url: asked.clone(), status, location, hsts });
            if let Err(error) = next {
                return (failed(seen, asked, error.into()), None);
            }
            if seen.hops.iter().any(|hop| hop.url == at) {
                let failure = Failure { code: "redirect_loop".into(), params: [("url".into(), at.clone())].into() };
                return (failed(seen, at, failure), None);
            }
            if seen.hops.len() == HOPS_MAX {
                let error = NetError::TooManyRedirects { max: manners.redirects.max };
                return (failed(seen, at, error.into()), None);
            }
        }
    }

    async fn fetch(&self, url: &str, bytes_max: usize, by: Instant) -> Result<HttpPage, NetError> {
        let granted = self.budget.take(bytes_max);
        let limits = HttpLimits {
            body_bytes_max: granted,
            time_max: by.saturating_duration_since(Instant::now()),
            redirects: Redirects::NONE,
            // Whom to trust is another stage's question; this one is about the page.
            tls: TlsTrust::DangerAny,
        };
        let page = self.net.http_page(&HttpRequest::get(url), &limits).await;
        self.budget.give_back(granted - page.as_ref().map_or(0, |page| page.body.len()).min(granted));
        page
    }

    /// Reads what a page and its frames refer to.
    async fn read(&self, seen: &mut PageSeen, page: &HttpPage) {
        let Some(url) = seen.reply.as_ref().and_then(|reply| Url::parse(&reply.url).ok()) else { return };
        let found = references::read(&url, &page.body);
        let frames: Vec<String> = found.frames.into_iter().take(FRAMES_MAX + 1).collect();
        seen.cut_off |= frames.len() > FRAMES_MAX;
        seen.references = found.insecure;
        let inside = side_by_side(frames.into_iter().take(FRAMES_MAX).map(|frame| {
            let web = self.clone();
            async move { web.frame(frame).await }
        }));
        for (references, cut_off) in inside.await {
            seen.references.extend(references);
            seen.cut_off |= cut_off;
        }
        seen.cut_off |= seen.references.len() > REFERENCES_MAX;
        seen.references.truncate(REFERENCES_MAX);
    }

    /// A frame that cannot be read shows nothing, and that is said.
    async fn frame(&self, url: String) -> (Vec<Reference>, bool) {
        let (seen, page) = self.follow(url, &ANYWHERE).await;
        let url = seen.reply.as_ref().and_then(|reply| Url::parse(&reply.url).ok());
        match (url, page) {
            (Some(url), Some(page)) => (references::read(&url, &page.body).insecure, page.cut_off),
            _ => (Vec::new(), true),
        }
    }
}

fn failed(seen: PageSeen, url: String, failure: Failure) -> PageSeen {
    PageSeen { failure: Some(failure), failed_url: Some(short(&url)), ..seen }
}

fn reply(url: String, page: &HttpPage, now: i64) -> ReplySeen {
    ReplySeen {
        url,
        status: page.status.as_u16(),
        hsts: text(page, header::STRICT_TRANSPORT_SECURITY),
        server: text(page, header::SERVER),
        powered_by: text(page, header::HeaderName::from_static("x-powered-by")),
        content_type: text(page, header::CONTENT_TYPE),
        clock_ahead_s: date(page).map(|date| date.saturating_sub(now)),
        csp: text(page, header::CONTENT_SECURITY_POLICY),
    }
}

/// The server's time (RFC 9110 section 6.6.1); none where a cache answers, which repeats the origin's (RFC 9111 section 5.1).
fn date(page: &HttpPage) -> Option<i64> {
    let date = page.headers.get(header::DATE).filter(|_| !page.headers.contains_key(header::AGE))?;
    Some(jiff::fmt::rfc2822::parse(date.to_str().ok()?.trim()).ok()?.timestamp().as_second())
}

/// A header's first value, shortened.
fn text(page: &HttpPage, name: header::HeaderName) -> Option<String> {
    page.headers.get(name).map(|value| short(&String::from_utf8_lossy(value.as_bytes())))
}

fn short(text: &str) -> String {
    text.chars().take(HEADER_MAX).collect()
}
