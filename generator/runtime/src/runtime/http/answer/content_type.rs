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
    if received.is_empty() || accept.split(',').any(|asked| essence(asked) == received) {
        return true;
    }
    match reader {
        Reader::Json => {
            received.ends_with("/json")
                || received.ends_with("+json")
                || matches!(received.as_str(), "text/plain" | "application/octet-stream")
        }
        Reader::Text | Reader::Bytes => {
            !matches!(received.as_str(), "text/html" | "application/xhtml+xml")
        }
    }
}

/// The type and subtype, in lower case and without parameters.
fn essence(value: &str) -> String {
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
