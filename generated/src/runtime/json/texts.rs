//! Finding a text in a fixed list.
//!
//! A short list is searched from its start. A long one, such as all countries, has a table that the
//! compiler works out: it leads from a number made of the text to the text's index.

use super::keys::same;

/// A fixed list of texts, with a table of so many [`places`].
#[derive(Debug)]
pub struct Texts<const PLACES: usize> {
    texts: &'static [&'static str],
    /// Indices counted from 1; 0 stands for none. Each is at the place of its text's number or, if
    /// others were there before, at the next one that was free.
    table: [u16; PLACES],
}

/// How many places the table for so many texts has: none if it is not worth while, and otherwise so
/// many that half of them stay free.
#[must_use]
pub const fn places(texts: usize) -> usize {
    if texts > SHORT && texts < u16::MAX as usize { (texts * 2).next_power_of_two() } else { 0 }
}

/// Up to so many texts, looking at each costs no more than the table.
const SHORT: usize = 8;

impl<const PLACES: usize> Texts<PLACES> {
    /// These texts, which must all differ; `PLACES` is what [`places`] says.
    #[must_use]
    pub const fn new(texts: &'static [&'static str]) -> Self {
        assert!(PLACES == places(texts.len()), "the table belongs to the list");
        let mut table = [0; PLACES];
        let mut index = 0;
        while PLACES > 0 && index < texts.len() {
            let mut place = Self::place(texts[index]);
            while table[place] != 0 {
                place = Self::after(place);
            }
            index += 1;
            table[place] = index as u16;
        }
        Self { texts, table }
    }

    /// The index of a text.
    #[inline]
    pub fn find(&self, text: &str) -> Option<usize> {
        if PLACES == 0 {
            self.texts.iter().position(|other| same(other, text))
        } else {
            self.look_up(text)
        }
    }

    fn look_up(&self, text: &str) -> Option<usize> {
        let mut place = Self::place(text);
        // This ends, for half of the places are free.
        loop {
            let index = usize::from(*self.table.get(place)?).checked_sub(1)?;
            if same(self.texts.get(index)?, text) {
                return Some(index);
            }
            place = Self::after(place);
        }
    }

    /// Where a text is looked for first: some bits of its first and its last bytes, well stirred.
    const fn place(text: &str) -> usize {
        let text = text.as_bytes();
        let number = match (text.first_chunk(), text.last_chunk()) {
            (Some(first), Some(last)) => {
                (u32::from_le_bytes(*first) as u64) << 32 | u32::from_le_bytes(*last) as u64
            }
            _ => few(text),
        };
        // Multiplying by the golden ratio leaves the best bits on top.
        number.wrapping_mul(0x9e37_79b9_7f4a_7c15).unbounded_shr(64 - PLACES.trailing_zeros())
            as usize
    }

    const fn after(place: usize) -> usize {
        (place + 1) % PLACES
    }
}

/// The number that a text of at most three bytes is.
const fn few(text: &[u8]) -> u64 {
    match *text {
        [one] => one as u64,
        [one, two] => u16::from_le_bytes([one, two]) as u64,
        [one, two, three, ..] => u32::from_le_bytes([one, two, three, 0]) as u64,
        [] => 0,
    }
}
