//! Where the parts of other files go, and what they are called there.
//!
//! A name is made from what the part is called in its own file, or from the file's; where several parts
//! would have one name, the folders tell them apart. The order of files and references decides nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::grammar::Grammar;
use super::library::Library;
use super::units::{Answer, Unit};
use crate::document::grammar::Value;
use crate::json::Json;
use crate::pointer::Pointer;

/// Where a unit goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// It stays.
    Here,
    /// It becomes this component.
    Component(Pointer),
    /// It is part of another unit, and so is found at this place.
    Within(Pointer),
    /// It takes the place of the reference to it.
    InPlace,
}

/// Words that say what a folder or file is for, not what is in it.
const GENERIC: [&str; 14] = [
    "components",
    "schemas",
    "schema",
    "definitions",
    "models",
    "model",
    "types",
    "parameters",
    "responses",
    "paths",
    "common",
    "openapi",
    "spec",
    "src",
];

/// The home of each unit.
pub(super) fn homes(library: &Library<'_>, grammar: Grammar, units: &[Unit]) -> Vec<Home> {
    let mut homes: Vec<Option<Home>> = units
        .iter()
        .map(|unit| match grammar.section(unit.expected) {
            _ if unit.stays => Some(Home::Here),
            None => Some(Home::InPlace),
            Some(_) => None,
        })
        .collect();
    aliases(library, grammar, units, &mut homes);
    let schemas = Schemas::new(units);
    let (mut parts, mut wholes) = (Vec::new(), Vec::new());
    for index in (0..units.len()).filter(|index| homes[*index].is_none()) {
        match schemas.around(grammar, &units[index]) {
            Some(around) => parts.push((index, around)),
            None => wholes.push(index),
        }
    }
    named(library, grammar, units, &wholes, &mut homes);
    for (part, around) in parts {
        if let Some(Home::Component(place)) = &homes[around] {
            let rest = &units[part].pointer.as_str()[units[around].pointer.as_str().len()..];
            let place = Pointer::from_text(&format!("{}{rest}", place.as_str()));
            homes[part] = Some(Home::Within(place));
        }
    }
    homes.into_iter().map(|home| home.unwrap_or(Home::InPlace)).collect()
}

/// The schemas among the units, by where they stand.
struct Schemas<'u>(HashMap<(usize, &'u Pointer), usize>);

impl<'u> Schemas<'u> {
    fn new(units: &'u [Unit]) -> Self {
        let movable = units.iter().enumerate().filter(|(_, unit)| !unit.stays);
        let schemas = movable.filter(|(_, unit)| matches!(unit.expected, Value::Schema));
        Self(schemas.map(|(index, unit)| ((unit.file, &unit.pointer), index)).collect())
    }

    /// The outermost schema that another is part of, in a place where schemas are read.
    fn around(&self, grammar: Grammar, part: &Unit) -> Option<usize> {
        if !matches!(part.expected, Value::Schema) {
            return None;
        }
        let outer = std::iter::successors(part.pointer.parent(), Pointer::parent);
        let holds = |at: &Pointer| {
            let rest = Pointer::from_text(&part.pointer.as_str()[at.as_str().len()..]);
            matches!(grammar.below(Value::Schema, &rest), Some(Value::Schema))
        };
        let around = outer.filter_map(|at| {
            let index = *self.0.get(&(part.file, &at))?;
            holds(&at).then_some(index)
        });
        around.last()
    }
}

/// A component of the document that is nothing but a reference to another file names what is there.
fn aliases(library: &Library<'_>, grammar: Grammar, units: &[Unit], homes: &mut [Option<Home>]) {
    let mut found: BTreeMap<usize, BTreeSet<(bool, String)>> = BTreeMap::new();
    let Some(root) = units.first() else { return };
    for (site, answer) in &root.sites {
        let section = grammar.section(site.expected);
        if let Answer::Unit(unit) = answer
            && site.alone
            && section.is_some()
            && site.pointer.parent() == section
        {
            let key = site.pointer.last();
            let other = name(library, &units[*unit]).0 != key;
            found.entry(*unit).or_default().insert((other, key));
        }
    }
    for (unit, keys) in found {
        let section = grammar.section(units[unit].expected);
        if let (Some((_, key)), Some(section)) = (keys.first(), section) {
            homes[unit] = Some(Home::Component(section.child(key)));
        }
    }
}

