//! Parameters: what describes their value moves into a schema, `collectionFormat` becomes a style.

use super::body::BodyParameter;
use super::{Lifter, Members, Origins, schema};
use crate::json::Json;
use crate::pointer::Pointer;

/// What stays on the parameter itself (2.0, Parameter Object); all else describes its value.
const OWN: [&str; 7] =
    ["name", "in", "description", "required", "allowEmptyValue", "deprecated", "schema"];

/// Whether a parameter is part of the body.
pub(super) fn is_body(parameter: &Json) -> bool {
    matches!(parameter.get("in").and_then(Json::as_str), Some("body" | "formData"))
}

impl Lifter<'_> {
    /// Lifts the `parameters` of `holder`, and takes out those that are part of the body.
    pub(super) fn parameters(&mut self, holder: &mut Json, at: &Pointer) -> Vec<BodyParameter> {
        let Some(Json::Array(list)) = holder.get_mut("parameters") else {
            return Vec::new();
        };
        let list_at = at.child("parameters");
        let mut bodies = Vec::new();
        let mut kept = Vec::new();
        for (index, parameter) in std::mem::take(list).into_iter().enumerate() {
            let from = list_at.index(index);
            if let Some(shared) = self.shared_body(&parameter) {
                bodies.push(shared);
            } else if is_body(&parameter) {
                bodies.push(BodyParameter { json: parameter, at: from });
            } else {
                let to = list_at.index(kept.len());
                self.origins.moved(&to, &from);
                kept.push(self.parameter_at(parameter, &to, &from));
            }
        }
        *list = kept;
        bodies
    }

    /// The shared body parameter that `parameter` refers to.
    fn shared_body(&self, parameter: &Json) -> Option<BodyParameter> {
        let name = parameter.get("$ref")?.as_str()?.strip_prefix("#/parameters/")?;
        let pointer = Pointer::from_reference(&format!("#/parameters/{name}"))?;
        let (name, json) = self.shared_bodies.iter().find(|(own, _)| *own == pointer.last())?;
        let at = Pointer::root().child("parameters").child(name);
        Some(BodyParameter { json: json.clone(), at })
    }

    /// One parameter that is no part of the body, now at `to`.
    pub(super) fn parameter(&mut self, parameter: Json, to: &Pointer) -> Json {
        let from = self.origins.original(to);
        self.parameter_at(parameter, to, &from.1)
    }

    fn parameter_at(&mut self, parameter: Json, to: &Pointer, from: &Pointer) -> Json {
        if let Some(reference) = parameter.get("$ref").and_then(Json::as_str) {
            let lifted = Json::String(Origins::lifted(reference));
            return Json::Object(vec![("$ref".to_owned(), lifted)]);
        }
        let place = parameter.get("in").and_then(Json::as_str).unwrap_or_default().to_owned();
        let Json::Object(members) = parameter else {
            return parameter;
        };
        let mut out = Members::new();
        let mut value = Members::new();
        for (key, member) in members {
            if key == "schema" {
                // Not allowed here (2.0, Parameter Object), and plain all the same.
                out.push((key, schema::schema(member)));
            } else if OWN.contains(&key.as_str()) || key.starts_with("x-") {
                out.push((key, member));
            } else {
                value.push((key, member));
            }
        }
        let list = self.collection(&mut value, from);
        match place.as_str() {
            "query" => out.extend(list.into_iter().flat_map(ListStyle::query)),
            // In a path and in a header, 3.0 knows commas only.
            _ => match list {
                None | Some(ListStyle::Commas) => {}
                Some(_) => self.lose(
                    &from.child("collectionFormat"),
                    "only in a query can items be separated by anything but commas; commas are sent",
                ),
            },
        }
        if !value.is_empty() && out.iter().all(|(key, _)| key != "schema") {
            self.origins.moved(&to.child("schema"), from);
            out.push(("schema".to_owned(), schema::schema(Json::Object(value))));
        }
        Json::Object(out)
    }

    /// How a list is written, taken out of what describes it; `None` if the value is no list.
    pub(super) fn collection(&mut self, value: &mut Members, at: &Pointer) -> Option<ListStyle> {
        let is_list =
            value.iter().any(|(key, kind)| key == "type" && kind.as_str() == Some("array"));
        let index = value.iter().position(|(key, _)| key == "collectionFormat");
        let format = index.map(|index| value.remove(index).1);
        if let Some((_, items)) = value.iter_mut().find(|(key, _)| key == "items")
            && let Some(inner) = items.remove("collectionFormat")
            && items.get("type").and_then(Json::as_str) == Some("array")
            && inner.as_str() != Some("csv")
        {
            let at = at.child("items").child("collectionFormat");
            self.lose(&at, "the items of inner lists can only be separated by commas");
        }
        if !is_list {
            return None;
        }
        Some(match format.as_ref().and_then(Json::as_str) {
            // 2.0, Parameter Object: the default is csv.
            None | Some("csv") => ListStyle::Commas,
            Some("multi") => ListStyle::Repeated,
            Some("ssv") => ListStyle::Spaces,
            Some("pipes") => ListStyle::Pipes,
            Some(other) => {
                let message = format!("lists in the format `{other}` cannot be sent; commas are");
                self.lose(&at.child("collectionFormat"), message);
                ListStyle::Commas
            }
        })
    }
}

/// How the items of a list are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListStyle {
    Commas,
    Repeated,
    Spaces,
    Pipes,
}

impl ListStyle {
    /// The members that say so on a query parameter.
    pub(super) fn query(self) -> Members {
        let style = |style: &str, explode| {
            vec![
                ("style".to_owned(), Json::String(style.to_owned())),
                ("explode".to_owned(), Json::Bool(explode)),
            ]
        };
        match self {
            Self::Commas => style("form", false),
            Self::Repeated => style("form", true),
            Self::Spaces => style("spaceDelimited", false),
            Self::Pipes => style("pipeDelimited", false),
        }
    }
}
