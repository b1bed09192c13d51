//! The OpenAPI 3.1 document, made from the table of routes and the types of `wire::rest`: it cannot say anything else
//! than the server does.

use std::sync::LazyLock;

use axum::http::{HeaderName, header::CONTENT_TYPE};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Components, ComponentsBuilder, ContentBuilder, HttpMethod, InfoBuilder, Object, ObjectBuilder, OpenApi,
        OpenApiBuilder, Paths, Ref, RefOr, Required, Response, ResponseBuilder, Schema, Type,
        path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn},
        request_body::{RequestBody, RequestBodyBuilder},
        security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};
use warifu_wire::rest;

use super::{
    BASE, ROUTES,
    route::{Access, Reply, Route, Verb},
};

/// Schemas by name, gathered on the way.
pub(super) type Schemas = Vec<(String, RefOr<Schema>)>;

/// Adds a type's schema and those it needs, and answers how to point to it.
pub(super) type SchemaOf = fn(&mut Schemas) -> RefOr<Schema>;

/// See [`SchemaOf`].
pub(super) fn schema_of<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    T::schemas(schemas);
    schemas.push((T::name().into_owned(), T::schema()));
    Ref::from_schema_name(T::name()).into()
}

/// See [`SchemaOf`]. A page has no name of its own and is written out where it is used.
pub(super) fn page_of<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    schema_of::<T>(schemas);
    rest::Page::<T>::schema()
}

/// `GET /api/v1/openapi.json`.
pub(super) async fn document() -> ([(HeaderName, &'static str); 1], &'static str) {
    static TEXT: LazyLock<String> = LazyLock::new(|| openapi().to_json().unwrap_or_default());
    ([(CONTENT_TYPE, "application/json")], TEXT.as_str())
}

const BEARER: &str = "bearer";
const PROBLEM: &str = "Problem";

fn openapi() -> OpenApi {
    let mut schemas = Schemas::new();
    let problem = schema_of::<rest::Problem>(&mut schemas);
    let mut paths = Paths::new();
    for route in ROUTES {
        let method = match route.verb {
            Verb::Get => HttpMethod::Get,
            Verb::Post => HttpMethod::Post,
            Verb::Delete => HttpMethod::Delete,
        };
        paths.add_path_operation(format!("{BASE}{}", route.path), vec![method], operation(route, &mut schemas));
    }
    let info = InfoBuilder::new()
        .title("warifu")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Times are RFC 3339 in UTC, money is whole yen. Errors are RFC 9457 problems. Codes are stable; messages \
             follow `Accept-Language` (ja, en) and may change.",
        ))
        .build();
    OpenApiBuilder::new().info(info).paths(paths).components(Some(components(schemas, problem))).build()
}

fn components(schemas: Schemas, problem: RefOr<Schema>) -> Components {
    let refusal = ResponseBuilder::new()
        .description("Refused: `code` says why, `next_step` what to do")
        .content("application/problem+json", ContentBuilder::new().schema(Some(problem)).build())
        .build();
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("An API token, made on the account page or with `POST /api/v1/tokens`"))
        .build();
    ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .response(PROBLEM, refusal)
        .security_scheme(BEARER, SecurityScheme::Http(bearer))
        .build()
}

fn operation(route: &Route, schemas: &mut Schemas) -> Operation {
    let path = route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let path = path.map(|name| parameter(name, ParameterIn::Path, "Its id", Required::True));
    let query = route.query.iter().map(|(name, text)| parameter(name, ParameterIn::Query, text, Required::False));
    let key = route.idempotent.then(|| {
        let text = "At most 255 characters of your choice; the same key with the same request acts once and is \
                    answered as the first time";
        parameter("Idempotency-Key", ParameterIn::Header, text, Required::False)
    });
    let mut operation = OperationBuilder::new()
        .operation_id(Some(route.id))
        .summary(Some(route.summary))
        .tag(route.path.split('/').nth(1).unwrap_or("shop"))
        .parameters(Some(path.chain(query).chain(key)))
        .request_body(route.body.map(|body| request_body(body(schemas))));
    let (status, reply) = reply(route.reply, schemas);
    operation = operation.response(status.to_string(), reply);
    for status in refusals(route).iter().map(u16::to_string).chain(["default".to_owned()]) {
        operation = operation.response(status, RefOr::<Response>::Ref(Ref::from_response_name(PROBLEM)));
    }
    if route.access != Access::Public {
        operation = operation.security(SecurityRequirement::new(BEARER, Vec::<String>::new()));
    }
    operation.build()
}

