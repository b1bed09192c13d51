//! One line of the table of routes.

use axum::routing::{MethodFilter, MethodRouter};
use utoipa::ToSchema;
use warifu_app::Failure;
use warifu_domain::people::Role;

use super::openapi::{SchemaOf, page_of, schema_of};
use crate::Web;

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Whoever has a token, for what belongs to their account; staff for everything.
    Customer,
    /// The shop's people.
    Staff,
}

impl Access {
    /// Whether somebody in `role` may call; `None` is nobody in particular.
    ///
    /// # Errors
    /// [`Failure::Unauthenticated`] or [`Failure::Forbidden`].
    pub const fn admit(self, role: Option<Role>) -> Result<(), Failure> {
        match (self, role) {
            (Self::Public, _) | (Self::Customer, Some(_)) | (Self::Staff, Some(Role::Staff)) => Ok(()),
            (Self::Customer | Self::Staff, None) => Err(Failure::Unauthenticated),
            (Self::Staff, Some(Role::Customer)) => Err(Failure::Forbidden),
        }
    }
}

/// The HTTP methods in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Reads.
    Get,
    /// Acts.
    Post,
    /// Takes away.
    Delete,
}

/// What a successful call answers.
#[derive(Clone, Copy)]
pub(super) enum Reply {
    /// No body.
    Nothing,
    /// JSON with this schema.
    Json(u16, SchemaOf),
    /// A file of this media type.
    File(&'static str),
}

/// A route: where, who may call it, what runs, and what the OpenAPI document says about it.
#[derive(Clone, Copy)]
pub struct Route {
    /// The method.
    pub verb: Verb,
    /// The path behind [`super::BASE`].
    pub path: &'static str,
    /// Who may call it.
    pub access: Access,
    /// Whether an `Idempotency-Key` makes it happen once: whatever orders, pays, issues or sends.
    pub idempotent: bool,
    handler: fn(MethodFilter) -> MethodRouter<Web>,
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    pub(super) query: &'static [(&'static str, &'static str)],
    pub(super) body: Option<SchemaOf>,
    pub(super) reply: Reply,
}

type Handler = fn(MethodFilter) -> MethodRouter<Web>;

impl Route {
    pub(super) const fn get(
        path: &'static str,
        access: Access,
        handler: Handler,
        id: &'static str,
        summary: &'static str,
    ) -> Self {
        let (verb, query, body, reply) = (Verb::Get, &[], None, Reply::Nothing);
        Self { verb, path, access, idempotent: false, handler, id, summary, query, body, reply }
    }

    pub(super) const fn post(
        path: &'static str,
        access: Access,
        handler: Handler,
        id: &'static str,
        summary: &'static str,
    ) -> Self {
        Self { verb: Verb::Post, ..Self::get(path, access, handler, id, summary) }
    }

    pub(super) const fn delete(
        path: &'static str,
        access: Access,
        handler: Handler,
        id: &'static str,
        summary: &'static str,
    ) -> Self {
        Self { verb: Verb::Delete, ..Self::get(path, access, handler, id, summary) }
    }

    /// Takes an `Idempotency-Key`.
    pub(super) const fn changes(self) -> Self {
        Self { idempotent: true, ..self }
    }

    /// Takes query parameters: name and meaning.
    pub(super) const fn query(self, query: &'static [(&'static str, &'static str)]) -> Self {
        Self { query, ..self }
    }

    /// Takes a JSON body.
    pub(super) const fn takes<T: ToSchema>(self) -> Self {
        Self { body: Some(schema_of::<T>), ..self }
    }

    /// Answers JSON.
    pub(super) const fn replies<T: ToSchema>(self, status: u16) -> Self {
        Self { reply: Reply::Json(status, schema_of::<T>), ..self }
    }

    /// Answers a page of a list.
    pub(super) const fn lists<T: ToSchema>(self) -> Self {
        Self { reply: Reply::Json(200, page_of::<T>), ..self }
    }

    /// Answers 204.
    pub(super) const fn replies_nothing(self) -> Self {
        Self { reply: Reply::Nothing, ..self }
    }

    /// Answers a file.
    pub(super) const fn sends(self, media_type: &'static str) -> Self {
        Self { reply: Reply::File(media_type), ..self }
    }

    /// The handler, for the route's method.
    pub(super) fn handler(&self) -> MethodRouter<Web> {
        (self.handler)(match self.verb {
            Verb::Get => MethodFilter::GET,
            Verb::Post => MethodFilter::POST,
            Verb::Delete => MethodFilter::DELETE,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_call() {
        let callers = [None, Some(Role::Customer), Some(Role::Staff)];
        for (access, statuses) in
            [(Access::Public, [200, 200, 200]), (Access::Customer, [401, 200, 200]), (Access::Staff, [401, 403, 200])]
        {
            for (role, wanted) in callers.into_iter().zip(statuses) {
                let status = match access.admit(role) {
                    Ok(()) => 200,
                    Err(failure) => crate::Problem::from(failure).status().as_u16(),
                };
                assert_eq!(status, wanted, "{access:?} {role:?}");
            }
        }
    }
}
