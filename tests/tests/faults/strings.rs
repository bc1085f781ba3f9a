//! Strings that attack: forty fixed ones, and any number of random ones made of the pieces that
//! parsers stumble over.

use fastrand::Rng;

/// How many random strings a test takes. More are asked for in the environment:
/// `SDK_FAULT_STRINGS=1000000 cargo test --release -p tests --test faults`.
pub(crate) fn count(default: usize) -> usize {
    let asked = std::env::var("SDK_FAULT_STRINGS").ok();
    asked.map_or(default, |text| text.parse().unwrap())
}

/// Strings that have broken clients before.
pub(crate) const NASTY: [&str; 44] = [
    "",
    ".",
    "..",
    "...",
    "../..",
    "..\\..",
    "/",
    "//",
    "//evil.example",
    "a/../b",
    "a/b",
    "%2e",
    "%2e%2e",
    "%2E%2e%2F",
    "%252e%252e",
    "..%2f..",
    "..;/",
    ".%00.",
    "%00",
    "%",
    "%%",
    "%zz",
    "%u002e",
    "?admin=true",
    "#fragment",
    "a?b#c",
    "a&b=c;d",
    "a=b",
    "+",
    " ",
    "a b",
    "\\",
    "@evil.example",
    "user:password@evil.example",
    "http://evil.example/",
    "a\r\nhost: evil.example",
    "a\nb",
    "\0",
    "\t",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{202e}evil",
    "{id}",
];

/// A string of up to sixteen pieces.
pub(crate) fn random(rng: &mut Rng) -> String {
    const PIECES: [&str; 40] = [
        ".", "..", "/", "\\", "%", "%2e", "%2F", "%5c", "%25", "%00", "?", "#", "&", "=", "+", ";",
        ":", "@", ",", "!", "$", "'", "\"", "(", ")", "*", "[", "]", "{", "}", "<", ">", "|", "^",
        "`", "~", " ", "\r\n", "\u{feff}", "é",
    ];
    let mut text = String::new();
    for _ in 0..rng.usize(..16) {
        match rng.u8(..8) {
            0..3 => text.push_str(PIECES[rng.usize(..PIECES.len())]),
            3..6 => text.push(rng.alphanumeric()),
            6 => text.push(char::from(rng.u8(..0x80))),
            _ => text.push(rng.char(..)),
        }
    }
    text
}

/// What a server makes of a text that was percent-encoded; `None` if it was not, or holds what a
/// URL must not.
pub(crate) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'%' => {
                let (digits, after) = rest.split_at_checked(2)?;
                rest = after;
                bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            }
            b'-' | b'.' | b'_' | b'~' => bytes.push(*first),
            _ if first.is_ascii_alphanumeric() => bytes.push(*first),
            _ => return None,
        }
    }
    String::from_utf8(bytes).ok()
}
