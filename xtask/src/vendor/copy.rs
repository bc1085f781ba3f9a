//! `vendor --to DIR`: copies the crate, when it is what the spec gives, into a directory of another project.
//!
//! The copy carries its lock, so that it can be verified there, and updated later.

use super::verify;
use crate::check;
use crate::exit::{Exit, Failure};
use crate::install::{Install, refuse_not_directory};
use crate::job::Job;
use crate::lock::{self, Found, Lock};
use crate::places::resolved;
use crate::report::{Mark, Report, count};
use crate::tree::guard::Guard;
use crate::tree::scan::scan;
use crate::tree::write;
use std::path::Path;

/// Runs `vendor --to`.
///
/// # Errors
/// With exit code 1 when the crate is stale or the earlier copy was edited, 4 when the directory is
/// somebody else's or cannot be written.
pub fn run(job: &Job<'_>, dir: &Path, force: bool, report: &mut Report) -> Result<(), Failure> {
    let made = job.make(false, report)?;
    check::compare_all(job, &made, false, report)?;
    let out = job.shown(&job.places.out);
    if report.drift {
        return Err(Failure::new(
            Exit::Findings,
            format!("{out} is stale or was edited; nothing was copied"),
        )
        .help(format!("run `{}` first", job.command("generate"))));
    }
    job.places.guard(dir)?;
    refuse_nested(job, dir)?;
    refuse_not_directory(job, dir)?;
    let _guard =
        Guard::exclusive(&[dir], &mut || report.remarks.push("waited for another run".into()));
    write::recover(job.disk, dir, None)?;
    let previous = earlier_copy(job, dir, force, report)?;
    Install { root: dir, files: &made.files, previous: &previous, companion: None }
        .run(job, report)?;
    let shown = job.shown(dir);
    report.title = match report.changes.len() {
        0 => format!("{shown} is up to date"),
        changed => format!("{out} copied to {shown}, {} changed", count(changed, "file")),
    };
    report.remarks.push(format!(
        "verify it with `cargo xtask vendor --verify {}`",
        crate::places::quoted(&shown)
    ));
    Ok(())
}

/// The lock of the copy that stands there, when it may be overwritten.
fn earlier_copy(
    job: &Job<'_>,
    dir: &Path,
    force: bool,
    report: &mut Report,
) -> Result<Found, Failure> {
    let shown = job.shown(dir);
    let present =
        scan(dir, &["target", ".git"]).map_err(|error| Failure::read(Path::new(&shown), &error))?;
    let found = Lock::find(&dir.join(lock::NAME))
        .unwrap_or_else(|error| Found::Malformed(error.to_string()));
    let edited = match &found {
        Found::Missing if present.is_empty() => return Ok(found),
        Found::Missing => {
            return Err(Failure::new(
                Exit::Write,
                format!("{shown} is not empty and no earlier copy; nothing was copied"),
            )
            .help("choose an empty or new directory"));
        }
        Found::Malformed(_) | Found::Format(_) => format!("the lock in {shown} cannot be read"),
        Found::Lock { lock, intact } => {
            let mut changes = verify::changes(job, dir, lock, *intact)?;
            changes.retain(|it| it.mark != Mark::LineEndings);
            if changes.is_empty() {
                return Ok(found);
            }
            let message = format!(
                "{shown} was changed since it was copied ({})",
                count(changes.len(), "file")
            );
            report.changes = changes;
            message
        }
    };
    if force {
        report.changes.clear();
        return Ok(found);
    }
    Err(Failure::new(Exit::Findings, format!("{edited}; nothing was copied"))
        .help("move the changes elsewhere, or give --force to overwrite them; added files are kept either way"))
}

fn refuse_nested(job: &Job<'_>, dir: &Path) -> Result<(), Failure> {
    let (dir, out) = (resolved(dir), resolved(&job.places.out));
    if dir.starts_with(&out) || out.starts_with(&dir) {
        let (dir, out) = (job.shown(&dir), job.shown(&out));
        return Err(Failure::new(
            Exit::Usage,
            format!("{dir} and {out} must not lie in each other"),
        ));
    }
    Ok(())
}
