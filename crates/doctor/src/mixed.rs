//! Mixed content: what a page that came over https loads, sends or links over http (W3C Mixed Content).

use std::net::IpAddr;

use crate::{
    checks::{Hit, Hits},
    evidence::{PageSeen, Reference},
    view::{View, host_and_port, is_http, is_https},
};

/// What a reference does, and so what an attacker could do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Runs or lays out: browsers block it.
    Active,
    /// Is shown or heard.
    Passive,
    /// Sends what a visitor typed.
    Form,
    /// Leads elsewhere when it is clicked.
    Link,
    /// Loads nothing and leads nowhere.
    Nothing,
}

/// Findings of one kind: a template's fault stands on every line, and the first few lines show it.
const SHOWN_MAX: usize = 10;

/// Every http reference of this kind on the page and its frames, with page and line; one URL once a page.
pub(crate) fn mixed(view: &View<'_>, wanted: Kind) -> Hits {
    let page = view.https().filter(|page| arrived_over_tls(page) && !upgrades(page));
    let mut seen: Vec<(&str, &str)> = Vec::new();
    let references = page.map_or(&[][..], |page| &page.references).iter();
    let hits = references.filter(|reference| is_unprotected(&reference.url) && kind(reference) == wanted);
    let hits = hits.filter(|reference| {
        let key = (reference.page.as_str(), reference.url.as_str());
        let new = !seen.contains(&key);
        seen.push(key);
        new
    });
    hits.take(SHOWN_MAX).map(hit).collect()
}

fn hit(reference: &Reference) -> Hit {
    let Reference { page, line, tag, url, .. } = reference;
    Hit::with("page", page).and("line", line).and("tag", format!("<{tag}>")).and("url", url)
}

fn arrived_over_tls(page: &PageSeen) -> bool {
    page.reply.as_ref().is_some_and(|reply| is_https(&reply.url))
}

/// With this directive the browser asks for https wherever the page says http.
fn upgrades(page: &PageSeen) -> bool {
    let policy = page.reply.as_ref().and_then(|reply| reply.csp.as_deref()).unwrap_or_default();
    policy.split([';', ',']).any(|directive| directive.trim().eq_ignore_ascii_case("upgrade-insecure-requests"))
}

/// Plain http, except to the visitor's own machine, which counts as secure (W3C Secure Contexts section 3.1).
fn is_unprotected(url: &str) -> bool {
    let Some((host, _)) = host_and_port(url).filter(|_| is_http(url)) else { return false };
    let local = host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    !local && host != "localhost" && !host.ends_with(".localhost")
}

fn kind(reference: &Reference) -> Kind {
    let rel = |words: &[&str]| {
        let rel = reference.rel.as_deref().unwrap_or_default();
        rel.split_ascii_whitespace().any(|word| words.contains(&word))
    };
    match (reference.tag.as_str(), reference.attr.as_str()) {
        ("a" | "area", _) => Kind::Link,
        ("form", "action") | (_, "formaction") => Kind::Form,
        ("img" | "audio" | "video" | "source" | "track" | "input" | "image", _) | (_, "poster" | "background") => {
            Kind::Passive
        }
        ("link", _) if rel(&["stylesheet", "preload", "modulepreload", "manifest", "import"]) => Kind::Active,
        ("link", _) if rel(&["icon", "apple-touch-icon", "mask-icon"]) => Kind::Passive,
        ("link" | "meta" | "base", _) => Kind::Nothing,
        // Fonts and further style sheets are blocked; pictures are shown if https has them.
        ("style", _) if is_style_or_font(&reference.url) => Kind::Active,
        ("style", _) => Kind::Passive,
        ("script" | "iframe" | "frame" | "object" | "embed" | "applet", _) => Kind::Active,
        _ => Kind::Nothing,
    }
}

fn is_style_or_font(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    [".css", ".woff", ".woff2", ".ttf", ".otf", ".eot"].iter().any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_by_element_and_relation() {
        let kind_of = |tag: &str, attr: &str, rel: Option<&str>, url: &str| {
            kind(&Reference {
                tag: tag.into(),
                attr: attr.into(),
                rel: rel.map(Into::into),
                url: url.into(),
                ..Reference::default()
            })
        };
        for (tag, attr, rel, url, wanted) in [
            ("script", "src", None, "http://a.example/x.js", Kind::Active),
            ("iframe", "src", None, "http://a.example/", Kind::Active),
            ("link", "href", Some("stylesheet"), "http://a.example/x.css", Kind::Active),
            ("link", "href", Some("shortcut icon"), "http://a.example/i.png", Kind::Passive),
            ("link", "href", Some("canonical"), "http://a.example/", Kind::Nothing),
            ("style", "url", None, "http://a.example/x.woff2?v=1", Kind::Active),
            ("style", "url", None, "http://a.example/bg.png", Kind::Passive),
            ("img", "src", None, "http://a.example/x.png", Kind::Passive),
            ("video", "poster", None, "http://a.example/x.png", Kind::Passive),
            ("form", "action", None, "http://a.example/", Kind::Form),
            ("button", "formaction", None, "http://a.example/", Kind::Form),
            ("a", "href", None, "http://a.example/", Kind::Link),
        ] {
            assert_eq!(kind_of(tag, attr, rel, url), wanted, "{tag} {attr} {rel:?}");
        }
        for (url, wanted) in [
            ("http://a.example/", true),
            ("HTTP://a.example/", true),
            ("https://a.example/", false),
            ("http://127.0.0.1:8080/", false),
            ("http://[::1]/", false),
            ("http://localhost/", false),
            ("data:text/plain,http://a.example/", false),
        ] {
            assert_eq!(is_unprotected(url), wanted, "{url}");
        }
    }
}
