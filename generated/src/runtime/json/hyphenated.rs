//! Reading a UUID that is written the way nearly all servers write it.
//!
//! This is the form of RFC 9562 §4, with small or capital letters. The digits are worked out in
//! machine words, eight at a time: nearly twice the instructions of uuid's own parser, in half its
//! time.

use uuid::Uuid;

use super::usual::Usual;

/// Hexadecimal digits in groups of 8, 4, 4, 4 and 12 with hyphens between them.
impl Usual for Uuid {
    const EXPECTED: &'static str = "a formatted UUID string";

    #[inline]
    fn usual(text: &[u8]) -> Option<Self> {
        let (first, text) = text.split_first_chunk()?;
        let (second, text) = text.strip_prefix(b"-")?.split_first_chunk()?;
        let (third, text) = text.strip_prefix(b"-")?.split_first_chunk()?;
        let (fourth, text) = text.strip_prefix(b"-")?.split_first_chunk()?;
        let (fifth, text) = text.strip_prefix(b"-")?.split_first_chunk()?;
        let sixth: &[u8; 8] = text.try_into().ok()?;
        Some(Self::from_u64_pair(
            join(number(u64::from_be_bytes(*first))?, number(word(*second, *third))?),
            join(number(word(*fourth, *fifth))?, number(u64::from_be_bytes(*sixth))?),
        ))
    }
}

fn word(high: [u8; 4], low: [u8; 4]) -> u64 {
    join(u32::from_be_bytes(high), u32::from_be_bytes(low))
}

fn join(high: u32, low: u32) -> u64 {
    (u64::from(high) << 32) | u64::from(low)
}

/// The number that eight hexadecimal digits write, the first of which is the highest byte.
fn number(digits: u64) -> Option<u32> {
    let small = digits | (0x20 * EACH);
    let decimal = at_least(b'0', digits) & !at_least(b'9' + 1, digits);
    let letter = at_least(b'a', small) & !at_least(b'f' + 1, small);
    // No byte beyond ASCII, which could have spoilt its neighbour.
    if (decimal | letter) & !digits & FLAGS != FLAGS {
        return None;
    }
    // Letters count from 10, and the last four bits of `a` are 1.
    let nibbles = (digits & (0x0f * EACH)) + 9 * ((letter >> 7) & EACH);
    let bytes = (nibbles | (nibbles >> 4)) & 0x00ff_00ff_00ff_00ff;
    let pairs = (bytes | (bytes >> 8)) & 0x0000_ffff_0000_ffff;
    Some((pairs | (pairs >> 16)) as u32)
}

/// Flags the bytes that are at least this one, all of them ASCII.
fn at_least(byte: u8, bytes: u64) -> u64 {
    bytes.wrapping_add(u64::from(0x80 - byte) * EACH)
}

/// 1 in each byte.
const EACH: u64 = u64::from_ne_bytes([1; 8]);

/// The highest bit of each byte.
const FLAGS: u64 = EACH << 7;
