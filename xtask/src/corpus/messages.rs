//! What a compiler said about one crate, read from cargo's JSON messages.
//!
//! Only what it said about the crate itself counts: its dependencies are not generated.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// What the compiler said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Messages {
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// The first of each code and level, and how many there are.
    pub kinds: Vec<Kind>,
}

/// All messages of one code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kind {
    /// `error` or `warning`.
    pub level: String,
    /// The code of an error or the name of a lint; without one, the beginning of the message.
    pub code: String,
    /// How many.
    pub count: usize,
    /// The first message.
    pub message: String,
    /// Where that was.
    pub place: String,
}

/// The messages, and whether any other package was compiled as well.
#[must_use]
pub fn read(stdout: &str, crate_folder: &Path) -> (Messages, bool) {
    let manifest = crate_folder.join("Cargo.toml");
    let mut messages = Messages::default();
    let mut kinds: BTreeMap<(String, String), Kind> = BTreeMap::new();
    let mut built_others = false;
    for line in stdout.lines() {
        let Ok(line) = serde_json::from_str::<Line>(line) else { continue };
        let own = line.manifest_path.as_deref().is_some_and(|path| Path::new(path) == manifest);
        if !own {
            built_others |= line.reason == "compiler-artifact" && line.fresh == Some(false);
            continue;
        }
        let Some(message) = line.message.filter(|message| !message.is_summary()) else { continue };
        let level = if message.level.starts_with("error") {
            messages.errors += 1;
            "error"
        } else if message.level == "warning" {
            messages.warnings += 1;
            "warning"
        } else {
            continue;
        };
        let code = message.kind();
        let place = message.place();
        let kind = kinds.entry((level.to_owned(), code.clone())).or_insert_with(|| Kind {
            level: level.to_owned(),
            code,
            count: 0,
            message: message.message,
            place,
        });
        kind.count += 1;
    }
    messages.kinds = kinds.into_values().collect();
    (messages, built_others)
}

/// One line of cargo's output.
#[derive(Deserialize)]
struct Line {
    reason: String,
    manifest_path: Option<String>,
    fresh: Option<bool>,
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    message: String,
    code: Option<Code>,
    #[serde(default)]
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    is_primary: bool,
}

impl Message {
    /// The compiler's last words count the others.
    fn is_summary(&self) -> bool {
        self.code.is_none()
            && self.spans.is_empty()
            && (self.message.starts_with("aborting due to") || self.message.ends_with(" emitted"))
    }

    fn kind(&self) -> String {
        match &self.code {
            Some(code) => code.code.clone(),
            None => self.message.split('`').next().unwrap_or_default().trim().to_owned(),
        }
    }

    fn place(&self) -> String {
        let span = self.spans.iter().find(|span| span.is_primary).or(self.spans.first());
        span.map(|span| format!("{}:{}", span.file_name, span.line_start)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_crate_itself_counts() {
        let text = [
            r#"{"reason":"compiler-artifact","manifest_path":"/reg/serde/Cargo.toml","fresh":false}"#,
            r#"{"reason":"compiler-message","manifest_path":"/reg/serde/Cargo.toml","message":{"level":"warning","message":"x","code":null,"spans":[]}}"#,
            r#"{"reason":"compiler-message","manifest_path":"/w/crate/Cargo.toml","message":{"level":"error","message":"mismatched types","code":{"code":"E0308"},"spans":[{"file_name":"src/a.rs","line_start":7,"is_primary":true}]}}"#,
            r#"{"reason":"compiler-message","manifest_path":"/w/crate/Cargo.toml","message":{"level":"error","message":"mismatched types","code":{"code":"E0308"},"spans":[]}}"#,
            r#"{"reason":"compiler-message","manifest_path":"/w/crate/Cargo.toml","message":{"level":"error","message":"expected `;`, found `x`","code":null,"spans":[]}}"#,
            r#"{"reason":"compiler-message","manifest_path":"/w/crate/Cargo.toml","message":{"level":"warning","message":"never used","code":{"code":"dead_code"},"spans":[]}}"#,
            r#"{"reason":"compiler-message","manifest_path":"/w/crate/Cargo.toml","message":{"level":"error","message":"aborting due to 3 previous errors; 1 warning emitted","code":null,"spans":[]}}"#,
            r#"{"reason":"compiler-message","manifest_path":"/w/crate/Cargo.toml","message":{"level":"failure-note","message":"For more","code":null,"spans":[]}}"#,
            "not json",
        ];
        let (messages, built_others) = read(&text.join("\n"), Path::new("/w/crate"));
        assert!(built_others);
        assert_eq!((messages.errors, messages.warnings), (3, 1));
        let kinds = messages.kinds.iter().map(|kind| (kind.code.as_str(), kind.count));
        assert_eq!(kinds.collect::<Vec<_>>(), [("E0308", 2), ("expected", 1), ("dead_code", 1)]);
        assert_eq!(messages.kinds[0].place, "src/a.rs:7");
    }
}
