//! Which server addresses are accepted, and what of them is kept.
//!
//! All checks are made once, when the client is built; every request is then the checked address
//! with a path appended, so a credential cannot reach any other origin.

use std::fmt;

use ::http::Uri;

/// The address of a server, such as `https://api.example.com` or `https://example.com/api`.
/// It is checked when the client is built.
#[derive(Clone, PartialEq, Eq)]
pub struct ServerUrl(String);

impl fmt::Debug for ServerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not yet checked, so there may be a password in it.
        match self.0.contains('@') {
            true => f.write_str("ServerUrl(..)"),
            false => f.debug_tuple("ServerUrl").field(&self.0).finish(),
        }
    }
}

impl From<&str> for ServerUrl {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for ServerUrl {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// A checked address: scheme, authority and path prefix, without a slash at its end.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) base: Box<str>,
}

impl ServerUrl {
    /// Checks the address. The complaint does not repeat it, since it may hold a password.
    pub(crate) fn check(&self, allow_http: bool) -> Result<Server, &'static str> {
        let text = self.0.as_str();
        // `http::Uri` drops a fragment in silence, so these are looked for in the text.
        if text.contains(['?', '#']) {
            return Err("a query or a fragment is not allowed in it");
        }
        if text.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\') {
            return Err("it holds a space, a control character or a backslash");
        }
        let uri: Uri = text.parse().map_err(|_| "it is not a valid URL")?;
        let authority = uri.authority().ok_or("it has no host")?;
        if authority.as_str().contains('@') {
            return Err("a user name or password is not allowed in it");
        }
        if authority.host().is_empty() {
            return Err("it has no host");
        }
        let port = match authority.as_str().strip_prefix(authority.host()) {
            Some("") => true,
            Some(port) => authority.port_u16().is_some() && port.starts_with(':'),
            None => false,
        };
        if !port {
            return Err("its port is not a number up to 65535");
        }
        let scheme = match uri.scheme_str() {
            Some("https") => "https",
            Some("http") if allow_http || is_loopback(authority.host()) => "http",
            Some("http") => {
                return Err("plain http is refused: credentials would travel readable");
            }
            _ => return Err("its scheme is neither https nor http"),
        };
        let prefix = uri.path().trim_end_matches('/');
        if prefix.split('/').any(is_dot_segment) {
            return Err("its path holds a `.` or `..` segment");
        }
        Ok(Server { base: format!("{scheme}://{authority}{prefix}").into() })
    }
}

impl Server {
    /// The address for a path on the same host.
    pub(crate) fn beside(&self, path: &str) -> String {
        let host = self.base.find("://").map_or(0, |end| end + 3);
        let rest = self.base.get(host..).unwrap_or_default();
        let end = rest.find('/').map_or(self.base.len(), |slash| host + slash);
        let origin = self.base.get(..end).unwrap_or_default();
        format!("{origin}{}", path.trim_end_matches('/'))
    }
}

/// Whether a URL parser would drop this segment or step up with it. The WHATWG URL standard also
/// reads `%2e` as a dot.
pub(crate) fn is_dot_segment(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
