//! Stage 1: text → [`Document`]. The only stage that sees `serde_yaml` and `openapiv3`.
//!
//! This module holds the boundary types; the work is in the submodules. What leaves here is one
//! dialect: schemas are 3.1-shaped whatever the document's version, and nothing after this stage
//! may ask which version it was.

#[cfg(test)]
mod accounting;
mod bundle;
mod canonical;
mod carried;
mod de;
mod describe;
mod dynamic;
mod grammar;
mod hint;
mod left_out;
mod losses;
pub mod overlay;
mod read;
mod schema;
mod select;
mod settle;
mod skeleton;
mod slash;
pub mod slice;
mod swagger;
pub mod tree;
mod usage;
mod version;
mod walk;

pub use crate::diagnostic::Source;
pub use bundle::Files;
pub use canonical::canonical;
pub use carried::{COOKIE_STYLE, ENCODING_EXPLODE, OPERATIONS, QUERY_STRING};
pub use left_out::{LeftOut, left_out};
pub use read::{read_document, read_whole};
pub use select::{Coverage, Selected};
pub use swagger::Origins;
pub use usage::{Affected, Usage};

use std::collections::HashMap;

use elsa::FrozenVec;
use indexmap::IndexMap;

use crate::json::Json;
use crate::pointer::Pointer;

/// The word of an HTTP scheme in the skeleton that stands for mutual TLS (OpenAPI 3.1 §4.8.27), a
/// type of security scheme that `openapiv3` does not know.
pub const MUTUAL_TLS: &str = "mutualTLS";

/// An OpenAPI document, read: everything but its schemas as `openapiv3` types, the schemas in a
/// table of our own, because `openapiv3` reads 3.0 schemas only and drops what it does not know.
///
/// Each schema position in the skeleton is a `ReferenceOr::Reference` whose text is `#` and the
/// pointer of the schema's entry in the table, even where the document has the schema inline.
/// References to components other than schemas (parameters, responses …) stay as the document
/// wrote them.
#[derive(Clone, Debug)]
pub struct Document {
    /// The document without its schemas.
    pub skeleton: openapiv3::OpenAPI,
    /// `webhooks` (OpenAPI 3.1 §4.8.1), which `openapiv3` does not know.
    pub webhooks: IndexMap<String, openapiv3::ReferenceOr<openapiv3::PathItem>>,
    /// Every schema of the document.
    pub schemas: SchemaTable,
    /// Where things stood before they were lifted; nothing moves unless the document is of 2.0.
    pub origins: Origins,
    /// Who uses which part of it.
    pub usage: Usage,
    /// What of it is wanted.
    pub selected: Selected,
    /// All of it, selected or not, with its other files, in canonical form.
    pub resolved: String,
}

/// Index of a schema in a [`SchemaTable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub(crate) u32);

/// All schemas of a document, subschemas included, by pointer.
#[derive(Clone, Default)]
pub struct SchemaTable {
    schemas: Vec<RawSchema>,
    by_pointer: HashMap<Pointer, SchemaId>,
    /// Schemas that the document implies without writing them, behind those that it has.
    composed: FrozenVec<Box<RawSchema>>,
    /// `components.schemas` in document order.
    pub components: Vec<(String, SchemaId)>,
}

impl SchemaTable {
    /// Adds a schema under its own pointer.
    pub fn insert(&mut self, schema: RawSchema) -> SchemaId {
        let id = SchemaId(u32::try_from(self.schemas.len()).unwrap_or(u32::MAX));
        self.by_pointer.insert(schema.pointer.clone(), id);
        self.schemas.push(schema);
        id
    }

    /// The schema `id` of this table.
    ///
    /// # Panics
    /// When `id` comes from another table: a bug in the generator, not in a document.
    #[must_use]
    pub fn get(&self, id: SchemaId) -> &RawSchema {
        let index = id.0 as usize;
        match self.schemas.get(index) {
            Some(schema) => schema,
            None => &self.composed[index - self.schemas.len()],
        }
    }

    /// Adds a schema that the document implies: what several schemas ask for together. Its pointer
    /// says where such a schema would stand; [`at`](Self::at) does not find it there.
    ///
    /// The document must have been read whole: ids continue those of its own schemas.
    pub fn compose(&self, schema: RawSchema) -> SchemaId {
        let index = self.schemas.len() + self.composed.len();
        self.composed.push(Box::new(schema));
        SchemaId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// How many schemas there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.schemas.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.schemas.is_empty()
    }

