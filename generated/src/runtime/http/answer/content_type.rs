//! Which content types a reader accepts in a successful answer.
//!
//! Servers label JSON carelessly, so only what is clearly something else is refused: above all
//! the HTML page of a proxy or a login wall, which must not pass for data.

use ::http::HeaderMap;
use ::http::header::CONTENT_TYPE;

/// How a body will be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    Json,
    Text,
    Bytes,
    Events,
    Lines,
}

/// Whether `reader` takes a body with these headers. A type that the operation asked for in its
/// `Accept` header always passes, and so does an answer that names no type.
pub(crate) fn accepts(reader: Reader, headers: &HeaderMap, accept: &str) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return true;
    };
    let Ok(value) = value.to_str() else {
        return false;
    };
    let received = essence(value);
    let asked = || accept.split(',').any(|asked| essence(asked) == received);
    let untold = matches!(received.as_str(), "" | "text/plain" | "application/octet-stream");
    match reader {
        _ if received.is_empty() => true,
        Reader::Json => {
            untold || received.ends_with("/json") || received.ends_with("+json") || asked()
        }
        Reader::Text | Reader::Bytes => {
            !matches!(received.as_str(), "text/html" | "application/xhtml+xml") || asked()
        }
        // What else was asked for is what the operation gives when it gives no stream.
        Reader::Events => untold || received == "text/event-stream",
        Reader::Lines => untold || is_lines(&received),
    }
}

/// Whether the body is a sequence of JSON texts with record separators (RFC 7464).
pub(crate) fn is_json_sequence(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    value.map(essence).is_some_and(|essence| essence.ends_with("json-seq"))
}

fn is_lines(essence: &str) -> bool {
    const NAMES: [&str; 7] =
        ["jsonl", "ndjson", "jsonlines", "json-lines", "json-seq", "stream+json", "json"];
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
    NAMES.contains(&subtype) || ["+json-seq", "+jsonl"].iter().any(|end| subtype.ends_with(end))
}

/// The type and subtype, in lower case and without parameters.
fn essence(value: &str) -> String {
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
