//! How large values are in memory, about: enough to tell when clippy would call a union uneven.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{
    AnswersPlan, ItemKind, ItemPlan, OutputType, Presence, RustIdent, RustType, UnionPlan,
};

/// `clippy::large_enum_variant` fires at a difference of 200 bytes; estimates err by less than this.
const LIMIT: usize = 120;

/// Estimated sizes of items.
pub(super) struct Sizes<'a> {
    items: BTreeMap<&'a RustIdent, &'a ItemPlan>,
    known: RefCell<BTreeMap<&'a RustIdent, usize>>,
}

impl<'a> Sizes<'a> {
    /// Sizes of `items`, computed when asked for.
    pub(super) fn new(items: &'a [ItemPlan]) -> Self {
        Self {
            items: items.iter().map(|item| (&item.ident, item)).collect(),
            known: RefCell::default(),
        }
    }

    /// Whether the largest variant of a union is much larger than the next.
    pub(super) fn is_uneven(&self, union: &UnionPlan) -> bool {
        let payloads = union.variants.iter().map(|variant| self.of(&variant.ty));
        uneven(payloads.chain([VALUE]).collect())
    }

    /// Whether the largest answer is much larger than the next.
    pub(super) fn are_uneven(&self, answers: &AnswersPlan) -> bool {
        let size = |ty: &OutputType| match ty {
            OutputType::Type(ty) => self.of(ty),
            OutputType::Bytes => 32,
        };
        uneven(answers.arms.iter().map(|arm| arm.ty.as_ref().map_or(0, size)).collect())
    }

    fn of(&self, ty: &RustType) -> usize {
        match ty {
            RustType::Bool | RustType::Unit => 1,
            RustType::I32 | RustType::U32 | RustType::Date => 4,
            RustType::I64 | RustType::U64 | RustType::F64 | RustType::Box(_) => 8,
            RustType::I128 | RustType::Uuid | RustType::Timestamp => 16,
            RustType::String | RustType::Base64 | RustType::Vec(_) | RustType::Map(_) => 24,
            RustType::Value => VALUE,
            RustType::Part => 112,
            RustType::Tuple(places) => places.iter().map(|place| self.of(place)).sum(),
            RustType::Option(ty) => self.optional(ty),
            RustType::OneOrMany(ty) => self.of(ty).max(24) + 8,
            RustType::Item(ident) => self.item(ident),
        }
    }

    /// Plain data has no spare value for the absent case.
    fn optional(&self, ty: &RustType) -> usize {
        let spare = match ty {
            RustType::I32
            | RustType::U32
            | RustType::I64
            | RustType::U64
            | RustType::F64
            | RustType::Uuid
            | RustType::Date => 8,
            RustType::I128 => 16,
            _ => 0,
        };
        self.of(ty) + spare
    }

    fn item(&self, ident: &RustIdent) -> usize {
        if let Some(size) = self.known.borrow().get(ident) {
            return *size;
        }
        let Some((ident, item)) = self.items.get_key_value(ident) else { return 0 };
        let size = match &item.kind {
            ItemKind::Struct(plan) => {
                let fields = plan.fields.iter().map(|field| match field.presence {
                    Presence::Required => self.of(&field.ty),
                    Presence::Nullable | Presence::Optional | Presence::Nullish => {
                        self.optional(&field.ty)
                    }
                });
                fields.sum::<usize>() + plan.rest.as_ref().map_or(0, |_| 24)
            }
            ItemKind::Enum(_) => 24,
            ItemKind::Union(plan) => {
                plan.variants
                    .iter()
                    .map(|variant| self.of(&variant.ty))
                    .max()
                    .unwrap_or(0)
                    .max(VALUE)
                    + 8
            }
            ItemKind::Alias(ty) => self.of(ty),
        };
        self.known.borrow_mut().insert(ident, size);
        size
    }
}

fn uneven(mut sizes: Vec<usize>) -> bool {
    sizes.sort_unstable();
    match sizes.as_slice() {
        [.., next, largest] => largest - next > LIMIT,
        _ => false,
    }
}

/// `serde_json::Value` with ordered objects.
const VALUE: usize = 72;
