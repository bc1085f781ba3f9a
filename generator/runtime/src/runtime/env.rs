//! Settings from environment variables.

use std::env::VarError;

use super::Error;

/// The value of a variable that must be set.
///
/// # Errors
/// When it is not set, is empty, or is not Unicode. The error names the variable, not its value.
pub fn required(name: &str) -> Result<String, Error> {
    optional(name)?
        .ok_or_else(|| Error::configuration(format!("the environment variable {name} is not set")))
}

/// The value of a variable, if it is set and not empty.
///
/// # Errors
/// When it is not Unicode.
pub fn optional(name: &str) -> Result<Option<String>, Error> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => {
            Err(Error::configuration(format!("the environment variable {name} is not Unicode")))
        }
    }
}
