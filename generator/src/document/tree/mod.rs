//! Text → [`Json`]: JSON and YAML through one visitor, under limits.
//!
//! Decides which of the two a text is, what a limit is, and what the message of a syntax error says.
//! It does not look at what the document means.

mod limits;
mod number;
mod tidy;
mod visitor;

use serde::de::DeserializeSeed;

use crate::diagnostic::position::looks_like_json;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input, Source};
use crate::json::Json;
use visitor::{Budget, Node};

pub use limits::Limits;

/// Reads `source`, which is `input`, into a tree; `None` if an error was pushed.
pub fn read_tree(
    source: &Source,
    input: Input,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Option<Json> {
    let parsed = limits.check_text(source.body()).and_then(|()| parse(source.body(), limits));
    let (mut tree, syntax) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            diagnostics.push(error.about(input));
            return None;
        }
    };
    let mut complaints = Diagnostics::default();
    tidy::tidy(&mut tree, syntax, source, &mut complaints);
    if !matches!(tree, Json::Object(_)) {
        let message = format!("the document is {}, not an object", tree.kind());
        complaints.push(Diagnostic::error(Code::Syntax, start(), message));
    }
    let failed = complaints.has_errors();
    complaints.for_each_mut(|complaint| complaint.input = input);
    diagnostics.extend(complaints);
    (!failed).then_some(tree)
}

/// The language a text is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Json,
    Yaml,
}

/// Reads JSON when the text starts like JSON, and YAML otherwise. JSON with a fault may be a YAML
/// flow mapping, so YAML gets a second try; when that fails too, the message about JSON is the
/// better one.
fn parse(text: &str, limits: &Limits) -> Result<(Json, Syntax), Box<Diagnostic>> {
    if text.trim().is_empty() {
        let empty = Diagnostic::error(Code::Syntax, start(), "the document is empty");
        return Err(Box::new(empty));
    }
    if !looks_like_json(text) {
        return parse_yaml(text, limits).map(|tree| (tree, Syntax::Yaml));
    }
    match parse_json(text, limits) {
        Ok(tree) => Ok((tree, Syntax::Json)),
        Err(error) if error.code != Code::Syntax => Err(error),
        Err(error) => parse_yaml(text, limits).map(|tree| (tree, Syntax::Yaml)).map_err(|_| error),
    }
}

fn parse_json(text: &str, limits: &Limits) -> Result<Json, Box<Diagnostic>> {
    let budget = Budget::new(limits);
    let mut reader = serde_json::Deserializer::from_str(text);
    let tree = Node::root(&budget).deserialize(&mut reader);
    tree.and_then(|tree| reader.end().map(|()| tree)).map_err(|error| {
        let full = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = full.strip_suffix(&place).unwrap_or(&full).to_owned();
        // The parser counts bytes, and 0 stands for the end of the line before.
        let line = error.line().max(1);
        let bytes = error.column().saturating_sub(1);
        let column = text
            .lines()
            .nth(line - 1)
            .map_or(1, |line| line.char_indices().take_while(|(at, _)| *at < bytes).count() + 1);
        failure(&budget, At::Position { line, column }, message)
    })
}

fn parse_yaml(text: &str, limits: &Limits) -> Result<Json, Box<Diagnostic>> {
    limits.check_nesting(text)?;
    let budget = Budget::new(limits);
    let reader = serde_yaml::Deserializer::from_str(text);
    Node::root(&budget).deserialize(reader).map_err(|error| {
        let full = error.to_string();
        let (at, message) = match error.location() {
            Some(location) => {
                let (line, column) = (location.line(), location.column());
                let message = full.replace(&format!(" at line {line} column {column}"), "");
                (At::Position { line: line.max(1), column: column.max(1) }, message)
            }
            None => (start(), full),
        };
        failure(&budget, at, message)
    })
}

/// A parser's error, or the limit that made it stop.
fn failure(budget: &Budget<'_>, at: At, message: String) -> Box<Diagnostic> {
    Box::new(match budget.exceeded() {
        Some(limit) => Diagnostic::error(Code::LimitExceeded, at, limit),
        // The YAML library counts what aliases expand to and stops on its own.
        None if message.contains("repetition limit") => {
            let message = "its aliases expand to more than is accepted";
            Diagnostic::error(Code::LimitExceeded, at, message)
        }
        None => Diagnostic::error(Code::Syntax, at, message),
    })
}

fn start() -> At {
    At::Position { line: 1, column: 1 }
}

#[cfg(test)]
mod tests;
