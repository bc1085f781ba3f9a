//! A value that a schema allows: the document's own example where it fits, else one made up.

use serde_json::{Map, Value, json};

use super::schemas::{Schemas, token};

/// References and parts that are followed before the rest is left out.
const DEPTH: usize = 12;

/// A value for the schema at `pointer`, preferring those in `own`.
pub(crate) fn value(schemas: &Schemas, pointer: &str, own: &[Value]) -> Option<Value> {
    let (at, schema) = schemas.resolve(pointer)?;
    let listed = schema.get("examples").and_then(Value::as_array).into_iter().flatten();
    let stated = own.iter().chain(schema.get("example")).chain(listed).chain(schema.get("default"));
    let mut fitting = stated.filter(|value| schemas.objection(&at, value).is_none());
    fitting.next().cloned().or_else(|| make(schemas, &at, DEPTH))
}

fn make(schemas: &Schemas, pointer: &str, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    let (at, schema) = schemas.resolve(pointer)?;
    if let Some(constant) = schema.get("const") {
        return Some(constant.clone());
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return values.iter().find(|value| !value.is_null()).or(values.first()).cloned();
    }
    for union in ["oneOf", "anyOf"] {
        let count = schema.get(union).and_then(Value::as_array).map_or(0, Vec::len);
        let mut made =
            (0..count).filter_map(|index| make(schemas, &format!("{at}/{union}/{index}"), depth));
        if let Some(mut value) = made.find(|value| !value.is_null()) {
            if let (Value::Object(members), Some(own)) =
                (&mut value, object(schemas, &at, schema, depth))
            {
                members.extend(own);
            }
            return Some(value);
        }
    }
    if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
        let mut whole = object(schemas, &at, schema, depth)?;
        for index in 0..parts.len() {
            match make(schemas, &format!("{at}/allOf/{index}"), depth) {
                Some(Value::Object(members)) => whole.extend(members),
                Some(other) if parts.len() == 1 => return Some(other),
                _ => {}
            }
        }
        return Some(Value::Object(whole));
    }
    match kind(schema) {
        "object" => object(schemas, &at, schema, depth).map(Value::Object),
        "array" => {
            let most = schema.get("maxItems").and_then(Value::as_u64).unwrap_or(u64::MAX);
            let count =
                schema.get("minItems").and_then(Value::as_u64).unwrap_or(1).max(1).min(most);
            let fixed = schema.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
            let mut items: Vec<Value> = (0..fixed)
                .filter_map(|index| make(schemas, &format!("{at}/prefixItems/{index}"), depth))
                .collect();
            let item =
                schema.get("items").and_then(|_| make(schemas, &format!("{at}/items"), depth));
            let missing = usize::try_from(count).unwrap_or(1).saturating_sub(items.len());
            items.extend(item.into_iter().cycle().take(missing.min(20)));
            Some(Value::Array(items))
        }
        "integer" => Some(json!(number(schema, 1.0).round() as i64)),
        "number" => Some(json!(number(schema, 0.5))),
        "boolean" => Some(json!(true)),
        "null" => Some(Value::Null),
        _ => Some(Value::String(text(schema))),
    }
}

/// The members that an object must have, and that a client may send.
fn object(schemas: &Schemas, at: &str, schema: &Value, depth: usize) -> Option<Map<String, Value>> {
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    let mut members = Map::new();
    for name in required.filter_map(Value::as_str) {
        let place = format!("{at}/properties/{}", token(name));
        let Some((_, property)) = schemas.resolve(&place) else { continue };
        if property.get("readOnly") == Some(&Value::Bool(true)) {
            continue;
        }
        members.insert(name.to_owned(), make(schemas, &place, depth)?);
    }
    Some(members)
}

fn kind(schema: &Value) -> &str {
    let named = match schema.get("type") {
        Some(Value::String(name)) => Some(name.as_str()),
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).find(|name| *name != "null")
        }
        _ => None,
    };
    let has = |key: &str| schema.get(key).is_some();
    match named {
        Some(name) => name,
        None if has("properties") || has("additionalProperties") => "object",
        None if has("items") || has("prefixItems") => "array",
        None => "string",
    }
}

fn number(schema: &Value, usual: f64) -> f64 {
    let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
    let excluded = |key: &str| schema.get(key) == Some(&Value::Bool(true));
    let step = bound("multipleOf").unwrap_or(1.0);
    let mut value: f64 = usual;
    if let Some(least) = bound("minimum") {
        value = value.max(if excluded("exclusiveMinimum") { least + step } else { least });
    }
    if let Some(least) = bound("exclusiveMinimum") {
        value = value.max(least + step);
    }
    if let Some(most) = bound("maximum") {
        value = value.min(if excluded("exclusiveMaximum") { most - step } else { most });
    }
    if let Some(most) = bound("exclusiveMaximum") {
        value = value.min(most - step);
    }
    match bound("multipleOf") {
        Some(step) if step > 0.0 => (value / step).ceil() * step,
        _ => value,
    }
}

fn text(schema: &Value) -> String {
    let word = |key: &str| schema.get(key).and_then(Value::as_str);
    let length =
        |key: &str| schema.get(key).and_then(Value::as_u64).and_then(|it| usize::try_from(it).ok());
    let by_format = match word("format") {
        Some("date-time") => Some("2024-05-17T08:30:00Z"),
        Some("date") => Some("2024-05-17"),
        Some("time") => Some("08:30:00Z"),
        Some("duration") => Some("P3D"),
        Some("uuid") => Some("5b8d0d5c-5d5c-4b2e-9c8a-0f7c3c9c6c11"),
        Some("email" | "idn-email") => Some("ada@example.com"),
        Some("uri" | "url" | "uri-reference" | "iri") => Some("https://example.com/x"),
        Some("hostname") => Some("example.com"),
        Some("ipv4" | "ip") => Some("192.0.2.1"),
        Some("ipv6") => Some("2001:db8::1"),
        Some("byte") => Some("YWRh"),
        _ => None,
    };
    let mut made = by_format.unwrap_or("text").to_owned();
    if let Some(regex) = word("pattern").and_then(|pattern| regex::Regex::new(pattern).ok())
        && !regex.is_match(&made)
    {
        made = matching(&regex).unwrap_or(made);
    }
    while made.len() < length("minLength").unwrap_or(0) {
        made.push('a');
    }
    if let Some(most) = length("maxLength") {
        made.truncate(most);
    }
    made
}

/// A text that fits a pattern, of those that documents usually ask for.
fn matching(regex: &regex::Regex) -> Option<String> {
    const USUAL: [&str; 24] = [
        "a",
        "A",
        "1",
        "ab",
        "AB",
        "12",
        "abc",
        "ABC",
        "USD",
        "123",
        "1234",
        "12345",
        "123456",
        "a1",
        "a-b",
        "a_b",
        "en-US",
        "+15555550100",
        "1.0.0",
        "10.0",
        "https://example.com",
        "2024-05-17",
        "#aabbcc",
        "/a",
    ];
    let fits = |text: &&str| regex.is_match(text);
    if let Some(text) = USUAL.iter().copied().find(fits) {
        return Some(text.to_owned());
    }
    let repeated =
        ["a", "A", "0", "f"].iter().flat_map(|unit| (1..65).map(move |times| unit.repeat(times)));
    repeated.into_iter().find(|text| regex.is_match(text))
}
