//! Puts the staged tree in the place of the present one in one step, and repairs after a killed run.
//!
//! Where the system can exchange two directories, no moment exists in which the tree is absent or
//! mixed. Elsewhere two renames are needed; a run killed between them leaves the old tree beside the
//! place, and the next run puts it back before it does anything else.

use super::disk::Disk;
use super::settle;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// Where the next tree is built; after an exchange, where the old one waits for removal.
pub(super) fn staging(root: &Path) -> PathBuf {
    beside(root, ".xtask-staging")
}

/// Where the old tree waits while two renames are under way.
pub(super) fn retired(root: &Path) -> PathBuf {
    beside(root, ".xtask-old")
}

/// Where the next content of a single file is built.
pub(super) fn staged_file(path: &Path) -> PathBuf {
    beside(path, ".xtask-new")
}

/// The directory that holds `path`; the current one for a bare name.
pub(super) fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// The directory of a path inside a tree; empty at the top level.
pub(super) fn inner_parent(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// Puts `staging(root)` at `root`; answers where the old tree is now, if there was one.
///
/// An error means that it did not happen.
pub(super) fn swap(disk: &dyn Disk, root: &Path) -> io::Result<Option<PathBuf>> {
    let staging = staging(root);
    if !root.try_exists()? {
        disk.rename(&staging, root)?;
        return Ok(None);
    }
    if disk.exchange(&staging, root)? {
        return Ok(Some(staging));
    }
    let retired = retired(root);
    disk.rename(root, &retired)?;
    if let Err(error) = disk.rename(&staging, root) {
        // Best effort: if this fails too, the next run does it.
        let _ = disk.rename(&retired, root);
        return Err(error);
    }
    Ok(Some(retired))
}

/// Brings a place that a killed run left behind back to one tree and nothing beside it.
pub(super) fn recover(disk: &dyn Disk, root: &Path) -> io::Result<()> {
    let retired = retired(root);
    if exists(&retired) && !exists(root) {
        disk.rename(&retired, root)?;
    }
    for leftover in [retired, staging(root)] {
        if exists(&leftover) {
            settle::settle(disk, &leftover, root)?;
            settle::remove(disk, &leftover)?;
        }
    }
    Ok(())
}

/// Whether anything has this name, even a symbolic link to nowhere.
pub(super) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// A hidden sibling with a fixed name: at most one can be left behind, and the next run finds it.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(suffix);
    path.with_file_name(name)
}
