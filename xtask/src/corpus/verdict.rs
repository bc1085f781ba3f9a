//! Judges one document: the first thing that is wrong with it is its verdict.

use super::check::{Checked, Trouble};
use super::facts::is_fixed;
use super::find::Found;
use super::messages::Kind;
use super::operation::{Operation, missing};
use super::outcome::{Outcome, Said};
use super::store::Generated;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// One document's line of the table.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Its place below the folder that was searched.
    pub name: String,
    /// Its file.
    #[serde(skip)]
    pub path: PathBuf,
    /// Its version of OpenAPI or Swagger.
    pub version: String,
    /// Operations in the document; none when it cannot be read.
    pub operations_in: Option<usize>,
    /// Operations in the crate.
    pub operations_out: Option<usize>,
    /// Operations of the document that the crate lacks.
    pub missing: Vec<Missing>,
    /// Operations of the crate that the document lacks.
    pub extra: Vec<String>,
    /// Schemas among the components.
    pub schemas: usize,
    /// How long the generator ran, in milliseconds.
    pub generation_ms: Option<u64>,
    /// The largest memory of the generating process, in KiB.
    pub peak_kib: Option<u64>,
    /// Lines of Rust without the runtime.
    pub lines: Option<usize>,
    /// Errors of the compiler.
    pub errors: Option<usize>,
    /// Warnings of the compiler.
    pub warnings: Option<usize>,
    /// How long compiling took, in milliseconds.
    pub check_ms: Option<u64>,
    /// What the crate cannot say, by code of the finding.
    pub losses: BTreeMap<String, usize>,
    /// What the compiler said, by its code.
    pub messages: Vec<Kind>,
    /// How the document fares.
    pub verdict: Verdict,
    /// Why, unless all is well; the first line is the short form.
    pub reason: Option<String>,
    /// Line and column in the document that `reason` is about.
    pub position: Option<(usize, usize)>,
}

/// An operation that the crate lacks.
#[derive(Clone, Debug, Serialize)]
pub struct Missing {
    /// Method and path.
    pub operation: String,
    /// The finding that says so; without one it went in silence.
    pub because: Option<String>,
}

/// How a document fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A crate with every operation, and nothing for the compiler to say.
    Fine,
    /// The generator found it invalid.
    Refused,
    /// The generator died.
    Crashed,
    /// Generating or compiling took too long.
    TimeOver,
    /// The crate does not compile.
    Errors,
    /// The crate compiles with warnings.
    Warnings,
    /// Cargo failed for another reason.
    NotCompiled,
    /// The crate lacks operations in silence, or has some that the document has not.
    Operations,
    /// The document cannot be read here, though the generator reads it.
    NotCounted,
}

