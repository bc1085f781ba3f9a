//! Values for tests: a fixed example of every type, and random ones from a seed.
//!
//! ```text
//! let customer = Customer::example();     // always the same, everything optional set
//! let customer = Customer::random(7);     // the same for the same seed
//! ```
//!
//! Random values include what a newer server may send: values of enums and variants of unions that
//! this version does not know. Every value can be written and is read back as it is; [`check()`]
//! makes sure of that. What a value means to the API is not known here: an email address is any
//! text.

pub mod check;
pub mod choices;
pub mod mutation;
pub mod shape;
pub mod values;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use self::check::{Misread, check};
pub use self::choices::Choices;
pub use self::shape::Shape;

/// A type of which there are values for tests.
pub trait Sample: Sized + PartialEq + Serialize + DeserializeOwned {
    /// What is known of the type's JSON.
    const SHAPE: Shape = Shape::Plain;

    /// A value made of these choices.
    fn sample(choices: &mut Choices) -> Self;

    /// A plausible value, always the same: every optional field is set, every list has one item,
    /// and a type that contains itself ends after a few levels.
    #[must_use]
    fn example() -> Self {
        Self::sample(&mut Choices::example())
    }

    /// A value that depends on the seed alone.
    #[must_use]
    fn random(seed: u64) -> Self {
        Self::sample(&mut Choices::random(seed))
    }
}
