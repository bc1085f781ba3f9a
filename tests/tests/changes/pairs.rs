//! The pairs of documents under `tests/changes/`, and what each says of itself.
//!
//! A pair is the document that it starts from and a JSON Merge Patch (RFC 7386) that leads to the
//! new one, so that the change is all there is to read. Nothing is judged here.

use std::collections::BTreeMap;
use std::fs;

use generator::{Inputs, Source, generate};
use serde::Deserialize;
use serde_json::{Map, Value};
use tests::{Result, cases};

/// A change, what a program makes of it, and the verdict that is right.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) old: Side,
    pub(crate) new: Side,
    pub(crate) expected: Expected,
}

/// A document and its settings.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    pub(crate) document: String,
    pub(crate) settings: Map<String, Value>,
}

/// What the file of a pair says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    /// `bases/NAME`, or another pair, whose new document is the old one here.
    from: String,
    /// What becomes of it.
    #[serde(default)]
    to: Value,
    /// Whether the new document has its keys the other way round.
    #[serde(default)]
    reversed: bool,
    /// Settings of both, and how those of the new one differ.
    #[serde(default)]
    settings: Map<String, Value>,
    #[serde(default)]
    settings_to: Value,
    /// The features that the program asks for; all groups and the webhooks if it does not say.
    #[serde(default)]
    pub(crate) features: Vec<String>,
    /// A program written for the old SDK.
    pub(crate) program: String,
    /// With which codes it fails to compile against the new one.
    #[serde(default)]
    pub(crate) fails: Vec<String>,
    /// Whether it then hears that something is deprecated.
    #[serde(default)]
    pub(crate) warns: bool,
    /// What the change breaks.
    #[serde(default)]
    pub(crate) breaks: Vec<Axis>,
    /// Which part of the version it moves.
    pub(crate) bump: Bump,
    /// Which way what changes travels.
    pub(crate) side: Direction,
    /// Where the generator says otherwise, what it says. Once it agrees, this has to go.
    #[serde(default)]
    pub(crate) disputed: Option<String>,
}

/// What may break.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Axis {
    /// Programs built with the old SDK may no longer be understood, or understand.
    Wire,
    /// Programs may no longer compile.
    Source,
    /// The same calls may do something else.
    Behaviour,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Bump {
    None,
    Patch,
    Minor,
    Major,
}

/// Which way a value travels: it is sent, received, both, or neither.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Direction {
    Request,
    Response,
    Both,
    None,
}

impl Side {
    /// The inputs of the generator for a package of this name.
    pub(crate) fn inputs(&self, package: &str) -> Inputs {
        let mut settings = self.settings.clone();
        let named = settings.entry("package").or_insert_with(|| Value::Object(Map::new()));
        named["name"] = package.into();
        let settings = Source::new("sdk.yaml", Value::Object(settings).to_string());
        Inputs::new(Source::new("spec.yaml", self.document.clone()), Some(settings))
    }

    /// The files of its SDK.
    pub(crate) fn files(&self, package: &str) -> Result<BTreeMap<String, String>> {
        let inputs = self.inputs(package);
        let outcome = generate(&inputs);
        let findings = cases::report(&inputs, &outcome.diagnostics);
        Ok(outcome.output.ok_or(findings)?.files)
    }
}

/// All pairs, by name.
pub(crate) fn all() -> Result<Vec<Pair>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(cases::path("changes"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    names.into_iter().map(pair).collect()
}

fn pair(name: String) -> Result<Pair> {
    let expected = read(&name)?;
    let document = document(&expected.from)?;
    let mut changed = document.clone();
    merge(&mut changed, &expected.to);
    let mut settings = Value::Object(expected.settings.clone());
    merge(&mut settings, &expected.settings_to);
    let Value::Object(settings) = settings else {
        return Err(format!("{name}: settings are an object").into());
    };
    let changed = if expected.reversed { reversed(changed) } else { changed };
    let old =
        Side { document: serde_yaml::to_string(&document)?, settings: expected.settings.clone() };
    let new = Side { document: serde_yaml::to_string(&changed)?, settings };
    Ok(Pair { name, old, new, expected })
}

fn read(name: &str) -> Result<Expected> {
    let path = cases::path("changes").join(format!("{name}.yaml"));
    let text = fs::read_to_string(&path)?;
    serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// The document that a pair starts from.
fn document(from: &str) -> Result<Value> {
    if from.starts_with("bases/") {
        let text = fs::read_to_string(cases::path("changes").join(format!("{from}.yaml")))?;
        let mut document: serde_yaml::Value = serde_yaml::from_str(&text)?;
        document.apply_merge()?;
        return Ok(serde_yaml::from_value(document)?);
    }
    let before = read(from)?;
    let mut document = document(&before.from)?;
    merge(&mut document, &before.to);
    Ok(document)
}

/// RFC 7386, section 2.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        if !patch.is_null() {
            *target = patch.clone();
        }
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(target) = target else { return };
    for (key, value) in patch {
        if value.is_null() {
            target.remove(key);
        } else {
            merge(target.entry(key).or_insert(Value::Null), value);
        }
    }
}

/// The same value with the keys of its objects the other way round.
fn reversed(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            members.into_iter().rev().map(|(key, value)| (key, reversed(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(reversed).collect(),
        scalar => scalar,
    }
}
