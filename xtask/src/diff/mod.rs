//! `diff`: what lies between two versions for those who use the crate.
//!
//! Which texts are compared is decided here; what a change is and how grave, by the generator.

mod side;

use crate::args::{Diff, FailOn};
use crate::exit::{Exit, Failure};
use crate::job::{Job, timed};
use crate::pipeline::Severity;
use crate::report::{Report, count};
use side::{Side, Sides};

/// The JSON Schema of a comparison.
pub const SCHEMA: &str = include_str!("schema.json");

/// Runs `diff`. `configured` says that the command line names the settings.
///
/// # Errors
/// When a side cannot be read, or an approval in the settings is of no use.
pub fn run(
    job: &Job<'_>,
    flags: &Diff,
    configured: bool,
    report: &mut Report,
) -> Result<(), Failure> {
    if flags.schema {
        report.output = Some(SCHEMA.to_owned());
        return Ok(());
    }
    let sides = Sides::new(job, flags, configured);
    let new = timed(report, "new", || sides.surface(job, Side::New))?;
    let old = timed(report, "old", || sides.surface(job, Side::Old))?;
    let config = sides.settings(job)?;
    let (comparison, findings) = job
        .pipeline
        .compare(&old, &new, config.as_ref(), job.color)
        .map_err(|message| Failure::new(Exit::Input, message))?;
    report.title = title(&comparison);
    let reached = rank(comparison.bump) >= fail_on(flags.fail_on);
    report.drift = flags.fail_on != FailOn::None && reached;
    let useless = findings.count(Severity::Error);
    report.findings = findings;
    report.comparison = Some(comparison);
    if useless > 0 {
        let message = format!("{} in the settings of no use", count(useless, "approval"));
        return Err(Failure::new(Exit::Findings, message));
    }
    Ok(())
}

/// The verdict in one sentence.
#[must_use]
pub fn title(it: &crate::pipeline::Comparison) -> String {
    let approved = it.changes.iter().filter(|change| change.approved.is_some()).count();
    let mut title = match it.changes.len() {
        0 => return format!("nothing changes for those who use {}", it.new.name),
        all => format!(
            "{} ({}): wire {}, source {}, behaviour {}",
            it.bump,
            count(all, "change"),
            it.wire,
            it.source,
            it.behaviour
        ),
    };
    if approved > 0 {
        title.push_str(&format!("; {approved} approved"));
    }
    if let Some(least) = &it.least_version {
        title.push_str(&format!("; after {} at least {least}", it.old.version));
    }
    title
}

/// The place of a part of a version in the order of gravity.
#[must_use]
pub fn rank(bump: &str) -> u8 {
    ["none", "patch", "minor", "major"].iter().position(|it| *it == bump).unwrap_or(3) as u8
}

fn fail_on(part: FailOn) -> u8 {
    match part {
        FailOn::None => u8::MAX,
        FailOn::Patch => 1,
        FailOn::Minor => 2,
        FailOn::Major => 3,
    }
}