fn parameter(name: &str, place: ParameterIn, text: &str, required: Required) -> Parameter {
    let schema = match name {
        "limit" => ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(1_u32))
            .maximum(Some(rest::PAGE_LIMIT_MAX))
            .build(),
        "all_accounts" => Object::with_type(Type::Boolean),
        _ => Object::with_type(Type::String),
    };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(required)
        .description(Some(text))
        .schema(Some(schema))
        .build()
}

fn request_body(schema: RefOr<Schema>) -> RequestBody {
    let content = ContentBuilder::new().schema(Some(schema)).build();
    RequestBodyBuilder::new().required(Some(Required::True)).content("application/json", content).build()
}

fn reply(reply: Reply, schemas: &mut Schemas) -> (u16, Response) {
    let done = ResponseBuilder::new().description("Done");
    match reply {
        Reply::Nothing => (204, done.build()),
        Reply::Json(status, schema) => {
            let content = ContentBuilder::new().schema(Some(schema(schemas))).build();
            (status, done.content("application/json", content).build())
        }
        Reply::File(media_type) => {
            let content = ContentBuilder::new().schema(Some(Object::with_type(Type::String))).build();
            (200, done.content(media_type, content).build())
        }
    }
}

/// The statuses of refusals that the route can answer.
fn refusals(route: &Route) -> Vec<u16> {
    let mut statuses = vec![429, 500, 503];
    let mut add = |condition: bool, more: &[u16]| {
        if condition {
            statuses.extend(more);
        }
    };
    add(route.access != Access::Public, &[401]);
    add(route.access == Access::Staff, &[403]);
    add(route.path.contains('{'), &[404]);
    add(route.body.is_some(), &[400, 413, 415]);
    add(!route.query.is_empty() && route.body.is_none(), &[400]);
    add(route.verb == Verb::Post || !route.query.is_empty(), &[422]);
    add(route.idempotent, &[409]);
    statuses.sort_unstable();
    statuses
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    fn json() -> Value {
        serde_json::to_value(openapi()).unwrap()
    }

    #[test]
    fn the_document_and_the_table_are_the_same() {
        let document = json();
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
        let mut documented = BTreeSet::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (verb, operation) in item.as_object().unwrap() {
                let open = operation.get("security").is_none();
                documented.insert((path.clone(), verb.clone(), open));
            }
        }
        let table: BTreeSet<_> = ROUTES
            .iter()
            .map(|route| {
                let verb = format!("{:?}", route.verb).to_lowercase();
                (format!("{BASE}{}", route.path), verb, route.access == Access::Public)
            })
            .collect();
        assert_eq!(documented, table);
        assert_eq!(table.len(), ROUTES.len(), "a route is listed twice");
        let ids: BTreeSet<_> = ROUTES.iter().map(|route| route.id).collect();
        assert_eq!(ids.len(), ROUTES.len(), "an operation id is used twice");
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn walk(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::Object(fields) => {
                    found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
                    fields.values().for_each(|value| walk(value, found));
                }
                Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
                _ => {}
            }
        }
        let document = json();
        let mut found = vec![];
        walk(&document, &mut found);
        assert!(found.len() > ROUTES.len());
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
    }

    #[test]
    fn pages_name_what_they_hold() {
        let document = json();
        let items =
            "/paths/~1api~1v1~1orders/get/responses/200/content/application~1json/schema/properties/items/items";
        assert_eq!(document.pointer(items).unwrap()["$ref"], "#/components/schemas/Order");
    }
}
