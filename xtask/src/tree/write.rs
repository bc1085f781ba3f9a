//! Replaces a tree, all or nothing: stage, exchange, clear away.
//!
//! At every moment the directory is the tree of before or the tree of after. Which files belong to
//! it, and which may go, was decided by the caller.

use super::disk::Disk;
use super::{settle, stage, swap};
use crate::exit::Failure;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The next state of a directory.
#[derive(Debug)]
pub struct Tree<'a> {
    /// The directory.
    pub root: &'a Path,
    /// Every generated file, the lock among them.
    pub files: &'a BTreeMap<String, String>,
    /// Those of them that do not stand there yet as they should.
    pub rewrite: BTreeSet<PathBuf>,
    /// Other people's files, to be kept.
    pub keep: BTreeSet<PathBuf>,
}

/// Clears away what a killed run left beside `root` and beside the companions.
///
/// # Errors
/// With exit code 4.
pub fn recover(disk: &dyn Disk, root: &Path, companions: &[&Path]) -> Result<(), Failure> {
    let staged = companions.iter().map(|path| swap::staged_file(path));
    let mut staged = staged.filter(|staged| swap::exists(staged));
    let cleared = swap::recover(disk, root)
        .and_then(|()| staged.try_for_each(|staged| disk.remove_file(&staged)));
    cleared.map_err(|error| {
        Failure::write(
            format_args!("clear away what an earlier run left beside {}", root.display()),
            &error,
        )
    })
}

/// Brings `tree` to the disk, and with it the files `companions` that lie elsewhere.
///
/// They are staged before the exchange and renamed after it. So a full disk is noticed in time, and a
/// run killed between the two leaves the tree's own lock, which is the one that counts; the same command
/// brings the others up to date.
///
/// # Errors
/// With exit code 4; the tree is then the old one, unless the message says otherwise.
pub fn replace(
    disk: &dyn Disk,
    tree: &Tree<'_>,
    companions: &[(&Path, &str)],
) -> Result<(), Failure> {
    let staging = swap::staging(tree.root);
    let prepared = create_parents(disk, tree.root)
        .and_then(|()| stage::build(disk, tree, &staging))
        .and_then(|()| companions.iter().try_for_each(|(path, text)| stage_file(disk, path, text)))
        .and_then(|()| swap::swap(disk, tree.root));
    let old = match prepared {
        Ok(old) => old,
        Err(error) => {
            // Best effort: what cannot be removed now is removed by the next run.
            let _ = settle::remove(disk, &staging);
            for (path, _) in companions {
                let _ = disk.remove_file(&swap::staged_file(path));
            }
            return Err(refused(tree.root, &error));
        }
    };
    let finished = disk
        .sync_dir(&swap::parent(tree.root))
        .and_then(|()| companions.iter().try_for_each(|(path, _)| commit_file(disk, path)))
        .and_then(|()| match &old {
            Some(old) => {
                settle::settle(disk, old, tree.root).and_then(|()| settle::remove(disk, old))
            }
            None => Ok(()),
        });
    finished.map_err(|error| {
        Failure::write(
            format_args!("finish: {} is complete, but clearing away failed", tree.root.display()),
            &error,
        )
        .help("run the same command again")
    })
}

/// Replaces one file that belongs to no tree, after clearing away what a killed run left beside it.
///
/// # Errors
/// With exit code 4.
pub fn replace_lone_file(disk: &dyn Disk, path: &Path, text: &str) -> Result<(), Failure> {
    let staged = swap::staged_file(path);
    if swap::exists(&staged) {
        disk.remove_file(&staged).map_err(|error| {
            Failure::write(format_args!("clear away {}", staged.display()), &error)
        })?;
    }
    replace_file(disk, path, text)
}

/// Replaces one file, all or nothing.
///
/// # Errors
/// With exit code 4.
pub fn replace_file(disk: &dyn Disk, path: &Path, text: &str) -> Result<(), Failure> {
    stage_file(disk, path, text).and_then(|()| commit_file(disk, path)).map_err(|error| {
        let _ = disk.remove_file(&swap::staged_file(path));
        Failure::write(format_args!("write {}", path.display()), &error)
    })
}

fn stage_file(disk: &dyn Disk, path: &Path, text: &str) -> io::Result<()> {
    disk.write(&swap::staged_file(path), text.as_bytes())
}

fn commit_file(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    disk.rename(&swap::staged_file(path), path)?;
    disk.sync_dir(&swap::parent(path))
}

fn create_parents(disk: &dyn Disk, root: &Path) -> io::Result<()> {
    let parent = swap::parent(root);
    let missing: Vec<_> = parent
        .ancestors()
        .take_while(|path| !path.as_os_str().is_empty() && !path.exists())
        .collect();
    missing.into_iter().rev().try_for_each(|path| disk.create_dir(path, None))
}

fn refused(root: &Path, error: &io::Error) -> Failure {
    let failure = Failure::write(format_args!("write {}; it is as it was", root.display()), error);
    match error.kind() {
        // Layered file systems of containers refuse to move a directory that came with the image.
        io::ErrorKind::CrossesDevices if fs::symlink_metadata(root).is_ok() => {
            failure.help("this file system cannot move the directory; remove it, then run the same command again")
        }
        _ => failure,
    }
}
