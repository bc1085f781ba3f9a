//! What a reference outside schemas leads to.

use std::collections::HashMap;

use super::noun;
use super::places::Place;
use crate::document::grammar::{Kind, Value};
use crate::document::hint;
use crate::json::Json;
use crate::pointer::Pointer;

/// References that may follow one another.
const MAX_HOPS: usize = 64;

/// Where a reference leads.
pub(super) enum Resolution {
    /// To a component, and it stands where a reference may.
    Stays,
    /// To the object here.
    Found(Pointer),
    /// To an object that is itself waiting for what it refers to.
    Later,
    /// To nothing of the right kind.
    Nowhere,
    /// Back to itself.
    Loop,
}

/// What the components are: an object, or a reference. Most references lead here, and looking through
/// the members each time would make the work grow with the square of the document.
pub(super) struct Sections(HashMap<Pointer, Option<String>>);

impl Sections {
    pub(super) fn new(tree: &Json) -> Self {
        let at = Pointer::from_text("/components");
        let mut all = HashMap::new();
        for (section, members) in tree.get("components").and_then(Json::as_object).unwrap_or(&[]) {
            let at = at.child(section);
            for (name, member) in members.as_object().unwrap_or_default() {
                let reference = member.get("$ref").and_then(Json::as_str).map(str::to_owned);
                all.insert(at.child(name), reference);
            }
        }
        Self(all)
    }
}

/// Follows the reference at a place.
pub(super) fn resolve(tree: &Json, sections: &Sections, place: &Place) -> Resolution {
    let first = Pointer::from_reference(&place.reference);
    let is_component = first.as_ref().is_some_and(|first| sections.0.contains_key(first));
    let mut next = first;
    for _ in 0..MAX_HOPS {
        let Some(named) = next else { return Resolution::Nowhere };
        let target =
            if sections.0.contains_key(&named) { Some(named) } else { descend(tree, &named) };
        let Some(target) = target.filter(|target| is_a(place.kind, target)) else {
            return Resolution::Nowhere;
        };
        let further = match sections.0.get(&target) {
            Some(reference) => reference.clone(),
            None => reference(tree.at(&target)).map(str::to_owned),
        };
        match further {
            None if place.may_stay && is_component => return Resolution::Stays,
            None if target == place.pointer => return Resolution::Loop,
            None => return Resolution::Found(target),
            // What stands beside the reference is part of the path item.
            Some(_) if place.kind == Kind::PathItem => return Resolution::Later,
            Some(further) => next = Pointer::from_reference(&further),
        }
    }
    Resolution::Loop
}

/// The message and the advice about a reference that leads nowhere, or back to itself.
pub(super) fn explain(tree: &Json, place: &Place, is_loop: bool) -> (String, Option<String>) {
    let fault = match is_loop {
        true => "leads back to itself".to_owned(),
        false => format!("does not lead to {} of this document", noun(place.kind)),
    };
    let consequence = match place.kind {
        Kind::Response => "; what its body holds is not known",
        Kind::RequestBody => "; any JSON value is sent",
        Kind::MediaType => "; any value is allowed",
        Kind::PathItem if !place.in_callback => "",
        _ => "; it is left out",
    };
    let message = format!("`{}` {fault}{consequence}", place.reference);
    (message, if is_loop { None } else { advice(tree, place) })
}

fn advice(tree: &Json, place: &Place) -> Option<String> {
    if let Some(advice) = hint::remote(&place.reference) {
        return Some(advice);
    }
    let pointer = Pointer::from_reference(&place.reference)?;
    let mut keys = tree.at(&pointer.parent()?)?.as_object()?.iter().map(|(key, _)| key.as_str());
    let name = pointer.last();
    if keys.any(|key| key == name) {
        return Some(format!("what stands there is not {}", noun(place.kind)));
    }
    let keys = tree.at(&pointer.parent()?)?.as_object()?.iter().map(|(key, _)| key.as_str());
    hint::nearest(&name, keys).map(|near| format!("did you mean `{near}`?"))
}

/// The place that a pointer names, through the references on its way.
fn descend(tree: &Json, pointer: &Pointer) -> Option<Pointer> {
    let (mut at, mut value) = (Pointer::root(), tree);
    let mut hops = 0;
    for token in pointer.tokens() {
        while value.get(&token).is_none()
            && let Some(further) = reference(Some(value))
        {
            hops += 1;
            at = Pointer::from_reference(further).filter(|_| hops < MAX_HOPS)?;
            value = tree.at(&at)?;
        }
        at = at.child(&token);
        value = value.at(&Pointer::root().child(&token))?;
    }
    Some(at)
}

fn reference(value: Option<&Json>) -> Option<&str> {
    value?.get("$ref")?.as_str()
}

/// Whether the grammar has an object of a kind at a place.
fn is_a(kind: Kind, pointer: &Pointer) -> bool {
    matches!(
        Value::at(pointer),
        Some(Value::Object(found) | Value::Reference(found)) if found == kind
    )
}
