//! Lists that come in pages.

pub(crate) mod items;
#[macro_use]
pub(crate) mod paged;
pub(crate) mod pages;
