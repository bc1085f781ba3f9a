//! What this crate needs from a generator, as types of its own and one trait.
//!
//! The real generator is behind `adapter`; tests put others in its place. Nothing is decided here:
//! which findings there are and how they read is the generator's business.

mod adapter;
pub mod compared;

pub use adapter::{Generator, Outline, OutlinedOperation, check_name, check_selector, is_slice};
pub use compared::Comparison;
pub use generator::slice::{Changes, Counts};

use crate::exit::{Exit, Failure};
use crate::places::quoted;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text with its names.
#[derive(Clone, Debug)]
pub struct Text {
    /// The file name without directories: the same wherever the tool is started.
    pub name: String,
    /// The path to show to people.
    pub shown: String,
    /// The content.
    pub text: String,
}

/// Files by their path from the folder of the document: the text, or why there is none.
pub type Files = BTreeMap<String, Result<String, String>>;

/// What a run reads.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The OpenAPI document.
    pub spec: Text,
    /// Its overlays, in order: those that the settings name, by the paths that they are named by, then those of
    /// the command line.
    pub overlays: Vec<Text>,
    /// The files that it refers to, by their path from its folder: the text, or why there is none.
    pub files: Files,
    /// The settings.
    pub config: Option<Text>,
    /// What is selected besides.
    pub selection: Selection,
}

/// What a command line selects, in addition to the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// If there are any, only what one of these selectors fits.
    pub only: Vec<String>,
    /// Nothing that one of these selectors fits.
    pub without: Vec<String>,
}

/// Who makes the output: everything but the inputs that decides its bytes.
#[derive(Clone, Debug)]
pub struct Tool {
    /// The generator's package name.
    pub name: String,
    /// The generator's version.
    pub version: String,
    /// The version of its model.
    pub model_version: u32,
    /// The versions of the crates that print Rust.
    pub formatters: BTreeMap<String, String>,
}

/// What generating gave.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The files by relative path with forward slashes; none when there was an error.
    pub files: Option<BTreeMap<String, String>>,
    /// What the document says with all its files, in canonical form.
    pub document: String,
    /// What there is to say about the inputs.
    pub findings: Findings,
    /// What overlays did, one sentence for each.
    pub overlays: Vec<String>,
    /// What the document says and the crate does not.
    pub losses: Losses,
    /// What users of the crate see of it, as the generator writes it down; none when there was an error.
    pub surface: Option<String>,
}

/// A document to which overlays were applied.
#[derive(Clone, Debug, Default)]
pub struct Overlaid {
    /// The document as JSON.
    pub text: String,
    /// The actions, one sentence each.
    pub actions: Vec<String>,
}

/// What the document says and the crate does not; the settings may accept some of it.
#[derive(Clone, Debug, Default)]
pub struct Losses {
    /// All of it for a person, with excerpts.
    pub text: String,
    /// The loss report; null where there is none. Its form is the generator's.
    pub report: serde_json::Value,
    /// How many losses there are.
    pub all: usize,
    /// How many of them are accepted.
    pub accepted: usize,
    /// How many operations are selected, and how many there are.
    pub operations: (usize, usize),
}

/// What the generator says about the inputs.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// All of it for a person, with excerpts.
    pub text: String,
    /// Each of it for a program.
    pub items: Vec<Finding>,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// Its kebab-case code.
    pub code: String,
    /// The shown path of the input it is about.
    pub file: String,
    /// The JSON pointer it is about, where it is about one.
    pub pointer: Option<String>,
    /// Line and column, both from 1, where known.
    pub position: Option<(usize, usize)>,
    /// The finding in one sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// The crate says less than the document.
    Warning,
    /// No crate can be generated.
    Error,
}

/// A stage whose result can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Stage {
    /// The document as it was read.
    Document,
    /// The neutral, resolved API.
    Model,
    /// The crate to be written, every name decided.
    Plan,
}

/// What is asked about the crate.
#[derive(Clone, Copy, Debug)]
pub enum Question<'q> {
    /// An item by its name.
    Name(&'q str),
    /// What stands on a line of a file of the crate.
    Line {
        /// The file's path in the crate.
        file: &'q str,
        /// The file's text.
        text: &'q str,
        /// The line, from 1.
        line: usize,
    },
}

/// What there is to say about items of the crate.
#[derive(Clone, Debug, Default)]
pub struct Explained {
    /// All of it for a person, with excerpts.
    pub text: String,
    /// All of it for a program. Its form is the generator's.
    pub data: serde_json::Value,
    /// What is called similarly, when nothing is called so.
    pub near: Vec<String>,
}

