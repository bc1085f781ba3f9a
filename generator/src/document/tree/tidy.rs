//! What is left to do once a tree stands: duplicate keys, YAML merge keys, exact numbers.

use std::collections::HashSet;

use super::{Syntax, number};
use crate::diagnostic::position::Positions;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Source};
use crate::json::Json;
use crate::pointer::{Path, Pointer};

/// Reports duplicate keys, applies merge keys, and restores the digits of marked numbers.
pub(super) fn tidy(tree: &mut Json, syntax: Syntax, source: &Source, out: &mut Diagnostics) {
    let mut tidying = Tidying { syntax, path: Path::default(), repeated: vec![], inexact: vec![] };
    tidying.value(tree);
    let Tidying { repeated, inexact, .. } = tidying;
    if repeated.is_empty() && inexact.is_empty() {
        return;
    }
    let text = source.body();
    let positions = Positions::find(text, repeated.iter().chain(&inexact));
    for pointer in &repeated {
        out.push(duplicate(text, pointer, &positions));
    }
    for pointer in &inexact {
        if let Some(Json::Number(number)) = tree.at_mut(pointer) {
            let exact = positions.all(pointer).first().and_then(|p| text.get(p.value.clone()));
            if let Some(exact) = exact.and_then(number::to_json_syntax) {
                *number = exact;
            }
        }
    }
}

struct Tidying {
    syntax: Syntax,
    path: Path,
    repeated: Vec<Pointer>,
    inexact: Vec<Pointer>,
}

impl Tidying {
    fn value(&mut self, value: &mut Json) {
        match value {
            Json::Null | Json::Bool(_) | Json::String(_) => {}
            Json::Number(text) => {
                if let Some(rounded) = number::marked(text) {
                    *text = rounded.to_owned();
                    self.inexact.push(self.path.pointer());
                }
            }
            Json::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    let mark = self.path.enter_index(index);
                    self.value(item);
                    self.path.leave(mark);
                }
            }
            Json::Object(members) => {
                self.duplicates(members);
                if self.syntax == Syntax::Yaml {
                    merge(members);
                }
                for (key, member) in members {
                    let mark = self.path.enter(key);
                    self.value(member);
                    self.path.leave(mark);
                }
            }
        }
    }

    /// Notes keys that occur more than once, and keeps their first member.
    fn duplicates(&mut self, members: &mut Vec<(String, Json)>) {
        let distinct: HashSet<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
        if distinct.len() == members.len() {
            return;
        }
        let mut seen = HashSet::new();
        members.retain(|(key, _)| {
            let first = seen.insert(key.clone());
            if !first {
                let mark = self.path.enter(key);
                self.repeated.push(self.path.pointer());
                self.path.leave(mark);
            }
            first
        });
    }
}

/// Replaces a member `<<` by the members it stands for, unless the object has them itself. The merge
/// key is a type of YAML 1.1 that 1.2 documents still use.
fn merge(members: &mut Vec<(String, Json)>) {
    let Some(at) = members.iter().position(|(key, value)| {
        key == "<<"
            && match value {
                Json::Object(_) => true,
                Json::Array(items) => items.iter().all(|item| matches!(item, Json::Object(_))),
                _ => false,
            }
    }) else {
        return;
    };
    let (_, merged) = members.remove(at);
    let parts = match merged {
        Json::Array(items) => items,
        single => vec![single],
    };
    let mut at = at;
    for part in parts {
        let Json::Object(part) = part else { continue };
        for (key, value) in part {
            if members.iter().all(|(own, _)| *own != key) {
                members.insert(at, (key, value));
                at += 1;
            }
        }
    }
}

/// The finding about a key that is written again.
fn duplicate(text: &str, pointer: &Pointer, positions: &Positions) -> Diagnostic {
    let places = positions.all(pointer);
    let key_start = |index: usize| Some(places.get(index)?.key.clone()?.start);
    let message = format!("the key `{}` occurs twice in one object", pointer.last());
    let at = match key_start(1) {
        Some(offset) => {
            let (line, column) = line_and_column(text, offset);
            At::Position { line, column }
        }
        None => At::Key(pointer.clone()),
    };
    let finding = Diagnostic::error(Code::DuplicateKey, at, message)
        .label("again here")
        .with_note(format!("the object is {}", pointer.parent().unwrap_or_default()));
    match key_start(0) {
        Some(offset) => {
            let (line, column) = line_and_column(text, offset);
            finding.with_note(format!("first written at line {line}, column {column}"))
        }
        None => finding,
    }
}

fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}
