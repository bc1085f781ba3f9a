//! What is asked: parameters and bodies, and the request they make.

pub(crate) mod call;
pub(crate) mod encoding;
pub(crate) mod headers;
#[macro_use]
pub(crate) mod multipart;
pub(crate) mod part;
pub(crate) mod percent;
pub(crate) mod render;
pub(crate) mod route;
pub(crate) mod style;
pub(crate) mod template;
pub(crate) mod untyped;
pub(crate) mod upload;
