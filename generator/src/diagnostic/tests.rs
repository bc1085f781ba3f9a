//! The look of findings, as the text a user sees.

use super::{At, Code, Diagnostic, Diagnostics, Input, Severity, Source};
use crate::pointer::Pointer;

fn pointer(text: &str) -> At {
    At::Pointer(Pointer::from_text(text))
}

fn key(text: &str) -> At {
    At::Key(Pointer::from_text(text))
}

fn rendered(text: &str, finding: Diagnostic) -> String {
    let mut findings = Diagnostics::default();
    findings.push(finding);
    findings.render(&Source::new("spec/openapi.yaml", text), None, false)
}

const YAML: &str = "paths:\n  /a:\n    get:\n      summary: >\n        long\n        text\n      deprecated: maybe\n";

#[test]
fn a_key_with_label_note_and_help() {
    let finding =
        Diagnostic::warning(Code::UnknownKey, key("/paths/~1a/get/deprecated"), "what is it")
            .label("this one")
            .with_note("a fact")
            .with_help("do this");
    let expected = "\
warning[unknown-key]: what is it
 --> spec/openapi.yaml:7:7
  |
7 |       deprecated: maybe
  |       ^^^^^^^^^^ this one
  |
  = at: #/paths/~1a/get/deprecated
  = note: a fact
  = help: do this
";
    assert_eq!(rendered(YAML, finding), expected);
}

#[test]
fn a_scalar_value_is_underlined_itself() {
    let finding = Diagnostic::error(Code::InvalidValue, pointer("/paths/~1a/get/deprecated"), "no");
    let expected = "\
error[invalid-value]: no
 --> spec/openapi.yaml:7:19
  |
7 |       deprecated: maybe
  |                   ^^^^^
  |
  = at: #/paths/~1a/get/deprecated
";
    assert_eq!(rendered(YAML, finding), expected);
}

#[test]
fn an_object_is_shown_by_its_key() {
    let finding = Diagnostic::note(Code::MissingKey, pointer("/paths/~1a/get"), "it");
    assert!(rendered(YAML, finding).contains("3 |     get:\n  |     ^^^\n"));
}

#[test]
fn what_the_text_does_not_have_is_shown_at_what_stands_around_it() {
    let finding = Diagnostic::note(Code::MissingKey, pointer("/paths/~1a/get/responses/200"), "it");
    let text = rendered(YAML, finding);
    assert!(text.contains("3 |     get:\n  |     ^^^\n"), "{text}");
    assert!(text.contains("= at: #/paths/~1a/get/responses/200"));
}

#[test]
fn json_looks_the_same() {
    let finding = Diagnostic::error(Code::InvalidValue, pointer("/a/0"), "no");
    let expected = "\
error[invalid-value]: no
 --> spec/openapi.yaml:2:8
  |
2 |  \"a\": [\"\\ud83d\\ude00\"]
  |        ^^^^^^^^^^^^^^
  |
  = at: #/a/0
";
    assert_eq!(rendered("{\n \"a\": [\"\\ud83d\\ude00\"]\n}", finding), expected);
}

#[test]
fn a_position_needs_no_pointer() {
    let at = At::Position { line: 2, column: 5 };
    let text = rendered("é: 1\nüü: oops here\n", Diagnostic::error(Code::Syntax, at, "no"));
    assert!(text.contains(" --> spec/openapi.yaml:2:5\n"), "{text}");
    assert!(text.contains("2 | üü: oops here\n  |     ^^^^\n"), "{text}");
    assert!(!text.contains("= at"));
}

#[test]
fn positions_outside_the_text_do_no_harm() {
    for (line, column) in [(0, 0), (1, 99), (99, 1), (usize::MAX, usize::MAX)] {
        for text in ["", "a", "a: 1\n", "\u{feff}"] {
            let at = At::Position { line, column };
            assert!(
                rendered(text, Diagnostic::error(Code::Syntax, at, "no"))
                    .contains("error[syntax]: no")
            );
        }
    }
}

