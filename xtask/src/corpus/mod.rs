//! `corpus`: does every document below a folder become a crate that compiles without a word?
//!
//! Each is generated in a child process, compiled, compared with what it holds by our own count, and
//! judged. What an earlier run learned is not learned again. Nothing is decided here but the order.

pub mod check;
pub mod child;
pub mod facts;
pub mod files;
pub mod find;
pub mod generate;
pub mod messages;
pub mod operation;
pub mod outcome;
pub mod process;
pub mod progress;
pub mod store;
pub mod table;
pub mod tree;
pub mod verdict;

use crate::args::Corpus;
use crate::digest::sha256;
use crate::exit::{Exit, Failure};
use crate::job::{Job, timed};
use crate::pipeline::{Finding, Severity};
use crate::report::{Report, count};
use crate::tree::guard::Guard;
use check::{Checked, Checker, Tool};
use find::Found;
use generate::Generate;
use progress::Progress;
use std::fs;
use std::path::Path;
use std::time::Duration;
use store::{Generated, Keyed, Place, Results};
use table::Table;
use verdict::{Row, judge};

/// Runs `corpus`; `config` holds settings for every document.
///
/// # Errors
/// With exit code 1 when a document fails, 3 when there is none or cargo cannot be run, 4 when results
/// cannot be written.
pub fn run(
    job: &Job<'_>,
    options: &Corpus,
    config: Option<&Path>,
    report: &mut Report,
) -> Result<(), Failure> {
    let directory = job.places.cwd.join(&options.directory);
    let work = match &options.work {
        Some(work) => job.places.cwd.join(work),
        None => job.places.root.join("target/corpus"),
    };
    job.places.guard(&work)?;
    let found = timed(report, "find", || find::find(&directory, options.only.as_deref()))?;
    fs::create_dir_all(&work)
        .map_err(|error| Failure::write(format_args!("create {}", job.shown(&work)), &error))?;
    // Canonical, because the compiler names files that way.
    let work = fs::canonicalize(&work).map_err(|error| Failure::read(&work, &error))?;
    // Guarded are the directories around: here that of the results itself.
    let _guard = Guard::exclusive(&[&work.join("target")], &mut || {
        report.remarks.push("waited for another run".into())
    });
    let trial = Trial::new(job, options, config, &work)?;
    let mut progress = Progress::new(found.len());
    let mut rows = Vec::new();
    for document in &found {
        let row = trial.run(document, &progress)?;
        progress.end(&row);
        rows.push(row);
    }
    drop(progress);
    let tool = trial.checker.map(|(checker, _)| checker.tool.name());
    tell(job, Table::new(tool, rows), &work, report)
}

/// One run over many documents.
struct Trial<'a> {
    work: &'a Path,
    generate: Generate<'a>,
    /// The compiler and a hash of what decides its answers besides the crate; none to leave it out.
    checker: Option<(Checker<'a>, String)>,
    fresh: bool,
}

impl<'a> Trial<'a> {
    fn new(
        job: &Job<'a>,
        options: &Corpus,
        config: Option<&'a Path>,
        work: &'a Path,
    ) -> Result<Self, Failure> {
        let limit = Duration::from_secs(options.time_limit);
        let tool = if options.clippy { Tool::Clippy } else { Tool::Check };
        let lock = Some(job.places.root.join("Cargo.lock"));
        let checker = Checker { tool, work, lock, limit };
        let checker = if options.no_check {
            None
        } else {
            let lock = checker.lock.as_ref().and_then(|lock| fs::read(lock).ok());
            let deciding = format!("{} {}", checker.version()?, sha256(&lock.unwrap_or_default()));
            Some((checker, deciding))
        };
        let generate = Generate::new(config, limit, options.memory_limit)?;
        Ok(Self { work, generate, checker, fresh: options.fresh })
    }

