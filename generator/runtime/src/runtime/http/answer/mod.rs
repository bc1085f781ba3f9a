//! What comes back: answers, the values in them, and errors.

pub(crate) mod content_type;
pub(crate) mod error;
pub(crate) mod header;
#[macro_use]
pub(crate) mod operation;
pub(crate) mod operation_error;
pub(crate) mod receive;
pub(crate) mod reply;
pub(crate) mod response;
pub(crate) mod retry_after;
