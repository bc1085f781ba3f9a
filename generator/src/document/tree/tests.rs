//! What the two languages read to, and what they refuse.

use super::{Limits, read_tree};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input, Source};
use crate::json::Json;

fn read(text: &str) -> Result<Json, Vec<Diagnostic>> {
    read_within(text, &Limits::default())
}

fn read_within(text: &str, limits: &Limits) -> Result<Json, Vec<Diagnostic>> {
    let mut findings = Diagnostics::default();
    let tree = read_tree(&Source::new("t.yaml", text), Input::Spec, limits, &mut findings);
    assert_eq!(tree.is_none(), findings.has_errors());
    tree.ok_or_else(|| findings.items().to_vec())
}

/// The text of the tree that `text` reads to.
fn json(text: &str) -> String {
    read(text).expect("the text is legal").to_string()
}

/// The code and position of the only finding about `text`.
fn failure(text: &str) -> (Code, usize, usize) {
    let findings = read(text).expect_err("the text is not legal");
    match findings.as_slice() {
        [Diagnostic { code, at: At::Position { line, column }, .. }] => (*code, *line, *column),
        other => panic!("one finding with a position expected, not {other:?}"),
    }
}

#[test]
fn json_and_yaml_read_to_the_same_tree() {
    let tree = r#"{"b":1,"a":[true,null,"x"],"c":{"d":-2.5}}"#;
    assert_eq!(json(tree), tree);
    assert_eq!(json("b: 1\na: [true, ~, x]\nc:\n  d: -2.5\n"), tree);
    assert_eq!(json("\u{feff}b: 1\na: [true, null, \"x\"]\nc: {d: -2.5}\n"), tree);
    assert_eq!(json(&format!("\u{feff}{tree}")), tree);
}

#[test]
fn numbers_keep_their_digits() {
    for number in [
        "9223372036854775807",
        "18446744073709551616",
        "-170141183460469231731687303715884105729",
        "123456789012345678901234567890123456789012345",
        "0.1234567890123456789",
        "9007199254740993.0",
        "0",
        "-0.5",
    ] {
        assert_eq!(json(&format!("{{\"x\":[{number}]}}")), format!("{{\"x\":[{number}]}}"));
        assert_eq!(json(&format!("x:\n  - {number}\n")), format!("{{\"x\":[{number}]}}"), "YAML");
    }
}

