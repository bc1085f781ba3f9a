//! From what people type to items: how a name is read, and what is meant by it.

use super::index::{Index, Item};
use crate::pointer::Pointer;

/// Unions within unions that a field is looked for in.
const DEPTH: usize = 4;

/// How many similar names are told.
const NEAR: usize = 6;

/// The items that `name` means. `origin` leads a place back to the document as it was written.
pub(super) fn by_name<'i>(
    index: &'i Index,
    name: &str,
    origin: &impl Fn(&Pointer) -> (usize, Pointer),
) -> Vec<&'i Item> {
    let name = name.trim();
    if let Some(pointer) = Pointer::from_reference(name) {
        return by_place(index, &pointer, origin);
    }
    let whole =
        |item: &&Item| item.paths.iter().any(|path| matches!(&path[..], [one] if one == name));
    let exact: Vec<&Item> = index.items.iter().filter(whole).collect();
    if !exact.is_empty() {
        return exact;
    }
    let parts = parts(name);
    let mut parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let found = by_parts(index, &parts, DEPTH);
    if !found.is_empty() {
        return found;
    }
    // Items may be called so, but mostly these belong to the program around the name.
    parts.retain(|part| !["await", "crate", "self", "blocking"].contains(part));
    by_parts(index, &parts, DEPTH)
}

/// Items whose names are like `name`, best first.
pub(super) fn near(index: &Index, name: &str) -> Vec<String> {
    let parts = parts(name);
    let Some(last) = parts.last().map(|last| last.to_lowercase()) else { return Vec::new() };
    let parent = parts.iter().rev().nth(1).map(|parent| parent.to_lowercase());
    let mut scored: Vec<(u32, String)> = Vec::new();
    for item in &index.items {
        let own = item.name().to_lowercase();
        let mut score = strsim::jaro_winkler(&own, &last);
        if score < 0.8 {
            continue;
        }
        if let Some(parent) = &parent {
            score += strsim::jaro_winkler(&item.parent().to_lowercase(), parent);
        } else if is_part(item) {
            // Who names one thing rather means a type than a field.
            score -= 0.1;
        }
        // Scores are compared as whole numbers: the order must not depend on rounding.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 2,000,000"
        )]
        let score = (score * 1e6) as u32;
        scored.push((score, item.path()));
    }
    scored.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.cmp(other)));
    scored.dedup();
    scored.into_iter().take(NEAR).map(|(_, path)| path).collect()
}

/// Whether an item is a part of another.
pub(super) fn is_part(item: &Item) -> bool {
    !["client", "group", "struct", "enum", "union", "type", "call", "headers"].contains(&item.kind)
}

/// The items that come from a place of the document.
fn by_place<'i>(
    index: &'i Index,
    pointer: &Pointer,
    origin: &impl Fn(&Pointer) -> (usize, Pointer),
) -> Vec<&'i Item> {
    let is = |at: &Pointer| at == pointer || origin(at).1 == *pointer;
    // A group lists its operations, which are items themselves.
    let first = |item: &&Item| item.places.first().is_some_and(is);
    let any = |item: &&Item| item.kind != "group" && item.places.iter().any(is);
    let found: Vec<&Item> = index.items.iter().filter(first).collect();
    if found.is_empty() { index.items.iter().filter(any).collect() } else { found }
}

fn by_parts<'i>(index: &'i Index, parts: &[&str], depth: usize) -> Vec<&'i Item> {
    if parts.is_empty() {
        return Vec::new();
    }
    let owned: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
    let fits = |item: &&Item| item.paths.iter().any(|path| fits(path, parts));
    let mut found: Vec<&Item> = index.items.iter().filter(fits).collect();
    // What is said in full is meant before what has something left out.
    let said = |item: &&Item| item.paths.iter().any(|path| path.ends_with(&owned));
    if found.iter().any(said) {
        found.retain(said);
    }
    if parts.len() == 1 && found.iter().any(|item| !is_part(item)) {
        found.retain(|item| !is_part(item));
    }
    if let ([before @ .., union, name], true, Some(depth)) =
        (parts, found.is_empty(), depth.checked_sub(1))
    {
        let unions = by_parts(index, &[before, &[*union]].concat(), 0);
        for payload in unions.iter().flat_map(|item| &item.payloads) {
            for item in by_parts(index, &[payload, *name], depth) {
                if !found.iter().any(|own| own.path() == item.path()) {
                    found.push(item);
                }
            }
        }
    }
    found
}

/// Whether a path ends with the last part and has the others before it, in order.
fn fits(path: &[String], parts: &[&str]) -> bool {
    let (Some((last, before)), Some((own, path))) = (parts.split_last(), path.split_last()) else {
        return false;
    };
    let mut path = path.iter();
    own == last && before.iter().all(|part| path.any(|own| own == part))
}

/// The parts of a path in Rust, or of a call as it is written in a program.
fn parts(name: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for c in name.chars() {
        match c {
            '(' | '<' | '[' => depth += 1,
            ')' | '>' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    let parts = plain.split([':', '.']).map(|part| {
        part.trim_matches(|c: char| c.is_whitespace() || "&?;,`".contains(c))
            .trim_start_matches("r#")
    });
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
