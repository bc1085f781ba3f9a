//! Fills a path template, or refuses.
//!
//! The rule: what a server reads after decoding each segment once is the given value, or nothing
//! is sent. It does not decide how a value is written; that is `style`.

use super::percent::push_triplet;
use crate::runtime::http::client::server::is_dot_segment;

/// Why a path cannot be made. The texts name parameters and never values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathFault {
    /// The template names a parameter that was not given.
    Missing(String),
    /// A segment would be `.` or `..`, and so another path.
    Segment,
}

/// `template` with each `{name}` replaced by the encoded text `value` has for it, which is never
/// empty. A query may follow the path.
pub(crate) fn fill<'v>(
    template: &str,
    value: impl Fn(&str) -> Option<&'v str>,
) -> Result<String, PathFault> {
    let (path, query) = match template.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (template, None),
    };
    let mut out = String::with_capacity(template.len() + 32);
    if !path.starts_with('/') {
        out.push('/');
    }
    fill_part(&mut out, path, b"/", &value)?;
    // No value holds a slash, so the segments are those of the template.
    if out.split('/').any(is_dot_segment) {
        return Err(PathFault::Segment);
    }
    if let Some(query) = query {
        out.push('?');
        fill_part(&mut out, query, b"/?", &value)?;
    }
    Ok(out)
}

/// A path that is no template, encoded; `None` if it would mean another path.
pub(crate) fn literal(path: &str) -> Option<String> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let mut out = String::with_capacity(path.len() + 1);
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        // A slash at the end may mean something; two in a row are a value that was left out.
        let left_out = segment.is_empty() && segments.peek().is_some();
        if left_out || is_dot_segment(segment) {
            return None;
        }
        out.push('/');
        push_literal(&mut out, segment, b"");
    }
    Some(out)
}

/// Appends a part of a template, whose literal text may hold `delimiters`, too.
fn fill_part<'v>(
    out: &mut String,
    part: &str,
    delimiters: &[u8],
    value: &impl Fn(&str) -> Option<&'v str>,
) -> Result<(), PathFault> {
    let mut rest = part;
    while let Some((literal, name, after)) = next_parameter(rest) {
        push_literal(out, literal, delimiters);
        out.push_str(value(name).ok_or_else(|| PathFault::Missing(name.to_owned()))?);
        rest = after;
    }
    push_literal(out, rest, delimiters);
    Ok(())
}

/// Splits `text` around its first `{name}`.
fn next_parameter(text: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name, after))
}

/// Literal text of a template stands as it is where a path may hold it (RFC 3986, section 3.3:
/// `pchar`, an existing `%XX` included), `delimiters` as well; anything else is encoded.
fn push_literal(out: &mut String, literal: &str, delimiters: &[u8]) {
    for byte in literal.bytes() {
        let kept = byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%".contains(&byte);
        if kept || delimiters.contains(&byte) {
            out.push(char::from(byte));
        } else {
            push_triplet(out, byte);
        }
    }
}
