//! The operations that change a disk, as a trait: tests put a disk that dies at the n-th one in its place.
//!
//! Reading is not here: it cannot leave anything half done. Every method is one step that the
//! operating system either does or does not do, except [`Disk::write`], which may stop half way.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Changes to a disk.
pub trait Disk {
    /// Creates one directory, with the permissions of `like` where given.
    fn create_dir(&self, path: &Path, like: Option<&Path>) -> io::Result<()>;
    /// Creates a file that must not exist yet, writes it and waits until it is stored.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Gives a file or symbolic link a second name; copies it, with its times, where links are not possible.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Renames; replaces a file that stands at `to`.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Exchanges two directories in one step; `Ok(false)` where the system cannot.
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool>;
    /// Removes a file or symbolic link.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty directory.
    fn remove_dir(&self, path: &Path) -> io::Result<()>;
    /// Waits until the names in a directory are stored.
    fn sync_dir(&self, path: &Path) -> io::Result<()>;
}

/// The real disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Os;

impl Disk for Os {
    fn create_dir(&self, path: &Path, like: Option<&Path>) -> io::Result<()> {
        fs::create_dir(path)?;
        match like.and_then(|like| fs::metadata(like).ok()) {
            Some(like) if like.is_dir() && !like.permissions().readonly() => {
                fs::set_permissions(path, like.permissions())
            }
            _ => Ok(()),
        }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_data()
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        // File systems without links, and files with too many of them, say so in different ways.
        fs::hard_link(from, to).or_else(|refused| copy(from, to).map_err(|_| refused))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool> {
        exchange(a, b)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        // Windows cannot open a directory as a file, and has nothing to wait for.
        if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let meta = fs::symlink_metadata(from)?;
    #[cfg(unix)]
    if meta.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    fs::copy(from, to)?;
    File::options().write(true).open(to)?.set_modified(meta.modified()?)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}
