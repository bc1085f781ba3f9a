//! The walk along the grammar: checks every object outside schemas, takes the schemas out, and
//! leaves a tree that `openapiv3` can read.
//!
//! Nothing is dropped here without a finding, except what the grammar's table leaves out with a
//! reason. It resolves no reference and knows no schema keyword.

mod shape;
mod special;

use std::collections::BTreeMap;

use crate::diagnostic::position::Positions;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input, Severity, Source};
use crate::json::Json;
use crate::pointer::{Path, Pointer};

use super::grammar::{Absent, Fate, Field, Kind, Rules, Value};
use super::hint;
use super::swagger::Origins;
use super::version::Dialect;
use shape::{Fit, fit, wanted};

/// The members of an object.
pub(super) type Members = Vec<(String, Json)>;

/// What a walk took out of the tree.
#[derive(Debug, Default)]
pub(super) struct Removed {
    /// The schemas, each with the pointer where it stood.
    pub(super) schemas: Vec<(Pointer, Json)>,
    /// Members that are not read, kept because references may still lead into them.
    pub(super) attic: Vec<(Pointer, Json)>,
}

/// Walks the whole document.
pub(super) fn walk(
    tree: &mut Json,
    source: &Source,
    files: &[Source],
    origins: &Origins,
    dialect: Dialect,
    diagnostics: &mut Diagnostics,
) -> Removed {
    let mut walker = Walker {
        dialect,
        path: Path::default(),
        removed: Removed::default(),
        inexact: Vec::new(),
        out: diagnostics,
    };
    walker.object(Kind::OpenApi, tree);
    let Walker { removed, inexact, .. } = walker;
    restore_texts(tree, source, files, origins, &inexact);
    removed
}

/// What is to become of a value that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Keep,
    Drop,
}

struct Walker<'a> {
    dialect: Dialect,
    path: Path,
    removed: Removed,
    /// Texts that came from numbers whose spelling may have been lost, such as `1.10`.
    inexact: Vec<Pointer>,
    out: &'a mut Diagnostics,
}

