//! How much a document may ask of the generator.

use crate::diagnostic::{At, Code, Diagnostic};

/// Limits on an input text. The defaults are many times what the largest known documents need.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Length of the text in bytes.
    pub bytes: usize,
    /// Nesting of objects and arrays. Both parsers stop by themselves a little above the default,
    /// so a larger value has no effect.
    pub depth: usize,
    /// Values in the tree, counted after YAML aliases are expanded.
    pub nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, depth: 120, nodes: 2_000_000 }
    }
}

/// Open brackets at which YAML is refused before it is parsed: the YAML parser's time grows with the
/// product of length and nesting, and it looks at our depth limit only after parsing everything.
/// Brackets in strings count too, hence the distance to [`Limits::depth`].
const MAX_OPEN_BRACKETS: usize = 200;

impl Limits {
    /// Refuses a text that is too long to be looked at.
    pub(super) fn check_text(&self, text: &str) -> Result<(), Box<Diagnostic>> {
        if text.len() <= self.bytes {
            return Ok(());
        }
        let message = format!("the text has {} bytes; the limit is {}", text.len(), self.bytes);
        Err(exceeded(1, message))
    }

    /// Refuses YAML text with absurdly many open brackets.
    pub(super) fn check_nesting(&self, text: &str) -> Result<(), Box<Diagnostic>> {
        let mut open = 0_usize;
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            if open > MAX_OPEN_BRACKETS {
                let line = text.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
                let message = format!("more than {MAX_OPEN_BRACKETS} brackets are open");
                return Err(exceeded(line, message));
            }
        }
        Ok(())
    }
}

fn exceeded(line: usize, message: String) -> Box<Diagnostic> {
    let at = At::Position { line, column: 1 };
    Box::new(Diagnostic::error(Code::LimitExceeded, at, message))
}
