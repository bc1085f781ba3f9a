//! How findings look: rustc's way, through annotate-snippets.
//!
//! Decides which facts are shown and in which order. Everything that comes from a document is made
//! printable first, so that a report cannot drive a terminal or reorder its own text.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::locate::{Locator, Spot};
use super::printable::{excerpt, printable};
use super::{At, Diagnostic, Diagnostics, Severity, Source};

impl Diagnostics {
    /// All findings as text for people, in the order they are in, with a blank line between them.
    /// `color` adds ANSI escape codes. Each source is scanned once.
    #[must_use]
    pub fn render(&self, spec: &Source, config: Option<&Source>, color: bool) -> String {
        let locator = Locator::new(&self.items, &self.files, spec, config);
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let mut text = String::new();
        for finding in &self.items {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&render_one(&renderer, finding, locator.spot(finding)));
            text.push('\n');
        }
        text
    }

    /// Line and column of each finding, both from 1, the column in characters; `None` when the
    /// text of its input is not given or is empty.
    #[must_use]
    pub fn positions(&self, spec: &Source, config: Option<&Source>) -> Vec<Option<(usize, usize)>> {
        let locator = Locator::new(&self.items, &self.files, spec, config);
        let position = |spot: Spot<'_>| (spot.number, spot.column());
        self.items.iter().map(|finding| locator.spot(finding).map(position)).collect()
    }

    /// Sorts findings by input and then by where they stand in it; those without a place come last.
    /// Findings at one place keep their order.
    pub fn sort(&mut self, spec: &Source, config: Option<&Source>) {
        let locator = Locator::new(&self.items, &self.files, spec, config);
        self.items.sort_by_cached_key(|finding| {
            let offset = locator.spot(finding).map_or(usize::MAX, |spot| spot.offset);
            (finding.input, offset)
        });
    }
}

/// What is shown like a finding and is none: a title, places with their lines, and facts.
pub(crate) struct Subject {
    /// The word before the title.
    pub(crate) kind: &'static str,
    /// The title.
    pub(crate) title: String,
    /// The places; only where they stand and their labels count.
    pub(crate) places: Vec<Diagnostic>,
    /// Facts by name.
    pub(crate) facts: Vec<(&'static str, String)>,
}

impl Subject {
    /// The text; `files` are those of [`Diagnostics::files`].
    pub(crate) fn render(
        &self,
        spec: &Source,
        config: Option<&Source>,
        files: &[Source],
        color: bool,
    ) -> String {
        let locator = Locator::new(&self.places, files, spec, config);
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let level = Level::INFO.with_name(self.kind);
        let mut group = Group::with_title(level.primary_title(printable(&self.title)));
        for place in &self.places {
            if let Some(spot) = locator.spot(place) {
                group = show_source(group, place, &spot);
            }
        }
        for (name, fact) in &self.facts {
            group = group.element(Level::NOTE.with_name(*name).message(printable(fact)));
        }
        renderer.render(&[group])
    }
}

fn render_one(renderer: &Renderer, finding: &Diagnostic, spot: Option<Spot<'_>>) -> String {
    let level = match finding.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level.primary_title(printable(&finding.message)).id(finding.code.name());
    let mut group = Group::with_title(title);
    if let Some(spot) = spot {
        group = show_source(group, finding, &spot);
    }
    if let At::Pointer(pointer) | At::Key(pointer) = &finding.at {
        let at = printable(&pointer.to_string());
        group = group.element(Level::NOTE.with_name("at").message(at));
    }
    for note in &finding.notes {
        group = group.element(Level::NOTE.message(printable(note)));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(printable(help)));
    }
    renderer.render(&[group])
}

/// Adds the place and the line of the source.
fn show_source<'a>(group: Group<'a>, finding: &Diagnostic, spot: &Spot<'_>) -> Group<'a> {
    let name = printable(&spot.name);
    let (line, range) = excerpt(spot.line, spot.range.clone());
    let faithful = spot.line.get(..range.start) == line.get(..range.start);
    let mut mark = AnnotationKind::Primary.span(range);
    if !finding.label.is_empty() {
        mark = mark.label(printable(&finding.label));
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
