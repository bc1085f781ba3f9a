//! The text by which two inputs are one, however they are written.
//!
//! Members are sorted and nothing else is touched: comments, blanks, quotes, the order of keys, and YAML or
//! JSON make no difference; the order of an array does. All later stages read the same tree, so what has the
//! same text here gives the same crate. It is no RFC 8785, because a number too long for a float keeps its
//! digits.

use std::fmt::Write as _;

use super::tree::{Limits, read_tree};
use crate::diagnostic::{Diagnostics, Input, Source};
use crate::json::Json;

/// What `source` says, as one line of JSON; `None` for what is no object of YAML or JSON.
#[must_use]
pub fn canonical(source: &Source) -> Option<String> {
    let tree = read_tree(source, Input::Spec, &Limits::default(), &mut Diagnostics::default())?;
    Some(text(&tree))
}

/// The tree as one line of JSON with its members sorted.
pub(super) fn text(tree: &Json) -> String {
    let mut out = String::new();
    write(tree, &mut out);
    out
}

fn write(value: &Json, out: &mut String) {
    match value {
        Json::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(index, out);
                write(item, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
            out.push('{');
            for (index, (key, member)) in members.into_iter().enumerate() {
                separate(index, out);
                let _ = write!(out, "{}:", Json::String(key.clone()));
                write(member, out);
            }
            out.push('}');
        }
        // Writing to a String cannot fail.
        scalar => drop(write!(out, "{scalar}")),
    }
}

fn separate(index: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        canonical(&Source::new("openapi.yaml", text))
    }

    #[test]
    fn notation_makes_no_difference() {
        let json = of(r#"{"a": [1, "x"], "b": {"d": null, "c": 1.50}}"#);
        assert_eq!(json.as_deref(), Some(r#"{"a":[1,"x"],"b":{"c":1.5,"d":null}}"#));
        assert_eq!(of("# words\r\nb:\r\n  c: 1.50\r\n  d: ~\r\n'a':\r\n- 1\r\n- \"x\"\r\n"), json);
        assert_eq!(of("\u{feff}a: [1, x]\nb: {d: null, c: 1.50}"), json);
    }

    #[test]
    fn content_does() {
        let one = of("a: [1, x]");
        for other in ["a: [x, 1]", "a: ['1', x]", "a: [1, x, ~]", "A: [1, x]", "a: [1, 'x ']"] {
            assert!(of(other).is_some_and(|it| Some(it) != one), "{other}");
        }
        assert_eq!(of("words"), None);
    }
}
