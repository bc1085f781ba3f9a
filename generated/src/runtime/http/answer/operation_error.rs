//! The error of one operation: the common [`Error`], with the documented body if it fitted.

use std::error::Error as StdError;
use std::fmt;
use std::ops::Deref;

use super::error::Error;

/// Why an operation failed. Everything that can be asked of an [`Error`] can be asked of it.
///
/// The documented body is there only if the answer's status is documented *and* its body fits.
/// Otherwise status, headers and raw body are still at hand.
pub struct OperationError<E> {
    error: Error,
    documented: Option<Box<E>>,
}

impl<E> OperationError<E> {
    pub(crate) fn new(error: Error, documented: Option<E>) -> Self {
        Self { error, documented: documented.map(Box::new) }
    }

    /// The error as the document describes it, if the server sent one of those.
    pub fn documented(&self) -> Option<&E> {
        self.documented.as_deref()
    }

    /// As [`OperationError::documented`], by value.
    pub fn into_documented(self) -> Option<E> {
        self.documented.map(|documented| *documented)
    }

    /// The common error, without the documented body.
    pub fn into_error(self) -> Error {
        self.error
    }
}

impl<E> Deref for OperationError<E> {
    type Target = Error;

    fn deref(&self) -> &Error {
        &self.error
    }
}

impl<E> From<Error> for OperationError<E> {
    fn from(error: Error) -> Self {
        Self { error, documented: None }
    }
}

impl<E> From<OperationError<E>> for Error {
    fn from(error: OperationError<E>) -> Self {
        error.error
    }
}

impl<E> fmt::Display for OperationError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<E> fmt::Debug for OperationError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the documented body: servers repeat in it what was sent.
        f.debug_struct("OperationError")
            .field("error", &self.error)
            .field("documented", &self.documented.is_some())
            .finish()
    }
}

impl<E> StdError for OperationError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.source()
    }
}

/// The documented errors of an operation that documents none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoErrors {}
