//! Changes of schemas.

use fastrand::Rng;
use serde_json::{Value, json};

use super::{any, places};

const SCHEMAS: &str = "/components/schemas";

pub(super) fn add_optional_property(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = any(&objects(document), rng)?;
    let schema = any(&fresh(document, rng), rng)?;
    document.pointer_mut(&at)?["properties"]["further"] = schema.clone();
    Some(format!("{at} may have {schema}"))
}

pub(super) fn add_required_property(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = any(&objects(document), rng)?;
    let schema = any(&fresh(document, rng), rng)?;
    let object = document.pointer_mut(&at)?;
    object["properties"]["demanded"] = schema.clone();
    match object["required"].as_array_mut() {
        Some(required) => required.push("demanded".into()),
        None => object["required"] = json!(["demanded"]),
    }
    Some(format!("{at} must have {schema}"))
}

pub(super) fn remove_property(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let (object, name) = property(document, rng)?;
    remove(document.pointer_mut(&object)?, &name);
    Some(format!("{object} has no `{name}`"))
}

pub(super) fn rename_property(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let (object, name) = property(document, rng)?;
    let value = document.pointer_mut(&object)?;
    let (schema, was_required) = remove(value, &name)?;
    // In every third case, in a way that Rust does not see.
    let renamed = if rng.u8(..3) == 0 { name.to_uppercase() } else { format!("{name}_renamed") };
    value["properties"][&renamed] = schema;
    if was_required {
        value["required"].as_array_mut()?.push(renamed.clone().into());
    }
    Some(format!("`{name}` of {object} is `{renamed}`"))
}

pub(super) fn require_property(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let (object, name) = property(document, rng)?;
    let value = document.pointer_mut(&object)?;
    if is_required(value, &name) {
        return None;
    }
    match value["required"].as_array_mut() {
        Some(required) => required.push(name.clone().into()),
        None => value["required"] = json!([name]),
    }
    Some(format!("{object} must have `{name}`"))
}

pub(super) fn release_property(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let (object, name) = property(document, rng)?;
    let value = document.pointer_mut(&object)?;
    if !is_required(value, &name) {
        return None;
    }
    value["required"].as_array_mut()?.retain(|it| it != name.as_str());
    Some(format!("{object} may have `{name}`"))
}

pub(super) fn make_nullable(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = place(document, rng)?;
    let schema = document.pointer_mut(&at)?;
    if schema.get("anyOf").is_some() || schema.get("const").is_some() {
        return None;
    }
    let inner = schema.take();
    *schema = json!({ "anyOf": [inner, { "type": "null" }] });
    Some(format!("{at} may be null"))
}

pub(super) fn drop_null(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let nullable = |_: &str, it: &Value| {
        it["anyOf"].as_array().is_some_and(|of| of.iter().any(|it| it["type"] == "null"))
    };
    let at = any(&places(document, SCHEMAS, nullable), rng)?;
    let schema = document.pointer_mut(&at)?;
    let alternatives = schema["anyOf"].as_array_mut()?;
    alternatives.retain(|it| it["type"] != "null");
    if let [only] = alternatives.as_slice() {
        *schema = only.clone();
    }
    Some(format!("{at} is never null"))
}

pub(super) fn change_type(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = scalar(document, rng)?;
    let kind = any(&["string", "integer", "number", "boolean"], rng)?;
    *document.pointer_mut(&at)? = json!({ "type": kind });
    Some(format!("{at} is any {kind}"))
}

pub(super) fn change_format(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = scalar(document, rng)?;
    let schema = document.pointer_mut(&at)?;
    if schema["type"] == "integer" {
        schema["format"] = any(&["int32", "int64", "uint8"], rng)?.into();
    } else if schema["type"] == "string" && schema.get("enum").is_none() {
        let formats = ["uuid", "date-time", "date", "email", "byte", "uri"];
        schema["format"] = any(&formats, rng)?.into();
    } else {
        return None;
    }
    schema.as_object_mut()?.remove("examples");
    Some(format!("{at} has the format {}", document.pointer(&at)?["format"]))
}

pub(super) fn make_array(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = place(document, rng)?;
    let schema = document.pointer_mut(&at)?;
    *schema = json!({ "type": "array", "items": schema.take() });
    Some(format!("{at} is a list"))
}

pub(super) fn make_map(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = place(document, rng)?;
    let schema = document.pointer_mut(&at)?;
    *schema = json!({ "type": "object", "additionalProperties": schema.take() });
    Some(format!("{at} is a map"))
}

pub(super) fn make_constant(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = scalar(document, rng)?;
    *document.pointer_mut(&at)? = json!({ "type": "string", "const": "fixed" });
    Some(format!("{at} is always `fixed`"))
}

