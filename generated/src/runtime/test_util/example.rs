//! Values of the API's types, made up.

use crate::runtime::json::sample::{Sample, check};

/// How many random values of a type are tried, unless `ROUND_TRIP_SEEDS` says otherwise.
const SEEDS: u64 = 8;

/// A plausible value, always the same one: all that is optional is there, and each list has an item.
#[must_use]
pub fn example<T: Sample>() -> T {
    T::example()
}

/// A value that depends on the seed alone. It may hold what only a newer server would send, such as
/// an unknown value of an enum.
#[must_use]
pub fn random<T: Sample>(seed: u64) -> T {
    T::random(seed)
}

/// Checks that values of a type are read as they were written, and that they are read, without loss
/// of what is known, after changes that a newer server may make: a further field, a new value of an
/// enum, a new variant of a union, null or nothing where a value was optional.
///
/// The environment variable `ROUND_TRIP_SEEDS` is how many random values are tried.
///
/// # Panics
/// With the first value that is not, and the change that was made to it.
#[track_caller]
pub fn assert_round_trips<T: Sample>() {
    let asked = std::env::var("ROUND_TRIP_SEEDS").ok().and_then(|seeds| seeds.parse().ok());
    let failure = check::<T>(0..asked.unwrap_or(SEEDS)).err().map(|misread| misread.to_string());
    assert!(failure.is_none(), "{}", failure.unwrap_or_default());
}

/// Declares a test for each type of the crate that it names.
#[allow(unused_macros)]
macro_rules! round_trips {
    ($($name:ident),* $(,)?) => {
        $(
            #[test]
            #[allow(deprecated, non_snake_case, reason = "it is called as the type is")]
            fn $name() {
                $crate::runtime::test_util::assert_round_trips::<$crate::types::$name>();
            }
        )*
    };
}
