//! What the fields of a page may be, so that `paged!` reads them whatever their types.
//!
//! It decides what a field says when it is missing or null. Where the fields are is said by each
//! operation.

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::runtime::dates::{Date, Timestamp};
use crate::runtime::json::Nullish;

/// A field that may be missing, on the way to another.
pub trait Maybe {
    /// What it holds.
    type Value;

    /// Its value, if it is there.
    fn maybe(&self) -> Option<&Self::Value>;

    /// Its value, taken out.
    fn into_maybe(self) -> Option<Self::Value>;
}

impl<T> Maybe for Option<T> {
    type Value = T;

    fn maybe(&self) -> Option<&T> {
        self.as_ref()
    }

    fn into_maybe(self) -> Option<T> {
        self
    }
}

impl<T> Maybe for Nullish<T> {
    type Value = T;

    fn maybe(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    fn into_maybe(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

/// The items of a page. A list that is missing is empty.
pub trait List {
    /// What the list holds.
    type Item;

    /// How many items there are.
    fn count(&self) -> usize;

    /// The last item.
    fn last(&self) -> Option<&Self::Item>;

    /// All items.
    fn into_items(self) -> Vec<Self::Item>;
}

impl<T> List for Vec<T> {
    type Item = T;

    fn count(&self) -> usize {
        self.len()
    }

    fn last(&self) -> Option<&T> {
        self.as_slice().last()
    }

    fn into_items(self) -> Vec<T> {
        self
    }
}

impl<L: List> List for Option<L> {
    type Item = L::Item;

    fn count(&self) -> usize {
        self.as_ref().map_or(0, List::count)
    }

    fn last(&self) -> Option<&L::Item> {
        self.as_ref().and_then(List::last)
    }

    fn into_items(self) -> Vec<L::Item> {
        self.map(List::into_items).unwrap_or_default()
    }
}

impl<L: List> List for Nullish<L> {
    type Item = L::Item;

    fn count(&self) -> usize {
        self.maybe().map_or(0, List::count)
    }

    fn last(&self) -> Option<&L::Item> {
        self.maybe().and_then(List::last)
    }

    fn into_items(self) -> Vec<L::Item> {
        self.into_maybe().map(List::into_items).unwrap_or_default()
    }
}

/// A count that a page may state. A negative one states nothing.
pub trait Count {
    /// The count.
    fn count(&self) -> Option<u64>;
}

/// A field that may say whether another page follows: a truth value says it itself; of anything
/// else, such as a link, it is enough to be there and not empty.
pub trait More {
    /// What its absence says.
    const ABSENT: Option<bool>;

    /// Whether another page follows, if the field says so.
    fn more(&self) -> Option<bool>;
}

/// A field whose text, sent back, asks for the next page.
pub trait Token {
    /// The text, if there is one.
    fn token(&self) -> Option<String>;
}

macro_rules! integers {
    ($($integer:ident)*) => {
        $(
            impl Count for $integer {
                fn count(&self) -> Option<u64> {
                    u64::try_from(*self).ok()
                }
            }
        )*
        texts! { ToString::to_string; $($integer)* }
    };
}

macro_rules! texts {
    ($read:path; $($text:ident)*) => {
        $(
            impl Token for $text {
                fn token(&self) -> Option<String> {
                    Some($read(self)).filter(|text| !text.is_empty())
                }
            }

            impl More for $text {
                const ABSENT: Option<bool> = Some(false);

                fn more(&self) -> Option<bool> {
                    Some(self.token().is_some())
                }
            }
        )*
    };
}

integers! { i32 i64 i128 u32 u64 }
texts! { ToString::to_string; String Uuid }
texts! { in_json; Timestamp Date }

/// A date as the API writes it, which is not how every library shows it.
fn in_json(date: &impl Serialize) -> String {
    match serde_json::to_value(date) {
        Ok(Value::String(text)) => text,
        _ => String::new(),
    }
}

impl More for bool {
    const ABSENT: Option<bool> = None;

    fn more(&self) -> Option<bool> {
        Some(*self)
    }
}

impl<T: Count> Count for Option<T> {
    fn count(&self) -> Option<u64> {
        self.as_ref().and_then(Count::count)
    }
}

impl<T: Count> Count for Nullish<T> {
    fn count(&self) -> Option<u64> {
        self.maybe().and_then(Count::count)
    }
}

impl<T: More> More for Option<T> {
    const ABSENT: Option<bool> = T::ABSENT;

    fn more(&self) -> Option<bool> {
        self.as_ref().map_or(T::ABSENT, More::more)
    }
}

impl<T: More> More for Nullish<T> {
    const ABSENT: Option<bool> = T::ABSENT;

    fn more(&self) -> Option<bool> {
        self.maybe().map_or(T::ABSENT, More::more)
    }
}

impl<T: Token> Token for Option<T> {
    fn token(&self) -> Option<String> {
        self.as_ref().and_then(Token::token)
    }
}

impl<T: Token> Token for Nullish<T> {
    fn token(&self) -> Option<String> {
        self.maybe().and_then(Token::token)
    }
}