/// Names for the units that have none yet.
fn named(
    library: &Library<'_>,
    grammar: Grammar,
    units: &[Unit],
    open: &[usize],
    homes: &mut [Option<Home>],
) {
    let mut sections: BTreeMap<Pointer, Vec<usize>> = BTreeMap::new();
    for index in open {
        if let Some(section) = grammar.section(units[*index].expected) {
            sections.entry(section).or_default().push(*index);
        }
    }
    for (section, mut members) in sections {
        members.sort_by_key(|index| {
            let unit = &units[*index];
            (library.files[unit.file].path.clone(), unit.pointer.clone())
        });
        let taken = library.files[0].tree.at(&section).and_then(Json::as_object);
        let taken = taken.unwrap_or_default().iter().map(|(key, _)| folded(key)).collect();
        let words: Vec<_> = members.iter().map(|index| name(library, &units[*index])).collect();
        for (index, name) in members.iter().zip(told_apart(&words, &taken)) {
            homes[*index] = Some(Home::Component(section.child(&name)));
        }
    }
}

/// Names that differ from each other and from those taken. Every name that would be the same as another
/// gets one more word, until none is; what no word tells apart is numbered.
fn told_apart(words: &[(String, Vec<String>)], taken: &BTreeSet<String>) -> Vec<String> {
    let mut used = vec![0_usize; words.len()];
    let spelled = |index: usize, used: usize| {
        let (name, around) = &words[index];
        let around = around.iter().take(used).rev();
        around.map(String::as_str).chain([name.as_str()]).collect::<Vec<_>>().join("_")
    };
    let most = words.iter().map(|(_, around)| around.len()).max().unwrap_or(0);
    for _ in 0..=most {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, words) in used.iter().enumerate() {
            groups.entry(folded(&spelled(index, *words))).or_default().push(index);
        }
        let clashes =
            groups.iter().filter(|(name, group)| group.len() > 1 || taken.contains(*name));
        let clashing: Vec<usize> = clashes.flat_map(|(_, group)| group.iter().copied()).collect();
        for index in clashing {
            used[index] = (used[index] + 1).min(words[index].1.len());
        }
    }
    let mut seen = taken.clone();
    let mut names = Vec::new();
    for (index, used) in used.iter().enumerate() {
        let plain = spelled(index, *used);
        let mut name = plain.clone();
        let mut number = 2;
        while !seen.insert(folded(&name)) {
            name = format!("{plain}_{number}");
            number += 1;
        }
        names.push(name);
    }
    names
}

/// A name as it is compared: names that differ in case and marks only become one in Rust.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a unit is called, and words around it, the nearest first.
fn name(library: &Library<'_>, unit: &Unit) -> (String, Vec<String>) {
    let path = &library.files[unit.file].path;
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem = stem.strip_suffix(".schema").unwrap_or(stem);
    let mut around: Vec<String> = folder
        .split('/')
        .rev()
        .filter(|step| !GENERIC.contains(step) && !step.is_empty() && *step != "..")
        .map(str::to_owned)
        .collect();
    let own = unit.pointer.tokens().filter(|token| !is_keyword(token)).last();
    match own {
        Some(own) => {
            around.insert(0, stem.to_owned());
            (own, around)
        }
        None if ["index", "_index", "schema"].contains(&stem) && !around.is_empty() => {
            (around.remove(0), around)
        }
        None => (stem.to_owned(), around),
    }
}

/// Whether a token of a pointer says what stands there rather than what it is called.
fn is_keyword(token: &str) -> bool {
    let structural = [
        "components",
        "schemas",
        "definitions",
        "$defs",
        "properties",
        "items",
        "schema",
        "content",
        "allOf",
        "anyOf",
        "oneOf",
        "additionalProperties",
        "prefixItems",
    ];
    structural.contains(&token) || token.contains('/') || token.parse::<usize>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::told_apart;
    use std::collections::BTreeSet;

    fn names(words: &[(&str, &[&str])], taken: &[&str]) -> Vec<String> {
        let words: Vec<_> = words
            .iter()
            .map(|(name, around)| {
                ((*name).to_owned(), around.iter().map(|word| (*word).to_owned()).collect())
            })
            .collect();
        told_apart(&words, &taken.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>())
    }

    #[test]
    fn words_around_tell_names_apart() {
        let words: &[(&str, &[&str])] =
            &[("Status", &["light", "hue"]), ("status", &["scene", "hue"]), ("Pet", &["pets"])];
        assert_eq!(names(words, &[]), ["light_Status", "scene_status", "Pet"]);
        assert_eq!(names(words, &["pet"]), ["light_Status", "scene_status", "pets_Pet"]);
    }

    #[test]
    fn what_no_word_tells_apart_is_numbered() {
        let words: &[(&str, &[&str])] = &[("A", &["b"]), ("A", &["b"]), ("bA", &[])];
        assert_eq!(names(words, &[]), ["b_A", "b_A_2", "bA_3"]);
    }
}
