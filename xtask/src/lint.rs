//! `lint`: what the document says and the crate does not, with the operations that each loss concerns
//! and the reasons of those that the settings accept. Nothing is written.

use crate::exit::{Exit, Failure};
use crate::job::{Job, timed};
use crate::report::{Report, count};

/// Runs `lint`.
///
/// # Errors
/// With exit code 3 when the inputs have errors, 1 for denied warnings.
pub fn run(job: &Job<'_>, deny_warnings: bool, report: &mut Report) -> Result<(), Failure> {
    let inputs = job.read(report)?;
    let run = timed(report, "pipeline", || job.pipeline.generate(&inputs, job.color));
    (report.findings, report.losses) = (run.findings, run.losses);
    report.remarks.extend(run.overlays);
    report.findings.gate(false)?;
    if run.files.is_none() {
        let message = "the generator gave neither files nor an error";
        return Err(Failure::new(Exit::Internal, message));
    }
    // The text of the losses has all of this, and more.
    report.findings.text.clear();
    let losses = &report.losses;
    let (selected, total) = losses.operations;
    let all = if losses.all == 1 { "1 loss".to_owned() } else { format!("{} losses", losses.all) };
    let operations = count(total, "operation");
    report.title = format!("{all}, {} accepted; {selected} of {operations}", losses.accepted);
    let blank = if losses.text.is_empty() { "" } else { "\n" };
    report.output = Some(format!("{}{blank}", losses.text));
    report.findings.gate(deny_warnings)
}
