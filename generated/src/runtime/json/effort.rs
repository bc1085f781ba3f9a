//! How much work a value may cause by being tried as one variant after the other.
//!
//! A union inside of a union is read again for each variant of the outer one, which doubles with
//! every level if no variant fits: a short text could take years. So all attempts at one value
//! together, those nested in it included, may read at most `FACTOR` times what the value holds.
//! After that no further attempt is made, and unions keep what they hold as unknown. A value that
//! fits is read once per level, and serde_json stops at 128 levels, so this is out of reach for it.
//!
//! The count belongs to the thread, because serde hands no state from one type to the next.

use std::cell::Cell;

/// How often each token of a value may be read.
const FACTOR: usize = 256;

thread_local! {
    /// How many tokens may still be read; `None` outside of any attempt.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// The work on one value. What is begun while another one lasts is part of that one.
#[derive(Debug)]
pub struct Effort {
    outermost: bool,
}

impl Effort {
    /// Begins with a value of this many tokens.
    #[must_use]
    pub fn begin(tokens: usize) -> Self {
        let outermost = LEFT.get().is_none();
        if outermost {
            LEFT.set(Some(tokens.saturating_mul(FACTOR)));
        }
        Self { outermost }
    }

    /// Whether this many tokens may be read once more.
    #[must_use]
    pub fn spend(&self, tokens: usize) -> bool {
        let left = LEFT.get().and_then(|left| left.checked_sub(tokens));
        // Whoever asked for too much gets nothing more, however little it asks for.
        LEFT.set(Some(left.unwrap_or(0)));
        left.is_some()
    }
}

impl Drop for Effort {
    fn drop(&mut self) {
        if self.outermost {
            LEFT.set(None);
        }
    }
}
