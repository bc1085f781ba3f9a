//! The only file that calls the generator. It translates types and looks up positions.

use super::compared::{Change, Comparison, Crate, Part};
use super::{
    Changes, Explained, Files, Finding, Findings, Inputs, Losses, Overlaid, Pipeline, Question,
    Run, Selection, Severity, Sliced, Stage, Text, Tool,
};
use crate::report::count;
use generator::changes;
use generator::diagnostic::{self, At, Code, Diagnostic, Diagnostics, Provenance, Source};
pub use generator::outline::{Outline, OutlinedOperation, check_name};
use generator::surface::Surface;

/// The generator of this workspace.
#[derive(Clone, Copy, Debug, Default)]
pub struct Generator;

/// The workspace's manifest: it pins the crates that print Rust, so it knows their versions.
const MANIFEST: &str = include_str!("../../../Cargo.toml");

/// The crates whose version decides bytes of the output.
const FORMATTERS: [&str; 4] = ["prettyplease", "proc-macro2", "quote", "syn"];

impl Pipeline for Generator {
    fn overlays(&self, config: &Text) -> Vec<String> {
        generator::config::overlay_paths(&source(config, &config.name))
    }

    fn referred(
        &self,
        spec: &Text,
        overlays: &[Text],
        read: &dyn Fn(&str) -> Result<String, String>,
    ) -> Files {
        let overlays: Vec<Source> = overlays.iter().map(|it| source(it, &it.shown)).collect();
        let files = generator::Files::collect(&source(spec, &spec.name), &overlays, read);
        files.into_iter().collect()
    }

    fn generate(&self, inputs: &Inputs, color: bool) -> Run {
        let outcome = generator::generate(&sources(inputs, |text| &text.name));
        Run {
            findings: findings(&outcome.diagnostics, inputs, color),
            losses: losses(&outcome, inputs, color),
            surface: outcome.surface.as_ref().map(Surface::render),
            overlays: overlays(outcome.diagnostics.provenance()),
            files: outcome.output.map(|output| output.files),
            document: outcome.resolved,
        }
    }

    fn canonical(&self, text: &str) -> Option<String> {
        generator::canonical(&Source::new("", text))
    }

    fn surface(&self, inputs: &Inputs, color: bool) -> Run {
        let outcome = generator::surface(&sources(inputs, |text| &text.name));
        Run {
            findings: findings(&outcome.diagnostics, inputs, color),
            surface: outcome.surface.as_ref().map(Surface::render),
            ..Run::default()
        }
    }

    fn compare(
        &self,
        old: &str,
        new: &str,
        config: Option<&Text>,
        color: bool,
    ) -> Result<(Comparison, Findings), String> {
        let read = |text, which| {
            Surface::parse(text).map_err(|error| format!("the {which} surface is {error}"))
        };
        let (old, new) = (read(old, "old")?, read(new, "new")?);
        let mut diagnostics = Diagnostics::default();
        let source = |text: &Text| Source::new(text.name.clone(), text.text.clone());
        let settings =
            generator::config::read_config(config.map(source).as_ref(), &mut diagnostics);
        let compared = changes::compare(&old, &new, &settings.changes);
        settings.changes.complain(&compared, &mut diagnostics);
        let inputs = Inputs {
            spec: Text::new("", ""),
            overlays: Vec::new(),
            files: Files::new(),
            config: config.cloned(),
            selection: super::Selection::default(),
        };
        Ok((comparison(&compared), findings(&diagnostics, &inputs, color)))
    }

    fn describe(&self, inputs: &Inputs, stage: Stage, color: bool) -> (Option<String>, Findings) {
        let stage = match stage {
            Stage::Document => generator::Stage::Document,
            Stage::Model => generator::Stage::Model,
            Stage::Plan => generator::Stage::Plan,
        };
        let (text, diagnostics) = generator::describe(&sources(inputs, |text| &text.name), stage);
        (text, findings(&diagnostics, inputs, color))
    }

    fn explain(
        &self,
        inputs: &Inputs,
        question: Question<'_>,
        color: bool,
    ) -> (Option<Explained>, Findings) {
        let question = match question {
            Question::Name(name) => generator::Question::Name(name),
            Question::Line { file, text, line } => generator::Question::Line { file, text, line },
        };
        // Nothing of this is output, so the document may have the name that people know.
        let shown = sources(inputs, |text| &text.shown);
        let (explained, diagnostics) = generator::explain(&shown, question);
        let explained = explained.map(|explained| Explained {
            text: explained.render(&shown, &diagnostics, color),
            // Only maps with keys that are not strings fail, and there are none.
            data: serde_json::to_value(&explained).unwrap_or_default(),
            near: explained.near,
        });
        (explained, findings(&diagnostics, inputs, color))
    }

