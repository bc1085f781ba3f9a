//! What is said about documents, all of it together: every kind of finding is shown somewhere, and each
//! stands exactly where what it is about stands, in YAML and in JSON.

use std::collections::BTreeSet;
use std::fs;

use generator::diagnostic::{At, Code, Diagnostic, Input};
use generator::pointer::Pointer;
use generator::{Diagnostics, Inputs, Source, generate};
use serde_yaml::Value;
use tests::Result;
use tests::cases;

/// Codes that no document is known to bring about, and why there are nonetheless.
const NOT_SHOWN: [(Code, &str); 2] = [
    (
        Code::LostKey,
        "the last net below the grammar: a key that a library drops is none that it knows",
    ),
    (
        Code::Unreadable,
        "the last net below the grammar, which judges each value before a library does",
    ),
];

/// The first lines of all findings in snapshots: severity, code and message.
fn shown() -> Result<BTreeSet<String>> {
    let mut messages = BTreeSet::new();
    for (kind, name) in [("rejects", "report.snap"), ("features", "findings.snap")] {
        for folder in cases::folders(kind)? {
            let path = cases::path(kind).join(folder).join(name);
            let Ok(text) = fs::read_to_string(path) else { continue };
            let starts = ["error[", "warning[", "note["];
            let is_first = |line: &&str| starts.iter().any(|start| line.starts_with(start));
            messages.extend(text.lines().filter(is_first).map(str::to_owned));
        }
    }
    Ok(messages)
}

#[test]
fn every_code_is_shown() -> Result {
    let messages = shown()?;
    let is_shown =
        |code: &Code| messages.iter().any(|line| line.contains(&format!("[{}]:", code.name())));
    let missing: Vec<&str> = Code::all()
        .iter()
        .filter(|code| !is_shown(code) && !NOT_SHOWN.iter().any(|(known, _)| known == *code))
        .map(|code| code.name())
        .collect();
    assert!(missing.is_empty(), "no snapshot has {missing:?}");
    for (code, reason) in NOT_SHOWN {
        assert!(!is_shown(&code), "{} is shown, so this is not true: {reason}", code.name());
    }
    // Counted are different sentences, not findings.
    assert!(messages.len() >= 80, "{} messages", messages.len());
    Ok(())
}

#[test]
fn every_finding_stands_where_it_says() -> Result {
    let (mut yaml, mut json) = (0, 0);
    for kind in ["rejects", "features"] {
        for folder in cases::folders(kind)? {
            let inputs = cases::inputs(&cases::path(kind).join(&folder))?;
            let about = format!("{kind}/{folder}");
            if !inputs.overlays.is_empty() {
                // Such findings stand in the overlay, at another pointer; they have tests of their own.
                continue;
            }
            let findings = generate(&inputs).diagnostics;
            yaml += check(&inputs, &findings, &about);
            let Some(twin) = twin(&inputs) else { continue };
            let same = generate(&twin).diagnostics;
            json += check(&twin, &same, &format!("{about} as JSON"));
            // What is about the text itself may differ; what is about values must not.
            if !inputs.spec.name.ends_with(".json") {
                assert_eq!(sentences(&same), sentences(&findings), "{about}");
            }
        }
    }
    assert!(yaml > 250 && json > 250, "{yaml} in YAML, {json} in JSON");
    Ok(())
}

/// What findings with pointers say.
fn sentences(findings: &Diagnostics) -> BTreeSet<String> {
    let about_values = findings.items().iter().filter(|it| !matches!(it.at, At::Position { .. }));
    about_values.map(|it| format!("{:?} {:?} {}", it.code, it.at, it.message)).collect()
}

/// The same document and settings as JSON with indentation; none when YAML itself is what is wrong.
fn twin(inputs: &Inputs) -> Option<Inputs> {
    let convert = |source: &Source| -> Option<Source> {
        let value: Value = serde_yaml::from_str(source.body()).ok()?;
        let mut text = String::new();
        print(&value, 0, &mut text)?;
        Some(Source::new(source.name.clone(), text))
    };
    let spec = convert(&inputs.spec)?;
    let config = match &inputs.config {
        Some(config) => Some(convert(config)?),
        None => None,
    };
    Some(Inputs { spec, config, ..inputs.clone() })
}

