//! What refers to what: every form of reference that leads from one unit of a document to another.

use std::collections::{HashMap, HashSet};

use super::Usage;
use super::operations::ADDITIONAL;
use crate::json::Json;
use crate::pointer::Pointer;

/// References to path items that may follow one another.
const MAX_HOPS: usize = 16;

/// What was found on the way through a document.
#[derive(Debug, Default)]
pub(super) struct Gathered<'t> {
    /// Unit → unit.
    pub(super) edges: Vec<(usize, usize)>,
    /// Unit → the text of a reference in it.
    references: Vec<(usize, &'t str)>,
    /// Unit → the name of a security scheme that it asks for.
    schemes: Vec<(usize, &'t str)>,
    /// The name of an anchor (JSON Schema Core §8.2.2) → the units that have it.
    anchors: HashMap<&'t str, Vec<usize>>,
    /// The last segment of an `$id` → the units that have one such: a little more than the base URI
    /// would leave (JSON Schema Core §8.2.1).
    ids: HashMap<&'t str, Vec<usize>>,
}

impl<'t> Gathered<'t> {
    /// Looks through the value of a unit.
    pub(super) fn value(&mut self, unit: usize, value: &'t Json) {
        match value {
            Json::Object(members) => {
                members.iter().for_each(|(key, value)| self.member(unit, key, value));
            }
            Json::Array(items) => items.iter().for_each(|item| self.value(unit, item)),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        }
    }

    /// Looks through a member of a unit.
    pub(super) fn member(&mut self, unit: usize, key: &str, value: &'t Json) {
        match (key, value) {
            ("$ref" | "$dynamicRef" | "$recursiveRef" | "operationRef", Json::String(text)) => {
                self.references.push((unit, text));
            }
            ("$anchor" | "$dynamicAnchor", Json::String(name)) => {
                self.anchors.entry(name).or_default().push(unit);
            }
            ("$id", Json::String(id)) => {
                self.ids.entry(last_segment(id)).or_default().push(unit);
            }
            ("discriminator", Json::Object(_)) => {
                for (_, target) in
                    value.get("mapping").and_then(Json::as_object).unwrap_or_default()
                {
                    self.references.extend(target.as_str().map(|target| (unit, target)));
                }
                let default = value.get("defaultMapping").and_then(Json::as_str);
                self.references.extend(default.map(|target| (unit, target)));
            }
            _ => self.value(unit, value),
        }
    }

    /// Notes the security schemes of a list of requirements.
    pub(super) fn security(&mut self, unit: usize, requirements: Option<&'t Json>) {
        let requirements = requirements.and_then(Json::as_array).unwrap_or_default();
        for (name, _) in requirements.iter().filter_map(Json::as_object).flatten() {
            self.schemes.push((unit, name));
        }
    }

    /// A schema with a discriminator stands for the schemas that extend it (OpenAPI 3.1 §4.8.25.3), so it
    /// uses them.
    pub(super) fn inheritance(&mut self, usage: &Usage, tree: &'t Json) {
        for section in ["/components/schemas", "/definitions"].map(Pointer::from_text) {
            let schemas = tree.at(&section).and_then(Json::as_object).unwrap_or_default();
            let parents: HashSet<Pointer> = schemas
                .iter()
                .filter(|(_, schema)| schema.get("discriminator").is_some())
                .map(|(name, _)| section.child(name))
                .collect();
            for (name, schema) in schemas {
                let child = usage.unit(&section.child(name));
                let parts = schema.get("allOf").and_then(Json::as_array).unwrap_or_default();
                for reference in parts.iter().filter_map(|part| part.get("$ref")?.as_str()) {
                    let parent =
                        Pointer::from_reference(reference).filter(|at| parents.contains(at));
                    self.edges.extend(parent.and_then(|at| usage.unit(&at)).zip(child));
                }
            }
        }
    }

    /// All edges. What leads out of the document leads to no unit.
    pub(super) fn resolve(self, usage: &Usage, tree: &Json) -> Vec<(usize, usize)> {
        let mut edges = self.edges;
        for (unit, name) in self.schemes {
            let sections = ["/components/securitySchemes", "/securityDefinitions"];
            let found = sections
                .iter()
                .filter_map(|section| usage.unit(&Pointer::from_text(section).child(name)));
            edges.extend(found.map(|scheme| (unit, scheme)));
        }
        for (unit, reference) in self.references {
            if let Some(pointer) = Pointer::from_reference(reference) {
                edges.extend(usage.unit(&pointer).map(|used| (unit, used)));
                // A path item is referred to with its operations.
                if pointer.parent().is_some_and(|parent| parent.as_str() == "/paths") {
                    let methods = tree.at(&pointer).and_then(Json::as_object).unwrap_or_default();
                    let inner = methods.iter().flat_map(|(method, value)| {
                        let more = value.as_object().filter(|_| method == ADDITIONAL);
                        let more = more.unwrap_or_default().iter();
                        let at = pointer.child(method);
                        more.map(|(method, _)| at.child(method))
                            .chain([at.clone()])
                            .collect::<Vec<_>>()
                    });
                    edges.extend(inner.filter_map(|at| Some((unit, usage.unit(&at)?))));
                }
                continue;
            }
            // A mapping may give the name alone.
            let named = Pointer::from_text("/components/schemas").child(reference);
            edges.extend(usage.unit(&named).map(|used| (unit, used)));
            let marked = match reference.split_once('#') {
                Some(("", anchor)) => self.anchors.get(anchor),
                _ => self.ids.get(last_segment(reference)),
            };
            edges.extend(marked.into_iter().flatten().map(|used| (unit, *used)));
        }
        edges.sort_unstable();
        edges.dedup();
        edges
    }
}

/// What a path item is after its references; none if it is no reference.
pub(in crate::document) fn follow<'t>(item: &'t Json, tree: &'t Json) -> Option<&'t Json> {
    let mut target = None;
    for _ in 0..MAX_HOPS {
        let reference = target.unwrap_or(item).get("$ref").and_then(Json::as_str);
        let Some(pointer) = reference.and_then(Pointer::from_reference) else { break };
        target = Some(tree.at(&pointer)?);
    }
    target
}

/// The last segment of a URI's path.
fn last_segment(uri: &str) -> &str {
    let path = uri.split('#').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}
