//! Reading a moment that is written the way nearly all servers write it.
//!
//! This is the form of RFC 3339 §5.6 with capital letters. jiff reads it, too, but its parser is made
//! for everything that ISO 8601 can express. Which days and times there are is still for jiff to tell.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::usual::Usual;

/// `YYYY-MM-DDTHH:MM:SS`, with or without a fraction of up to nine digits, and then `Z` or `±HH:MM`.
impl Usual for Timestamp {
    const EXPECTED: &'static str = "a timestamp string";

    #[inline]
    fn usual(text: &[u8]) -> Option<Self> {
        let (century, text) = text.split_first_chunk()?;
        let (date, text) = text.split_first_chunk()?;
        let (time, text) = text.strip_prefix(b"T")?.split_first_chunk()?;
        let [year, month, day] = numbers(*date, *b"00-00-00")?;
        let [hour, minute, second] = numbers(*time, *b"00:00:00")?;
        let year = i16::from(number(*century)?) * 100 + i16::from(year);
        let (fraction, zone) = match text {
            [b'.', digits @ ..] => fraction(digits)?,
            _ => (0, text),
        };
        let local = DateTime::new(year, month, day, hour, minute, second, fraction).ok()?;
        offset(zone)?.to_timestamp(local).ok()
    }
}

/// The nanoseconds that the digits after the point mean, and what follows the digits.
fn fraction(text: &[u8]) -> Option<(i32, &[u8])> {
    let (mut digits, mut rest) = (0_i32, text);
    while let [digit @ b'0'..=b'9', more @ ..] = rest {
        digits = digits.wrapping_mul(10).wrapping_add(i32::from(digit - b'0'));
        rest = more;
    }
    // None for no digits, and for so many that they may have wrapped.
    let unit = UNITS.get((text.len() - rest.len()).checked_sub(1)?)?;
    Some((digits * unit, rest))
}

/// How many nanoseconds the last of so many digits counts, from one digit on.
const UNITS: [i32; 9] = [100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

/// How far the clock is ahead of UTC.
fn offset(text: &[u8]) -> Option<Offset> {
    let (sign, hours, minutes) = match *text {
        [b'Z'] => return Some(Offset::UTC),
        [b'+', h1, h2, b':', m1, m2] => (1, number([h1, h2])?, number([m1, m2])?),
        [b'-', h1, h2, b':', m1, m2] => (-1, number([h1, h2])?, number([m1, m2])?),
        _ => return None,
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (i32::from(hours) * 60 + i32::from(minutes)) * 60).ok()
}

/// Three numbers of two digits each, worked out side by side in one machine word. `form` has `0`
/// for each digit, and the separators.
fn numbers(text: [u8; 8], form: [u8; 8]) -> Option<[i8; 3]> {
    // Of a digit this leaves what it counts, of a separator 0.
    let digits = u64::from_le_bytes(text) ^ u64::from_le_bytes(form);
    // Four bits are enough for a digit, and only up to 9 they still are with 6 more.
    if (digits | digits.wrapping_add(SIX_MORE)) & !FOUR_BITS != 0 {
        return None;
    }
    // Ten times each byte and the byte behind it: of interest where the byte is a tens digit.
    let [first, _, _, second, _, _, third, _] = (digits * 10 + (digits >> 8)).to_le_bytes();
    Some([first, second, third].map(u8::cast_signed))
}

const SIX_MORE: u64 = u64::from_le_bytes([6, 6, 0, 6, 6, 0, 6, 6]);
const FOUR_BITS: u64 = u64::from_le_bytes([15, 15, 0, 15, 15, 0, 15, 15]);

/// The number that two digits write.
fn number([tens, ones]: [u8; 2]) -> Option<i8> {
    let (tens, ones) = (tens ^ b'0', ones ^ b'0');
    (tens < 10 && ones < 10).then(|| (tens * 10 + ones).cast_signed())
}
