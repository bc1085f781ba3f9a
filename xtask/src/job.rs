//! What every command works with, and the one way to run the pipeline: errors stop here.

use crate::exit::{Exit, Failure};
use crate::lock::{self, Found, Lock};
use crate::pipeline::{Inputs, Pipeline, Selection, Text};
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
    /// What is selected, in addition to the settings.
    pub selection: Selection,
}

/// What generating gave, ready to be compared or written.
#[derive(Debug)]
pub struct Made {
    /// Every file of the crate, the lock among them.
    pub files: BTreeMap<String, String>,
    /// The lock as data.
    pub lock: Lock,
    /// What users of the crate see of it; none where a selection makes it a part of an SDK.
    pub surface: Option<String>,
    /// The settings.
    pub config: Option<Text>,
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
        self.make_from(&inputs, deny_warnings, report)
    }

    /// The same for inputs that were read already.
    ///
    /// # Errors
    /// As [`Job::make`], but for what cannot be read.
    pub fn make_from(
        &self,
        inputs: &Inputs,
        deny_warnings: bool,
        report: &mut Report,
    ) -> Result<Made, Failure> {
        let run = timed(report, "pipeline", || self.pipeline.generate(inputs, self.color));
        report.findings = run.findings;
        report.losses = run.losses;
        report.remarks.extend(run.overlays);
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
        let canonical = |text: &str| self.pipeline.canonical(text);
        let tool = self.pipeline.tool();
        let lock = Lock::new(inputs, &run.document, &canonical, &tool, &files);
        files.insert(lock::NAME.to_owned(), lock.render());
        // A part of an SDK is no version of it.
        let surface = run.surface.filter(|_| inputs.selection.is_empty());
        Ok(Made { files, lock, surface, config: inputs.config.clone() })
    }

    /// Reads the inputs, with the files that the document refers to.
    ///
    /// # Errors
    /// With exit code 3.
    pub fn read(&self, report: &mut Report) -> Result<Inputs, Failure> {
        timed(report, "read", || {
            let mut inputs = self.places.read()?;
            inputs.selection = self.selection.clone();
            inputs.overlays = self.overlays(inputs.config.as_ref())?;
            let beside = self.places.beside()?;
            let read = |path: &str| beside.read(path);
            inputs.files = self.pipeline.referred(&inputs.spec, &inputs.overlays, &read);
            Ok(inputs)
        })
    }

    /// Reads the overlays: those of the settings, then those of the command line.
    ///
    /// # Errors
    /// With exit code 3 when one cannot be read.
    pub fn overlays(&self, config: Option<&Text>) -> Result<Vec<Text>, Failure> {
        let named = config.map(|config| self.pipeline.overlays(config)).unwrap_or_default();
        let mut overlays = self.places.overlays_of_settings(&named)?;
        for path in &self.places.overlays {
            overlays.push(self.places.read_text(path)?);
        }
        Ok(overlays)
    }

    /// Selects what the crate on disk was generated with, unless something is selected already.
    pub fn select_as_recorded(&mut self) {
        if !self.selection.is_empty() {
            return;
        }
        let in_tree = Some(self.places.out.join(lock::NAME));
        let places = in_tree.into_iter().chain(self.places.companion_lock());
        // The lock in the tree is exchanged together with it. What cannot be read is told later.
        let mut locks = places.filter_map(|path| match Lock::find(&path) {
            Ok(Found::Lock { lock, .. }) => Some(lock),
            Ok(Found::Missing | Found::Malformed(_) | Found::Format(_)) | Err(_) => None,
        });
        if let Some(lock) = locks.next() {
            self.selection = lock.inputs.selection.unwrap_or_default();
        }
    }

    /// A path as people should see it.
    #[must_use]
    pub fn shown(&self, path: &Path) -> String {
        self.places.shown(path)
    }

    /// A command of this tool for the same places and selection.
    #[must_use]
    pub fn command(&self, verb: &str) -> String {
        format!("cargo xtask {verb}{}{}", self.places.flags, self.selection.flags())
    }
}

/// Does something and notes in the report how long it took.
pub fn timed<T>(report: &mut Report, what: &'static str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    report.timings.push((what, start.elapsed()));
    result
}
