//! Positions in every notation that the readers accept.

use super::Positions;
use crate::pointer::Pointer;

/// What the text has at a pointer: its key and its value, as written.
fn found<'t>(text: &'t str, pointer: &str) -> (Option<&'t str>, &'t str) {
    let pointer = Pointer::from_text(pointer);
    let positions = Positions::find(text, [&pointer]);
    let place = positions.all(&pointer).first().expect("the pointer is in the text");
    (place.key.clone().map(|key| &text[key]), text[place.value.clone()].trim_end())
}

#[test]
fn block_yaml() {
    let text = "info:\n  title: Été ✓\n  tags:\n    - one\n    - two # no\n";
    assert_eq!(found(text, "/info/title"), (Some("title"), "Été ✓"));
    assert_eq!(found(text, "/info/tags/1"), (None, "two"));
    assert_eq!(found(text, "/info/tags").0, Some("tags"));
}

#[test]
fn flow_yaml() {
    let text = "a: {b: [1, {\"c\": 'x y'}], d: }\n";
    assert_eq!(found(text, "/a/b/0"), (None, "1"));
    assert_eq!(found(text, "/a/b/1/c"), (Some("\"c\""), "'x y'"));
    assert_eq!(found(text, "/a/d"), (Some("d"), ""));
}

#[test]
fn keys_that_are_no_strings() {
    let text = "responses:\n  200: ok\n  true: yes\n";
    assert_eq!(found(text, "/responses/200"), (Some("200"), "ok"));
    assert_eq!(found(text, "/responses/true"), (Some("true"), "yes"));
}

#[test]
fn multi_line_scalars_do_not_shift_what_follows() {
    let text = "a: |\n  first: x\n  - y\nb: >-\n  folded\n  text\nc: \"quoted\n  on\"\nd: found\n";
    assert_eq!(found(text, "/d"), (Some("d"), "found"));
    assert!(found(text, "/c").1.starts_with("\"quoted"));
}

#[test]
fn anchors_are_where_they_are_written_and_aliases_where_they_are_used() {
    let text = "base: &b\n  x: 1\nuse: *b\nafter: 2\n";
    assert_eq!(found(text, "/base/x"), (Some("x"), "1"));
    assert_eq!(found(text, "/use"), (Some("use"), "*b"));
    assert_eq!(found(text, "/after"), (Some("after"), "2"));
    let below = Pointer::from_text("/use/x");
    let positions = Positions::find(text, [&below]);
    let (place, exact) = positions.nearest(&below);
    assert!(!exact);
    assert_eq!(place.map(|place| &text[place.value.clone()]), Some("*b"));
}

#[test]
fn json_with_tabs_escapes_and_surrogates() {
    let text = "{\t\"a\\u0062\"\t:\r\n\t[\"\\ud83d\\ude00\\\"]\", -1.5e+3 ],\"t\\/\": { } }";
    assert_eq!(found(text, "/ab/0"), (None, "\"\\ud83d\\ude00\\\"]\""));
    assert_eq!(found(text, "/ab/1"), (None, "-1.5e+3"));
    assert_eq!(found(text, "/t~1"), (Some("\"t\\/\""), "{ }"));
}

#[test]
fn json_keys_longer_than_yaml_allows() {
    let key = "k".repeat(3000);
    let text = format!("{{\"{key}\": 1, \"after\": 2}}");
    assert_eq!(found(&text, "/after").1, "2");
    assert_eq!(found(&text, &format!("/{key}")).1, "1");
}

#[test]
fn yaml_that_starts_like_json() {
    assert_eq!(found("{a: 1, b: [x,]}", "/b/0"), (None, "x"));
}

#[test]
fn both_places_of_a_repeated_key() {
    for text in ["a: 1\nb: 2\na: 3\n", "{\"a\": 1, \"b\": 2, \"a\": 3}"] {
        let pointer = Pointer::from_text("/a");
        let positions = Positions::find(text, [&pointer]);
        let values: Vec<_> =
            positions.all(&pointer).iter().map(|place| &text[place.value.clone()]).collect();
        assert_eq!(values, ["1", "3"], "{text}");
    }
}

#[test]
fn hostile_text_ends() {
    let pointer = Pointer::from_text("/0/0");
    for text in
        ["[".repeat(100_000), "{\"a\":".repeat(10_000), "a: [\n".to_owned(), "\"".to_owned()]
    {
        let positions = Positions::find(&text, [&pointer]);
        assert!(positions.all(&Pointer::from_text("/9")).is_empty());
    }
}

#[test]
fn many_pointers_in_one_scan() {
    let members: Vec<String> = (0..2000).map(|n| format!("\"k{n}\": {n}")).collect();
    let text = format!("{{{}}}", members.join(", "));
    let pointers: Vec<_> = (0..2000).map(|n| Pointer::from_text(&format!("/k{n}"))).collect();
    let positions = Positions::find(&text, &pointers);
    for (n, pointer) in pointers.iter().enumerate() {
        let place = positions.all(pointer).first().expect("found");
        assert_eq!(text[place.value.clone()], n.to_string());
    }
}
