//! `explain`: what the code of a finding means. The texts are the generator's.

use crate::exit::{Exit, Failure};
use crate::pipeline::Pipeline;
use crate::report::Report;

/// Runs `explain`; without a code it lists them all.
///
/// # Errors
/// With exit code 2 for a code that does not exist.
pub fn run(
    pipeline: &dyn Pipeline,
    code: Option<&str>,
    report: &mut Report,
) -> Result<(), Failure> {
    let codes = pipeline.codes();
    let Some(code) = code else {
        let line = |(name, text): &(String, String)| {
            format!("{name}: {}\n", text.lines().next().unwrap_or_default())
        };
        report.output = Some(codes.iter().map(line).collect());
        return Ok(());
    };
    // People paste `warning[the-code]:` as readily as the code alone.
    let wanted = code.split_once('[').map_or(code, |(_, rest)| rest).trim_end_matches([']', ':']);
    match codes.into_iter().find(|(name, _)| name == wanted) {
        Some((name, text)) => {
            report.output = Some(format!("{name}\n\n{}\n", text.trim_end()));
            Ok(())
        }
        None => Err(Failure::new(Exit::Usage, format!("there is no code {wanted:?}"))
            .help("`cargo xtask explain` lists the codes")),
    }
}
