//! Reading and writing JSON: the macros behind the generated types, and the types they share.
//!
//! Every generated type gets its `Serialize` and `Deserialize` from one macro call instead of
//! serde's derive: the macros expand to very little code, so that a large API compiles quickly, and
//! the work is done by the ordinary functions next to them. The same calls make a `Debug` without
//! values (feature `redact-debug`) and values for tests (feature `test-util`). Nothing in here knows
//! about HTTP.

#[macro_use]
pub mod object;
#[macro_use]
pub mod setters;
#[macro_use]
pub mod diff;
#[macro_use]
pub mod string_enum;
#[macro_use]
pub mod integer_enum;
#[macro_use]
pub mod union;
#[macro_use]
pub mod tagged;
#[macro_use]
pub mod untagged;
#[macro_use]
pub mod selected;

pub mod chain;
pub mod decode;
pub mod effort;
pub mod encoded;
pub mod hyphenated;
pub mod keys;
pub mod kind;
pub mod literal;
pub mod member;
pub mod moment;
pub mod nullish;
pub mod one_or_many;
pub mod redact;
pub mod replay;
#[cfg(any(test, feature = "test-util"))]
pub mod sample;
pub mod slot;
pub mod tape;
pub mod text;
pub mod texts;
pub mod usual;

pub use std::collections::BTreeMap as Map;

pub use serde_json::Value;

pub use self::decode::{Fault, from_slice};
pub use self::encoded::Base64;
pub use self::nullish::Nullish;
pub use self::one_or_many::OneOrMany;
#[cfg(any(test, feature = "test-util"))]
pub use self::sample::Sample;
