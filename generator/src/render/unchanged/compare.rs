//! The comparison: which files are not as `sdk.lock` says, which are missing, and which it does not know.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};

/// The list of files, which does not list itself.
const LOCK: &str = "sdk.lock";

/// The format of the lock that this file reads.
const FORMAT: u64 = 2;

/// A file that is not as it was generated.
#[derive(Debug)]
pub struct Difference {
    /// Its path in the crate.
    pub path: String,
    /// What became of it.
    pub change: Change,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Its content is another.
    Edited,
    /// It is not there.
    Missing,
    /// It was not generated.
    Extra,
    /// It is a link, a pipe or the like.
    NotAFile,
    /// Its lines end with CR and LF, and nothing else changed.
    LineEndings,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let change = match self.change {
            Change::Edited => "edited",
            Change::Missing => "missing",
            Change::Extra => "not generated",
            Change::NotAFile => "no plain file",
            Change::LineEndings => "other line endings",
        };
        // Escaped, because a name on disk may look like another, or reorder what is shown.
        write!(f, "{} ({change})", self.path.escape_default())
    }
}

/// What is not as it was generated in the crate at `root`, by path.
///
/// # Errors
/// When the lock is missing or cannot be read, or a file cannot be read.
pub fn compare(root: &Path) -> Result<Vec<Difference>, String> {
    let expected = listed(root)?;
    let mut found = BTreeMap::new();
    scan(root, "", &mut found)?;
    let mut differences = Vec::new();
    let mut note = |path: &str, change| {
        differences.push(Difference { path: path.to_owned(), change });
    };
    for (path, hash) in &expected {
        match found.get(path) {
            None => note(path, Change::Missing),
            Some(false) => note(path, Change::NotAFile),
            Some(true) => {
                let bytes = read(&root.join(path))?;
                let change = if sha256(&bytes) == *hash {
                    continue;
                } else if sha256(&unix_lines(&bytes)) == *hash {
                    Change::LineEndings
                } else {
                    Change::Edited
                };
                note(path, change);
            }
        }
    }
    let extra = found.keys().filter(|path| !expected.contains_key(*path) && *path != LOCK);
    extra.for_each(|path| note(path, Change::Extra));
    Ok(differences)
}

/// The files that the lock lists, with their hashes; the lock itself has to be as it was written.
fn listed(root: &Path) -> Result<BTreeMap<String, String>, String> {
    let text = read(&root.join(LOCK))?;
    let mut lock: Value =
        serde_json::from_slice(&text).map_err(|error| format!("{LOCK} cannot be read: {error}"))?;
    if lock["schema_version"] != FORMAT {
        return Err(format!("{LOCK} is of another version than this crate"));
    }
    let written = format!("{lock:#}\n");
    let digest = lock["digest"].take();
    lock["digest"] = Value::from("");
    let sealed = format!("{lock:#}\n");
    if unix_lines(&text) != written.as_bytes() || digest != sha256(sealed.as_bytes()) {
        return Err(format!("{LOCK} was edited"));
    }
    let files = lock["files"].as_object().into_iter().flatten();
    files
        .map(|(path, stamp)| {
            let hash = stamp["sha256"].as_str().ok_or(format!("{LOCK} has no hash of {path}"))?;
            Ok((path.clone(), hash.to_owned()))
        })
        .collect()
}

/// Notes each file below `root`, and whether it is a plain one.
fn scan(root: &Path, folder: &str, found: &mut BTreeMap<String, bool>) -> Result<(), String> {
    let place = root.join(folder);
    let failed = |error| format!("{} cannot be read: {error}", place.display());
    for entry in fs::read_dir(&place).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let path = format!("{folder}{}", name.to_string_lossy());
        let kind = entry.file_type().map_err(failed)?;
        if folder.is_empty() && is_local(&path, kind.is_dir()) {
            continue;
        }
        if kind.is_dir() {
            scan(root, &format!("{path}/"), found)?;
        } else {
            found.insert(path, kind.is_file());
        }
    }
    Ok(())
}

/// What belongs to those who build the crate: Cargo's build directory and lock, and a repository. Cargo
/// compiles nothing in there for this crate unless a file says so that is compared.
fn is_local(name: &str, is_dir: bool) -> bool {
    matches!(name, "target" | ".git") || (name == "Cargo.lock" && !is_dir)
}

fn read(path: &PathBuf) -> Result<Vec<u8>, String> {
    let failed = |error| format!("{} cannot be read: {error}", path.display());
    let meta = fs::symlink_metadata(path).map_err(failed)?;
    // Reading a pipe would wait for ever.
    if !meta.is_file() {
        return Err(format!("{} is no plain file", path.display()));
    }
    fs::read(path).map_err(failed)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes with every CR LF as LF.
fn unix_lines(bytes: &[u8]) -> Vec<u8> {
    let next = bytes.iter().skip(1).chain([&0]);
    let kept = bytes.iter().zip(next).filter(|(byte, next)| (**byte, **next) != (b'\r', b'\n'));
    kept.map(|(byte, _)| *byte).collect()
}
