//! Which files of a folder are documents, and what each is called among the results.
//!
//! A file is a document when its top level names the version of OpenAPI or Swagger. One that others
//! refer to and that has no operation of its own is a part of theirs.

use super::facts::{Facts, facts};
use super::files::{self, ENDINGS, Files};
use super::store::RESERVED;
use crate::digest::sha256;
use crate::exit::{Exit, Failure};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A document to try.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its file.
    pub path: PathBuf,
    /// Its place below the folder, with forward slashes.
    pub name: String,
    /// The folder of its results: one path component, different for each document.
    pub folder: String,
    /// What it says it holds.
    pub facts: Facts,
    /// A hash of the document and of every file it refers to.
    pub digest: String,
}

/// Finds the documents below `directory`, or takes it for the only one when it is a file; sorted by name.
///
/// # Errors
/// With exit code 3 when something cannot be read.
pub fn find(directory: &Path, only: Option<&str>) -> Result<Vec<Found>, Failure> {
    let mut paths = Vec::new();
    if directory.is_file() {
        paths.push(directory.to_owned());
    } else {
        walk(directory, &mut paths)?;
    }
    let base = if directory.is_file() { directory.parent() } else { Some(directory) };
    let base = base.unwrap_or(directory);
    let mut found = Vec::new();
    let mut parts = BTreeSet::new();
    for path in paths {
        let bytes = fs::read(&path).map_err(|error| Failure::read(&path, &error))?;
        // Most files beside documents are told without parsing them.
        let text = String::from_utf8_lossy(&bytes);
        if !text.contains("openapi") && !text.contains("swagger") {
            continue;
        }
        let mut files = Files::default();
        let Some(facts) = facts(&mut files, &path, &text) else { continue };
        let reached = files.reached(&path);
        parts.extend(reached.iter().filter(|part| **part != path).cloned());
        let digest = files::digest(base, &reached);
        let name = name(base, &path);
        found.push(Found { folder: folder(&name), path, name, facts, digest });
    }
    found.retain(|it| !(parts.contains(&it.path) && is_empty(&it.facts)));
    found.sort_by(|one, other| one.name.cmp(&other.name));
    let mut taken: BTreeSet<String> = RESERVED.iter().map(|name| (*name).to_owned()).collect();
    for it in &mut found {
        if !taken.insert(it.folder.to_lowercase()) {
            it.folder = format!("{}-{:.8}", it.folder, sha256(it.name.as_bytes()));
        }
    }
    if let Some(only) = only {
        found.retain(|it| it.name.contains(only));
    }
    if found.is_empty() {
        let message = format!("no OpenAPI document is below {}", directory.display());
        let named = only.map(|only| format!("{message} whose name has {only:?}"));
        return Err(Failure::new(Exit::Input, named.unwrap_or(message)));
    }
    Ok(found)
}

/// All files below with an ending of documents. Hidden ones are some tool's, and links could lead in
/// circles.
fn walk(directory: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let failed = |error| Failure::read(directory, &error);
    for entry in fs::read_dir(directory).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(failed)?);
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let ending = path.extension().and_then(|ending| ending.to_str());
        if kind.is_dir() {
            walk(&path, found)?;
        } else if kind.is_file() && ending.is_some_and(|ending| ENDINGS.contains(&ending)) {
            found.push(path);
        }
    }
    Ok(())
}

fn is_empty(facts: &Facts) -> bool {
    facts.operations.as_ref().is_some_and(Vec::is_empty)
}

fn name(base: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(base).unwrap_or(path);
    let parts = inside.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

fn folder(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    name.replace('/', "__").chars().map(plain).collect()
}
