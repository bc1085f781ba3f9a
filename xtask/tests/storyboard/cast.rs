//! Who takes part, each in a directory of their own: the project of the SDK, and a consumer.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// What may go wrong in a test.
pub(crate) type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const MANIFEST: &str = r#"[workspace]

[package]
name = "shop"
version = "0.0.0"
edition = "2024"

[dependencies]
pet-store-sdk = { path = "vendor/pet-store-sdk", default-features = false, features = ["all"] }

[profile.dev]
debug = "line-tables-only"
"#;

/// A directory with all of them.
pub(crate) struct Cast(TempDir);

impl Cast {
    /// An empty directory.
    pub(crate) fn new() -> Result<Self> {
        Ok(Self(tempfile::tempdir()?))
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, text: &str) -> Result {
        let path = self.path(path);
        fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        Ok(fs::write(path, text)?)
    }

    /// Reads a file.
    pub(crate) fn read(&self, path: &str) -> Result<String> {
        fs::read_to_string(self.path(path)).map_err(|error| format!("{path}: {error}").into())
    }

    /// Replaces text that has to be there.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) -> Result {
        let before = self.read(path)?;
        assert!(before.contains(from), "no {from:?} in {path}:\n{before}");
        self.write(path, &before.replacen(from, to, 1))
    }

    /// Every file below a directory but cargo's own, with its content.
    pub(crate) fn tree(&self, root: &str) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
        let (mut tree, mut pending) = (BTreeMap::new(), vec![self.path(root)]);
        while let Some(folder) = pending.pop() {
            for entry in fs::read_dir(&folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    pending.push(path);
                } else {
                    tree.insert(path.clone(), fs::read(path)?);
                }
            }
        }
        Ok(tree)
    }

    /// Runs the program in a directory that is no project; what it says on stdout, then on stderr.
    #[track_caller]
    pub(crate) fn at(&self, place: &str, code: i32, args: &[&str]) -> Result<String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        // The tests run under cargo, which would lead the program to this workspace.
        command.env_remove("CARGO_MANIFEST_DIR").current_dir(self.path(place)).args(args);
        said(command, code)
    }

    /// Runs the program as the project's command line does.
    #[track_caller]
    pub(crate) fn project(&self, code: i32, args: &[&str]) -> Result<String> {
        let root = self.path("sdk");
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.env("CARGO_MANIFEST_DIR", root.join("xtask")).current_dir(root).args(args);
        said(command, code)
    }

    /// Sets up the consumer.
    pub(crate) fn consumer(&self, source: &str) -> Result {
        self.write("shop/Cargo.toml", MANIFEST)?;
        self.write("shop/src/lib.rs", source)?;
        // The versions that are at hand; Cargo drops what is not used.
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        self.write("shop/Cargo.lock", &fs::read_to_string(lock)?)
    }

    /// Compiles the consumer, offline, without an HTTP client, every warning an error.
    #[track_caller]
    pub(crate) fn compile(&self) -> Result {
        let target =
            Path::new(env!("CARGO_BIN_EXE_xtask")).ancestors().nth(2).ok_or("no target")?;
        let mut command = Command::new(env!("CARGO"));
        // What the surrounding cargo set for this package is not meant for that one.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command.args(["check", "--offline", "--quiet", "--color", "never"]);
        command.env("CARGO_TARGET_DIR", target).current_dir(self.path("shop"));
        said(command, 0).map(drop)
    }
}

#[track_caller]
fn said(mut command: Command, code: i32) -> Result<String> {
    let output = command.output()?;
    let said = String::from_utf8([output.stdout, output.stderr].concat())?;
    assert_eq!(output.status.code(), Some(code), "{command:?}\n{said}");
    Ok(said)
}
