//! The command: generate in memory, compare with the disk, explain.

use super::cause::{self, Evidence};
use super::compare::{self, Difference};
use super::diff;
use crate::args::Compare;
use crate::digest::unix_lines;
use crate::exit::Failure;
use crate::job::{Job, Made};
use crate::lock::{self, Found, Lock};
use crate::record::{self, Record};
use crate::report::{Cause, Change, Mark, Report, count};
use crate::tree::scan::{look_alike, shown};
use std::fs;
use std::io;
use std::path::Path;
use std::time::Instant;

/// Lines of diff shown in all, unless the whole is asked for.
const DIFF_LIMIT: usize = 200;

/// Runs `check`.
///
/// # Errors
/// When there is nothing to compare with.
pub fn run(job: &Job<'_>, flags: Compare, report: &mut Report) -> Result<(), Failure> {
    let made = job.make(flags.deny_warnings, report)?;
    let start = Instant::now();
    compare_all(job, &made, flags.full, report)?;
    report.timings.push(("compare", start.elapsed()));
    let out = job.shown(&job.places.out);
    if report.drift {
        report.title = format!("{out} is not what {} gives", job.shown(&job.places.spec));
    } else {
        report.title = format!("{out} is up to date");
    }
    Ok(())
}

/// Compares the tree, and the lock beside the settings where there are any, with what was made, and
/// reports every difference.
///
/// # Errors
/// With exit code 3 when something on disk cannot be read.
pub fn compare_all(
    job: &Job<'_>,
    made: &Made,
    full: bool,
    report: &mut Report,
) -> Result<(), Failure> {
    let out = &job.places.out;
    let unreadable = |error: io::Error| Failure::read(Path::new(&job.shown(out)), &error);
    let mut differences =
        compare::compare(out, &compare::texts(&made.files)).map_err(unreadable)?;
    let find =
        |path: &Path| Lock::find(path).unwrap_or_else(|error| Found::Malformed(error.to_string()));
    let place = out.join(lock::NAME);
    let companion = job.places.companion_lock();
    let locks: Vec<_> = [Some(&place), companion.as_ref()]
        .into_iter()
        .flatten()
        .map(|path| (job.shown(path), find(path)))
        .collect();
    let untouched = cause::untouched(out, cause::best(&locks), &differences).map_err(unreadable)?;
    for it in &mut differences {
        // Only what the lock lists and nobody touched is ours to remove.
        if it.mark == Mark::Extra && untouched.get(&shown(&it.path)) == Some(&true) {
            it.mark = Mark::Obsolete;
        }
    }
    let beside = companion.as_ref().and_then(|path| companion_change(job, path, made.lock_text()));
    let evidence = Evidence {
        locks: &locks,
        beside: beside.as_ref(),
        expected: &made.lock,
        differences: &differences,
        untouched: &untouched,
    };
    let mut causes = if differences.is_empty() && beside.is_none() {
        Vec::new()
    } else {
        cause::causes(&evidence)
    };
    let mut changes: Vec<Change> =
        differences.iter().map(|it| change(job, made, it, &evidence)).collect();
    changes.extend(beside);
    changes.extend(record_change(job, made, &mut causes)?);
    let mut left = if full { usize::MAX } else { DIFF_LIMIT };
    for text in changes.iter_mut().filter_map(|change| change.diff.as_mut()) {
        let lines = text.lines().count();
        *text = if left == 0 {
            format!("... {} (--full shows them)\n", count(lines, "line"))
        } else {
            diff::shorten(text, left)
        };
        left = left.saturating_sub(lines);
    }
    let extra = changes.iter().filter(|change| change.mark == Mark::Extra);
    report.by_hand = extra
        .map(|change| {
            format!("remove {} (generate leaves alone what it did not write)", change.path)
        })
        .collect();
    if locks.iter().all(|(_, found)| *found == Found::Missing) {
        let unknown = changes.iter().filter(|it| !matches!(it.mark, Mark::Extra | Mark::Missing));
        report.by_hand.extend(unknown.map(|it| {
            format!(
                "remove {} (no lock says that it was generated, so generate leaves it alone)",
                it.path
            )
        }));
    }
    let repairable = changes.iter().any(|change| change.mark != Mark::Extra);
    report.repair = repairable.then(|| job.command("generate"));
    report.totals = Some((made.files.len(), changes.len()));
    report.drift = !changes.is_empty();
    (report.causes, report.changes) = (causes, changes);
    Ok(())
}

