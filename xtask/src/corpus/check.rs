//! Compiles one generated crate with `cargo check` or `cargo clippy` and counts what the compiler says.
//!
//! Every crate is the one member of a workspace around it, so that it stays as it was generated. All share
//! one target folder, where their dependencies are built once, and the versions of one lock, so that
//! nothing has to be fetched after the first.

use super::messages::{self, Messages};
use super::process::{self, Ended};
use super::store::Place;
use crate::exit::{Exit, Failure};
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

/// Which lints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Those of the compiler.
    Check,
    /// Clippy's default ones as well.
    Clippy,
}

impl Tool {
    /// The subcommand of cargo.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Clippy => "clippy",
        }
    }
}

/// What compiling gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// What the compiler said.
    pub messages: Messages,
    /// How long it took without the dependencies, in milliseconds.
    pub milliseconds: u64,
    /// What went wrong, when it is not the compiler's word: cargo itself, or the time limit.
    pub trouble: Option<Trouble>,
}

/// Why a crate could not be compiled to the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// Its time was over.
    TimeOver,
    /// Cargo, or the compiler by crashing, says so.
    Cargo(String),
}

/// The way to compile.
#[derive(Debug)]
pub struct Checker<'a> {
    /// Which lints.
    pub tool: Tool,
    /// Where the results are, and what all crates share.
    pub work: &'a Path,
    /// A lock to start from.
    pub lock: Option<PathBuf>,
    /// How long one crate may take.
    pub limit: Duration,
}

impl Checker<'_> {
    /// The compiler's version, which decides the result together with the crate.
    ///
    /// # Errors
    /// With exit code 3 when cargo cannot be run.
    pub fn version(&self) -> Result<String, Failure> {
        let mut cargo = self.cargo();
        // Cargo and compiler come with one toolchain and one version.
        match self.tool {
            Tool::Check => cargo.args(["--version", "--verbose"]),
            Tool::Clippy => cargo.args(["clippy", "--version"]),
        };
        cargo.current_dir(self.work);
        let ended = process::run(&mut cargo, self.limit).map_err(|error| no_cargo(&error))?;
        if ended.status.is_some_and(|status| status.success()) {
            return Ok(ended.stdout.trim().to_owned());
        }
        let message =
            format!("`cargo {}` cannot be run: {}", self.tool.name(), ended.stderr.trim());
        Err(Failure::new(Exit::Input, message))
    }

    /// Compiles the crate at a place.
    ///
    /// # Errors
    /// With exit code 3 when cargo cannot be run, 4 when something cannot be written.
    pub fn check(&self, place: &Place, features: &str) -> Result<Checked, Failure> {
        self.prepare(place).map_err(|error| {
            Failure::write(format_args!("write {}", place.folder.display()), &error)
        })?;
        let (mut ended, mut said) = self.compile(place, features, true)?;
        if !well(&ended) && said.0 == Messages::default() && ended.status.is_some() {
            // The first crate of all may need what was never fetched.
            (ended, said) = self.compile(place, features, false)?;
        }
        if well(&ended) && said.1 {
            // Dependencies were built as well; their time is not this crate's.
            (ended, said) = self.compile(place, features, true)?;
        }
        let trouble = match ended.status {
            None => Some(Trouble::TimeOver),
            Some(status) if !status.success() && said.0.errors == 0 => {
                Some(Trouble::Cargo(last_words(&ended.stderr)))
            }
            Some(_) => None,
        };
        self.keep_lock(place);
        let milliseconds = u64::try_from(ended.time.as_millis()).unwrap_or(u64::MAX);
        Ok(Checked { messages: said.0, milliseconds, trouble })
    }

    fn prepare(&self, place: &Place) -> io::Result<()> {
        fs::write(
            place.folder.join("Cargo.toml"),
            "[workspace]\nresolver = \"3\"\nmembers = [\"crate\"]\n",
        )?;
        // Empty settings here end Clippy's search for some above.
        fs::write(self.work.join("clippy.toml"), "")?;
        let shared = self.shared_lock();
        let lock = self.lock.as_ref().filter(|lock| lock.is_file()).unwrap_or(&shared);
        if lock.is_file() {
            fs::copy(lock, place.folder.join("Cargo.lock"))?;
        }
        Ok(())
    }

    /// Without a lock to start from, that of the first crate serves for all.
    fn keep_lock(&self, place: &Place) {
        if self.lock.as_ref().is_none_or(|lock| !lock.is_file()) && !self.shared_lock().is_file() {
            // The next crate makes its own.
            let _ = fs::copy(place.folder.join("Cargo.lock"), self.shared_lock());
        }
    }

    fn shared_lock(&self) -> PathBuf {
        self.work.join("Cargo.lock")
    }

    fn compile(
        &self,
        place: &Place,
        features: &str,
        offline: bool,
    ) -> Result<(Ended, (Messages, bool)), Failure> {
        touch(&place.crate_folder().join("src/lib.rs"));
        let mut cargo = self.cargo();
        cargo.arg(self.tool.name()).args(["--quiet", "--message-format", "json"]);
        cargo.args(["--no-default-features", "--features", features]);
        if offline {
            cargo.arg("--offline");
        }
        cargo.current_dir(place.crate_folder());
        let ended = process::run(&mut cargo, self.limit).map_err(|error| no_cargo(&error))?;
        let said = messages::read(&ended.stdout, &place.crate_folder());
        Ok((ended, said))
    }

    /// Cargo with every warning on, and without what the surrounding one set for this package.
    fn cargo(&self) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                cargo.env_remove(&name);
            }
        }
        cargo
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env("RUSTFLAGS", "")
            .env("CARGO_TARGET_DIR", self.work.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TERM_COLOR", "never")
            .env("CLIPPY_CONF_DIR", OsString::from(self.work));
        cargo
    }
}

/// Makes cargo compile the crate again, so that a run that was cut short is not timed by its remains.
fn touch(file: &Path) {
    let touched = fs::File::options().write(true).open(file);
    // If it is not there, the compiler will say so.
    let _ = touched.and_then(|file| file.set_modified(SystemTime::now()));
}

fn well(ended: &Ended) -> bool {
    ended.status.is_some_and(|status| status.success())
}

fn last_words(stderr: &str) -> String {
    let lines: Vec<&str> = stderr.lines().filter(|line| !line.trim().is_empty()).collect();
    lines.iter().rev().take(6).rev().copied().collect::<Vec<_>>().join("\n")
}

fn no_cargo(error: &io::Error) -> Failure {
    Failure::new(Exit::Input, format!("cannot run cargo: {error}"))
}
