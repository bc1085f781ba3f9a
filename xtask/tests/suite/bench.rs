//! A workspace in a temporary directory, and what can be seen of it from outside.

use crate::disks::{Fault, Faulty};
use crate::fake::Fake;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use xtask::Host;
use xtask::tree::disk::Disk;

pub(crate) type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The document most tests start from.
pub(crate) const SPEC: &str =
    "file Cargo.toml [package]\nfile src/lib.rs one|two|three\nfile src/old.rs old\n";
/// The same with a change, an addition and a removal.
pub(crate) const NEXT: &str =
    "file Cargo.toml [package]\nfile src/lib.rs one|2|three\nfile src/new/mod.rs new\n";

/// A workspace with a document and settings.
pub(crate) struct Bench {
    directory: TempDir,
    pub(crate) fake: Fake,
}

/// What a command line gave.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) code: u8,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Bench {
    pub(crate) fn new() -> Result<Self> {
        let bench = Self { directory: tempfile::tempdir()?, fake: Fake::default() };
        fs::create_dir(bench.path("xtask"))?;
        bench.write("spec/openapi.yaml", SPEC)?;
        bench.write("spec/sdk.yaml", "crate: x\n")?;
        Ok(bench)
    }

    /// A workspace whose tree is generated.
    pub(crate) fn generated() -> Result<Self> {
        let bench = Self::new()?;
        bench.run("generate").expect(0);
        Ok(bench)
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> io::Result<()> {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(&path))?;
        fs::write(path, text)
    }

    pub(crate) fn read(&self, path: &str) -> io::Result<String> {
        fs::read_to_string(self.path(path))
    }

    /// Runs a command line, given without the program's name and split at blanks.
    pub(crate) fn run(&self, line: &str) -> Done {
        self.run_on(&Faulty::new(Fault::Never, 0), line)
    }

    pub(crate) fn run_on(&self, disk: &dyn Disk, line: &str) -> Done {
        run(self.directory.path(), &self.fake, disk, line)
    }

    /// Runs a command line in a workspace that another process made.
    pub(crate) fn run_in(root: &Path, disk: &dyn Disk, line: &str) -> Done {
        run(root, &Fake::default(), disk, line)
    }

    /// Everything in the directory of the crate but cargo's own, by path.
    pub(crate) fn tree(&self) -> io::Result<BTreeMap<PathBuf, Vec<u8>>> {
        tree(&self.path("generated"))
    }

    /// Hidden names beside the tree and the document: what a killed run leaves behind.
    pub(crate) fn strays(&self) -> io::Result<Vec<PathBuf>> {
        let mut strays = Vec::new();
        for place in [self.path(""), self.path("spec")] {
            for entry in fs::read_dir(place)? {
                let entry = entry?;
                if entry.file_name().to_string_lossy().starts_with('.') {
                    strays.push(entry.path());
                }
            }
        }
        Ok(strays)
    }
}

impl Done {
    /// Asserts the exit code.
    #[track_caller]
    pub(crate) fn expect(self, code: u8) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// Asserts that stdout has each of these.
    #[track_caller]
    pub(crate) fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.stdout.contains(part), "no {part:?} in {self:#?}");
        }
        self
    }

    /// Asserts that stderr has each of these.
    #[track_caller]
    pub(crate) fn warns(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.stderr.contains(part), "no {part:?} in {self:#?}");
        }
        self
    }

    /// Asserts that stdout lacks this.
    #[track_caller]
    pub(crate) fn lacks(self, part: &str) -> Self {
        assert!(!self.stdout.contains(part), "{part:?} in {self:#?}");
        self
    }
}

fn run(root: &Path, fake: &Fake, disk: &dyn Disk, line: &str) -> Done {
    let manifest_dir = Some(root.join("xtask"));
    let host = Host { cwd: root.to_owned(), manifest_dir, color: false, pipeline: fake, disk };
    let args = ["xtask"].into_iter().chain(line.split(' ')).map(Into::into);
    let (exit, streams) = xtask::run(args, &host);
    Done { code: exit.code(), stdout: streams.stdout, stderr: streams.stderr }
}

/// Every file and link below `root` but the build directory, with content or link target.
pub(crate) fn tree(root: &Path) -> io::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut pending = vec![root.to_owned()];
    while let Some(directory) = pending.pop() {
        if !directory.exists() {
            continue;
        }
        for entry in fs::read_dir(directory)? {
            let (path, kind) = {
                let entry = entry?;
                (entry.path(), entry.file_type()?)
            };
            let inside = path.strip_prefix(root).unwrap_or(&path).to_owned();
            if kind.is_symlink() {
                let target = fs::read_link(&path)?;
                found.insert(inside, target.to_string_lossy().into_owned().into_bytes());
            } else if kind.is_file() {
                found.insert(inside, fs::read(&path)?);
            } else if inside != Path::new("target") {
                pending.push(path);
            }
        }
    }
    Ok(found)
}