    fn run(&self, document: &Found, progress: &Progress) -> Result<Row, Failure> {
        let place = Place::new(self.work, &document.folder);
        fs::create_dir_all(&place.folder).map_err(|error| {
            Failure::write(format_args!("create {}", place.folder.display()), &error)
        })?;
        let mut results = if self.fresh { Results::default() } else { place.load() };
        let generated = self.generated(document, &place, &mut results, progress)?;
        let checked = match (&generated, &self.checker) {
            (
                Generated::Ended(outcome::Outcome { made: Some(made), .. }),
                Some((checker, deciding)),
            ) => {
                let key =
                    sha256(format!("{} {} {deciding}", made.digest, made.features).as_bytes());
                let name = checker.tool.name();
                Some(match results.checked.get(name).and_then(|kept| kept.under(&key)) {
                    Some(kept) => kept.clone(),
                    None => {
                        progress.begin(&document.name, name);
                        let checked = checker.check(&place, &made.features)?;
                        keep_checked(&mut results, name, key, &checked);
                        place.save(&results)?;
                        checked
                    }
                })
            }
            _ => None,
        };
        Ok(judge(document, &generated, checked.as_ref()))
    }

    fn generated(
        &self,
        document: &Found,
        place: &Place,
        results: &mut Results,
        progress: &Progress,
    ) -> Result<Generated, Failure> {
        let key = self.generate.key(document)?;
        let kept = results.generated.as_ref().and_then(|kept| kept.under(&key));
        // Somebody may have thrown the crate away to save space.
        let stands = |kept: &&Generated| match kept {
            Generated::Ended(outcome) => outcome.made.is_none() || place.crate_folder().is_dir(),
            Generated::Crashed(_) | Generated::TimeOver => true,
        };
        if let Some(kept) = kept.filter(stands) {
            return Ok(kept.clone());
        }
        progress.begin(&document.name, "generate");
        let generated = self.generate.run(document, place)?;
        // More time or a quieter machine may help, so that is tried again.
        let lasting = generated != Generated::TimeOver;
        results.generated = lasting.then(|| Keyed { key, result: generated.clone() });
        place.save(results)?;
        Ok(generated)
    }
}

/// Keeps the compiler's word; a trouble of cargo's may be gone the next time.
fn keep_checked(results: &mut Results, tool: &str, key: String, checked: &Checked) {
    if checked.trouble.is_none() {
        results.checked.insert(tool.to_owned(), Keyed { key, result: checked.clone() });
    } else {
        results.checked.remove(tool);
    }
}

/// Saves the table and puts it into the report.
fn tell(job: &Job<'_>, table: Table, work: &Path, report: &mut Report) -> Result<(), Failure> {
    let text = table.render();
    store::write_json(&work.join("corpus.json"), &table)?;
    let details = table.details();
    let gap = if details.is_empty() { "" } else { "\n" };
    store::write_text(&work.join("corpus.txt"), &format!("{details}{gap}{text}"))?;
    report.findings.text = crate::format::harmless(&details);
    report.findings.items = table.failing().map(|row| finding(job, row)).collect();
    report.output = Some(text);
    report.data = serde_json::to_value(&table).ok();
    report.remarks.push(format!("the table is saved as {}", job.shown(&work.join("corpus.json"))));
    if !table.optimized {
        report.remarks.push("times are those of an unoptimized generator".to_owned());
    }
    let failing = report.findings.items.len();
    if failing > 0 {
        let (all, verdicts) = (table.documents.len(), table.totals.verdicts());
        let message = format!("{failing} of {} did not pass: {verdicts}", count(all, "document"));
        return Err(Failure::new(Exit::Findings, message));
    }
    Ok(())
}

fn finding(job: &Job<'_>, row: &Row) -> Finding {
    Finding {
        severity: Severity::Error,
        code: row.verdict.code().to_owned(),
        file: job.shown(&row.path),
        pointer: None,
        position: row.position,
        message: row.reason.clone().unwrap_or_default(),
        help: None,
    }
}
