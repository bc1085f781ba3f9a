//! What the document asks for: its operations, and for each the points that calls have to touch.
//!
//! Read from the YAML directly and not through the generator, whose mistakes would then be repeated
//! here. A point is one answer with one example, a query parameter (also repeated, where arrays are
//! allowed), or a member of a JSON body (also null, where that is allowed).

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::judge::Exchange;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The operations of `spec/openapi.yaml`, in its order.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) operations: Vec<Operation>,
}

/// One operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    method: String,
    path: String,
    /// `Prefer` headers that make Prism give each documented answer, with each of its examples.
    pub(crate) answers: Vec<String>,
    points: BTreeSet<String>,
}

impl Document {
    pub(crate) fn read() -> Self {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/openapi.yaml");
        let root: Value = serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let mut operations = Vec::new();
        for (path, item) in object(&root["paths"]) {
            for (method, operation) in object(item) {
                if METHODS.contains(&method.as_str()) {
                    operations.push(Operation::new(&root, method, path, operation));
                }
            }
        }
        Self { operations }
    }

    /// The operation of this id.
    pub(crate) fn operation(&self, id: &str) -> &Operation {
        let found = self.operations.iter().find(|operation| operation.id == id);
        found.unwrap_or_else(|| panic!("the document has no operation {id}"))
    }

    /// Whether the request reached this operation. Several templates can match a path; the one with
    /// the most literal segments counts (OpenAPI 3.1.1, section 4.8.8.2).
    pub(crate) fn is_of(&self, exchange: &Exchange, operation: &Operation) -> bool {
        let matching = self.operations.iter().filter(|it| it.matches(exchange));
        matching.max_by_key(|it| it.literals()).is_some_and(|it| it.id == operation.id)
    }
}

impl Operation {
    /// The points of this operation that none of the exchanges touched.
    pub(crate) fn untried(&self, exchanges: &[Exchange]) -> Vec<String> {
        let own = exchanges.iter().filter(|it| self.matches(it) && it.conforms());
        let touched: BTreeSet<String> = own.flat_map(touched).collect();
        self.points.difference(&touched).map(|point| format!("{}: {point}", self.id)).collect()
    }

    fn new(root: &Value, method: &str, path: &str, operation: &Value) -> Self {
        let answers = answers(root, operation);
        let mut points: BTreeSet<String> = answers.iter().cloned().collect();
        for parameter in array(&operation["parameters"]) {
            let parameter = resolved(root, parameter);
            if parameter["in"] == "query" {
                let name = string(&parameter["name"]);
                points.insert(format!("query {name}"));
                if takes(root, &parameter["schema"], "array") {
                    points.insert(format!("query {name} repeated"));
                }
            }
        }
        let body = resolved(root, &operation["requestBody"]);
        let schema = resolved(root, &body["content"]["application/json"]["schema"]);
        let variants = match &schema["oneOf"] {
            Value::Array(variants) => variants.iter().map(|it| resolved(root, it)).collect(),
            _ => vec![schema],
        };
        for (name, member) in variants.iter().flat_map(|it| object(&it["properties"])) {
            points.insert(format!("body {name}"));
            if takes(root, member, "null") {
                points.insert(format!("body {name} null"));
            }
        }
        Self {
            id: string(&operation["operationId"]),
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            answers,
            points,
        }
    }

    fn matches(&self, exchange: &Exchange) -> bool {
        let (template, path) = (self.path.split('/'), exchange.path.split('/'));
        self.method == exchange.method
            && template.clone().count() == path.clone().count()
            && template.zip(path).all(|(part, given)| part.starts_with('{') || part == given)
    }

    fn literals(&self) -> usize {
        self.path.split('/').filter(|part| !part.starts_with('{')).count()
    }
}

fn answers(root: &Value, operation: &Value) -> Vec<String> {
    let mut answers = Vec::new();
    for (status, response) in object(&operation["responses"]) {
        let response = resolved(root, response);
        let media = object(&response["content"]).map(|(_, media)| media);
        let examples = media.flat_map(|media| object(&media["examples"]));
        let mut named: Vec<String> =
            examples.map(|(name, _)| format!("code={status}, example={name}")).collect();
        if named.is_empty() {
            named.push(format!("code={status}"));
        }
        answers.append(&mut named);
    }
    answers
}

/// The points that one exchange touches.
fn touched(exchange: &Exchange) -> Vec<String> {
    let mut points = vec![exchange.prefer.clone()];
    let pairs = exchange.query.split('&').filter(|pair| !pair.is_empty());
    // `metadata[key]` belongs to the parameter `metadata`.
    let keys = pairs.map(|pair| pair.split('=').next().unwrap_or_default());
    let mut seen = BTreeSet::new();
    for key in keys {
        let name = key.split(['[', '%']).next().unwrap_or_default();
        points.push(format!("query {name}"));
        if !seen.insert(key) {
            points.push(format!("query {name} repeated"));
        }
    }
    if let Ok(Value::Object(members)) = serde_json::from_slice(&exchange.body) {
        for (name, value) in members {
            let null = if value.is_null() { " null" } else { "" };
            points.push(format!("body {name}{null}"));
        }
    }
    points
}

/// Whether a schema, or one of the alternatives it is made of, has this type; or is an object with
/// members that do, as in a `deepObject`.
fn takes(root: &Value, schema: &Value, kind: &str) -> bool {
    let schema = resolved(root, schema);
    schema["type"] == kind
        || array(&schema["anyOf"]).any(|it| takes(root, it, kind))
        || takes_each(root, &schema["additionalProperties"], kind)
}

fn takes_each(root: &Value, schema: &Value, kind: &str) -> bool {
    kind == "array" && schema.is_object() && takes(root, schema, kind)
}

/// What a local reference leads to.
fn resolved<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => {
            let pointer = reference.strip_prefix('#').unwrap();
            resolved(root, root.pointer(pointer).unwrap_or_else(|| panic!("no {reference}")))
        }
        None => value,
    }
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
