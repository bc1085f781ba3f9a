//! `vendor --verify DIR`: compares a copy with the lock inside it, needing neither spec nor generator.
//!
//! It finds slips and silent changes. It is no signature: who rewrites a file and the lock together is
//! found by the digest of the origin's lock, which `--digest` compares.

use super::origin::Origin;
use crate::check::compare::{self, Difference};
use crate::check::diff;
use crate::exit::{Exit, Failure};
use crate::job::{Job, Made, timed};
use crate::lock::{self, Found, Lock};
use crate::report::{Change, Mark, Report};
use crate::tree::scan::{Kind, look_alike, shown};
use std::fs;
use std::path::Path;

/// Lines of diff shown for one file.
const DIFF_LIMIT: usize = 40;

/// Runs `vendor --verify`; `digest` is what the lock of the origin has.
///
/// # Errors
/// With exit code 3 when there is no lock to compare with.
pub fn run(
    job: &Job<'_>,
    dir: &Path,
    digest: Option<&str>,
    report: &mut Report,
) -> Result<(), Failure> {
    let (lock, intact) = lock_of(job, dir)?;
    report.changes = timed(report, "compare", || changes(job, dir, &lock, intact, None))?;
    if digest.is_some_and(|digest| digest != lock.digest()) {
        let path = job.shown(&dir.join(lock::NAME));
        report.changes.retain(|it| it.path != path);
        report.changes.push(Change {
            mark: Mark::Changed,
            path,
            lines: None,
            why: "not the lock of the origin".into(),
            line: None,
            diff: None,
        });
    }
    let origin = Origin::of(dir, &lock);
    let mut data = origin.data();
    data["digest"] = lock.digest().into();
    report.data = Some(data);
    report.remarks.push(format!("{origin}; the digest of its lock is {}", lock.digest()));
    report.totals = Some((lock.files.len() + 1, report.changes.len()));
    report.drift = !report.changes.is_empty();
    report.title = match report.changes.len() {
        0 => format!("{} is as it was generated", job.shown(dir)),
        1 => format!("{} is not as it was generated: 1 file differs", job.shown(dir)),
        changed => {
            format!("{} is not as it was generated: {changed} files differ", job.shown(dir))
        }
    };
    if !report.changes.is_empty() && report.changes.iter().all(|it| it.mark == Mark::LineEndings) {
        report.remarks.push(
            "only line endings differ: set `* -text` for this directory in .gitattributes".into(),
        );
    }
    Ok(())
}

/// The lock of a copy, and whether nobody edited it.
///
/// # Errors
/// With exit code 3 when it is missing or malformed.
pub fn lock_of(job: &Job<'_>, dir: &Path) -> Result<(Lock, bool), Failure> {
    let path = dir.join(lock::NAME);
    let shown = job.shown(&path);
    match Lock::find(&path).map_err(|error| Failure::read(Path::new(&shown), &error))? {
        Found::Lock { lock, intact } => Ok((*lock, intact)),
        Found::Missing => Err(Failure::new(Exit::Input, format!("there is no {shown}"))
            .help("give the directory that `vendor --to` wrote")),
        Found::Format(found) => {
            let message = format!("{shown} is of another version: {}", lock::other_format(found));
            Err(Failure::new(Exit::Input, message)
                .help("verify with the tool that wrote it, or vendor again with --force"))
        }
        Found::Malformed(why) => {
            Err(Failure::new(Exit::Input, format!("{shown} cannot be read: {why}"))
                .help("restore it from version control, or vendor again with --force"))
        }
    }
}

/// Everything in `dir` that is not as its lock says. An edit is shown where what the file was is known:
/// in `made`, if generating today gives the same.
///
/// # Errors
/// With exit code 3 when something cannot be read.
pub fn changes(
    job: &Job<'_>,
    dir: &Path,
    lock: &Lock,
    intact: bool,
    made: Option<&Made>,
) -> Result<Vec<Change>, Failure> {
    let unreadable = |error| Failure::read(Path::new(&job.shown(dir)), &error);
    let differences = compare::compare(dir, &compare::stamps(&lock.files)).map_err(unreadable)?;
    let differs = |it: &Difference| match it.kind {
        Some(kind) if it.path == Path::new(lock::NAME) => {
            of_lock(&dir.join(lock::NAME), kind, intact)
        }
        _ => Some(it.mark),
    };
    let changes = differences.iter().filter_map(|it| {
        let mut change = change(job, dir, it, differs(it)?);
        let path = shown(&it.path);
        let before = made
            .filter(|made| made.lock.files.get(&path) == lock.files.get(&path))
            .and_then(|made| made.files.get(&path));
        if let (Mark::Changed, Some(kind), Some(before)) = (change.mark, it.kind, before) {
            let lines = diff::lines(&dir.join(&it.path), kind, before, &change.path);
            (change.lines, change.line) = (lines.counts, lines.first);
            change.diff = lines.text.map(|text| diff::shorten(&text, DIFF_LIMIT));
        }
        Some(change)
    });
    Ok(changes.collect())
}

/// The lock does not list itself, so what is wrong with it is found here.
fn of_lock(path: &Path, kind: Kind, intact: bool) -> Option<Mark> {
    match kind {
        Kind::Symlink | Kind::Other => Some(Mark::NotAFile),
        Kind::File { .. } if !intact => Some(Mark::Changed),
        Kind::File { .. } if fs::read(path).is_ok_and(|bytes| bytes.contains(&b'\r')) => {
            Some(Mark::LineEndings)
        }
        Kind::File { executable, .. } => executable.then_some(Mark::Executable),
    }
}

fn change(job: &Job<'_>, dir: &Path, it: &Difference, mark: Mark) -> Change {
    let why = match (mark, it.kind) {
        (_, Some(Kind::Symlink)) => "symbolic link",
        (_, Some(Kind::Other)) => "neither file nor directory",
        (Mark::Changed, _) => "edited",
        (Mark::Missing, _) => "missing",
        (Mark::LineEndings, _) => "line endings only",
        (Mark::Executable, _) => "made executable",
        (Mark::Extra | Mark::Obsolete | Mark::NotAFile, _) => "extra",
    };
    let path = job.shown(&dir.join(shown(&it.path)));
    let why = format!("{why}{}", look_alike(&it.path));
    Change { mark, path, lines: None, why, line: None, diff: None }
}
