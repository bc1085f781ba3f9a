//! Reads an overlay document: what the Overlay Specification says of its form, and nothing of its effect.
//!
//! Versions 1.0 and 1.1 differ in two keys. Whether the queries are any good, and whether an action does
//! anything, is not asked here: the specification calls documents valid that are wrong in this.

use std::collections::BTreeMap;

use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input, Source};
use crate::document::canonical;
use crate::document::tree::{Limits, read_tree};
use crate::json::Json;
use crate::pointer::Pointer;

/// A version of the Overlay Specification; patch versions do not count (1.1 §4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V1_0,
    V1_1,
}

/// An overlay document.
#[derive(Debug)]
pub(super) struct Overlay {
    pub(super) version: Version,
    /// `extends`, as it is written.
    pub(super) extends: Option<String>,
    pub(super) actions: Vec<Action>,
}

/// An action, as it is written.
#[derive(Debug)]
pub(super) struct Action {
    pub(super) target: String,
    /// `update`, where the key is there: null is a value.
    pub(super) update: Option<Json>,
    pub(super) copy: Option<String>,
    pub(super) remove: bool,
    /// Whether `target` may select nothing (`x-allow-empty`).
    pub(super) allow_empty: bool,
}

/// Bytes of an overlay.
const MOST_BYTES: usize = 1 << 20;

/// Reads overlay `number`; `None` if an error was pushed.
pub(super) fn read(source: &Source, number: u16, out: &mut Diagnostics) -> Option<Overlay> {
    let limits = Limits { bytes: MOST_BYTES, ..Limits::default() };
    let tree = read_tree(source, Input::Overlay(number), &limits, out)?;
    let mut reader = Reader { out: Diagnostics::default() };
    let overlay = reader.overlay(&tree);
    let mut own = reader.out;
    let failed = own.has_errors();
    own.for_each_mut(|finding| finding.input = Input::Overlay(number));
    out.extend(own);
    overlay.filter(|_| !failed)
}

struct Reader {
    out: Diagnostics,
}

impl Reader {
    /// The Overlay Object (1.1 §4.4.1).
    fn overlay(&mut self, tree: &Json) -> Option<Overlay> {
        let root = Pointer::root();
        let version = self.version(tree);
        self.keys(tree, &root, &["overlay", "info", "extends", "actions"]);
        match tree.get("info") {
            Some(info) => self.info(info, &root.child("info"), version),
            None => self.missing(&root, "info", "an overlay"),
        }
        let extends = self.text(tree, &root, "extends");
        let actions = match tree.get("actions") {
            Some(actions) => self.actions(actions, &root.child("actions"), version),
            None => {
                self.missing(&root, "actions", "an overlay");
                Vec::new()
            }
        };
        Some(Overlay { version: version?, extends, actions })
    }

    fn version(&mut self, tree: &Json) -> Option<Version> {
        let at = Pointer::from_text("/overlay");
        let text = match tree.get("overlay") {
            Some(Json::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => {
                self.missing(&Pointer::root(), "overlay", "an overlay");
                return None;
            }
        };
        let patch = |minor: &str| {
            let patch = text.strip_prefix(minor)?;
            (!patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit())).then_some(())
        };
        if patch("1.0.").is_some() {
            return Some(Version::V1_0);
        }
        if patch("1.1.").is_some() {
            return Some(Version::V1_1);
        }
        let message = format!("`{text}` is no version of the Overlay Specification that is read");
        let finding = Diagnostic::error(Code::UnsupportedVersion, At::Pointer(at), message);
        self.out.push(finding.with_help("write `1.0.0` or `1.1.0`"));
        None
    }

    /// The Info Object (1.1 §4.4.2).
    fn info(&mut self, info: &Json, at: &Pointer, version: Option<Version>) {
        if !self.is_object(info, at) {
            return;
        }
        match version {
            Some(Version::V1_0) => self.keys(info, at, &["title", "version"]),
            _ => self.keys(info, at, &["title", "version", "description"]),
        }
        for key in ["title", "version"] {
            if info.get(key).is_none() {
                self.missing(at, key, "the `info` of an overlay");
            }
        }
        for key in ["title", "version", "description"] {
            self.text(info, at, key);
        }
    }

