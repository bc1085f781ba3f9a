//! Which numbers of a document are integers, and how wide they are.
//!
//! `1`, `1.0` and `1e3` are integers alike (JSON Schema Validation §6.1.1). Numbers are read from
//! their text, so that no digit is lost.

use crate::document::{Bound, Constraints};
use crate::model::IntegerFormat;

/// Digits that 128 bits can have.
const DIGITS: usize = 39;

/// The integer that a number is; `None` when it has a fraction or does not fit 128 bits.
pub(super) fn whole(text: &str) -> Option<i128> {
    let (negative, digits, exponent) = scientific(text)?;
    if digits.is_empty() {
        return Some(0);
    }
    let zeros = usize::try_from(exponent).ok().filter(|zeros| *zeros <= DIGITS)?;
    let sign = if negative { "-" } else { "" };
    format!("{sign}{digits}{}", "0".repeat(zeros)).parse().ok()
}

/// Whether two numbers are equal, however they are written.
pub(super) fn worth_the_same(a: &str, b: &str) -> bool {
    a == b || scientific(a).is_some_and(|a| scientific(b) == Some(a))
}

/// Sign, significant digits and the exponent of the last one; none if the exponent is beyond reason.
fn scientific(text: &str) -> Option<(bool, String, i64)> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (negative, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, mantissa),
    };
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let digits = format!("{before}{after}");
    let significant = digits.trim_end_matches('0');
    if significant.is_empty() {
        return Some((false, String::new(), 0));
    }
    let dropped = i64::try_from(digits.len() - significant.len()).ok()?;
    let exponent = exponent.parse::<i64>().ok()?.checked_add(dropped)?;
    let exponent = exponent.checked_sub(i64::try_from(after.len()).ok()?)?;
    Some((negative, significant.trim_start_matches('0').to_owned(), exponent))
}

/// The narrowest of the usual widths that holds all of these.
pub(super) fn holding(values: &[i128]) -> IntegerFormat {
    let fits = |format: &IntegerFormat| values.iter().all(|value| holds(*format, *value));
    [IntegerFormat::Int64, IntegerFormat::Uint64]
        .into_iter()
        .find(fits)
        .unwrap_or(IntegerFormat::Int128)
}

/// The width of an integer: what its format says, unless its bounds ask for more. JSON has no other
/// integers worth a type: a narrower width would only make a wider value fail.
pub(super) fn integer_format(format: &str, constraints: &Constraints) -> IntegerFormat {
    let stated = match format {
        "int8" | "int16" | "int32" => IntegerFormat::Int32,
        "uint8" | "uint16" | "uint32" => IntegerFormat::Uint32,
        "uint64" | "uint" => IntegerFormat::Uint64,
        "int64" => return IntegerFormat::Int64,
        "int128" | "uint128" | "bigint" | "big-int" | "biginteger" => return IntegerFormat::Int128,
        _ => IntegerFormat::Int64,
    };
    let bound = |bound: &Option<Bound>| bound.as_ref().and_then(|bound| whole(&bound.value));
    let (low, high) = (bound(&constraints.minimum), bound(&constraints.maximum));
    let bounds: Vec<i128> = low.into_iter().chain(high).collect();
    let fits = |format: &IntegerFormat| bounds.iter().all(|bound| reaches(*format, *bound));
    let wider = [stated, IntegerFormat::Int64].into_iter().find(fits);
    // Without a lower bound, what is too large for a signed integer does not make it unsigned.
    let unsigned = low.is_some_and(|low| low >= 0);
    wider
        .or_else(|| Some(IntegerFormat::Uint64).filter(|format| unsigned && fits(format)))
        .unwrap_or(IntegerFormat::Int128)
}

fn holds(format: IntegerFormat, value: i128) -> bool {
    let (low, high) = limits(format);
    (low..=high).contains(&value)
}

/// Whether a bound is one of the width's. Tools that keep numbers as floats round the limits of 64
/// bits to the next multiple of a thousand, which asks for no other type.
fn reaches(format: IntegerFormat, bound: i128) -> bool {
    const ROUNDED: i128 = 1_000;
    let (low, high) = limits(format);
    let slack = if high > i128::from(u32::MAX) { ROUNDED } else { 0 };
    bound >= low.saturating_sub(slack) && bound <= high.saturating_add(slack)
}

fn limits(format: IntegerFormat) -> (i128, i128) {
    match format {
        IntegerFormat::Int32 => (i32::MIN.into(), i32::MAX.into()),
        IntegerFormat::Int64 => (i64::MIN.into(), i64::MAX.into()),
        IntegerFormat::Uint32 => (0, u32::MAX.into()),
        IntegerFormat::Uint64 => (0, u64::MAX.into()),
        IntegerFormat::Int128 => (i128::MIN, i128::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_read_from_any_spelling() {
        let table = [
            ("0", Some(0)),
            ("-0.0", Some(0)),
            ("12", Some(12)),
            ("1.0", Some(1)),
            ("1e3", Some(1_000)),
            ("1.50e1", Some(15)),
            ("-2.5E1", Some(-25)),
            ("1200e-2", Some(12)),
            ("1.5", None),
            ("1e-1", None),
            ("18446744073709551616", Some(18_446_744_073_709_551_616)),
            ("1e40", None),
            ("1e999999999999999999999", None),
        ];
        for (text, integer) in table {
            assert_eq!(whole(text), integer, "{text}");
        }
    }

    #[test]
    fn numbers_are_compared_by_what_they_are_worth() {
        for (a, b) in [
            ("1", "1.0"),
            ("100", "1e2"),
            ("0.10", "1E-1"),
            ("-0", "0.00e7"),
            ("12345678901234567890.10", "12345678901234567890.1"),
        ] {
            assert!(worth_the_same(a, b) && worth_the_same(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("1", "-1"),
            ("1", "10"),
            ("0.1", "0.10000000000000000001"),
            ("9007199254740993", "9007199254740992"),
            ("1e99999999999999999999", "1e99999999999999999998"),
        ] {
            assert!(!worth_the_same(a, b), "{a} {b}");
        }
    }

    #[test]
    fn bounds_widen_what_the_format_says() {
        let bounds = |low: &str, high: &str| {
            let bound = |value: &str| {
                (!value.is_empty()).then(|| Bound { value: value.to_owned(), exclusive: false })
            };
            Constraints { minimum: bound(low), maximum: bound(high), ..Constraints::default() }
        };
        let table = [
            ("", "", "", IntegerFormat::Int64),
            ("int32", "0", "100", IntegerFormat::Int32),
            ("int32", "0", "4294967295", IntegerFormat::Int64),
            ("int64", "0", "18446744073709551615", IntegerFormat::Int64),
            ("", "0", "18446744073709551615", IntegerFormat::Uint64),
            ("", "", "18446744073709551615", IntegerFormat::Int128),
            ("", "-9223372036854776000", "9223372036854776000", IntegerFormat::Int64),
            ("", "0", "1e30", IntegerFormat::Int128),
            ("", "0", "1.7976931348623157e308", IntegerFormat::Int64),
            ("uint64", "", "", IntegerFormat::Uint64),
            ("int128", "", "", IntegerFormat::Int128),
        ];
        for (format, low, high, expected) in table {
            let found = integer_format(format, &bounds(low, high));
            assert_eq!(found, expected, "{format} {low}..{high}");
        }
    }
}
