//! Generates one document in a child process of this same program, and says how that ended.

use super::find::Found;
use super::outcome::Outcome;
use super::process::{self, Ended};
use super::store::{Generated, Place};
use crate::digest::sha256;
use crate::exit::{Exit, Failure};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// On Linux, this leads to the program that runs, even when another was put into its place on disk.
const MYSELF: &str = "/proc/self/exe";

/// The way to generate.
#[derive(Debug)]
pub struct Generate<'a> {
    program: PathBuf,
    /// A hash of the program.
    version: String,
    config: Option<&'a Path>,
    limit: Duration,
    memory_mib: u64,
}

impl<'a> Generate<'a> {
    /// The way to generate with these settings, in so much time and memory.
    ///
    /// # Errors
    /// With exit code 70 when this program cannot be found.
    pub fn new(
        config: Option<&'a Path>,
        limit: Duration,
        memory_mib: u64,
    ) -> Result<Self, Failure> {
        let lost = |error: io::Error| {
            Failure::new(Exit::Internal, format!("cannot find this program: {error}"))
        };
        let program = match Path::new(MYSELF) {
            link if link.exists() => link.to_owned(),
            _ => std::env::current_exe().map_err(lost)?,
        };
        let version = sha256(&fs::read(&program).map_err(lost)?);
        Ok(Self { program, version, config, limit, memory_mib })
    }

    /// A hash of all that decides the result.
    ///
    /// # Errors
    /// With exit code 3 when the settings cannot be read.
    pub fn key(&self, document: &Found) -> Result<String, Failure> {
        let beside = document.path.with_file_name("sdk.yaml");
        let settings = match self.config {
            Some(config) => fs::read(config).map_err(|error| Failure::read(config, &error))?,
            None => fs::read(beside).unwrap_or_default(),
        };
        let all = [&document.name, &document.digest, &self.version, &sha256(&settings)];
        Ok(sha256(format!("{all:?} {}", self.memory_mib).as_bytes()))
    }

    /// Generates the crate of a document.
    ///
    /// # Errors
    /// When the child cannot be started, or could not write.
    pub fn run(&self, document: &Found, place: &Place) -> Result<Generated, Failure> {
        let result = place.outcome();
        // Only this child's outcome may be found afterwards.
        match fs::remove_file(&result) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Failure::write(format_args!("remove {}", result.display()), &error));
            }
            _ => {}
        }
        let mut child = Command::new(&self.program);
        child.arg("corpus-one").arg("--result").arg(&result);
        child.arg("--memory-limit").arg(self.memory_mib.to_string());
        child.arg("--spec").arg(&document.path).arg("--out").arg(place.crate_folder());
        if let Some(config) = self.config {
            child.arg("--config").arg(config);
        }
        let ended = process::run(&mut child, self.limit).map_err(|error| {
            Failure::new(Exit::Internal, format!("cannot start this program again: {error}"))
        })?;
        match ended.status {
            None => Ok(Generated::TimeOver),
            Some(status) if status.success() => read(&result),
            Some(status) if status.code() == Some(i32::from(Exit::Write.code())) => {
                Err(Failure::new(Exit::Write, last_words(&ended)))
            }
            Some(status) => Ok(Generated::Crashed(format!("{status}\n{}", last_words(&ended)))),
        }
    }
}

fn read(result: &Path) -> Result<Generated, Failure> {
    let text = fs::read_to_string(result).map_err(|error| Failure::read(result, &error))?;
    let outcome: Outcome = serde_json::from_str(&text)
        .map_err(|error| Failure::new(Exit::Internal, format!("an outcome is odd: {error}")))?;
    Ok(Generated::Ended(outcome))
}

fn last_words(ended: &Ended) -> String {
    let lines: Vec<&str> = ended.stderr.lines().filter(|line| !line.trim().is_empty()).collect();
    lines.iter().take(8).copied().collect::<Vec<_>>().join("\n")
}
