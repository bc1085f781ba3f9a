//! The version gate: whether the version in the settings is enough for what changes, and the next record.
//!
//! How grave a change is, and which version is enough, is the generator's verdict. A first run has nothing
//! to compare with; neither has one whose record cannot be read, which is told and recorded anew.

use crate::diff;
use crate::exit::{Exit, Failure};
use crate::job::{Job, Made, timed};
use crate::pipeline::{Comparison, Severity};
use crate::record::{Found, Record};
use crate::report::{Report, count};
use std::path::Path;

/// Changes that are named in the message of a refusal; `diff` shows all.
const NAMED: usize = 10;

/// Compares what was made with what is recorded; gives the text of the next record, where one is kept.
/// `unreleased` says that the recorded version does not count, but the one before it.
///
/// # Errors
/// With exit code 1 when the version is too low, or an approval in the settings is of no use; with 3 when
/// the record cannot be read.
pub fn pass(
    job: &Job<'_>,
    made: &Made,
    unreleased: bool,
    report: &mut Report,
) -> Result<Option<String>, Failure> {
    let (Some(path), Some(surface)) = (job.places.record(), &made.surface) else {
        return Ok(None);
    };
    let shown = job.shown(&path);
    let found = Record::find(&path).map_err(|error| Failure::read(Path::new(&shown), &error))?;
    let base = match &found {
        Found::Missing => {
            // Who loses the record would otherwise be past the gate without a word.
            if job.places.companion_lock().is_some_and(|lock| lock.exists()) {
                report.remarks.push(format!(
                    "there is no {shown}; it is recorded anew, and the version was compared with nothing"
                ));
            }
            None
        }
        Found::Malformed(why) => {
            report.remarks.push(format!(
                "{shown} is {why}; it is recorded anew, and the version was compared with nothing"
            ));
            None
        }
        Found::Record(record) if unreleased => {
            if record.before().is_none() {
                report.remarks.push(
                    "no version is recorded before that one, so the version was compared with nothing"
                        .to_owned(),
                );
            }
            record.before()
        }
        Found::Record(record) => Some(record.last()),
    };
    if let Some(base) = base.filter(|base| *base != surface) {
        let compared = timed(report, "compare versions", || {
            job.pipeline.compare(base, surface, made.config.as_ref(), job.color)
        });
        match compared {
            Err(why) => report.remarks.push(format!(
                "{shown}: {why}; it is recorded anew, and the version was compared with nothing"
            )),
            Ok((comparison, findings)) => {
                let useless = findings.count(Severity::Error);
                report.findings.text.push_str(&findings.text);
                report.findings.items.extend(findings.items);
                if useless > 0 {
                    let message =
                        format!("{} in the settings of no use", count(useless, "approval"));
                    return Err(Failure::new(Exit::Findings, message));
                }
                judge(job, &comparison)?;
                report.remarks.push(format!(
                    "since {}: {}",
                    comparison.old.version,
                    diff::title(&comparison)
                ));
            }
        }
    }
    Ok(Some(Record::after(&found, surface).render()))
}

fn judge(job: &Job<'_>, it: &Comparison) -> Result<(), Failure> {
    if it.enough {
        return Ok(());
    }
    let least = it.least_version.as_deref().unwrap_or("a higher one");
    let asks =
        it.changes.iter().filter(|change| change.approved.is_none() && change.bump == it.bump);
    let asks: Vec<String> =
        asks.map(|change| format!("{} ({})", change.sentence(), change.code)).collect();
    let mut message = format!(
        "the version {} is too low: after {} it has to be at least {least}",
        it.new.version, it.old.version
    );
    if !asks.is_empty() {
        let shown = asks.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join("; ");
        let more = asks.len().saturating_sub(NAMED);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        message.push_str(&format!(
            ", for {}: {shown}{more}",
            count(asks.len(), &format!("{} change", it.bump))
        ));
    }
    let help = format!(
        "set package: version: in the settings; `{}` shows all changes; --unreleased if {} was never published",
        job.command("diff"),
        it.old.version
    );
    Err(Failure::new(Exit::Findings, message).help(help))
}