pub(super) fn refer_elsewhere(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = place(document, rng)?;
    let name = any(&names(document), rng)?;
    let reference = format!("#/components/schemas/{name}");
    *document.pointer_mut(&at)? = json!({ "$ref": reference });
    Some(format!("{at} is {name}"))
}

pub(super) fn copy_reference(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at =
        any(&places(document, SCHEMAS, |at, it| is_property(at) && it.get("$ref").is_some()), rng)?;
    let target = document.pointer(&at)?["$ref"].as_str()?.trim_start_matches('#').to_owned();
    let copy = document.pointer(&target)?.clone();
    *document.pointer_mut(&at)? = copy;
    Some(format!("{at} is a copy of {target}"))
}

pub(super) fn read_only(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = place(document, rng)?;
    let key = any(&["readOnly", "writeOnly"], rng)?;
    document.pointer_mut(&at)?[key] = true.into();
    Some(format!("{at} is {key}"))
}

pub(super) fn deprecate_property(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = place(document, rng)?;
    document.pointer_mut(&at)?["deprecated"] = true.into();
    Some(format!("{at} is deprecated"))
}

pub(super) fn change_default(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = scalar(document, rng)?;
    let schema = document.pointer_mut(&at)?;
    let default = match schema["type"].as_str()? {
        "boolean" => true.into(),
        "integer" | "number" => 7.into(),
        _ if schema.get("enum").is_some() || schema.get("format").is_some() => return None,
        _ => "usual".into(),
    };
    schema["default"] = default;
    Some(format!("{at} has another default"))
}

pub(super) fn change_limit(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = scalar(document, rng)?;
    let schema = document.pointer_mut(&at)?;
    let (key, limit) = match schema["type"].as_str()? {
        "integer" | "number" => any(&[("maximum", 99), ("minimum", 1)], rng)?,
        "string" => any(&[("maxLength", 99), ("minLength", 1)], rng)?,
        _ => return None,
    };
    schema[key] = limit.into();
    Some(format!("{at} has the {key} {limit}"))
}

pub(super) fn describe(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = place(document, rng)?;
    document.pointer_mut(&at)?["description"] = "Said otherwise.".into();
    Some(format!("{at} is described otherwise"))
}

pub(super) fn keep_further_keys(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = any(&objects(document), rng)?;
    let further = any(&[json!(true), json!(false), json!({ "type": "integer" })], rng)?;
    document.pointer_mut(&at)?["additionalProperties"] = further.clone();
    Some(format!("further keys of {at} are {further}"))
}

pub(super) fn add_value(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = values(document, rng)?;
    document.pointer_mut(&at)?["enum"].as_array_mut()?.push("further_value".into());
    Some(format!("{at} has a further value"))
}

pub(super) fn remove_value(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = values(document, rng)?;
    let values = document.pointer_mut(&at)?["enum"].as_array_mut()?;
    if values.len() < 2 {
        return None;
    }
    let gone = values.remove(rng.usize(..values.len()));
    Some(format!("{at} has no value {gone}"))
}

pub(super) fn rename_value(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = values(document, rng)?;
    let values = document.pointer_mut(&at)?["enum"].as_array_mut()?;
    let place = rng.usize(..values.len());
    let name = values[place].as_str()?.to_owned();
    // In every third case, in a way that Rust does not see.
    let renamed = if rng.u8(..3) == 0 { name.to_uppercase() } else { format!("{name}_renamed") };
    values[place] = renamed.into();
    Some(format!("{at} has another value for {name}"))
}

pub(super) fn reorder_values(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = values(document, rng)?;
    document.pointer_mut(&at)?["enum"].as_array_mut()?.reverse();
    Some(format!("{at} has its values in another order"))
}

pub(super) fn remove_variant(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let at = any(&unions(document), rng)?;
    let union = document.pointer_mut(&at)?;
    let key = if union.get("oneOf").is_some() { "oneOf" } else { "anyOf" };
    let variants = union[key].as_array_mut()?;
    if variants.len() < 2 {
        return None;
    }
    let gone = variants.remove(rng.usize(..variants.len()));
    if let Some(mapping) = union["discriminator"]["mapping"].as_object_mut() {
        mapping.retain(|_, target| *target != gone["$ref"]);
    }
    Some(format!("{at} has no variant {gone}"))
}

