//! The facts about an operation and about a whole API that generated code states as constants.

use crate::runtime::http::send::limiter::RateLimit;

/// One operation, as its document describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// The `operationId`.
    pub id: &'static str,
    /// The HTTP method, in upper case.
    pub method: &'static str,
    /// The path template, such as `/v1/customers/{id}`; a fixed query may follow it.
    pub path: &'static str,
    /// Where the operation is served, if that is not the client's server: an address, which a client
    /// uses unless it was given a server of its own, or a path on the client's host.
    pub server: &'static str,
    /// The alternatives of the security requirement, each a list of schemes that belong together.
    /// No alternative means that the operation is public; an empty one that it may be.
    pub security: &'static [&'static [&'static str]],
    /// What the `Accept` header says; empty to send none.
    pub accept: &'static str,
}

/// What is common to all operations of an API.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The product token that begins the `User-Agent` header.
    pub user_agent: &'static str,
    /// The address of the default server.
    pub server: &'static str,
    /// Headers that every request carries unless it replaces them.
    pub headers: &'static [(&'static str, &'static str)],
    /// The security schemes by name.
    pub schemes: &'static [(&'static str, Scheme)],
    /// How many requests its servers take, by their addresses; an empty one stands for the others.
    pub rate_limits: &'static [(&'static str, RateLimit)],
}

/// Where a security scheme puts its credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// `Authorization: Bearer …` (RFC 6750); also for OAuth 2 and OpenID Connect tokens.
    Bearer,
    /// `Authorization: Basic …` (RFC 7617); its secret is `user:password`.
    Basic,
    /// `Authorization: … …`, with this word before the secret.
    Http(&'static str),
    /// A header of this name.
    Header(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
    /// A cookie of this name.
    Cookie(&'static str),
}
