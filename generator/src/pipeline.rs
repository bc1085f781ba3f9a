//! The whole pipeline on one screen: text and settings in, a map of files out.

use crate::changes;
use crate::choice::{Arguments, Choice};
use crate::config::{Config, read_config};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, printable};
use crate::document::{Coverage, Document, Files, Origins, Source, Usage, read_document, slice};
use crate::losses::{self, Loss, LossReport};
use crate::model::{Api, lower_api};
use crate::plan::{CratePlan, plan_crate};
use crate::pointer::Pointer;
use crate::render::{Output, render_crate};
use crate::surface::Surface;

/// What a crate is generated from.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The OpenAPI document.
    pub spec: Source,
    /// What is changed in it before anything else reads it: those that the settings name, and then others.
    pub overlays: Vec<Source>,
    /// The files that it refers to.
    pub files: Files,
    /// The settings.
    pub config: Option<Source>,
    /// What the command line selects, in addition to the settings.
    pub arguments: Arguments,
}

impl Inputs {
    /// A document of one file, and settings.
    #[must_use]
    pub fn new(spec: Source, config: Option<Source>) -> Self {
        Self {
            spec,
            overlays: Vec::new(),
            files: Files::default(),
            config,
            arguments: Arguments::default(),
        }
    }
}

/// What a run gives.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The crate; none if and only if a finding is an error.
    pub output: Option<Output>,
    /// The findings, without those that the settings accept.
    pub diagnostics: Diagnostics,
    /// What the document says and the crate does not, accepted or not. Empty without a crate.
    pub losses: Vec<Loss>,
    /// How many operations there are, and how many of them the crate has.
    pub coverage: Coverage,
    /// What the document says with all its files, in canonical form; empty without a crate.
    pub resolved: String,
    /// What users of the crate see. None without a crate.
    pub surface: Option<Surface>,
    /// What the settings say of changes.
    pub changes: changes::Settings,
}

impl Outcome {
    /// The loss report; `spec` is the document under the name to show.
    #[must_use]
    pub fn loss_report(&self, spec: &Source) -> LossReport {
        LossReport::new(&self.losses, self.coverage, spec, &self.diagnostics)
    }
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
    with_room(|| generate_here(inputs))
}

fn generate_here(inputs: &Inputs) -> Outcome {
    let mut diagnostics = Diagnostics::default();
    let planned = plan(inputs, &mut diagnostics);
    let output = planned.as_ref().map(|planned| render_crate(&planned.plan));
    diagnostics.sort(&inputs.spec, inputs.config.as_ref());
    let losses = planned.as_ref().map(|it| losses::losses(&diagnostics, &it.usage, &it.origins));
    diagnostics.remove(|finding, _| finding.accepted.is_some());
    let losses = losses.unwrap_or_default();
    match planned {
        Some(Planned { surface, changes, coverage, resolved, .. }) => Outcome {
            output,
            diagnostics,
            losses,
            coverage,
            resolved,
            surface: Some(surface),
            changes,
        },
        None => Outcome { output, diagnostics, losses, ..Outcome::default() },
    }
}

/// What users of the crate would see, and what the settings say of changes. Nothing is printed as Rust,
/// so it takes a fraction of the time. The settings may be written for another version of the document:
/// what they say of things that are not there is no mistake.
#[must_use]
pub fn surface(inputs: &Inputs) -> Outcome {
    with_room(|| {
        let mut diagnostics = Diagnostics::default();
        let planned = plan_of(inputs, true, &mut diagnostics);
        diagnostics.sort(&inputs.spec, inputs.config.as_ref());
        diagnostics.remove(|finding, _| finding.accepted.is_some());
        match planned {
            Some(Planned { surface, changes, coverage, .. }) => Outcome {
                diagnostics,
                coverage,
                surface: Some(surface),
                changes,
                ..Outcome::default()
            },
            None => Outcome { diagnostics, ..Outcome::default() },
        }
    })
}

/// One stage's result as text, for people.
#[must_use]
pub fn describe(inputs: &Inputs, stage: Stage) -> (Option<String>, Diagnostics) {
    with_room(|| describe_here(inputs, stage))
}

fn describe_here(inputs: &Inputs, stage: Stage) -> (Option<String>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let text = match stage {
        Stage::Document => read(inputs, &mut diagnostics).1.map(|document| document.describe()),
        Stage::Model => model(inputs, &mut diagnostics).map(|model| model.api.describe()),
        Stage::Plan => plan(inputs, &mut diagnostics).map(|planned| planned.plan.describe()),
    };
    diagnostics.sort(&inputs.spec, inputs.config.as_ref());
    diagnostics.remove(|finding, _| finding.accepted.is_some());
    (text.map(|text| shown(&text)), diagnostics)
}

/// The text as a terminal may show it: names and titles are the document's.
fn shown(text: &str) -> String {
    text.lines().map(|line| printable(line) + "\n").collect()
}

