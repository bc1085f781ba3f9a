//! `$dynamicRef` as `$ref` (JSON Schema Core §8.2.3.2), as far as the document decides it.
//!
//! What a dynamic reference means depends on the way that led to it. Where a schema refers to another and
//! sets the anchor of a dynamic reference in that anew – a list of pets, made of a list of anything – the
//! other is copied with the references to this anchor, and becomes a type of its own. Everywhere else the
//! nearest anchor of the name is meant. `$recursiveRef` of 2019 is a dynamic reference without a name.

mod instance;
mod marks;

use super::Origins;
use super::tree::Limits;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::json::Json;
use crate::pointer::Pointer;
use instance::instances;
use marks::{Marks, marks};

/// Instances may be made of instances; more rounds than this are no document anyone wrote.
const ROUNDS: usize = 8;

/// Replaces the dynamic references of `tree`, whose other references are pointers by now.
pub(super) fn resolve(tree: &mut Json, origins: &mut Origins, diagnostics: &mut Diagnostics) {
    let mut found = marks(tree);
    if found.references.is_empty() {
        return;
    }
    let mut budget = Limits::default().nodes;
    for _ in 0..ROUNDS {
        if !instances(tree, &found, origins, &mut budget) {
            break;
        }
        found = marks(tree);
    }
    for (at, name) in &found.references {
        if let Some(target) = nearest(&found, at, name) {
            replace(tree, at, &target);
        }
    }
    for at in instance::left(tree, &found) {
        let message = "this anchor does not reach the dynamic references behind `$ref`; they keep \
                       the anchor nearest to them";
        let mut finding = Diagnostic::warning(Code::UnsupportedKeyword, At::Key(at), message);
        origins.restore(&mut finding);
        diagnostics.push(finding);
    }
}

/// The anchor of a name that is nearest to a reference: within the same outermost schema, else the
/// first of the document. Without a name, the outermost schema itself will do.
fn nearest(marks: &Marks, at: &Pointer, name: &str) -> Option<Pointer> {
    let outermost = outermost(at);
    let mut named = marks.anchors.iter().filter(|(anchor, _)| anchor == name).map(|(_, at)| at);
    let own = named.clone().find(|anchor| self::outermost(anchor) == outermost);
    let found = own.or_else(|| named.next()).cloned();
    if found.is_none() && name.is_empty() { Some(outermost) } else { found }
}

/// The component or file that a place is part of: what stands around the first keyword of schemas.
fn outermost(at: &Pointer) -> Pointer {
    let tokens: Vec<String> = at.tokens().collect();
    let end = match tokens.first().map(String::as_str) {
        Some("components") => 3,
        Some("definitions") => 2,
        _ => tokens.iter().position(|token| token == "schema").map_or(tokens.len(), |at| at + 1),
    };
    tokens.iter().take(end).fold(Pointer::root(), |at, token| at.child(token))
}

/// Turns the dynamic reference of the schema at `at` into one to `target`.
fn replace(tree: &mut Json, at: &Pointer, target: &Pointer) {
    if let Some(Json::Object(members)) = tree.at_mut(at)
        && members.iter().all(|(key, _)| key != "$ref")
    {
        for (key, value) in members {
            if key == "$dynamicRef" || key == "$recursiveRef" {
                *key = "$ref".to_owned();
                *value = Json::String(target.to_reference());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::tests::{findings, read};
    use crate::pointer::Pointer;

    /// Where the schema at `at` refers to, in a document with these component schemas.
    fn leads(schemas: &str, at: &str) -> (String, Vec<String>) {
        let text = format!(
            "{{openapi: 3.1.0, info: {{title: t, version: v}}, paths: {{}}, components: {{schemas: {schemas}}}}}"
        );
        let (document, found) = read(&text);
        let table = document.expect("read").schemas;
        let at = Pointer::from_text("/components/schemas").as_str().to_owned() + at;
        let id = table.at(&Pointer::from_text(&at)).expect("a schema");
        (table.get(id).reference.clone().unwrap_or_default(), findings(&found))
    }

    const LIST: &str = "List: {$id: list, type: array, items: {$dynamicRef: '#T'}, $defs: {any: {$dynamicAnchor: T, not: {}}}}";

    #[test]
    fn an_anchor_set_anew_makes_an_instance() {
        let pets = format!(
            "{{{LIST}, Pet: {{}}, Pets: {{$ref: list, $defs: {{pet: {{$dynamicAnchor: T, $ref: '#/components/schemas/Pet'}}}}}}}}"
        );
        let (target, found) = leads(&pets, "/Pets/items");
        assert_eq!(target, "#/components/schemas/Pets/$defs/pet");
        assert!(found.is_empty(), "{found:?}");
        let (target, _) = leads(&pets, "/List/items");
        assert_eq!(target, "#/components/schemas/List/$defs/any");
    }

    #[test]
    fn a_tree_that_is_extended_leads_to_itself() {
        let schemas = "{Tree: {$dynamicAnchor: node, properties: {next: {$dynamicRef: '#node'}, first: {$ref: '#/components/schemas/Tree'}}}, \
            Strict: {$dynamicAnchor: node, $ref: '#/components/schemas/Tree', description: d}}";
        assert_eq!(leads(schemas, "/Strict/properties/next").0, "#/components/schemas/Strict");
        assert_eq!(leads(schemas, "/Strict/properties/first").0, "#/components/schemas/Strict");
        assert_eq!(leads(schemas, "/Tree/properties/next").0, "#/components/schemas/Tree");
    }

    #[test]
    fn what_cannot_be_decided_keeps_the_nearest_anchor() {
        let schemas = format!(
            "{{{LIST}, Pets: {{$ref: list, type: array, items: {{}}, $defs: {{pet: {{$dynamicAnchor: T, type: string}}}}}}}}"
        );
        let (target, found) = leads(&schemas, "/List/items");
        assert_eq!(target, "#/components/schemas/List/$defs/any");
        assert_eq!(
            found,
            ["warning unsupported-keyword #/components/schemas/Pets/$defs/pet/$dynamicAnchor"]
        );
    }

    #[test]
    fn recursive_references_have_no_name() {
        let schemas = "{Tree: {$recursiveAnchor: true, properties: {next: {$recursiveRef: '#'}}}}";
        assert_eq!(leads(schemas, "/Tree/properties/next").0, "#/components/schemas/Tree");
    }
}
