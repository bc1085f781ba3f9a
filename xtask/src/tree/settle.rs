//! Empties a tree that is no longer in its place, after moving over what is not ours.
//!
//! Two things can be left in it: cargo's build directory, which is moved instead of being linked file
//! by file, and a file somebody saved while the trees were being exchanged. Generated files are never
//! moved: that would mix two trees.

use super::disk::Disk;
use super::scan::scan;
use super::swap::exists;
use crate::lock::{self, Lock};
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// The build directory of cargo: large, and made again if it is lost.
pub(super) const BUILD: &str = "target";

/// Moves what is not ours from the directory `old` to the tree at `new`.
pub(super) fn settle(disk: &dyn Disk, old: &Path, new: &Path) -> io::Result<()> {
    let build = old.join(BUILD);
    if build.symlink_metadata().is_ok_and(|meta| meta.is_dir())
        && !exists(&new.join(BUILD))
        && exists(new)
    {
        disk.rename(&build, &new.join(BUILD))?;
    }
    let found = Lock::find(&old.join(lock::NAME))?;
    // Without a lock nothing says which files are generated, so none is moved.
    let Some(lock) = found.lock() else {
        return Ok(());
    };
    for path in scan(old, &[BUILD])?.keys() {
        let ours =
            path.to_str().is_some_and(|path| path == lock::NAME || lock.files.contains_key(path));
        let (from, to) = (old.join(path), new.join(path));
        let has_room = to.parent().is_some_and(Path::is_dir);
        if !ours && has_room && modified(&from) > modified(&to) {
            disk.rename(&from, &to)?;
        }
    }
    Ok(())
}

/// Removes a directory with all that is in it, following no link.
pub(super) fn remove(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    if !path.symlink_metadata()?.is_dir() {
        return disk.remove_file(path);
    }
    for entry in fs::read_dir(path)? {
        remove(disk, &entry?.path())?;
    }
    disk.remove_dir(path)
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.symlink_metadata().and_then(|meta| meta.modified()).ok()
}