/// Settings and document. A stage reports all it finds; an error stops before the next.
fn read(inputs: &Inputs, diagnostics: &mut Diagnostics) -> (Config, Option<Document>) {
    let config = read_config(inputs.config.as_ref(), diagnostics);
    let mut choice = Choice::new(&config, &inputs.arguments, diagnostics);
    if slice::is_slice(&inputs.spec.text) {
        choice.forgive_settings();
    }
    config.check_overlays(&inputs.overlays, diagnostics);
    let Inputs { spec, files, .. } = inputs;
    let overlays = slice::pending(spec, &inputs.overlays, diagnostics);
    let document = read_document(spec, &overlays, files, &mut choice, diagnostics);
    (config, document.filter(|_| !diagnostics.has_errors()))
}

/// Document and model.
pub(crate) fn model(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Option<Lowered> {
    model_of(inputs, !inputs.arguments.is_empty(), diagnostics)
}

/// Document and model; `narrowed` says that settings may be about what is not there.
fn model_of(inputs: &Inputs, narrowed: bool, diagnostics: &mut Diagnostics) -> Option<Lowered> {
    let (config, document) = read(inputs, diagnostics);
    let document = document?;
    let config = if document.origins.is_lifted() { config.lifted() } else { config };
    let mut own = Diagnostics::default();
    let api = lower_api(&document, &config, &mut own);
    narrow(narrowed, &mut own);
    let failed = own.has_errors();
    if !failed {
        note_unreached(&api, &document, &mut own);
    }
    restore(&document.origins, own, diagnostics);
    (!failed).then_some(Lowered { config, api, document })
}

/// What the model stage hands on.
pub(crate) struct Lowered {
    pub(crate) config: Config,
    pub(crate) api: Api,
    pub(crate) document: Document,
}

/// Notes the schemas without a type. Where people selected, that is what they wanted, and the number
/// is enough.
fn note_unreached(api: &Api, document: &Document, diagnostics: &mut Diagnostics) {
    if let Some(dropped) = document.selected.dropped_schemas {
        let number = dropped + api.unreached.len();
        if number > 0 {
            let subject = if number == 1 {
                "1 schema has no type"
            } else {
                &format!("{number} schemas have no types")
            };
            let message = format!("{subject}: what is selected does not reach that far");
            let at = At::Key(Pointer::from_text("/components/schemas"));
            diagnostics.push(Diagnostic::note(Code::UnreachedSchema, at, message));
        }
        return;
    }
    for pointer in &api.unreached {
        let message = "no operation and no webhook reaches this schema; it has no type";
        let at = At::Pointer(pointer.clone());
        diagnostics.push(Diagnostic::note(Code::UnreachedSchema, at, message));
    }
}

/// Adds a stage's findings, naming the places that the document's author knows.
pub(crate) fn restore(origins: &Origins, mut own: Diagnostics, diagnostics: &mut Diagnostics) {
    own.for_each_mut(|finding| origins.restore(finding));
    diagnostics.extend(own);
}

/// Settings about what this run leaves out are no mistakes.
fn narrow(narrowed: bool, own: &mut Diagnostics) {
    if narrowed {
        own.remove(|finding, _| finding.code == Code::UnusedSetting);
    }
}

/// What the plan stage hands on, and what the report needs of the document.
struct Planned {
    plan: CratePlan,
    usage: Usage,
    origins: Origins,
    coverage: Coverage,
    resolved: String,
    surface: Surface,
    changes: changes::Settings,
}

fn plan(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Option<Planned> {
    plan_of(inputs, !inputs.arguments.is_empty(), diagnostics)
}

fn plan_of(inputs: &Inputs, narrowed: bool, diagnostics: &mut Diagnostics) -> Option<Planned> {
    let Lowered { config, api, document } = model_of(inputs, narrowed, diagnostics)?;
    let mut own = Diagnostics::default();
    let mut plan = plan_crate(&api, &config, &mut own);
    narrow(narrowed, &mut own);
    restore(&document.origins, own, diagnostics);
    losses::accept(&config.accept, narrowed, diagnostics);
    plan.losses = losses::readme_lines(diagnostics);
    let coverage = document.selected.coverage;
    plan.left_out = coverage.total - coverage.selected;
    let Document { usage, origins, resolved, .. } = document;
    let planned = Planned {
        surface: Surface::new(&plan, &api),
        changes: config.changes,
        plan,
        usage,
        origins,
        coverage,
        resolved,
    };
    (!diagnostics.has_errors()).then_some(planned)
}

/// Bytes of stack. Types that refer to one another are followed as deep as they go, and a document may
/// be a chain of many thousands; of what is reserved here, only what is used is taken.
const ROOM: usize = 1 << 29;

/// Runs `work` on a thread with room for deep recursion; on this one where there can be no other.
pub(crate) fn with_room<T: Send>(work: impl Fn() -> T + Sync) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(ROOM).spawn_scoped(scope, &work);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(done)) => done,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => work(),
        }
    })
}
