//! Lists that come in pages.

pub(crate) mod course;
pub mod fields;
pub(crate) mod items;
pub(crate) mod link;
pub(crate) mod link_header;
#[macro_use]
pub(crate) mod paged;
pub(crate) mod pages;
pub(crate) mod position;
