//! The whole pipeline on one screen: text and settings in, a map of files out.

use std::collections::BTreeSet;

use crate::config::{Config, read_config};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input, Severity, printable};
use crate::document::{Files, Origins, Source, read_document};
use crate::model::{Api, lower_api};
use crate::plan::{CratePlan, plan_crate};
use crate::pointer::Pointer;
use crate::render::{Output, render_crate};

/// What a crate is generated from.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The OpenAPI document.
    pub spec: Source,
    /// The files that it refers to.
    pub files: Files,
    /// The settings.
    pub config: Option<Source>,
}

impl Inputs {
    /// A document of one file, and settings.
    #[must_use]
    pub fn new(spec: Source, config: Option<Source>) -> Self {
        Self { spec, files: Files::default(), config }
    }
}

/// What a run gives.
#[derive(Debug)]
pub struct Outcome {
    /// The crate; none if and only if a finding is an error.
    pub output: Option<Output>,
    /// The findings.
    pub diagnostics: Diagnostics,
}

/// A stage whose result can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The document as read.
    Document,
    /// The model.
    Model,
    /// The plan.
    Plan,
}

/// Generates the crate. A pure function: same inputs, same outcome, on every machine.
#[must_use]
pub fn generate(inputs: &Inputs) -> Outcome {
    let mut diagnostics = Diagnostics::default();
    let output = plan(inputs, &mut diagnostics).map(|plan| render_crate(&plan));
    diagnostics.sort(&inputs.spec, inputs.config.as_ref());
    Outcome { output, diagnostics }
}

/// One stage's result as text, for people.
#[must_use]
pub fn describe(inputs: &Inputs, stage: Stage) -> (Option<String>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let text = match stage {
        Stage::Document => read_document(&inputs.spec, &inputs.files, &mut diagnostics)
            .map(|document| document.describe()),
        Stage::Model => model(inputs, &mut diagnostics).map(|model| model.api.describe()),
        Stage::Plan => plan(inputs, &mut diagnostics).map(|plan| plan.describe()),
    };
    diagnostics.sort(&inputs.spec, inputs.config.as_ref());
    (text.map(|text| shown(&text)), diagnostics)
}

/// The text as a terminal may show it: names and titles are the document's.
fn shown(text: &str) -> String {
    text.lines().map(|line| printable(line) + "\n").collect()
}

/// Document and model. A stage reports all it finds; an error stops before the next.
fn model(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Option<Lowered> {
    let config = read_config(inputs.config.as_ref(), diagnostics);
    let document = read_document(&inputs.spec, &inputs.files, diagnostics);
    let document = document.filter(|_| !diagnostics.has_errors())?;
    let config = if document.origins.is_lifted() { config.lifted() } else { config };
    let mut own = Diagnostics::default();
    let api = lower_api(&document, &config, &mut own);
    let failed = own.has_errors();
    for pointer in api.unreached.iter().filter(|_| !failed) {
        let message = "no operation and no webhook reaches this schema; it has no type";
        let at = At::Pointer(pointer.clone());
        own.push(Diagnostic::note(Code::UnreachedSchema, at, message));
    }
    restore(&document.origins, own, diagnostics);
    (!failed).then_some(Lowered { config, api, origins: document.origins })
}

/// What the model stage hands on.
struct Lowered {
    config: Config,
    api: Api,
    origins: Origins,
}

/// Adds a stage's findings, naming the places that the document's author knows.
fn restore(origins: &Origins, mut own: Diagnostics, diagnostics: &mut Diagnostics) {
    own.for_each_mut(|finding| origins.restore(finding));
    diagnostics.extend(own);
}

fn plan(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Option<CratePlan> {
    let Lowered { config, api, origins } = model(inputs, diagnostics)?;
    let mut own = Diagnostics::default();
    let mut plan = plan_crate(&api, &config, &mut own);
    restore(&origins, own, diagnostics);
    plan.losses = losses(diagnostics);
    accept(&config, diagnostics);
    (!diagnostics.has_errors()).then_some(plan)
}

/// What the README tells about losses: one line per finding, accepted ones included.
fn losses(diagnostics: &Diagnostics) -> Vec<String> {
    let lines: BTreeSet<String> = diagnostics
        .items()
        .iter()
        .filter(|item| item.severity == Severity::Warning && item.input != Input::Config)
        .map(|item| match (&item.at, item.input) {
            (At::Pointer(pointer) | At::Key(pointer), Input::Spec) => {
                crate::plan::loss_line(pointer, &item.message)
            }
            (At::Position { line, .. }, _) => {
                crate::plan::loss_line(&Pointer::from_text(&format!("line {line}")), &item.message)
            }
            (At::Pointer(_) | At::Key(_), _) => {
                let place = item.place(diagnostics.files()).unwrap_or_default();
                crate::plan::loss_line(&Pointer::from_text(&place), &item.message)
            }
        })
        .collect();
    lines.into_iter().collect()
}

/// Takes out the findings that the settings accept. An entry that matches nothing is an error, so
/// that the list shrinks when the document improves.
fn accept(config: &Config, diagnostics: &mut Diagnostics) {
    for (index, entry) in config.accept.iter().enumerate() {
        let matches = |item: &Diagnostic, files: &[Source]| {
            item.severity != Severity::Error
                && item.code.name() == entry.code
                && item.place(files).as_deref() == Some(&*entry.at)
        };
        if !diagnostics.remove(matches) {
            diagnostics.push(
                Diagnostic::error(
                    Code::UnusedAccept,
                    At::Pointer(Pointer::from_text("/accept").index(index)),
                    format!("nothing to accept: there is no `{}` at `{}`", entry.code, entry.at),
                )
                .about(Input::Config)
                .with_help("remove the entry".to_owned()),
            );
        }
    }
}
