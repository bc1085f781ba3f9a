//! One selector: conditions that an operation must all meet.
//!
//! In the settings it is a mapping, on the command line `condition=value` with commas between. Both
//! have the same conditions and become the same type.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::glob::{name_fits, path_fits};
use crate::json::Json;
use crate::token::is_token;

/// The methods that have a key of their own in path items, in lower case (OpenAPI 3.2 §4.9); all others
/// stand under `additionalOperations`.
pub(crate) const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The conditions by name, extensions apart.
const CONDITIONS: [&str; 5] = ["path", "method", "tag", "id", "deprecated"];

/// Conditions that an operation must all meet; there is at least one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct OperationSelector {
    path: Option<String>,
    method: Option<String>,
    tag: Option<String>,
    id: Option<String>,
    deprecated: Option<bool>,
    /// Extensions that the operation or its path item has: with this value, or with any.
    extensions: BTreeMap<String, Option<Plain>>,
}

/// An operation as selectors see it.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The path template.
    pub path: &'a str,
    /// The method, in lower case or as it stands under `additionalOperations`.
    pub method: &'a str,
    /// The Operation Object.
    pub operation: &'a Json,
    /// The Path Item Object that it stands in.
    pub item: &'a Json,
}

impl OperationSelector {
    /// Whether the operation meets every condition.
    #[must_use]
    pub fn fits(&self, candidate: &Candidate<'_>) -> bool {
        let operation = candidate.operation;
        let meets = |condition: &Option<String>, met: &dyn Fn(&str) -> bool| {
            condition.as_deref().is_none_or(met)
        };
        meets(&self.path, &|pattern| path_fits(pattern, candidate.path))
            && meets(&self.method, &|method| method.eq_ignore_ascii_case(candidate.method))
            && meets(&self.tag, &|pattern| {
                let tags = operation.get("tags").and_then(Json::as_array).unwrap_or_default();
                tags.iter().filter_map(Json::as_str).any(|tag| name_fits(pattern, tag))
            })
            && meets(&self.id, &|pattern| {
                let id = operation.get("operationId").and_then(Json::as_str);
                id.is_some_and(|id| name_fits(pattern, id))
            })
            && self.deprecated.is_none_or(|wanted| {
                let said = operation.get("deprecated").and_then(Json::as_bool);
                said.unwrap_or_default() == wanted
            })
            && self.extensions.iter().all(|(key, wanted)| {
                let found = operation.get(key).or_else(|| candidate.item.get(key));
                found.is_some_and(|found| wanted.as_ref().is_none_or(|wanted| wanted.is(found)))
            })
    }

    /// Reads the form of the command line, such as `tag=Orders,method=get`. A comma begins a new
    /// condition if the name of one follows, so that values may have commas.
    ///
    /// # Errors
    /// With a sentence that says what cannot be read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut written = Written::default();
        for condition in conditions(text) {
            let (name, value) = match condition.split_once('=') {
                Some((name, value)) => (name.trim(), Some(value.trim().to_owned())),
                None => (condition.trim(), None),
            };
            let needed = || value.clone().ok_or_else(|| format!("`{name}` needs a value"));
            let earlier = match name {
                "path" => written.path.replace(needed()?).is_some(),
                "method" => written.method.replace(needed()?).is_some(),
                "tag" => written.tag.replace(needed()?).is_some(),
                "id" => written.id.replace(needed()?).is_some(),
                "deprecated" => {
                    let flag = match value.as_deref() {
                        None | Some("true") => true,
                        Some("false") => false,
                        Some(other) => {
                            return Err(format!("`{other}` is neither `true` nor `false`"));
                        }
                    };
                    written.deprecated.replace(flag).is_some()
                }
                name => {
                    written.extensions.insert(name.to_owned(), value.map(Plain::Text)).is_some()
                }
            };
            if earlier {
                return Err(format!("`{name}` is there twice"));
            }
        }
        Self::try_from(written)
    }
}

/// As on a command line.
impl std::fmt::Display for OperationSelector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let named =
            [("path", &self.path), ("method", &self.method), ("tag", &self.tag), ("id", &self.id)];
        let named = named.into_iter().filter_map(|(name, value)| Some((name, value.clone()?)));
        let flag = self.deprecated.map(|wanted| ("deprecated", wanted.to_string()));
        let mut all: Vec<String> =
            named.chain(flag).map(|(name, value)| format!("{name}={value}")).collect();
        all.extend(self.extensions.iter().map(|(key, value)| match value {
            None => key.clone(),
            Some(Plain::Flag(flag)) => format!("{key}={flag}"),
            Some(Plain::Text(text)) => format!("{key}={text}"),
        }));
        f.write_str(&all.join(","))
    }
}

