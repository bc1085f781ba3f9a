//! Where a walk over a list stands, in a form that can be kept and taken up later.
//!
//! It decides how a position is written. Whether one fits a list is decided when it is used, since
//! what was kept may have been changed.

use std::fmt;

use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A place in a list: before one of its pages, or before an item within one.
///
/// With serde it is written as a text, to be kept and [resumed](crate::runtime::Pages::resume) from later,
/// by another process too. The text may hold a cursor or a link of the server's; the `Debug` form
/// does not.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Position {
    pub(crate) at: At,
    /// How many items of the page come before the place.
    pub(crate) skip: usize,
}

/// What asks for a page.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum At {
    /// The call as it is.
    Start,
    /// The number of the page.
    Page(u64),
    /// The number of items before it.
    Offset(u64),
    Cursor(String),
    /// A path below the server's address, and a query; see `link`.
    Link(String),
}

impl From<At> for Position {
    fn from(at: At) -> Self {
        Self { at, skip: 0 }
    }
}

impl At {
    fn kind(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Page(_) => "page",
            Self::Offset(_) => "offset",
            Self::Cursor(_) => "cursor",
            Self::Link(_) => "link",
        }
    }
}

/// `kind:text`, or `kind+skip:text` within a page.
impl Serialize for Position {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kind = self.at.kind();
        let skip = if self.skip == 0 { String::new() } else { format!("+{}", self.skip) };
        match &self.at {
            At::Start => serializer.collect_str(&format_args!("{kind}{skip}:")),
            At::Page(number) | At::Offset(number) => {
                serializer.collect_str(&format_args!("{kind}{skip}:{number}"))
            }
            At::Cursor(text) | At::Link(text) => {
                serializer.collect_str(&format_args!("{kind}{skip}:{text}"))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // The text is not repeated: it may be personal.
        parse(&text)
            .ok_or_else(|| D::Error::invalid_value(Unexpected::Other("a text"), &"a position"))
    }
}

fn parse(text: &str) -> Option<Position> {
    let (head, text) = text.split_once(':')?;
    let (kind, skip) = match head.split_once('+') {
        Some((kind, skip)) => (kind, skip.parse().ok()?),
        None => (head, 0),
    };
    let at = match kind {
        "start" if text.is_empty() => At::Start,
        "page" => At::Page(text.parse().ok()?),
        "offset" => At::Offset(text.parse().ok()?),
        "cursor" => At::Cursor(text.to_owned()),
        "link" => At::Link(text.to_owned()),
        _ => return None,
    };
    Some(Position { at, skip })
}

impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Position");
        match &self.at {
            At::Page(number) | At::Offset(number) => out.field(self.at.kind(), number),
            At::Start | At::Cursor(_) | At::Link(_) => {
                out.field("at", &format_args!("{}", self.at.kind()))
            }
        };
        if self.skip > 0 {
            out.field("skip", &self.skip);
        }
        out.finish_non_exhaustive()
    }
}