    /// How many schemas were read, and how many were composed of them since.
    #[must_use]
    pub fn sizes(&self) -> (usize, usize) {
        (self.schemas.len(), self.composed.len())
    }

    /// Puts another schema in the place of `id`. Its pointer must be the same.
    pub(in crate::document) fn replace(&mut self, id: SchemaId, schema: RawSchema) {
        if let Some(slot) = self.schemas.get_mut(id.0 as usize) {
            *slot = schema;
        }
    }

    /// Makes the schema that is found at `from`, if there is one, be found at `to` as well.
    pub(in crate::document) fn repeat(&mut self, from: &Pointer, to: Pointer) {
        if let Some(id) = self.at(from) {
            self.by_pointer.insert(to, id);
        }
    }

    /// The schema at `pointer`.
    #[must_use]
    pub fn at(&self, pointer: &Pointer) -> Option<SchemaId> {
        self.by_pointer.get(pointer).copied()
    }

    /// All schemas of the document, in the order they were read.
    pub fn iter(&self) -> impl Iterator<Item = (SchemaId, &RawSchema)> {
        self.schemas
            .iter()
            .enumerate()
            .map(|(index, schema)| (SchemaId(u32::try_from(index).unwrap_or(u32::MAX)), schema))
    }
}

impl std::fmt::Debug for SchemaTable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_map()
            .entries(self.iter().map(|(_, schema)| (&schema.pointer, schema)))
            .finish()
    }
}

/// A schema in OpenAPI 3.1 (JSON Schema 2020-12) shape. 3.0 is lifted: `nullable: true` becomes
/// `null` in `types`, a boolean `exclusiveMinimum` becomes a number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawSchema {
    /// Where it stands.
    pub pointer: Pointer,
    /// `true` and `false` as schemas (JSON Schema Core §4.3.2).
    pub boolean: Option<bool>,
    /// `$ref`, as written.
    pub reference: Option<String>,
    /// `type`; empty when the keyword is absent.
    pub types: TypeSet,
    /// `format`
    pub format: Option<String>,
    /// `enum`
    pub enumeration: Option<Vec<Json>>,
    /// `const`
    pub constant: Option<Json>,
    /// `default`; `Some(Json::Null)` is a default of null, which differs from none.
    pub default: Option<Json>,
    /// `examples`, and the older `example` as a list of one.
    pub examples: Vec<Json>,
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// `readOnly`
    pub read_only: bool,
    /// `writeOnly`
    pub write_only: bool,
    /// `properties`, in document order.
    pub properties: Vec<(String, SchemaId)>,
    /// `required`
    pub required: Vec<String>,
    /// `additionalProperties`; `false` is a schema whose `boolean` is `Some(false)`.
    pub additional_properties: Option<SchemaId>,
    /// `patternProperties`, by pattern.
    pub pattern_properties: Vec<(String, SchemaId)>,
    /// `propertyNames`
    pub property_names: Option<SchemaId>,
    /// `items` (for `prefixItems`: the items after the prefix).
    pub items: Option<SchemaId>,
    /// `prefixItems`
    pub prefix_items: Vec<SchemaId>,
    /// `allOf`
    pub all_of: Vec<SchemaId>,
    /// `anyOf`
    pub any_of: Vec<SchemaId>,
    /// `oneOf`
    pub one_of: Vec<SchemaId>,
    /// `not`
    pub not: Option<SchemaId>,
    /// `then`, `else` and the members of `dependentSchemas`: what holds on a condition.
    pub conditional: Vec<SchemaId>,
    /// `discriminator`
    pub discriminator: Option<Discriminator>,
    /// Constraints that shape no type, as text for the documentation.
    pub constraints: Constraints,
    /// `contentMediaType`, `contentEncoding`
    pub content: (Option<String>, Option<String>),
    /// `x-…` members, in document order.
    pub extensions: Vec<(String, Json)>,
}