pub(super) fn rename_tag(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let tagged = |_: &str, it: &Value| it["discriminator"]["mapping"].is_object();
    let at = any(&places(document, SCHEMAS, tagged), rng)?;
    let union = document.pointer_mut(&at)?;
    let property = union["discriminator"]["propertyName"].as_str()?.to_owned();
    let mapping = union["discriminator"]["mapping"].as_object_mut()?;
    let tags: Vec<String> = mapping.keys().cloned().collect();
    let tag = any(&tags, rng)?;
    let target = mapping.remove(&tag)?;
    mapping.insert(format!("{tag}_renamed"), target.clone());
    let variant = document.pointer_mut(target.as_str()?.trim_start_matches('#'))?;
    variant["properties"][&property]["const"] = format!("{tag}_renamed").into();
    Some(format!("the tag {tag} of {at} is renamed"))
}

pub(super) fn rename_schema(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let name = any(&names(document), rng)?;
    let schema = document.pointer_mut(SCHEMAS)?.as_object_mut()?.remove(&name)?;
    document.pointer_mut(SCHEMAS)?[format!("{name}Renamed")] = schema;
    let (old, new) =
        (format!("#/components/schemas/{name}"), format!("#/components/schemas/{name}Renamed"));
    replace(document, &old, &new);
    Some(format!("{name} is {name}Renamed"))
}

pub(super) fn add_unused(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let name = any(&["Server", "Error", "Unreached", "CustomerMetadata"], rng)?;
    document.pointer_mut(SCHEMAS)?[name] =
        json!({ "type": "object", "properties": { "text": { "type": "string" } } });
    Some(format!("there is an unused {name}"))
}

/// Schemas of properties that are new: scalars, and the component schemas, so that recursion, reach
/// and direction change.
fn fresh(document: &Value, rng: &mut Rng) -> Vec<Value> {
    let mut schemas = vec![
        json!({ "type": "string" }),
        json!({ "type": "boolean" }),
        json!({ "type": "object", "properties": { "inner": { "type": "integer" } } }),
        json!({ "type": "string", "enum": ["one", "two"] }),
    ];
    let name = any(&names(document), rng);
    schemas.extend(name.map(|name| json!({ "$ref": format!("#/components/schemas/{name}") })));
    schemas
}

/// Object schemas with properties.
fn objects(document: &Value) -> Vec<String> {
    places(document, SCHEMAS, |at, it| !at.ends_with("/properties") && it["properties"].is_object())
}

/// An object schema and the name of one of its properties, which is no tag.
fn property(document: &Value, rng: &mut Rng) -> Option<(String, String)> {
    let object = any(&objects(document), rng)?;
    let names: Vec<String> =
        document.pointer(&object)?["properties"].as_object()?.keys().cloned().collect();
    Some((object, any(&names, rng)?))
}

/// The schema of a property.
fn place(document: &Value, rng: &mut Rng) -> Option<String> {
    any(&places(document, SCHEMAS, |at, it| is_property(at) && it.is_object()), rng)
}

/// The schema of a property that is a single value, or may be.
fn scalar(document: &Value, rng: &mut Rng) -> Option<String> {
    let kinds = ["string", "integer", "number", "boolean"];
    let is_scalar = |_: &str, it: &Value| {
        it["type"].as_str().is_some_and(|kind| kinds.contains(&kind)) && it.get("const").is_none()
    };
    any(&places(document, SCHEMAS, is_scalar), rng)
}

fn values(document: &Value, rng: &mut Rng) -> Option<String> {
    any(&places(document, SCHEMAS, |_, it| it["enum"].is_array()), rng)
}

fn unions(document: &Value) -> Vec<String> {
    let is_union = |_: &str, it: &Value| it["oneOf"].is_array() || it["anyOf"].is_array();
    places(document, SCHEMAS, is_union)
}

fn names(document: &Value) -> Vec<String> {
    let schemas = document.pointer(SCHEMAS).and_then(Value::as_object);
    schemas.map(|schemas| schemas.keys().cloned().collect()).unwrap_or_default()
}

fn is_property(pointer: &str) -> bool {
    pointer.rsplit('/').nth(1) == Some("properties")
}

fn is_required(object: &Value, name: &str) -> bool {
    object["required"].as_array().is_some_and(|names| names.iter().any(|it| it == name))
}

/// Takes a property out; its schema, and whether it was required.
fn remove(object: &mut Value, name: &str) -> Option<(Value, bool)> {
    let was_required = is_required(object, name);
    if let Some(required) = object["required"].as_array_mut() {
        required.retain(|it| it != name);
    }
    Some((object["properties"].as_object_mut()?.remove(name)?, was_required))
}

/// Replaces a text wherever it is a value.
fn replace(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::String(text) if text == old => *text = new.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, old, new)),
        Value::Object(members) => {
            members.iter_mut().for_each(|(_, value)| replace(value, old, new));
        }
        _ => {}
    }
}
