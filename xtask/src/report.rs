//! What a command found or did, before anyone decided how it looks.
//!
//! One shape for every command, so that each format is written once.

use crate::exit::{Exit, Failure};
use crate::pipeline::{Comparison, Findings, Losses};
use std::time::Duration;

/// The result of a command.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The verb as it is typed.
    pub command: &'static str,
    /// What the generator said about the inputs.
    pub findings: Findings,
    /// What the document says and the crate does not.
    pub losses: Losses,
    /// The result in one sentence without a full stop.
    pub title: String,
    /// Why there is drift.
    pub causes: Vec<Cause>,
    /// The files concerned, in order.
    pub changes: Vec<Change>,
    /// How many files the crate has and how many were or would be touched.
    pub totals: Option<(usize, usize)>,
    /// The command that puts things right.
    pub repair: Option<String>,
    /// What only a person can put right, one sentence each.
    pub by_hand: Vec<String>,
    /// Remarks that change nothing about the result.
    pub remarks: Vec<String>,
    /// Text that is the result itself, as for `inspect`.
    pub output: Option<String>,
    /// Whether that text and that of the findings may be colored.
    pub colored: bool,
    /// The same result for programs, where a text would have to be taken apart again.
    pub data: Option<serde_json::Value>,
    /// What lies between two crates, as for `diff`.
    pub comparison: Option<Comparison>,
    /// How long each part took.
    pub timings: Vec<(&'static str, Duration)>,
    /// Whether the comparison found anything.
    pub drift: bool,
    /// Why the command stopped early.
    pub failure: Option<Failure>,
}

/// One reason for drift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Its stable kebab-case code.
    pub code: &'static str,
    /// The reason in one sentence.
    pub message: String,
}

/// One file that was or would be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What the matter is.
    pub mark: Mark,
    /// The path to show.
    pub path: String,
    /// Lines that `generate` adds and removes, where they were counted.
    pub lines: Option<(usize, usize)>,
    /// A remark on this file, such as who changed it; may be empty.
    pub why: String,
    /// The first line on disk that differs, from 1.
    pub line: Option<usize>,
    /// A unified diff; may be shortened.
    pub diff: Option<String>,
}

/// What the matter with a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It stands there with other content.
    Changed,
    /// It is not there.
    Missing,
    /// It is there and no longer produced.
    Obsolete,
    /// It is there and was never produced.
    Extra,
    /// Only its line endings differ.
    LineEndings,
    /// It is a symbolic link, a pipe or the like.
    NotAFile,
    /// It can be executed.
    Executable,
}

impl Mark {
    /// The letter of the list, from the view of what `generate` does; `?` is for what it leaves alone.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Changed | Self::LineEndings | Self::NotAFile | Self::Executable => 'M',
            Self::Missing => 'A',
            Self::Obsolete => 'D',
            Self::Extra => '?',
        }
    }

    /// The stable kebab-case code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::Obsolete => "obsolete",
            Self::Extra => "extra",
            Self::LineEndings => "line-endings",
            Self::NotAFile => "not-a-file",
            Self::Executable => "executable",
        }
    }
}

impl Report {
    /// An empty report of a command.
    #[must_use]
    pub fn new(command: &'static str) -> Self {
        Self { command, ..Self::default() }
    }

    /// The exit code it asks for.
    #[must_use]
    pub fn exit(&self) -> Exit {
        match &self.failure {
            Some(failure) => failure.exit,
            None if self.drift => Exit::Findings,
            None => Exit::Fine,
        }
    }
}

/// "1 file", "2 files".
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// "is 1", "are 2".
#[must_use]
pub fn are(number: usize) -> String {
    if number == 1 { "is 1".to_owned() } else { format!("are {number}") }
}
