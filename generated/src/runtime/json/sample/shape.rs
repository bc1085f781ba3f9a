//! What the checks know of a type's JSON.

/// What is known of a type's JSON.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Nothing that matters to the checks.
    Plain,
    /// An object.
    Object {
        /// Its keys.
        fields: &'static [Field],
        /// Whether keys besides these are kept.
        open: bool,
    },
    /// A string, of which some values are known.
    Strings,
    /// An integer, of which some values are known.
    Integers,
    /// An object whose variant is named by the value of a key.
    Tagged {
        /// The key.
        key: &'static str,
        /// Whether a variant takes every tag that is not known.
        open: bool,
    },
    /// One of several kinds of value.
    Untagged,
}

/// A key of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What is written when the key was absent; `None` if it must not be.
    pub absent: Option<Written>,
    /// What is written when the value was `null`; `None` if the value decides.
    pub null: Option<Written>,
}

/// What is written for a value that was absent or `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Nothing.
    Absent,
    /// `null`.
    Null,
    /// The same as always.
    Fixed,
}

/// One constructor for each word of `object!`.
macro_rules! words {
    ($($word:ident $absent:expr, $null:expr;)*) => {
        $(#[doc = concat!("A key with the word `", stringify!($word), "`.")]
        #[must_use]
        pub const fn $word(key: &'static str) -> Field {
            Field { key, absent: $absent, null: $null }
        })*
    };
}

words! {
    required None, None;
    nullable Some(Written::Null), Some(Written::Null);
    optional Some(Written::Absent), Some(Written::Absent);
    nullish Some(Written::Absent), Some(Written::Null);
    literal None, None;
    implied Some(Written::Fixed), None;
    select None, None;
}
