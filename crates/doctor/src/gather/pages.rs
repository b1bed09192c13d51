//! What web pages show: redirects, heads, and what the https page loads insecurely.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};
use url::Url;
use warifu_net::{HttpKept, HttpLimits, HttpPage, HttpRequest, Net, NetError, Redirects, TlsTrust, header};

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

/// Bytes read where it is about where a URL leads, not what is there. A usual page about a missing file is shorter, so
/// that its connection can be used again.
const WAY_BYTES_MAX: usize = 8 * 1024;

/// Time to wait for the open connection to the host while another request has it.
const KEPT_TIME_MAX: Duration = Duration::from_secs(1);

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
    net: Net,
    /// `http://host` and `https://host`, each with the connection that its next request may go over.
    sites: Arc<[(String, Mutex<Option<HttpKept>>); 2]>,
    budget: Budget,
    by: Instant,
}

/// From `http://host/` and from `https://host/` on.
pub(super) async fn front(web: Web) -> Part {
    let [http, https] = web.fronts();
    let (mut http, (mut page, body)) =
        tokio::join!(web.follow(http, &TO_THE_END, Some(&https)), web.follow(https.clone(), &ANYWHERE, None));
    if http.0.reply.is_none() && http.0.failure.is_none() {
        // It led to where the other began.
        http.0.hops.extend(page.hops.iter().cloned());
        http.0 = PageSeen { hops: http.0.hops, ..page.clone() };
    }
    if let Some(body) = body {
        web.read(&mut page, &body).await;
    }
    Part::Pages(Box::new([http.0, page]))
}

/// From the validation paths on, as a CA goes.
pub(super) async fn validation(web: Web, token: String) -> Part {
    let look = |path: &&'static str| {
        let (web, path, url) = (web.clone(), (*path).to_owned(), format!("{}{path}{token}", web.sites[0].0));
        async move { ValidationSeen { path, page: web.follow(url, &AS_A_CA, None).await.0 } }
    };
    Part::Validation(side_by_side(VALIDATION_PATHS.iter().map(look)).await)
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
    pub(super) fn new(net: Net, host: &str, budget: Budget, by: Instant) -> Self {
        // IPv6 addresses stand in brackets (RFC 3986 section 3.2.2).
        let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        let sites = ["http", "https"].map(|scheme| (format!("{scheme}://{host}"), Mutex::default()));
        Self { net, sites: Arc::new(sites), budget, by }
    }

    fn fronts(&self) -> [String; 2] {
        [0, 1].map(|site| format!("{}/", self.sites[site].0))
    }

    /// Follows the redirects from a URL to the page at their end; its body, if there is one. Where they lead to `until`
    /// it ends with neither reply nor failure.
    async fn follow(&self, url: String, manners: &Manners, until: Option<&str>) -> (PageSeen, Option<HttpPage>) {
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
            if until == Some(at.as_str()) {
                return (seen, None);
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
        let (request, starts) =
            (HttpRequest::get(url), |site: &str| url.strip_prefix(site).is_some_and(|path| path.starts_with('/')));
        // One request after the other goes over the host's connection; whoever would wait too long takes another.
        let kept =
            self.sites.iter().find(|(site, _)| starts(site)).map(|(_, kept)| timeout(KEPT_TIME_MAX, kept.lock()));
        let page = match kept {
            Some(kept) => match kept.await {
                Ok(mut kept) => self.net.http_page_kept(&request, &limits, &mut kept).await,
                Err(_) => self.net.http_page(&request, &limits).await,
            },
            None => self.net.http_page(&request, &limits).await,
        };
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
        let (seen, page) = self.follow(url, &ANYWHERE, None).await;
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

/// The server's time (RFC 9110 section 6.6.1); none where a cache answers, which repeats the origin's (RFC 9111
/// section 5.1).
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
