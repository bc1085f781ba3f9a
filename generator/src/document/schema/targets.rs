//! Schemas that stand where the standard has none, but which a reference names: in an extension, or
//! under a key the standard does not know, such as `definitions` at the top.

use std::collections::HashMap;

use super::SchemaReader;
use crate::document::SchemaId;
use crate::json::Json;
use crate::pointer::Pointer;

/// Reads the targets of references that no schema read so far stands at, until there are no more,
/// and turns references to anchors into pointers.
pub(in crate::document) fn read_targets(
    reader: &mut SchemaReader<'_>,
    tree: &Json,
    attic: &[(Pointer, Json)],
) {
    let attic: HashMap<_, _> = attic.iter().map(|(pointer, value)| (pointer, value)).collect();
    let mut next = 0;
    while next < reader.table.len() {
        let id = SchemaId(u32::try_from(next).unwrap_or(u32::MAX));
        next += 1;
        let Some(reference) = reader.table.get(id).reference.as_deref() else { continue };
        let Some(pointer) = Pointer::from_reference(reference) else {
            resolve_anchor(reader, id);
            continue;
        };
        if reader.table.at(&pointer).is_none()
            && let Some(value) = find(tree, &attic, &pointer)
        {
            reader.read(&pointer, value.clone());
        }
    }
}

/// The value at `pointer` in what was not read: in the attic, or within an extension of the tree. A
/// reference to another kind of component is a mistake that later stages report.
fn find<'a>(
    tree: &'a Json,
    attic: &HashMap<&Pointer, &'a Json>,
    pointer: &Pointer,
) -> Option<&'a Json> {
    let around = std::iter::successors(Some(pointer.clone()), Pointer::parent);
    let kept = around.filter_map(|at| Some((attic.get(&at)?, at))).find_map(|(value, at)| {
        let rest = pointer.as_str().strip_prefix(at.as_str())?;
        value.at(&Pointer::from_text(rest))
    });
    let in_extension = || pointer.tokens().any(|token| token.starts_with("x-"));
    let found = kept.or_else(|| in_extension().then(|| tree.at(pointer)).flatten());
    found.filter(|value| matches!(value, Json::Object(_) | Json::Bool(_)))
}

/// `#name`, the plain-name form of a fragment (JSON Schema Core §8.2.2).
fn resolve_anchor(reader: &mut SchemaReader<'_>, id: SchemaId) {
    let schema = reader.table.get(id);
    let Some(name) = schema.reference.as_deref().and_then(|text| text.strip_prefix('#')) else {
        return;
    };
    let target = reader.anchors.iter().find(|(anchor, _)| anchor == name);
    if let Some((_, pointer)) = target {
        let mut resolved = schema.clone();
        resolved.reference = Some(pointer.to_reference());
        reader.table.replace(id, resolved);
    }
}
