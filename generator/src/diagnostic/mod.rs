//! What the generator has to say about a document: collected, located, then rendered.
//!
//! A finding is made where the fact is known and says where in the document it stands; finding line
//! and column, and the look of the report, are left to [`Diagnostics::render`].

mod code;
mod locate;
pub mod position;
mod printable;
mod provenance;
mod render;
mod source;

pub use code::Code;
pub(crate) use printable::{is_unsafe, printable};
pub use provenance::{Applied, Origin, Provenance, Written};
pub(crate) use render::Subject;
pub use source::Source;

use std::sync::Arc;

use crate::pointer::Pointer;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Note,
    /// The generated crate says less than the document.
    Warning,
    /// No crate can be generated.
    Error,
}

/// Which input a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Input {
    /// The OpenAPI document.
    Spec,
    /// Another file of the document, by its number in [`Diagnostics::files`].
    File(u16),
    /// An overlay, by its number in [`Provenance::overlays`].
    Overlay(u16),
    /// The settings (`sdk.yaml`).
    Config,
    /// The command line, which has no lines to show.
    Arguments,
}

/// Where in an input.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum At {
    /// The value at a pointer; line and column are found when the finding is printed.
    Pointer(Pointer),
    /// The key of the member at a pointer, rather than its value.
    Key(Pointer),
    /// A position in the text, both counted from 1, the column in characters.
    Position {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// What kind of finding it is.
    pub code: Code,
    /// Which input it is about.
    pub input: Input,
    /// Where it stands.
    pub at: At,
    /// The finding in one sentence, lower case, no full stop.
    pub message: String,
    /// A word beside the caret; may be empty.
    pub label: String,
    /// Another place that it is about, and a word beside that.
    pub related: Option<(Input, At, String)>,
    /// Further facts, one per line.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Why the settings accept it, if they do.
    pub accepted: Option<String>,
}

impl Diagnostic {
    /// An error in the specification.
    #[must_use]
    pub fn error(code: Code, at: At, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, at, message)
    }

    /// A warning about the specification.
    #[must_use]
    pub fn warning(code: Code, at: At, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, at, message)
    }

    /// A note about the specification.
    #[must_use]
    pub fn note(code: Code, at: At, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, at, message)
    }

    /// A finding about the specification, without label, notes and help.
    #[must_use]
    pub fn new(severity: Severity, code: Code, at: At, message: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            input: Input::Spec,
            at,
            message: message.into(),
            label: String::new(),
            related: None,
            notes: Vec::new(),
            help: None,
            accepted: None,
        }
    }

    /// The same finding about another input.
    #[must_use]
    pub fn about(mut self, input: Input) -> Self {
        self.input = input;
        self
    }

    /// The place of this finding as settings and reports name it: a pointer, after the path of the file
    /// if that is not the document itself. `None` for a position in a text. `files` are those of
    /// [`Diagnostics::files`].
    #[must_use]
    pub fn place(&self, files: &[Source]) -> Option<String> {
        let (At::Pointer(pointer) | At::Key(pointer)) = &self.at else { return None };
        Some(match self.input {
            Input::Spec | Input::Overlay(_) | Input::Config | Input::Arguments => {
                pointer.to_string()
            }
            Input::File(number) => {
                let path = files.get(usize::from(number)).map_or("", |file| &file.name);
                format!("{path}{pointer}")
            }
        })
    }

    /// The same finding with a word beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same finding, which is about another place as well, with a word beside that.
    #[must_use]
    pub fn with_related(mut self, input: Input, at: At, label: impl Into<String>) -> Self {
        self.related = Some((input, at, label.into()));
        self
    }

    /// The same finding with one more fact.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// The same finding with advice.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The findings of one run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
    /// The files of the document beside itself.
    files: Vec<Source>,
    /// What overlays did to the document.
    provenance: Arc<Provenance>,
}

impl Diagnostics {
    /// No findings, about the same texts as these.
    #[must_use]
    pub(crate) fn about_the_same(&self) -> Self {
        let (files, provenance) = (self.files.clone(), Arc::clone(&self.provenance));
        Self { items: Vec::new(), files, provenance }
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// All findings, in the order they were made.
    #[must_use]
    pub fn items(&self) -> &[Diagnostic] {
        &self.items
    }

    /// Takes out the findings that `matches`, which is given the files as well; whether there were any.
    pub fn remove(&mut self, matches: impl Fn(&Diagnostic, &[Source]) -> bool) -> bool {
        let before = self.items.len();
        self.items.retain(|item| !matches(item, &self.files));
        self.items.len() < before
    }

    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|item| item.severity == Severity::Error)
    }

    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|item| item.severity == severity).count()
    }

    /// Adds all findings of `other`, after the present ones.
    pub fn extend(&mut self, other: Diagnostics) {
        self.items.extend(other.items);
        self.add_files(other.files);
        self.add_provenance(other.provenance);
    }

    /// Which parts of the document overlays wrote. Findings about the document name places as they are after
    /// that, and are shown where those were written.
    #[must_use]
    pub fn provenance(&self) -> &Arc<Provenance> {
        &self.provenance
    }

    /// Says what overlays did, which is known when they have been applied.
    pub(crate) fn add_provenance(&mut self, provenance: Arc<Provenance>) {
        if self.provenance.is_empty() {
            self.provenance = provenance;
        }
    }

    /// The files of the document beside itself, under their paths from its folder.
    #[must_use]
    pub fn files(&self) -> &[Source] {
        &self.files
    }

    /// The name of the text that a finding is about, as reports show it.
    #[must_use]
    pub fn file_name(
        &self,
        finding: &Diagnostic,
        spec: &Source,
        config: Option<&Source>,
    ) -> String {
        let overlays = self.provenance.overlays();
        match locate::written(finding.input, &finding.at, &self.provenance).0 {
            Input::Spec => spec.name.clone(),
            Input::Overlay(number) => {
                overlays.get(usize::from(number)).unwrap_or(spec).name.clone()
            }
            Input::Config => config.unwrap_or(spec).name.clone(),
            Input::Arguments => "command line".to_owned(),
            Input::File(number) => match self.files.get(usize::from(number)) {
                Some(file) => locate::beside(&spec.name, &file.name),
                None => spec.name.clone(),
            },
        }
    }

    /// Says which files the document consists of beside itself, which is known when it has been read.
    pub(crate) fn add_files(&mut self, files: Vec<Source>) {
        if self.files.is_empty() {
            self.files = files;
        }
    }

    /// Changes every finding, with the files at hand.
    pub(crate) fn for_each_mut_with_files(
        &mut self,
        mut change: impl FnMut(&mut Diagnostic, &[Source]),
    ) {
        self.items.iter_mut().for_each(|item| change(item, &self.files));
    }

    /// Changes every finding, for instance its severity.
    pub fn for_each_mut(&mut self, change: impl FnMut(&mut Diagnostic)) {
        self.items.iter_mut().for_each(change);
    }
}

#[cfg(test)]
mod tests;