/// The conditions of a text.
fn conditions(text: &str) -> Vec<&str> {
    let begins = |rest: &str| {
        let end = rest.find(['=', ',']).unwrap_or(rest.len());
        let name = rest[..end].trim();
        CONDITIONS.contains(&name) || name.starts_with("x-")
    };
    let mut all = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(',') {
        if begins(&text[at + 1..]) {
            all.push(&text[start..at]);
            start = at + 1;
        }
    }
    all.push(&text[start..]);
    all
}

/// A selector as it is written, before it is looked at.
#[derive(Default, Deserialize)]
struct Written {
    path: Option<String>,
    method: Option<String>,
    tag: Option<String>,
    id: Option<String>,
    deprecated: Option<bool>,
    #[serde(flatten)]
    extensions: BTreeMap<String, Option<Plain>>,
}

impl TryFrom<Written> for OperationSelector {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let Written { path, method, tag, id, deprecated, extensions } = written;
        if let Some(other) = extensions.keys().find(|key| !key.starts_with("x-")) {
            return Err(format!(
                "`{other}` is no condition: there are {}, and extensions (`x-…`)",
                CONDITIONS.map(|name| format!("`{name}`")).join(", ")
            ));
        }
        if let Some(method) = &method
            && !is_token(method)
        {
            return Err(format!("`{method}` is no method"));
        }
        let selector = Self { path, method, tag, id, deprecated, extensions };
        if selector == Self::default() {
            return Err("a selector without a condition selects nothing in particular".to_owned());
        }
        Ok(selector)
    }
}

/// A value without parts that an extension is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Plain {
    Flag(bool),
    Text(String),
}

impl Plain {
    /// Whether it is this value. A text is also the number or the truth value that it spells.
    fn is(&self, value: &Json) -> bool {
        match (self, value) {
            (Self::Flag(flag), Json::Bool(value)) => flag == value,
            (Self::Text(text), Json::String(value) | Json::Number(value)) => text == value,
            (Self::Text(text), Json::Bool(value)) => *text == value.to_string(),
            _ => false,
        }
    }
}

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a text, a number or a truth value")]
        enum Any {
            Flag(bool),
            Integer(i64),
            Number(f64),
            Text(String),
        }
        Ok(match Any::deserialize(deserializer)? {
            Any::Flag(flag) => Self::Flag(flag),
            Any::Integer(number) => Self::Text(number.to_string()),
            Any::Number(number) => Self::Text(number.to_string()),
            Any::Text(text) => Self::Text(text),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, OperationSelector};
    use crate::json::Json;

    fn object(members: &[(&str, Json)]) -> Json {
        Json::Object(
            members.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
        )
    }

    fn text(text: &str) -> Json {
        Json::String(text.to_owned())
    }

    #[test]
    fn each_condition_decides() {
        let operation = object(&[
            ("operationId", text("orders:list")),
            ("tags", Json::Array(vec![text("Orders"), text("Shop, old")])),
            ("x-stage", Json::Number("2".to_owned())),
        ]);
        let item = object(&[("x-internal", Json::Bool(true))]);
        let candidate = Candidate {
            path: "/v1/orders/{id}",
            method: "get",
            operation: &operation,
            item: &item,
        };
        let fits = |text: &str| OperationSelector::parse(text).map(|it| it.fits(&candidate));
        for yes in [
            "path=/v1/**",
            "method=GET",
            "tag=Orders",
            "tag=Shop, old",
            "id=orders:*",
            "deprecated=false",
            "x-internal",
            "x-internal=true",
            "x-stage=2",
            "tag=Shop, old,method=get, x-stage",
        ] {
            assert_eq!(fits(yes), Ok(true), "{yes}");
        }
        for no in [
            "path=/v1/*",
            "method=put",
            "tag=orders",
            "id=orders",
            "deprecated",
            "x-other",
            "x-stage=3",
        ] {
            assert_eq!(fits(no), Ok(false), "{no}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (text, message) in [
            ("", "`` is no condition"),
            ("operation=x", "`operation` is no condition"),
            ("path", "`path` needs a value"),
            ("method=get them", "`get them` is no method"),
            ("deprecated=no", "neither `true` nor `false`"),
            ("tag=a,tag=b", "`tag` is there twice"),
        ] {
            let found = OperationSelector::parse(text).expect_err(text);
            assert!(found.contains(message), "{text}: {found}");
        }
    }

    #[test]
    fn the_settings_have_the_same_conditions() {
        let read = |text: &str| serde_yaml::from_str::<OperationSelector>(text);
        let same = [
            ("{path: /v1/*, method: get}", "path=/v1/*,method=get"),
            ("{deprecated: true}", "deprecated"),
            ("{x-internal: ~}", "x-internal"),
            ("{x-stage: 2, tag: A}", "tag=A,x-stage=2"),
        ];
        for (yaml, arguments) in same {
            let read = read(yaml).expect(yaml);
            assert_eq!(Ok(read), OperationSelector::parse(arguments), "{yaml}");
        }
        assert!(read("{}").is_err());
        assert!(read("{paths: /x}").is_err());
    }
}
