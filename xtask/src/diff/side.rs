//! The two sides of a comparison: a document with its settings, or a surface that was recorded.

use crate::args::Diff;
use crate::exit::{Exit, Failure};
use crate::job::Job;
use crate::pipeline::Text;
use crate::places::Places;
use crate::record::{self, Found, Record};
use std::path::{Path, PathBuf};

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

/// Where both sides are.
pub(super) struct Sides {
    /// A document or a record; none for the one beside the settings.
    old: Option<PathBuf>,
    /// A document or a record.
    new: PathBuf,
    /// The settings of the old document.
    old_config: Option<PathBuf>,
    /// The settings of the new one.
    config: Option<PathBuf>,
}

impl Sides {
    /// What the command line names, and what stands for what it does not. Settings beside the new
    /// document are for both, as names are to be compared that come from one set of decisions.
    pub(super) fn new(job: &Job<'_>, flags: &Diff, configured: bool) -> Self {
        let place = |path: &PathBuf| job.places.cwd.join(path);
        let new = flags.new.as_ref().map_or_else(|| job.places.spec.clone(), place);
        let beside = || Some(new.with_file_name("sdk.yaml")).filter(|path| path.exists());
        let config =
            if configured || flags.new.is_none() { job.places.config.clone() } else { beside() };
        Self {
            old: flags.old.as_ref().map(place),
            old_config: flags.old_config.as_ref().map(place).or_else(|| config.clone()),
            new,
            config,
        }
    }

    /// The surface of a side.
    ///
    /// # Errors
    /// With exit code 3 when there is none.
    pub(super) fn surface(&self, job: &Job<'_>, side: Side) -> Result<String, Failure> {
        let (path, config) = match side {
            Side::New => (&self.new, &self.config),
            Side::Old => match &self.old {
                Some(old) => (old, &self.old_config),
                None => return recorded(job),
            },
        };
        if is_record(path) {
            return read(job, path);
        }
        let places = Places { spec: path.clone(), config: config.clone(), ..job.places.clone() };
        let job = Job {
            places,
            pipeline: job.pipeline,
            disk: job.disk,
            color: job.color,
            selection: job.selection.clone(),
        };
        let mut own = crate::report::Report::new("diff");
        let inputs = job.read(&mut own)?;
        let run = job.pipeline.surface(&inputs, job.color);
        run.surface.ok_or_else(|| {
            let first = run
                .findings
                .items
                .iter()
                .find(|it| it.severity == crate::pipeline::Severity::Error);
            let why = first.map_or("the inputs have errors", |it| it.message.as_str());
            let shown = job.shown(path);
            Failure::new(Exit::Input, format!("there is no crate of {shown}: {why}"))
                .help(format!("cargo xtask lint --spec {shown} tells all there is to say"))
        })
    }

    /// The settings that weigh the changes.
    ///
    /// # Errors
    /// With exit code 3 when they cannot be read.
    pub(super) fn settings(&self, job: &Job<'_>) -> Result<Option<Text>, Failure> {
        self.config.as_ref().map(|path| job.places.read_text(path)).transpose()
    }
}

/// Whether a file is meant as a record: by its name, since a document is JSON too.
fn is_record(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(record::ENDING))
}

/// What was recorded beside the settings.
fn recorded(job: &Job<'_>) -> Result<String, Failure> {
    let Some(path) = job.places.record() else {
        let message = "without settings nothing is recorded, so there is nothing to compare with";
        return Err(Failure::new(Exit::Usage, message).help("give OLD and NEW"));
    };
    read(job, &path)
}

fn read(job: &Job<'_>, path: &Path) -> Result<String, Failure> {
    let shown = job.shown(path);
    let found = Record::find(path).map_err(|error| Failure::read(Path::new(&shown), &error))?;
    match found {
        Found::Record(record) => Ok(record.last().to_owned()),
        Found::Missing => {
            Err(Failure::new(Exit::Input, format!("there is no {shown}, so nothing is recorded"))
                .help("generate writes it; or give OLD and NEW"))
        }
        Found::Malformed(why) => Err(Failure::new(Exit::Input, format!("{shown} is {why}"))
            .help("generate writes it anew; or give OLD and NEW")),
    }
}
