//! The command line of the workspace: disk, terminal and exit codes around the generator.
//!
//! It generates nothing itself. [`run`] is the whole program, so that tests can put another generator
//! or another disk under it.

pub mod args;
pub mod beside;
pub mod check;
pub mod conformance;
pub mod corpus;
pub mod diff;
pub mod digest;
pub mod exit;
pub mod explain;
pub mod fetch;
pub mod format;
pub mod gate;
pub mod generate;
pub mod inspect;
pub mod install;
pub mod job;
pub mod lint;
pub mod lock;
pub mod new;
pub mod overlay;
pub mod pipeline;
pub mod places;
pub mod program;
pub mod record;
pub mod report;
pub mod tree;
pub mod vendor;

use args::{Cli, Color, Command, Format};
use clap::Parser;
use exit::{Exit, Failure};
use format::Streams;
use inspect::Filter;
use job::Job;
use new::Wanted;
use pipeline::{Pipeline, Selection};
use places::Places;
use report::Report;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use tree::disk::Disk;
use vendor::copy::Over;

/// What the program is started in.
pub struct Host<'a> {
    /// The current directory.
    pub cwd: PathBuf,
    /// What cargo says about the running package (`CARGO_MANIFEST_DIR`).
    pub manifest_dir: Option<PathBuf>,
    /// Whether `--color auto` means color.
    pub color: bool,
    /// The generator.
    pub pipeline: &'a dyn Pipeline,
    /// The way to change the disk.
    pub disk: &'a dyn Disk,
}

/// Runs one command line; the first argument is the program's name.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>, host: &Host<'_>) -> (Exit, Streams) {
    run_for(places::DOCUMENT, args, host)
}

/// The same for a project whose document is elsewhere: at `document`, from the workspace.
#[must_use]
pub fn run_for(
    document: &str,
    args: impl IntoIterator<Item = OsString>,
    host: &Host<'_>,
) -> (Exit, Streams) {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let mut job = Job {
        places: Places::with_document(
            document,
            &host.cwd,
            host.manifest_dir.as_deref(),
            &cli.global,
        ),
        pipeline: host.pipeline,
        disk: host.disk,
        color: match cli.global.color {
            // Only people see colors.
            _ if cli.global.format != Format::Text => false,
            Color::Auto => host.color,
            Color::Always => true,
            Color::Never => false,
        },
        selection: selection(&cli.command),
    };
    if compares(&cli.command) {
        job.select_as_recorded();
    }
    let mut report = Report { colored: job.color, ..Report::new(name(&cli.command)) };
    // Whatever was unfinished is the report, which is only printed from here on.
    match catch_unwind(AssertUnwindSafe(|| dispatch(&cli, &job, &mut report))) {
        Ok(Ok(())) => {}
        Ok(Err(failure)) => report.failure = Some(failure),
        Err(_) => {
            report.failure =
                Some(bug("the generator stopped in the middle; the files on disk are whole"))
        }
    }
    if let Some(failure) = report.failure.take() {
        let is_bug = failure.exit == Exit::Internal && failure.help.is_none();
        report.failure = Some(if is_bug { bug(&failure.message) } else { failure });
    }
    (report.exit(), format::render(&report, cli.global.format, cli.global.verbose))
}

