//! The document's schemas as JSON Schema, so that an independent validator can say what they allow.
//!
//! What OpenAPI 3.0 writes in its own way is lifted, on the tree as JSON: this shares nothing with the
//! generator's own reading.

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};
use tests::Result;

/// Where the document is for references.
const DOCUMENT: &str = "json-schema:///document";

/// The document's schemas.
pub(crate) struct Schemas {
    /// The document as it is.
    pub(crate) tree: Value,
    registry: Registry<'static>,
}

impl Schemas {
    pub(crate) fn new(document: &generator::json::Json) -> Result<Self> {
        let tree: Value = serde_json::from_str(&document.to_string())?;
        let mut lifted = tree.clone();
        lift(&mut lifted);
        let registry =
            Registry::new().draft(Draft::Draft202012).add(DOCUMENT, lifted)?.prepare()?;
        Ok(Self { tree, registry })
    }

    /// Why the schema at `pointer` does not allow `value`; none if it does, or if nobody can say.
    pub(crate) fn objection(&self, pointer: &str, value: &Value) -> Option<String> {
        let validator = self.validator(pointer)?;
        validator
            .validate(value)
            .err()
            .map(|error| format!("{} at `{}`", error, error.instance_path()))
    }

    /// The examples that stand beside the schema of `holder`, which is at `at`.
    pub(crate) fn examples(&self, at: &str, holder: &Value) -> Vec<Value> {
        let mut found: Vec<Value> = holder.get("example").cloned().into_iter().collect();
        let named = holder.get("examples").and_then(Value::as_object).into_iter().flatten();
        found.extend(named.filter_map(|(name, _)| {
            let (_, example) = self.resolve(&format!("{at}/examples/{}", token(name)))?;
            example.get("value").cloned()
        }));
        found
    }

    fn validator(&self, pointer: &str) -> Option<Validator> {
        let schema = json!({ "$ref": format!("{DOCUMENT}#{}", encoded(pointer)) });
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .build(&schema)
            .ok()
    }

    /// What stands at `pointer`, after its references, and where that is.
    pub(crate) fn resolve<'a>(&'a self, pointer: &str) -> Option<(String, &'a Value)> {
        let mut at = pointer.to_owned();
        for _ in 0..32 {
            let found = self.tree.pointer(&at)?;
            match found.get("$ref").and_then(Value::as_str) {
                Some(reference) => at = decoded(reference.strip_prefix('#')?),
                None => return Some((at, found)),
            }
        }
        None
    }
}

/// A key as a token of a pointer (RFC 6901 §3).
pub(crate) fn token(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A pointer as a fragment (RFC 6901 §6).
fn encoded(pointer: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/~-._:".contains(&byte);
    let encode =
        |byte: u8| if plain(byte) { (byte as char).to_string() } else { format!("%{byte:02X}") };
    pointer.bytes().map(encode).collect()
}

fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = fragment.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match (first, hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => (rest = &tail[2..], bytes.push(byte)).1,
            _ => (rest = tail, bytes.push(*first)).1,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Lifts what 3.0 writes differently: `nullable`, and bounds that are excluded by a truth value.
fn lift(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(lift),
        Value::Object(members) => {
            // Names of properties are no keywords.
            for (key, member) in members.iter_mut() {
                match (key.as_str(), member) {
                    (
                        "properties" | "patternProperties" | "$defs" | "schemas",
                        Value::Object(named),
                    ) => {
                        named.values_mut().for_each(lift);
                    }
                    ("example" | "examples" | "default" | "enum" | "const", _) => {}
                    (_, member) => lift(member),
                }
            }
            tagged(members);
            nullable(members);
            for (flag, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")]
            {
                if let Some(Value::Bool(excluded)) = members.get(flag).cloned() {
                    members.remove(flag);
                    if let Some(value) = members.get(bound).filter(|_| excluded).cloned() {
                        members.insert(flag.to_owned(), value);
                    }
                }
            }
        }
        _ => {}
    }
}

/// Says in JSON Schema what a discriminator says: a tag that it maps decides the variant.
fn tagged(members: &mut Map<String, Value>) {
    let Some(discriminator) = members.get("discriminator") else { return };
    let (Some(property), Some(mapping)) =
        (discriminator["propertyName"].as_str(), discriminator["mapping"].as_object())
    else {
        return;
    };
    if !members.contains_key("oneOf") && !members.contains_key("anyOf") {
        return;
    }
    let rules = mapping.iter().filter_map(|(tag, target)| {
        let target = target.as_str().filter(|target| target.starts_with('#'))?;
        Some(json!({
            "if": { "properties": { property: { "const": tag } }, "required": [property] },
            "then": { "$ref": target },
        }))
    });
    let rules: Vec<Value> = rules.collect();
    if let Value::Array(all) = members.entry("allOf").or_insert_with(|| json!([])) {
        all.extend(rules);
    }
}

fn nullable(members: &mut Map<String, Value>) {
    let flags = ["nullable", "x-nullable"];
    if !flags.iter().any(|flag| members.get(*flag) == Some(&Value::Bool(true))) {
        return;
    }
    flags.iter().for_each(|flag| drop(members.remove(*flag)));
    let schema = Value::Object(std::mem::take(members));
    members.insert("anyOf".to_owned(), json!([schema, { "type": "null" }]));
}
