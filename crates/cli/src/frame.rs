//! The frame of the pages that only the demonstration has.

use warifu_domain::people::Role;
use warifu_render::{Page, Signed};
use warifu_web::{Web, session::Visitor};

/// The frame for this visitor.
pub(crate) fn frame(web: &Web, visitor: Visitor, section: &'static str, done: Option<String>) -> Page {
    let mut page = Page::new(visitor.locale, &web.app.settings().shop_name);
    page.viewer =
        visitor.viewer.map(|viewer| Signed { email: viewer.email.to_string(), staff: viewer.role == Role::Staff });
    page.demo = true;
    page.section = section;
    page.done = done;
    page
}
