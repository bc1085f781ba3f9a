//! From an item of the crate to the places that it comes from: the document, and the settings.
//!
//! Decides what counts as an item and which part of the document it was made of. Files, lines of a
//! terminal and exit codes are the caller's; so is reading a generated file that somebody points at.

mod find;
mod index;
mod lines;
mod origin;
mod render;
mod settings;

use serde::Serialize;

use crate::diagnostic::position::Positions;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input};
use crate::document::{Affected, Document};
use crate::pipeline::{Inputs, Lowered, model, restore, with_room};
use crate::plan::plan_crate;
use crate::pointer::Pointer;
use index::{Index, Item};

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Question<'q> {
    /// An item by its name, as it is written in Rust, in prose or in an error: `polar_sdk::Customer`,
    /// `Customer.email`, `polar.customers().get(id)`; an `operationId`; or a reference into the
    /// document (`#/components/…`).
    Name(&'q str),
    /// What stands on a line of a generated file.
    Line {
        /// The file's path in the crate, with forward slashes.
        file: &'q str,
        /// The file's text.
        text: &'q str,
        /// The line, from 1.
        line: usize,
    },
}

/// The answer.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Explained {
    /// The items that are meant: several when a name fits several.
    pub items: Vec<Explanation>,
    /// What else can be said, such as of a file that is the same for every API.
    pub remarks: Vec<String>,
    /// Items that are called similarly, when none is meant.
    pub near: Vec<String>,
}

/// Where one item comes from.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// What it is: `struct`, `field`, `operation` and so on.
    pub kind: &'static str,
    /// Its path in Rust.
    pub path: String,
    /// The file of the crate that defines it.
    pub file: String,
    /// What it is called in JSON or HTTP, where that is a name.
    pub wire: Option<String>,
    /// The places in the document that it is made of, the most telling first.
    pub places: Vec<Place>,
    /// The settings that shape it.
    pub settings: Vec<Setting>,
    /// The operations and webhooks that use it, by what people call them.
    #[serde(serialize_with = "affected")]
    pub used_by: Affected,
}

/// A place in the document.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// The file of the document.
    pub file: String,
    /// The pointer in that file, as a reference; in the document after its overlays, where one wrote it.
    pub pointer: String,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// The action of an overlay that wrote what stands there.
    pub overlay: Option<String>,
    #[serde(skip)]
    finding: Diagnostic,
}

/// A setting.
#[derive(Clone, Debug, Serialize)]
pub struct Setting {
    /// The file of the settings.
    pub file: String,
    /// The pointer in it, as a reference.
    pub pointer: String,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// What it does, e.g. `names it`.
    pub does: &'static str,
    #[serde(skip)]
    finding: Diagnostic,
}

/// Answers a question about the crate of these inputs; none when there can be no crate, and the
/// findings say why.
#[must_use]
pub fn explain(inputs: &Inputs, question: Question<'_>) -> (Option<Explained>, Diagnostics) {
    with_room(|| explain_here(inputs, question))
}

fn explain_here(inputs: &Inputs, question: Question<'_>) -> (Option<Explained>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let explained = answer(inputs, question, &mut diagnostics);
    diagnostics.sort(&inputs.spec, inputs.config.as_ref());
    diagnostics.remove(|finding, _| finding.accepted.is_some());
    (explained, diagnostics)
}

