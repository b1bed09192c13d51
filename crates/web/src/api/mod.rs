//! The REST API: one table of routes, from which the router, the rule who may call, and the OpenAPI document are made.
//!
//! A new endpoint is one line of [`ROUTES`], one handler, and its types in `wire::rest`.

mod doctor;
mod extract;
mod gate;
mod issuances;
mod openapi;
mod orders;
mod route;
mod shop;
mod staff;
mod view;

use axum::{Router, middleware, routing::on};
use warifu_wire::rest;

use crate::Web;

pub use extract::{Input, Query, id};
pub use route::{Access, Route, Verb};
pub(crate) use view::certificate;
pub use view::{certificate_inspection, csr_inspection, finding, findings};

use Access::{Customer, Public, Staff};

/// Where the API's paths begin.
pub const BASE: &str = "/api/v1";

/// Every route of the API, by path. Paths go behind [`BASE`].
#[rustfmt::skip]
pub static ROUTES: &[Route] = &[
    Route::post("/certificates/inspect", Public, |m| on(m, shop::inspect_certificates), "inspect_certificates", "Say everything about certificates and their chain; nothing of them is kept")
        .takes::<rest::InspectCertificates>().replies::<rest::CertificateInspection>(200),
    Route::post("/csr/inspect", Public, |m| on(m, shop::inspect_csr), "inspect_csr", "Say everything about a CSR; nothing of it is kept")
        .takes::<rest::InspectCsr>().replies::<rest::CsrInspection>(200),
    Route::get("/doctor", Customer, |m| on(m, doctor::list), "list_site_reports", "Kept reports on sites, the newest first")
        .query(&[CURSOR, LIMIT]).lists::<rest::SiteReportEntry>(),
    Route::post("/doctor", Customer, |m| on(m, doctor::look), "look_at_site", "Look at a site and say what is wrong; ten times a minute at most")
        .takes::<rest::LookAtSite>().replies::<rest::KeptSiteReport>(200),
    Route::get("/doctor/{id}", Customer, |m| on(m, doctor::show), "get_site_report", "A kept report, judged by the rules of today as of the moment when the site was looked at")
        .replies::<rest::KeptSiteReport>(200),
    Route::get("/issuances/{id}/bundle", Customer, |m| on(m, issuances::bundle), "download_bundle", "The certificate with chain and configuration for one kind of server")
        .query(&[("server", "Kind of server, such as `nginx`, `iis`, `tomcat` or `pem`; every one is at `/help/servers`"), ("root", "`true`: with the root as a file of its own, if the shop knows it")]).sends("application/zip"),
    Route::get("/issuances/{id}/certificate", Customer, |m| on(m, issuances::certificate), "download_certificate", "The certificate with its intermediates, the leaf first")
        .sends("application/pem-certificate-chain"),
    Route::post("/issuances/{id}/check", Customer, |m| on(m, issuances::check), "check_installation", "Look now whether every address of every name presents the certificate")
        .replies::<rest::InstallCheck>(200),
    Route::post("/issuances/{id}/resend", Customer, |m| on(m, issuances::resend), "resend_certificate", "Send the certificate to the delivery address once more")
        .changes().replies_nothing(),
    Route::get("/openapi.json", Public, |m| on(m, openapi::document), "get_openapi", "This document")
        .sends("application/json"),
    Route::get("/orders", Customer, |m| on(m, orders::list), "list_orders", "The account's orders, the newest first")
        .query(&[("status", "Only orders with this status"), CURSOR, LIMIT, ("all_accounts", "`true`: those of every account; staff only")]).lists::<rest::Order>(),
    Route::post("/orders", Customer, |m| on(m, orders::create), "create_order", "Apply for a certificate; it is paid at once when the points suffice")
        .changes().takes::<rest::CreateOrder>().replies::<rest::Order>(201),
    Route::get("/orders/{id}", Customer, |m| on(m, orders::show), "get_order", "An order with its issuances and what to place")
        .replies::<rest::Order>(200),
    Route::post("/orders/{id}/cancel", Customer, |m| on(m, orders::cancel), "cancel_order", "Cancel before a certificate is issued; what was set aside goes back")
        .changes().replies::<rest::Order>(200),
    Route::post("/orders/{id}/check_validation", Customer, |m| on(m, orders::check_validation), "check_validation", "Say that the proof is in place: the shop looks soon")
        .replies::<rest::Order>(200),
    Route::get("/orders/{id}/events", Customer, |m| on(m, orders::events), "list_events", "What has happened to the order, the oldest first")
        .lists::<rest::Event>(),
    Route::post("/orders/{id}/pay", Customer, |m| on(m, orders::pay), "pay_order", "Pay from points")
        .changes().replies::<rest::Order>(200),
    Route::post("/orders/{id}/reissue", Customer, |m| on(m, orders::reissue), "reissue_order", "Begin another certificate inside the term, with a new CSR")
        .changes().takes::<rest::ReissueOrder>().replies::<rest::Order>(200),
    Route::get("/points", Customer, |m| on(m, shop::points), "get_points", "Points of the account and their movements, the newest first")
        .query(&[CURSOR]).replies::<rest::Points>(200),
    Route::get("/products", Public, |m| on(m, shop::products), "list_products", "What the shop sells")
        .lists::<rest::Product>(),
    Route::get("/staff/accounts", Staff, |m| on(m, staff::accounts), "list_accounts", "Every account")
        .query(&[CURSOR]).lists::<rest::Account>(),
    Route::get("/staff/audit", Staff, |m| on(m, staff::audit), "list_audit", "Everything that was done, the newest first")
        .query(&[CURSOR]).lists::<rest::AuditEntry>(),
    Route::post("/staff/issuances/{id}/certificate", Staff, |m| on(m, staff::upload_certificate), "upload_certificate", "Bring the certificate that the CA issued; it counts only if key, names, dates and chain match")
        .changes().takes::<rest::UploadCertificate>().replies::<rest::Order>(200),
    Route::get("/staff/issuances/{id}/order_sheet", Staff, |m| on(m, staff::order_sheet), "get_order_sheet", "What to type at the CA")
        .replies::<rest::OrderSheet>(200),
    Route::get("/staff/jobs", Staff, |m| on(m, staff::jobs), "list_jobs", "Units of work, the newest first")
        .query(&[("state", "Only jobs in this state, as `dead`"), CURSOR]).lists::<rest::Job>(),
    Route::post("/staff/jobs/{id}/requeue", Staff, |m| on(m, staff::requeue), "requeue_job", "Try a dead job again")
        .changes().replies_nothing(),
    Route::get("/staff/orders", Staff, |m| on(m, staff::queue), "list_queue", "Open orders of all accounts, the oldest first")
        .query(&[CURSOR]).lists::<rest::Order>(),
    Route::post("/staff/points/credits", Staff, |m| on(m, staff::credit), "credit_points", "Enter a bank transfer; the same reference a second time credits nothing more")
        .changes().takes::<rest::CreditPoints>().replies::<rest::PointsEntry>(201),
    Route::get("/tokens", Customer, |m| on(m, shop::tokens), "list_tokens", "API tokens of the calling member")
        .lists::<rest::Token>(),
    Route::post("/tokens", Customer, |m| on(m, shop::create_token), "create_token", "Make an API token; its secret is shown this once")
        .takes::<rest::CreateToken>().replies::<rest::CreatedToken>(201),
    Route::delete("/tokens/{id}", Customer, |m| on(m, shop::revoke_token), "revoke_token", "Make an API token useless")
        .replies_nothing(),
];

const CURSOR: (&str, &str) = ("cursor", "`next` of the page before");
const LIMIT: (&str, &str) = ("limit", "Items per page, 1 to 100; 20 when absent");

/// The table as a router, each route behind its gate.
pub(crate) fn router(web: &Web) -> Router<Web> {
    ROUTES.iter().fold(Router::new(), |router, route| {
        let gate = middleware::from_fn_with_state((web.clone(), route), gate::gate);
        router.route(&format!("{BASE}{}", route.path), route.handler().route_layer(gate))
    })
}
