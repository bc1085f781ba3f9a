//! `type: array` → list or tuple.
//!
//! A tuple has a fixed length, each place with its own type. What may be shorter or longer is a list
//! of whatever its places have in common.

use super::Lowering;
use crate::diagnostic::Code;
use crate::document::RawSchema;
use crate::model::{Shape, TypeId};

/// The longest tuple: as many places as the runtime's tuples have.
const LONGEST: usize = 12;

/// What may follow the places of a tuple.
enum Following {
    /// Nothing.
    Nothing,
    /// Items of this type.
    Items(TypeId),
    /// The document does not say.
    Unstated,
}

impl Lowering<'_> {
    /// The shape of an array: a tuple when each place is known, else a list.
    pub(super) fn lower_array(&mut self, schema: &RawSchema) -> Shape {
        if schema.prefix_items.is_empty() {
            let item = match schema.items {
                Some(id) => self.lower_schema(id),
                None => self.any(),
            };
            return Shape::Array(item);
        }
        let places: Vec<TypeId> =
            schema.prefix_items.iter().map(|id| self.lower_schema(*id)).collect();
        if is_tuple(schema) && self.following_is_nothing(schema) {
            return Shape::Tuple(places);
        }
        self.lower_open_tuple(schema, places)
    }

    /// The list that a tuple of no fixed length is.
    fn lower_open_tuple(&mut self, schema: &RawSchema, mut types: Vec<TypeId>) -> Shape {
        let length = types.len();
        let at = schema.pointer.child("prefixItems");
        let following = self.following(schema);
        let unstated = matches!(following, Following::Unstated);
        if let Following::Items(ty) = following {
            types.push(ty);
        }
        let same = types.iter().all(|ty| *ty == types[0]);
        // What the document says nothing of may be anything, unless all that it speaks of is alike.
        let item = if unstated && !same { None } else { self.mixed(&schema.pointer, &types) };
        match item {
            Some(item) if same && !unstated => Shape::Array(item),
            Some(item) => {
                self.warn(Code::OpenTuple, &at, format!("a tuple of {length} that may be longer or shorter is read as a list of what its places may hold"));
                Shape::Array(item)
            }
            None => {
                self.warn(Code::OpenTuple, &at, format!("a tuple of {length} that may be longer or shorter is read as a list of JSON values"));
                Shape::Array(self.any())
            }
        }
    }

    fn following(&mut self, schema: &RawSchema) -> Following {
        if self.following_is_nothing(schema) {
            return Following::Nothing;
        }
        match schema.items {
            Some(id) => Following::Items(self.lower_schema(id)),
            None => Following::Unstated,
        }
    }

    /// Whether nothing follows the places: `items: false`, or `maxItems` says so.
    fn following_is_nothing(&self, schema: &RawSchema) -> bool {
        let closed = |id| self.document.schemas.get(id).boolean == Some(false);
        let full = |most: u64| usize::try_from(most).is_ok_and(|most| most <= places(schema));
        schema.items.is_some_and(closed) || schema.constraints.items.1.is_some_and(full)
    }
}

/// Whether all places have to be there, and a Rust tuple can have as many.
pub(super) fn is_tuple(schema: &RawSchema) -> bool {
    let all = |least: u64| usize::try_from(least).is_ok_and(|least| least >= places(schema));
    schema.constraints.items.0.is_some_and(all) && (1..=LONGEST).contains(&places(schema))
}

fn places(schema: &RawSchema) -> usize {
    schema.prefix_items.len()
}
