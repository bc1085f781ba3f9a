//! Credentials: how they are held, and where they are sent.

pub(crate) mod secret;
pub(crate) mod security;
