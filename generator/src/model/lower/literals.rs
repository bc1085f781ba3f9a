//! Constants among the variants of a union → one enum of them, or nothing where another variant
//! takes them anyway.
//!
//! An enum is open: it takes any text. So an enum and a string are the enum, which is what
//! `anyOf: [{ enum: [...] }, { type: string }]` is written for.

use super::Lowering;
use crate::document::RawSchema;
use crate::json::Json;
use crate::model::{
    Direction, Docs, Enum, EnumValues, IntegerFormat, NameHint, Scalar, Shape, StringFormat,
    TypeDef, TypeId, Variant,
};

impl Lowering<'_> {
    /// Gathers them. The shape of the union, when one enum is all that is left of it.
    pub(super) fn gather_literals(
        &mut self,
        schema: &RawSchema,
        variants: &mut Vec<Variant>,
    ) -> Option<Shape> {
        if variants.len() < 2 {
            return None;
        }
        let text = self.position(variants, &Shape::Scalar(Scalar::String(StringFormat::Plain)));
        let integer =
            self.position(variants, &Shape::Scalar(Scalar::Integer(IntegerFormat::Int64)));
        let number = self.position(variants, &Shape::Scalar(Scalar::Number));
        let strings = self.literals(variants).filter_map(|value| value.as_str().map(str::to_owned));
        let strings = distinct(strings);
        let integers = distinct(self.literals(variants).filter_map(|value| match value {
            Json::Number(text) => text.parse::<i64>().ok(),
            _ => None,
        }));
        let booleans = self.literals(variants).filter(|value| value.as_bool().is_some()).count();

        let mut gathered = Vec::new();
        if strings.len() > 1 || (strings.len() == 1 && text.is_some()) {
            self.remove_literals(variants, |value| value.as_str().is_some());
            gathered.push((
                "string",
                Shape::Enum(Enum { values: EnumValues::Strings(strings), labels: Vec::new() }),
            ));
        }
        if !integers.is_empty() {
            self.remove_literals(variants, |value| matches!(value, Json::Number(_)));
            if integer.is_none() && number.is_none() {
                let values = EnumValues::Integers(integers);
                gathered.push(("integer", Shape::Enum(Enum { values, labels: Vec::new() })));
            }
        }
        if booleans > 0 {
            self.remove_literals(variants, |value| value.as_bool().is_some());
            let boolean = self.intern(&schema.pointer, Shape::Scalar(Scalar::Boolean));
            if !variants.iter().any(|variant| variant.ty == boolean) {
                variants.push(Variant { ty: boolean, tags: Vec::new() });
            }
        }
        let text = self.position(variants, &Shape::Scalar(Scalar::String(StringFormat::Plain)));
        let enums = variants.iter().filter(|variant| self.is_text_enum(variant.ty)).count()
            + gathered.iter().filter(|(word, _)| *word == "string").count();
        if let (Some(text), 1) = (text, enums) {
            variants.remove(text);
        }
        if variants.is_empty() && gathered.len() == 1 {
            return gathered.pop().map(|(_, shape)| shape);
        }
        for (word, shape) in gathered {
            let ty = self.part(schema, word, shape);
            variants.push(Variant { ty, tags: Vec::new() });
        }
        None
    }

    /// The constants among the variants.
    fn literals(&self, variants: &[Variant]) -> impl Iterator<Item = &Json> {
        let types: Vec<TypeId> = variants.iter().map(|variant| variant.ty).collect();
        types.into_iter().filter_map(|ty| self.literal(ty))
    }

    fn literal(&self, ty: TypeId) -> Option<&Json> {
        match &self.types[ty.index()] {
            Some(TypeDef { shape: Shape::Literal(literal), .. }) => Some(&literal.value),
            _ => None,
        }
    }

    fn remove_literals(&self, variants: &mut Vec<Variant>, which: impl Fn(&Json) -> bool) {
        variants.retain(|variant| !self.literal(variant.ty).is_some_and(&which));
    }

    fn position(&self, variants: &[Variant], shape: &Shape) -> Option<usize> {
        variants.iter().position(|variant| {
            self.types[variant.ty.index()].as_ref().is_some_and(|def| def.shape == *shape)
        })
    }

    fn is_text_enum(&self, ty: TypeId) -> bool {
        match &self.types[self.plain(ty).index()] {
            Some(TypeDef { shape: Shape::Enum(values), .. }) => {
                matches!(values.values, EnumValues::Strings(_))
            }
            _ => false,
        }
    }

    /// A type for a part of the union, called by what it holds.
    fn part(&mut self, schema: &RawSchema, word: &str, shape: Shape) -> TypeId {
        let id = TypeId::new(self.types.len());
        let words = self.words(&schema.pointer).into_iter().chain([word.to_owned()]);
        self.types.push(Some(TypeDef {
            origin: schema.pointer.clone(),
            hint: NameHint::Inline(words.collect()),
            docs: Docs::default(),
            used: Direction::default(),
            shape,
        }));
        id
    }
}

/// Each value once, where it stands first.
fn distinct<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    values.fold(Vec::new(), |mut all, value| {
        if !all.contains(&value) {
            all.push(value);
        }
        all
    })
}
