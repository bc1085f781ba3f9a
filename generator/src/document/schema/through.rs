//! Pointers whose way leads through references. Strictly they name nothing (RFC 6901 knows no
//! references), but the tools that documents are written with follow them.

use crate::document::SchemaTable;
use crate::json::Json;
use crate::pointer::Pointer;

/// References on the way of one pointer.
const MAX_HOPS: usize = 16;

/// The schema that `pointer` names when the references on its way are followed; `tree` is the
/// document without its schemas.
pub(super) fn through(tree: &Json, table: &SchemaTable, pointer: &Pointer) -> Option<Pointer> {
    let tokens: Vec<String> = pointer.tokens().collect();
    let (mut at, mut value) = (Pointer::root(), tree);
    let mut hops = 0;
    for (index, token) in tokens.iter().enumerate() {
        if table.at(&at).is_some() {
            return within(table, at, &tokens[index..]);
        }
        while value.get(token).is_none()
            && let Some(reference) = value.get("$ref").and_then(Json::as_str)
        {
            hops += 1;
            at = Pointer::from_reference(reference).filter(|_| hops < MAX_HOPS)?;
            value = tree.at(&at)?;
        }
        at = at.child(token);
        value = value.at(&Pointer::root().child(token))?;
    }
    table.at(&at).map(|_| at)
}

/// The same from a schema on.
fn within(table: &SchemaTable, start: Pointer, tokens: &[String]) -> Option<Pointer> {
    let below = |at: &Pointer, tokens: &[String]| {
        tokens.iter().fold(at.clone(), |at, token| at.child(token))
    };
    let (mut at, mut rest) = (start, tokens);
    for _ in 0..MAX_HOPS + tokens.len() {
        if rest.is_empty() {
            return Some(at);
        }
        let nearer = (1..=rest.len()).rev().find(|n| table.at(&below(&at, &rest[..*n])).is_some());
        if let Some(n) = nearer {
            at = below(&at, &rest[..n]);
            rest = &rest[n..];
        } else {
            at = Pointer::from_reference(table.get(table.at(&at)?).reference.as_deref()?)?;
        }
    }
    None
}
