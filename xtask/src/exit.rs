//! Exit codes, and the error type that carries one: this file alone decides which number means what.
//!
//! It prints nothing; a [`Failure`] becomes text, JSON or an annotation in `format`.

use std::fmt::Display;
use std::io;
use std::path::Path;

/// How a command ended. The numbers are a contract with scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything is as it should be.
    Fine = 0,
    /// Drift, tampering, or findings at or above the asked severity.
    Findings = 1,
    /// The command line was wrong.
    Usage = 2,
    /// An input cannot be read or is not supported.
    Input = 3,
    /// A result cannot be written.
    Write = 4,
    /// A bug of ours.
    Internal = 70,
}

impl Exit {
    /// The number for the operating system.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }
}

/// Why a command stopped before its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The exit code it asks for.
    pub exit: Exit,
    /// What happened, in one sentence without a full stop.
    pub message: String,
    /// What the user can do about it.
    pub help: Option<String>,
}

impl Failure {
    /// A failure without advice.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into(), help: None }
    }

    /// A file that could not be read.
    pub fn read(path: &Path, error: &io::Error) -> Self {
        Self::new(Exit::Input, format!("cannot read {}: {error}", path.display()))
    }

    /// A file or directory that could not be written. `doing` completes "cannot".
    pub fn write(doing: impl Display, error: &io::Error) -> Self {
        Self::new(Exit::Write, format!("cannot {doing}: {error}"))
    }

    /// The same failure with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
