//! `explain`: what the code of a finding means, or where an item of the crate comes from.
//!
//! The texts and the places are the generator's. What a word on the command line is meant as is decided
//! here: a code, a line of a file, or the name of an item.

mod line;

use crate::exit::{Exit, Failure};
use crate::job::{Job, timed};
use crate::pipeline::{Explained, Question};
use crate::report::Report;
use serde_json::json;

/// Runs `explain`; without a word it lists all codes.
///
/// # Errors
/// With exit code 2 for what does not exist, 3 when the inputs have errors.
pub fn run(job: &Job<'_>, about: Option<&str>, report: &mut Report) -> Result<(), Failure> {
    let codes = job.pipeline.codes();
    let Some(about) = about else {
        let line = |(name, text): &(String, String)| {
            format!("{name}: {}\n", text.lines().next().unwrap_or_default())
        };
        report.output = Some(codes.iter().map(line).collect());
        let entry = |(name, text): &(String, String)| json!({ "code": name, "text": text });
        report.data = Some(json!({ "codes": codes.iter().map(entry).collect::<Vec<_>>() }));
        return Ok(());
    };
    let wanted = code_of(about);
    if let Some((name, text)) = codes.iter().find(|(name, _)| name == wanted) {
        report.output = Some(format!("{name}\n\n{}\n", text.trim_end()));
        report.data = Some(json!({ "code": name, "text": text }));
        return Ok(());
    }
    if is_code(about) {
        return Err(Failure::new(Exit::Usage, format!("there is no code {wanted:?}"))
            .help("`cargo xtask explain` lists the codes"));
    }
    let asked = line::parse(about);
    let found = match &asked {
        Some(asked) => {
            let line = line::find(job, asked, report)?;
            answer(
                job,
                Question::Line { file: &line.file, text: &line.text, line: asked.line },
                report,
            )?
        }
        None => answer(job, Question::Name(about), report)?,
    };
    if found.is_empty() {
        let failure = Failure::new(
            Exit::Usage,
            format!("nothing in the crate and no code is called {about:?}"),
        );
        return Err(if found.near.is_empty() {
            failure
                .help("`cargo xtask inspect plan` lists the items, `cargo xtask explain` the codes")
        } else {
            failure.help(format!("there is {}", found.near.join(", ")))
        });
    }
    report.output = Some(found.text);
    report.data = Some(found.data);
    Ok(())
}

fn answer(
    job: &Job<'_>,
    question: Question<'_>,
    report: &mut Report,
) -> Result<Explained, Failure> {
    let inputs = job.read(report)?;
    let (found, findings) =
        timed(report, "pipeline", || job.pipeline.explain(&inputs, question, job.color));
    match found {
        Some(found) => Ok(found),
        None => {
            report.findings = findings;
            report.findings.gate(false)?;
            Err(Failure::new(Exit::Internal, "the generator gave neither an answer nor an error"))
        }
    }
}

/// The code in what people paste: `warning[the-code]:` as readily as the code alone.
fn code_of(text: &str) -> &str {
    text.split_once('[').map_or(text, |(_, rest)| rest).trim_end_matches([']', ':'])
}

/// Whether a text can only be meant as a code: kebab case, or pasted with its brackets.
fn is_code(text: &str) -> bool {
    let wanted = code_of(text);
    let kebab = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    kebab(wanted) && (wanted.contains('-') || text.ends_with("]") || text.ends_with("]:"))
}