fn change(job: &Job<'_>, made: &Made, it: &Difference, evidence: &Evidence<'_>) -> Change {
    let (on_disk, path) = (job.places.out.join(&it.path), shown(&it.path));
    let name = job.shown(&on_disk);
    let wanted = made.files.get(&path).map_or("", String::as_str);
    let listed = evidence.untouched.get(&path);
    let why = match it.mark {
        Mark::Changed if listed == Some(&false) => "edited by hand",
        Mark::Missing if listed.is_some() => "removed by hand",
        Mark::Extra if listed.is_some() => "no longer generated, and edited by hand",
        Mark::Extra => "not generated",
        Mark::Obsolete => "no longer generated",
        Mark::LineEndings => "line endings only",
        Mark::Executable => "executable",
        Mark::NotAFile => "not a plain file",
        Mark::Changed | Mark::Missing => "",
    };
    let why = format!("{why}{}", look_alike(&it.path));
    let mut change = Change { mark: it.mark, path: name, lines: None, why, line: None, diff: None };
    match (it.mark, it.kind) {
        (Mark::Changed | Mark::NotAFile, Some(kind)) => {
            let lines = diff::lines(&on_disk, kind, wanted, &change.path);
            (change.lines, change.line, change.diff) = (lines.counts, lines.first, lines.text);
        }
        (Mark::Missing, _) => change.lines = Some((wanted.lines().count(), 0)),
        _ => {}
    }
    change
}

/// The record beside the settings, when generating would write another one.
fn record_change(
    job: &Job<'_>,
    made: &Made,
    causes: &mut Vec<Cause>,
) -> Result<Option<Change>, Failure> {
    let (Some(path), Some(surface)) = (job.places.record(), &made.surface) else {
        return Ok(None);
    };
    let shown = job.shown(&path);
    let found = Record::find(&path).map_err(|error| Failure::read(Path::new(&shown), &error))?;
    let change = companion_change(job, &path, &Record::after(&found, surface).render());
    if change.is_some() {
        let (code, message) = match found {
            record::Found::Missing => ("record-missing", format!("{shown} is missing")),
            record::Found::Malformed(why) => ("record-edited", format!("{shown} is {why}")),
            record::Found::Record(_) => {
                ("record-stale", format!("{shown} tells of another crate than the inputs give"))
            }
        };
        // What makes the crate another one makes the record so, too.
        if code != "record-stale" || causes.is_empty() {
            causes.push(Cause { code, message });
        }
    }
    Ok(change)
}

/// A file beside the settings, when it is not the one expected.
fn companion_change(job: &Job<'_>, path: &Path, wanted: &str) -> Option<Change> {
    let (mark, why) = match (path.symlink_metadata(), fs::read(path)) {
        (Ok(meta), _) if !meta.is_file() => (Mark::NotAFile, "not a file"),
        (_, Ok(bytes)) if bytes == wanted.as_bytes() => return None,
        (_, Ok(bytes)) if *unix_lines(&bytes) == *wanted.as_bytes() => {
            (Mark::LineEndings, "line endings only")
        }
        (Ok(_), _) => (Mark::Changed, ""),
        (Err(_), _) => (Mark::Missing, ""),
    };
    Some(Change {
        mark,
        path: job.shown(path),
        lines: None,
        why: why.into(),
        line: None,
        diff: None,
    })
}
