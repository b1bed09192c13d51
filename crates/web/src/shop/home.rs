//! The first page and the list of products.

use axum::{extract::State, response::Response};
use warifu_domain::catalogue::Product;
use warifu_render::{
    Text,
    shop::{Home, ProductCard, Products},
};

use crate::{
    Problem, Web,
    pages::{Ask, frame, html},
    session::Visitor,
};

pub(super) async fn show(State(web): State<Web>, visitor: Visitor, Ask(asked): Ask) -> Result<Response, Problem> {
    let mut page = frame(&web, visitor.viewer.as_ref(), visitor.locale, "");
    page.done = asked.done;
    html(&Home { products: cards(&web, page.text), page })
}

pub(super) async fn products(State(web): State<Web>, visitor: Visitor) -> Result<Response, Problem> {
    let page = frame(&web, visitor.viewer.as_ref(), visitor.locale, "products");
    html(&Products { products: cards(&web, page.text), page })
}

fn cards(web: &Web, text: Text) -> Vec<ProductCard> {
    web.app.catalogue().products.iter().map(|product| card(web, text, product)).collect()
}

pub(super) fn card(web: &Web, text: Text, product: &Product) -> ProductCard {
    let available = web.app.has_connector(&product.connector);
    ProductCard::new(text, product, &web.app.catalogue().policy, available)
}
