//! One document under trial: what comes of it as it is, and with one key changed.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use crate::choice::{Arguments, Choice};
use crate::config::{Config, read_config};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input, Source};
use crate::document::select::select;
use crate::document::tree::{Limits, read_tree};
use crate::document::usage::{Affected, Usage};
use crate::json::Json;
use crate::pipeline::{Inputs, generate};
use crate::pointer::Pointer;

/// Values in a document that is small enough to be generated from as a whole.
const SMALL: usize = 4_000;

/// Findings that say that something is left out: they account for all below their place.
const LEFT_OUT: [Code; 16] = [
    Code::DuplicateParameter,
    Code::IgnoredParameter,
    Code::IgnoredSibling,
    Code::ImpossibleSchema,
    Code::InvalidStatus,
    Code::InvalidValue,
    Code::LostKey,
    Code::UnknownKey,
    Code::UnknownKeyword,
    Code::UnreachedSchema,
    Code::UnsupportedKey,
    Code::UnsupportedKeyword,
    Code::UnsupportedMediaType,
    Code::UnsupportedSecurity,
    Code::UnsupportedWebhook,
    Code::UnusedMediaType,
];

/// A document under trial.
pub(super) struct Subject {
    pub(super) name: String,
    pub(super) tree: Json,
    config: Option<Source>,
    usage: Usage,
    size: usize,
    /// What comes of the document, or of the part of it that has one operation.
    unchanged: RefCell<HashMap<String, Rc<Part>>>,
}

/// A part of the document as it is, and what comes of it.
struct Part {
    tree: Json,
    result: Result,
}

/// What comes of a document: its files and its findings.
#[derive(PartialEq)]
struct Result {
    files: Option<std::collections::BTreeMap<String, String>>,
    findings: Vec<Diagnostic>,
}

impl Subject {
    /// The document of a file; none if it cannot be read, or is to be left out in part.
    pub(super) fn read(path: &Path, config: Option<String>) -> Option<Self> {
        let text = std::fs::read_to_string(path).ok()?;
        let name = path.display().to_string();
        let mut found = Diagnostics::default();
        let source = Source::new("spec", text);
        let tree = read_tree(&source, Input::Spec, &Limits::default(), &mut found)?;
        let config = config.map(|text| Source::new("sdk.yaml", text));
        let settings = read_config(config.as_ref(), &mut found);
        if !Choice::new(&settings, &Arguments::default(), &mut found).is_everything() {
            return None;
        }
        let (usage, size) = (Usage::of(&tree), size(&tree));
        Some(Self { name, tree, config, usage, size, unchanged: RefCell::default() })
    }

    /// Whether an operation or a webhook uses the part that `pointer` leads to, or it is the document's.
    pub(super) fn is_used(&self, pointer: &Pointer) -> bool {
        self.usage.affected(pointer) != Affected::These(Vec::new())
    }

    /// Whether something comes of the key at `pointer`, or a finding says that nothing does; none if
    /// nothing is generated anyway.
    pub(super) fn matters(&self, pointer: &Pointer) -> Option<bool> {
        let part = self.part(pointer);
        part.result.files.as_ref()?;
        let covered = part.result.findings.iter().any(|finding| match &finding.at {
            At::Pointer(at) | At::Key(at) => {
                let above = pointer.as_str().strip_prefix(at.as_str());
                LEFT_OUT.contains(&finding.code)
                    && above.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }
            At::Position { .. } => false,
        });
        let changes = |tree: Json| self.run(&tree) != part.result;
        Some(covered || mutations(&part.tree, pointer).into_iter().any(changes))
    }

    /// The part of the document to try the key in: the whole, or what one operation that uses it needs.
    fn part(&self, pointer: &Pointer) -> Rc<Part> {
        let caller = (self.size > SMALL).then(|| self.usage.one_affected(pointer)).flatten();
        let key = caller.as_ref().map(|at| at.to_string()).unwrap_or_default();
        if let Some(part) = self.unchanged.borrow().get(&key) {
            return Rc::clone(part);
        }
        let mut tree = self.tree.clone();
        if let Some(caller) = caller {
            cut(&mut tree, &caller);
        }
        let result = self.run(&tree);
        let part = Rc::new(Part { tree, result });
        self.unchanged.borrow_mut().insert(key, Rc::clone(&part));
        part
    }

    fn run(&self, tree: &Json) -> Result {
        let spec = Source::new("spec.json", tree.to_string());
        let outcome = generate(&Inputs::new(spec, self.config.clone()));
        Result {
            files: outcome.output.map(|output| output.files.into_iter().collect()),
            findings: outcome
                .losses
                .into_iter()
                .map(|loss| loss.finding)
                .chain(outcome.diagnostics.items().iter().cloned())
                .collect(),
        }
    }
}

/// Cuts a document down to one operation or webhook, and what it uses.
fn cut(tree: &mut Json, caller: &Pointer) {
    let tokens: Vec<String> = caller.tokens().collect();
    let (only, without) = match &tokens[..] {
        [section, path, method] if section == "paths" => {
            (format!("path={path},method={method}"), "webhook=*".to_owned())
        }
        [_, name, ..] => (format!("webhook={name}"), "path=/**".to_owned()),
        _ => return,
    };
    let arguments = Arguments { only: vec![only], without: vec![without] };
    let mut found = Diagnostics::default();
    let mut choice = Choice::new(&Config::default(), &arguments, &mut found);
    let mut usage = Usage::of(tree);
    select(tree, &mut usage, &mut choice, &mut found);
}

/// The document with the key changed in different ways. What is required is missed when it is gone,
/// which says nothing of what comes of it; so a value without parts is changed. One with parts is taken
/// away – it may be required, but its parts are tried by themselves – or its first text is changed,
/// because what is left may mean the same.
fn mutations(tree: &Json, pointer: &Pointer) -> Vec<Json> {
    let changed = |value: &Json| match value {
        Json::Null => Some(Json::Bool(true)),
        Json::Bool(flag) => Some(Json::Bool(!flag)),
        Json::Number(text) => Some(Json::Number(format!("{text}1"))),
        Json::String(text) => Some(Json::String(format!("{text}Changed"))),
        Json::Array(_) | Json::Object(_) => None,
    };
    let replaced = |pointer: &Pointer| {
        let mut copy = tree.clone();
        let value = changed(tree.at(pointer)?)?;
        *copy.at_mut(pointer)? = value;
        Some(copy)
    };
    let without = || {
        let mut copy = tree.clone();
        copy.at_mut(&pointer.parent()?)?.remove(&pointer.last())?;
        Some(copy)
    };
    match tree.at(pointer) {
        None => Vec::new(),
        Some(Json::Array(items)) => {
            let first = (!items.is_empty()).then(|| pointer.index(0));
            without().into_iter().chain(first.and_then(|at| replaced(&at))).collect()
        }
        Some(Json::Object(members)) => {
            let first = members.first().map(|(key, _)| pointer.child(key));
            without().into_iter().chain(first.and_then(|at| replaced(&at))).collect()
        }
        Some(_) => replaced(pointer).into_iter().collect(),
    }
}

fn size(value: &Json) -> usize {
    1 + match value {
        Json::Array(items) => items.iter().map(size).sum(),
        Json::Object(members) => members.iter().map(|(_, member)| size(member)).sum(),
        _ => 0,
    }
}
