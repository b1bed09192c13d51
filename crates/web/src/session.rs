//! Who is calling, and in which language to answer. Pages know their visitor by the session cookie, the API by a bearer
//! token; neither takes the other's proof, so no form of another site can ever reach the API with a visitor's rights.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{
        HeaderMap, HeaderValue, Method, Uri,
        header::{ACCEPT_LANGUAGE, AUTHORIZATION, COOKIE},
        request::Parts,
    },
    response::{IntoResponse, Redirect, Response},
};
use warifu_app::{Failure, NewSession, Viewer};
use warifu_domain::people::{Locale, Role};

use crate::{Problem, Web};

/// Languages of an `Accept-Language` that are looked at.
const LANGUAGES_MAX: usize = 16;

/// How long a browser remembers the chosen language, in seconds: one year.
const LANGUAGE_MAX_AGE_SECONDS: u32 = 31_536_000;

/// A visitor of a page, known or not.
pub struct Visitor {
    /// Who is logged in, if anybody.
    pub viewer: Option<Viewer>,
    /// The language to answer in.
    pub locale: Locale,
}

/// A logged-in visitor of a page, customer or staff; others are sent to the login page and come back afterwards.
pub struct Customer(pub Viewer, pub Locale);

/// One of the shop's people on a page of the console.
pub struct Staff(pub Viewer, pub Locale);

/// Somebody who calls the API with a token.
pub struct ApiViewer(pub Viewer, pub Locale);

/// One of the shop's people who calls the API with a token.
pub struct ApiStaff(pub Viewer, pub Locale);

/// The language to answer in, when nobody needs to be known.
pub struct Spoken(pub Locale);

impl FromRequestParts<Web> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let viewer = match cookie(&parts.headers, cookie_name(web.is_https())) {
            Some(secret) => web.app.viewer_by_session(secret).await?,
            None => None,
        };
        let locale = locale_of(parts, viewer.as_ref());
        Ok(Self { viewer, locale })
    }
}

impl FromRequestParts<Web> for Customer {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let visitor = Visitor::from_request_parts(parts, web).await.map_err(Problem::into_response)?;
        match visitor.viewer {
            Some(viewer) => Ok(Self(viewer, visitor.locale)),
            None => Err(Redirect::to(&login_path(&parts.method, &parts.uri)).into_response()),
        }
    }
}

impl FromRequestParts<Web> for Staff {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let Customer(viewer, locale) = Customer::from_request_parts(parts, web).await?;
        match viewer.role {
            Role::Staff => Ok(Self(viewer, locale)),
            Role::Customer => Err(Problem::from(Failure::Forbidden).into_response()),
        }
    }
}

impl FromRequestParts<Web> for ApiViewer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let viewer = match parts.extensions.get::<Viewer>() {
            Some(viewer) => viewer.clone(),
            None => bearer(&parts.headers, web).await?.ok_or(Failure::Unauthenticated)?,
        };
        let locale = locale_of(parts, Some(&viewer));
        Ok(Self(viewer, locale))
    }
}

impl FromRequestParts<Web> for ApiStaff {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let ApiViewer(viewer, locale) = ApiViewer::from_request_parts(parts, web).await?;
        match viewer.role {
            Role::Staff => Ok(Self(viewer, locale)),
            Role::Customer => Err(Failure::Forbidden.into()),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Spoken {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(locale_of(parts, None)))
    }
}

/// Whoever the request's bearer token belongs to; `None` without a token or with one that nobody has.
pub(crate) async fn bearer(headers: &HeaderMap, web: &Web) -> Result<Option<Viewer>, Failure> {
    match token(headers) {
        Some(token) => web.app.viewer_by_token(token).await,
        None => Ok(None),
    }
}

/// The credentials of `Authorization: Bearer` (RFC 6750 2.1; the scheme in any case, RFC 9110 11.1).
fn token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim_start())
}

/// `Set-Cookie` for a new session: gone with the browser, or when the session ends on the server.
pub fn login_cookie(web: &Web, session: &NewSession) -> Option<HeaderValue> {
    set_cookie(web, &session.secret, None)
}

/// `Set-Cookie` that makes the browser forget its session.
pub fn logout_cookie(web: &Web) -> Option<HeaderValue> {
    set_cookie(web, "", Some(0))
}

/// The session secret that the browser sent.
pub fn session_secret<'a>(web: &Web, headers: &'a HeaderMap) -> Option<&'a str> {
    cookie(headers, cookie_name(web.is_https()))
}

fn set_cookie(web: &Web, secret: &str, max_age_seconds: Option<u32>) -> Option<HeaderValue> {
    let secure = if web.is_https() { "; Secure" } else { "" };
    let max_age = max_age_seconds.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    let name = cookie_name(web.is_https());
    HeaderValue::from_str(&format!("{name}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}{max_age}")).ok()
}

/// The prefix makes browsers refuse the cookie from any other host or without TLS (RFC 6265bis 4.1.3.2). A browser
/// takes it only over https, so the demonstration on http has to do without.
const fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-warifu" } else { "warifu" }
}

/// The value of the cookie `name`.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    pairs
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}

/// Where to log in and come back from: only to something that can be asked for again, not to a form's target.
fn login_path(method: &Method, uri: &Uri) -> String {
    let here = uri.path_and_query().map_or("/", |target| target.as_str());
    let next = if method.is_safe() { here } else { "/" };
    format!("/login?next={}", percent_encoded(next))
}

