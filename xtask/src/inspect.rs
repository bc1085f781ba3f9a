//! `inspect`: the text of one stage, whole or cut down to some blocks.
//!
//! A block is a line at column 0 and everything indented below it. The text itself is the generator's.

use crate::exit::{Exit, Failure};
use crate::job::Job;
use crate::pipeline::Stage;
use crate::report::Report;

/// Which blocks to show.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    /// Those of this type.
    pub type_name: Option<&'a str>,
    /// Those of this operation.
    pub operation: Option<&'a str>,
}

/// Runs `inspect`.
///
/// # Errors
/// With exit code 3 when the stage is not reached, 2 when the filter fits nothing.
pub fn run(
    job: &Job<'_>,
    stage: Stage,
    filter: Filter<'_>,
    report: &mut Report,
) -> Result<(), Failure> {
    let inputs = job.read(report)?;
    let (text, findings) = job.pipeline.describe(&inputs, stage, job.color);
    report.findings = findings;
    let text = match text {
        Some(text) => text,
        None => {
            report.findings.gate(false)?;
            return Err(Failure::new(
                Exit::Internal,
                "the generator gave neither a text nor an error",
            ));
        }
    };
    report.output = Some(filtered(&text, filter)?);
    Ok(())
}

fn filtered(text: &str, filter: Filter<'_>) -> Result<String, Failure> {
    let wanted: Vec<&str> = filter.type_name.into_iter().chain(filter.operation).collect();
    if wanted.is_empty() {
        return Ok(text.to_owned());
    }
    let all = blocks(text);
    for name in &wanted {
        if !all.iter().any(|block| names(block, name)) {
            return Err(unknown(&all, name));
        }
    }
    let chosen = all.into_iter().filter(|block| wanted.iter().any(|name| names(block, name)));
    Ok(chosen.map(|block| format!("{}\n", block.trim_end())).collect())
}

fn blocks(text: &str) -> Vec<&str> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() && !line.starts_with([' ', '\t', '}', ']', ')']) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| &text[start..end]).collect()
}

/// Whether the head line of a block has `name` as a word of its own, or is about a pointer through it.
fn names(block: &str, name: &str) -> bool {
    let head = block.lines().next().unwrap_or_default();
    let pointer = words(head).next().filter(|word| word.starts_with("#/"));
    words(head).any(|word| word == name)
        || pointer.is_some_and(|pointer| pointer.split('/').any(|token| token == name))
}

fn words(head: &str) -> impl Iterator<Item = &str> {
    let around = |c: char| "\"'`:,;=(){}[]<>".contains(c);
    head.split_whitespace()
        .map(move |word| word.trim_matches(around))
        .filter(|word| !word.is_empty())
}

fn unknown(blocks: &[&str], name: &str) -> Failure {
    let lower = name.to_lowercase();
    let mut near: Vec<&str> = blocks
        .iter()
        .flat_map(|block| words(block.lines().next().unwrap_or_default()))
        .filter(|word| word.to_lowercase().contains(&lower))
        .take(8)
        .collect();
    near.dedup();
    let failure = Failure::new(Exit::Usage, format!("nothing is called {name:?} in this stage"));
    if near.is_empty() { failure } else { failure.help(format!("there is {}", near.join(", "))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "type Customer object\n  id: string\n\n  name: string\ntype CustomerList array\n  Customer\noperation customers:get: GET /v1\n  200 Customer\n";

    fn by_type(name: &str) -> Result<String, Failure> {
        filtered(TEXT, Filter { type_name: Some(name), operation: None })
    }

    #[test]
    fn a_block_is_a_head_and_what_is_indented() {
        assert_eq!(
            by_type("Customer").as_deref(),
            Ok("type Customer object\n  id: string\n\n  name: string\n")
        );
        let both = Filter { type_name: Some("CustomerList"), operation: Some("customers:get") };
        let text = "type CustomerList array\n  Customer\noperation customers:get: GET /v1\n  200 Customer\n";
        assert_eq!(filtered(TEXT, both).as_deref(), Ok(text));
        assert_eq!(filtered(TEXT, Filter::default()).as_deref(), Ok(TEXT));
    }

    #[test]
    fn a_schema_is_found_by_its_pointer() {
        let text = "#/components/schemas/Pet object\n#/components/schemas/Pet/properties/id string\n#/components/schemas/Pets array\n";
        let filter = Filter { type_name: Some("Pet"), operation: None };
        let kept = text.lines().take(2).map(|line| format!("{line}\n")).collect();
        assert_eq!(filtered(text, filter), Ok(kept));
    }

    #[test]
    fn a_name_that_fits_nothing_gets_its_neighbours() {
        let near = Failure::new(Exit::Usage, "nothing is called \"customerl\" in this stage")
            .help("there is CustomerList");
        assert_eq!(by_type("customerl"), Err(near));
        assert_eq!(
            by_type("zzz"),
            Err(Failure::new(Exit::Usage, "nothing is called \"zzz\" in this stage"))
        );
    }
}