    fn outline(&self, inputs: &Inputs) -> Option<Outline> {
        generator::outline(&sources(inputs, |text| &text.name))
    }

    fn overlaid(&self, inputs: &Inputs, color: bool) -> (Option<Overlaid>, Findings) {
        let sources = sources(inputs, |text| &text.name);
        let overlaid = generator::apply_overlays(&sources.spec, &sources.overlays);
        let findings = findings(&overlaid.diagnostics, inputs, color);
        let provenance = overlaid.diagnostics.provenance();
        let actions = provenance.actions().iter().map(|action| {
            let overlay = &provenance.overlays()[action.overlay].name;
            let number = action.action + 1;
            let nodes = count(action.matches, "node");
            format!("{overlay}: action {number}, {} of {nodes}: {}", action.verb, action.target)
        });
        let actions = actions.collect();
        let document = overlaid.document.map(|tree| Overlaid { text: tree.pretty(), actions });
        (document, findings)
    }

    fn source(&self, config: &Text, color: bool) -> Result<Option<String>, Findings> {
        let mut found = Diagnostics::default();
        let source = Source::new(config.shown.clone(), config.text.clone());
        let read = generator::config::read_config(Some(&source), &mut found);
        if !found.has_errors() {
            return Ok(read.source);
        }
        let config = Some(config.clone());
        let spec = Text::new("", "");
        let (overlays, files, selection) = (Vec::new(), Files::new(), Selection::default());
        let inputs = Inputs { spec, overlays, files, config, selection };
        Err(findings(&found, &inputs, color))
    }

    fn slice(&self, inputs: &Inputs, (address, sha256): (&str, &str), color: bool) -> Sliced {
        let given = sources(inputs, |text| &text.name);
        let origin = generator::slice::Origin { address, sha256 };
        let (slice, found) = generator::slice::slice(&given, &origin);
        let findings = findings(&found, inputs, color);
        let Some(slice) = slice else { return Sliced { findings, ..Sliced::default() } };
        Sliced {
            text: Some(slice.text),
            findings,
            operations: (slice.operations.selected, slice.operations.total),
            webhooks: (slice.webhooks.selected, slice.webhooks.total),
            kept: slice.kept,
        }
    }

    fn changes(&self, before: &Text, after: &Text) -> Option<Changes> {
        let source = |text: &Text| Source::new(text.name.clone(), text.text.clone());
        generator::slice::changes(&source(before), &source(after))
    }

    fn tool(&self) -> Tool {
        let pins = FORMATTERS
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), pin(MANIFEST, name)?.to_owned())));
        Tool {
            name: "generator".to_owned(),
            // All packages of the workspace have one version.
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model_version: generator::MODEL_VERSION,
            formatters: pins.collect(),
        }
    }

    fn codes(&self) -> Vec<(String, String)> {
        Code::all().iter().map(|code| (code.name().to_owned(), code.explain().to_owned())).collect()
    }
}

/// Refuses a selector of the command line that cannot be read.
///
/// # Errors
/// With a sentence that says why.
pub fn check_selector(text: &str) -> Result<(), String> {
    generator::choice::check_argument(text)
}

/// Whether a document is one that `fetch` wrote.
#[must_use]
pub fn is_slice(text: &str) -> bool {
    generator::slice::is_slice(text)
}

/// The inputs as the generator takes them. It is given names without directories, so that its output
/// cannot depend on where the tool was started; its findings are printed with the paths people know.
fn sources(inputs: &Inputs, name: impl Fn(&Text) -> &String) -> generator::Inputs {
    let named = |text: &Text| source(text, name(text));
    generator::Inputs {
        spec: named(&inputs.spec),
        // Their names occur in findings and nowhere else.
        overlays: inputs.overlays.iter().map(|it| source(it, &it.shown)).collect(),
        files: inputs.files.clone().into_iter().collect(),
        config: inputs.config.as_ref().map(named),
        arguments: generator::Arguments {
            only: inputs.selection.only.clone(),
            without: inputs.selection.without.clone(),
        },
    }
}

fn comparison(compared: &changes::Comparison) -> Comparison {
    let axes = compared.axes();
    let named =
        |(name, version): &(String, String)| Crate { name: name.clone(), version: version.clone() };
    Comparison {
        old: named(&compared.old),
        new: named(&compared.new),
        wire: axes.wire.name(),
        source: axes.source.name(),
        behaviour: axes.behaviour.name(),
        bump: compared.bump().name(),
        least_version: compared.least_version(),
        enough: compared.is_enough(),
        changes: compared.changes.iter().map(change).collect(),
    }
}

