//! A throwaway workspace of SDKs and programs that use them, type-checked in one run of cargo.
//!
//! What cargo says is sorted by package, so that one program may fail without hiding what becomes
//! of the others. Files are written when they differ, so that a second run checks what changed.
//! Needs no network: members have the dependencies of `generated/`, at the versions of the
//! workspace's lock, and no HTTP client among them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tests::{Result, cases};

use crate::shared::{self, BUILDER, Parts};

/// What is to be checked.
pub(crate) struct Workshop {
    root: PathBuf,
    files: BTreeMap<PathBuf, String>,
    members: BTreeSet<String>,
}

/// What became of a package.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Whether it was compiled to the end.
    pub(crate) compiled: bool,
    /// The codes of its errors and warnings; one without a code stands as the text.
    pub(crate) errors: BTreeSet<String>,
    pub(crate) warnings: BTreeSet<String>,
    /// The errors as rustc shows them.
    pub(crate) shown: String,
}

impl Workshop {
    /// An empty one, in a folder of its own.
    pub(crate) fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        Self { root, files: BTreeMap::new(), members: BTreeSet::new() }
    }

    /// Adds an SDK, which was generated under this name.
    pub(crate) fn sdk(&mut self, package: &str, files: &BTreeMap<String, String>) -> Result {
        let Parts { sdk, runtime: (runtime, its) } = shared::parts(files)?;
        self.add(package, sdk);
        self.add(&runtime, its);
        Ok(())
    }

    fn add(&mut self, package: &str, files: BTreeMap<String, String>) {
        if self.members.insert(package.to_owned()) {
            for (path, text) in files {
                self.files.insert(Path::new(package).join(path), text);
            }
        }
    }

    /// Adds a program that knows an SDK as `sdk`.
    pub(crate) fn consumer(&mut self, package: &str, sdk: &str, features: &[&str], text: &str) {
        let manifest = format!(
            "[package]\nname = {package:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [lib]\npath = \"lib.rs\"\n\n[dependencies]\n\
             sdk = {{ package = {sdk:?}, path = \"../{sdk}\", default-features = false, \
             features = {features:?} }}\n\
             serde = {{ version = \"1\", default-features = false }}\n"
        );
        let text = format!("#![allow(unused)]\nuse sdk::{BUILDER} as _;\n\n{text}");
        self.files.insert(Path::new(package).join("Cargo.toml"), manifest);
        self.files.insert(Path::new(package).join("lib.rs"), text);
        self.members.insert(package.to_owned());
    }

    /// Checks all members and says what became of each.
    pub(crate) fn check(&self) -> Result<BTreeMap<String, Outcome>> {
        self.write()?;
        // A member by itself has its default features, which include an HTTP client.
        let check = ["check", "--workspace", "--no-default-features", "--keep-going"];
        let (messages, said) = self.cargo(&[&check[..], &["--message-format", "json"]].concat())?;
        let mut outcomes: BTreeMap<_, Outcome> = BTreeMap::new();
        let mut ended = false;
        for line in messages.lines() {
            let message: Value = serde_json::from_str(line)?;
            ended |= message["reason"] == "build-finished";
            let Some(package) = self.package(&message) else { continue };
            let outcome = outcomes.entry(package).or_default();
            match message["reason"].as_str() {
                Some("compiler-artifact") => outcome.compiled = true,
                Some("compiler-message") => outcome.hear(&message["message"]),
                _ => {}
            }
        }
        if !ended {
            return Err(format!("cargo could not begin: {said}").into());
        }
        Ok(outcomes)
    }

    /// What cargo says when it only resolves dependencies, if it refuses.
    pub(crate) fn refusal(&self) -> Result<Option<String>> {
        self.write()?;
        let (plan, said) = self.cargo(&["metadata", "--format-version", "1"])?;
        Ok(plan.is_empty().then_some(said))
    }

    /// The member that a message is about.
    fn package(&self, message: &Value) -> Option<String> {
        let source = Path::new(message["target"]["src_path"].as_str()?);
        let member = source.strip_prefix(&self.root).ok()?.components().next()?;
        let member = member.as_os_str().to_string_lossy().into_owned();
        self.members.contains(&member).then_some(member)
    }

    fn write(&self) -> Result {
        let members: String = self.members.iter().map(|name| format!("{name:?}, ")).collect();
        // Time goes into checking; nobody debugs these.
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n[profile.dev]\ndebug = false\n"
        );
        put(&self.root.join("Cargo.toml"), &manifest)?;
        // Cargo adds the members to the lock; it is written anew only when the workspace's own moved.
        let lock = fs::read_to_string(cases::workspace().join("Cargo.lock"))?;
        if put(&self.root.join("Cargo.lock.origin"), &lock)? {
            fs::write(self.root.join("Cargo.lock"), &lock)?;
        }
        for (path, text) in &self.files {
            put(&self.root.join(path), text)?;
        }
        for entry in fs::read_dir(&self.root)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_dir() {
                if self.members.contains(&name) {
                    self.prune(&entry.path())?;
                } else {
                    fs::remove_dir_all(entry.path())?;
                }
            }
        }
        Ok(())
    }

    /// Removes what an earlier run left.
    fn prune(&self, folder: &Path) -> Result {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                self.prune(&path)?;
            } else if !self.files.contains_key(path.strip_prefix(&self.root)?) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// Runs cargo, offline: what it says on each of its streams.
    fn cargo(&self, arguments: &[&str]) -> Result<(String, String)> {
        let mut command = Command::new(env!("CARGO"));
        // What the surrounding cargo set for this package is not meant for those.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        let output = command
            .args(["--offline", "--quiet", "--color", "never"])
            .args(arguments)
            .current_dir(&self.root)
            // All share one, so that dependencies are checked once.
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("changes-target"))
            .env("RUSTFLAGS", "")
            .env("CARGO_INCREMENTAL", "0")
            .output()?;
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        Ok((text(&output.stdout), text(&output.stderr)))
    }
}

impl Outcome {
    fn hear(&mut self, message: &Value) {
        let text = message["message"].as_str().unwrap_or_default();
        // How many there were is said, too.
        if text.starts_with("aborting due to") || text.ends_with("emitted") {
            return;
        }
        let code = message["code"]["code"].as_str().unwrap_or(text).to_owned();
        if message["level"] == "error" {
            self.errors.insert(code);
            self.shown.push_str(message["rendered"].as_str().unwrap_or(text));
        } else if message["level"] == "warning" {
            self.warnings.insert(code);
        }
    }
}

/// Writes a file unless it is there as it should be; whether it was written.
fn put(path: &Path, text: &str) -> Result<bool> {
    if fs::read_to_string(path).is_ok_and(|now| now == *text) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)?;
    Ok(true)
}
