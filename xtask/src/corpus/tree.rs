//! A document as a tree of maps, lists and texts: just enough to recognise it and to count what is in it.
//!
//! Deliberately not the generator's reader: a count made with that would agree with it in its mistakes.
//! Numbers and booleans become texts, and nothing is checked.

use serde::de::{
    Deserialize, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use std::fmt;

/// The YAML 1.1 key whose value's members count as those of the map around it.
const MERGE: &str = "<<";

/// A node of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// Members in order.
    Map(Vec<(String, Tree)>),
    /// Items in order.
    List(Vec<Tree>),
    /// A string, or any other scalar as text; null is empty.
    Text(String),
}

impl Tree {
    /// Reads JSON or YAML; the message of the YAML parser when it is neither.
    ///
    /// # Errors
    /// When the text has no such syntax.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim_start().starts_with('{')
            && let Ok(tree) = serde_json::from_str(text)
        {
            return Ok(tree);
        }
        serde_yaml::from_str(text).map_err(|error| error.to_string())
    }

    /// The member of this name.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Tree> {
        self.members().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The members; none when this is not a map.
    #[must_use]
    pub fn members(&self) -> &[(String, Tree)] {
        match self {
            Self::Map(members) => members,
            Self::List(_) | Self::Text(_) => &[],
        }
    }

    /// The text, when this is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Map(_) | Self::List(_) => None,
        }
    }

    /// The node that a JSON pointer (RFC 6901), with its leading slash, leads to.
    #[must_use]
    pub fn at(&self, pointer: &str) -> Option<&Tree> {
        let mut steps = pointer.split('/');
        if steps.next() != Some("") {
            return None;
        }
        steps.try_fold(self, |node, step| {
            let step = step.replace("~1", "/").replace("~0", "~");
            match node {
                Self::Map(_) => node.get(&step),
                Self::List(items) => items.get(step.parse::<usize>().ok()?),
                Self::Text(_) => None,
            }
        })
    }

    /// Every text below this node.
    pub fn texts<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Self::Map(members) => members.iter().for_each(|(_, value)| value.texts(found)),
            Self::List(items) => items.iter().for_each(|item| item.texts(found)),
            Self::Text(text) => found.push(text),
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        // An unquoted version `2.0` is still to read as it stands there.
        Ok(Tree::Text(format!("{value:?}")))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Tree, E> {
        Ok(Tree::Text(value))
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Text(String::new()))
    }

    fn visit_none<E>(self) -> Result<Tree, E> {
        Ok(Tree::Text(String::new()))
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Tree, D::Error> {
        Tree::deserialize(inner)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Tree, D::Error> {
        Tree::deserialize(inner)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut members: Vec<(String, Tree)> = Vec::new();
        let mut merged = Vec::new();
        while let Some((key, value)) = entries.next_entry::<Tree, Tree>()? {
            match (key, value) {
                (Tree::Text(key), Tree::Map(inner)) if key == MERGE => merged.extend(inner),
                (Tree::Text(key), value) => members.push((key, value)),
                // A map or list as a key has no meaning in OpenAPI.
                (Tree::Map(_) | Tree::List(_), _) => {}
            }
        }
        for (key, value) in merged {
            if !members.iter().any(|(name, _)| *name == key) {
                members.push((key, value));
            }
        }
        Ok(Tree::Map(members))
    }

    /// A YAML tag with its value.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Tree, A::Error> {
        let (_, value): (Tree, _) = data.variant()?;
        value.newtype_variant()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_syntaxes_give_one_tree() {
        let json = Tree::read(r#"{"a": [1, null], "b": {"c": "x"}}"#);
        let yaml = Tree::read("a: [1, ~]\nb:\n  c: x\n");
        assert!(json.is_ok());
        assert_eq!(json, yaml);
    }

    #[test]
    fn odd_values_are_read() -> Result<(), String> {
        let text = "swagger: 2.0\nbig: 340282366920938463463374607431768211456\n200: !tag x\n\
                    base: &b {k: 1, l: 2}\nmore: {<<: *b, k: 3}\n";
        let tree = Tree::read(text)?;
        let text = |pointer: &str| tree.at(pointer).and_then(Tree::text);
        assert_eq!(text("/swagger"), Some("2.0"));
        assert_eq!(text("/200"), Some("x"));
        assert_eq!((text("/more/k"), text("/more/l")), (Some("3"), Some("2")));
        Ok(())
    }

    #[test]
    fn pointers_are_unescaped() -> Result<(), String> {
        let tree = Tree::read("paths: {/a: {m~n: [x]}}")?;
        assert_eq!(tree.at("/paths/~1a/m~0n/0").and_then(Tree::text), Some("x"));
        assert_eq!(tree.at("/paths/~1a/nope"), None);
        Ok(())
    }
}