impl Explained {
    /// Whether nothing is called so.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The part of a document that settings select.
#[derive(Clone, Debug, Default)]
pub struct Sliced {
    /// The document; none when there was an error.
    pub text: Option<String>,
    /// What stands in the way.
    pub findings: Findings,
    /// How many operations it has, and how many the whole document has.
    pub operations: (usize, usize),
    /// The same of webhooks.
    pub webhooks: (usize, usize),
    /// Operations that are in it without being selected.
    pub kept: Vec<String>,
}

/// What this crate needs from a generator.
pub trait Pipeline {
    /// The overlays that settings name, by their path from the folder of the settings.
    fn overlays(&self, config: &Text) -> Vec<String>;
    /// Asks `read` for the files that a document refers to after its overlays, by their path from its folder.
    fn referred(
        &self,
        spec: &Text,
        overlays: &[Text],
        read: &dyn Fn(&str) -> Result<String, String>,
    ) -> Files;
    /// Makes the files of the crate; `color` is for the text of the findings.
    fn generate(&self, inputs: &Inputs, color: bool) -> Run;
    /// What a text says, however it is written; none for what is no YAML or JSON.
    fn canonical(&self, text: &str) -> Option<String>;
    /// The text of one stage; none when there was an error.
    fn describe(&self, inputs: &Inputs, stage: Stage, color: bool) -> (Option<String>, Findings);
    /// Where an item of the crate comes from; none when there was an error.
    fn explain(
        &self,
        _inputs: &Inputs,
        _question: Question<'_>,
        _color: bool,
    ) -> (Option<Explained>, Findings) {
        (None, Findings::default())
    }
    /// What is decided about the crate; none when there was an error.
    fn outline(&self, _inputs: &Inputs) -> Option<Outline> {
        None
    }
    /// The address of the document that settings name; an error says what is wrong with them.
    fn source(&self, config: &Text, color: bool) -> Result<Option<String>, Findings>;
    /// Cuts a document to what the settings select. `origin` is its address, as everybody may see it, and
    /// its SHA-256.
    fn slice(&self, inputs: &Inputs, origin: (&str, &str), color: bool) -> Sliced;
    /// What changed from one document to another; none if one of them cannot be read.
    fn changes(&self, before: &Text, after: &Text) -> Option<Changes>;
    /// What users of a crate would see of it, without making its files.
    fn surface(&self, inputs: &Inputs, color: bool) -> Run {
        self.generate(inputs, color)
    }
    /// What lies between two surfaces, weighed as the settings say. The findings are about those.
    ///
    /// # Errors
    /// With a sentence that names the surface that cannot be read.
    fn compare(
        &self,
        _old: &str,
        _new: &str,
        _config: Option<&Text>,
        _color: bool,
    ) -> Result<(Comparison, Findings), String> {
        Err("this generator compares nothing".to_owned())
    }
    /// The document with its overlays, as text, and what each action of theirs selected.
    fn overlaid(&self, inputs: &Inputs, color: bool) -> (Option<Overlaid>, Findings);
    /// Who makes the output.
    fn tool(&self) -> Tool;
    /// Every code of a finding with its explanation.
    fn codes(&self) -> Vec<(String, String)>;
}

impl Text {
    /// A text whose shown path is its name.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), shown: name.to_owned(), text: text.to_owned() }
    }
}

impl Selection {
    /// Whether nothing is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.only.is_empty() && self.without.is_empty()
    }

    /// The flags that select so, for commands shown to the user.
    #[must_use]
    pub fn flags(&self) -> String {
        let flag = |name: &'static str| move |text: &String| format!(" --{name} {}", quoted(text));
        self.only.iter().map(flag("only")).chain(self.without.iter().map(flag("without"))).collect()
    }
}

impl Findings {
    /// How many are as grave as `severity`.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|item| item.severity == severity).count()
    }

    /// Refuses to go on when there are errors, or warnings that were asked to count as findings.
    ///
    /// # Errors
    /// With exit code 3 for errors, 1 for denied warnings.
    pub fn gate(&self, deny_warnings: bool) -> Result<(), Failure> {
        let (errors, warnings) = (self.count(Severity::Error), self.count(Severity::Warning));
        if errors > 0 {
            return Err(Failure::new(
                Exit::Input,
                "the inputs have errors, so there is no crate to generate",
            ));
        }
        if deny_warnings && warnings > 0 {
            let message =
                format!("warnings are denied, and there {}", crate::report::are(warnings));
            return Err(Failure::new(Exit::Findings, message)
                .help("change the document, or accept the loss in the settings with a reason"));
        }
        Ok(())
    }
}
