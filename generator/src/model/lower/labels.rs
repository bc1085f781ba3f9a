//! Names and descriptions of an enum's values, from the extensions in which tools write them.
//!
//! OpenAPI has no keyword for them. Which of the names can be a name in Rust is decided in `plan`.

use crate::json::Json;
use crate::model::Label;

/// Extensions with a name for each value: a list in the order of the values, or an object by value.
const NAMES: [&str; 5] =
    ["x-enum-varnames", "x-enumNames", "x-enum-names", "x-enum-keys", "x-speakeasy-enums"];

/// Extensions with a description for each value, in the same forms.
const DESCRIPTIONS: [&str; 4] = [
    "x-enum-descriptions",
    "x-enumDescriptions",
    "x-enum-description",
    "x-speakeasy-enum-descriptions",
];

/// Azure's extension: an object whose `values` are objects.
const MS_ENUM: &str = "x-ms-enum";

/// What the extensions of an enum say of each of its `values`; empty when they say nothing.
pub(super) fn labels(extensions: &[(String, Json)], values: &[Json]) -> Vec<Label> {
    let extension = |name: &str| extensions.iter().find(|(key, _)| key == name).map(|(_, v)| v);
    let names = NAMES.iter().find_map(|name| texts(extension(name)?, values));
    let descriptions = DESCRIPTIONS.iter().find_map(|name| texts(extension(name)?, values));
    let described = extension(MS_ENUM).and_then(|all| all.get("values")?.as_array());
    let labels: Vec<Label> = values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let listed = |all: &Option<Vec<Option<String>>>| all.as_ref()?.get(index)?.clone();
            let member = |key: &str| {
                let of_value = |entry: &&Json| entry.get("value").is_some_and(|v| same(v, value));
                let entry = described?.iter().find(of_value)?;
                entry.get(key)?.as_str().map(str::to_owned)
            };
            Label {
                name: listed(&names).or_else(|| member("name")),
                description: listed(&descriptions).or_else(|| member("description")),
            }
        })
        .collect();
    let nothing = labels.iter().all(|label| *label == Label::default());
    if nothing { Vec::new() } else { labels }
}

/// A text for each value; `None` when these are not texts for these values.
fn texts(all: &Json, values: &[Json]) -> Option<Vec<Option<String>>> {
    let text =
        |json: &Json| json.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned);
    match all {
        Json::Array(texts) if texts.len() == values.len() => Some(texts.iter().map(text).collect()),
        // Some tools give no name to null.
        Json::Array(texts) => {
            let named = values.iter().filter(|value| **value != Json::Null).count();
            let mut texts = (texts.len() == named).then(|| texts.iter())?;
            let text = |value: &Json| match value {
                Json::Null => None,
                _ => texts.next().and_then(text),
            };
            Some(values.iter().map(text).collect())
        }
        Json::Object(_) => Some(values.iter().map(|value| text(all.get(&plain(value))?)).collect()),
        _ => None,
    }
}

fn same(one: &Json, other: &Json) -> bool {
    plain(one) == plain(other)
}

/// A value as the key of an object.
fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
