//! Schemas that set the anchor of a dynamic reference anew in what they refer to.

use std::collections::BTreeMap;

use super::marks::Marks;
use crate::document::Origins;
use crate::json::Json;
use crate::pointer::Pointer;

/// References that may follow one another.
const MAX_HOPS: usize = 16;

/// Keywords that belong to the schema which has them, and not to a copy of it.
const OWN: [&str; 6] =
    ["$id", "$schema", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$comment"];

/// A schema, what it refers to, and the anchors that it sets anew.
struct Extension {
    at: Pointer,
    base: Pointer,
    anchors: BTreeMap<String, Pointer>,
}

/// Copies what such schemas refer to into them; false if there was none.
pub(super) fn instances(
    tree: &mut Json,
    marks: &Marks,
    origins: &mut Origins,
    budget: &mut usize,
) -> bool {
    let mut any = false;
    for extension in extensions(tree, marks) {
        any |= instantiate(tree, &extension, origins, budget).is_some();
    }
    any
}

/// The anchors that are set anew and still have no effect.
pub(super) fn left(tree: &Json, marks: &Marks) -> Vec<Pointer> {
    let of = |extension: Extension| {
        extension.anchors.into_iter().map(|(name, at)| {
            at.child(if name.is_empty() { "$recursiveAnchor" } else { "$dynamicAnchor" })
        })
    };
    extensions(tree, marks).into_iter().flat_map(of).collect()
}

fn extensions(tree: &Json, marks: &Marks) -> Vec<Extension> {
    let mut found: BTreeMap<Pointer, BTreeMap<String, Pointer>> = BTreeMap::new();
    for (name, anchor) in &marks.anchors {
        let definitions =
            anchor.parent().filter(|at| ["$defs", "definitions"].contains(&&*at.last()));
        for at in
            [Some(anchor.clone()), definitions.and_then(|at| at.parent())].into_iter().flatten()
        {
            found.entry(at).or_default().insert(name.clone(), anchor.clone());
        }
    }
    let extension = |(at, mut anchors): (Pointer, BTreeMap<String, Pointer>)| {
        let base = base(tree, &at)?;
        let around = |outer: &Pointer, inner: &Pointer| below(inner, outer).is_some();
        if around(&base, &at) || around(&at, &base) {
            return None;
        }
        let used = |name: &String| {
            marks.references.iter().any(|(at, wanted)| wanted == name && around(&base, at))
        };
        anchors.retain(|name, _| used(name));
        (!anchors.is_empty()).then_some(Extension { at, base, anchors })
    };
    found.into_iter().filter_map(extension).collect()
}

/// What the schema at `at` refers to, through references that are nothing else.
fn base(tree: &Json, at: &Pointer) -> Option<Pointer> {
    let mut base = Pointer::from_reference(tree.at(at)?.get("$ref")?.as_str()?)?;
    for _ in 0..MAX_HOPS {
        match tree.at(&base)?.as_object()? {
            [(key, reference)] if key == "$ref" => {
                base = Pointer::from_reference(reference.as_str()?)?;
            }
            _ => return Some(base),
        }
    }
    None
}

/// Puts a copy of the base in the place of the reference to it. `None` if the two say different things
/// about one keyword.
fn instantiate(
    tree: &mut Json,
    extension: &Extension,
    origins: &mut Origins,
    budget: &mut usize,
) -> Option<()> {
    let base = tree.at(&extension.base)?.clone();
    *budget = budget.checked_sub(base.size())?;
    let Json::Object(mut members) = base else { return None };
    members.retain(|(key, _)| !OWN.contains(&key.as_str()));
    let own = tree.at(&extension.at)?.as_object()?;
    let annotation = |key: &str| ["title", "description", "$defs", "definitions"].contains(&key);
    let clash = |(key, value): &(String, Json)| {
        !annotation(key) && own.iter().any(|(other, theirs)| other == key && theirs != value)
    };
    if members.iter().any(clash) {
        return None;
    }
    for (_, value) in &mut members {
        rewrite(value, extension);
    }
    let Some(Json::Object(own)) = tree.at_mut(&extension.at) else { return None };
    own.retain(|(key, _)| key != "$ref");
    for (key, value) in members {
        match own.iter_mut().find(|(other, _)| *other == key) {
            None => {
                let (file, from) = origins.original(&extension.base.child(&key));
                origins.bundled(&extension.at.child(&key), file, &from);
                own.push((key, value));
            }
            Some((_, Json::Object(definitions)))
                if key.starts_with('$') || key == "definitions" =>
            {
                for (name, value) in value.as_object().unwrap_or_default() {
                    if definitions.iter().all(|(other, _)| other != name) {
                        definitions.push((name.clone(), value.clone()));
                    }
                }
            }
            Some(_) => {}
        }
    }
    Some(())
}

/// Makes dynamic references lead to the anchors set anew, and what leads into the base lead to the same
/// place of the copy.
fn rewrite(value: &mut Json, extension: &Extension) {
    match value {
        Json::Array(items) => items.iter_mut().for_each(|item| rewrite(item, extension)),
        Json::Object(members) => {
            for (key, member) in members {
                let Json::String(text) = member else {
                    rewrite(member, extension);
                    continue;
                };
                let target = match key.as_str() {
                    "$dynamicRef" | "$recursiveRef" => {
                        text.strip_prefix('#').and_then(|name| extension.anchors.get(name)).cloned()
                    }
                    "$ref" => Pointer::from_reference(text).and_then(|target| {
                        let rest = below(&target, &extension.base)?;
                        Some(Pointer::from_text(&format!("{}{rest}", extension.at.as_str())))
                    }),
                    _ => None,
                };
                if let Some(target) = target {
                    *key = "$ref".to_owned();
                    *text = target.to_reference();
                }
            }
        }
        _ => {}
    }
}

/// The rest of a place that is at or below another.
fn below<'p>(at: &'p Pointer, around: &Pointer) -> Option<&'p str> {
    let rest = at.as_str().strip_prefix(around.as_str())?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}
