//! Puts the parts of all files together into one document.

use std::collections::HashMap;

use super::library::Library;
use super::names::Home;
use super::sites::Form;
use super::units::{Answer, Unit, input};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::document::Origins;
use crate::document::tree::Limits;
use crate::json::Json;
use crate::pointer::Pointer;

/// The document with all that it refers to; `origins` learns where each part came from.
pub(super) fn assemble(
    library: &Library<'_>,
    units: &[Unit],
    homes: &[Home],
    origins: &mut Origins,
    diagnostics: &mut Diagnostics,
) -> Json {
    let mut assembly = Assembly {
        library,
        units,
        homes,
        around: Vec::new(),
        placed: HashMap::new(),
        budget: Limits::default().nodes,
        origins,
        out: diagnostics,
    };
    let mut document = assembly.part(0, &Pointer::root());
    let mut components: Vec<(usize, &Pointer)> = Vec::new();
    for (index, home) in homes.iter().enumerate() {
        if let Home::Component(place) = home {
            components.push((index, place));
        }
    }
    components.sort_by_key(|(_, place)| *place);
    for (index, place) in components {
        if !assembly.placed.contains_key(&index) {
            let part = assembly.part(index, place);
            insert(&mut document, place, part);
        }
    }
    // Parts of the document that are read where they are, such as `definitions` at the top.
    for (index, home) in homes.iter().enumerate().skip(1) {
        if *home == Home::Here {
            let at = units[index].pointer.clone();
            let part = assembly.part(index, &at);
            if let Some(slot) = document.at_mut(&at) {
                *slot = part;
            }
        }
    }
    document
}

struct Assembly<'a, 'l> {
    library: &'a Library<'l>,
    units: &'a [Unit],
    homes: &'a [Home],
    /// The units that the current place is in.
    around: Vec<usize>,
    /// Where units that stand in one place only are.
    placed: HashMap<usize, Pointer>,
    /// Values that may still be copied.
    budget: usize,
    origins: &'a mut Origins,
    out: &'a mut Diagnostics,
}

impl Assembly<'_, '_> {
    /// A unit as it stands at `at`.
    fn part(&mut self, index: usize, at: &Pointer) -> Json {
        let unit = &self.units[index];
        let Some(value) = self.library.files[unit.file].tree.at(&unit.pointer) else {
            return Json::Null;
        };
        if index != 0 && !self.afford(value, unit) {
            return Json::Object(Vec::new());
        }
        let mut value = value.clone();
        self.placed.insert(index, at.clone());
        if unit.file != 0 || *at != unit.pointer {
            self.origins.bundled(at, unit.file, &unit.pointer);
        }
        self.around.push(index);
        for (site, answer) in &unit.sites {
            let rest = &site.pointer.as_str()[unit.pointer.as_str().len()..];
            let place = Pointer::from_text(&format!("{}{rest}", at.as_str()));
            let Some(slot) = value.at_mut(&Pointer::from_text(rest)) else { continue };
            match answer {
                Answer::Text(text) => write(slot, site.form, text),
                Answer::Prose(text) => *slot = Json::String(text.clone()),
                Answer::Unit(target) => match &self.homes[*target] {
                    Home::Component(home) if *home == place => *slot = self.part(*target, home),
                    Home::Component(home) | Home::Within(home) => {
                        write(slot, site.form, &home.to_reference());
                    }
                    Home::InPlace | Home::Here => match self.placed.get(target) {
                        // A second reference to a path item leads to the first.
                        Some(first) if site.form == Form::Reference => {
                            write(slot, site.form, &first.to_reference());
                        }
                        _ if self.around.contains(target) => self.report_loop(unit, &site.pointer),
                        _ => {
                            self.report_siblings(unit, slot, &site.pointer);
                            *slot = self.part(*target, &place);
                        }
                    },
                },
            }
        }
        self.around.pop();
        value
    }

    /// Counts what is copied: references can multiply a document.
    fn afford(&mut self, value: &Json, unit: &Unit) -> bool {
        let size = value.size();
        let fits = self.budget >= size;
        if !fits && self.budget > 0 {
            let message = "references between files multiply the document too much";
            let at = At::Pointer(unit.pointer.clone());
            let finding = Diagnostic::error(Code::LimitExceeded, at, message);
            self.out.push(finding.about(input(unit.file)));
        }
        self.budget = if fits { self.budget - size } else { 0 };
        fits
    }

    fn report_loop(&mut self, unit: &Unit, at: &Pointer) {
        let message = "this reference leads back to what it stands in";
        let at = At::Pointer(at.child("$ref"));
        let finding = Diagnostic::error(Code::DanglingReference, at, message);
        self.out.push(finding.about(input(unit.file)));
    }

    /// What stands beside a reference that is replaced is lost.
    fn report_siblings(&mut self, unit: &Unit, slot: &Json, at: &Pointer) {
        for (key, _) in slot.as_object().unwrap_or_default() {
            if key != "$ref" {
                let message = format!("`{key}` beside a reference to another place is not read");
                let at = At::Key(at.child(key));
                let finding = Diagnostic::warning(Code::IgnoredSibling, at, message);
                self.out.push(finding.about(input(unit.file)));
            }
        }
    }
}

/// Writes a reference.
fn write(slot: &mut Json, form: Form, text: &str) {
    let text = Json::String(text.to_owned());
    match (form, slot.get_mut("$ref")) {
        (Form::Mapping, _) => *slot = text,
        (_, Some(reference)) => *reference = text,
        (_, None) => {}
    }
}

/// Adds a component, with the objects around it.
fn insert(document: &mut Json, place: &Pointer, value: Json) {
    let mut at = document;
    let tokens: Vec<String> = place.tokens().collect();
    let Some((name, around)) = tokens.split_last() else { return };
    for token in around {
        if !matches!(at.get(token), Some(Json::Object(_))) {
            at.remove(token);
            if let Json::Object(members) = at {
                members.push((token.clone(), Json::Object(Vec::new())));
            }
        }
        match at.get_mut(token) {
            Some(inner) => at = inner,
            None => return,
        }
    }
    if let Json::Object(members) = at {
        members.push((name.clone(), value));
    }
}
