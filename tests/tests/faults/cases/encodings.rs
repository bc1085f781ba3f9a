//! Texts in other encodings than UTF-8, and bodies in other codings than none. A text is taken for
//! what it is or refused, and never guessed at.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use polar_sdk::runtime::ErrorKind;
use serde_json::{Value, json};

use super::super::bodies::{answer, customer, headed, json_answer, with};
use super::super::case::{Case, Expected};
use super::super::client::Act;

pub(crate) fn cases() -> Vec<Case> {
    let text = customer().to_string();
    let named = |name: &[u8]| replaced(&text, "Ada Ünal", name);
    let json = |body: &[u8]| answer(200, "application/json", body);
    let coded = |coding: &str, body: &[u8]| {
        let headers = format!("content-type: application/json\r\ncontent-encoding: {coding}\r\n");
        headed(200, &headers, body)
    };
    let value = || Expected::Value(customer());
    vec![
        Case::answer("a byte order mark", json_answer(200, format!("\u{feff}{text}")), value()),
        Case::answer(
            "two byte order marks",
            json_answer(200, format!("\u{feff}\u{feff}{text}")),
            Expected::Misfit("."),
        ),
        Case::answer("UTF-16, little end first", json(&utf16(&text, u16::to_le_bytes)), {
            Expected::NoJson("")
        }),
        Case::answer(
            "UTF-16, big end first",
            {
                let body = utf16(&format!("\u{feff}{text}"), u16::to_be_bytes);
                answer(200, "application/json; charset=utf-16", body)
            },
            Expected::Misfit("."),
        ),
        Case::answer("Latin-1", json(&named(b"Ada \xdcnal")), Expected::Misfit("name")),
        Case::answer(
            "Latin-1 that says so",
            answer(200, "application/json; charset=iso-8859-1", named(b"Ada \xdcnal")),
            Expected::Misfit("name"),
        ),
        Case::answer("an overlong slash", json(&named(b"\xc0\xaf")), Expected::Misfit("name")),
        Case::answer("a surrogate in UTF-8", json(&named(b"\xed\xa0\x80")), {
            Expected::Misfit("name")
        }),
        Case::answer("half a letter", json(&named(b"Ada \xc3")), Expected::Misfit("name")),
        Case::answer("half an escaped surrogate", json(&named(br"\ud800")), {
            Expected::Misfit("name")
        }),
        Case::answer("an escaped surrogate pair", json(&named(br"\ud83e\udd80")), {
            Expected::Value(with(customer(), "/name", json!("🦀")))
        }),
        Case::answer("an escaped zero", json(&named(br"a\u0000b")), {
            Expected::Value(with(customer(), "/name", json!("a\0b")))
        }),
        Case::answer("a raw zero", json(&named(b"a\0b")), Expected::Misfit("name")),
        Case::answer("a raw line break", json(&named(b"a\nb")), Expected::Misfit("name")),
        Case::answer("a text to be shown backwards", json(&named("\u{202e}adA".as_bytes())), {
            Expected::Value(with(customer(), "/name", json!("\u{202e}adA")))
        }),
        Case::answer("no coding, which is said", coded("identity", text.as_bytes()), value()),
        Case::answer("a coding that nobody asked for", coded("gzip", &gzip(&text)), {
            Expected::Misfit(".")
        }),
        Case::answer("a coding that is not there", coded("gzip", text.as_bytes()), value()),
        Case::answer("a coding that nobody knows", coded("x-rot13", b"{{{"), {
            Expected::NoJson("")
        }),
        // RFC 9112, section 6.3: then the body ends with the connection.
        Case::answer(
            "an unknown transfer coding",
            headed(200, "transfer-encoding: rot13\r\n", "<>"),
            Expected::NoJson(""),
        ),
        Case::answer(
            "chunks with an extension and trailers",
            {
                let length = text.len();
                let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
                format!("{head}{length:x};a=\"b\"\r\n{text}\r\n0\r\nx-trailer: y\r\n\r\n")
            },
            value(),
        ),
        Case::answer(
            "a header in Latin-1",
            {
                let head =
                    b"HTTP/1.1 200 OK\r\nx-request-id: \xdcnal\r\ncontent-length: ".as_slice();
                [head, text.len().to_string().as_bytes(), b"\r\n\r\n", text.as_bytes()].concat()
            },
            value(),
        ),
        Case::answer(
            "a header on two lines",
            {
                // RFC 9112, section 5.2: obsolete, and so an error or one value.
                headed(200, "x-request-id: a\r\n b\r\n", &text)
            },
            Expected::Fault(ErrorKind::Transport),
        ),
        Case::answer("a header with a zero", headed(200, "x: a\0b\r\n", &text), {
            Expected::Fault(ErrorKind::Transport)
        }),
        Case::answer("a text that is no UTF-8", answer(200, "text/csv", b"ID\r\n\xdc\r\n"), {
            Expected::Answer(ErrorKind::Decode, 200)
        })
        .act(Act::Export),
        Case::answer("a text with a byte order mark", answer(200, "text/csv", "\u{feff}ID\r\n"), {
            Expected::Value(Value::from("\u{feff}ID\r\n"))
        })
        .act(Act::Export),
    ]
}

/// `text` with the first occurrence of `from` replaced.
fn replaced(text: &str, from: &str, to: &[u8]) -> Vec<u8> {
    let (before, after) = text.split_once(from).unwrap();
    [before.as_bytes(), to, after.as_bytes()].concat()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}
