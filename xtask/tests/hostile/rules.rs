//! What no output may have.

use crate::{Result, markdown};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Texts by path.
pub(crate) type Files = BTreeMap<String, String>;

/// A way to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Color,
    Json,
    Github,
}

impl Format {
    pub(crate) const ALL: [Format; 4] = [Self::Text, Self::Color, Self::Json, Self::Github];

    pub(crate) fn flags(self) -> &'static str {
        match self {
            Self::Text => "--color never",
            Self::Color => "--color always",
            Self::Json => "--format json --color always",
            Self::Github => "--format github --color always",
        }
    }

    /// How stderr is printed: it has nothing for programs.
    pub(crate) fn of_stderr(self) -> Self {
        if self == Self::Color { Self::Color } else { Self::Text }
    }
}

/// Checks what was printed.
#[track_caller]
pub(crate) fn check(format: Format, text: &str, about: &str) {
    let plain = if format == Format::Color { without_colors(text) } else { text.to_owned() };
    is_printable(&plain, about);
    assert!(!plain.contains("##["), "{about}: {plain}");
    for line in plain.lines() {
        // The name of a command does not start with a colon.
        let start = line.trim_start();
        let is_command = start.starts_with("::") && !start.starts_with(":::");
        if format == Format::Github {
            is_annotation(line, about);
        } else {
            assert!(!is_command, "{about}: {line:?}");
        }
    }
    if format == Format::Json {
        let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
        assert_eq!(value["schema_version"], 1, "{about}: {text}");
    }
}

/// Nothing but text and ends of lines.
#[track_caller]
fn is_printable(text: &str, about: &str) {
    let bad = text.chars().find(|c| {
        c.is_control() && *c != '\n'
            || matches!(*c as u32,
                0xad | 0x61c | 0x180e | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f
                | 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe007f)
    });
    assert_eq!(bad, None, "{about}: {text:?}");
}

/// One of our commands, whole and fully escaped.
#[track_caller]
fn is_annotation(line: &str, about: &str) {
    let rest = ["error", "warning", "notice"]
        .iter()
        .find_map(|level| line.strip_prefix(&format!("::{level} ")));
    assert!(rest.is_some(), "{about}: no command of ours: {line}");
    let rest = rest.unwrap_or_default();
    let (properties, message) = rest.split_once("::").unwrap_or_default();
    for property in properties.split(',') {
        let (name, value) = property.split_once('=').unwrap_or_default();
        assert!(
            ["file", "line", "col", "title"].contains(&name),
            "{about}: {property:?} in {line}"
        );
        assert!(!value.contains([':', ',']), "{about}: {line}");
        is_escaped(value, about);
    }
    is_escaped(message, about);
}

/// Each percent sign begins an escape that the runner knows.
#[track_caller]
fn is_escaped(text: &str, about: &str) {
    for (at, _) in text.match_indices('%') {
        let code = text.get(at + 1..at + 3).unwrap_or_default();
        assert!(["25", "0A", "0D", "3A", "2C"].contains(&code), "{about}: {text}");
    }
}

fn without_colors(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        let end = after.find(|c: char| !(c.is_ascii_digit() || c == ';')).unwrap_or(after.len());
        // What is no color stays, and is found.
        match after[end..].strip_prefix('m') {
            Some(further) => rest = further,
            None => {
                plain.push_str("\u{1b}[");
                rest = after;
            }
        }
    }
    plain + rest
}

/// Checks the files of a crate against those of a crate without hostile text.
#[track_caller]
pub(crate) fn check_crate(files: &Files, plain: &Files, about: &str) {
    let own = |path: &&String| !path.starts_with("src/");
    assert!(files.keys().filter(own).eq(plain.keys().filter(own)), "{about}");
    for (path, text) in files {
        is_printable(text, &format!("{about}: {path}"));
        if let Some(code) = path.strip_suffix(".rs").filter(|path| !path.starts_with("src/runtime"))
        {
            markdown::check_docs(text, &format!("{about}: {code}.rs"));
        }
    }
    let (own, usual) = (markdown::shape(&files["README.md"]), markdown::shape(&plain["README.md"]));
    // The last chapter lists findings, of which strange names may have more: any number of items, each
    // a line of words and code.
    let chapter =
        |shape: &[String]| shape.iter().rposition(|it| it == "h2").unwrap_or_default() + 1;
    let about = format!("{about}: README.md: {}", files["README.md"]);
    let differs = own.iter().zip(&usual).position(|(own, usual)| own != usual).unwrap_or_default();
    let (from, to) = (differs.saturating_sub(4), (differs + 4).min(own.len()).min(usual.len()));
    let is_same = own[..chapter(&own)] == usual[..chapter(&usual)];
    assert!(is_same, "{:?}, usually {:?}\n{about}", &own[from..to], &usual[from..to]);
    let is_plain = |it: &String| ["List(None)", "Item"].contains(&it.as_str());
    assert!(own[chapter(&own)..].iter().all(is_plain), "{about}: {own:?}");
    let lists = |shape: &[String]| shape.iter().filter(|it| *it == "List(None)").count();
    assert_eq!(lists(&own), lists(&usual), "{about}");
    let keys = |text: &str| -> Vec<String> {
        text.lines()
            .map(|line| line.split('=').next().unwrap_or_default().trim().to_owned())
            .collect()
    };
    let manifest = |files: &Files| keys(&files["Cargo.toml"]);
    let (own, usual) = (manifest(files), manifest(plain));
    assert_eq!(own.len(), usual.len(), "{about}: {}", files["Cargo.toml"]);
}

/// The files of a crate, by path.
pub(crate) fn read(root: &Path) -> Result<Files> {
    let mut files = BTreeMap::new();
    let mut pending = vec![root.to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read_to_string(&path)?);
            }
        }
    }
    Ok(files)
}
