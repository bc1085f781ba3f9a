//! What generating one document gave, as the child process writes it down and the parent reads it.

use super::operation::Operation;
use crate::pipeline::{Finding, Severity};
use serde::{Deserialize, Serialize};

/// What one document gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// How long the generator ran, in milliseconds.
    pub milliseconds: u64,
    /// The largest resident memory of the whole process in KiB, where the system tells.
    pub peak_kib: Option<u64>,
    /// The crate; none when there is none.
    pub made: Option<Made>,
    /// What the generator says about the document.
    pub findings: Vec<Said>,
    /// Why there is no crate, when it is not a finding.
    pub failure: Option<String>,
}

/// What is to know about a crate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Lines of Rust without the runtime, which is the same for every document.
    pub lines: usize,
    /// The operations that can be called.
    pub operations: Vec<Operation>,
    /// The Cargo features to check it with.
    pub features: String,
    /// A hash of all files but the lock.
    pub digest: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// `note`, `warning` or `error`.
    pub severity: String,
    /// Its kebab-case code.
    pub code: String,
    /// The file it is about, as shown to people.
    pub file: String,
    /// The JSON pointer it is about, where it is about one.
    pub pointer: Option<String>,
    /// The line, from 1, where known.
    pub line: Option<usize>,
    /// The column, from 1, where known.
    pub column: Option<usize>,
    /// The finding in one sentence.
    pub message: String,
}

impl Said {
    /// Whether it is an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == "error"
    }

    /// Whether the crate says less than the document because of it.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        self.severity == "warning"
    }

    /// File, line and column as compilers print them.
    #[must_use]
    pub fn place(&self) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", self.file),
            _ => self.file.clone(),
        }
    }
}

impl From<&Finding> for Said {
    fn from(finding: &Finding) -> Self {
        let severity = match finding.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        Self {
            severity: severity.to_owned(),
            code: finding.code.clone(),
            file: finding.file.clone(),
            pointer: finding.pointer.clone(),
            line: finding.position.map(|(line, _)| line),
            column: finding.position.map(|(_, column)| column),
            message: finding.message.clone(),
        }
    }
}
