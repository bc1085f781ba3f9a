//! `generate`: spec and settings to a crate on disk.

use crate::exit::Failure;
use crate::gate;
use crate::install::{Install, refuse_not_directory};
use crate::job::Job;
use crate::lock::{self, Found, Lock};
use crate::report::{Report, count};
use crate::tree::guard::Guard;
use crate::tree::write;
use std::iter;
use std::path::Path;

/// Runs `generate`.
///
/// # Errors
/// When the inputs cannot be generated from, or the result cannot be written; the tree is then as it was.
pub fn run(
    job: &Job<'_>,
    deny_warnings: bool,
    unreleased: bool,
    report: &mut Report,
) -> Result<(), Failure> {
    let (out, companion) = (&job.places.out, job.places.companion_lock());
    let companion = companion.as_deref();
    let record = job.places.record();
    let made = job.make(deny_warnings, report)?;
    job.places.guard(out)?;
    refuse_not_directory(job, out)?;
    let places: Vec<&Path> = iter::once(out.as_path()).chain(companion).collect();
    let beside: Vec<&Path> = companion.into_iter().chain(record.as_deref()).collect();
    let _guard =
        Guard::exclusive(&places, &mut || report.remarks.push("waited for another run".into()));
    write::recover(job.disk, out, &beside)?;
    let found = |path| Lock::find(path).unwrap_or_else(|error| Found::Malformed(error.to_string()));
    // The lock in the tree is exchanged together with it, so it is the one that never lies.
    let previous = match (found(&out.join(lock::NAME)), companion) {
        (Found::Missing, Some(companion)) => found(companion),
        (in_tree, _) => in_tree,
    };
    let recorded = gate::pass(job, &made, unreleased, report)?;
    let lock = companion.map(|path| (path, made.lock_text()));
    let record = record.as_deref().zip(recorded.as_deref());
    let companions: Vec<(&Path, &str)> = lock.into_iter().chain(record).collect();
    Install { root: out, files: &made.files, previous: &previous, companions: &companions }
        .run(job, report)?;
    let before = previous.lock().and_then(|lock| lock.inputs.selection.as_ref());
    if let Some(before) = before.filter(|before| **before != job.selection) {
        report.remarks.push(format!("before, the operations were selected by{}", before.flags()));
    }
    report.title = match report.changes.len() {
        0 => format!("{} is up to date", job.shown(out)),
        changed => format!("{} written, {} changed", job.shown(out), count(changed, "file")),
    };
    let (selected, total) = report.losses.operations;
    if selected < total {
        report.title.push_str(&format!("; it has {selected} of {total} operations"));
    }
    Ok(())
}
