//! `diff!`: the smallest update that leads from one state of a resource to another.
//!
//! Fields are compared whole: a list or map that changed is sent as it is now. Which fields the
//! two types have in common is the generator's to know; nothing here looks at keys.

use super::nullish::Nullish;

/// An update that can be told from two states of a `T`, which is what the API answers with.
pub trait Diff<T>: Sized {
    /// The fields of `new` that differ from those of `old`.
    fn between(old: &T, new: &T) -> Self;

    /// Every field of `new`.
    fn whole(new: &T) -> Self;
}

/// A field of an update, which need not be sent.
pub trait Change {
    /// What can be sent.
    type Value;

    /// What is sent to arrive at `value`. Where there is none and null is not allowed, nothing is.
    fn to(value: Option<Self::Value>) -> Self;
}

impl<T> Change for Option<T> {
    type Value = T;

    fn to(value: Option<T>) -> Self {
        value
    }
}

impl<T> Change for Nullish<T> {
    type Value = T;

    fn to(value: Option<T>) -> Self {
        Self::from_option(value)
    }
}

/// A field that has a value or none: null and absent are the same here.
pub trait Stored<T> {
    /// The value.
    fn stored(&self) -> Option<&T>;
}

impl<T> Stored<T> for T {
    fn stored(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T> Stored<T> for Option<T> {
    fn stored(&self) -> Option<&T> {
        self.as_ref()
    }
}

impl<T> Stored<T> for Nullish<T> {
    fn stored(&self) -> Option<&T> {
        self.as_option()
    }
}

/// What to send for a field: nothing when both are the same.
pub fn between<C, S>(old: &S, new: &S) -> C
where
    C: Change + Default,
    C::Value: Clone + PartialEq,
    S: Stored<C::Value>,
{
    if old.stored() == new.stored() { C::default() } else { whole(new) }
}

/// What to send for a field that is sent in any case.
pub fn whole<C, S>(new: &S) -> C
where
    C: Change,
    C::Value: Clone,
    S: Stored<C::Value>,
{
    C::to(new.stored().cloned())
}

/// Implements `diff` of an update, and [`Diff`] for each type that the API answers with.
///
/// `from` names a struct, in parentheses the fields that are always sent, and in braces those that
/// are compared; one with a value is a constant of the struct. `either` names a union of such
/// structs, and its variants.
#[allow(unused_macros)]
macro_rules! diff {
    ($update:ident $(leaves $left:literal)?;
     $($word:ident $source:ident $(($($always:ident),*))? { $($row:tt)* });+ $(;)?) => {
        impl $update {
            /// The smallest update that leads from `old` to `new`: only fields that differ are
            /// set, to null where `new` has none and the API takes null.
            $(
                ///
                #[doc = concat!("It leaves alone what the two cannot tell: ", $left, ".")]
            )?
            #[must_use]
            pub fn diff<T>(old: &T, new: &T) -> Self
            where
                Self: $crate::runtime::json::diff::Diff<T>,
            {
                $crate::runtime::json::diff::Diff::between(old, new)
            }
        }

        $(diff!(@$word $update $source [$($($always),*)?] $($row)*);)+
    };

    (@from $update:ident $source:ident [$($always:ident),*]
     $($name:ident $(= $constant:literal)?),+ $(,)?) => {
        #[allow(deprecated, reason = "the fields are the document's, and so is their deprecation")]
        impl $crate::runtime::json::diff::Diff<$source> for $update {
            fn between(old: &$source, new: &$source) -> Self {
                let mut update = Self::new($(new.$always.clone()),*);
                $(diff!(@between update old new $name $(= $constant)?);)+
                update
            }

            fn whole(new: &$source) -> Self {
                let mut update = Self::new($(new.$always.clone()),*);
                $(diff!(@whole update new $name $(= $constant)?);)+
                update
            }
        }
    };

    (@between $update:ident $old:ident $new:ident $name:ident) => {
        $update.$name = $crate::runtime::json::diff::between(&$old.$name, &$new.$name);
    };
    (@between $update:ident $old:ident $new:ident $name:ident = $constant:literal) => {};
    (@whole $update:ident $new:ident $name:ident) => {
        $update.$name = $crate::runtime::json::diff::whole(&$new.$name);
    };
    (@whole $update:ident $new:ident $name:ident = $constant:literal) => {
        $update.$name = $crate::runtime::json::diff::Change::to(Some($constant.into()));
    };

    // Of two kinds, all of the new one is sent. What this version does not know has no fields.
    (@either $update:ident $source:ident [] $($variant:ident),+ $(,)?) => {
        impl $crate::runtime::json::diff::Diff<$source> for $update {
            fn between(old: &$source, new: &$source) -> Self {
                match (old, new) {
                    $(($source::$variant(old), $source::$variant(new)) => Self::diff(old, new),)+
                    _ => $crate::runtime::json::diff::Diff::whole(new),
                }
            }

            fn whole(new: &$source) -> Self {
                match new {
                    $($source::$variant(new) => $crate::runtime::json::diff::Diff::whole(new),)+
                    $source::Unknown(_) => Self::new(),
                }
            }
        }
    };
}
