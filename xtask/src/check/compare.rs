//! Compares a directory with what should be in it, file by file, from sizes and hashes.
//!
//! It says what differs, not why, and shows nothing.

use crate::digest::{sha256, unix_lines};
use crate::lock::Stamp;
use crate::report::Mark;
use crate::tree::paths::is_local;
use crate::tree::scan::{Kind, scan};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file this much larger than it should be is not read to find out that it differs.
const READ_LIMIT: u64 = 64 << 20;

/// What a file should be.
#[derive(Clone, Copy, Debug)]
pub enum Expected<'a> {
    /// This text.
    Text(&'a str),
    /// Something with this size and hash.
    Stamp(&'a Stamp),
}

/// One path that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Relative to the directory.
    pub path: PathBuf,
    /// What the matter is; never `Obsolete`, which takes a lock to know.
    pub mark: Mark,
    /// What stands there, if anything does.
    pub kind: Option<Kind>,
}

/// Everything in `root` that is not as `expected` says, by path.
///
/// Extra files at the top level that belong to builds and repositories are passed over (see
/// [`is_local`]); so are directories as such, since neither git nor an archive of the crate keeps them.
///
/// # Errors
/// When a directory or file cannot be read.
pub fn compare(
    root: &Path,
    expected: &BTreeMap<PathBuf, Expected<'_>>,
) -> io::Result<Vec<Difference>> {
    let found = scan(root, &["target", ".git"])?;
    let mut differences = Vec::new();
    for (path, wanted) in expected {
        let kind = found.get(path).copied();
        let mark = match kind {
            None => Some(Mark::Missing),
            Some(Kind::Symlink | Kind::Other) => Some(Mark::NotAFile),
            Some(Kind::File { bytes, executable }) => {
                match content(&root.join(path), bytes, *wanted)? {
                    None if executable => Some(Mark::Executable),
                    other => other,
                }
            }
        };
        differences.extend(mark.map(|mark| Difference { path: path.clone(), mark, kind }));
    }
    for (path, kind) in found {
        if !is_local(&path, kind) && !expected.contains_key(&path) {
            differences.push(Difference { path, mark: Mark::Extra, kind: Some(kind) });
        }
    }
    differences.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(differences)
}

/// What a directory should hold, given all of it.
#[must_use]
pub fn texts(files: &BTreeMap<String, String>) -> BTreeMap<PathBuf, Expected<'_>> {
    files.iter().map(|(path, text)| (PathBuf::from(path), Expected::Text(text))).collect()
}

/// What a directory should hold, given a lock's list.
#[must_use]
pub fn stamps(files: &BTreeMap<String, Stamp>) -> BTreeMap<PathBuf, Expected<'_>> {
    files.iter().map(|(path, stamp)| (PathBuf::from(path), Expected::Stamp(stamp))).collect()
}

impl Expected<'_> {
    fn bytes(self) -> u64 {
        match self {
            Self::Text(text) => text.len() as u64,
            Self::Stamp(stamp) => stamp.bytes,
        }
    }

    fn is(self, content: &[u8]) -> bool {
        match self {
            Self::Text(text) => text.as_bytes() == content,
            Self::Stamp(stamp) => {
                stamp.bytes == content.len() as u64 && stamp.sha256 == sha256(content)
            }
        }
    }
}

fn content(path: &Path, bytes: u64, expected: Expected<'_>) -> io::Result<Option<Mark>> {
    let wanted = expected.bytes();
    // Files that shrank, and files that grew past any text of ours, do not differ in line endings only.
    if bytes < wanted || bytes > wanted.saturating_mul(2).max(READ_LIMIT) {
        return Ok(Some(Mark::Changed));
    }
    let content = fs::read(path)?;
    Ok(if expected.is(&content) {
        None
    } else if expected.is(&unix_lines(&content)) {
        Some(Mark::LineEndings)
    } else {
        Some(Mark::Changed)
    })
}
