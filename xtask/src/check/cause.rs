//! Why a tree is not what would be generated: read off the hashes in the lock it was written with.
//!
//! Several causes can hold at once, and each is said. What the hashes do not tell is not guessed.

use super::compare::{self, Difference};
use crate::lock::{self, Found, Generator, Lock, Stamp};
use crate::pipeline::Selection;
use crate::report::{Cause, Change, Mark};
use crate::tree::scan::shown;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// How many paths a cause names before it only counts.
const NAMED: usize = 3;

/// What the causes are read from.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// The lock in the tree, and the one beside the settings if any, with the paths to show.
    pub locks: &'a [(String, Found)],
    /// What is wrong with the lock beside the settings, if anything.
    pub beside: Option<&'a Change>,
    /// The lock that would be written.
    pub expected: &'a Lock,
    /// What differs in the tree, with `Obsolete` told from `Extra`.
    pub differences: &'a [Difference],
    /// Of the paths that differ and the lock lists: whether they are on disk as it says.
    pub untouched: &'a BTreeMap<String, bool>,
}

/// The lock to believe: one that nobody edited, of those the one in the tree, which is exchanged together
/// with it. Where there is none, what can be read of an edited one still says which files were ours.
#[must_use]
pub fn best(locks: &[(String, Found)]) -> &Found {
    let found = || locks.iter().map(|(_, found)| found);
    let intact = found().find(|found| found.intact().is_some());
    intact.or_else(|| found().find(|found| found.lock().is_some())).unwrap_or(&Found::Missing)
}

/// All causes, those in the inputs first.
#[must_use]
pub fn causes(evidence: &Evidence<'_>) -> Vec<Cause> {
    let intact = best(evidence.locks).intact();
    let mut causes = intact.map(|lock| inputs(lock, evidence.expected)).unwrap_or_default();
    let code_moved = causes.is_empty()
        && intact.is_some_and(|lock| {
            lock.files != evidence.expected.files
                || lock.inputs.document != evidence.expected.inputs.document
        });
    if code_moved {
        causes.push(cause(
            "generator-code",
            "the generator writes something else than before, under the same version",
        ));
    }
    let paths = |wanted: &dyn Fn(&Difference) -> bool| -> Vec<String> {
        evidence.differences.iter().filter(|it| wanted(it)).map(|it| shown(&it.path)).collect()
    };
    let marked = |mark: Mark| {
        let beside = evidence.beside.filter(|it| it.mark == mark).map(|it| it.path.clone());
        paths(&|it| it.mark == mark).into_iter().chain(beside).collect::<Vec<_>>()
    };
    let edited = |it: &Difference| {
        it.mark == Mark::Changed && evidence.untouched.get(&shown(&it.path)) == Some(&false)
    };
    push(&mut causes, "edited", "edited by hand", &paths(&edited));
    let removed = |it: &Difference| {
        it.mark == Mark::Missing && evidence.untouched.contains_key(&shown(&it.path))
    };
    push(&mut causes, "removed", "removed by hand", &paths(&removed));
    push(&mut causes, "added", "added by hand", &marked(Mark::Extra));
    push(&mut causes, "line-endings", "line endings changed", &marked(Mark::LineEndings));
    push(&mut causes, "mode", "made executable", &marked(Mark::Executable));
    push(&mut causes, "not-a-file", "replaced by what is no plain file", &marked(Mark::NotAFile));
    causes.extend(evidence.locks.iter().filter_map(|(path, found)| of_lock(path, found)));
    if intact.is_none() {
        causes.push(cause("unknown", "no lock says what this tree was made from"));
    }
    if let [
        (tree, Found::Lock { lock: one, intact: true }),
        (beside, Found::Lock { lock: other, intact: true }),
    ] = evidence.locks
        && one != other
    {
        causes.push(cause("locks-differ", format!("{beside} and {tree} differ")));
    }
    causes
}

/// What is wrong with a lock itself.
fn of_lock(path: &str, found: &Found) -> Option<Cause> {
    Some(match found {
        Found::Lock { intact: true, .. } => return None,
        Found::Lock { intact: false, .. } => {
            cause("lock-edited", format!("{path} was edited by hand"))
        }
        Found::Missing => cause("lock-missing", format!("there is no {path}")),
        Found::Malformed(why) => cause("lock-malformed", format!("{path} cannot be read: {why}")),
        Found::Format(found) => cause(
            "lock-format",
            format!("{path} is of another version: {}", lock::other_format(*found)),
        ),
    })
}

