//! What `sdk.yaml` says of changes: how grave a kind of change is, and which single ones are approved.
//!
//! Approved changes are listed all the same. An approval is written for the step from one version, and
//! must be of use there; once that step is made it is past, and no mistake.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Bump, Change, Comparison, Kind};
use crate::choice::path_fits;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input};
use crate::pointer::Pointer;

/// The key `changes` of the settings.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Kind of change → the part of the version that it moves.
    pub severity: BTreeMap<Kind, Bump>,
    /// Changes that move no version.
    pub approve: Vec<Approval>,
}

/// A change that was looked at, and moves no version.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Its kind.
    pub code: Kind,
    /// What it is about: its subject as it is shown, or the place in the old or new document, in which
    /// `*` stands for any text within a token and a token `**` for any number of tokens.
    pub at: String,
    /// The version that the change is a change from.
    pub since: String,
    /// Why it moves no version.
    pub because: String,
}

impl Approval {
    fn fits(&self, change: &Change) -> bool {
        let place = |at: &Option<String>| at.as_ref().is_some_and(|at| path_fits(&self.at, at));
        self.code == change.kind
            && (self.at == change.subject || place(&change.old) || place(&change.new))
    }
}

impl Settings {
    /// Weighs the changes, and marks those that are approved.
    pub(super) fn apply(&self, comparison: &mut Comparison) {
        let from = comparison.old.1.clone();
        for change in &mut comparison.changes {
            if let Some(bump) = self.severity.get(&change.kind) {
                change.bump = *bump;
            }
            let approval = self.approve.iter().find(|it| it.since == from && it.fits(change));
            change.approved = approval.map(|it| it.because.clone());
        }
    }

    /// Complains of the approvals that are of no use.
    pub fn complain(&self, comparison: &Comparison, diagnostics: &mut Diagnostics) {
        for index in self.unused(comparison) {
            let entry = &self.approve[index];
            let (code, at, since) = (entry.code.name(), &entry.at, &entry.since);
            let message =
                format!("nothing to approve: since {since} there is no `{code}` at `{at}`");
            let at = At::Pointer(Pointer::from_text("/changes/approve").index(index));
            let finding = Diagnostic::error(Code::UnusedApproval, at, message);
            diagnostics.push(finding.with_help("remove the entry").about(Input::Config));
        }
    }

    /// The approvals, by index, that are for this step and of no use in it.
    #[must_use]
    pub fn unused(&self, comparison: &Comparison) -> Vec<usize> {
        let used = |it: &Approval| comparison.changes.iter().any(|change| it.fits(change));
        let entries = self.approve.iter().enumerate();
        let unused = entries.filter(|(_, it)| it.since == comparison.old.1 && !used(it));
        unused.map(|(index, _)| index).collect()
    }
}
