//! skeleton
use crate::Web;
use axum::Router;
/// Where the API's paths begin.
pub const BASE: &str = "/api/v1";
pub(crate) fn router(_: &Web) -> Router<Web> {
    Router::new()
}
