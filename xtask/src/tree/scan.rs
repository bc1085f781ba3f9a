//! What stands in a directory, without following a symbolic link and without reading a file.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a path turned out to be. Directories are not listed, only what is in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An ordinary file.
    File {
        /// Its size in bytes.
        bytes: u64,
        /// Whether anyone may execute it; always false on Windows.
        executable: bool,
    },
    /// A symbolic link, to a file or to a directory.
    Symlink,
    /// A socket, pipe or device.
    Other,
}

/// The files below `root` by relative path; empty when `root` does not exist.
///
/// Directories named in `skip` are passed over at the top level.
///
/// # Errors
/// When a directory cannot be listed.
pub fn scan(root: &Path, skip: &[&str]) -> io::Result<BTreeMap<PathBuf, Kind>> {
    let mut found = BTreeMap::new();
    if !root.try_exists()? {
        return Ok(found);
    }
    // An explicit stack, since the depth of what others put there is not ours to bound.
    let mut pending = vec![PathBuf::new()];
    while let Some(directory) = pending.pop() {
        for entry in fs::read_dir(root.join(&directory))? {
            let entry = entry?;
            let path = directory.join(entry.file_name());
            let kind = entry.file_type()?;
            if !kind.is_dir() {
                found.insert(path, kind_of(&entry.metadata()?));
            } else if !skip.iter().any(|name| path == Path::new(name)) {
                pending.push(path);
            }
        }
    }
    Ok(found)
}

/// A relative path as we print and store it: forward slashes on every system.
#[must_use]
pub fn shown(path: &Path) -> String {
    let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
    names.join("/")
}

/// A remark on a path whose letters may look like others; empty for plain ASCII, as generated paths are.
#[must_use]
pub fn look_alike(path: &Path) -> String {
    let text = path.to_string_lossy();
    if text.is_ascii() {
        return String::new();
    }
    let escaped: String = text
        .chars()
        .map(|c| if c.is_ascii() { c.to_string() } else { c.escape_unicode().to_string() })
        .collect();
    format!(", {escaped}")
}

fn kind_of(meta: &fs::Metadata) -> Kind {
    if meta.is_symlink() {
        Kind::Symlink
    } else if meta.is_file() {
        Kind::File { bytes: meta.len(), executable: is_executable(meta) }
    } else {
        Kind::Other
    }
}

#[cfg(unix)]
fn is_executable(meta: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    meta.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn is_executable(_: &fs::Metadata) -> bool {
    false
}
