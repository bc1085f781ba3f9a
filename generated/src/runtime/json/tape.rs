//! A JSON value held back until it is known what to read from it.
//!
//! The value is a flat list of tokens: one allocation however it nests, and none for a scalar. Keeps
//! keys in order, doubled keys included, and borrows strings from the input where it can. How deep
//! values may nest is not decided here: reading goes through the deserializer, and serde_json
//! refuses more than 128 levels, so what is held back is bounded by that, too. Reading from a tape is
//! done in `replay`.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use super::kind::{ByKind, by_kind};

/// A scalar, or the head of an array or an object.
#[derive(Clone, Debug, PartialEq)]
pub enum Token<'de> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as exact as serde_json keeps it.
    Number(Number),
    /// A string without its escapes, or a key.
    Text(Cow<'de, str>),
    /// An array: how many of the tokens that follow are its items.
    Array(usize),
    /// An object: how many of the tokens that follow are its keys and values, in turn.
    Object(usize),
}

/// A JSON value, borrowed from the input where possible.
#[derive(Clone, Debug, PartialEq)]
pub struct Tape<'de> {
    head: Token<'de>,
    inside: Vec<Token<'de>>,
}

impl<'de> Tape<'de> {
    /// The value, to be read from; it stays, for another attempt.
    #[must_use]
    pub fn view(&self) -> View<'_, 'de> {
        View { head: &self.head, inside: &self.inside }
    }

    /// The value if it is a scalar, and otherwise only what kind it is.
    #[must_use]
    pub fn into_head(self) -> Token<'de> {
        self.head
    }
}

impl<'de> From<Token<'de>> for Tape<'de> {
    fn from(head: Token<'de>) -> Self {
        Self { head, inside: Vec::new() }
    }
}

impl<'de> Deserialize<'de> for Tape<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut inside = Vec::new();
        let head = by_kind(Record(&mut inside), deserializer)?;
        Ok(Self { head, inside })
    }
}

/// A value on a tape.
#[derive(Clone, Copy, Debug)]
pub struct View<'a, 'de> {
    pub(super) head: &'a Token<'de>,
    pub(super) inside: &'a [Token<'de>],
}

impl<'a, 'de> View<'a, 'de> {
    /// Takes the first value off a list of tokens; `None` at the end of the list.
    #[inline]
    pub fn split_off(tokens: &mut &'a [Token<'de>]) -> Option<Self> {
        let (head, rest) = tokens.split_first()?;
        let length = match head {
            Token::Array(length) | Token::Object(length) => *length,
            _ => 0,
        };
        let (inside, rest) = rest.split_at_checked(length)?;
        *tokens = rest;
        Some(Self { head, inside })
    }

    /// The value if it is a scalar, and otherwise only what kind it is.
    #[must_use]
    pub fn head(self) -> &'a Token<'de> {
        self.head
    }

    /// How many tokens the value has.
    #[must_use]
    pub fn size(self) -> usize {
        self.inside.len().saturating_add(1)
    }

    /// The keys; none if this is no object.
    pub fn keys(self) -> impl Iterator<Item = &'a str> {
        let mut tokens = match self.head {
            Token::Object(_) => self.inside,
            _ => &[],
        };
        std::iter::from_fn(move || {
            let key = Self::split_off(&mut tokens)?;
            Self::split_off(&mut tokens)?;
            match key.head {
                Token::Text(key) => Some(&**key),
                _ => None,
            }
        })
    }
}

impl Token<'_> {
    /// Whether this is a string, a number or a boolean.
    #[must_use]
    pub fn is_scalar(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Number(_) | Self::Boolean(_))
    }
}

impl From<View<'_, '_>> for Value {
    fn from(view: View<'_, '_>) -> Self {
        let mut tokens = view.inside;
        match view.head {
            Token::Null => Self::Null,
            Token::Boolean(value) => Self::Bool(*value),
            Token::Number(number) => Self::Number(number.clone()),
            Token::Text(text) => Self::String(text.to_string()),
            Token::Array(_) => {
                std::iter::from_fn(|| View::split_off(&mut tokens)).map(Self::from).collect()
            }
            Token::Object(_) => {
                let values = std::iter::from_fn(|| {
                    View::split_off(&mut tokens)?;
                    View::split_off(&mut tokens)
                });
                let entries = view.keys().zip(values);
                entries.map(|(key, value)| (key.to_owned(), Self::from(value))).collect()
            }
        }
    }
}

