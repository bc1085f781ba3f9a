//! What every command works with, and the one way to run the pipeline: errors stop here.

use crate::exit::{Exit, Failure};
use crate::lock::{self, Lock};
use crate::pipeline::{Inputs, Pipeline};
use crate::places::Places;
use crate::report::Report;
use crate::tree::disk::Disk;
use crate::tree::paths;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

/// What every command works with.
pub struct Job<'a> {
    /// Where things are.
    pub places: Places,
    /// The generator.
    pub pipeline: &'a dyn Pipeline,
    /// The way to change the disk.
    pub disk: &'a dyn Disk,
    /// Whether to color the text of findings.
    pub color: bool,
}

/// What generating gave, ready to be compared or written.
#[derive(Debug)]
pub struct Made {
    /// Every file of the crate, the lock among them.
    pub files: BTreeMap<String, String>,
    /// The lock as data.
    pub lock: Lock,
}

impl Made {
    /// The text of the lock.
    #[must_use]
    pub fn lock_text(&self) -> &str {
        self.files.get(lock::NAME).map_or("", String::as_str)
    }
}

impl Job<'_> {
    /// Reads the inputs and runs the generator in memory; what it says goes into the report.
    ///
    /// # Errors
    /// With exit code 3 for unreadable or unsupported inputs, 1 for denied warnings, 70 for files
    /// that must not exist.
    pub fn make(&self, deny_warnings: bool, report: &mut Report) -> Result<Made, Failure> {
        let inputs = self.read(report)?;
        let run = timed(report, "pipeline", || self.pipeline.generate(&inputs, self.color));
        report.findings = run.findings;
        report.findings.gate(deny_warnings)?;
        let mut files = run.files.ok_or_else(|| {
            Failure::new(Exit::Internal, "the generator gave neither files nor an error")
        })?;
        paths::check_all(files.keys().map(String::as_str).chain([lock::NAME])).map_err(
            |fault| {
                Failure::new(
                    Exit::Internal,
                    format!("the generator gave a forbidden path: {fault}"),
                )
            },
        )?;
        let lock = Lock::new(&inputs, &self.pipeline.tool(), &files);
        files.insert(lock::NAME.to_owned(), lock.render());
        Ok(Made { files, lock })
    }

    /// Reads the inputs, with the files that the document refers to.
    ///
    /// # Errors
    /// With exit code 3.
    pub fn read(&self, report: &mut Report) -> Result<Inputs, Failure> {
        timed(report, "read", || {
            let mut inputs = self.places.read()?;
            let beside = self.places.beside()?;
            inputs.files = self.pipeline.referred(&inputs.spec, &|path| beside.read(path));
            Ok(inputs)
        })
    }

    /// A path as people should see it.
    #[must_use]
    pub fn shown(&self, path: &Path) -> String {
        self.places.shown(path)
    }

    /// A command of this tool for the same places.
    #[must_use]
    pub fn command(&self, verb: &str) -> String {
        format!("cargo xtask {verb}{}", self.places.flags)
    }
}

/// Does something and notes in the report how long it took.
pub fn timed<T>(report: &mut Report, what: &'static str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    report.timings.push((what, start.elapsed()));
    result
}
