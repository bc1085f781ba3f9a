//! [`Nullish`]: a value that may be absent, null, or there.

use std::ops::Deref;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

/// A field that may be left out, be `null`, or have a value: three different things to a server
/// that is told to change a resource.
///
/// ```text
/// Absent   {}              leave it as it is
/// Null     {"name": null}  clear it
/// Value    {"name": "x"}   set it
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Nullish<T> {
    /// The key is not there.
    #[default]
    Absent,
    /// The key is there and its value is `null`.
    Null,
    /// The key is there and has this value.
    Value(T),
}

impl<T> Nullish<T> {
    /// The value or null: `None` becomes [`Nullish::Null`], never [`Nullish::Absent`].
    pub fn from_option(option: Option<T>) -> Self {
        match option {
            Some(value) => Self::Value(value),
            None => Self::Null,
        }
    }

    /// Whether the key is not there.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the value is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The same with a reference to the value.
    pub const fn as_ref(&self) -> Nullish<&T> {
        match self {
            Self::Absent => Nullish::Absent,
            Self::Null => Nullish::Null,
            Self::Value(value) => Nullish::Value(value),
        }
    }

    /// The same with the value dereferenced: `Nullish<&str>` of a `Nullish<String>`.
    pub fn as_deref(&self) -> Nullish<&T::Target>
    where
        T: Deref,
    {
        self.as_ref().map(Deref::deref)
    }

    /// A reference to the value; `None` when it is absent or null.
    pub const fn as_option(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value; `None` when it is absent or null.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same with the value changed by a function.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Nullish<U> {
        match self {
            Self::Absent => Nullish::Absent,
            Self::Null => Nullish::Null,
            Self::Value(value) => Nullish::Value(change(value)),
        }
    }
}

impl<T> From<T> for Nullish<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Nullish<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

/// Where there is no key that could be left out, [`Nullish::Absent`] is written as `null`.
impl<T: Serialize> Serialize for Nullish<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_option().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullish<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from_option)
    }
}
