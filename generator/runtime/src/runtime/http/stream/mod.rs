//! Answers that are read while they arrive: bytes, server-sent events, lines of JSON.

#[macro_use]
mod streamed;
pub(crate) mod download;
pub(crate) mod event;
pub(crate) mod events;
pub(crate) mod json_lines;
pub(crate) mod lines;
pub(crate) mod live;
pub(crate) mod open;
pub(crate) mod sse;
