//! The one visitor that turns what a parser sees into a [`Json`] tree, counting as it goes.
//!
//! Duplicate keys stay in the tree; [`super::tidy`] finds them where pointers are known.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess,
};
use serde::de::{VariantAccess, Visitor};

use super::Limits;
use super::number;
use crate::json::Json;

/// What is left of the limits during one parse.
pub(super) struct Budget<'a> {
    limits: &'a Limits,
    nodes: Cell<usize>,
    exceeded: RefCell<Option<String>>,
}

impl<'a> Budget<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self { limits, nodes: Cell::new(0), exceeded: RefCell::new(None) }
    }

    /// The limit that ended the parse, as a message.
    pub(super) fn exceeded(&self) -> Option<String> {
        self.exceeded.borrow().clone()
    }

    fn spend<E: de::Error>(&self, depth: usize) -> Result<(), E> {
        self.nodes.set(self.nodes.get() + 1);
        let message = if self.nodes.get() > self.limits.nodes {
            format!("the document has more than {} values", self.limits.nodes)
        } else if depth > self.limits.depth {
            format!("the document is nested more than {} levels deep", self.limits.depth)
        } else {
            return Ok(());
        };
        let error = E::custom(&message);
        *self.exceeded.borrow_mut() = Some(message);
        Err(error)
    }
}

/// Reads one value at a depth.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    budget: &'a Budget<'a>,
    depth: usize,
}

impl<'a> Node<'a> {
    pub(super) fn root(budget: &'a Budget<'a>) -> Self {
        Self { budget, depth: 0 }
    }

    fn child(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    fn leaf<E: de::Error>(self, value: Json) -> Result<Json, E> {
        self.budget.spend(0)?;
        Ok(value)
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Json, E> {
        self.leaf(Json::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Json, E> {
        self.leaf(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Json, E> {
        self.leaf(Json::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Json, E> {
        self.leaf(Json::Number(value.to_string()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Json, E> {
        self.leaf(Json::Number(value.to_string()))
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Json, E> {
        self.leaf(Json::Number(value.to_string()))
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Json, E> {
        self.leaf(Json::Number(value.to_string()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Json, E> {
        self.leaf(number::from_float(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Json, E> {
        self.leaf(Json::String(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Json, E> {
        self.leaf(Json::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        self.budget.spend(self.depth + 1)?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(self.child())? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        self.budget.spend(self.depth + 1)?;
        let mut members = Vec::new();
        while let Some(Key(key)) = access.next_key()? {
            members.push((key, access.next_value_seed(self.child())?));
        }
        Ok(Json::Object(members))
    }

    /// A value with a YAML tag of its own, such as `!include`: the tag says nothing to us.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Json, A::Error> {
        let (Key(_tag), value) = access.variant()?;
        value.newtype_variant_seed(self)
    }
}

/// A key as the document spells it: the YAML reader hands out the text of any scalar asked for as a
/// string, so that `200:` is the key `200` and `1.10:` keeps its zero.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Key)
    }
}
