//! The queries of overlays (RFC 9535): from their text to places in our own tree.
//!
//! `serde_json_path` evaluates them on a copy of the tree that is made for this alone, because our numbers are
//! texts; what it finds is named by its path and then looked up in the tree itself.

use std::collections::BTreeSet;

use serde_json::{Number, Value};
use serde_json_path::{JsonPath, PathElement};

use super::effort::{Effort, Measure};
use crate::json::Json;
use crate::pointer::Pointer;

/// A step to a member or an item. Places are ordered so that what is within another comes after it, and
/// items by number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Name(String),
    Index(usize),
}

/// A place in a tree; that of the whole tree has no steps.
pub(super) type Place = Vec<Step>;

/// A tree as queries see it.
pub(super) struct View {
    value: Value,
    measure: Measure,
}

impl View {
    pub(super) fn of(tree: &Json) -> Self {
        let mut measure = Measure::default();
        Self { value: value(tree, 0, &mut measure), measure }
    }

    /// How many values the tree has.
    pub(super) fn nodes(&self) -> usize {
        self.measure.nodes
    }

    /// The places that `query` selects, each once and in order; an error says what is wrong with it.
    pub(super) fn select(&self, query: &str) -> Result<BTreeSet<Place>, String> {
        let effort = Effort::of(query)?;
        let path = JsonPath::parse(query).map_err(|error| {
            let (at, message) = (error.position() + 1, error.message().to_owned());
            format!("this is no query of RFC 9535: {message} (character {at})")
        })?;
        effort.check(&self.measure)?;
        let found = path.query_located(&self.value);
        Ok(found.locations().map(|path| path.iter().map(step).collect()).collect())
    }

    /// The longest part of a query, from its beginning, that selects something, and what that is. Meant for
    /// a query that selects nothing.
    pub(super) fn reach<'q>(&self, query: &'q str) -> Option<(&'q str, BTreeSet<Place>)> {
        let parts = segments(query).into_iter().rev().map(|end| query[..end].trim_end());
        let mut found = parts.filter_map(|part| Some((part, self.select(part).ok()?)));
        found.find(|(_, places)| !places.is_empty())
    }
}

/// Where the segments of a query start (RFC 9535 §2.5).
fn segments(query: &str) -> Vec<usize> {
    let (mut starts, mut depth, mut quote, mut before) = (Vec::new(), 0_usize, None, ' ');
    let mut characters = query.char_indices();
    while let Some((at, character)) = characters.next() {
        match (quote, character) {
            (Some(_), '\\') => drop(characters.next()),
            (Some(end), _) if end == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '.' | '[') if depth == 0 && before != '.' => starts.push(at),
            _ => {}
        }
        match (quote, character) {
            (None, '[' | '(') => depth += 1,
            (None, ']' | ')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = character;
    }
    starts
}

/// The pointer of a place.
pub(super) fn pointer(place: &[Step]) -> Pointer {
    place.iter().fold(Pointer::root(), |at, step| match step {
        Step::Name(name) => at.child(name),
        Step::Index(index) => at.index(*index),
    })
}

fn step(element: &PathElement<'_>) -> Step {
    match element {
        PathElement::Name(name) => Step::Name((*name).to_owned()),
        PathElement::Index(index) => Step::Index(*index),
    }
}

fn value(tree: &Json, depth: usize, measure: &mut Measure) -> Value {
    measure.count(depth);
    match tree {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(text) => Value::Number(number(text)),
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => {
            Value::Array(items.iter().map(|item| value(item, depth + 1, measure)).collect())
        }
        Json::Object(members) => Value::Object(
            members
                .iter()
                .map(|(key, member)| (key.clone(), value(member, depth + 1, measure)))
                .collect(),
        ),
    }
}

/// A number to compare with: RFC 9535 §2.1 asks for no more than what a float can tell apart.
fn number(text: &str) -> Number {
    let whole =
        text.parse::<i64>().map(Number::from).or_else(|_| text.parse::<u64>().map(Number::from));
    let float = || {
        let float: f64 = text.parse().unwrap_or_default();
        Number::from_f64(float.clamp(f64::MIN, f64::MAX))
    };
    whole.ok().or_else(float).unwrap_or_else(|| Number::from(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Json {
        let source = crate::Source::new("t.json", text);
        let limits = crate::document::tree::Limits::default();
        let mut findings = crate::Diagnostics::default();
        let input = crate::diagnostic::Input::Spec;
        crate::document::tree::read_tree(&source, input, &limits, &mut findings).unwrap()
    }

    fn select(text: &str, query: &str) -> Result<Vec<String>, String> {
        let found = View::of(&json(text)).select(query)?;
        Ok(found.iter().map(|place| pointer(place).to_string()).collect())
    }

    #[test]
    fn places_are_pointers_in_order_and_each_once() {
        let text = r#"{"a/b":[1,{"c":2},3,4,5,6,7,8,9,10,11],"é":{"~":null}}"#;
        assert_eq!(select(text, "$['a/b'][1].c").unwrap(), ["#/a~1b/1/c"]);
        assert_eq!(select(text, "$['é']['~']").unwrap(), ["#/é/~0"]);
        assert_eq!(select(text, "$['a/b'][10,9,10]").unwrap(), ["#/a~1b/9", "#/a~1b/10"]);
        assert_eq!(select(text, "$").unwrap(), ["#"]);
        assert_eq!(select(text, "$.none").unwrap().len(), 0);
    }

    #[test]
    fn numbers_of_any_length_are_compared() {
        let text = r#"{"a":[12,123456789012345678901234567890,1e300,-0.5]}"#;
        assert_eq!(select(text, "$.a[?@ == 12]").unwrap(), ["#/a/0"]);
        assert_eq!(select(text, "$.a[?@ > 1e20]").unwrap(), ["#/a/1", "#/a/2"]);
        assert_eq!(select(text, "$.a[?@ < 0]").unwrap(), ["#/a/3"]);
    }

    #[test]
    fn functions_of_the_rfc_are_known() {
        let text = r#"{"a":["xy","xyz",[1,2]]}"#;
        assert_eq!(select(text, "$.a[?match(@, 'x.')]").unwrap(), ["#/a/0"]);
        assert_eq!(select(text, "$.a[?search(@, 'z')]").unwrap(), ["#/a/1"]);
        assert_eq!(select(text, "$.a[?length(@) == 3 || count(@.*) == 2]").unwrap().len(), 2);
    }

    #[test]
    fn how_far_a_query_gets() {
        let view = View::of(&json(r#"{"a.b":{"c]":[{"d":1}]}}"#));
        for (query, wanted) in [
            ("$['a.b'].x", Some("$['a.b']")),
            ("$['a.b']['c]'][0].d.e", Some("$['a.b']['c]'][0].d")),
            ("$['a.b'] ['c]'] [?@['d'] == 2].e", Some("$['a.b'] ['c]']")),
            ("$..['d'].e", Some("$..['d']")),
            ("$..x", Some("$")),
            (r"$['a\'.b'].x", Some("$")),
        ] {
            assert_eq!(view.reach(query).map(|(part, _)| part), wanted, "{query}");
        }
    }

    #[test]
    fn what_is_no_query_is_refused_with_the_character() {
        for (query, at) in [("$.a b", "character 4"), ("$[", ""), ("$.a[?@.x-y]", "character")] {
            let error = select("{}", query).unwrap_err();
            assert!(
                error.starts_with("this is no query of RFC 9535") && error.contains(at),
                "{error}"
            );
        }
    }
}
