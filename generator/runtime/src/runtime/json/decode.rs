//! Decoding a whole body, and saying where it does not fit.
//!
//! The usual case decodes once and keeps no track of where it is; only a body that failed is
//! decoded again, to find the place. Repeats keys of the body and none of its values: those may be
//! personal or secret, and messages end up in logs.

use std::fmt;

use serde::de::DeserializeOwned;

use super::tape::Tape;

/// Why and where a body did not fit its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The place in the value, such as `items[3].email`; `.` for the value as a whole.
    pub path: String,
    /// The line in the text, from 1.
    pub line: usize,
    /// The column in the line, in bytes from 1; 0 if the fault lies before the line's first byte.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, column, message } = self;
        write!(formatter, "{message} (at `{path}`, line {line}, column {column})")
    }
}

impl std::error::Error for Fault {}

/// Decodes a JSON text, which may begin with a byte order mark (RFC 8259 §8.1 lets a reader ignore
/// it) and must hold nothing after the value but white space. An integer may be written as `1.0`.
///
/// # Errors
/// When the text is no JSON, or the value does not fit `T`.
pub fn from_slice<T: DeserializeOwned>(text: &[u8]) -> Result<T, Fault> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    serde_json::from_slice(text)
        .or_else(|error| with_floats(text, &error).ok_or_else(|| locate::<T>(text, &error)))
}

/// Decodes again, reading `1.0` and `1e3` as the integers that they are (JSON Schema Validation
/// §6.1.1), which some servers write. The usual case does without, since serde_json is faster.
fn with_floats<T: DeserializeOwned>(text: &[u8], error: &serde_json::Error) -> Option<T> {
    // To serde_json the point in a wide integer is a fault of syntax.
    let value: Tape<'_> = (!error.is_eof()).then(|| serde_json::from_slice(text).ok())??;
    value.view().decode::<T, serde_json::Error>().ok()
}

/// Decodes again, this time noting the path.
fn locate<T: DeserializeOwned>(text: &[u8], error: &serde_json::Error) -> Fault {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Err(traced) => fault(traced.path().to_string(), traced.inner()),
        // The value itself fits; what follows it does not belong there.
        Ok(_) => fault(".".to_owned(), error),
    }
}

fn fault(path: String, error: &serde_json::Error) -> Fault {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    let position = format!(" at line {line} column {column}");
    let message = text.strip_suffix(&position).unwrap_or(&text);
    let (path, message) = inner_path(path, message);
    Fault { path: shorten(&path), line, column, message: shorten(&without_values(message)) }
}

/// Takes out of a message what it repeats of the value: after `invalid type` and `invalid value`,
/// `serde` shows the value in quotes, and so do parsers of dates and the like.
fn without_values(message: &str) -> String {
    let misfit = ["invalid type: ", "invalid value: "].iter().any(|of| message.starts_with(of));
    if let (true, Some((got, expected))) = (misfit, message.rsplit_once(", expected ")) {
        let kind = got.split(['"', '`']).next().unwrap_or_default().trim_end();
        return format!("{kind}, expected {expected}");
    }
    for kind in ["unknown variant `", "unknown field `"] {
        if let Some(rest) = message.strip_prefix(kind) {
            let expected = rest.rsplit_once("`, expected ").map_or("", |(_, expected)| expected);
            return format!("{kind}…`, expected {expected}");
        }
    }
    let mut kept = String::with_capacity(message.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in message.chars() {
        let quote = c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
        if quote {
            kept.push_str(if quoted { "\"" } else { "\"…" });
            quoted = !quoted;
        } else if !quoted {
            kept.push(c);
        }
    }
    kept
}

/// Moves to the path what unions told of it in the message: the path that was traced ends where a
/// union began to buffer. They write `Union::Variant: ` and `` `key`: `` or `[index]: ` before a
/// message.
fn inner_path(mut path: String, mut message: &str) -> (String, &str) {
    while let Some((step, rest)) = message.split_once(": ") {
        let key = step.strip_prefix('`').and_then(|step| step.strip_suffix('`'));
        let index = step.strip_prefix('[').and_then(|step| step.strip_suffix(']'));
        if let Some(key) = key.filter(|key| !key.contains('`')) {
            let gap = if path == "." { "" } else { "." };
            path = format!("{}{gap}{key}", path.strip_suffix('.').unwrap_or(&path));
        } else if index.is_some_and(|index| index.bytes().all(|byte| byte.is_ascii_digit())) {
            path = format!("{}{step}", path.strip_suffix('.').unwrap_or(&path));
        } else if !is_variant(step) {
            break;
        }
        message = rest;
    }
    (path, message)
}

/// Whether this is how a union names its variant.
fn is_variant(step: &str) -> bool {
    step.split_once("::").is_some_and(|(union, variant)| {
        let is_name = |name: &str| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        is_name(union) && is_name(variant)
    })
}

/// How many characters of a message or a path are kept.
const LIMIT: usize = 300;

fn shorten(text: &str) -> String {
    match text.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
