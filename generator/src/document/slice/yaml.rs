//! Writes a tree as YAML: how each value is spelled.
//!
//! No library does this: numbers keep their text here, whatever their size, and one value has one
//! spelling, so that a diff shows what changed and nothing else. Block style only, no anchors, no
//! folding. A string is plain only where every reader of YAML 1.1 and 1.2 takes it for one. What
//! order members have is decided in `order`.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::json::Json;
use crate::pointer::{Path, Pointer};

/// A key that is longer goes on a line of its own (YAML 1.2 §7.4.2: 1024 characters, and the quotes and
/// escapes count).
const LONGEST_KEY: usize = 100;

/// Brackets in strings that may be open at once. The reader stops at 200, which it counts without knowing
/// what a string is: hostile documents are refused before they are parsed.
const OPEN_BRACKETS: usize = 100;

/// The text of `tree`; numbers at places in `spelled` are written as it says.
pub(super) fn write(tree: &Json, spelled: &HashMap<Pointer, String>) -> String {
    let mut writer = Writer { out: String::new(), path: Path::default(), spelled, open: 0 };
    match tree {
        Json::Object(members) if !members.is_empty() => writer.members(members, 0, false),
        value => {
            let text = writer.flat(value);
            writer.out.push_str(&text);
            writer.out.push('\n');
        }
    }
    writer.out
}

struct Writer<'a> {
    out: String,
    path: Path,
    spelled: &'a HashMap<Pointer, String>,
    /// Brackets in the strings so far that none closed.
    open: usize,
}

impl Writer<'_> {
    /// Members, each on its own line; the first is `inline` if it follows a dash.
    fn members(&mut self, members: &[(String, Json)], indent: usize, mut inline: bool) {
        for (key, value) in members {
            if !std::mem::take(&mut inline) {
                self.indent(indent);
            }
            let text = self.flat_text(key);
            if text.len() > LONGEST_KEY {
                self.out.push_str("? ");
                self.out.push_str(&text);
                self.out.push('\n');
                self.indent(indent);
            } else {
                self.out.push_str(&text);
            }
            self.out.push(':');
            let mark = self.path.enter(key);
            self.value(value, indent);
            self.path.leave(mark);
        }
    }

    /// A value after its key or dash, whose line is indented by `indent`.
    fn value(&mut self, value: &Json, indent: usize) {
        match value {
            Json::Object(members) if !members.is_empty() => {
                self.out.push('\n');
                self.members(members, indent + 2, false);
            }
            Json::Array(items) if !items.is_empty() => {
                self.out.push('\n');
                self.items(items, indent + 2);
            }
            Json::String(text) if is_block(text) && self.may_open(text) => {
                self.block(text, indent + 2);
            }
            value => {
                let text = self.flat(value);
                self.out.push(' ');
                self.out.push_str(&text);
                self.out.push('\n');
            }
        }
    }

    fn items(&mut self, items: &[Json], indent: usize) {
        for (index, item) in items.iter().enumerate() {
            self.indent(indent);
            self.out.push('-');
            let mark = self.path.enter_index(index);
            match item {
                Json::Object(members) if !members.is_empty() => {
                    self.out.push(' ');
                    self.members(members, indent + 2, true);
                }
                item => self.value(item, indent),
            }
            self.path.leave(mark);
        }
    }

    /// A literal block (§8.1.2). Its first line could be taken for the indentation where it begins
    /// with a blank or is empty; then the indentation is said.
    fn block(&mut self, text: &str, indent: usize) {
        self.out.push_str(" |");
        if text.starts_with([' ', '\n']) {
            self.out.push('2');
        }
        let body = text.strip_suffix('\n');
        if body.is_none() {
            self.out.push('-');
        }
        self.out.push('\n');
        for line in body.unwrap_or(text).split('\n') {
            if !line.is_empty() {
                self.indent(indent);
                self.out.push_str(line);
            }
            self.out.push('\n');
        }
    }

    /// A value on one line.
    fn flat(&mut self, value: &Json) -> String {
        match value {
            Json::Null => "null".to_owned(),
            Json::Bool(value) => value.to_string(),
            Json::Number(text) => {
                let spelled = match self.spelled.is_empty() {
                    true => None,
                    false => self.spelled.get(&self.path.pointer()),
                };
                let same = |it: &&String| it.parse::<f64>().ok() == text.parse::<f64>().ok();
                spelled.filter(same).unwrap_or(text).clone()
            }
            Json::String(text) => self.flat_text(text),
            Json::Array(_) => "[]".to_owned(),
            Json::Object(_) => "{}".to_owned(),
        }
    }

    fn flat_text(&mut self, text: &str) -> String {
        if self.may_open(text) {
            return flat_text(text);
        }
        double_quoted(text, |c| is_shown(c) && !matches!(c, '[' | '{'))
    }

    /// Counts the brackets of a string, as the reader does; whether they are few enough.
    fn may_open(&mut self, text: &str) -> bool {
        let mut open = self.open;
        for byte in text.bytes() {
            match byte {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            if open > OPEN_BRACKETS {
                return false;
            }
        }
        self.open = open;
        true
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }
}

/// A string on one line: plain where that is safe, with single quotes where double ones would need
/// escapes for what is printable, with double quotes else.
pub(super) fn flat_text(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    if text.contains(['"', '\\']) && text.chars().all(is_shown) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    double_quoted(text, is_shown)
}

/// A string with double quotes, in which only characters that `is_kept` are written as they are.
fn double_quoted(text: &str, is_kept: impl Fn(char) -> bool) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_kept(c) => out.push(c),
            c => {
                let number = u32::from(c);
                // Writing to a string cannot fail.
                let _ = if number > 0xffff {
                    write!(out, "\\U{number:08x}")
                } else {
                    write!(out, "\\u{number:04x}")
                };
            }
        }
    }
    out.push('"');
    out
}

/// Whether a text needs no quotes (§7.3.3), and no reader could take it for anything but a string.
fn is_plain(text: &str) -> bool {
    let first = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '$' | '_');
    let inner = |c: char| is_shown(c) && c != '\u{a0}';
    text.starts_with(first)
        && text.chars().all(inner)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !is_reserved(text)
}

/// Words that stand for something else in YAML 1.1 or 1.2.
fn is_reserved(text: &str) -> bool {
    const WORDS: [&str; 11] =
        ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"];
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a text is best read as lines, and survives that.
fn is_block(text: &str) -> bool {
    let line = |line: &str| {
        !line.ends_with([' ', '\t']) && !line.starts_with('\t') && line.chars().all(is_shown_or_tab)
    };
    text.contains('\n')
        && !text.ends_with("\n\n")
        && !text.trim_start_matches('\n').is_empty()
        && text.split('\n').all(line)
}

fn is_shown_or_tab(c: char) -> bool {
    c == '\t' || is_shown(c)
}

/// Whether a character is written as it is: it can be seen, and it neither ends a line (§5.4 and
/// Unicode) nor changes the order in which others are shown (UAX 9).
fn is_shown(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff0}'..='\u{ffff}'
        )
        && u32::from(c) & 0xfffe != 0xfffe
}