#[test]
fn yaml_numbers_are_written_as_json_writes_them() {
    assert_eq!(
        json("a: 0x1F\nb: .5\nc: +7\nd: .123456789012345678\n"),
        r#"{"a":31,"b":0.5,"c":7,"d":0.123456789012345678}"#
    );
    assert_eq!(json("a: .inf\nb: -.inf\nc: .nan\n"), r#"{"a":".inf","b":"-.inf","c":".nan"}"#);
}

#[test]
fn keys_are_as_the_document_spells_them() {
    assert_eq!(
        json("200: a\n1.10: b\ntrue: c\nnull: d\n"),
        r#"{"200":"a","1.10":"b","true":"c","null":"d"}"#
    );
    assert_eq!(failure("a: 1\n? [b]\n: 2\n").0, Code::Syntax);
}

#[test]
fn duplicate_keys_are_found_where_the_second_one_is() {
    assert_eq!(failure("a:\n  b: 1\n  c: 2\n  b: 3\n"), (Code::DuplicateKey, 4, 3));
    assert_eq!(
        failure("{\n \"a\": {\"b\": 1,\n  \"c\": 2, \"b\": 3}}"),
        (Code::DuplicateKey, 3, 11)
    );
    let findings = read("é: 1\né: 2\n").expect_err("twice");
    assert_eq!(findings[0].notes, ["the object is #", "first written at line 1, column 1"]);
}

#[test]
fn equal_keys_of_different_objects_are_no_duplicates() {
    assert_eq!(json("a: {x: 1}\nb: {x: 1}\n"), r#"{"a":{"x":1},"b":{"x":1}}"#);
}

#[test]
fn syntax_errors_have_a_position() {
    assert_eq!(failure("a: 1\nb: [1\nc: 2\n").0, Code::Syntax);
    assert_eq!(failure("a: 1\n\tb: 2\n"), (Code::Syntax, 2, 1));
    assert_eq!(failure("{\"a\": 1,\n \"é\": x y\n"), (Code::Syntax, 2, 7));
}

#[test]
fn texts_that_are_no_document() {
    assert_eq!(failure(""), (Code::Syntax, 1, 1));
    assert_eq!(failure(" \n\t\n"), (Code::Syntax, 1, 1));
    assert_eq!(failure("# only a comment\n").0, Code::Syntax);
    assert_eq!(failure("[1, 2]").0, Code::Syntax);
    assert_eq!(failure("just text").0, Code::Syntax);
    assert_eq!(failure("a: 1\n---\nb: 2\n").0, Code::Syntax);
}

#[test]
fn yaml_merge_keys_give_way_to_own_keys() {
    let text = "base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\nuse:\n  <<: [*b, *m]\n  x: 9\n";
    let tree = read(text).expect("legal");
    assert_eq!(tree.get("use").map(ToString::to_string).as_deref(), Some(r#"{"y":2,"z":4,"x":9}"#));
    // In JSON it is a key like any other.
    assert_eq!(json(r#"{"<<":{"x":1}}"#), r#"{"<<":{"x":1}}"#);
}

#[test]
fn tags_say_nothing() {
    assert_eq!(
        json("a: !custom {b: 1}\nc: !!str 200\nd: !thing text\n"),
        r#"{"a":{"b":1},"c":"200","d":"text"}"#
    );
}

#[test]
fn faulty_json_that_is_yaml_is_read() {
    assert_eq!(json("{openapi: 3.1.0, tags: [a, b,],}"), r#"{"openapi":"3.1.0","tags":["a","b"]}"#);
}

#[test]
fn depth_is_limited_in_both_languages() {
    let limits = Limits { depth: 10, ..Limits::default() };
    let nested =
        |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
    let yaml = |depth: usize| format!("# YAML\n{}", nested(depth));
    for text in [nested(10), yaml(10)] {
        assert!(read_within(&text, &limits).is_ok());
    }
    for text in [nested(11), yaml(11), nested(100), yaml(100)] {
        let findings = read_within(&text, &limits).expect_err("too deep");
        assert_eq!(findings[0].code, Code::LimitExceeded, "{text}");
    }
}

#[test]
fn the_default_depth_is_reached_before_a_parser_gives_up() {
    let limits = Limits::default();
    let nested =
        |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
    for language in ["", "# YAML\n"] {
        assert!(read(&format!("{language}{}", nested(limits.depth))).is_ok());
        let findings =
            read(&format!("{language}{}", nested(limits.depth + 1))).expect_err("too deep");
        assert_eq!(findings[0].code, Code::LimitExceeded);
    }
}

#[test]
fn absurd_depth_fails_at_once() {
    for text in
        ["[".repeat(1_000_000), format!("a: {}", "[".repeat(1_000_000)), "a: {b: ".repeat(100_000)]
    {
        assert!(read(&text).is_err());
    }
}

#[test]
fn bytes_and_values_are_limited() {
    let limits = Limits { bytes: 20, nodes: 4, ..Limits::default() };
    assert!(read_within("a: [1, 2]", &limits).is_ok());
    let findings = read_within("a: [1, 2, 3]", &limits).expect_err("five values");
    assert_eq!(findings[0].code, Code::LimitExceeded);
    assert!(read_within("{\"a\": [1, 2, 3]}", &limits).is_err());
    let findings = read_within("a: 3456789012345678901", &limits).expect_err("22 bytes");
    assert_eq!(findings[0].code, Code::LimitExceeded);
}

#[test]
fn alias_bombs_fail() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..12 {
        let before = vec![format!("*a{}", n - 1); 9].join(", ");
        text.push_str(&format!("a{n}: &a{n} [{before}]\n"));
    }
    assert!(read(&text).is_err());
}
