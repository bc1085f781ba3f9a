//! Lifts what OpenAPI 3.0 writes in its own way to the 3.1 form of [`RawSchema`].
//!
//! - `nullable: true` becomes `null` among the types, or an alternative beside the schema.
//! - A boolean `exclusiveMinimum` makes `minimum` exclusive.
//! - Keywords beside `$ref` have no effect in 3.0 and are taken out, annotations apart.
//!
//! The same is done for 3.1 documents that still write it so; the meaning is plain.

use super::SchemaReader;
use crate::diagnostic::{At, Code, Diagnostic};
use crate::document::version::Dialect;
use crate::document::{Bound, JsonType, RawSchema, SchemaId, TypeSet};
use crate::json::Json;
use crate::pointer::Pointer;

/// What a schema says that [`RawSchema`] has another form for.
#[derive(Debug, Default)]
pub(super) struct Lift {
    pub(super) nullable: bool,
    pub(super) minimum: Limit,
    pub(super) maximum: Limit,
    /// `additionalItems`, of JSON Schema before 2020-12
    pub(super) additional_items: Option<SchemaId>,
    /// `unevaluatedProperties`
    pub(super) unevaluated_properties: Option<SchemaId>,
    /// `unevaluatedItems`
    pub(super) unevaluated_items: Option<SchemaId>,
}

/// A bound in both spellings.
#[derive(Debug, Default)]
pub(super) struct Limit {
    /// `minimum`
    pub(super) inclusive: Option<String>,
    /// `exclusiveMinimum` as a number
    exclusive: Option<String>,
    /// `exclusiveMinimum` as a boolean
    excludes: bool,
}

