//! Whether what came is a document: what a person should hear who got something else.
//!
//! The type that a server states is only quoted: too many serve YAML as plain text. What the text means
//! is the generator's business.

use crate::exit::{Exit, Failure};

/// The content type of an answer, for messages.
#[derive(Clone, Debug)]
pub(super) struct Kind(Option<String>);

impl Kind {
    /// What a header says.
    #[must_use]
    pub(super) fn new(value: Option<&str>) -> Self {
        Self(value.map(|it| it.split(';').next().unwrap_or_default().trim().to_owned()))
    }

    fn shown(&self) -> String {
        match &self.0 {
            Some(kind) if !kind.is_empty() => format!("content type {kind}"),
            _ => "no content type".to_owned(),
        }
    }
}

/// The bytes as text, unless they are plainly something else.
///
/// # Errors
/// With exit code 3.
pub(super) fn text(from: &str, bytes: Vec<u8>, kind: &Kind) -> Result<String, Failure> {
    let refused = |what: &str| {
        Failure::new(Exit::Input, format!("{from} gave {what}, not a document ({})", kind.shown()))
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        refused(&format!("bytes that are no UTF-8 text, at byte {at},"))
    })?;
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.is_empty() {
        return Err(refused("nothing"));
    }
    if start.starts_with('<') {
        return Err(refused("a web page or XML").help(
            "the address may need a login, or lead to the page about the document; no credential is \
             ever sent, so download the document by other means and give the file",
        ));
    }
    Ok(text)
}

/// An answer that is no success.
#[must_use]
pub(super) fn refused_status(from: &str, status: u16) -> Failure {
    let name = ureq::http::StatusCode::from_u16(status).ok().and_then(|it| it.canonical_reason());
    let name = name.map(|name| format!(" {name}")).unwrap_or_default();
    let failure = Failure::new(Exit::Input, format!("{from} answered with status {status}{name}"));
    match status {
        401 | 403 | 407 => failure.help(
            "no credential is ever sent; download the document by other means and give the file",
        ),
        404 | 410 => failure.help("correct the address"),
        429 | 500.. => failure.help("run the same command later"),
        _ => failure,
    }
}

/// An answer in an encoding that was not asked for.
#[must_use]
pub(super) fn refused_encoding(from: &str, encoding: &str) -> Failure {
    let message = format!("{from} gave its answer in the encoding {encoding}, not in gzip or none");
    Failure::new(Exit::Input, message)
        .help("download the document by other means and give the file")
}

/// More than is taken.
#[must_use]
pub(super) fn too_large(from: &str, limit: u64) -> Failure {
    let limit =
        if limit >= 1 << 20 { format!("{} MiB", limit >> 20) } else { format!("{limit} bytes") };
    Failure::new(Exit::Input, format!("{from} gave more than {limit}"))
        .help("allow more with `--size-limit`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_document_is_told() {
        let kind = Kind::new(Some("text/html; charset=utf-8"));
        let why = |bytes: &[u8]| text("u", bytes.to_vec(), &kind).map_err(|it| it.message);
        assert_eq!(why(b"openapi: 3.1.0").as_deref(), Ok("openapi: 3.1.0"));
        for (bytes, part) in [
            (
                &b"\xef\xbb\xbf\n <!DOCTYPE html>"[..],
                "u gave a web page or XML, not a document (content type text/html)",
            ),
            (b" \n", "nothing"),
            (b"a\xff", "at byte 1,"),
        ] {
            let error = why(bytes).expect_err(part);
            assert!(error.contains(part), "{error}");
        }
    }
}
