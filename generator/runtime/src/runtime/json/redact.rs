//! `Debug` without values: the names of a type, its fields and its variants, and nothing of what
//! they hold.
//!
//! In place of the derived `Debug` when the feature `redact-debug` is on, so that models can be
//! logged by those who must not log personal data. Says nothing about scalars, lists and maps of
//! their own: a `String` that was taken out of a model shows as any other.

use std::fmt::{Formatter, Result};

/// A struct: its fields, each as `_`.
///
/// # Errors
/// Those of the formatter.
pub fn object(formatter: &mut Formatter<'_>, name: &str, fields: &[&str]) -> Result {
    let mut shown = formatter.debug_struct(name);
    for field in fields {
        shown.field(field.strip_prefix("r#").unwrap_or(field), &format_args!("_"));
    }
    shown.finish()
}

/// A variant with a payload, which shows as `_`.
///
/// # Errors
/// Those of the formatter.
pub fn variant(formatter: &mut Formatter<'_>, name: &str) -> Result {
    formatter.debug_tuple(name).field(&format_args!("_")).finish()
}
