//! Hashes and line endings: what counts as "the same bytes" and "the same but for line endings".

use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write;

/// The SHA-256 of some bytes, as 64 lower-case hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The bytes with every CRLF made LF, so that a checkout's line endings do not count.
///
/// A lone CR stays: no checkout setting produces it, so it is content.
#[must_use]
pub fn unix_lines(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len());
    for (index, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(index + 1) != Some(&b'\n') {
            out.push(*byte);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_match_the_published_vector() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn only_pairs_are_folded() {
        assert_eq!(*unix_lines(b"a\r\nb\rc\r\r\n"), *b"a\nb\rc\r\n");
        assert_eq!(*unix_lines(b"a\nb\r"), *b"a\nb\r");
    }
}
