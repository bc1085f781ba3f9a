//! What the document says and the crate does not: which findings are losses, which of them the
//! settings accept, and the report of both.
//!
//! An accepted loss is not complained of any more, but it stays a loss: the report and the crate's
//! README have it, with the reason.

mod accept;
mod report;

pub(crate) use accept::accept;
pub use report::{LossEntry, LossReport, render};

use std::collections::BTreeSet;

use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input, Severity};
use crate::document::{Affected, Origins, Usage};
use crate::plan::loss_line;
use crate::pointer::Pointer;

/// A thing that the document says and the crate does not.
#[derive(Clone, Debug)]
pub struct Loss {
    /// The finding.
    pub finding: Diagnostic,
    /// Which operations it concerns.
    pub affected: Affected,
}

/// Notes that tell of something left out, if of little.
const LOSSY_NOTES: [Code; 3] =
    [Code::IgnoredSibling, Code::UnusedMediaType, Code::IgnoredParameter];

/// Whether a finding is a loss.
#[must_use]
pub fn is_loss(finding: &Diagnostic) -> bool {
    !matches!(finding.input, Input::Overlay(_) | Input::Config)
        && match finding.severity {
            Severity::Warning => true,
            Severity::Note => LOSSY_NOTES.contains(&finding.code),
            Severity::Error => false,
        }
}

/// The losses among findings, and whom they concern.
pub(crate) fn losses(diagnostics: &Diagnostics, usage: &Usage, origins: &Origins) -> Vec<Loss> {
    let together = origins.together();
    let mut affected = usage.affected_cached();
    let findings = diagnostics.items().iter().filter(|finding| is_loss(finding));
    findings
        .map(|finding| Loss {
            finding: finding.clone(),
            affected: match (&finding.at, finding.input) {
                (At::Pointer(pointer) | At::Key(pointer), Input::File(number)) => {
                    together(usize::from(number) + 1, pointer)
                        .map_or(Affected::All, |it| affected(&it))
                }
                (At::Pointer(pointer) | At::Key(pointer), _) => affected(pointer),
                (At::Position { .. }, _) => Affected::All,
            },
        })
        .collect()
}

/// What the README tells about warnings: one line each, accepted ones included.
pub(crate) fn readme_lines(diagnostics: &Diagnostics) -> Vec<String> {
    let warnings = diagnostics
        .items()
        .iter()
        .filter(|item| item.severity == Severity::Warning && is_loss(item));
    let line = |item: &Diagnostic| {
        let at = match (&item.at, item.input) {
            (At::Pointer(pointer) | At::Key(pointer), Input::Spec) => pointer.clone(),
            (At::Position { line, .. }, _) => Pointer::from_text(&format!("line {line}")),
            _ => Pointer::from_text(&item.place(diagnostics.files()).unwrap_or_default()),
        };
        let accepted = item.accepted.as_ref();
        let message = match accepted {
            Some(because) => format!("{} (accepted: {because})", item.message),
            None => item.message.clone(),
        };
        loss_line(&at, &message)
    };
    let lines: BTreeSet<String> = warnings.map(line).collect();
    lines.into_iter().collect()
}
