//! `vendor --to DIR` and `vendor --upgrade DIR`: copies the crate, when it is what the spec gives, into a
//! directory of another project.
//!
//! `--to` also takes a new directory; `--upgrade` insists on an earlier copy. Over an earlier copy the two do
//! the same: a clean one is replaced as a whole, an edited one is refused with the list of edits. The copy
//! carries its lock, so that it can be verified there, and upgraded later.

use super::origin::Origin;
use super::verify;
use crate::check;
use crate::exit::{Exit, Failure};
use crate::install::{Install, refuse_not_directory};
use crate::job::{Job, Made};
use crate::lock::{self, Found, Lock};
use crate::places::{quoted, resolved};
use crate::report::{Mark, Report, count};
use crate::tree::guard::Guard;
use crate::tree::scan::scan;
use crate::tree::write;
use std::fs;
use std::path::Path;

/// What may stand where the copy goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Nothing, or an earlier copy.
    Anything,
    /// An earlier copy.
    EarlierCopy,
}

/// Runs `vendor --to` and `vendor --upgrade`.
///
/// # Errors
/// With exit code 1 when the crate is stale or the earlier copy was edited, 2 when it is a copy of another
/// package, 3 when there is no earlier copy to upgrade, 4 when the directory is somebody else's or cannot
/// be written.
pub fn run(
    job: &Job<'_>,
    dir: &Path,
    over: Over,
    force: bool,
    report: &mut Report,
) -> Result<(), Failure> {
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
    write::recover(job.disk, dir, &[])?;
    let previous = earlier_copy(job, dir, over, &made, force, report)?;
    let manifest = made.files.get("Cargo.toml").map_or("", String::as_str);
    let now = Origin::new(&made.lock, manifest);
    let was = previous.lock().map(|lock| Origin::of(dir, lock));
    let shown = job.shown(dir);
    if let Some(was) = was.as_ref().filter(|was| was.is_another_package(&now) && !force) {
        return Err(Failure::new(Exit::Usage, format!("{shown} has {was}, and this is {now}"))
            .help("choose another directory, or give --force if the package was renamed"));
    }
    refuse_theirs(job, dir, &made, &previous)?;
    Install { root: dir, files: &made.files, previous: &previous, companions: &[] }
        .run(job, report)?;
    let changed = count(report.changes.len(), "file");
    report.title = match &was {
        _ if report.changes.is_empty() => format!("{shown} is up to date"),
        Some(was) if *was != now => {
            format!("{shown} upgraded from {was} to {now}, {changed} changed")
        }
        _ => format!("{out} copied to {shown}, {changed} changed"),
    };
    report.data = Some(serde_json::json!({
        "from": was.as_ref().map(Origin::data),
        "to": now.data(),
        "digest": made.lock.digest(),
    }));
    report.remarks.push(format!(
        "verify it with `cargo xtask vendor --verify {} --digest {}`",
        quoted(&shown),
        made.lock.digest()
    ));
    Ok(())
}

/// The lock of the copy that stands there, when it may be overwritten.
fn earlier_copy(
    job: &Job<'_>,
    dir: &Path,
    over: Over,
    made: &Made,
    force: bool,
    report: &mut Report,
) -> Result<Found, Failure> {
    let shown = job.shown(dir);
    let present =
        scan(dir, &["target", ".git"]).map_err(|error| Failure::read(Path::new(&shown), &error))?;
    let found = Lock::find(&dir.join(lock::NAME))
        .unwrap_or_else(|error| Found::Malformed(error.to_string()));
    let edited = match &found {
        Found::Missing if over == Over::EarlierCopy => {
            return Err(Failure::new(
                Exit::Input,
                format!("there is no copy at {shown}, so nothing to upgrade"),
            )
            .help(format!("copy with `cargo xtask vendor --to {}`", quoted(&shown))));
        }
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
            let mut changes = verify::changes(job, dir, lock, *intact, Some(made))?;
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

/// Refuses to write over a file that the earlier copy did not have: it is the user's.
fn refuse_theirs(job: &Job<'_>, dir: &Path, made: &Made, previous: &Found) -> Result<(), Failure> {
    let Some(lock) = previous.lock() else {
        return Ok(());
    };
    let theirs = |path: &&String| {
        let place = dir.join(path);
        *path != lock::NAME
            && !lock.files.contains_key(*path)
            && match place.symlink_metadata() {
                Ok(meta) if meta.is_file() => {
                    let text = made.files.get(*path).map(String::as_bytes);
                    !fs::read(&place).is_ok_and(|bytes| Some(bytes.as_slice()) == text)
                }
                Ok(meta) => !meta.is_dir(),
                Err(_) => false,
            }
    };
    match made.files.keys().find(theirs) {
        None => Ok(()),
        Some(path) => {
            let path = job.shown(&dir.join(path));
            Err(Failure::new(
                Exit::Write,
                format!("{path} is not of the earlier copy, and in the way of a generated file"),
            )
            .help(format!("move {path} elsewhere, then run the same command again")))
        }
    }
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