fn dispatch(cli: &Cli, job: &Job<'_>, report: &mut Report) -> Result<(), Failure> {
    let place = |path: &PathBuf| job.places.cwd.join(path);
    if cli.global.format == Format::Markdown && !matches!(cli.command, Command::Diff(_)) {
        return Err(Failure::new(Exit::Usage, "only diff has the format markdown"));
    }
    match &cli.command {
        Command::Generate { check: false, unreleased, compare, .. } => {
            generate::run(job, compare.deny_warnings, *unreleased, report)
        }
        Command::Generate { check: true, compare, .. } | Command::Check { compare, .. } => {
            check::run(job, *compare, report)
        }
        Command::Diff(flags) => diff::run(job, flags, cli.global.config.is_some(), report),
        Command::Vendor(vendor) => match (&vendor.to, &vendor.upgrade, &vendor.verify) {
            (Some(to), _, _) => {
                vendor::copy::run(job, &place(to), Over::Anything, vendor.force, report)
            }
            (None, Some(dir), _) => {
                vendor::copy::run(job, &place(dir), Over::EarlierCopy, vendor.force, report)
            }
            (None, None, Some(dir)) => {
                vendor::verify::run(job, &place(dir), vendor.digest.as_deref(), report)
            }
            (None, None, None) => {
                Err(Failure::new(Exit::Usage, "give --to, --upgrade or --verify"))
            }
        },
        Command::Inspect { stage, type_name, operation, .. } => {
            let filter =
                Filter { type_name: type_name.as_deref(), operation: operation.as_deref() };
            inspect::run(job, *stage, filter, report)
        }
        Command::New(new) => {
            if cli.global.spec.is_none() {
                let message = "a project is set up for a document: give --spec FILE";
                return Err(Failure::new(Exit::Usage, message));
            }
            let global = &cli.global;
            if global.config.is_some() || global.out.is_some() || !global.overlay.is_empty() {
                let message = "a new project has its own settings and its own generated/";
                let help =
                    "leave --config, --out and --overlay out, and edit the settings afterwards";
                return Err(Failure::new(Exit::Usage, message).help(help));
            }
            let git = new.tool_git.as_deref().zip(new.tool_rev.as_deref());
            let wanted = Wanted { dir: &place(&new.dir), name: new.name.as_deref(), git };
            new::run(job, wanted, report)
        }
        Command::Lint { deny_warnings, .. } => lint::run(job, *deny_warnings, report),
        Command::Fetch(fetch) => fetch::run(job, &fetch.wanted(), report),
        Command::Overlay(args::Overlay::Apply) => overlay::run(job, report),
        Command::Explain { about } => explain::run(job, about.as_deref(), report),
        Command::Conformance => conformance::run(job, report),
        Command::Corpus(corpus) => {
            let one = cli.global.spec.as_ref().or(cli.global.out.as_ref());
            if one.is_some() || !cli.global.overlay.is_empty() {
                let message =
                    "a corpus has many documents: --spec, --overlay and --out are for one";
                return Err(Failure::new(Exit::Usage, message));
            }
            corpus::run(job, corpus, cli.global.config.as_ref().map(place).as_deref(), report)
        }
        Command::CorpusOne { result, memory_limit } => {
            corpus::child::run(job, &place(result), *memory_limit, report)
        }
    }
}

/// What the command line selects.
fn selection(command: &Command) -> Selection {
    match command {
        Command::Generate { select, .. }
        | Command::Check { select, .. }
        | Command::Inspect { select, .. }
        | Command::Lint { select, .. } => {
            Selection { only: select.only.clone(), without: select.without.clone() }
        }
        Command::Diff(_)
        | Command::Vendor(_)
        | Command::New(_)
        | Command::Fetch(_)
        | Command::Overlay(_)
        | Command::Explain { .. }
        | Command::Conformance
        | Command::Corpus(_)
        | Command::CorpusOne { .. } => Selection::default(),
    }
}

/// Whether the command compares with a crate on disk, which may have been generated with a selection.
fn compares(command: &Command) -> bool {
    match command {
        Command::Generate { check, .. } => *check,
        Command::Check { .. } | Command::Vendor(_) | Command::Explain { .. } => true,
        Command::Diff(_)
        | Command::New(_)
        | Command::Inspect { .. }
        | Command::Lint { .. }
        | Command::Fetch(_)
        | Command::Overlay(_)
        | Command::Conformance
        | Command::Corpus(_)
        | Command::CorpusOne { .. } => false,
    }
}

fn name(command: &Command) -> &'static str {
    match command {
        Command::Generate { check: false, .. } => "generate",
        Command::Generate { check: true, .. } | Command::Check { .. } => "check",
        Command::Diff(_) => "diff",
        Command::Vendor(_) => "vendor",
        Command::New(_) => "new",
        Command::Inspect { .. } => "inspect",
        Command::Lint { .. } => "lint",
        Command::Fetch(_) => "fetch",
        Command::Overlay(_) => "overlay",
        Command::Explain { .. } => "explain",
        Command::Conformance => "conformance",
        Command::Corpus(_) => "corpus",
        Command::CorpusOne { .. } => "corpus-one",
    }
}

fn usage(error: &clap::Error) -> (Exit, Streams) {
    let text = error.render().to_string();
    if error.use_stderr() {
        (Exit::Usage, Streams { stdout: String::new(), stderr: text })
    } else {
        (Exit::Fine, Streams { stdout: text, stderr: String::new() })
    }
}

fn bug(message: &str) -> Failure {
    Failure::new(Exit::Internal, format!("{message}; this is a bug"))
        .help("please report it with the document, the command, and everything printed above")
}
