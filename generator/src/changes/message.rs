//! What is said of a change: words of ours, and names and values of the document apart from them.
//!
//! Kept apart, because each format makes the document's text harmless in its own way.

use std::fmt;

/// A sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Our words.
    Words(String),
    /// A name or a value of the document.
    Code(String),
}

impl Message {
    /// The words of `template`; each `{}` in it is one of `codes`.
    pub(super) fn new(template: &str, codes: &[&dyn fmt::Display]) -> Self {
        let mut parts = Vec::new();
        let mut codes = codes.iter();
        for (index, words) in template.split("{}").enumerate() {
            if index > 0 {
                parts.extend(codes.next().map(|code| Part::Code(code.to_string())));
            }
            if !words.is_empty() {
                parts.push(Part::Words(words.to_owned()));
            }
        }
        Self { parts }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                Part::Words(words) => f.write_str(words)?,
                Part::Code(code) => write!(f, "`{code}`")?,
            }
        }
        Ok(())
    }
}