    fn actions(&mut self, list: &Json, at: &Pointer, version: Option<Version>) -> Vec<Action> {
        let Some(items) = list.as_array() else {
            self.wrong(at, list, "an array of actions");
            return Vec::new();
        };
        if items.is_empty() {
            let message = "an overlay has at least one action";
            self.out.push(Diagnostic::error(Code::InvalidValue, At::Pointer(at.clone()), message));
        }
        let mut actions = Vec::new();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            let at = at.index(index);
            let first = *seen.entry(canonical::text(item)).or_insert(index);
            if first != index {
                let message = format!("this action is the same as action {}", first + 1);
                let finding =
                    Diagnostic::error(Code::InvalidValue, At::Pointer(at.clone()), message);
                self.out.push(finding.with_help("the actions of an overlay must be unique"));
            }
            actions.extend(self.action(item, &at, version));
        }
        actions
    }

    /// The Action Object (1.1 §4.4.3).
    fn action(&mut self, action: &Json, at: &Pointer, version: Option<Version>) -> Option<Action> {
        if !self.is_object(action, at) {
            return None;
        }
        match version {
            Some(Version::V1_0) => {
                self.keys(action, at, &["target", "description", "update", "remove"]);
            }
            _ => self.keys(action, at, &["target", "description", "update", "copy", "remove"]),
        }
        self.text(action, at, "description");
        let target = self.query(action, at, "target");
        if action.get("target").is_none() {
            self.missing(at, "target", "an action");
        }
        Some(Action {
            copy: self.query(action, at, "copy"),
            remove: self.flag(action, at, "remove"),
            allow_empty: self.flag(action, at, "x-allow-empty"),
            update: action.get("update").cloned(),
            target: target?,
        })
    }

    fn query(&mut self, object: &Json, at: &Pointer, key: &str) -> Option<String> {
        let text = self.text(object, at, key)?;
        if !text.starts_with('$') {
            let message = format!("`{key}` must begin with `$`, which stands for the document");
            let at = At::Pointer(at.child(key));
            self.out.push(Diagnostic::error(Code::OverlayQuery, at, message));
        }
        Some(text)
    }

    fn text(&mut self, object: &Json, at: &Pointer, key: &str) -> Option<String> {
        let value = object.get(key)?;
        if value.as_str().is_none() {
            self.wrong(&at.child(key), value, "a string");
        }
        value.as_str().map(str::to_owned)
    }

    fn flag(&mut self, object: &Json, at: &Pointer, key: &str) -> bool {
        let Some(value) = object.get(key) else { return false };
        if value.as_bool().is_none() {
            self.wrong(&at.child(key), value, "`true` or `false`");
        }
        value.as_bool().unwrap_or_default()
    }

    fn is_object(&mut self, value: &Json, at: &Pointer) -> bool {
        let fits = value.as_object().is_some();
        if !fits {
            self.wrong(at, value, "an object");
        }
        fits
    }

    fn keys(&mut self, object: &Json, at: &Pointer, known: &[&str]) {
        for (key, _) in object.as_object().unwrap_or_default() {
            if known.contains(&key.as_str()) {
                continue;
            }
            let extension = key.starts_with("x-");
            if extension && (key != "x-allow-empty" || known.contains(&"target")) {
                continue;
            }
            let message = format!("the Overlay Specification has no key `{key}` here");
            let finding = Diagnostic::error(Code::UnknownKey, At::Key(at.child(key)), message);
            self.out.push(match key.as_str() {
                "copy" | "description" => finding.with_help("it is known since `overlay: 1.1.0`"),
                "x-allow-empty" => finding.with_help("it belongs into an action"),
                _ => finding.with_help(format!("known are: {}", known.join(", "))),
            });
        }
    }

    fn missing(&mut self, at: &Pointer, key: &str, what: &str) {
        let message = format!("{what} needs `{key}`");
        self.out.push(Diagnostic::error(Code::MissingKey, At::Key(at.clone()), message));
    }

    fn wrong(&mut self, at: &Pointer, value: &Json, wanted: &str) {
        let message = format!("{} stands where {wanted} belongs", value.kind());
        self.out.push(Diagnostic::error(Code::InvalidValue, At::Pointer(at.clone()), message));
    }
}
