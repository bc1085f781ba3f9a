//! A workspace in a temporary directory, with the real generator, and what can be seen from outside.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use xtask::Host;
use xtask::pipeline::Generator;
use xtask::tree::disk::{Disk, Os};

pub(crate) type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A document of which the settings select a part.
pub(crate) const PETS: &str = r##"openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
servers: [{ url: "https://pets.example" }]
paths:
  /pets/{id}:
    get:
      operationId: pets:get
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200": { description: a pet, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
  /shops:
    get: { operationId: shops:list, deprecated: true, responses: { "200": { description: shops, content: { application/json: { schema: { $ref: "#/components/schemas/Shop" } } } } } }
components:
  schemas:
    Pet: { type: object, required: [id], properties: { id: { type: string }, kind: { type: string, enum: [cat, dog] } } }
    Shop: { type: object }
"##;

pub(crate) const SETTINGS: &str = "operations:\n  exclude:\n    - deprecated: true\n";

pub(crate) struct Bench(TempDir);

/// What a command line gave.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) code: u8,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Bench {
    /// A workspace with settings and without a document.
    pub(crate) fn new() -> Result<Self> {
        let bench = Self(tempfile::tempdir()?);
        fs::create_dir(bench.path("xtask"))?;
        bench.write("spec/sdk.yaml", SETTINGS)?;
        Ok(bench)
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> io::Result<()> {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(&path))?;
        fs::write(path, text)
    }

    pub(crate) fn spec(&self) -> io::Result<String> {
        fs::read_to_string(self.path("spec/openapi.yaml"))
    }

    /// Runs a command line, given without the program's name and split at blanks.
    pub(crate) fn run(&self, line: &str) -> Done {
        self.run_on(&Os, line)
    }

    pub(crate) fn run_on(&self, disk: &dyn Disk, line: &str) -> Done {
        let root = self.0.path();
        let host = Host {
            cwd: root.to_owned(),
            manifest_dir: Some(root.join("xtask")),
            color: false,
            pipeline: &Generator,
            disk,
        };
        let args = ["xtask"].into_iter().chain(line.split(' ')).map(Into::into);
        let (exit, streams) = xtask::run(args, &host);
        Done { code: exit.code(), stdout: streams.stdout, stderr: streams.stderr }
    }

    /// Every file, with its content.
    pub(crate) fn tree(&self) -> io::Result<BTreeMap<PathBuf, Vec<u8>>> {
        let mut found = BTreeMap::new();
        let mut pending = vec![self.0.path().to_owned()];
        while let Some(directory) = pending.pop() {
            for entry in fs::read_dir(directory)? {
                let path = entry?.path();
                if path.is_dir() {
                    pending.push(path);
                } else {
                    let text = fs::read(&path)?;
                    found.insert(path, text);
                }
            }
        }
        Ok(found)
    }

    /// A command that is refused, says these, and changes nothing.
    #[track_caller]
    pub(crate) fn refuses(&self, code: u8, line: &str, parts: &[&str]) -> Done {
        let before = self.tree().ok();
        let done = self.run(line).expect(code);
        for part in parts {
            let said = done.stdout.contains(part) || done.stderr.contains(part);
            assert!(said, "no {part:?} in {done:#?}");
        }
        assert_eq!(self.tree().ok(), before, "{line}");
        done
    }
}

impl Done {
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
}

/// The real disk, until the chosen operation fails.
pub(crate) struct Failing {
    pub(crate) at: usize,
    done: Cell<usize>,
}

impl Failing {
    pub(crate) fn new(at: usize) -> Self {
        Self { at, done: Cell::new(0) }
    }

    /// Whether the chosen operation came.
    pub(crate) fn failed(&self) -> bool {
        self.done.get() > self.at
    }

    fn step(&self) -> io::Result<()> {
        let now = self.done.replace(self.done.get() + 1);
        if now == self.at { Err(io::Error::from(io::ErrorKind::StorageFull)) } else { Ok(()) }
    }
}

impl Disk for Failing {
    fn create_dir(&self, path: &Path, like: Option<&Path>) -> io::Result<()> {
        self.step().and_then(|()| Os.create_dir(path, like))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.step() {
            fs::write(path, &bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        Os.write(path, bytes)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step().and_then(|()| Os.link(from, to))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step().and_then(|()| Os.rename(from, to))
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<bool> {
        self.step().and_then(|()| Os.exchange(a, b))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Os.remove_file(path))
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Os.remove_dir(path))
    }

    fn sync_dir(&self, _: &Path) -> io::Result<()> {
        self.step()
    }
}
