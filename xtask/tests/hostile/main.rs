//! Text of a document that wants to be more than text: every kind of it, at every place of a document,
//! through every command in every format, and in every file that is written.
//!
//! `strings` is the table of texts, `document` has the places, `rules` say what no output may have.

mod document;
mod markdown;
mod rules;
mod strings;

use document::{PLACES, Place, document, settings};
use rules::Format;
use std::fs;
use std::path::Path;
use xtask::Host;
use xtask::pipeline::Generator;
use xtask::tree::disk::Os;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Every command that reads a document and writes nothing; `explain` is asked for what every such document
/// has.
const VERBS: [&str; 8] = [
    "lint",
    "lint --deny-warnings",
    "inspect document",
    "inspect model",
    "inspect plan",
    "explain Thing",
    "explain #/components/schemas/Thing",
    "check --full",
];

/// Runs a command line in these formats and checks what it prints.
fn run(root: &Path, line: &str, about: &str, formats: &[Format]) -> (u8, String) {
    let mut codes = Vec::new();
    let mut said = String::new();
    for format in formats.iter().copied() {
        let args = format!("xtask {line} {}", format.flags());
        let host = Host {
            cwd: root.to_owned(),
            manifest_dir: Some(root.join("xtask")),
            color: false,
            pipeline: &Generator,
            disk: &Os,
        };
        let (exit, streams) = xtask::run(args.split(' ').map(Into::into), &host);
        let about = format!("{about}: {args}");
        assert_ne!(exit.code(), 70, "{about}: {}", streams.stderr);
        rules::check(format, &streams.stdout, &about);
        rules::check(format.of_stderr(), &streams.stderr, &about);
        codes.push(exit.code());
        if format == Format::Text {
            said = streams.stderr;
        }
    }
    // Whoever writes a tree finds it written afterwards; no format decides an exit code.
    codes.dedup();
    assert_eq!(codes.len(), 1, "{about}: {line}: {codes:?}");
    (codes.swap_remove(0), said)
}

/// Writes a document whose places have what `text` says.
fn write(root: &Path, text: &dyn Fn(Place) -> String) -> Result {
    fs::create_dir_all(root.join("spec"))?;
    fs::create_dir_all(root.join("xtask"))?;
    fs::write(root.join("spec/openapi.yaml"), document(text).to_string())?;
    Ok(fs::write(root.join("spec/sdk.yaml"), yaml(&settings(text)))?)
}

