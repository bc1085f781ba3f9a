//! `type: object` → object or map.

use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use crate::diagnostic::Code;
use crate::document::{RawSchema, SchemaId};
use crate::model::{Additional, Docs, Field, Object, Shape, TypeId};

impl Lowering<'_> {
    /// The shape of an object: a map when no key is known, else fields.
    pub(super) fn lower_object(&mut self, schema: &RawSchema) -> Shape {
        if schema.properties.is_empty() {
            return self.lower_map(schema);
        }
        let additional = self.lower_additional(schema);
        let required: BTreeSet<&str> = schema.required.iter().map(String::as_str).collect();
        let properties = super::sorted(schema.properties.iter().cloned());
        let mut fields: BTreeMap<String, Field> = BTreeMap::new();
        for (wire, id) in properties {
            let field = self.lower_field(wire.clone(), id, required.contains(wire.as_str()));
            fields.insert(wire, field);
        }
        for name in required {
            if !fields.contains_key(name) && !matches!(additional, Additional::Kept(_)) {
                let field = self.undescribed_field(schema, name);
                fields.insert(name.to_owned(), field);
            }
        }
        Shape::Object(Object { fields: fields.into_values().collect(), additional, is_form: false })
    }

    /// A field for a required name that is no property: the document says that it is there and not
    /// what it is. It is often a slip of the pen, so that its absence is no error.
    fn undescribed_field(&mut self, schema: &RawSchema, name: &str) -> Field {
        self.warn(
            Code::UnknownRequired,
            &schema.pointer.child("required"),
            format!(
                "`{name}` is required but not among the properties; it may be any JSON value, and absent"
            ),
        );
        let description = "The document requires this and does not describe it.".to_owned();
        Field {
            wire: name.to_owned(),
            ty: self.any(),
            required: false,
            read_only: false,
            write_only: false,
            docs: Docs { description: Some(description), ..Docs::default() },
            selected_by: None,
        }
    }

    /// A field of an object.
    pub(super) fn lower_field(&mut self, wire: String, id: SchemaId, required: bool) -> Field {
        let ty = self.lower_schema(id);
        let schema = self.document.schemas.get(id);
        Field {
            wire,
            ty,
            required,
            read_only: schema.read_only,
            write_only: schema.write_only,
            docs: self.use_docs(id),
            selected_by: self.config.selector(&schema.pointer).map(|selector| selector.by.clone()),
        }
    }

    /// What becomes of further keys of an object with known ones.
    pub(super) fn lower_additional(&mut self, schema: &RawSchema) -> Additional {
        let patterns = self.lower_patterns(schema);
        let further = self.further(schema);
        if patterns.is_empty() {
            return match further {
                Further::Unstated | Further::None => Additional::Ignored,
                Further::Typed(ty) => Additional::Kept(ty),
            };
        }
        // Keys that match no pattern are as free as in any other object.
        let value = match further {
            Further::None => self.mixed(&schema.pointer, &patterns),
            Further::Typed(ty) => self.mixed(&schema.pointer, &[patterns, vec![ty]].concat()),
            Further::Unstated => None,
        };
        Additional::Kept(value.unwrap_or_else(|| self.any_key(schema)))
    }

    /// The shape of an object without known keys.
    fn lower_map(&mut self, schema: &RawSchema) -> Shape {
        let mut types = self.lower_patterns(schema);
        match self.further(schema) {
            Further::None if types.is_empty() => return Shape::Object(Object::default()),
            Further::Unstated if types.is_empty() => return Shape::Map(self.any()),
            Further::Typed(ty) => types.push(ty),
            Further::None => {}
            Further::Unstated => {
                let loose = |(pattern, _): &&(String, SchemaId)| !takes_all(pattern);
                if let Some((pattern, id)) = schema.pattern_properties.iter().find(loose) {
                    let at = self.document.schemas.get(*id).pointer.clone();
                    let message = format!(
                        "keys that do not match `{pattern}` are expected to be like those that do"
                    );
                    self.warn(Code::UnsupportedKeyword, &at, message);
                }
            }
        }
        let value = self.mixed(&schema.pointer, &types);
        Shape::Map(value.unwrap_or_else(|| self.any_key(schema)))
    }

    /// The types of the keys that match patterns. Which pattern a key matches is not looked at.
    fn lower_patterns(&mut self, schema: &RawSchema) -> Vec<TypeId> {
        let document = self.document;
        let patterns = schema.pattern_properties.iter();
        let allowed = patterns.filter(|(_, id)| !is_false(document.schemas.get(*id)));
        allowed.map(|(_, id)| self.lower_schema(*id)).collect()
    }

    /// What `additionalProperties` says.
    fn further(&mut self, schema: &RawSchema) -> Further {
        match schema.additional_properties {
            None => Further::Unstated,
            Some(id) if is_false(self.document.schemas.get(id)) => Further::None,
            Some(id) => Further::Typed(self.lower_schema(id)),
        }
    }

    /// Any JSON value, for keys of several kinds; reported.
    fn any_key(&mut self, schema: &RawSchema) -> TypeId {
        self.warn(
            Code::UnsupportedKeyword,
            &schema.pointer.child("patternProperties"),
            "keys of several kinds are kept in one map of JSON values",
        );
        self.any()
    }
}

/// What an object says of keys that no property and no pattern names.
enum Further {
    /// Nothing: they may be there and be anything.
    Unstated,
    /// There are none.
    None,
    /// They are of this type.
    Typed(TypeId),
}

fn is_false(schema: &RawSchema) -> bool {
    schema.boolean == Some(false)
}

/// Whether a pattern matches every key, as far as one can tell without reading it.
fn takes_all(pattern: &str) -> bool {
    let inner = pattern.strip_prefix('^').unwrap_or(pattern);
    let inner = inner.strip_suffix('$').unwrap_or(inner);
    matches!(inner, "" | "." | ".*" | ".+" | "(.*)" | "(.+)" | "[\\s\\S]*")
}