/// The `discriminator` object (OpenAPI 3.1 §4.8.25).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Discriminator {
    /// `propertyName`
    pub property: String,
    /// `mapping`: tag value → schema name or reference, as written, in document order.
    pub mapping: Vec<(String, String)>,
    /// `defaultMapping` (OpenAPI 3.2 §4.26): the schema name or reference for values without a tag,
    /// or with one that names no variant.
    pub default: Option<String>,
}

/// Validation keywords that the generator documents but does not enforce. Numbers keep their text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// `minimum` / `exclusiveMinimum`
    pub minimum: Option<Bound>,
    /// `maximum` / `exclusiveMaximum`
    pub maximum: Option<Bound>,
    /// `multipleOf`
    pub multiple_of: Option<String>,
    /// `minLength`, `maxLength`
    pub length: (Option<u64>, Option<u64>),
    /// `pattern`. Never compiled.
    pub pattern: Option<String>,
    /// `minItems`, `maxItems`
    pub items: (Option<u64>, Option<u64>),
    /// `uniqueItems`
    pub unique_items: bool,
    /// `minProperties`, `maxProperties`
    pub properties: (Option<u64>, Option<u64>),
}

impl Constraints {
    /// These, and those of `other` about what these say nothing of.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let either = |one: (Option<u64>, Option<u64>), two: (Option<u64>, Option<u64>)| {
            (one.0.or(two.0), one.1.or(two.1))
        };
        Self {
            minimum: self.minimum.or(other.minimum),
            maximum: self.maximum.or(other.maximum),
            multiple_of: self.multiple_of.or(other.multiple_of),
            length: either(self.length, other.length),
            pattern: self.pattern.or(other.pattern),
            items: either(self.items, other.items),
            unique_items: self.unique_items || other.unique_items,
            properties: either(self.properties, other.properties),
        }
    }
}

/// A numeric bound, as its source text.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// The number's text.
    pub value: String,
    /// Whether the bound itself is excluded.
    pub exclusive: bool,
}

/// A set of JSON Schema types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypeSet(u8);

/// One JSON Schema type (`type` keyword).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonType {
    /// `null`
    Null = 1,
    /// `boolean`
    Boolean = 2,
    /// `integer`
    Integer = 4,
    /// `number`
    Number = 8,
    /// `string`
    String = 16,
    /// `array`
    Array = 32,
    /// `object`
    Object = 64,
}

impl JsonType {
    /// All types, in the order of their names' bits.
    pub const ALL: [JsonType; 7] = [
        JsonType::Null,
        JsonType::Boolean,
        JsonType::Integer,
        JsonType::Number,
        JsonType::String,
        JsonType::Array,
        JsonType::Object,
    ];

    /// The keyword's spelling.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            JsonType::Null => "null",
            JsonType::Boolean => "boolean",
            JsonType::Integer => "integer",
            JsonType::Number => "number",
            JsonType::String => "string",
            JsonType::Array => "array",
            JsonType::Object => "object",
        }
    }

    /// The type with this spelling.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.name() == name)
    }
}

impl TypeSet {
    /// Adds a type.
    pub fn insert(&mut self, t: JsonType) {
        self.0 |= t as u8;
    }

    /// Whether `t` is in the set.
    #[must_use]
    pub fn contains(self, t: JsonType) -> bool {
        self.0 & t as u8 != 0
    }

    /// The types in both sets; every integer is a number.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        let both = Self(self.0 & other.0);
        let integer =
            |a: Self, b: Self| a.contains(JsonType::Integer) && b.contains(JsonType::Number);
        let mut both = both;
        if !both.contains(JsonType::Number) && (integer(self, other) || integer(other, self)) {
            both.insert(JsonType::Integer);
        }
        both
    }

    /// Whether every value of these types is of one of the `other` types.
    #[must_use]
    pub fn is_within(self, other: Self) -> bool {
        self.iter().all(|t| {
            other.contains(t) || t == JsonType::Integer && other.contains(JsonType::Number)
        })
    }

    /// The set without `t`.
    #[must_use]
    pub fn without(self, t: JsonType) -> Self {
        Self(self.0 & !(t as u8))
    }

    /// Whether the `type` keyword was absent.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The types in the set.
    pub fn iter(self) -> impl Iterator<Item = JsonType> {
        JsonType::ALL.into_iter().filter(move |t| self.contains(*t))
    }
}

#[cfg(test)]
mod tests;
