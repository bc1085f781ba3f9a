//! Credentials: how they are held, where they come from, and where they are sent.

pub(crate) mod errand;
pub(crate) mod held;
pub(crate) mod keys;
#[cfg(feature = "oauth2")]
pub(crate) mod oauth2;
pub(crate) mod provided;
pub(crate) mod provider;
pub(crate) mod secret;
pub(crate) mod security;