impl Walker<'_> {
    /// Checks an object of a kind, member by member.
    fn object(&mut self, kind: Kind, value: &mut Json) -> Verdict {
        let Json::Object(members) = value else {
            return Verdict::Drop;
        };
        let rules = kind.rules();
        let mut dropped = Vec::new();
        for (key, mut member) in std::mem::take(members) {
            let mark = self.path.enter(&key);
            let verdict = self.member(rules, &key, &mut member);
            if verdict == Verdict::Keep {
                members.push((key, member));
            } else {
                self.removed.attic.push((self.path.pointer(), member));
                dropped.push(key);
            }
            self.path.leave(mark);
        }
        self.name_query_string(kind, members);
        for field in rules.fields {
            if members.iter().all(|(key, _)| key != field.key) {
                let silent = dropped.iter().any(|key| key == field.key);
                self.absent(rules, field, silent, members);
            }
        }
        self.special(kind, members)
    }

    /// Checks one member of an object.
    fn member(&mut self, rules: &Rules, key: &str, value: &mut Json) -> Verdict {
        if let Some(field) = rules.field(key) {
            return match field.fate {
                Fate::Read => {
                    let must = matches!(field.absent, Absent::Error);
                    self.value(field.value, must, value)
                }
                Fate::Leave(_) => Verdict::Drop,
                Fate::Report(what) => {
                    let message = format!("`{key}` of the {} is not generated: {what}", rules.name);
                    self.warn_key(Code::UnsupportedKey, message);
                    Verdict::Drop
                }
            };
        }
        if key.starts_with("x-") {
            return Verdict::Keep;
        }
        match rules.patterned(key) {
            Some(expected) => self.value(expected, false, value),
            None => {
                self.unknown(rules, key);
                Verdict::Drop
            }
        }
    }

    /// Checks a value; `must` says that its object cannot be read without it.
    fn value(&mut self, expected: Value, must: bool, value: &mut Json) -> Verdict {
        match fit(expected, value) {
            Fit::Yes => {}
            Fit::Converted { exact } => {
                if !exact {
                    self.inexact.push(self.path.pointer());
                }
            }
            Fit::Mended(how) => {
                let at = At::Pointer(self.path.pointer());
                self.out.push(Diagnostic::warning(Code::InvalidValue, at, how));
            }
            Fit::No => return self.mismatch(expected, must, value),
        }
        match expected {
            Value::Text | Value::Word(_) | Value::Flag | Value::Opaque => Verdict::Keep,
            Value::Schema => {
                self.hoist(value);
                Verdict::Keep
            }
            Value::Reference(kind) if value.get("$ref").is_some() => self.reference(kind, value),
            Value::Object(kind) | Value::Reference(kind) => self.object(kind, value),
            Value::List(item) => self.list(*item, value),
            Value::Map(item) => self.map(*item, value),
        }
    }

    fn list(&mut self, expected: Value, value: &mut Json) -> Verdict {
        if let Json::Array(items) = value {
            for (index, mut item) in std::mem::take(items).into_iter().enumerate() {
                let mark = self.path.enter_index(index);
                if self.value(expected, false, &mut item) == Verdict::Keep {
                    items.push(item);
                }
                self.path.leave(mark);
            }
        }
        Verdict::Keep
    }

    fn map(&mut self, expected: Value, value: &mut Json) -> Verdict {
        if let Json::Object(members) = value {
            for (key, mut member) in std::mem::take(members) {
                let mark = self.path.enter(&key);
                if self.value(expected, false, &mut member) == Verdict::Keep {
                    members.push((key, member));
                } else {
                    self.removed.attic.push((self.path.pointer(), member));
                }
                self.path.leave(mark);
            }
        }
        Verdict::Keep
    }

    /// Moves a schema out and leaves a reference to where it stood.
    fn hoist(&mut self, value: &mut Json) {
        let pointer = self.path.pointer();
        let reference = Json::String(pointer.to_reference());
        let schema = std::mem::replace(value, Json::Object(vec![("$ref".to_owned(), reference)]));
        self.removed.schemas.push((pointer, schema));
    }

    /// Checks a Reference Object, and takes out what stands beside `$ref`.
    fn reference(&mut self, kind: Kind, value: &mut Json) -> Verdict {
        let Json::Object(members) = value else {
            return Verdict::Drop;
        };
        for (key, member) in std::mem::take(members) {
            let mark = self.path.enter(&key);
            if key == "$ref" {
                if !matches!(member, Json::String(_)) {
                    let message = format!("`$ref` is {}, not a string", member.kind());
                    let at = At::Pointer(self.path.pointer());
                    self.out.push(Diagnostic::error(Code::InvalidValue, at, message));
                }
                members.push((key, member));
            } else if kind == Kind::PathItem {
                // It may have keys of its own beside `$ref` (3.1 §4.8.9.1).
                let mut member = member;
                if self.member(kind.rules(), &key, &mut member) == Verdict::Keep {
                    members.push((key, member));
                } else {
                    self.removed.attic.push((self.path.pointer(), member));
                }
            } else {
                let message = format!("`{key}` beside `$ref` is not read");
                let at = At::Key(self.path.pointer());
                self.out.push(Diagnostic::note(Code::IgnoredSibling, at, message));
            }
            self.path.leave(mark);
        }
        Verdict::Keep
    }

    /// Deals with a required key that is not there.
    fn absent(
        &mut self,
        rules: &Rules,
        field: &Field,
        silent: bool,
        members: &mut Vec<(String, Json)>,
    ) {
        let (severity, value, assumed) = match field.absent {
            Absent::Fine => return,
            Absent::Assume("") => {
                (Severity::Warning, Some(Json::String(String::new())), "; read as empty".to_owned())
            }
            Absent::Assume(text) => {
                let assumed = format!("; `{text}` is assumed");
                (Severity::Warning, Some(Json::String(text.to_owned())), assumed)
            }
            Absent::AssumeEmpty => {
                (Severity::Warning, Some(Json::Object(vec![])), "; read as empty".to_owned())
            }
            Absent::AssumeEmptySince31 => {
                let severity = match self.dialect {
                    Dialect::V30 => Some(Severity::Warning),
                    Dialect::V31 => None,
                };
                let Some(severity) = severity else {
                    members.push((field.key.to_owned(), Json::Object(vec![])));
                    return;
                };
                (severity, Some(Json::Object(vec![])), "; read as empty".to_owned())
            }
            Absent::Error => (Severity::Error, None, String::new()),
        };
        if !silent {
            let message = format!("the {} has no `{}`{assumed}", rules.name, field.key);
            let at = At::Pointer(self.path.pointer());
            self.out.push(Diagnostic::new(severity, Code::MissingKey, at, message));
        }
        if let Some(value) = value {
            members.push((field.key.to_owned(), value));
            if let (Value::Object(kind), Some((_, value))) = (field.value, members.last_mut()) {
                let mark = self.path.enter(field.key);
                self.object(kind, value);
                self.path.leave(mark);
            }
        }
    }

    /// Reports a value of the wrong kind: an error where leaving it out would change the API.
    fn mismatch(&mut self, expected: Value, must: bool, value: &Json) -> Verdict {
        let grave = must || shape::is_grave(expected);
        let found = match value {
            Json::String(text) if text.chars().count() <= 40 => format!("`{text}`"),
            other => other.kind().to_owned(),
        };
        let consequence = if grave { "" } else { "; it is left out" };
        let message = format!("{found} stands where {} belongs{consequence}", wanted(expected));
        let severity = if grave { Severity::Error } else { Severity::Warning };
        let at = At::Pointer(self.path.pointer());
        self.out.push(Diagnostic::new(severity, Code::InvalidValue, at, message));
        Verdict::Drop
    }

    /// Reports a key the grammar does not know.
    fn unknown(&mut self, rules: &Rules, key: &str) {
        let message = format!("the {} has no key `{key}`; it is not read", rules.name);
        let at = At::Key(self.path.pointer());
        let mut finding = Diagnostic::warning(Code::UnknownKey, at, message);
        if rules.patterned(&format!("/{key}")).is_some() {
            finding = finding.with_help("a path starts with a slash");
        } else if let Some(near) = hint::nearest(key, rules.fields.iter().map(|field| field.key)) {
            finding = finding.with_help(format!("did you mean `{near}`?"));
        }
        self.out.push(finding);
    }

    fn warn_key(&mut self, code: Code, message: String) {
        let at = At::Key(self.path.pointer());
        self.out.push(Diagnostic::warning(code, at, message));
    }
}

/// Gives texts that were parsed as numbers their spelling back, in one scan of each file for all.
fn restore_texts(
    tree: &mut Json,
    source: &Source,
    files: &[Source],
    origins: &Origins,
    pointers: &[Pointer],
) {
    let mut by_file: BTreeMap<Input, Vec<(&Pointer, Pointer)>> = BTreeMap::new();
    for pointer in pointers {
        let Some((input, original)) = origins.spelled(pointer) else { continue };
        by_file.entry(input).or_default().push((pointer, original));
    }
    let overlays = origins.provenance().overlays();
    for (input, places) in by_file {
        let source = match input {
            Input::File(number) => files.get(usize::from(number)),
            Input::Overlay(number) => overlays.get(usize::from(number)),
            Input::Spec | Input::Config | Input::Arguments => Some(source),
        };
        let Some(source) = source else { continue };
        let positions = Positions::find(source.body(), places.iter().map(|(_, at)| at));
        for (pointer, original) in places {
            let place = positions.all(&original).first();
            let spelled = place.and_then(|place| source.body().get(place.value.clone()));
            if let (Some(spelled), Some(value)) = (spelled, tree.at_mut(pointer)) {
                *value = Json::String(spelled.trim().to_owned());
            }
        }
    }
}