impl Verdict {
    /// The stable kebab-case code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Refused => "refused",
            Self::Crashed => "crashed",
            Self::TimeOver => "time-over",
            Self::Errors => "errors",
            Self::Warnings => "warnings",
            Self::NotCompiled => "not-compiled",
            Self::Operations => "operations",
            Self::NotCounted => "not-counted",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// Puts together what is known about a document, and judges it.
#[must_use]
pub fn judge(found: &Found, generated: &Generated, checked: Option<&Checked>) -> Row {
    let none = Outcome::default();
    let outcome = match generated {
        Generated::Ended(outcome) => outcome,
        Generated::Crashed(_) | Generated::TimeOver => &none,
    };
    let made = outcome.made.as_ref();
    let mut row = Row {
        name: found.name.clone(),
        path: found.path.clone(),
        version: found.facts.version.clone(),
        operations_in: found.facts.operations.as_ref().map(Vec::len),
        operations_out: made.map(|made| made.operations.len()),
        missing: Vec::new(),
        extra: Vec::new(),
        schemas: found.facts.schemas,
        generation_ms: matches!(generated, Generated::Ended(_)).then_some(outcome.milliseconds),
        peak_kib: outcome.peak_kib,
        lines: made.map(|made| made.lines),
        errors: checked.map(|checked| checked.messages.errors),
        warnings: checked.map(|checked| checked.messages.warnings),
        check_ms: checked.map(|checked| checked.milliseconds),
        losses: BTreeMap::new(),
        messages: checked.map(|checked| checked.messages.kinds.clone()).unwrap_or_default(),
        verdict: Verdict::Fine,
        reason: None,
        position: None,
    };
    for loss in outcome.findings.iter().filter(|said| said.is_loss()) {
        *row.losses.entry(loss.code.clone()).or_default() += 1;
    }
    if let (Some(before), Some(made)) = (&found.facts.operations, made) {
        let lacking = missing(before, &made.operations);
        row.missing = lacking.iter().map(|it| explained(it, &outcome.findings)).collect();
        row.extra = missing(&made.operations, before).iter().map(Operation::to_string).collect();
    }
    (row.verdict, row.reason) = match first_fault(&row, generated, checked) {
        Some((verdict, reason)) => (verdict, Some(reason)),
        None => (Verdict::Fine, None),
    };
    if row.verdict == Verdict::Refused {
        let error = outcome.findings.iter().find(|said| said.is_error());
        row.position = error.and_then(|error| error.line.zip(error.column));
    }
    row
}

fn first_fault(
    row: &Row,
    generated: &Generated,
    checked: Option<&Checked>,
) -> Option<(Verdict, String)> {
    let outcome = match generated {
        Generated::Crashed(words) => return Some((Verdict::Crashed, words.clone())),
        Generated::TimeOver => return Some((Verdict::TimeOver, "generating took too long".into())),
        Generated::Ended(outcome) => outcome,
    };
    if outcome.made.is_none() {
        return Some((Verdict::Refused, refusal(outcome)));
    }
    if let Some(checked) = checked {
        match &checked.trouble {
            Some(Trouble::TimeOver) => {
                return Some((Verdict::TimeOver, "compiling took too long".into()));
            }
            Some(Trouble::Cargo(words)) => return Some((Verdict::NotCompiled, words.clone())),
            None if checked.messages.errors > 0 => return Some((Verdict::Errors, complaints(row))),
            None if checked.messages.warnings > 0 => {
                return Some((Verdict::Warnings, complaints(row)));
            }
            None => {}
        }
    }
    let silent = row.missing.iter().filter(|it| it.because.is_none());
    let silent = silent.map(|it| format!("{} is missing", it.operation));
    let extra = row.extra.iter().map(|it| format!("{it} is not in the document"));
    let differing: Vec<String> = silent.chain(extra).collect();
    if !differing.is_empty() {
        return Some((Verdict::Operations, differing.join("\n")));
    }
    row.operations_in.is_none().then(|| {
        (Verdict::NotCounted, "its operations cannot be counted: it is not read here".to_owned())
    })
}

/// The first error and how many there are; errors come before what the command itself says of them.
fn refusal(outcome: &Outcome) -> String {
    let errors: Vec<&Said> = outcome.findings.iter().filter(|said| said.is_error()).collect();
    match (errors.as_slice(), &outcome.failure) {
        ([first, rest @ ..], _) => {
            let more =
                if rest.is_empty() { String::new() } else { format!(" (and {} more)", rest.len()) };
            format!("error[{}] at {}: {}{more}", first.code, first.place(), first.message)
        }
        ([], Some(failure)) => failure.clone(),
        ([], None) => "without a word".to_owned(),
    }
}

fn complaints(row: &Row) -> String {
    let line = |kind: &Kind| {
        let Kind { level, code, count, message, place } = kind;
        let message = message.lines().next().unwrap_or_default();
        format!("{level}[{code}] ×{count}: {message} ({place})")
    };
    row.messages.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The finding that says that an operation is left out: it is about the operation as a whole, or about
/// its path item, or names it.
fn explained(lacking: &Operation, findings: &[Said]) -> Missing {
    let (item, key) = lacking.place();
    let (own, reference) = (format!("{item}/{key}"), format!("{item}/$ref"));
    let mut places = vec![item.clone(), own, reference];
    if !is_fixed(&lacking.method) {
        // One finding may be about all operations of the document's own methods.
        let more = format!("{item}/additionalOperations");
        places.extend([format!("{more}/{}", lacking.method), more]);
    }
    let name = lacking.to_string();
    let said = findings.iter().filter(|said| said.is_loss() || said.is_error()).find(|said| {
        said.pointer.as_ref().is_some_and(|at| places.contains(at)) || said.message.contains(&name)
    });
    let because = said.map(|said| format!("{} at {}: {}", said.code, said.place(), said.message));
    Missing { operation: name, because }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::facts::Facts;
    use crate::corpus::messages::Messages;
    use crate::corpus::outcome::Made;

    fn found(operations: &[(&str, &str)]) -> Found {
        let operations = operations.iter().map(|(method, path)| Operation::new(*method, *path));
        let facts = Facts { operations: Some(operations.collect()), ..Facts::default() };
        Found {
            path: "/docs/a.yaml".into(),
            name: "a.yaml".into(),
            folder: "a.yaml".into(),
            facts,
            digest: String::new(),
        }
    }

    fn made(operations: &[(&str, &str)], findings: Vec<Said>) -> Generated {
        let operations = operations.iter().map(|(method, path)| Operation::new(*method, *path));
        let made = Made { operations: operations.collect(), ..Made::default() };
        Generated::Ended(Outcome { made: Some(made), findings, ..Outcome::default() })
    }

    fn warning(pointer: &str) -> Said {
        Said {
            severity: "warning".into(),
            code: "some-code".into(),
            file: "a.yaml".into(),
            pointer: Some(pointer.into()),
            line: Some(7),
            column: Some(3),
            message: "left out".into(),
        }
    }

    const BOTH: [(&str, &str); 2] = [("GET", "/a"), ("PUT", "/a")];

    #[test]
    fn an_operation_may_not_go_in_silence() {
        let row = judge(&found(&BOTH), &made(&BOTH[..1], Vec::new()), None);
        assert_eq!(row.verdict, Verdict::Operations);
        assert_eq!(row.reason.as_deref(), Some("PUT /a is missing"));
        // A loss inside of it does not say that it is gone.
        let inside = warning("/paths/~1a/put/requestBody");
        let row = judge(&found(&BOTH), &made(&BOTH[..1], vec![inside]), None);
        assert_eq!(row.verdict, Verdict::Operations);
    }

    #[test]
    fn a_finding_may_explain_it() {
        for at in ["/paths/~1a/put", "/paths/~1a", "/paths/~1a/$ref"] {
            let row = judge(&found(&BOTH), &made(&BOTH[..1], vec![warning(at)]), None);
            assert_eq!((row.verdict, row.missing.len()), (Verdict::Fine, 1), "{at}");
            let because = row.missing.first().and_then(|it| it.because.as_deref());
            assert_eq!(because, Some("some-code at a.yaml:7:3: left out"));
        }
    }

    #[test]
    fn one_finding_may_explain_all_methods_of_the_documents_own() {
        let (own, fixed) = (("link", "/a"), ("GET", "/a"));
        let said = || vec![warning("/paths/~1a/additionalOperations")];
        assert_eq!(judge(&found(&[own]), &made(&[], said()), None).verdict, Verdict::Fine);
        let row = judge(&found(&[own, fixed]), &made(&[], said()), None);
        assert_eq!(row.reason.as_deref(), Some("GET /a is missing"));
    }

    #[test]
    fn an_operation_may_not_be_invented() {
        let row = judge(&found(&BOTH[..1]), &made(&BOTH, Vec::new()), None);
        assert_eq!(row.verdict, Verdict::Operations);
        assert_eq!(row.reason.as_deref(), Some("PUT /a is not in the document"));
    }

    #[test]
    fn what_the_compiler_says_comes_first() {
        let messages = Messages { errors: 1, warnings: 1, kinds: Vec::new() };
        let checked = Checked { messages, ..Checked::default() };
        let row = judge(&found(&BOTH), &made(&[], Vec::new()), Some(&checked));
        assert_eq!(row.verdict, Verdict::Errors);
        let row = judge(&found(&BOTH), &Generated::Crashed("signal: 11".into()), None);
        assert_eq!((row.verdict, row.operations_out), (Verdict::Crashed, None));
    }
}
