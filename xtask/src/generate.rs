//! `generate`: spec and settings to a crate on disk.

use crate::exit::Failure;
use crate::install::{Install, refuse_not_directory};
use crate::job::Job;
use crate::lock::{self, Found, Lock};
use crate::report::{Report, count};
use crate::tree::guard::Guard;
use crate::tree::write;

/// Runs `generate`.
///
/// # Errors
/// When the inputs cannot be generated from, or the result cannot be written; the tree is then as it was.
pub fn run(job: &Job<'_>, deny_warnings: bool, report: &mut Report) -> Result<(), Failure> {
    let (out, spec_lock) = (&job.places.out, job.places.spec_lock());
    let made = job.make(deny_warnings, report)?;
    job.places.guard(out)?;
    refuse_not_directory(job, out)?;
    let _guard = Guard::exclusive(&[out, &spec_lock], &mut || {
        report.remarks.push("waited for another run".into())
    });
    write::recover(job.disk, out, Some(&spec_lock))?;
    let found = |path| Lock::find(path).unwrap_or_else(|error| Found::Malformed(error.to_string()));
    // The lock in the tree is exchanged together with it, so it is the one that never lies.
    let previous = match found(&out.join(lock::NAME)) {
        Found::Missing => found(&spec_lock),
        in_tree => in_tree,
    };
    let companion = Some((spec_lock.as_path(), made.lock_text()));
    Install { root: out, files: &made.files, previous: &previous, companion }.run(job, report)?;
    report.title = match report.changes.len() {
        0 => format!("{} is up to date", job.shown(out)),
        changed => format!("{} written, {} changed", job.shown(out), count(changed, "file")),
    };
    Ok(())
}
