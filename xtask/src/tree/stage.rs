//! Builds the complete next tree beside the present one.
//!
//! What stays is linked, so that it keeps inode and times; what changes is written anew, so that the
//! present tree is never written through. Nothing here touches the present tree.

use super::disk::Disk;
use super::write::Tree;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// Builds `tree` at `staging`, which must not exist. Everything is stored when it returns.
///
/// # Errors
/// At the first operation that fails; the directory is then incomplete.
pub(super) fn build(disk: &dyn Disk, tree: &Tree<'_>, staging: &Path) -> io::Result<()> {
    let mut staged = Staged { disk, root: tree.root, staging, directories: BTreeSet::new() };
    staged.directory(Path::new(""))?;
    for (path, text) in tree.files {
        let path = Path::new(path);
        if tree.rewrite.contains(path) {
            staged.directory(super::swap::inner_parent(path))?;
            disk.write(&staging.join(path), text.as_bytes())?;
        } else {
            staged.link(path)?;
        }
    }
    for path in &tree.keep {
        staged.link(path)?;
    }
    // Deepest first, so that a stored name never points to a directory that is not.
    staged.directories.iter().rev().try_for_each(|path| disk.sync_dir(&staging.join(path)))
}

struct Staged<'a> {
    disk: &'a dyn Disk,
    root: &'a Path,
    staging: &'a Path,
    directories: BTreeSet<PathBuf>,
}

impl Staged<'_> {
    fn link(&mut self, path: &Path) -> io::Result<()> {
        self.directory(super::swap::inner_parent(path))?;
        self.disk.link(&self.root.join(path), &self.staging.join(path))
    }

    fn directory(&mut self, path: &Path) -> io::Result<()> {
        if self.directories.contains(path) {
            return Ok(());
        }
        if !path.as_os_str().is_empty() {
            self.directory(super::swap::inner_parent(path))?;
        }
        self.disk.create_dir(&joined(self.staging, path), Some(&joined(self.root, path)))?;
        self.directories.insert(path.to_owned());
        Ok(())
    }
}

/// Joining an empty path would add a slash, with which some calls fail.
fn joined(base: &Path, path: &Path) -> PathBuf {
    if path.as_os_str().is_empty() { base.to_owned() } else { base.join(path) }
}
