//! The parts of other files that a document consists of: found by following references from its root.

use std::collections::{HashMap, HashSet};

use super::find::Found;
use super::grammar::Grammar;
use super::library::Library;
use super::sites::{Form, Site, sites};
use super::uri;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input, Severity};
use crate::document::grammar::Value;
use crate::pointer::Pointer;

/// A part of a file, as one kind of value.
pub(super) struct Unit {
    pub(super) file: usize,
    pub(super) pointer: Pointer,
    pub(super) expected: Value,
    /// The references in it that change, each with what becomes of it.
    pub(super) sites: Vec<(Site, Answer)>,
    /// Whether it stays where it is: it is part of the document itself.
    pub(super) stays: bool,
}

/// What becomes of a reference.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// It is written like this.
    Text(String),
    /// It leads to this unit.
    Unit(usize),
    /// The text of a file stands in its place.
    Prose(String),
}

/// Every unit, the document itself first.
pub(super) fn units(
    library: &mut Library<'_>,
    grammar: Grammar,
    diagnostics: &mut Diagnostics,
) -> Vec<Unit> {
    let mut search = Search {
        grammar,
        library,
        units: Vec::new(),
        known: HashMap::new(),
        missing: HashSet::new(),
        out: diagnostics,
    };
    search.unit(0, Pointer::root(), Value::Object(crate::document::grammar::Kind::OpenApi), true);
    let mut next = 0;
    while next < search.units.len() {
        search.look(next);
        next += 1;
    }
    search.units
}

struct Search<'s, 'l> {
    grammar: Grammar,
    library: &'s mut Library<'l>,
    units: Vec<Unit>,
    known: HashMap<(usize, Pointer, String), usize>,
    /// Files that there are none of, which are reported once.
    missing: HashSet<String>,
    out: &'s mut Diagnostics,
}

impl Search<'_, '_> {
    fn unit(&mut self, file: usize, pointer: Pointer, expected: Value, stays: bool) -> usize {
        let key = (file, pointer.clone(), format!("{expected:?}"));
        *self.known.entry(key).or_insert_with(|| {
            self.units.push(Unit { file, pointer, expected, sites: Vec::new(), stays });
            self.units.len() - 1
        })
    }

    /// Finds the references of a unit and what they lead to.
    fn look(&mut self, index: usize) {
        let Unit { file, ref pointer, expected, .. } = self.units[index];
        let Some(value) = self.library.files[file].tree.at(pointer) else { return };
        let mut changing = Vec::new();
        for site in sites(self.grammar, expected, pointer, value) {
            if let Some(answer) = self.answer(file, &site) {
                changing.push((site, answer));
            }
        }
        self.units[index].sites = changing;
    }

    /// What becomes of a reference; `None` if it stays as it is.
    fn answer(&mut self, file: usize, site: &Site) -> Option<Answer> {
        let text = match site.form {
            Form::Mapping => self.mapped(file, &site.text)?,
            Form::Reference | Form::Stray => site.text.clone(),
        };
        if let (Value::Text, Form::Stray) = (site.expected, site.form) {
            return self.prose(file, site);
        }
        let own = || self.library.resource(0, &site.pointer) == Pointer::root();
        if file == 0 && text.starts_with("#/") && own() {
            return self.inside(site);
        }
        match self.library.follow(file, &site.pointer, &text, self.out) {
            Found::Place(0, pointer) => self.root_place(pointer, site),
            Found::Place(file, pointer) => {
                Some(Answer::Unit(self.unit(file, pointer, site.expected, false)))
            }
            Found::Nowhere => self.unresolved(file, &text),
            Found::NoFile(path, why) => {
                if site.form == Form::Mapping {
                    return None;
                }
                self.missing(file, site, &path, &why);
                self.unresolved(file, &text)
            }
        }
    }

    /// A reference of the document to itself. Most need nothing: what reads the document follows them.
    fn inside(&mut self, site: &Site) -> Option<Answer> {
        let pointer = Pointer::from_reference(&site.text)?;
        if self.grammar.at(&pointer).is_some() && site.form != Form::Stray {
            return None;
        }
        self.library.files[0].tree.at(&pointer)?;
        match self.root_place(pointer, site)? {
            Answer::Text(_) => None,
            answer => Some(answer),
        }
    }

    /// A reference to a place of the document itself.
    fn root_place(&mut self, pointer: Pointer, site: &Site) -> Option<Answer> {
        let there = self.grammar.at(&pointer);
        let text = Answer::Text(pointer.to_reference());
        match (site.expected, there) {
            (Value::Schema, Some(Value::Schema)) => Some(text),
            // Such as `definitions` at the top: it is read where it is.
            (Value::Schema, _) => {
                self.unit(0, pointer, Value::Schema, true);
                Some(text)
            }
            (Value::Reference(_), Some(_)) => Some(text),
            _ if site.pointer.as_str().starts_with(pointer.as_str()) => None,
            _ => Some(Answer::Unit(self.unit(0, pointer, site.expected, false))),
        }
    }

    /// The text of a file in the place of a text.
    fn prose(&mut self, file: usize, site: &Site) -> Option<Answer> {
        let parts = uri::parts(&site.text);
        if !parts.fragment.is_empty() || parts.address.is_empty() {
            let found = self.library.follow(file, &site.pointer, &site.text, self.out);
            let Found::Place(file, pointer) = found else { return None };
            let text = self.library.files[file].tree.at(&pointer)?.as_str()?;
            return Some(Answer::Prose(text.to_owned()));
        }
        let address = uri::Address::file(&self.library.files[file].path).resolve(&parts.address);
        if address.is_remote() {
            return None;
        }
        match self.library.text(&address.path) {
            Ok(text) => Some(Answer::Prose(text)),
            Err(why) => {
                self.missing(file, site, &address.path, &why);
                None
            }
        }
    }

    /// The reference that a value of a mapping is, if it is one: a plain name is the name of a schema
    /// among the components (3.1 §4.8.25.4), of the file that it stands in.
    fn mapped(&self, file: usize, text: &str) -> Option<String> {
        let tree = &self.library.files[file].tree;
        for section in ["/components/schemas", "/definitions"] {
            let pointer = Pointer::from_text(section).child(text);
            if tree.at(&pointer).is_some() {
                return (file != 0).then(|| pointer.to_reference());
            }
        }
        text.contains(['#', '/', '.']).then(|| text.to_owned())
    }

    /// A reference of another file must not be taken for one of the document.
    fn unresolved(&self, file: usize, text: &str) -> Option<Answer> {
        let path = &self.library.files[file].path;
        (file != 0 && text.starts_with('#')).then(|| Answer::Text(format!("{path}{text}")))
    }

    fn missing(&mut self, file: usize, site: &Site, path: &str, why: &str) {
        if !self.missing.insert(path.to_owned()) {
            return;
        }
        let at = match site.form {
            Form::Mapping => site.pointer.clone(),
            Form::Reference | Form::Stray => site.pointer.child("$ref"),
        };
        let message = format!("the file `{path}` cannot be read: {why}");
        let severity = match site.expected {
            // Without it the documentation is shorter, and nothing else.
            Value::Text => Severity::Warning,
            _ => Severity::Error,
        };
        let finding = Diagnostic::new(severity, Code::MissingFile, At::Pointer(at), message);
        self.out.push(finding.about(input(file)));
    }
}

/// How findings name a file.
pub(super) fn input(file: usize) -> Input {
    match file.checked_sub(1) {
        None => Input::Spec,
        Some(other) => Input::File(u16::try_from(other).unwrap_or(u16::MAX)),
    }
}
