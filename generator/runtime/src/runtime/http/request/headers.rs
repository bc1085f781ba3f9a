//! Which headers a caller may set, and with which values.

use ::http::{HeaderName, HeaderValue};

/// Headers that frame the message or steer the connection; a caller who could set them could
/// smuggle a second request or address another host.
const RESERVED: [&str; 10] = [
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Checks a header. The complaint repeats neither name nor value.
pub(crate) fn check(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), &'static str> {
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| "it is not a header name")?;
    if RESERVED.contains(&name.as_str()) {
        return Err("it belongs to the transport");
    }
    let value = check_value(value)?;
    Ok((name, value))
}

/// Checks a value: visible ASCII and spaces, and no space at either end, where RFC 9110,
/// section 5.5 has the receiver strip it.
pub(crate) fn check_value(text: &str) -> Result<HeaderValue, &'static str> {
    if text.trim() != text {
        return Err("its value begins or ends with white space");
    }
    const FAULT: &str = "its value holds something else than visible ASCII and spaces";
    // `HeaderValue` alone would let other characters pass as their UTF-8 bytes.
    if !text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ' || byte == b'\t') {
        return Err(FAULT);
    }
    HeaderValue::from_str(text).map_err(|_| FAULT)
}
