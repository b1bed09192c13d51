//! The mailbox of `warifu demo`: every mail that the shop sends, as files and as pages.

mod folder;
mod pages;

pub(crate) use folder::Folder;
pub(crate) use pages::routes;
