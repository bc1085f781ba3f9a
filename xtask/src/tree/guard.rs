//! One run at a time per directory, without leaving a file behind: the parent directories are locked.
//!
//! The lock is advisory and goes away with the process, however it ends. Where directories cannot be
//! locked (Windows, some network file systems) runs are not kept apart.

use super::swap;
use crate::places::resolved;
use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// Holds the locks until it is dropped.
#[derive(Debug)]
pub struct Guard {
    _held: Vec<File>,
}

impl Guard {
    /// Waits until no other run changes the trees at `roots`; calls `waiting` once if that takes time.
    pub fn exclusive(roots: &[&Path], waiting: &mut dyn FnMut()) -> Self {
        // Sorted and without duplicates: two runs cannot wait for each other, nor one for itself.
        let parents: BTreeSet<PathBuf> =
            roots.iter().map(|root| resolved(&swap::parent(root))).collect();
        let mut held = Vec::new();
        for parent in parents {
            let Ok(directory) = File::open(&parent) else {
                continue;
            };
            let locked = match directory.try_lock() {
                Err(TryLockError::WouldBlock) => {
                    waiting();
                    directory.lock().is_ok()
                }
                Ok(()) => true,
                Err(TryLockError::Error(_)) => false,
            };
            if locked {
                held.push(directory);
            }
        }
        Self { _held: held }
    }
}
