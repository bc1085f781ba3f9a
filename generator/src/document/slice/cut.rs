//! What a slice needs beyond a selection: nothing in it may bring back what was not selected.

use std::collections::HashSet;

use super::super::usage::{follow, operations};
use crate::choice::{Candidate, Choice};
use crate::json::Json;
use crate::pointer::Pointer;

/// Gives each path whose item is a reference an item of its own where the item has operations that are
/// not wanted: the reference would lead to them.
pub(super) fn own_items(tree: &mut Json, choice: &mut Choice) {
    if choice.is_everything() {
        return;
    }
    let mut items = Vec::new();
    for (path, item) in tree.get("paths").and_then(Json::as_object).unwrap_or_default() {
        let Some(Json::Object(target)) = follow(item, tree) else { continue };
        let mut wants = |method: &str, operation: &Json| {
            choice.wants_operation(&Candidate { path, method, operation, item })
        };
        let all = operations(item, tree);
        let wanted: Vec<bool> = all.iter().map(|found| wants(found.method, found.value)).collect();
        if !wanted.contains(&true) || !wanted.contains(&false) {
            continue;
        }
        // What stands beside the reference is nearer to the path.
        let own = item.as_object().unwrap_or_default().iter();
        let mut members: Vec<(String, Json)> = target.clone();
        for (key, value) in own.filter(|(key, _)| key != "$ref") {
            members.retain(|(other, _)| other != key);
            members.push((key.clone(), value.clone()));
        }
        items.push((Pointer::from_text("/paths").child(path), Json::Object(members)));
    }
    for (at, item) in items {
        if let Some(slot) = tree.at_mut(&at) {
            *slot = item;
        }
    }
}

/// Removes what the selection left empty or without meaning: sections without components, tags of no
/// operation, and requirements that no operation takes over.
pub(super) fn clear(tree: &mut Json) {
    let is_empty = |value: &Json| matches!(value, Json::Object(members) if members.is_empty());
    if let Some(Json::Object(sections)) = tree.get_mut("components") {
        sections.retain(|(_, section)| !is_empty(section));
    }
    for key in ["components", "webhooks", "definitions", "parameters", "responses"] {
        if tree.get(key).is_some_and(is_empty) {
            tree.remove(key);
        }
    }
    let (tags, inherits) = in_use(tree);
    if !inherits {
        tree.remove("security");
    }
    if let Some(Json::Array(all)) = tree.get_mut("tags") {
        let mut used = tags;
        // A tag may have another one above it (3.2 §4.22).
        loop {
            let name = |tag: &Json| Some(tag.get("name")?.as_str()?.to_owned());
            let of_used = all.iter().filter(|tag| name(tag).is_some_and(|it| used.contains(&it)));
            let above = of_used.filter_map(|tag| Some(tag.get("parent")?.as_str()?.to_owned()));
            let before = used.len();
            let above: Vec<String> = above.collect();
            used.extend(above);
            if used.len() == before {
                break;
            }
        }
        all.retain(|tag| {
            tag.get("name").and_then(Json::as_str).is_none_or(|name| used.contains(name))
        });
        if all.is_empty() {
            tree.remove("tags");
        }
    }
}

/// The operations that are in the slice although nobody selected them, as method and path.
pub(super) fn kept(tree: &Json, unwanted: &HashSet<Pointer>) -> Vec<String> {
    let paths = tree.get("paths").and_then(Json::as_object).unwrap_or_default();
    let root = Pointer::from_text("/paths");
    let mut kept = Vec::new();
    for (path, item) in paths {
        let at = root.child(path);
        for found in operations(item, tree) {
            if unwanted.contains(&found.at(&at)) {
                kept.push(format!("{} {path}", found.method.to_ascii_uppercase()));
            }
        }
    }
    kept
}

/// The tags of all operations, and whether one of them has the document's security requirements.
fn in_use(tree: &Json) -> (HashSet<String>, bool) {
    let (mut tags, mut inherits) = (HashSet::new(), false);
    let below = |key: &str| tree.get(key).and_then(Json::as_object).unwrap_or_default();
    for section in ["paths", "webhooks"] {
        for found in below(section).iter().flat_map(|(_, item)| operations(item, tree)) {
            let own = found.value.get("tags").and_then(Json::as_array).unwrap_or_default();
            tags.extend(own.iter().filter_map(Json::as_str).map(str::to_owned));
            // Webhooks are received; what they ask for is no credential of a client.
            inherits |= section == "paths" && found.value.get("security").is_none();
        }
    }
    (tags, inherits)
}