/// Prints a value, members in their order. None for what JSON does not have.
fn print(value: &Value, depth: usize, out: &mut String) -> Option<()> {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    match value {
        Value::Mapping(members) if !members.is_empty() => {
            out.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                line(out, depth + 1);
                out.push_str(&serde_json::to_string(&key_text(key)?).ok()?);
                out.push_str(": ");
                print(value, depth + 1, out)?;
            }
            line(out, depth);
            out.push('}');
        }
        Value::Sequence(items) if !items.is_empty() => {
            out.push('[');
            for (index, value) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                line(out, depth + 1);
                print(value, depth + 1, out)?;
            }
            line(out, depth);
            out.push(']');
        }
        Value::Tagged(_) => return None,
        other => out.push_str(&serde_json::to_string(other).ok()?),
    }
    Some(())
}

fn key_text(key: &Value) -> Option<String> {
    match key {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// Asserts that the text at line and column of each finding is the key or value that its pointer names.
/// Gives how many were looked at.
fn check(inputs: &Inputs, findings: &Diagnostics, about: &str) -> usize {
    let config = inputs.config.as_ref();
    let positions = findings.positions(&inputs.spec, config);
    let mut seen = 0;
    for (finding, position) in findings.items().iter().zip(positions) {
        let source = match finding.input {
            Input::Spec => &inputs.spec,
            Input::File(number) => &findings.files()[usize::from(number)],
            Input::Overlay(number) => &findings.provenance().overlays()[usize::from(number)],
            Input::Config => config.unwrap_or(&inputs.spec),
            Input::Arguments => continue,
        };
        let (At::Pointer(pointer) | At::Key(pointer)) = &finding.at else { continue };
        let Ok(value) = serde_yaml::from_str::<Value>(source.body()) else { continue };
        assert!(position.is_some(), "{about}: {finding:?}");
        let (line, column) = position.unwrap_or((1, 1));
        let text = source.body().lines().nth(line - 1).unwrap_or_default();
        let rest: String = text.chars().skip(column - 1).collect();
        let is_exact = stands(&rest, finding, pointer, &value);
        assert!(
            is_exact,
            "{about}:{line}:{column}: {rest:?} is not {pointer}: {}",
            finding.message
        );
        seen += 1;
    }
    seen
}

/// Whether a text starts with what a finding is about.
fn stands(text: &str, finding: &Diagnostic, pointer: &Pointer, document: &Value) -> bool {
    // What is not there is shown by what stands around it.
    let chain: Vec<Pointer> =
        std::iter::successors(Some(pointer.clone()), Pointer::parent).collect();
    let found = chain.iter().find_map(|at| Some((at, lookup(document, at)?)));
    let Some((at, value)) = found else { return false };
    let is_exact = at == pointer && matches!(finding.at, At::Pointer(_));
    let in_list = at
        .parent()
        .and_then(|parent| lookup(document, &parent))
        .is_some_and(|parent| matches!(parent, Value::Sequence(_)));
    match value {
        Value::Mapping(_) | Value::Sequence(_) if at.as_str().is_empty() => true,
        Value::Mapping(members) if in_list => {
            let first = members.keys().next().and_then(key_text).unwrap_or_default();
            text.starts_with('{') || starts_with(text, &first)
        }
        Value::Sequence(_) if in_list => text.starts_with(['[', '-']),
        Value::Mapping(_) | Value::Sequence(_) => starts_with_key(text, &at.last()),
        Value::Null => starts_with_key(text, &at.last()) || text.starts_with(['n', '~']),
        value if is_exact || in_list => {
            let own = key_text(value).unwrap_or_default();
            // A number may be written otherwise than it is printed.
            starts_with(text, &own)
                || matches!(value, Value::Number(_))
                    && text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        }
        _ => starts_with_key(text, &at.last()),
    }
}

fn starts_with_key(text: &str, key: &str) -> bool {
    let quoted = [json(key), format!("'{}'", key.replace('\'', "''")), key.to_owned()];
    quoted.iter().any(|key| {
        text.strip_prefix(key.as_str()).is_some_and(|rest| rest.trim_start().starts_with(':'))
    })
}

fn starts_with(text: &str, value: &str) -> bool {
    // A text of several lines starts after the sign that says so.
    let first = value.lines().next().unwrap_or_default();
    text.starts_with(first)
        || text.starts_with(&json(value))
        || text.starts_with(&format!("\"{first}"))
        || text.starts_with(&format!("'{}", first.replace('\'', "''")))
        || text.starts_with(['|', '>'])
}

fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// The value at a pointer.
fn lookup<'v>(document: &'v Value, pointer: &Pointer) -> Option<&'v Value> {
    pointer.tokens().try_fold(document, |value, token| match value {
        Value::Sequence(items) => items.get(token.parse::<usize>().ok()?),
        Value::Mapping(members) => {
            members.iter().find(|(key, _)| key_text(key).as_deref() == Some(&token)).map(|it| it.1)
        }
        _ => None,
    })
}
