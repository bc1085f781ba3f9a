//! An input text and the name it is reported under.

/// An input text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name shown in diagnostics: a relative path with forward slashes.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A text under a name.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// The text without a byte order mark. RFC 8259 §8.1 lets a reader ignore the mark, and YAML
    /// allows one (1.2 §5.2). Positions count from here.
    #[must_use]
    pub fn body(&self) -> &str {
        self.text.strip_prefix('\u{feff}').unwrap_or(&self.text)
    }
}
