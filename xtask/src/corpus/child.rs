//! The hidden command `corpus-one`: generates one document in a process of its own, so that its memory
//! can be measured and limited, and so that it takes nobody with it when it dies.
//!
//! The crate goes to `--out`, what is to know about it to `--result`. What it means is the parent's
//! business.

use super::operation::Operation;
use super::outcome::{Made, Outcome, Said};
use crate::digest::sha256;
use crate::exit::{Exit, Failure};
use crate::job::{self, Job};
use crate::lock;
use crate::report::Report;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// The hand-written part of every crate.
const RUNTIME: &str = "src/runtime/";

/// Runs `corpus-one`.
///
/// # Errors
/// When the generator breaks a promise, or the result cannot be written. A document that is refused is
/// a result.
pub fn run(
    job: &Job<'_>,
    result: &Path,
    memory_mib: Option<u64>,
    report: &mut Report,
) -> Result<(), Failure> {
    follow_parent();
    limit_memory(memory_mib);
    let made = job.make(false, report);
    let mut outcome = Outcome {
        milliseconds: spent(report),
        findings: report.findings.items.iter().map(Said::from).collect(),
        ..Outcome::default()
    };
    match made {
        Ok(made) => {
            let out = &job.places.out;
            write(out, &made.files).map_err(|error| {
                Failure::write(format_args!("write {}", job.shown(out)), &error)
            })?;
            outcome.made = Some(describe(&made));
        }
        Err(failure) if failure.exit == Exit::Input => outcome.failure = Some(failure.message),
        Err(failure) => return Err(failure),
    }
    outcome.peak_kib = peak_kib();
    let text = serde_json::to_string_pretty(&outcome)
        .map_err(|error| Failure::new(Exit::Internal, error.to_string()))?;
    fs::write(result, text + "\n")
        .map_err(|error| Failure::write(format_args!("write {}", job.shown(result)), &error))?;
    // The findings are in the result.
    report.findings = Default::default();
    Ok(())
}

/// Who interrupts the parent does not mean to leave a child behind.
fn follow_parent() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Signal, set_parent_process_death_signal};
        // Without it, the child ends when it is done.
        let _ = set_parent_process_death_signal(Some(Signal::KILL));
    }
}

/// Without a limit, the system would end whom it likes when memory runs out.
fn limit_memory(mib: Option<u64>) {
    #[cfg(target_os = "linux")]
    if let Some(mib) = mib {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let bytes = Some(mib.saturating_mul(1 << 20));
        // A stricter limit may be set already, and is as good.
        let _ = setrlimit(Resource::As, Rlimit { current: bytes, maximum: bytes });
    }
    #[cfg(not(target_os = "linux"))]
    let _ = mib;
}

fn spent(report: &Report) -> u64 {
    let spent = report.timings.iter().find(|(what, _)| *what == "pipeline");
    spent.map_or(0, |(_, time)| u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
}

/// Puts the crate in the place of an earlier one. Nobody edits it, so nothing of that is kept.
fn write(out: &Path, files: &BTreeMap<String, String>) -> io::Result<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    for (path, text) in files {
        let path = out.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}

fn describe(made: &job::Made) -> Made {
    let rust = made.files.iter().filter(|(path, _)| path.ends_with(".rs"));
    let own = rust.filter(|(path, _)| path.starts_with("src/") && !path.starts_with(RUNTIME));
    let api = made.files.iter().filter(|(path, _)| path.starts_with("src/api/"));
    // The lock tells of the document's every byte, and the compiler does not read it.
    let compiled = made.files.iter().filter(|(path, _)| *path != lock::NAME);
    let all = compiled.map(|(path, text)| format!("{path} {}\n", sha256(text.as_bytes())));
    // Without an HTTP client: there is nothing of the document in it, and it is slow to build.
    let has_webhooks = made
        .files
        .get("Cargo.toml")
        .is_some_and(|manifest| manifest.lines().any(|line| line.starts_with("webhooks =")));
    Made {
        lines: own.map(|(_, text)| text.lines().count()).sum(),
        operations: api.flat_map(|(_, text)| rows(text)).collect(),
        features: if has_webhooks { "all,webhooks" } else { "all" }.to_owned(),
        digest: sha256(all.collect::<String>().as_bytes()),
    }
}

/// The operations of a generated file: its rows `operation! { Call: METHOD "/path" …`.
fn rows(text: &str) -> Vec<Operation> {
    let row = |row: &str| {
        let (_, rest) = row.split_once(':')?;
        let (method, rest) = rest.trim_start().split_once(char::is_whitespace)?;
        let path = literal(rest.trim_start().strip_prefix('"')?);
        Some(Operation::new(method.trim_matches('"'), path))
    };
    text.split("\noperation! {").skip(1).filter_map(row).collect()
}

/// A string literal without its opening quote.
fn literal(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => break,
            '\\' => out.extend(rest.next()),
            c => out.push(c),
        }
    }
    out
}

/// The high-water mark of resident memory, as Linux tells it.
fn peak_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_operations() {
        let text = "x\noperation! {\n    Get: GET \"/a/{id}\" \"a:get\" security [];\n}\n\
                    operation! {\n    Odd:\n        PUT\n        \"/say\\\"hi\\\"\" \"odd\";\n}\n";
        let expected = [Operation::new("GET", "/a/{id}"), Operation::new("PUT", "/say\"hi\"")];
        assert_eq!(rows(text), expected);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn memory_is_measured() {
        assert!(peak_kib().is_some_and(|kib| kib > 100));
    }
}
