//! JSON Pointer (RFC 6901): the identity of everything the generator talks about.

use std::fmt;
use std::sync::Arc;

/// A JSON Pointer into the document, e.g. `/components/schemas/Customer`; the root is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(Arc<str>);

impl Pointer {
    /// The whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// A pointer from its text. The text is taken as it is: empty, or starting with `/`.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// The pointer in a same-document reference such as `#/components/schemas/Customer`, with the
    /// fragment's percent-encoding undone (RFC 6901 §6). `None` when `reference` names another
    /// document or is not a pointer.
    #[must_use]
    pub fn from_reference(reference: &str) -> Option<Self> {
        let fragment = reference.strip_prefix('#')?;
        if !(fragment.is_empty() || fragment.starts_with('/')) {
            return None;
        }
        if !fragment.contains('%') {
            return Some(Self::from_text(fragment));
        }
        let mut bytes = Vec::with_capacity(fragment.len());
        let mut rest = fragment.bytes();
        while let Some(byte) = rest.next() {
            if byte == b'%' {
                let high = char::from(rest.next()?).to_digit(16)?;
                let low = char::from(rest.next()?).to_digit(16)?;
                bytes.push(u8::try_from(high * 16 + low).ok()?);
            } else {
                bytes.push(byte);
            }
        }
        String::from_utf8(bytes).ok().map(|text| Self::from_text(&text))
    }

    /// The pointer to member or item `token` of this one.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + token.len() + 1);
        text.push_str(&self.0);
        push_token(&mut text, token);
        Self(text.into())
    }

    /// The pointer to item `index` of this array.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0).into())
    }

    /// The reference tokens, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> {
        self.0.split('/').skip(1).map(unescaped)
    }

    /// The pointer to the parent, or `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|at| Self::from_text(&self.0[..at]))
    }

    /// The last token, unescaped; empty for the root.
    #[must_use]
    pub fn last(&self) -> String {
        self.0.rsplit('/').next().map(unescaped).unwrap_or_default()
    }

    /// This pointer as the text of a same-document reference. A `%` of the document is encoded, so
    /// that [`Pointer::from_reference`] gives the same pointer back.
    #[must_use]
    pub fn to_reference(&self) -> String {
        format!("#{}", self.0.replace('%', "%25"))
    }

    /// The pointer's text, without a leading `#`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A pointer that grows and shrinks while a tree is walked, so that a walk allocates only for the
/// places it keeps.
#[derive(Clone, Debug, Default)]
pub struct Path(String);

impl Path {
    /// The path that starts at `pointer`.
    #[must_use]
    pub fn from_pointer(pointer: &Pointer) -> Self {
        Self(pointer.as_str().to_owned())
    }

    /// Steps into member `token`; give the result to [`Path::leave`] to step back out.
    pub fn enter(&mut self, token: &str) -> usize {
        let mark = self.0.len();
        push_token(&mut self.0, token);
        mark
    }

    /// Steps into item `index`; give the result to [`Path::leave`] to step back out.
    pub fn enter_index(&mut self, index: usize) -> usize {
        use fmt::Write as _;
        let mark = self.0.len();
        // Writing to a string cannot fail.
        let _ = write!(self.0, "/{index}");
        mark
    }

    /// Steps back to where the path was before `enter` gave `mark`.
    pub fn leave(&mut self, mark: usize) {
        self.0.truncate(mark);
    }

    /// The place reached.
    #[must_use]
    pub fn pointer(&self) -> Pointer {
        Pointer::from_text(&self.0)
    }
}

/// A token as it was before it was escaped (RFC 6901 §4).
fn unescaped(token: &str) -> String {
    match token.contains('~') {
        true => token.replace("~1", "/").replace("~0", "~"),
        false => token.to_owned(),
    }
}

/// Appends `/` and the escaped token (RFC 6901 §3).
fn push_token(text: &mut String, token: &str) {
    text.push('/');
    for c in token.chars() {
        match c {
            '~' => text.push_str("~0"),
            '/' => text.push_str("~1"),
            c => text.push(c),
        }
    }
}

/// Written as a same-document reference: `#/components/schemas/Customer`.
impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}