#[test]
fn long_lines_are_cut_and_keep_their_column() {
    let text = format!(
        "{{\"pad\":\"{}\",\"here\":true,\"more\":\"{}\"}}",
        "p".repeat(5000),
        "q".repeat(5000)
    );
    let shown = rendered(&text, Diagnostic::error(Code::InvalidValue, pointer("/here"), "no"));
    assert!(shown.contains("spec/openapi.yaml:1:5018\n"), "{shown}");
    assert!(shown.contains("\"here\":true"));
    assert!(shown.lines().all(|line| line.chars().count() < 200));
}

#[test]
fn nothing_from_the_document_reaches_the_terminal_unprintable() {
    let text = "a: \"\u{202e}\u{7}x\"\n";
    let finding =
        Diagnostic::warning(Code::UnknownKey, pointer("/a"), "\u{1b}[31mred\u{200b}\nnext")
            .label("\u{2066}")
            .with_note("\u{9b}31m")
            .with_help("\u{202e}");
    for color in [false, true] {
        let mut findings = Diagnostics::default();
        findings.push(finding.clone());
        let shown = findings.render(&Source::new("s\u{1b}.yaml", text), None, color);
        let body = shown.replace('\u{1b}', if color { "" } else { "!" });
        for bad in ['\u{202e}', '\u{7}', '\u{200b}', '\u{2066}', '\u{9b}'] {
            assert!(!shown.contains(bad), "{bad:?} in {shown:?}");
        }
        assert!(!body.contains('!'), "{shown:?}");
        assert!(!shown.contains("\u{1b}[31mred"));
    }
}

#[test]
fn color_adds_escapes_and_nothing_else() {
    let mut findings = Diagnostics::default();
    findings.push(Diagnostic::warning(Code::UnknownKey, key("/a"), "m"));
    let source = Source::new("s.yaml", "a: 1\n");
    let colored = findings.render(&source, None, true);
    assert!(colored.contains('\u{1b}'));
    assert!(!findings.render(&source, None, false).contains('\u{1b}'));
}

#[test]
fn findings_are_sorted_by_input_and_place() {
    let spec = Source::new("s.yaml", "b: 1\na: 2\n");
    let config = Source::new("c.yaml", "z: 1\n");
    let mut findings = Diagnostics::default();
    findings.push(Diagnostic::note(Code::UnknownKey, key("/z"), "5").about(Input::Config));
    findings.push(Diagnostic::note(Code::UnknownKey, key("/a"), "3"));
    findings.push(Diagnostic::error(Code::UnknownKey, At::Position { line: 1, column: 4 }, "2"));
    findings.push(Diagnostic::note(Code::UnknownKey, key("/a"), "4"));
    findings.push(Diagnostic::note(Code::UnknownKey, key("/b"), "1"));
    findings.sort(&spec, Some(&config));
    let order: Vec<_> = findings.items().iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(order, ["1", "2", "3", "4", "5"]);
    assert_eq!((findings.count(Severity::Error), findings.count(Severity::Note)), (1, 4));
    assert!(findings.render(&spec, Some(&config), false).contains("--> c.yaml:1:1\n"));
}

#[test]
fn many_findings_cost_one_scan() {
    let members: Vec<String> = (0..3000).map(|n| format!("  \"k{n}\": {n}")).collect();
    let text = format!("{{\n{}\n}}\n", members.join(",\n"));
    let mut findings = Diagnostics::default();
    for n in 0..3000 {
        findings.push(Diagnostic::warning(Code::UnknownKey, key(&format!("/k{n}")), "m"));
    }
    let shown = findings.render(&Source::new("s.json", text), None, false);
    for n in [0, 1234, 2999] {
        assert!(shown.contains(&format!("--> s.json:{}:3\n", n + 2)), "{n}");
    }
}

#[test]
fn every_code_has_a_name_and_an_explanation() {
    let mut names: Vec<_> = Code::all().iter().map(|code| code.name()).collect();
    assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
    assert!(Code::all().iter().all(|code| code.explain().split_whitespace().count() > 10));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Code::all().len());
}
