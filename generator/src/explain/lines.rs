//! From a line of a generated file to the items that stand there.
//!
//! Generated files are printed by this crate, so their indentation can be relied on, and a file that
//! somebody edited is better read with tolerance than refused: nothing is parsed.

use super::find::is_part;
use super::index::{Index, Item};

/// What a line is about.
pub(super) struct Asked<'i> {
    pub(super) items: Vec<&'i Item>,
    pub(super) remarks: Vec<String>,
}

/// What line `line`, from 1, of a file of the crate is about.
pub(super) fn at<'i>(index: &'i Index, file: &str, text: &str, line: usize) -> Asked<'i> {
    if file.starts_with("src/runtime/") {
        let remark = "the runtime is the same for every API: no document says anything of it";
        return Asked { items: Vec::new(), remarks: vec![remark.to_owned()] };
    }
    let lines: Vec<&str> = text.lines().collect();
    let Some(asked) = line.checked_sub(1).and_then(|at| lines.get(at)) else {
        let remark = format!("{file} has {} lines", lines.len());
        return Asked { items: Vec::new(), remarks: vec![remark] };
    };
    let items =
        if file.ends_with(".rs") { in_code(index, file, &lines, line - 1) } else { Vec::new() };
    if !items.is_empty() {
        return Asked { items, remarks: Vec::new() };
    }
    // What lists or uses items names them.
    let named = |item: &&Item| !is_part(item) && words(asked).any(|word| word == item.name());
    let items: Vec<&Item> = index.items.iter().filter(named).collect();
    let remarks = if items.is_empty() { vec![of_file(file).to_owned()] } else { Vec::new() };
    Asked { items, remarks }
}

/// What a whole file is made of.
fn of_file(file: &str) -> &'static str {
    match file {
        "Cargo.toml" => {
            "the manifest is made of `package` in the settings, of the title and version of the \
             document, and of the groups of operations, which are features"
        }
        "README.md" => "the README is made of the whole document and of the settings",
        "sdk.lock" => {
            "the lock is made by `cargo xtask generate` of everything that goes in and out"
        }
        "rustfmt.toml" | ".gitattributes" => "this file is the same for every API",
        _ => "nothing of the document is on this line: it is the same for every API",
    }
}

fn in_code<'i>(index: &'i Index, file: &str, lines: &[&str], at: usize) -> Vec<&'i Item> {
    let at = below_comments(lines, at);
    let mut heads = enclosing(lines, at);
    let own = |names: &[&str]| -> Vec<&'i Item> {
        let ends = |path: &Vec<String>| {
            path.len() >= names.len()
                && path.iter().rev().zip(names.iter().rev()).all(|(a, b)| a == b)
        };
        let here = index.items.iter().filter(|item| item.file == file);
        let here: Vec<&Item> = here.filter(|item| item.paths.first().is_some_and(ends)).collect();
        if here.is_empty() && names.len() > 1 {
            return index.items.iter().filter(|item| item.paths.iter().any(ends)).collect();
        }
        here
    };
    if heads.first().is_some_and(|head| lines[*head].contains("! {")) {
        return in_macro(index, file, lines, &heads, at);
    }
    heads.retain(|head| name(lines[*head]).is_some());
    let names: Vec<&str> = heads.iter().filter_map(|head| name(lines[*head])).collect();
    (1..=names.len())
        .rev()
        .map(|end| own(&names[..end]))
        .find(|it| !it.is_empty())
        .unwrap_or_default()
}

/// What a line of a table is about: the parts that it names, else the item whose table it is.
fn in_macro<'i>(
    index: &'i Index,
    file: &str,
    lines: &[&str],
    heads: &[usize],
    at: usize,
) -> Vec<&'i Item> {
    let here = || index.items.iter().filter(|item| item.file == file);
    let whole = |word: &str| here().find(|item| !is_part(item) && item.name() == word);
    let first = heads.first().copied().unwrap_or(at);
    let Some(owner) = lines[first..].iter().flat_map(|line| words(line)).find_map(whole) else {
        return Vec::new();
    };
    // A table of a call names its errors as well.
    let owner = words(lines[at]).next().and_then(whole).unwrap_or(owner);
    let is_named = |item: &&Item| {
        is_part(item)
            && item.parent() == owner.name()
            && words(lines[at]).any(|word| word == item.name())
    };
    let parts: Vec<&Item> = here().filter(is_named).collect();
    if parts.is_empty() { vec![owner] } else { parts }
}

/// The line that documentation and attributes at `at` belong to.
fn below_comments(lines: &[&str], at: usize) -> usize {
    let is_above = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("///") || line.starts_with("#[")
    };
    let skipped = lines[at..].iter().take_while(|line| is_above(line)).count();
    (at + skipped).min(lines.len().saturating_sub(1))
}

/// The lines that open what the line at `at` is in, outermost first, and that line itself.
fn enclosing(lines: &[&str], at: usize) -> Vec<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut limit = usize::MAX;
    let mut heads = Vec::new();
    for (index, line) in lines.iter().enumerate().take(at + 1).rev() {
        let trimmed = line.trim_start();
        if trimmed.is_empty() {
            if index == at {
                break;
            }
            continue;
        }
        if indent(line) >= limit || trimmed.starts_with("//") || trimmed.starts_with('#') {
            continue;
        }
        if trimmed.starts_with([')', '}', ']']) {
            // It closes what was opened at the same indentation.
            limit = indent(line) + 1;
            continue;
        }
        limit = indent(line);
        heads.push(index);
        if limit == 0 {
            break;
        }
    }
    heads.reverse();
    heads
}

/// The name that a line opens or declares.
fn name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    for word in ["pub(crate) ", "pub ", "async ", "const ", "static "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    if let Some(of) = rest.strip_prefix("impl") {
        let of = of.split(" for ").last().unwrap_or(of);
        let of =
            if of.starts_with('<') { of.split_once("> ").map_or(of, |(_, of)| of) } else { of };
        let path = of.split(['<', '{', ' ']).find(|part| !part.is_empty())?;
        return path.rsplit("::").next();
    }
    for word in ["struct ", "enum ", "type ", "fn ", "mod ", "trait "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    words(rest).next().filter(|_| rest.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

/// The identifiers of a line, without `r#`.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '#'))
        .map(|word| word.trim_start_matches("r#").trim_matches('#'))
        .filter(|word| !word.is_empty())
}
