//! Pages of the shop: one file per page, one table that says who may open which.

mod access;
mod account;
mod apply;
mod doctor;
mod help;
mod home;
mod look;
mod order;
mod orders;
mod points;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{
    Web,
    api::Access::{Customer, Public},
    pages::{self, PageRoute},
};

/// Every page of the shop, by path.
pub static ROUTES: &[PageRoute] = &[
    (Public, "/", || get(home::show)),
    (Customer, "/account", || get(account::show)),
    (Customer, "/account/tokens", || post(account::create_token)),
    (Customer, "/account/tokens/{id}/revoke", || post(account::revoke_token)),
    (Customer, "/apply", || get(apply::show).post(apply::send)),
    (Public, "/assets/{name}", || get(pages::asset)),
    (Public, "/cert", || get(look::cert_form).post(look::cert)),
    (Public, "/csr", || get(look::csr_form).post(look::csr)),
    (Public, "/doctor", || get(doctor::form).post(doctor::look)),
    (Customer, "/doctor/{id}", || get(doctor::kept)),
    (Public, "/help", || get(help::index)),
    (Public, "/help/csr", || get(help::csr)),
    (Public, "/help/problems/{code}", || get(help::problem)),
    (Public, "/help/proof", || get(help::proof)),
    (Public, "/help/rules", || get(help::rules)),
    (Public, "/help/rules/{code}", || get(help::rule)),
    (Public, "/help/servers", || get(help::servers)),
    (Public, "/help/servers/{id}", || get(help::server)),
    (Public, "/login", || get(access::login_form).post(access::login)),
    (Public, "/logout", || post(access::logout)),
    (Customer, "/orders", || get(orders::show)),
    (Customer, "/orders/{id}", || get(order::show)),
    (Customer, "/orders/{id}/cancel", || post(order::cancel)),
    (Customer, "/orders/{id}/check_proof", || post(order::check_proof)),
    (Customer, "/orders/{id}/issuances/{issuance}/bundle", || get(order::bundle)),
    (Customer, "/orders/{id}/issuances/{issuance}/certificate.pem", || get(order::certificate)),
    (Customer, "/orders/{id}/issuances/{issuance}/check", || post(order::check_install)),
    (Customer, "/orders/{id}/issuances/{issuance}/resend", || post(order::resend)),
    (Customer, "/orders/{id}/pay", || post(order::pay)),
    (Customer, "/orders/{id}/reissue", || post(order::reissue)),
    (Customer, "/points", || get(points::show)),
    (Public, "/products", || get(home::products)),
    (Public, "/register", || get(access::register_form).post(access::register)),
];

/// The table as a router.
pub fn routes() -> Router<Web> {
    ROUTES.iter().fold(Router::new(), |router, (_, path, handler)| router.route(path, handler()))
}

pub(crate) use look::problem;
pub use look::{CERTIFICATE_FACTS, CSR_FACTS, certificate_facts, csr_facts};
pub(crate) use order::{Beside, issuance_id, order_id, page as order_page};
pub(crate) use orders::row as order_row;
