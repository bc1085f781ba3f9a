//! Which link to a next page is followed, and what is kept of it.
//!
//! Only a path below the server's address and a query are kept: the request goes to the client's
//! own server in any case, so a link can carry no credential elsewhere. One that names another
//! server is refused nevertheless, since its pages are not there.

use std::fmt::Write as _;

use ::http::Uri;
use ::http::uri::Authority;

use crate::runtime::http::answer::error::NextFault;
use crate::runtime::http::client::server::is_dot_segment;
use crate::runtime::http::request::percent::encode;
use crate::runtime::http::request::route::Scheme;

/// What of `link` comes after the server's address `base`: RFC 3986, section 5.2, for the answer
/// to a request whose path is `here`.
pub(crate) fn target(
    link: &str,
    base: &str,
    here: impl FnOnce() -> Option<String>,
) -> Result<String, NextFault> {
    let (scheme, server) = base.split_once("://").ok_or(NextFault::Malformed)?;
    let (authority, prefix) = server.split_at(server.find('/').unwrap_or(server.len()));
    // A fragment is not sent: RFC 9110, section 7.1.
    let link = normal(link.split('#').next().unwrap_or_default())?;
    let own = |other: &str| match same(scheme, authority, other) {
        true => Ok(()),
        false => Err(NextFault::Elsewhere),
    };
    let rest = match scheme_of(&link) {
        Some((other, rest)) => {
            if !other.eq_ignore_ascii_case(scheme) {
                return Err(NextFault::Elsewhere);
            }
            rest.starts_with("//").then_some(rest).ok_or(NextFault::Malformed)?
        }
        None => link.as_str(),
    };
    let absolute = match rest.strip_prefix("//") {
        Some(rest) => {
            let (other, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
            own(other)?;
            // Without a path it means the root: RFC 9110, section 4.2.3.
            if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
        }
        None if rest.starts_with('/') => rest.to_owned(),
        None => {
            let here = here().ok_or(NextFault::Malformed)?;
            let folder = here.rfind('/').and_then(|end| here.get(..=end)).unwrap_or("/");
            let before = if rest.starts_with('?') { here.as_str() } else { folder };
            format!("{before}{rest}")
        }
    };
    let target = absolute.strip_prefix(prefix).ok_or(NextFault::Elsewhere)?;
    if !(target.is_empty() || target.starts_with(['/', '?'])) {
        return Err(NextFault::Elsewhere);
    }
    match is_target(target, base) {
        true => Ok(target.to_owned()),
        false => Err(NextFault::Malformed),
    }
}

/// Whether `target` can be appended to the server's address `base` and stays below it.
pub(crate) fn is_target(target: &str, base: &str) -> bool {
    let path = target.split('?').next().unwrap_or_default();
    let url = format!("{base}{target}");
    (path.is_empty() || path.starts_with('/'))
        && !path.split('/').any(is_dot_segment)
        && normal(target).is_ok_and(|normal| normal == target)
        && url.parse::<Uri>().is_ok_and(|uri| uri.to_string() == url)
}

/// `target` without the credentials that a server may have copied into its link.
pub(crate) fn without_credentials(target: &str, schemes: &[(&str, Scheme)]) -> String {
    let Some((path, query)) = target.split_once('?') else {
        return target.to_owned();
    };
    let is_credential = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        schemes.iter().any(|(_, scheme)| {
            matches!(scheme, Scheme::Query(own) if name == *own || name == encode(own))
        })
    };
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_credential(pair)).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// The link with everything encoded that URL parsers disagree about: RFC 3987, section 3.1, maps
/// what is not ASCII so, too. Nothing is guessed about spaces, controls and backslashes.
fn normal(link: &str) -> Result<String, NextFault> {
    let mut out = String::with_capacity(link.len());
    for byte in link.bytes() {
        match byte {
            b'\\' | 0..=b' ' | 0x7f => return Err(NextFault::Malformed),
            b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'(' | b')' | b'*' | b'+' | b','
            | b';' | b'=' | b':' | b'@' | b'/' | b'?' | b'%' | b'[' | b']' => {
                out.push(char::from(byte));
            }
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => {
                // Writing to a string does not fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    Ok(out)
}

/// The scheme of a link that has one, and what follows its colon: RFC 3986, section 3.1.
fn scheme_of(link: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = link.split_once(':')?;
    let well_formed = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    well_formed.then_some((scheme, rest))
}

/// Whether two authorities are the same host and port, and the second names no user.
fn same(scheme: &str, own: &str, other: &str) -> bool {
    let split = |text: &str| -> Option<(String, u16)> {
        let authority: Authority = text.parse().ok()?;
        let host = authority.host();
        // A user, or a port that is no number, is left of or right of the host.
        let port = match text.strip_prefix(host)? {
            "" | ":" => None,
            port => Some(port.strip_prefix(':')?.parse().ok()?),
        };
        let usual = if scheme.eq_ignore_ascii_case("https") { 443 } else { 80 };
        Some((host.to_ascii_lowercase(), port.unwrap_or(usual)))
    };
    split(own).is_some_and(|own| split(other) == Some(own))
}
