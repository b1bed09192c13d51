//! The orders of an account.

use axum::{extract::State, response::Response};
use warifu_app::OrderFilter;
use warifu_domain::{order::Order, people::Locale};
use warifu_render::{
    Text,
    shop::{OrderRow, Orders},
};

use crate::{
    Problem, Web,
    pages::{Ask, frame, html, reader},
    session::Customer,
};

/// Orders on one page.
const ROWS: u32 = 20;

pub(super) async fn show(
    State(web): State<Web>,
    Customer(viewer, locale): Customer,
    Ask(asked): Ask,
) -> Result<Response, Problem> {
    let filter = OrderFilter {
        status: asked.status.clone().filter(|status| !status.is_empty()),
        cursor: asked.cursor,
        limit: ROWS,
        all_accounts: false,
    };
    let orders = web.app.orders(&viewer, &filter).await?;
    let mut page = frame(&web, Some(&viewer), locale, "orders");
    page.done = asked.done;
    html(&Orders {
        rows: orders.items.iter().map(|order| row(&web, locale, order, reader(&viewer))).collect(),
        page,
        status: asked.status.unwrap_or_default(),
        next: orders.next,
    })
}

/// The order as a line of a list.
pub(crate) fn row(web: &Web, locale: Locale, order: &Order, reader: &str) -> OrderRow {
    OrderRow::new(Text::of(locale), order, &product_name(web, locale, order), reader)
}

/// The name of the product; its id when it is no longer sold.
pub(crate) fn product_name(web: &Web, locale: Locale, order: &Order) -> String {
    let product = web.app.catalogue().product(&order.product);
    product.map_or_else(|| order.product.clone(), |product| product.name.get(locale).to_owned())
}
