//! `Debug` of models, which shows their values or, with the feature `redact-debug`, the names of
//! types, fields and variants alone.
//!
//! The switch is for those who must not log personal data. It says nothing about scalars, lists and
//! maps of their own: a `String` that was taken out of a model shows as any other.

use std::fmt::{Debug, Formatter, Result};

/// A struct and its fields.
///
/// # Errors
/// Those of the formatter.
pub fn object(formatter: &mut Formatter<'_>, name: &str, fields: &[(&str, &dyn Debug)]) -> Result {
    let mut shown = formatter.debug_struct(name);
    for (field, value) in fields {
        shown.field(field.strip_prefix("r#").unwrap_or(field), redacted(value));
    }
    shown.finish()
}

/// A variant and its payload.
///
/// # Errors
/// Those of the formatter.
pub fn variant(formatter: &mut Formatter<'_>, name: &str, payload: &dyn Debug) -> Result {
    formatter.debug_tuple(name).field(redacted(&payload)).finish()
}

/// What is shown of a value.
fn redacted<'v>(value: &'v &'v dyn Debug) -> &'v dyn Debug {
    if cfg!(feature = "redact-debug") { &Redacted } else { *value }
}

/// What stands for a value that is not shown.
struct Redacted;

impl Debug for Redacted {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.write_str("_")
    }
}
