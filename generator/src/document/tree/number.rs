//! Numbers as text.
//!
//! Parsers hand out integers beyond 64 bits, and all fractions, as floats. Where digits may have
//! been lost on the way, the number is marked, and its text is fetched from the document.

use crate::json::Json;

/// Stands before the text of a number whose digits may be wrong. No number starts with it.
const MARK: char = '~';

/// Below this, every integer has a float of its own.
const EXACT_INTEGERS: f64 = 9_007_199_254_740_992.0;

/// Digits that every decimal number keeps through a float (C's `DBL_DIG`).
const EXACT_DIGITS: usize = 15;

/// A float as a number, marked if its digits are in doubt. What JSON cannot write is a string.
pub(super) fn from_float(value: f64) -> Json {
    if value.is_nan() {
        return Json::String(".nan".to_owned());
    }
    if value.is_infinite() {
        return Json::String(if value > 0.0 { ".inf" } else { "-.inf" }.to_owned());
    }
    let text = format!("{value:?}");
    let digits = text.bytes().take_while(|b| *b != b'e').filter(u8::is_ascii_digit).count();
    let large = value.fract() == 0.0 && value.abs() >= EXACT_INTEGERS;
    Json::Number(if large || digits > EXACT_DIGITS { format!("{MARK}{text}") } else { text })
}

/// The text of a marked number.
pub(super) fn marked(text: &str) -> Option<&str> {
    text.strip_prefix(MARK)
}

/// A number's source text in JSON's syntax (RFC 8259 §6); `None` for what is spelled in another way,
/// such as YAML's `0x1F`.
pub(super) fn to_json_syntax(source: &str) -> Option<String> {
    let text = source.trim().strip_prefix('+').unwrap_or(source.trim());
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let mut rest = rest.to_owned();
    if rest.starts_with('.') {
        rest.insert(0, '0');
    }
    if let Some(dot) = rest.find('.')
        && !rest[dot + 1..].starts_with(|c: char| c.is_ascii_digit())
    {
        rest.remove(dot);
    }
    let text = format!("{sign}{rest}");
    is_json_number(&text).then_some(text)
}

/// Whether `text` is a number of RFC 8259 §6.
fn is_json_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (integer, fraction) = match mantissa.split_once('.') {
        Some((integer, fraction)) => (integer, Some(fraction)),
        None => (mantissa, None),
    };
    digits(integer)
        && (integer == "0" || !integer.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|e| digits(e.strip_prefix(['+', '-']).unwrap_or(e)))
}