/// Where to go after login: a path of this shop, never another site.
pub fn safe_next(next: Option<&str>) -> &str {
    let next = next.unwrap_or("/");
    let is_path =
        next.starts_with('/') && !next.starts_with("//") && !next.contains(|c: char| c == '\\' || c.is_control());
    if is_path { next } else { "/" }
}

fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

/// The language: asked for with `?lang=`, chosen earlier, preferred by the browser, the viewer's own, Japanese.
fn locale_of(parts: &Parts, viewer: Option<&Viewer>) -> Locale {
    asked(&parts.uri, &parts.headers).or(viewer.map(|viewer| viewer.locale)).unwrap_or_default()
}

/// The language that the request itself asks for.
pub(crate) fn asked(uri: &Uri, headers: &HeaderMap) -> Option<Locale> {
    chosen(uri)
        .or_else(|| cookie(headers, "lang").and_then(Locale::from_tag))
        .or_else(|| headers.get(ACCEPT_LANGUAGE).and_then(|value| preferred(value.to_str().ok()?)))
}

/// The language of `?lang=`.
fn chosen(uri: &Uri) -> Option<Locale> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Locale::from_tag)
}

/// `Set-Cookie` that remembers the language of `?lang=`.
pub(crate) fn language_cookie(uri: &Uri) -> Option<HeaderValue> {
    let tag = chosen(uri)?.tag();
    HeaderValue::from_str(&format!("lang={tag}; Path=/; SameSite=Lax; Max-Age={LANGUAGE_MAX_AGE_SECONDS}")).ok()
}

/// The best language of an `Accept-Language` that the shop speaks (RFC 9110 12.5.4): the highest weight, the first of
/// equals.
fn preferred(header: &str) -> Option<Locale> {
    let mut best = None;
    for range in header.split(',').take(LANGUAGES_MAX) {
        let (tag, weight) = range.split_once(';').map_or((range, None), |(tag, weight)| (tag, Some(weight)));
        let weight = match weight.and_then(|weight| weight.trim().strip_prefix("q=")) {
            Some(weight) => weight.parse::<f32>().unwrap_or(0.0),
            None => 1.0,
        };
        if let Some(locale) = Locale::from_tag(tag.trim())
            && weight > best.map_or(0.0, |(_, weight)| weight)
        {
            best = Some((locale, weight));
        }
    }
    best.map(|(locale, _)| locale)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    fn headers(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn tokens() {
        for (header, wanted) in [
            ("Bearer wrf_abc", Some("wrf_abc")),
            ("bearer  wrf_abc", Some("wrf_abc")),
            ("Basic d2Fy", None),
            ("Bearer", None),
        ] {
            assert_eq!(token(&headers(AUTHORIZATION, header)), wanted, "{header}");
        }
        assert_eq!(token(&HeaderMap::new()), None);
    }

    #[test]
    fn cookies() {
        for (header, wanted) in [
            ("warifu=abc", Some("abc")),
            ("lang=en; warifu=abc; x=y", Some("abc")),
            ("xwarifu=abc", None),
            ("warifu=", None),
            ("__Host-warifu=abc", None),
            ("", None),
        ] {
            assert_eq!(cookie(&headers(COOKIE, header), "warifu"), wanted, "{header}");
        }
    }

    #[test]
    fn languages() {
        for (target, cookie, accept, wanted) in [
            ("/", "", "", None),
            ("/", "", "en-US,en;q=0.9", Some(Locale::En)),
            ("/", "", "fr,ja;q=0.5,en;q=0.9", Some(Locale::En)),
            ("/", "", "ja,en", Some(Locale::Ja)),
            ("/", "", "en;q=0", None),
            ("/", "", "en;q=x, de", None),
            ("/", "lang=ja", "en", Some(Locale::Ja)),
            ("/?lang=en", "lang=ja", "ja", Some(Locale::En)),
            ("/?a=b&lang=xx", "lang=ja", "en", Some(Locale::Ja)),
        ] {
            let mut headers = headers(COOKIE, cookie);
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_str(accept).unwrap());
            assert_eq!(asked(&target.parse().unwrap(), &headers), wanted, "{target} {cookie} {accept}");
        }
    }

    #[test]
    fn the_way_back_from_login_stays_in_the_shop() {
        for (next, wanted) in [
            (Some("/orders/1?done=paid"), "/orders/1?done=paid"),
            (Some("//evil.example"), "/"),
            (Some("/\\evil.example"), "/"),
            (Some("https://evil.example"), "/"),
            (Some("/a\r\nb"), "/"),
            (Some("/\t/evil.example"), "/"),
            (Some("/a\0"), "/"),
            (None, "/"),
        ] {
            assert_eq!(safe_next(next), wanted, "{next:?}");
        }
        for (method, target, wanted) in [
            (Method::GET, "/orders?status=active&x=1", "/login?next=/orders%3Fstatus%3Dactive%26x%3D1"),
            (Method::GET, "/orders", "/login?next=/orders"),
            (Method::POST, "/orders/1/cancel", "/login?next=/"),
        ] {
            assert_eq!(login_path(&method, &target.parse().unwrap()), wanted);
        }
    }
}