/// A value as YAML, which takes no control characters but as escapes.
fn yaml(value: &serde_json::Value) -> String {
    let mut escaped = String::new();
    for c in value.to_string().chars() {
        match c {
            ' '..='~' => escaped.push(c),
            _ => escaped.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    escaped
}

#[test]
fn all_texts_in_an_overlay() -> Result {
    let all = strings::ALL.concat();
    let root = tempfile::tempdir()?;
    write(root.path(), &plain)?;
    let overlay = |action: serde_json::Value| {
        serde_json::json!({
            "overlay": "1.0.0", "info": { "title": all, "version": all }, "actions": [action],
        })
    };
    let path = root.path().join("spec/more.yaml");
    let update =
        serde_json::json!({ "target": "$.info", "description": all, "update": { "x-more": all } });
    let nowhere = serde_json::json!({ "target": all, "remove": true });
    for (action, code) in [(update, 0), (nowhere, 3)] {
        fs::write(&path, yaml(&overlay(action)))?;
        for verb in ["overlay apply", "lint", "inspect document"] {
            let line = format!("{verb} --overlay spec/more.yaml");
            let (exit, said) = run(root.path(), &line, "overlay", &Format::ALL);
            assert_eq!(exit, code, "{line}: {said}");
        }
    }
    Ok(())
}

/// A document with this text wherever a strange one is no error.
fn fill(text: &str) -> impl Fn(Place) -> String {
    // What stands around it keeps names apart.
    move |place| {
        match place {
            _ if place.is_refused() => plain(place),
            // Separators in the id of an operation are those of its groups.
            Place::Id => format!("{place:?}{}z", text.replace([':', '/', '.'], "_")),
            _ => format!("{place:?}{text}z"),
        }
    }
}

fn plain(place: Place) -> String {
    format!("{place:?}")
}

#[test]
fn each_text_in_a_crate() -> Result {
    let usual = tempfile::tempdir()?;
    write(usual.path(), &plain)?;
    let (code, said) = run(usual.path(), "generate", "plain", &Format::ALL[..1]);
    assert_eq!(code, 0, "{said}");
    let usual = rules::read(&usual.path().join("generated"))?;
    let mut bad = Vec::new();
    for text in strings::ALL {
        let root = tempfile::tempdir()?;
        write(root.path(), &fill(text))?;
        let about = format!("{text:?}");
        let (code, said) = run(root.path(), "generate", &about, &Format::ALL[..1]);
        assert_eq!(code, 0, "{about}: {said}");
        let files = rules::read(&root.path().join("generated"))?;
        let judged = std::panic::catch_unwind(|| rules::check_crate(&files, &usual, &about));
        bad.extend(judged.is_err().then_some(about.clone()));
    }
    assert!(bad.is_empty(), "{bad:#?}");
    Ok(())
}

#[test]
fn all_texts_through_every_command() -> Result {
    let all = strings::ALL.concat();
    let root = tempfile::tempdir()?;
    write(root.path(), &plain)?;
    run(root.path(), "generate", "plain", &Format::ALL);
    // What changes is shown in diffs, between lines that are as they were.
    write(root.path(), &fill(&all))?;
    for verb in VERBS {
        let (code, said) = run(root.path(), verb, "all", &Format::ALL);
        assert!(code <= 1, "{verb}: {said}");
    }
    run(root.path(), "generate --unreleased", "all", &Format::ALL);
    write(root.path(), &fill(&format!("{all}, and more")))?;
    let verbs = [
        "check",
        "check --full",
        "diff",
        "diff --fail-on patch",
        "generate",
        "generate --unreleased",
        "vendor --to copy",
        "vendor --verify copy",
        "vendor --upgrade copy",
        "fetch full.yaml --check --force",
        "fetch full.yaml --force",
    ];
    fs::copy(root.path().join("spec/openapi.yaml"), root.path().join("full.yaml"))?;
    for verb in verbs {
        let (code, said) = run(root.path(), verb, "more", &Format::ALL);
        assert!(code <= 1, "{verb}: {said}");
    }
    for text in strings::ALL {
        changelog(root.path(), text)?;
    }
    Ok(())
}

/// A changelog entry about what has this text in it has the structure of one that has not.
fn changelog(root: &Path, text: &str) -> Result {
    let entry = |text: &str| -> Result<String> {
        let fill = fill(text);
        fs::write(root.join("old.yaml"), document(&plain).to_string())?;
        fs::write(
            root.join("new.yaml"),
            document(&|place| match place {
                Place::Property | Place::EnumValue | Place::ParameterName => fill(place),
                _ => plain(place),
            })
            .to_string(),
        )?;
        let line = "xtask diff old.yaml new.yaml --spec new.yaml --format markdown";
        let host = Host {
            cwd: root.to_owned(),
            manifest_dir: None,
            color: false,
            pipeline: &Generator,
            disk: &Os,
        };
        let (exit, streams) = xtask::run(line.split(' ').map(Into::into), &host);
        assert_eq!(exit.code(), 0, "{text:?}: {}", streams.stderr);
        rules::check(Format::Text, &streams.stdout, text);
        Ok(streams.stdout)
    };
    let (own, usual) = (entry(text)?, entry("more")?);
    assert_eq!(markdown::shape(&own), markdown::shape(&usual), "{text:?}:\n{own}\n{usual}");
    Ok(())
}

#[test]
fn all_texts_at_each_place() -> Result {
    let all = strings::ALL.concat();
    let mut refused = 0;
    for place in PLACES {
        let root = tempfile::tempdir()?;
        let about = format!("{place:?}");
        write(root.path(), &|own| if own == *place { all.clone() } else { plain(own) })?;
        let (code, said) = run(root.path(), "lint", &about, &[Format::Text, Format::Github]);
        assert!(code == 0 || code == 3, "{about}: {code}: {said}");
        refused += usize::from(code == 3);
        run(root.path(), "inspect plan", &about, &[Format::Text]);
    }
    assert!(refused > 3 && refused < PLACES.len() / 2, "{refused} are refused");
    Ok(())
}
