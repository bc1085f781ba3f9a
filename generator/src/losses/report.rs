//! The loss report: every loss with its place in the text and the operations it concerns.

use serde::{Serialize, Serializer};

use super::Loss;
use crate::diagnostic::{At, Diagnostics, Severity, Source};
use crate::document::{Affected, Coverage};

/// Every loss of a document, for programs.
///
/// As JSON it has this form, whose members may grow in number but not change in meaning:
///
/// ```json
/// {
///   "operations": { "selected": 2, "total": 3 },
///   "accepted": 1,
///   "losses": [
///     {
///       "code": "unsupported-keyword",
///       "severity": "warning",
///       "message": "`not` changes no type; values are not checked against it",
///       "pointer": "/components/schemas/Pet/not",
///       "file": "openapi.yaml",
///       "line": 12,
///       "column": 7,
///       "affects": ["pets:list", "GET /owners", "webhook pet.created"],
///       "accepted": "the server checks it"
///     }
///   ]
/// }
/// ```
///
/// - `operations`: how many operations the document has, and how many of them are wanted.
/// - `accepted`: how many of the losses the settings accept.
/// - `losses`: in the order of the text. A few concern a place in the text and no value, so they have no
///   `pointer` (null); `line` and `column` count from 1, `column` in characters.
/// - `severity`: `warning`, or `note` for what is left out and hardly matters.
/// - `affects`: the operations, by `operationId`, else by method and path, and webhooks that use the part
///   of the document with the loss; `"all"` if it belongs to the document as a whole. It may be empty:
///   the part is there, and nobody uses it.
/// - `accepted` of a loss: the reason that the settings give, else null.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LossReport {
    /// How many operations there are and are wanted.
    pub operations: Coverage,
    /// How many losses are accepted.
    pub accepted: usize,
    /// The losses, in the order of the text.
    pub losses: Vec<LossEntry>,
}

/// One loss.
#[derive(Clone, Debug, Serialize)]
pub struct LossEntry {
    /// The code of the finding.
    pub code: &'static str,
    /// How grave it is.
    #[serde(serialize_with = "severity")]
    pub severity: Severity,
    /// The finding in one sentence.
    pub message: String,
    /// Where it stands in the document.
    pub pointer: Option<String>,
    /// The name of the document.
    pub file: String,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// Which operations it concerns.
    #[serde(serialize_with = "affects")]
    pub affects: Affected,
    /// Why the settings accept it.
    pub accepted: Option<String>,
}

impl LossReport {
    /// The report of `losses` in `spec`, whose name is shown; `run` are all findings of the run.
    #[must_use]
    pub fn new(losses: &[Loss], coverage: Coverage, spec: &Source, run: &Diagnostics) -> Self {
        let mut findings = run.about_the_same();
        losses.iter().for_each(|loss| findings.push(loss.finding.clone()));
        let positions = findings.positions(spec, None);
        let entries = losses.iter().zip(positions).map(|(loss, position)| LossEntry {
            code: loss.finding.code.name(),
            severity: loss.finding.severity,
            message: loss.finding.message.clone(),
            pointer: match &loss.finding.at {
                At::Pointer(pointer) | At::Key(pointer) => Some(pointer.as_str().to_owned()),
                At::Position { .. } => None,
            },
            file: findings.file_name(&loss.finding, spec, None),
            line: position.map(|(line, _)| line),
            column: position.map(|(_, column)| column),
            affects: loss.affected.clone(),
            accepted: loss.finding.accepted.clone(),
        });
        let losses: Vec<LossEntry> = entries.collect();
        let accepted = losses.iter().filter(|loss| loss.accepted.is_some()).count();
        Self { operations: coverage, accepted, losses }
    }
}

/// The losses as text for people: each as a finding, with whom it concerns and why it is accepted.
/// `run` are all findings of the run; `color` adds ANSI escape codes.
#[must_use]
pub fn render(losses: &[Loss], spec: &Source, run: &Diagnostics, color: bool) -> String {
    let mut findings = run.about_the_same();
    for loss in losses {
        let mut finding = loss.finding.clone();
        finding.notes.push(match &loss.affected {
            Affected::All => "concerns the whole document".to_owned(),
            Affected::These(none) if none.is_empty() => "concerns no operation".to_owned(),
            Affected::These(some) if some.len() > NAMED => {
                let more = some.len() - NAMED;
                format!("concerns {} and {more} more", some[..NAMED].join(", "))
            }
            Affected::These(some) => format!("concerns {}", some.join(", ")),
        });
        finding
            .notes
            .extend(finding.accepted.as_ref().map(|because| format!("accepted: {because}")));
        findings.push(finding);
    }
    findings.render(spec, None, color)
}

/// Operations that a text names before it only counts.
const NAMED: usize = 5;

fn severity<S: Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    })
}

fn affects<S: Serializer>(affected: &Affected, serializer: S) -> Result<S::Ok, S::Error> {
    match affected {
        Affected::All => serializer.serialize_str("all"),
        Affected::These(operations) => operations.serialize(serializer),
    }
}
