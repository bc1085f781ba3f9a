//! A JSON value as a document wrote it: numbers keep their text, objects keep their order.
//!
//! `serde_json::Value` would refuse integers past 64 bits and forget key order; both occur in real
//! documents, and neither may change what is generated.

use crate::pointer::Pointer;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as its source text. Always valid JSON number syntax.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object; keys are unique and in source order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The member `key` of an object; `None` for other kinds.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The member `key` of an object, to change it.
    #[must_use]
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Json> {
        match self {
            Json::Object(members) => members.iter_mut().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// Takes the member `key` out of an object, keeping the order of the others.
    pub fn remove(&mut self, key: &str) -> Option<Json> {
        let Json::Object(members) = self else {
            return None;
        };
        let at = members.iter().position(|(k, _)| k == key)?;
        Some(members.remove(at).1)
    }

    /// The value at `pointer` below this one.
    #[must_use]
    pub fn at(&self, pointer: &Pointer) -> Option<&Json> {
        pointer.tokens().try_fold(self, |value, token| match value {
            Json::Array(items) => items.get(token.parse::<usize>().ok()?),
            _ => value.get(&token),
        })
    }

    /// The value at `pointer` below this one, to change it.
    #[must_use]
    pub fn at_mut(&mut self, pointer: &Pointer) -> Option<&mut Json> {
        pointer.tokens().try_fold(self, |value, token| match value {
            Json::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
            _ => value.get_mut(&token),
        })
    }

    /// The text of a string value.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Json::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The items of an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Json]> {
        match self {
            Json::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The members of an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&[(String, Json)]> {
        match self {
            Json::Object(members) => Some(members),
            _ => None,
        }
    }

    /// How many values there are at and below this one.
    #[must_use]
    pub fn size(&self) -> usize {
        1 + match self {
            Json::Array(items) => items.iter().map(Json::size).sum(),
            Json::Object(members) => members.iter().map(|(_, member)| member.size()).sum(),
            _ => 0,
        }
    }

    /// The same value with the members of its objects in the order of their keys.
    #[must_use]
    pub fn sorted(&self) -> Json {
        match self {
            Json::Array(items) => Json::Array(items.iter().map(Json::sorted).collect()),
            Json::Object(members) => {
                let mut members: Vec<_> =
                    members.iter().map(|(key, value)| (key.clone(), value.sorted())).collect();
                members.sort_by(|(a, _), (b, _)| a.cmp(b));
                Json::Object(members)
            }
            scalar => scalar.clone(),
        }
    }

    /// JSON text for people, with a line for each member and item. What a terminal would obey or show in
    /// another order is written by its number.
    #[must_use]
    pub fn pretty(&self) -> String {
        let mut text = String::new();
        self.write_pretty(&mut text, 0);
        text.push('\n');
        text
    }

    fn write_pretty(&self, text: &mut String, depth: usize) {
        let line = |text: &mut String, first: bool, depth: usize| {
            text.push_str(if first { "\n" } else { ",\n" });
            text.extend(std::iter::repeat_n("  ", depth));
        };
        match self {
            Json::Array(items) if !items.is_empty() => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    line(text, index == 0, depth + 1);
                    item.write_pretty(text, depth + 1);
                }
                line(text, true, depth);
                text.push(']');
            }
            Json::Object(members) if !members.is_empty() => {
                text.push('{');
                for (index, (key, member)) in members.iter().enumerate() {
                    line(text, index == 0, depth + 1);
                    text.push_str(&shown(key));
                    text.push_str(": ");
                    member.write_pretty(text, depth + 1);
                }
                line(text, true, depth);
                text.push('}');
            }
            Json::String(value) => text.push_str(&shown(value)),
            small => text.push_str(&small.to_string()),
        }
    }

    /// The JSON name of this value's kind, for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "a boolean",
            Json::Number(_) => "a number",
            Json::String(_) => "a string",
            Json::Array(_) => "an array",
            Json::Object(_) => "an object",
        }
    }
}

/// Compact JSON text.
impl std::fmt::Display for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Json::Null => f.write_str("null"),
            Json::Bool(value) => write!(f, "{value}"),
            Json::Number(text) => f.write_str(text),
            Json::String(text) => write_string(f, text),
            Json::Array(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        f.write_str(",")?;
                    }
                    write!(f, "{item}")?;
                }
                f.write_str("]")
            }
            Json::Object(members) => {
                f.write_str("{")?;
                for (index, (key, value)) in members.iter().enumerate() {
                    if index > 0 {
                        f.write_str(",")?;
                    }
                    write_string(f, key)?;
                    write!(f, ":{value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

/// A JSON string literal without characters that are not what they look like.
fn shown(text: &str) -> String {
    let literal = Json::String(text.to_owned()).to_string();
    let strange = |c: char| {
        let c = u32::from(c);
        matches!(c, 0x7f..=0x9f | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x2069 | 0xfeff)
    };
    if !literal.contains(strange) {
        return literal;
    }
    let written = |c: char| match strange(c) {
        true => format!("\\u{:04x}", u32::from(c)),
        false => c.to_string(),
    };
    literal.chars().map(written).collect()
}

/// Writes a JSON string literal (RFC 8259 §7).
fn write_string(f: &mut std::fmt::Formatter<'_>, text: &str) -> std::fmt::Result {
    use std::fmt::Write as _;
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c if c < ' ' => write!(f, "\\u{:04x}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}

#[cfg(test)]
mod tests {
    #[test]
    fn pretty_text_is_the_same_value_and_harmless() {
        let text = "{\"a\":[1.50,{},[]],\"\u{202e}k\":\"\u{9b}31m\\n\u{e9}\"}";
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        let source = crate::Source::new("t.json", text);
        let pretty = crate::apply_overlays(&source, &[]).document.unwrap().pretty();
        assert_eq!(serde_json::from_str::<serde_json::Value>(&pretty).unwrap(), value);
        let wanted = [r"{", r#"  "a": ["#, r"    1.5,", r"    {},", r"    []", r"  ],"];
        assert_eq!(pretty.lines().take(6).collect::<Vec<_>>(), wanted);
        assert!(pretty.contains(r#""\u202ek": "\u009b31m\n"#), "{pretty}");
    }
}