impl SchemaReader<'_> {
    /// `nullable`, which 3.1 no longer has.
    pub(super) fn nullable(&mut self, lift: &mut Lift, value: Json) {
        if self.dialect == Dialect::V31 && value == Json::Bool(true) {
            let message = "`nullable` is no keyword of OpenAPI 3.1; read as the type `null`";
            self.warn_key(Code::UnknownKeyword, message);
        }
        lift.nullable |= self.flag(value);
    }

    /// `exclusiveMinimum` and `exclusiveMaximum`, in either spelling.
    pub(super) fn exclusive(&mut self, limit: &mut Limit, value: Json) {
        match value {
            Json::Bool(excludes) => limit.excludes = excludes,
            other => limit.exclusive = self.number(other),
        }
    }

    /// Applies what was collected to the schema it was collected from.
    pub(super) fn lift(&mut self, raw: &mut RawSchema, lift: Lift) {
        self.rest(raw, &lift);
        raw.constraints.minimum = bound(lift.minimum, |a, b| a >= b);
        raw.constraints.maximum = bound(lift.maximum, |a, b| a <= b);
        if self.dialect == Dialect::V30 && raw.reference.is_some() {
            self.strip_siblings(raw);
        }
        if lift.nullable {
            self.allow_null(raw);
        }
    }

    /// The older and newer words for what follows named items and members.
    ///
    /// `unevaluatedProperties` means what `additionalProperties` does, with the members of `allOf`
    /// among the known ones (Core §11.3) – as which they are read anyway.
    fn rest(&mut self, raw: &mut RawSchema, lift: &Lift) {
        if raw.items.is_none() && !raw.prefix_items.is_empty() {
            raw.items = lift.additional_items.or(lift.unevaluated_items);
        }
        let Some(id) = lift.unevaluated_properties.filter(|_| raw.additional_properties.is_none())
        else {
            return;
        };
        let alone = raw.reference.is_none() && raw.any_of.is_empty() && raw.one_of.is_empty();
        match self.table.get(id).boolean {
            None if alone => raw.additional_properties = Some(id),
            None => {
                let at = At::Key(raw.pointer.child("unevaluatedProperties"));
                let message = "`unevaluatedProperties` is not generated: other members are read as if it were absent";
                self.out.push(Diagnostic::warning(Code::UnsupportedKeyword, at, message));
            }
            // A boolean changes the type only where nothing else says what it is.
            Some(false) if alone && raw.all_of.is_empty() => raw.additional_properties = Some(id),
            Some(_) => {}
        }
    }

    /// Takes out what has no effect beside `$ref` in 3.0 (3.0.4 §4.7.23). Annotations stay: they
    /// describe this use of the type, which is what their authors mean.
    fn strip_siblings(&mut self, raw: &mut RawSchema) {
        let bare = RawSchema {
            pointer: raw.pointer.clone(),
            reference: raw.reference.clone(),
            title: raw.title.clone(),
            description: raw.description.clone(),
            deprecated: raw.deprecated,
            read_only: raw.read_only,
            write_only: raw.write_only,
            default: raw.default.clone(),
            examples: raw.examples.clone(),
            extensions: raw.extensions.clone(),
            ..RawSchema::default()
        };
        if bare != *raw {
            let at = At::Pointer(raw.pointer.clone());
            let message = "keywords beside `$ref` have no effect in OpenAPI 3.0; they are left out";
            self.out.push(Diagnostic::note(Code::IgnoredSibling, at, message));
            *raw = bare;
        }
    }

    /// Adds null to the values a schema allows.
    ///
    /// 3.0.4 §4.7.24.2 gives `nullable` an effect beside `type` only. Documents use it beside
    /// `allOf` and `$ref` all the same, and their servers do send null there.
    fn allow_null(&mut self, raw: &mut RawSchema) {
        if let Some(values) = &mut raw.enumeration
            && !values.is_empty()
            && !values.contains(&Json::Null)
        {
            values.push(Json::Null);
        }
        if !raw.types.is_empty() {
            raw.types.insert(JsonType::Null);
        } else if raw.reference.is_some() || !raw.all_of.is_empty() || raw.not.is_some() {
            self.split_off_null(raw);
        } else if !raw.any_of.is_empty() {
            let at = raw.any_of.len();
            raw.any_of.push(self.null_schema(raw, "anyOf", at));
        } else if !raw.one_of.is_empty() {
            let at = raw.one_of.len();
            raw.one_of.push(self.null_schema(raw, "oneOf", at));
        } else if !raw.properties.is_empty() || raw.additional_properties.is_some() {
            raw.types.insert(JsonType::Object);
            raw.types.insert(JsonType::Null);
        } else if raw.items.is_some() {
            raw.types.insert(JsonType::Array);
            raw.types.insert(JsonType::Null);
        } else if is_member(&raw.pointer) && raw.constant.is_none() && raw.enumeration.is_none() {
            // `anyOf: [{$ref: …}, {nullable: true}]` is how tools of 3.0 spell null.
            raw.types.insert(JsonType::Null);
        }
    }

    /// Turns a schema into `anyOf` itself and null; annotations stay outside. The two alternatives
    /// get the pointers they would have, had the document written it so, or pointers below `nullable` where
    /// those are taken.
    fn split_off_null(&mut self, raw: &mut RawSchema) {
        let keyword = if raw.any_of.is_empty() { "anyOf" } else { "nullable" };
        let outer = RawSchema {
            pointer: raw.pointer.clone(),
            title: raw.title.take(),
            description: raw.description.take(),
            deprecated: std::mem::take(&mut raw.deprecated),
            read_only: std::mem::take(&mut raw.read_only),
            write_only: std::mem::take(&mut raw.write_only),
            default: raw.default.take(),
            examples: std::mem::take(&mut raw.examples),
            extensions: std::mem::take(&mut raw.extensions),
            ..RawSchema::default()
        };
        let mut inner = std::mem::replace(raw, outer);
        inner.pointer = raw.pointer.child(keyword).index(0);
        raw.any_of.push(self.table.insert(inner));
        let null = self.null_schema(raw, keyword, 1);
        raw.any_of.push(null);
    }

    fn null_schema(&mut self, raw: &RawSchema, keyword: &str, index: usize) -> SchemaId {
        let mut types = TypeSet::default();
        types.insert(JsonType::Null);
        let pointer = raw.pointer.child(keyword).index(index);
        self.table.insert(RawSchema { pointer, types, ..RawSchema::default() })
    }
}

/// One bound from its spellings; with two numbers, the one that allows less (`tighter`).
fn bound(limit: Limit, tighter: impl Fn(f64, f64) -> bool) -> Option<Bound> {
    let exclusive = |value| Some(Bound { value, exclusive: true });
    match (limit.inclusive, limit.exclusive) {
        (Some(value), None) => Some(Bound { value, exclusive: limit.excludes }),
        (None, Some(value)) => exclusive(value),
        (Some(inclusive), Some(other)) => {
            let parse = |text: &str| text.parse::<f64>().unwrap_or_default();
            if tighter(parse(&other), parse(&inclusive)) {
                exclusive(other)
            } else {
                Some(Bound { value: inclusive, exclusive: false })
            }
        }
        (None, None) => None,
    }
}

/// Whether a schema is a member of a union.
fn is_member(pointer: &Pointer) -> bool {
    pointer.parent().is_some_and(|list| ["anyOf", "oneOf"].contains(&list.last().as_str()))
}
