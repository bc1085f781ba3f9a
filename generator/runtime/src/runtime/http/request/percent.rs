//! Percent-encoding as RFC 3986 has it, one set for every place, and a second for a query parameter
//! that asks for it.
//!
//! Usually everything but the unreserved characters (section 2.3) is encoded, a space as `%20`. That is
//! stricter than each place needs, and so no reader can take a value for a delimiter.

/// Appends `text` to `out`, encoded.
pub(crate) fn encode_into(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            push_triplet(out, byte);
        }
    }
}

/// `text`, encoded, its reserved characters (section 2.2) left alone – but for those that are no
/// part of a query, and those that its readers take for more than themselves.
pub(crate) fn encode_reserved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut utf8 = [0; 4];
    for c in text.chars() {
        match c {
            ':' | '/' | '?' | '@' | '!' | '$' | '\'' | '(' | ')' | '*' | ',' | ';' | '=' => {
                out.push(c);
            }
            _ => encode_into(&mut out, c.encode_utf8(&mut utf8)),
        }
    }
    out
}

/// `text`, encoded.
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    encode_into(&mut out, text);
    out
}

/// Appends one byte as `%XX`, in upper case as RFC 3986, section 2.1 asks.
pub(crate) fn push_triplet(out: &mut String, byte: u8) {
    out.push('%');
    for nibble in [byte >> 4, byte & 15] {
        out.push(char::from(match nibble {
            0..=9 => b'0' + nibble,
            _ => b'A' + nibble - 10,
        }));
    }
}
