//! Where results lie, and which of an earlier run still count.
//!
//! A result counts as long as everything that decided it is the same. Generating and compiling are kept
//! apart: a generator that writes the same crate as before need not have it compiled again.

use super::check::Checked;
use super::outcome::Outcome;
use crate::exit::{Exit, Failure};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Names in the folder of results that no document may take.
pub const RESERVED: [&str; 5] =
    ["cargo.lock", "clippy.toml", "corpus.json", "corpus.txt", "target"];

/// The place of one document's results.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its folder.
    pub folder: PathBuf,
}

/// What is known about one document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Results {
    /// The result of generating.
    pub generated: Option<Keyed<Generated>>,
    /// The results of compiling, by tool.
    #[serde(default)]
    pub checked: BTreeMap<String, Keyed<Checked>>,
}

/// A result and what decided it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Keyed<T> {
    /// A hash of everything that decided it.
    pub key: String,
    /// The result.
    pub result: T,
}

/// How generating ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Generated {
    /// With a crate, or with findings that say why there is none.
    Ended(Outcome),
    /// By a crash, with the last words.
    Crashed(String),
    /// By the time limit.
    TimeOver,
}

impl<T> Keyed<T> {
    /// The result, if this key decided it.
    #[must_use]
    pub fn under(&self, key: &str) -> Option<&T> {
        (self.key == key).then_some(&self.result)
    }
}

impl Place {
    /// The place of a document in the folder of all results.
    #[must_use]
    pub fn new(work: &Path, folder: &str) -> Self {
        Self { folder: work.join(folder) }
    }

    /// Where the crate is.
    #[must_use]
    pub fn crate_folder(&self) -> PathBuf {
        self.folder.join("crate")
    }

    /// Where the child leaves its outcome.
    #[must_use]
    pub fn outcome(&self) -> PathBuf {
        self.folder.join("outcome.json")
    }

    /// The results of an earlier run; none when they cannot be read, since that only costs time.
    #[must_use]
    pub fn load(&self) -> Results {
        let text = fs::read_to_string(self.results()).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Keeps the results for the next run.
    ///
    /// # Errors
    /// With exit code 4.
    pub fn save(&self, results: &Results) -> Result<(), Failure> {
        write_json(&self.results(), results)
    }

    fn results(&self) -> PathBuf {
        self.folder.join("result.json")
    }
}

/// Writes data beside its place first, so that a killed run leaves the old file or the new one.
///
/// # Errors
/// With exit code 4.
pub fn write_json(path: &Path, data: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(data)
        .map_err(|error| Failure::new(Exit::Internal, error.to_string()))?;
    write_text(path, &(text + "\n"))
}

/// The same for text.
///
/// # Errors
/// With exit code 4.
pub fn write_text(path: &Path, text: &str) -> Result<(), Failure> {
    let beside = path.with_extension("new");
    fs::write(&beside, text)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|error| Failure::write(format_args!("write {}", path.display()), &error))
}
