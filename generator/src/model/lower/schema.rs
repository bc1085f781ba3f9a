//! Schema → type: follows references, keeps one type per schema, and decides which kind of shape
//! a schema asks for. The kinds themselves are lowered by the sibling modules.

use super::Lowering;
use super::combine::{is_requirement, speaks, speaks_beside_reference};
use super::media::is_binary;
use crate::diagnostic::Code;
use crate::document::{JsonType, RawSchema, SchemaId, TypeSet};
use crate::model::{Direction, NameHint, Shape, TypeDef, TypeId};
use crate::pointer::Pointer;

/// References that may follow one another before we call it a loop.
const REFERENCE_CHAIN: usize = 64;

impl Lowering<'_> {
    /// The type of schema `id`.
    pub(super) fn lower_schema(&mut self, id: SchemaId) -> TypeId {
        let Some(id) = self.follow(id) else {
            return self.any();
        };
        if let Some(&known) = self.by_schema.get(&id) {
            self.used_slots.insert(id);
            return known;
        }
        let document = self.document;
        let schema = document.schemas.get(id);
        let hint = self.hint(&schema.pointer);
        let slot = TypeId::new(self.types.len());
        self.types.push(None);
        self.by_schema.insert(id, slot);

        let shape = self.lower_shape(schema, slot);
        self.check_default(schema, &shape);
        let recursive = self.used_slots.contains(&id);
        let named = matches!(hint, NameHint::Component(_));
        if !named && !recursive && !self.needs_name(&shape) {
            let interned = self.intern(&schema.pointer, shape);
            self.by_schema.insert(id, interned);
            self.finish(slot, schema, hint, Shape::Alias(interned));
            return interned;
        }
        self.finish(slot, schema, hint, shape);
        slot
    }

    fn finish(&mut self, slot: TypeId, schema: &RawSchema, hint: NameHint, shape: Shape) {
        self.types[slot.index()] = Some(TypeDef {
            origin: schema.pointer.clone(),
            hint,
            docs: self.type_docs(schema),
            used: Direction::default(),
            shape,
        });
    }

    /// The schema that `id` stands for, after its references. `None`, with a finding, for a
    /// reference to itself.
    pub(super) fn follow(&mut self, id: SchemaId) -> Option<SchemaId> {
        let document = self.document;
        let mut at = id;
        for _ in 0..REFERENCE_CHAIN {
            let schema = document.schemas.get(at);
            if schema.reference.is_none() || speaks_beside_reference(schema) {
                return Some(at);
            }
            let target = self.target(schema)?;
            at = target;
        }
        let pointer = document.schemas.get(id).pointer.clone();
        if self.loops.insert(id) {
            self.warn(
                Code::DanglingReference,
                &pointer.child("$ref"),
                "this reference leads back to itself; any value is allowed",
            );
        }
        None
    }

    /// The schema that the reference of `schema` leads to. The document has none that lead nowhere.
    pub(super) fn target(&self, schema: &RawSchema) -> Option<SchemaId> {
        let pointer = Pointer::from_reference(schema.reference.as_deref()?)?;
        self.document.schemas.at(&pointer)
    }

    /// Reports a schema that nothing fits, once, whatever else combines it.
    pub(super) fn report_impossible(&mut self, at: &Pointer, message: &str) {
        if self.impossible.insert(at.clone()) {
            self.warn(Code::ImpossibleSchema, at, message);
        }
    }

    /// The type of any JSON value.
    pub(super) fn any(&mut self) -> TypeId {
        self.intern(&Pointer::root(), Shape::Any)
    }

    /// The one type with this shape, for shapes that have no name of their own.
    pub(super) fn intern(&mut self, origin: &Pointer, shape: Shape) -> TypeId {
        let key = format!("{shape:?}");
        if let Some(&known) = self.interned.get(&key) {
            return known;
        }
        let id = TypeId::new(self.types.len());
        self.types.push(Some(TypeDef {
            origin: origin.clone(),
            hint: NameHint::Content,
            docs: crate::model::Docs::default(),
            used: Direction::default(),
            shape,
        }));
        self.interned.insert(key, id);
        id
    }

    /// The shape of `schema`, which becomes the type `this`.
    pub(super) fn lower_shape(&mut self, schema: &RawSchema, this: TypeId) -> Shape {
        if let Some(value) = schema.boolean {
            if !value {
                let message = "no value fits the schema `false`; it is read as any JSON value";
                self.report_impossible(&schema.pointer, message);
            }
            return Shape::Any;
        }
        if schema.not.is_some() {
            self.warn(
                Code::UnsupportedKeyword,
                &schema.pointer.child("not"),
                "`not` changes no type; values are not checked against it",
            );
        }
        if schema.reference.is_some() {
            return self.lower_combined(schema, this);
        }
        if let Some(constant) = &schema.constant {
            return self.lower_constant(schema, constant);
        }
        match schema.enumeration.as_deref() {
            Some([]) => self.warn(
                Code::ImpossibleSchema,
                &schema.pointer.child("enum"),
                "no value fits an empty `enum`; it is read as if it were absent",
            ),
            Some(values) => return self.lower_enumeration(schema, values),
            None => {}
        }
        if let Some(shape) = self.lower_family(schema, this) {
            return shape;
        }
        let alternatives = [&schema.one_of, &schema.any_of];
        let unions = alternatives.iter().filter(|members| !members.is_empty()).count();
        let conditional = !schema.conditional.is_empty();
        if !schema.all_of.is_empty() || unions > 0 && speaks(schema) || unions > 1 || conditional {
            return self.lower_combined(schema, this);
        }
        let mut members = alternatives.into_iter().flatten();
        if unions == 1 && !members.all(|id| is_requirement(self.document.schemas.get(*id))) {
            return self.lower_union(schema, this);
        }
        self.lower_typed(schema, this)
    }

    /// The shape that the `type` keyword, or the keywords beside its absence, ask for.
    pub(super) fn lower_typed(&mut self, schema: &RawSchema, this: TypeId) -> Shape {
        let types = self.effective_types(schema);
        let plain = types.without(JsonType::Null);
        if types.contains(JsonType::Null) && !plain.is_empty() {
            let shape = self.lower_types(schema, plain, this);
            return self.nullable(schema, shape);
        }
        self.lower_types(schema, types, this)
    }

    /// The shape of a non-empty set of types without null, or of the absence of types.
    fn lower_types(&mut self, schema: &RawSchema, types: TypeSet, this: TypeId) -> Shape {
        let mut each = types.iter();
        match (each.next(), each.next()) {
            (None, _) => Shape::Any,
            (Some(only), None) => self.lower_type(schema, only),
            (Some(_), Some(_)) => self.lower_type_list(schema, types, this),
        }
    }

    /// The shape of one type of `schema`.
    pub(super) fn lower_type(&mut self, schema: &RawSchema, t: JsonType) -> Shape {
        match t {
            JsonType::Object => self.lower_object(schema),
            JsonType::Array => self.lower_array(schema),
            JsonType::Null
            | JsonType::Boolean
            | JsonType::Integer
            | JsonType::Number
            | JsonType::String => Shape::Scalar(self.lower_scalar(schema, t)),
        }
    }

    /// The types of `schema`: as written, or told by the keywords that only one type has.
    fn effective_types(&self, schema: &RawSchema) -> TypeSet {
        let mut types = schema.types;
        if types.is_empty() {
            let object = !schema.properties.is_empty()
                || schema.additional_properties.is_some()
                || !schema.pattern_properties.is_empty()
                || !schema.required.is_empty();
            if object {
                types.insert(JsonType::Object);
            } else if schema.items.is_some() || !schema.prefix_items.is_empty() {
                types.insert(JsonType::Array);
            } else if is_binary(schema) {
                types.insert(JsonType::String);
            }
        }
        types
    }

    /// Whether a type of this shape must be an item of its own, so that an inline one cannot be
    /// shared with others of the same shape.
    fn needs_name(&self, shape: &Shape) -> bool {
        match shape {
            Shape::Object(_) | Shape::Enum(_) | Shape::Literal(_) => true,
            Shape::Union(union) => !union.variants.iter().all(|variant| self.is_plain(variant.ty)),
            Shape::Scalar(_)
            | Shape::Array(_)
            | Shape::Tuple(_)
            | Shape::Map(_)
            | Shape::Nullable(_)
            | Shape::Alias(_)
            | Shape::Any => false,
        }
    }

    /// `shape` or null: the part under the null becomes a type of its own, with the same name.
    pub(super) fn nullable(&mut self, schema: &RawSchema, shape: Shape) -> Shape {
        if matches!(shape, Shape::Nullable(_) | Shape::Any) {
            return shape;
        }
        if self.needs_name(&shape) {
            let id = TypeId::new(self.types.len());
            self.types.push(None);
            if let (Shape::Union(_), Some(pending)) = (&shape, self.unions.last_mut()) {
                // It is the last one, since what it holds was lowered before it.
                pending.ty = id;
            }
            let hint = match self.hint(&schema.pointer) {
                NameHint::Component(key) => NameHint::Under(key),
                inline => inline,
            };
            self.finish(id, schema, hint, shape);
            return Shape::Nullable(id);
        }
        let inner = self.intern(&schema.pointer, shape);
        Shape::Nullable(inner)
    }
}

/// The key of a component schema, when `pointer` leads to one.
pub(super) fn component_name(pointer: &Pointer) -> Option<String> {
    let rest = pointer.as_str().strip_prefix("/components/schemas/")?;
    (!rest.contains('/')).then(|| pointer.last())
}
