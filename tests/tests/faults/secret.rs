//! The token that no text may show, and all texts of an error.

use std::error::Error as StdError;
use std::fmt::Write;

/// The credential of every client in these tests.
pub(crate) const TOKEN: &str = "polar_oat_c4n4ryT0ken";

/// What gives the token away, in whatever case it is written.
const MARK: &str = "c4n4ry";

/// Whether a text shows the token, plain or in Base64 or percent-encoded.
pub(crate) fn shows_token(text: &str) -> bool {
    // The token as it would be inside Base64, at each of the three offsets.
    const ENCODED: [&str; 3] = ["YzRuNHJ5", "M0bjRye", "jNG40cn"];
    text.to_lowercase().contains(MARK) || ENCODED.iter().any(|encoded| text.contains(encoded))
}

/// Every text that a program could print of an error: both forms of both traits, for the error
/// and for all its sources.
pub(crate) fn texts(error: &(dyn StdError + 'static)) -> String {
    let mut texts = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        writeln!(texts, "{error}\n{error:#}\n{error:?}\n{error:#?}").unwrap();
        next = error.source();
    }
    texts
}
