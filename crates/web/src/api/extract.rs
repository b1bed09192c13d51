//! Reading requests: every fault names its field or its position, in the shop's own codes.

use std::str::FromStr;

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE, request::Parts},
};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use warifu_app::Failure;

use crate::Problem;

/// Longest name of an unknown field that is repeated in the reply.
const NAME_CHARS_MAX: usize = 64;

/// The JSON body of a request.
pub struct Input<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Input<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media_type_unsupported"));
        }
        let body = Bytes::from_request(request, state).await.map_err(|_| Problem::too_large())?;
        read(&body).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let essence = value.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        fault(&path, error.inner())
    })?;
    reader.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn malformed(error: &serde_json::Error) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "json_malformed")
        .on("body")
        .with("line", error.line())
        .with("column", error.column())
}

/// What serde says about well-formed JSON of the wrong shape, as a code. Its wording is the only place where it tells
/// which of the three it is; should that ever change, the answer is the general one.
fn fault(path: &str, error: &serde_json::Error) -> Problem {
    if error.classify() != Category::Data {
        return malformed(error);
    }
    let said = error.to_string();
    let quoted = |prefix: &str| said.strip_prefix(prefix).and_then(|rest| rest.split('`').next());
    let parent = |name: &str| {
        let outer = path.strip_suffix(name).unwrap_or(path).trim_end_matches('.');
        let name: String = name.chars().take(NAME_CHARS_MAX).collect();
        if outer.is_empty() { name } else { format!("{outer}.{name}") }
    };
    let (code, field) = match (quoted("missing field `"), quoted("unknown field `")) {
        (Some(name), _) => ("field_missing", parent(name)),
        (_, Some(name)) => ("field_unknown", parent(name)),
        (None, None) => ("field_type", path.to_owned()),
    };
    let field = if field.is_empty() || field == "." { "body".to_owned() } else { field };
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code)
        .with("field", &field)
        .with("line", error.line())
        .with("column", error.column())
        .on(field)
}

/// The query of a request; parameters that the handler does not know are passed over.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        axum::extract::Query::try_from_uri(&parts.uri)
            .map(|query| Self(query.0))
            .map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "query_malformed"))
    }
}

/// The id in a path. What is no id names nothing: the answer is the same as for an id that nobody has.
///
/// # Errors
/// [`Failure::NotFound`] of `what`.
pub fn id<T: FromStr>(text: &str, what: &'static str) -> Result<T, Problem> {
    text.parse().map_err(|_| Failure::NotFound { what }.into())
}

#[cfg(test)]
mod tests {
    use warifu_wire::rest::CreateOrder;

    use super::*;

    #[test]
    fn faults_of_bodies() {
        let order = |more: &str| {
            format!(r#"{{"product":"p","names":["a.test"],"csr":"c","payment":"points"{more}}}"#).into_bytes()
        };
        let subscriber = r#","subscriber":{"name":"A","email":"a@example.jp"}"#;
        for (body, wanted) in [
            (order(subscriber), None),
            (order(""), Some((422, "field_missing", Some("subscriber")))),
            (order(r#","subscriber":{"name":"A"}"#), Some((422, "field_missing", Some("subscriber.email")))),
            (order(r#","subscriber":{"name":"A","mail":"a"}"#), Some((422, "field_unknown", Some("subscriber.mail")))),
            (order(r#","subscriber":{"name":1,"email":""}"#), Some((422, "field_type", Some("subscriber.name")))),
            (order(r#","term_months":"12""#), Some((422, "field_type", Some("term_months")))),
            (order(r#","term_months":-1"#), Some((422, "field_type", Some("term_months")))),
            (order(r#","nmaes":[]"#), Some((422, "field_unknown", Some("nmaes")))),
            (b"[]".to_vec(), Some((422, "field_type", Some("body")))),
            (b"7".to_vec(), Some((422, "field_type", Some("body")))),
            (b"".to_vec(), Some((400, "json_malformed", Some("body")))),
            (b"{".to_vec(), Some((400, "json_malformed", Some("body")))),
            (b"{]".to_vec(), Some((400, "json_malformed", Some("body")))),
            (b"\xff\xfe".to_vec(), Some((400, "json_malformed", Some("body")))),
            ([order(subscriber), b"x".to_vec()].concat(), Some((400, "json_malformed", Some("body")))),
            ("[".repeat(100_000).into_bytes(), Some((422, "field_type", Some("[0]")))),
        ] {
            let problem = read::<CreateOrder>(&body).err();
            let got = problem.as_ref().map(|problem| (problem.status().as_u16(), problem.code(), problem.field()));
            let shown = String::from_utf8_lossy(&body[..body.len().min(200)]).into_owned();
            assert_eq!(got, wanted, "{shown}");
        }
    }

    #[test]
    fn media_types() {
        for (value, wanted) in [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("application/merge-patch+json", true),
            ("text/json", false),
            ("application/x-www-form-urlencoded", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, value.parse().unwrap())]);
            assert_eq!(is_json(&headers), wanted, "{value}");
        }
    }
}
