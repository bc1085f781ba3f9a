//! Every operation is called with values that its schemas allow, and Prism judges what is sent.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tests::Result;

use super::judge::{Judge, Word};
use super::schemas::token;
use super::{Subject, values};

/// The media types of bodies in the order in which the generator prefers them.
const PREFERRED: [&str; 4] = ["json", "x-www-form-urlencoded", "multipart/form-data", "text/"];

/// What became of the requests.
#[derive(Default)]
pub(crate) struct Requests {
    accepted: usize,
    refused: Vec<String>,
    /// What no value could be made for, or the mock server cannot judge.
    unjudged: Vec<String>,
    /// Values that the document allows and a type does not.
    failed: Vec<String>,
}

impl Requests {
    pub(crate) fn failed(&self) -> usize {
        self.failed.len()
    }

    pub(crate) fn summary(&self) -> String {
        let all = self.accepted + self.refused.len() + self.unjudged.len() + self.failed.len();
        format!(
            "{all} operations, of which {} are accepted, {} refused, {} not judged, {} fail",
            self.accepted,
            self.refused.len(),
            self.unjudged.len(),
            self.failed.len()
        )
    }

    pub(crate) fn details(&self) -> impl Iterator<Item = String> {
        let failed = self.failed.iter().map(|line| format!("FAILS {line}"));
        let refused = self.refused.iter().map(|line| format!("refused {line}"));
        failed.chain(refused).chain(self.unjudged.iter().map(|line| format!("not judged {line}")))
    }
}

/// Tries all operations of a document.
pub(crate) fn run(subject: &Subject) -> Result<Requests> {
    let given = given(subject);
    let said = subject.ask("requests", &json!(given))?;
    let judge = Judge::new(&subject.document)?;
    let mut requests = Requests::default();
    for said in said.as_array().into_iter().flatten() {
        let operation = said["operation"].as_str().unwrap_or_default();
        if let Some(why) = said["refused"].as_str() {
            let known = why.ends_with("there is no value") || why.contains(": there is no ");
            let line = short(&format!("{operation}: {why}"));
            if known { &mut requests.unjudged } else { &mut requests.failed }.push(line);
            continue;
        }
        if said["sent"].is_null() {
            requests.failed.push(format!("{operation}: nothing was sent"));
            continue;
        }
        match judge.ask(&said["sent"])? {
            Word::Accepted => requests.accepted += 1,
            Word::Refused(why) => {
                requests.refused.push(short(&format!("{operation}: {why}")));
            }
            Word::Silent(why) => requests.unjudged.push(short(&format!("{operation}: {why}"))),
        }
    }
    Ok(requests)
}

fn short(line: &str) -> String {
    line.chars().take(400).collect()
}

/// The values for each operation, as the crate's driver wants them.
fn given(subject: &Subject) -> BTreeMap<String, Map<String, Value>> {
    let schemas = &subject.schemas;
    let mut given = BTreeMap::new();
    let paths = schemas.tree.get("paths").and_then(Value::as_object);
    for path in paths.into_iter().flatten().map(|(path, _)| path) {
        let at = format!("/paths/{}", token(path));
        let Some((at, item)) = schemas.resolve(&at) else { continue };
        for (method, operation) in item.as_object().into_iter().flatten() {
            if !operation.is_object() || method == "parameters" {
                continue;
            }
            let mut values = Map::new();
            for holder in [at.clone(), format!("{at}/{method}")] {
                let list = schemas.tree.pointer(&format!("{holder}/parameters"));
                for index in 0..list.and_then(Value::as_array).map_or(0, Vec::len) {
                    parameter(subject, &format!("{holder}/parameters/{index}"), &mut values);
                }
            }
            if let Some(body) = body(subject, &format!("{at}/{method}/requestBody")) {
                values.insert("body".to_owned(), body);
            }
            given.insert(format!("{} {path}", method.to_uppercase()), values);
        }
    }
    given
}

fn parameter(subject: &Subject, at: &str, values: &mut Map<String, Value>) {
    let Some((at, parameter)) = subject.schemas.resolve(at) else { return };
    let word = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
    let own = subject.schemas.examples(&at, parameter);
    let needed = parameter.get("required") == Some(&Value::Bool(true)) || !own.is_empty();
    if !needed {
        return;
    }
    let schema = match parameter.get("schema") {
        Some(_) => Some(format!("{at}/schema")),
        None => media(parameter).map(|media| format!("{at}/content/{media}/schema")),
    };
    let value = schema.and_then(|schema| values::value(&subject.schemas, &schema, &own));
    if let Some(value) = value {
        values.insert(format!("{}:{}", word("in"), word("name")), value);
    }
}

fn body(subject: &Subject, at: &str) -> Option<Value> {
    let (at, body) = subject.schemas.resolve(at)?;
    let at = format!("{at}/content/{}", media(body)?);
    let media = subject.schemas.tree.pointer(&at)?;
    match media.get("schema") {
        Some(_) => values::value(
            &subject.schemas,
            &format!("{at}/schema"),
            &subject.schemas.examples(&at, media),
        ),
        None => Some(json!("text")),
    }
}

/// The media type that the generator prefers, as a token of a pointer.
fn media(holder: &Value) -> Option<String> {
    let content = holder.get("content")?.as_object()?;
    let rank = |name: &String| {
        PREFERRED.iter().position(|part| name.contains(part)).unwrap_or(PREFERRED.len())
    };
    let name = content.keys().min_by_key(|name| (rank(name), (*name).clone()))?;
    Some(token(name))
}
