//! `overlay apply`: the document as it is with its overlays, and what each of their actions selected.

use crate::exit::{Exit, Failure};
use crate::job::Job;
use crate::report::{Report, count};

/// Runs `overlay apply`.
///
/// # Errors
/// With exit code 2 when there are no overlays, 3 when one cannot be applied.
pub fn run(job: &Job<'_>, report: &mut Report) -> Result<(), Failure> {
    let inputs = job.read(report)?;
    if inputs.overlays.is_empty() {
        let failure = Failure::new(Exit::Usage, "there are no overlays");
        return Err(failure.help("name them under `overlays` in sdk.yaml, or with --overlay"));
    }
    let (overlaid, findings) = job.pipeline.overlaid(&inputs, job.color);
    report.findings = findings;
    report.findings.gate(false)?;
    let overlaid = overlaid.ok_or_else(|| {
        Failure::new(Exit::Internal, "the generator gave neither a document nor an error")
    })?;
    let overlays = count(inputs.overlays.len(), "overlay");
    report.remarks.push(format!("{overlays}, {}", count(overlaid.actions.len(), "action")));
    report.remarks.extend(overlaid.actions);
    // It is JSON, and stays so with escapes for what is not safe to print.
    report.output = Some(crate::format::safe_json(&overlaid.text));
    Ok(())
}
