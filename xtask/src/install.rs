//! Decides what becomes of each file when a tree is brought up to date: written, kept, or removed.
//!
//! The rule: a path is ours if it is generated now, or if the lock lists it and its content is what
//! the lock says. Ours is written and removed; everything else is kept. The disk is changed by `tree`.

use crate::check::{cause, compare};
use crate::exit::{Exit, Failure};
use crate::job::{Job, timed};
use crate::lock::Found;
use crate::report::{Change, Mark, Report};
use crate::tree::scan::{Kind, scan, shown};
use crate::tree::write::{self, Tree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A tree to bring up to date. The caller holds the guard and has recovered the place.
#[derive(Debug)]
pub struct Install<'a> {
    /// The directory.
    pub root: &'a Path,
    /// Every generated file, the lock among them.
    pub files: &'a BTreeMap<String, String>,
    /// The lock of the tree that stands there.
    pub previous: &'a Found,
    /// Files elsewhere that change with the tree.
    pub companions: &'a [(&'a Path, &'a str)],
}

impl Install<'_> {
    /// Writes what differs and notes each change in the report.
    ///
    /// # Errors
    /// With exit code 4 when something of somebody else is in the way, or writing fails.
    pub fn run(&self, job: &Job<'_>, report: &mut Report) -> Result<(), Failure> {
        let unreadable = |error: io::Error| {
            Failure::write(format_args!("read {}", job.shown(self.root)), &error)
        };
        let present = scan(self.root, &["target"]).map_err(unreadable)?;
        self.refuse_blocked(job, &present)?;
        let expected = compare::texts(self.files);
        let differences = compare::compare(self.root, &expected).map_err(unreadable)?;
        let untouched =
            cause::untouched(self.root, self.previous, &differences).map_err(unreadable)?;
        let mut tree = Tree {
            root: self.root,
            files: self.files,
            rewrite: BTreeSet::new(),
            keep: BTreeSet::new(),
        };
        let mut changes = Vec::new();
        for it in &differences {
            let listed = untouched.get(&shown(&it.path));
            let (mark, why) = match (it.mark, listed) {
                (Mark::Extra, Some(true)) => (Mark::Obsolete, "no longer generated"),
                (Mark::Extra, Some(false)) => {
                    let path = job.shown(&self.root.join(&it.path));
                    report.remarks.push(format!(
                        "{path} is no longer generated, but was edited by hand and is kept"
                    ));
                    continue;
                }
                (Mark::Extra, None) => continue,
                (Mark::Missing, _) => (Mark::Missing, ""),
                (mark, _) if *self.previous == Found::Missing => {
                    return Err(self.not_ours(job, &it.path, mark));
                }
                (mark, Some(false)) => (mark, "edits by hand replaced"),
                (mark, _) => (mark, ""),
            };
            if mark != Mark::Obsolete {
                tree.rewrite.insert(it.path.clone());
            }
            changes.push(self.change(job, &it.path, mark, why));
        }
        let gone: BTreeSet<_> = changes
            .iter()
            .filter(|it| it.mark == Mark::Obsolete)
            .map(|it| it.path.clone())
            .collect();
        tree.keep = present
            .into_keys()
            .filter(|path| {
                !expected.contains_key(path) && !gone.contains(&job.shown(&self.root.join(path)))
            })
            .collect();
        let stale = self.companions.iter().copied().filter(|(path, text)| !is(path, text));
        let stale: Vec<(&Path, &str)> = stale.collect();
        timed(report, "write", || {
            if changes.is_empty() {
                stale.iter().try_for_each(|(path, text)| write::replace_file(job.disk, path, text))
            } else {
                write::replace(job.disk, &tree, &stale)
            }
        })?;
        changes.extend(stale.iter().map(|(path, _)| self.change(job, path, Mark::Changed, "")));
        report.totals = Some((self.files.len(), changes.len()));
        report.changes = changes;
        Ok(())
    }

    /// Refuses a file or link where a directory is needed, and the other way round.
    fn refuse_blocked(
        &self,
        job: &Job<'_>,
        present: &BTreeMap<PathBuf, Kind>,
    ) -> Result<(), Failure> {
        let above = |path: &Path| -> Vec<PathBuf> {
            path.ancestors().skip(1).map(Path::to_owned).collect()
        };
        let in_the_way = self
            .files
            .keys()
            .flat_map(|path| above(Path::new(path)))
            .find(|path| present.contains_key(path))
            .or_else(|| {
                present.keys().find(|path| above(path).iter().any(|dir| self.is_file(dir))).cloned()
            });
        match in_the_way {
            None => Ok(()),
            Some(path) => {
                let path = job.shown(&self.root.join(path));
                Err(Failure::new(Exit::Write, format!("{path} is in the way of a generated file"))
                    .help(format!("remove {path}, then run the same command again")))
            }
        }
    }

    fn is_file(&self, path: &Path) -> bool {
        path.to_str().is_some_and(|path| self.files.contains_key(path))
    }

    fn not_ours(&self, job: &Job<'_>, path: &Path, mark: Mark) -> Failure {
        let (root, path) = (job.shown(self.root), job.shown(&self.root.join(path)));
        let message = format!(
            "{path} would be overwritten ({}), and no lock says that it was generated",
            mark.code()
        );
        Failure::new(Exit::Write, message)
            .help(format!("choose another directory, or remove {root} first"))
    }

    fn change(&self, job: &Job<'_>, path: &Path, mark: Mark, why: &str) -> Change {
        let path = job.shown(&self.root.join(path));
        Change { mark, path, lines: None, why: why.to_owned(), line: None, diff: None }
    }
}

/// Refuses a place that is there and not a directory.
///
/// # Errors
/// With exit code 4.
pub fn refuse_not_directory(job: &Job<'_>, root: &Path) -> Result<(), Failure> {
    match root.symlink_metadata() {
        Ok(meta) if !meta.is_dir() => {
            let what = if meta.is_symlink() { "a symbolic link" } else { "not a directory" };
            Err(Failure::new(Exit::Write, format!("{} is {what}", job.shown(root)))
                .help("name the directory itself, or remove what stands there"))
        }
        _ => Ok(()),
    }
}

fn is(path: &Path, text: &str) -> bool {
    path.symlink_metadata().is_ok_and(|meta| meta.is_file())
        && fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
}