fn answer(
    inputs: &Inputs,
    question: Question<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Explained> {
    let Lowered { config, api, document } = model(inputs, diagnostics)?;
    let mut own = Diagnostics::default();
    let plan = plan_crate(&api, &config, &mut own);
    restore(&document.origins, own, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let index = Index::of(&plan, &api, &document, inputs.config.as_ref());
    let mut explained = Explained::default();
    let items = match question {
        Question::Name(name) => {
            let origin = |pointer: &Pointer| document.origins.original(pointer);
            let found = find::by_name(&index, name, &origin);
            if found.is_empty() {
                explained.near = find::near(&index, name);
            }
            found
        }
        Question::Line { file, text, line } => {
            let asked = lines::at(&index, file, text, line);
            explained.remarks = asked.remarks;
            asked.items
        }
    };
    let places = Places { document: &document, inputs, findings: diagnostics };
    explained.items = items.into_iter().map(|item| places.explain(item)).collect();
    Some(explained)
}

/// What is needed to find the lines of places.
struct Places<'a> {
    document: &'a Document,
    inputs: &'a Inputs,
    /// Those of the run, which know the texts that the document consists of.
    findings: &'a Diagnostics,
}

impl Places<'_> {
    fn explain(&self, item: &Item) -> Explanation {
        let places: Vec<Diagnostic> = item.places.iter().map(|at| self.place(at)).collect();
        let settings: Vec<Diagnostic> = item.settings.iter().map(|(at, _)| setting(at)).collect();
        let mut all = self.findings.about_the_same();
        places.iter().chain(&settings).for_each(|finding| all.push(finding.clone()));
        let (spec, config) = (&self.inputs.spec, self.inputs.config.as_ref());
        let mut positions = all.positions(spec, config).into_iter();
        let mut position = || positions.next().flatten().unzip();
        Explanation {
            kind: item.kind,
            path: item.path(),
            file: item.file.clone(),
            wire: item.wire.clone(),
            used_by: self.used_by(item),
            places: places
                .into_iter()
                .map(|finding| {
                    let (line, column) = position();
                    Place {
                        file: all.file_name(&finding, spec, config),
                        pointer: pointer(&finding).to_reference(),
                        line,
                        column,
                        overlay: self.overlay(&finding),
                        finding,
                    }
                })
                .collect(),
            settings: settings
                .into_iter()
                .zip(&item.settings)
                .map(|(finding, (_, does))| {
                    let (line, column) = position();
                    Setting {
                        file: all.file_name(&finding, spec, config),
                        pointer: pointer(&finding).to_reference(),
                        line,
                        column,
                        does,
                        finding,
                    }
                })
                .collect(),
        }
    }

    /// A place after lifting as one of the document as it was written.
    fn place(&self, at: &Pointer) -> Diagnostic {
        let mut finding = pointing(at);
        self.document.origins.restore(&mut finding);
        // The union of all events is there even if only the settings declare any.
        let is_spelled = self.findings.provenance().is_empty();
        if is_spelled && (self.document.origins.is_lifted() || at.as_str() == "/webhooks") {
            finding.at = At::Pointer(self.existing(&finding));
        }
        finding
    }

    /// The place that a lifted document really has: lifting puts things around what was written.
    fn existing(&self, finding: &Diagnostic) -> Pointer {
        let source = match finding.input {
            Input::File(number) => {
                self.findings.files().get(usize::from(number)).unwrap_or(&self.inputs.spec)
            }
            _ => &self.inputs.spec,
        };
        let ancestors: Vec<Pointer> =
            std::iter::successors(Some(pointer(finding)), Pointer::parent).collect();
        let positions = Positions::find(source.body(), &ancestors);
        let existing = ancestors.iter().find(|at| !positions.all(at).is_empty());
        existing.cloned().unwrap_or_default()
    }

    /// Who uses an item. What is called, rather than passed, is not listed.
    fn used_by(&self, item: &Item) -> Affected {
        let Some(at) = item.places.first().filter(|_| item.is_used) else {
            return Affected::These(Vec::new());
        };
        let (file, place) = self.document.origins.original(at);
        let usage = &self.document.usage;
        match file {
            0 => usage.affected(&place),
            file => {
                let together = self.document.origins.together();
                together(file, &place).map_or(Affected::All, |place| usage.affected(&place))
            }
        }
    }

    /// The action of an overlay that wrote what stands at a place.
    fn overlay(&self, place: &Diagnostic) -> Option<String> {
        let provenance = self.findings.provenance();
        let written = match place.input {
            Input::Spec => provenance.written(&pointer(place))?,
            _ => return None,
        };
        let overlay = &provenance.overlays().get(written.overlay)?.name;
        let mut actions = provenance.actions().iter();
        let applied = actions
            .find(|action| action.overlay == written.overlay && action.action == written.action)?;
        let number = written.action + 1;
        Some(format!("{overlay}, action {number}: {} of {}", applied.verb, applied.target))
    }
}

/// A place is located as a finding is. Nothing is found, so its code and its message are not shown.
fn pointing(at: &Pointer) -> Diagnostic {
    Diagnostic::note(Code::UnreachedSchema, At::Pointer(at.clone()), String::new())
}

fn setting(at: &Pointer) -> Diagnostic {
    let at = At::Key(at.clone());
    Diagnostic::note(Code::UnusedSetting, at, String::new()).about(Input::Config)
}

fn pointer(finding: &Diagnostic) -> Pointer {
    match &finding.at {
        At::Pointer(pointer) | At::Key(pointer) => pointer.clone(),
        At::Position { .. } => Pointer::root(),
    }
}

fn affected<S: serde::Serializer>(affected: &Affected, serializer: S) -> Result<S::Ok, S::Error> {
    match affected {
        Affected::All => serializer.serialize_str("all"),
        Affected::These(operations) => operations.serialize(serializer),
    }
}

#[cfg(test)]
mod tests;
