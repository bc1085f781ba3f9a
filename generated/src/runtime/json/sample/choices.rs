//! Where the choices of a sample come from, and how large it may grow.
//!
//! An example always takes the first of several things and the fuller of two. Random choices come
//! from SplitMix64: quick, without state elsewhere, and good enough to reach every corner.

use super::values::json;
use serde_json::Value;

/// The choices that make a value.
#[derive(Clone, Debug)]
pub struct Choices {
    /// The state of the generator; `None` for the example.
    state: Option<u64>,
    depth: usize,
    /// How many structs and unions may still be made with everything optional in them.
    left: usize,
}

/// How deep values nest before everything that may be left out is.
const DEPTH: usize = 5;

/// How many structs and unions one value is made of before everything that may be left out is.
const SIZE: usize = 100;

impl Choices {
    /// The choices of the example.
    #[must_use]
    pub fn example() -> Self {
        Self { state: None, depth: 0, left: SIZE }
    }

    /// Random choices, the same for the same seed.
    #[must_use]
    pub fn random(seed: u64) -> Self {
        Self { state: Some(seed), depth: 0, left: SIZE }
    }

    /// Makes something that may contain its own kind.
    pub fn nest<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        self.depth = self.depth.saturating_add(1);
        self.left = self.left.saturating_sub(1);
        let made = make(self);
        self.depth = self.depth.saturating_sub(1);
        made
    }

    /// Whether what is optional has to be left out by now.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.depth > DEPTH || self.left == 0
    }

    /// Whether this is the example.
    #[must_use]
    pub fn is_example(&self) -> bool {
        self.state.is_none()
    }

    /// A number below `count`; 0 for the example and for no count.
    pub fn pick(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let picked = self.bits().checked_rem(count).unwrap_or(0);
        usize::try_from(picked).unwrap_or(0)
    }

    /// True once in `times`; never for the example.
    pub fn rarely(&mut self, times: usize) -> bool {
        !self.is_example() && self.pick(times) == 0
    }

    /// Whether to set something that may be left out.
    pub fn set(&mut self) -> bool {
        !self.is_full() && !self.rarely(4)
    }

    /// How many items to make: 1 for the example, else up to 3.
    pub fn count(&mut self) -> usize {
        match (self.is_full(), self.is_example()) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => self.pick(4),
        }
    }

    /// 64 random bits; 0 for the example.
    pub fn bits(&mut self) -> u64 {
        let Some(state) = &mut self.state else { return 0 };
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Any JSON value but `null`.
    pub fn value(&mut self) -> Value {
        json(self, 2)
    }
}
