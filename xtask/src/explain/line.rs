//! `FILE:LINE`, as compilers print it: which file of the crate is meant, and what it says.

use crate::exit::{Exit, Failure};
use crate::job::Job;
use crate::report::Report;
use crate::tree::scan;
use std::fs;
use std::path::Path;

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// The path as it was given.
    pub(super) path: String,
    /// The line, from 1.
    pub(super) line: usize,
}

/// A file of the crate.
pub(super) struct Found {
    /// Its path in the crate.
    pub(super) file: String,
    /// Its text.
    pub(super) text: String,
}

/// Reads `FILE:LINE` or `FILE:LINE:COLUMN`, perhaps with an arrow before it.
pub(super) fn parse(text: &str) -> Option<Asked> {
    let text = text.trim().trim_start_matches("-->").trim_end_matches(':').trim();
    let number = |text: &str| text.parse::<usize>().ok();
    let (before, last) = text.rsplit_once(':')?;
    let last = number(last)?;
    let asked = match before.rsplit_once(':').and_then(|(path, line)| Some((path, number(line)?))) {
        Some((path, line)) => Asked { path: path.to_owned(), line },
        None => Asked { path: before.to_owned(), line: last },
    };
    (!asked.path.is_empty() && !asked.path.ends_with(':')).then_some(asked)
}

/// Finds the file that is meant: one of the crate on disk, by its path from here or in the crate, or one
/// of a copy, by how its path ends.
///
/// # Errors
/// With exit code 2 when no generated file is called so.
pub(super) fn find(job: &Job<'_>, asked: &Asked, report: &mut Report) -> Result<Found, Failure> {
    let made = job.make(false, report)?;
    report.findings = crate::pipeline::Findings::default();
    report.losses = crate::pipeline::Losses::default();
    let given = job.places.cwd.join(&asked.path);
    let slashed = asked.path.replace('\\', "/");
    let inside = given.strip_prefix(&job.places.out).ok().map(scan::shown);
    let ends = |file: &&String| slashed == **file || slashed.ends_with(&format!("/{file}"));
    // The longest, since `src/api/customers.rs` ends like a file called `customers.rs` would.
    let file = inside
        .filter(|inside| made.files.contains_key(inside))
        .or_else(|| made.files.keys().filter(ends).max_by_key(|file| file.len()).cloned());
    let Some(file) = file else {
        let message = format!("{} is no file of the crate", asked.path);
        return Err(Failure::new(Exit::Usage, message)
            .help(format!("give a path in {}", job.shown(&job.places.out))));
    };
    let generated = made.files.get(&file).cloned().unwrap_or_default();
    let read = |path: &Path| fs::read_to_string(path).ok().map(|text| text.replace("\r\n", "\n"));
    let text = read(&given).or_else(|| read(&job.places.out.join(&file)));
    if text.as_ref().is_some_and(|text| *text != generated) {
        let remark =
            format!("{} is not as it would be generated now; lines may have moved", asked.path);
        report.remarks.push(remark);
    }
    Ok(Found { file, text: text.unwrap_or(generated) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_compilers_print_them() {
        let asked = |path: &str, line| Some(Asked { path: path.to_owned(), line });
        assert_eq!(parse("generated/src/lib.rs:12"), asked("generated/src/lib.rs", 12));
        assert_eq!(parse(" --> generated/src/lib.rs:12:5"), asked("generated/src/lib.rs", 12));
        assert_eq!(parse("C:\\sdk\\src\\lib.rs:7"), asked("C:\\sdk\\src\\lib.rs", 7));
        assert_eq!(parse("src/lib.rs:12:"), asked("src/lib.rs", 12));
        for text in ["Customer", "polar_sdk::Customer", "customers:get", ":3", "a::3", "a:-1"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