fn change(change: &changes::Change) -> Change {
    let parts = change.message.parts.iter().map(|part| match part {
        changes::Part::Words(words) => Part::Words(words.clone()),
        changes::Part::Code(code) => Part::Code(code.clone()),
    });
    Change {
        code: change.kind.name(),
        section: change.section().name(),
        subject: change.subject.clone(),
        old: change.old.clone(),
        new: change.new.clone(),
        direction: change.direction.name(),
        wire: change.axes.wire.name(),
        source: change.axes.source.name(),
        behaviour: change.axes.behaviour.name(),
        bump: change.bump.name(),
        message: parts.collect(),
        operations: change.operations.clone(),
        items: change.items.clone(),
        approved: change.approved.clone(),
    }
}

fn source(text: &Text, name: &str) -> Source {
    Source::new(name, text.text.clone())
}

/// What each overlay did, in a sentence.
fn overlays(provenance: &Provenance) -> Vec<String> {
    let sentence = |(number, source): (usize, &Source)| {
        let own = provenance.actions().iter().filter(|action| action.overlay == number);
        let (actions, nodes) = own.fold((0, 0), |(all, nodes), it| (all + 1, nodes + it.matches));
        let (actions, nodes) = (count(actions, "action"), count(nodes, "node"));
        format!("{}: {actions} selected {nodes}", source.name)
    };
    provenance.overlays().iter().enumerate().map(sentence).collect()
}

fn losses(outcome: &generator::Outcome, inputs: &Inputs, color: bool) -> Losses {
    let spec = Source::new(inputs.spec.shown.clone(), inputs.spec.text.clone());
    let report = outcome.loss_report(&spec);
    Losses {
        text: generator::losses::render(&outcome.losses, &spec, &outcome.diagnostics, color),
        all: report.losses.len(),
        accepted: report.accepted,
        operations: (report.operations.selected, report.operations.total),
        // Only maps with keys that are not strings fail, and there are none.
        report: serde_json::to_value(&report).unwrap_or_default(),
    }
}

fn findings(diagnostics: &Diagnostics, inputs: &Inputs, color: bool) -> Findings {
    if diagnostics.items().is_empty() {
        return Findings::default();
    }
    let shown = sources(inputs, |text| &text.shown);
    let text = diagnostics.render(&shown.spec, shown.config.as_ref(), color);
    let positions = diagnostics.positions(&shown.spec, shown.config.as_ref());
    let items = diagnostics.items().iter().zip(positions);
    let name = |item| diagnostics.file_name(item, &shown.spec, shown.config.as_ref());
    let items = items.map(|(item, position)| finding(item, position, name(item))).collect();
    Findings { text, items }
}

fn finding(item: &Diagnostic, position: Option<(usize, usize)>, file: String) -> Finding {
    let pointer = match &item.at {
        At::Pointer(pointer) | At::Key(pointer) => Some(pointer.as_str().to_owned()),
        At::Position { .. } => None,
    };
    Finding {
        severity: match item.severity {
            diagnostic::Severity::Note => Severity::Note,
            diagnostic::Severity::Warning => Severity::Warning,
            diagnostic::Severity::Error => Severity::Error,
        },
        code: item.code.name().to_owned(),
        file,
        pointer,
        position,
        message: item.message.clone(),
        help: item.help.clone(),
    }
}

/// The version that a manifest pins for a crate with `=`.
fn pin<'a>(manifest: &'a str, name: &str) -> Option<&'a str> {
    let entry = manifest
        .lines()
        .find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix('='))?;
    let version = entry.split_once("\"=")?.1;
    Some(version.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_formatter_is_pinned() {
        let formatters = Generator.tool().formatters;
        assert_eq!(formatters.keys().collect::<Vec<_>>(), FORMATTERS);
        assert!(
            formatters.values().all(|version| version.split('.').count() == 3),
            "{formatters:?}"
        );
    }

    #[test]
    fn a_pin_is_read_in_both_forms() {
        let manifest = "quote-more = \"=9\"\nquote = \"=1.2.3\"\nsyn = { version = \"=3.0.9\", x = 1 }\nserde = \"1\"\n";
        assert_eq!(pin(manifest, "quote"), Some("1.2.3"));
        assert_eq!(pin(manifest, "syn"), Some("3.0.9"));
        assert_eq!(pin(manifest, "serde"), None);
    }
}
