//! Every example value of a schema is decoded into the schema's type, encoded again, and compared.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use generator::Probe;
use serde_json::{Value, json};
use tests::Result;

use super::Subject;
use super::compare::{Fate, compare};
use super::schemas::{Schemas, token};

/// What became of the examples.
#[derive(Default)]
pub(crate) struct Examples {
    same: usize,
    unnamed: usize,
    contradicting: Vec<String>,
    failed: Vec<String>,
}

impl Examples {
    pub(crate) fn failed(&self) -> usize {
        self.failed.len()
    }

    pub(crate) fn summary(&self) -> String {
        let all = self.same + self.unnamed + self.contradicting.len() + self.failed.len();
        format!(
            "{all}, of which {} survive, {} survive but for members that the schema does not name, {} are not \
             what their schema allows, {} fail",
            self.same,
            self.unnamed,
            self.contradicting.len(),
            self.failed.len()
        )
    }

    pub(crate) fn details(&self) -> impl Iterator<Item = String> {
        let failed = self.failed.iter().map(|line| format!("FAILS {line}"));
        failed.chain(self.contradicting.iter().map(|line| format!("contradicts {line}")))
    }
}

/// The test that decodes and encodes.
pub(crate) fn program(probe: &Probe) -> String {
    let types: BTreeSet<&String> = probe.types.values().collect();
    let mut source = PROGRAM.to_owned();
    source.push_str("\nconst TYPES: &[(&str, Survive)] = &[\n");
    for ty in types {
        let _ = writeln!(source, "    ({ty:?}, survive::<{ty}>),");
    }
    source.push_str("];\n");
    source
}

const PROGRAM: &str = include_str!("examples.rs.txt");

/// Tries all examples of a document.
pub(crate) fn run(subject: &Subject) -> Result<Examples> {
    let found = find(&subject.probe, &subject.schemas);
    let given: Vec<Value> = found
        .iter()
        .map(|(at, value)| json!({ "type": subject.probe.types[&pointer(at)], "text": value.to_string() }))
        .collect();
    let said = subject.ask("examples", &Value::Array(given))?;
    let mut examples = Examples::default();
    for ((at, value), said) in found.iter().zip(said.as_array().into_iter().flatten()) {
        let fault = match said.get("value") {
            Some(after) => match compare(value, after) {
                Fate::Same => {
                    examples.same += 1;
                    continue;
                }
                Fate::Unnamed => {
                    examples.unnamed += 1;
                    continue;
                }
                Fate::Changed(what) => what,
            },
            None => said["error"].as_str().unwrap_or_default().to_owned(),
        };
        match subject.schemas.objection(at, value) {
            Some(objection) => examples.contradicting.push(short(&format!("{at}: {objection}"))),
            None => examples.failed.push(short(&format!("{at}: {fault}: {value}"))),
        }
    }
    Ok(examples)
}

fn pointer(text: &str) -> generator::pointer::Pointer {
    generator::pointer::Pointer::from_text(text)
}

fn short(line: &str) -> String {
    line.chars().take(300).collect()
}

/// The examples in the document that belong to schemas with types: the schema's place and the value.
fn find(probe: &Probe, schemas: &Schemas) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for at in probe.types.keys() {
        let Some(schema) = schemas.tree.pointer(at.as_str()) else { continue };
        if let Some(value) = schema.get("example") {
            found.push((at.as_str().to_owned(), value.clone()));
        }
        for value in schema.get("examples").and_then(Value::as_array).into_iter().flatten() {
            found.push((at.as_str().to_owned(), value.clone()));
        }
    }
    beside_schemas(&schemas.tree, &mut String::new(), &mut |at, holder| {
        let Some((schema, _)) = schemas.resolve(&format!("{at}/schema")) else { return };
        if !probe.types.contains_key(&pointer(&schema)) {
            return;
        }
        let values = schemas.examples(at, holder);
        found.extend(values.into_iter().map(|value| (schema.clone(), value)));
    });
    found
}

/// Calls `each` for every media type of JSON and every parameter: what has examples beside a schema.
fn beside_schemas(value: &Value, at: &mut String, each: &mut dyn FnMut(&str, &Value)) {
    let is_json =
        at.rsplit('/').next().is_some_and(|key| key.contains("json") || key.contains("*"));
    if value.get("schema").is_some() && (is_json || value.get("in").is_some()) {
        each(at, value);
    }
    let members: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect()
        }
        _ => return,
    };
    for (key, member) in members {
        let end = at.len();
        at.push('/');
        at.push_str(&token(&key));
        beside_schemas(member, at, each);
        at.truncate(end);
    }
}
