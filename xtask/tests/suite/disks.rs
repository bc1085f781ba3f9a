//! Disks that fail: at one operation, or from one on as if the process had been killed there.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use xtask::tree::disk::{Disk, Os};

/// What happens at the chosen operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    Never,
    /// It fails, and those after it work.
    Error,
    /// It and all after it fail: for the disk the same as a killed process.
    Dead,
    /// The process aborts, without unwinding and without clean-up.
    Abort,
}

/// The real disk with a fault, and without waiting for it: a killed process loses nothing that the
/// system already has, and waiting would make up most of the time of these tests.
pub(crate) struct Faulty {
    fault: Fault,
    at: usize,
    done: Cell<usize>,
    can_exchange: bool,
}

impl Faulty {
    pub(crate) fn new(fault: Fault, at: usize) -> Self {
        Self { fault, at, done: Cell::new(0), can_exchange: true }
    }

    /// The same on a system that cannot exchange directories.
    pub(crate) fn without_exchange(mut self) -> Self {
        self.can_exchange = false;
        self
    }

    /// How many operations there were.
    pub(crate) fn operations(&self) -> usize {
        self.done.get()
    }

    fn step(&self) -> io::Result<()> {
        let now = self.done.get();
        self.done.set(now + 1);
        match self.fault {
            Fault::Error if now == self.at => Err(io::Error::from(io::ErrorKind::StorageFull)),
            Fault::Dead if now >= self.at => Err(io::Error::other("killed")),
            Fault::Abort if now == self.at => std::process::abort(),
            _ => Ok(()),
        }
    }
}

impl Disk for Faulty {
    fn create_dir(&self, path: &Path, like: Option<&Path>) -> io::Result<()> {
        self.step()?;
        Os.create_dir(path, like)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.fault != Fault::Never && self.done.get() == self.at {
            // A write is the one operation that can stop half way.
            let _ = fs::write(path, &bytes[..bytes.len() / 2]);
        }
        self.step()?;
        File::create_new(path)?.write_all(bytes)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        Os.link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        Os.rename(from, to)
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool> {
        self.step()?;
        if self.can_exchange { Os.exchange(a, b) } else { Ok(false) }
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        Os.remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        Os.remove_dir(path)
    }

    fn sync_dir(&self, _: &Path) -> io::Result<()> {
        self.step()
    }
}