/// Of the paths that differ and a lock lists: whether each is on disk as the lock says.
///
/// # Errors
/// When a file cannot be read.
pub fn untouched(
    root: &Path,
    found: &Found,
    differences: &[Difference],
) -> io::Result<BTreeMap<String, bool>> {
    let Some(lock) = found.lock() else {
        return Ok(BTreeMap::new());
    };
    let listed: BTreeMap<String, Stamp> = differences
        .iter()
        .filter_map(|it| lock.files.get_key_value(&shown(&it.path)))
        .map(|(path, stamp)| (path.clone(), stamp.clone()))
        .collect();
    let mut all: BTreeMap<String, bool> = listed.keys().map(|path| (path.clone(), true)).collect();
    for it in compare::compare(root, &compare::stamps(&listed))? {
        let same = matches!(it.mark, Mark::LineEndings | Mark::Executable);
        if let Some(state) = all.get_mut(&shown(&it.path)) {
            *state = same;
        }
    }
    Ok(all)
}

fn inputs(was: &Lock, now: &Lock) -> Vec<Cause> {
    let mut causes = Vec::new();
    if was.inputs.spec.sha256 != now.inputs.spec.sha256 {
        causes.push(cause("spec", format!("the spec changed ({})", now.inputs.spec.name)));
    } else if was.inputs.spec.name != now.inputs.spec.name {
        let (was, now) = (&was.inputs.spec.name, &now.inputs.spec.name);
        causes.push(cause("spec", format!("the spec was renamed ({was} to {now})")));
    }
    let (old, new) = (&was.inputs.files, &now.inputs.files);
    let moved: BTreeSet<&String> =
        old.keys().chain(new.keys()).filter(|path| old.get(*path) != new.get(*path)).collect();
    let moved: Vec<String> = moved.into_iter().cloned().collect();
    push(&mut causes, "spec", "files of the spec changed", &moved);
    match (&was.inputs.config, &now.inputs.config) {
        (None, Some(now)) => {
            causes.push(cause("settings", format!("settings were added ({})", now.name)))
        }
        (Some(was), None) => {
            causes.push(cause("settings", format!("the settings are gone ({})", was.name)))
        }
        (Some(was), Some(now)) if was != now => {
            causes.push(cause("settings", format!("the settings changed ({})", now.name)));
        }
        _ => {}
    }
    let listed = |lock: &Lock| -> BTreeSet<(String, String)> {
        lock.inputs.overlays.iter().map(|it| (it.name.clone(), it.sha256.clone())).collect()
    };
    let (old, new) = (listed(was), listed(now));
    let moved: BTreeSet<String> =
        old.symmetric_difference(&new).map(|(name, _)| name.clone()).collect();
    let moved: Vec<String> = moved.into_iter().collect();
    push(&mut causes, "overlay", "overlays changed", &moved);
    if moved.is_empty() && was.inputs.overlays != now.inputs.overlays {
        causes.push(cause("overlay", "the overlays are in another order"));
    }
    if was.inputs.selection != now.inputs.selection {
        let (was, now) = (selection(was), selection(now));
        causes.push(cause("selection", format!("other operations are selected ({was} to {now})")));
    }
    if was.generator != now.generator {
        let shown = |it: &Generator| match was.generator.version == now.generator.version {
            false => format!("{} {}", it.name, it.version),
            true => format!("{} {}, model {}", it.name, it.version, it.model_version),
        };
        let versions = format!("{} to {}", shown(&was.generator), shown(&now.generator));
        causes.push(cause("generator", format!("the generator changed ({versions})")));
    }
    for (name, version) in &now.formatters {
        match was.formatters.get(name) {
            Some(before) if before == version => {}
            Some(before) => causes.push(cause(
                "formatter",
                format!("a formatter changed ({name} {before} to {version})"),
            )),
            None => {
                causes.push(cause("formatter", format!("a formatter was added ({name} {version})")))
            }
        }
    }
    for name in was.formatters.keys().filter(|name| !now.formatters.contains_key(*name)) {
        causes.push(cause("formatter", format!("a formatter is gone ({name})")));
    }
    causes
}

fn selection(lock: &Lock) -> String {
    let flags = lock.inputs.selection.as_ref().map(Selection::flags).unwrap_or_default();
    if flags.is_empty() { "all".to_owned() } else { flags.trim_start().to_owned() }
}

fn push(causes: &mut Vec<Cause>, code: &'static str, what: &str, paths: &[String]) {
    let named = paths.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match paths.len() {
        0 => {}
        all if all <= NAMED => causes.push(cause(code, format!("{what}: {named}"))),
        all => causes.push(cause(code, format!("{what}: {named} and {} more", all - NAMED))),
    }
}

fn cause(code: &'static str, message: impl Into<String>) -> Cause {
    Cause { code, message: message.into() }
}
