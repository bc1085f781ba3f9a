//! How findings look: rustc's way, through annotate-snippets.
//!
//! Decides which facts are shown and in which order. Everything that comes from a document is made
//! printable first, so that a report cannot drive a terminal or reorder its own text.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::locate::{Locator, Spot};
use super::printable::{excerpt, printable};
use super::{At, Diagnostic, Diagnostics, Input, Provenance, Severity, Source, Written};

impl Diagnostics {
    /// All findings as text for people, in the order they are in, with a blank line between them.
    /// `color` adds ANSI escape codes. Each source is scanned once.
    #[must_use]
    pub fn render(&self, spec: &Source, config: Option<&Source>, color: bool) -> String {
        let locator = Locator::new(self, spec, config);
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let mut text = String::new();
        for finding in &self.items {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&render_one(&renderer, finding, &locator, &self.provenance));
            text.push('\n');
        }
        text
    }

    /// Line and column of each finding, both from 1, the column in characters; `None` when the
    /// text of its input is not given or is empty.
    #[must_use]
    pub fn positions(&self, spec: &Source, config: Option<&Source>) -> Vec<Option<(usize, usize)>> {
        let locator = Locator::new(self, spec, config);
        let position = |spot: Spot<'_>| (spot.number, spot.column());
        self.items.iter().map(|finding| locator.spot(finding).map(position)).collect()
    }

    /// Sorts findings by input and then by where they stand in it; those without a place come last.
    /// Findings at one place keep their order.
    pub fn sort(&mut self, spec: &Source, config: Option<&Source>) {
        let locator = Locator::new(self, spec, config);
        let place = |finding: &Diagnostic| {
            let offset = locator.spot(finding).map_or(usize::MAX, |spot| spot.offset);
            (locator.input(finding), offset)
        };
        let places: Vec<_> = self.items.iter().map(place).collect();
        let mut items: Vec<_> = places.into_iter().zip(std::mem::take(&mut self.items)).collect();
        items.sort_by_key(|(place, _)| *place);
        self.items = items.into_iter().map(|(_, finding)| finding).collect();
    }
}

/// What is shown like a finding and is none: a title, places with their lines, and facts.
pub(crate) struct Subject {
    /// The word before the title.
    pub(crate) kind: &'static str,
    /// The title.
    pub(crate) title: String,
    /// The places; only where they stand and their labels count.
    pub(crate) places: Diagnostics,
    /// Facts by name.
    pub(crate) facts: Vec<(&'static str, String)>,
}

impl Subject {
    /// The text for people.
    pub(crate) fn render(&self, spec: &Source, config: Option<&Source>, color: bool) -> String {
        let locator = Locator::new(&self.places, spec, config);
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let level = Level::INFO.with_name(self.kind);
        let mut group = Group::with_title(level.primary_title(printable(&self.title)));
        for place in self.places.items() {
            if let Some(spot) = locator.spot(place) {
                group = show_source(group, AnnotationKind::Primary, &place.label, &spot);
            }
        }
        for (name, fact) in &self.facts {
            group = group.element(Level::NOTE.with_name(*name).message(printable(fact)));
        }
        renderer.render(&[group])
    }
}

fn render_one(
    renderer: &Renderer,
    finding: &Diagnostic,
    locator: &Locator<'_>,
    provenance: &Provenance,
) -> String {
    let level = match finding.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level.primary_title(printable(&finding.message)).id(finding.code.name());
    let mut group = Group::with_title(title);
    if let Some(spot) = locator.spot(finding) {
        group = show_source(group, AnnotationKind::Primary, &finding.label, &spot);
    }
    if let Some((spot, label)) = locator.related(finding) {
        group = show_source(group, AnnotationKind::Context, label, &spot);
    }
    if let At::Pointer(pointer) | At::Key(pointer) = &finding.at {
        let at = printable(&pointer.to_string());
        group = group.element(Level::NOTE.with_name("at").message(at));
        if let (Input::Spec, Some(written)) = (finding.input, provenance.written(pointer)) {
            group = group.element(Level::NOTE.message(by_overlay(&written)));
        }
    }
    for note in &finding.notes {
        group = group.element(Level::NOTE.message(printable(note)));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(printable(help)));
    }
    renderer.render(&[group])
}

/// Why a finding about the document is shown in an overlay.
fn by_overlay(written: &Written) -> String {
    let action = written.action + 1;
    match &written.copied {
        Some(from) => printable(&format!("action {action} of the overlay copied this from {from}")),
        None => format!("action {action} of the overlay wrote this"),
    }
}

/// Adds a place and the line of its source.
fn show_source<'a>(
    group: Group<'a>,
    kind: AnnotationKind,
    label: &str,
    spot: &Spot<'_>,
) -> Group<'a> {
    let name = printable(&spot.name);
    let (line, range) = excerpt(spot.line, spot.range.clone());
    let faithful = spot.line.get(..range.start) == line.get(..range.start);
    let mut mark = kind.span(range);
    if !label.is_empty() {
        mark = mark.label(printable(label));
    }
    let snippet = Snippet::source(line).line_start(spot.number).annotation(mark);
    if faithful {
        group.element(snippet.path(name))
    } else {
        // The column is counted in the line as it is in the file, not in what is shown of it.
        let origin = Origin::path(name).line(spot.number).char_column(spot.column());
        group.element(origin).element(snippet)
    }
}