/// As a seed, puts a value at the end of a list of tokens.
#[derive(Debug)]
pub struct Append<'a, 'de>(pub &'a mut Vec<Token<'de>>);

impl<'de> DeserializeSeed<'de> for Append<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        by_kind(self, deserializer)
    }
}

impl<'de> ByKind<'de> for Append<'_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn null<E: de::Error>(self) -> Result<(), E> {
        self.0.push(Token::Null);
        Ok(())
    }

    fn boolean<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.0.push(Token::Boolean(value));
        Ok(())
    }

    fn number<E: de::Error>(self, value: Number) -> Result<(), E> {
        self.0.push(Token::Number(value));
        Ok(())
    }

    fn text<E: de::Error>(self, value: Cow<'de, str>) -> Result<(), E> {
        self.0.push(Token::Text(value));
        Ok(())
    }

    fn array<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        let place = self.0.len();
        self.0.push(Token::Array(0));
        let head = Record(self.0).array(items)?;
        close(self.0, place, head);
        Ok(())
    }

    fn object<A: MapAccess<'de>>(
        self,
        first: Option<Cow<'de, str>>,
        entries: A,
    ) -> Result<(), A::Error> {
        let place = self.0.len();
        self.0.push(Token::Object(0));
        let head = Record(self.0).object(first, entries)?;
        close(self.0, place, head);
        Ok(())
    }
}

/// As a seed, puts a key at the end of a list of tokens.
#[derive(Debug)]
pub struct AppendKey<'a, 'de>(pub &'a mut Vec<Token<'de>>);

impl<'de> DeserializeSeed<'de> for AppendKey<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for AppendKey<'_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_borrowed_str<E: de::Error>(self, key: &'de str) -> Result<(), E> {
        self.0.push(Token::Text(Cow::Borrowed(key)));
        Ok(())
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<(), E> {
        self.visit_string(key.to_owned())
    }

    fn visit_string<E: de::Error>(self, key: String) -> Result<(), E> {
        self.0.push(Token::Text(Cow::Owned(key)));
        Ok(())
    }
}

/// Writes the head of an array or an object whose tokens were put behind it.
fn close<'de>(tokens: &mut [Token<'de>], place: usize, head: Token<'de>) {
    if let Some(open) = tokens.get_mut(place) {
        *open = head;
    }
}

/// Makes the head of a value, and puts what is inside of it at the end of a list of tokens.
struct Record<'a, 'de>(&'a mut Vec<Token<'de>>);

impl<'de> ByKind<'de> for Record<'_, 'de> {
    type Value = Token<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn null<E: de::Error>(self) -> Result<Token<'de>, E> {
        Ok(Token::Null)
    }

    fn boolean<E: de::Error>(self, value: bool) -> Result<Token<'de>, E> {
        Ok(Token::Boolean(value))
    }

    fn number<E: de::Error>(self, value: Number) -> Result<Token<'de>, E> {
        Ok(Token::Number(value))
    }

    fn text<E: de::Error>(self, value: Cow<'de, str>) -> Result<Token<'de>, E> {
        Ok(Token::Text(value))
    }

    fn array<A: SeqAccess<'de>>(self, mut items: A) -> Result<Token<'de>, A::Error> {
        let start = self.0.len();
        while items.next_element_seed(Append(self.0))?.is_some() {}
        Ok(Token::Array(self.0.len() - start))
    }

    fn object<A: MapAccess<'de>>(
        self,
        first: Option<Cow<'de, str>>,
        mut entries: A,
    ) -> Result<Token<'de>, A::Error> {
        let start = self.0.len();
        let mut next = first.map(|key| self.0.push(Token::Text(key)));
        while next.is_some() {
            entries.next_value_seed(Append(self.0))?;
            next = entries.next_key_seed(AppendKey(self.0))?;
        }
        Ok(Token::Object(self.0.len() - start))
    }
}
