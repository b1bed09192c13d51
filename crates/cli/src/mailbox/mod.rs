//! The mailbox of `warifu demo`: every mail that the shop sends, as files and as pages.

mod folder;

pub(crate) use folder::Folder;
