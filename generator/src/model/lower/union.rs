//! `oneOf`, `anyOf` and type lists → union, or what is left of one without its null.
//!
//! How the variants are told apart is decided in `dispatch`, when all of them are known.

use super::Lowering;
use super::docs::is_null;
use crate::diagnostic::Code;
use crate::document::{JsonType, RawSchema, SchemaId, TypeSet};
use crate::model::{
    Direction, Dispatch, Enum, EnumValues, IntegerFormat, NameHint, Scalar, Shape, StringFormat,
    TypeDef, TypeId, Union, Variant,
};

impl Lowering<'_> {
    /// The shape of a schema with `oneOf` or `anyOf`.
    pub(super) fn lower_union(&mut self, schema: &RawSchema, this: TypeId) -> Shape {
        if !schema.one_of.is_empty() && !schema.any_of.is_empty() {
            self.warn(
                Code::UnsupportedKeyword,
                &schema.pointer.child("anyOf"),
                "`anyOf` beside `oneOf` is not part of the type",
            );
        }
        if !schema.properties.is_empty() {
            self.warn(
                Code::UnsupportedKeyword,
                &schema.pointer.child("properties"),
                "properties beside a union are not part of its variants",
            );
        }
        let members = if schema.one_of.is_empty() { &schema.any_of } else { &schema.one_of };
        let document = self.document;
        let plain: Vec<SchemaId> =
            members.iter().copied().filter(|id| !is_null(document.schemas.get(*id))).collect();
        let nullable = plain.len() < members.len() || schema.types.contains(JsonType::Null);
        match plain.as_slice() {
            [] => Shape::Scalar(Scalar::Null),
            [only] => {
                let inner = self.lower_schema(*only);
                if nullable { Shape::Nullable(inner) } else { Shape::Alias(inner) }
            }
            _ => {
                let mut types = Vec::with_capacity(plain.len());
                for id in &plain {
                    types.push(self.lower_schema(*id));
                }
                self.lower_variants(schema, types, nullable, this)
            }
        }
    }

    /// The shape of a schema whose `type` lists several types.
    pub(super) fn lower_type_list(
        &mut self,
        schema: &RawSchema,
        types: TypeSet,
        this: TypeId,
    ) -> Shape {
        let mut words = self.words(&schema.pointer);
        words.push("object".to_owned());
        let mut variants = Vec::new();
        for t in types.iter() {
            let shape = self.lower_type(schema, t);
            variants.push(match shape {
                Shape::Object(_) => {
                    let id = TypeId::new(self.types.len());
                    self.types.push(Some(TypeDef {
                        origin: schema.pointer.clone(),
                        hint: NameHint::Inline(words.clone()),
                        docs: crate::model::Docs::default(),
                        used: Direction::default(),
                        shape,
                    }));
                    id
                }
                shape => self.intern(&schema.pointer, shape),
            });
        }
        self.lower_variants(schema, variants, false, this)
    }

    /// The union of `types`, each taken once. Integers are numbers, so the two alone are no union.
    fn lower_variants(
        &mut self,
        schema: &RawSchema,
        types: Vec<TypeId>,
        nullable: bool,
        this: TypeId,
    ) -> Shape {
        let mut variants: Vec<Variant> = Vec::with_capacity(types.len());
        for ty in types {
            if !variants.iter().any(|variant| variant.ty == ty) {
                variants.push(Variant { ty, tags: Vec::new() });
            }
        }
        if variants.iter().all(|variant| self.is_number(variant.ty)) && variants.len() > 1 {
            let number = self.intern(&schema.pointer, Shape::Scalar(Scalar::Number));
            variants = vec![Variant { ty: number, tags: Vec::new() }];
        }
        if let Some(values) = self.constants(&variants) {
            let shape =
                Shape::Enum(Enum { values: EnumValues::Strings(values), labels: Vec::new() });
            return if nullable { self.nullable(schema, shape) } else { shape };
        }
        if let [only] = variants.as_slice() {
            return if nullable { Shape::Nullable(only.ty) } else { Shape::Alias(only.ty) };
        }
        let plain = variants.iter().all(|variant| self.is_plain(variant.ty));
        if plain {
            variants.sort_by_key(|variant| self.rank(variant.ty));
        }
        let union = Shape::Union(Union { variants, dispatch: Dispatch::Kind });
        if plain {
            return if nullable { self.nullable(schema, union) } else { union };
        }
        if !nullable {
            self.unions.push((this, schema.pointer.clone()));
            return union;
        }
        let shape = self.nullable(schema, union);
        if let Shape::Nullable(inner) = shape {
            self.unions.push((inner, schema.pointer.clone()));
        }
        shape
    }

    /// The values of a union of string constants: an enum, spelled so that each value can have a
    /// description.
    fn constants(&self, variants: &[Variant]) -> Option<Vec<String>> {
        let constant = |variant: &Variant| match &self.types[variant.ty.index()] {
            Some(TypeDef { shape: Shape::Literal(literal), .. }) => {
                literal.value.as_str().map(str::to_owned)
            }
            _ => None,
        };
        (variants.len() > 1).then(|| variants.iter().map(constant).collect()).flatten()
    }

    /// Whether a type is a scalar, or a list of scalars: a union of such has no names to tell.
    pub(super) fn is_plain(&self, id: TypeId) -> bool {
        match &self.types[id.index()] {
            Some(TypeDef { shape: Shape::Scalar(_), .. }) => true,
            Some(TypeDef { shape: Shape::Array(item), .. }) => {
                matches!(&self.types[item.index()], Some(TypeDef { shape: Shape::Scalar(_), .. }))
            }
            _ => false,
        }
    }

    /// The place of a type in a union decided by kind. Texts with a form of their own are tried
    /// before plain text, which fits everything; the rest is ordered so that the order in the
    /// document decides nothing.
    pub(super) fn rank(&self, id: TypeId) -> (u8, String) {
        let Some(def) = &self.types[id.index()] else {
            return (9, String::new());
        };
        match &def.shape {
            Shape::Scalar(Scalar::Boolean) => (0, String::new()),
            Shape::Scalar(Scalar::Integer(format)) => (1, format!("{format:?}")),
            Shape::Scalar(Scalar::Number) => (2, String::new()),
            Shape::Scalar(Scalar::String(StringFormat::Plain | StringFormat::Binary)) => {
                (5, String::new())
            }
            Shape::Scalar(other) => (3, format!("{other:?}")),
            Shape::Enum(_) | Shape::Literal(_) => (4, String::new()),
            Shape::Array(item) => (6, format!("{:?}", self.rank(*item))),
            Shape::Alias(inner) => self.rank(*inner),
            _ => (9, String::new()),
        }
    }

    fn is_number(&self, id: TypeId) -> bool {
        matches!(
            &self.types[id.index()],
            Some(TypeDef {
                shape: Shape::Scalar(
                    Scalar::Number | Scalar::Integer(IntegerFormat::Int64 | IntegerFormat::Int32)
                ),
                ..
            })
        )
    }
}
