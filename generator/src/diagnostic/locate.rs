//! From what a finding points at to a range of the text: one scan per input for all findings.
//!
//! Decides what of a value is underlined: the value itself when it is a scalar, its key when it is an
//! object or an array, and what stands around it when the text does not have it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::position::{Place, Positions};
use super::{At, Diagnostic, Diagnostics, Input, Origin, Provenance, Source};
use crate::pointer::Pointer;

/// The places of findings in the inputs they are about.
pub(super) struct Locator<'a> {
    spec: Text<'a>,
    /// The other files of the document.
    files: Vec<Text<'a>>,
    overlays: Vec<Text<'a>>,
    config: Option<Text<'a>>,
    provenance: &'a Provenance,
}

/// A place in a text.
pub(super) struct Spot<'a> {
    /// The name of the input.
    pub(super) name: String,
    /// The line, from 1.
    pub(super) number: usize,
    /// The line's text, without its end.
    pub(super) line: &'a str,
    /// What to underline, as bytes of the line; not empty unless the line ends there.
    pub(super) range: Range<usize>,
    /// The offset in the text.
    pub(super) offset: usize,
}

impl Spot<'_> {
    /// The column in characters, from 1.
    pub(super) fn column(&self) -> usize {
        self.line.get(..self.range.start).unwrap_or_default().chars().count() + 1
    }
}

impl<'a> Locator<'a> {
    /// Scans the inputs for everything `findings` point at.
    pub(super) fn new(
        findings: &'a Diagnostics,
        spec: &'a Source,
        config: Option<&'a Source>,
    ) -> Self {
        let provenance = &*findings.provenance;
        let mut pointers: BTreeMap<Input, Vec<Pointer>> = BTreeMap::new();
        let places = findings.items.iter().map(|finding| (finding.input, &finding.at));
        let related = findings.items.iter().filter_map(|finding| finding.related.as_ref());
        for (input, at) in places.chain(related.map(|(input, at, _)| (*input, at))) {
            let (input, at) = written(input, at, provenance);
            if let At::Pointer(pointer) | At::Key(pointer) = at {
                pointers.entry(input).or_default().push(pointer);
            }
        }
        let text = |name: String, source, input| {
            Text::new(name, source, pointers.get(&input).map_or(&[], Vec::as_slice))
        };
        let files = findings.files.iter().zip(0_u16..);
        let overlays = provenance.overlays().iter().zip(0_u16..);
        Self {
            spec: text(spec.name.clone(), spec, Input::Spec),
            files: files
                .map(|(file, number)| {
                    text(beside(&spec.name, &file.name), file, Input::File(number))
                })
                .collect(),
            overlays: overlays
                .map(|(source, number)| text(source.name.clone(), source, Input::Overlay(number)))
                .collect(),
            config: config.map(|source| text(source.name.clone(), source, Input::Config)),
            provenance,
        }
    }

    /// Where a finding stands; `None` without a source for its input, or for an empty text.
    pub(super) fn spot(&self, finding: &Diagnostic) -> Option<Spot<'a>> {
        self.place(finding.input, &finding.at)
    }

    /// The other place that a finding is about.
    pub(super) fn related<'f>(&self, finding: &'f Diagnostic) -> Option<(Spot<'a>, &'f str)> {
        let (input, at, label) = finding.related.as_ref()?;
        Some((self.place(*input, at)?, label))
    }

    /// The input that the text of a finding stands in.
    pub(super) fn input(&self, finding: &Diagnostic) -> Input {
        written(finding.input, &finding.at, self.provenance).0
    }

    fn place(&self, input: Input, at: &At) -> Option<Spot<'a>> {
        let (input, at) = written(input, at, self.provenance);
        match input {
            Input::Spec => self.spec.spot(&at),
            Input::File(number) => self.files.get(usize::from(number))?.spot(&at),
            Input::Overlay(number) => self.overlays.get(usize::from(number))?.spot(&at),
            Input::Config => self.config.as_ref()?.spot(&at),
            Input::Arguments => None,
        }
    }
}

/// Where a place was written: overlays write parts of the document and move others.
pub(super) fn written(input: Input, at: &At, provenance: &Provenance) -> (Input, At) {
    let (Input::Spec, At::Pointer(pointer) | At::Key(pointer), false) =
        (input, at, provenance.is_empty())
    else {
        return (input, at.clone());
    };
    let (input, place) = match provenance.origin(pointer) {
        Origin::Document(place) => (Input::Spec, place),
        Origin::Overlay(written) => {
            (Input::Overlay(u16::try_from(written.overlay).unwrap_or(u16::MAX)), written.at)
        }
    };
    let at = if matches!(at, At::Key(_)) { At::Key(place) } else { At::Pointer(place) };
    (input, at)
}

/// The name of a file whose path counts from the folder of the document.
pub(super) fn beside(document: &str, path: &str) -> String {
    let mut folder: Vec<&str> = document.split('/').collect();
    folder.pop();
    let mut rest = path;
    while let Some(further) = rest.strip_prefix("../")
        && folder.last().is_some_and(|step| !["..", ""].contains(step))
    {
        folder.pop();
        rest = further;
    }
    folder.push(rest);
    folder.join("/")
}

struct Text<'a> {
    name: String,
    text: &'a str,
    /// Offsets at which lines start.
    lines: Vec<usize>,
    positions: Positions,
}

impl<'a> Text<'a> {
    fn new(name: String, source: &'a Source, pointers: &[Pointer]) -> Self {
        let text = source.body();
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        let positions =
            if pointers.is_empty() { Positions::none() } else { Positions::find(text, pointers) };
        Self { name, text, lines, positions }
    }

    fn spot(&self, at: &At) -> Option<Spot<'a>> {
        let range = match at {
            At::Position { line, column } => {
                let start = *self.lines.get(line.saturating_sub(1)).or(self.lines.last())?;
                let rest = self.text[start..].lines().next().unwrap_or_default();
                let skip = column.saturating_sub(1);
                let start = start + rest.char_indices().nth(skip).map_or(rest.len(), |(at, _)| at);
                let rest = &self.text[start..];
                let end = rest.find([' ', '\t', '\r', '\n', ',', ':']).unwrap_or(rest.len());
                start..start + end
            }
            At::Pointer(pointer) => {
                let (place, exact) = self.positions.nearest(pointer);
                underlined(place?, exact)
            }
            At::Key(pointer) => {
                let place = self.positions.nearest(pointer).0?;
                underlined(place, false)
            }
        };
        Some(self.on_one_line(range))
    }

    /// Cuts a range down to the first line it is on.
    fn on_one_line(&self, range: Range<usize>) -> Spot<'a> {
        let offset = range.start.min(self.text.len());
        let number = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines.get(number - 1).copied().unwrap_or_default();
        let line = self.text[start..].split('\n').next().unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        let from = (offset - start).min(line.len());
        let to = (range.end - start).clamp(from, line.len());
        // A YAML scalar may be followed by blanks that are not its own.
        let to = from + line[from..to].trim_end().len();
        let next = line[from..].chars().next().map_or(0, char::len_utf8);
        Spot { name: self.name.clone(), number, line, range: from..to.max(from + next), offset }
    }
}

/// What to underline of a place. `value` says that the finding is about the value.
fn underlined(place: &Place, value: bool) -> Range<usize> {
    let whole = value && !place.container && !place.value.is_empty();
    match &place.key {
        Some(key) if !whole => key.clone(),
        _ if place.container => place.value.start..place.value.start,
        _ => place.value.clone(),
    }
}
