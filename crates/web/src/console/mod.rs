//! Pages of the shop's people: one file per page, one table.

mod accounts;
mod audit;
mod credit;
mod jobs;
mod orders;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{Web, api::Access::Staff, pages::PageRoute};

/// Every page of the console, by path.
pub static ROUTES: &[PageRoute] = &[
    (Staff, "/console", || get(orders::queue)),
    (Staff, "/console/accounts", || get(accounts::show)),
    (Staff, "/console/audit", || get(audit::show)),
    (Staff, "/console/credit", || get(credit::show).post(credit::send)),
    (Staff, "/console/issuances/{id}/certificate", || post(orders::issue)),
    (Staff, "/console/jobs", || get(jobs::show)),
    (Staff, "/console/jobs/{id}/requeue", || post(jobs::requeue)),
    (Staff, "/console/orders/{id}", || get(orders::show)),
];

/// The table as a router.
pub fn routes() -> Router<Web> {
    ROUTES.iter().fold(Router::new(), |router, (_, path, handler)| router.route(path, handler()))
}
