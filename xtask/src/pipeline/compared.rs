//! What lies between two crates, as the formats take it. The names are the generator's.

use serde::{Serialize, Serializer};

/// What lies between two crates.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Comparison {
    /// The old crate.
    pub old: Crate,
    /// The new crate.
    pub new: Crate,
    /// Whether old programs still talk to the API: `none`, `compatible`, `breaking`.
    pub wire: &'static str,
    /// Whether callers still compile.
    pub source: &'static str,
    /// Whether calls do the same.
    pub behaviour: &'static str,
    /// The part of the version that has to move: `none`, `patch`, `minor`, `major`.
    pub bump: &'static str,
    /// The least version of the new crate.
    pub least_version: Option<String>,
    /// Whether the new crate's version is enough.
    pub enough: bool,
    /// The changes, the gravest first.
    pub changes: Vec<Change>,
}

/// A crate.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Crate {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// A change.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// Its kind.
    pub code: &'static str,
    /// Its part of a changelog.
    pub section: &'static str,
    /// What it is about.
    pub subject: String,
    /// Its place in the old document.
    pub old: Option<String>,
    /// Its place in the new document.
    pub new: Option<String>,
    /// Which way what changes travels: `none`, `request`, `response`, `both`.
    pub direction: &'static str,
    /// As in [`Comparison`].
    pub wire: &'static str,
    /// As in [`Comparison`].
    pub source: &'static str,
    /// As in [`Comparison`].
    pub behaviour: &'static str,
    /// As in [`Comparison`].
    pub bump: &'static str,
    /// What it is, in one sentence.
    #[serde(serialize_with = "sentence")]
    pub message: Vec<Part>,
    /// The operations and webhooks concerned.
    pub operations: Vec<String>,
    /// The public items concerned.
    pub items: Vec<String>,
    /// Why the settings approve of it, if they do.
    pub approved: Option<String>,
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words of ours.
    Words(String),
    /// A name or a value of the document.
    Code(String),
}

impl Change {
    /// The sentence as plain text.
    #[must_use]
    pub fn sentence(&self) -> String {
        text(&self.message)
    }
}

fn text(parts: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Words(words) => words.clone(),
        Part::Code(code) => format!("`{code}`"),
    };
    parts.iter().map(part).collect()
}

fn sentence<S: Serializer>(parts: &[Part], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&text(parts))
}
