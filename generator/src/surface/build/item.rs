//! The types of the surface.

use std::collections::{BTreeMap, BTreeSet};

use super::{Builder, digest, said};
use crate::model::{self, Shape};
use crate::plan::{
    self, DispatchPlan, EnumPlan, FieldPlan, ItemKind, ItemPlan, KindPlan, LiteralPlan, StructPlan,
    UnionPlan,
};
use crate::surface::{Enum, Field, Kind, Presence, Said, Struct, Ty, Type, Union, Variant};

impl Builder<'_> {
    /// A type that `features` have.
    pub(super) fn item(&self, plan: &ItemPlan, features: BTreeSet<String>) -> Type {
        let def = self.api.get(plan.source);
        Type {
            at: def.origin.to_string(),
            request: def.used.request,
            response: def.used.response,
            features,
            said: Said {
                default: None,
                format: def.docs.format.clone(),
                limits: self.limits(plan.source, &def.docs),
                deprecated: def.docs.deprecated,
            },
            text: text(plan, def),
            kind: match &plan.kind {
                ItemKind::Struct(plan) => Kind::Struct(self.structure(plan, &def.shape)),
                ItemKind::Enum(plan) => Kind::Enum(enumeration(plan)),
                ItemKind::Union(plan) => Kind::Union(union(plan)),
                ItemKind::Alias(ty) => Kind::Alias { ty: Ty::new(ty) },
            },
        }
    }

    fn structure(&self, plan: &StructPlan, shape: &Shape) -> Struct {
        let models: BTreeMap<&str, &model::Field> = match shape {
            Shape::Object(object) => {
                object.fields.iter().map(|field| (field.wire.as_str(), field)).collect()
            }
            _ => BTreeMap::new(),
        };
        let setters: BTreeMap<usize, Option<String>> = plan
            .setters
            .iter()
            .flat_map(|it| &it.setters)
            .map(|(index, null)| (*index, null.as_ref().map(ToString::to_string)))
            .collect();
        let field = |(index, field): (usize, &FieldPlan)| {
            let said = models.get(field.wire.as_str()).map(|model| Said {
                default: model.docs.default.as_ref().map(ToString::to_string),
                format: model.docs.format.clone(),
                limits: self.limits(model.ty, &model.docs),
                deprecated: model.docs.deprecated,
            });
            let null_setter = setters.get(&index).cloned();
            let planned = Field {
                name: field.ident.to_string(),
                ty: Ty::new(&field.ty),
                presence: presence(field.presence),
                setter: null_setter.is_some(),
                null_setter: null_setter.flatten(),
                selected_by: field.selected_by.as_ref().map(|(_, key)| key.clone()),
                said: said.unwrap_or_default(),
            };
            (field.wire.clone(), planned)
        };
        let constants =
            plan.literals.iter().map(|it| (it.wire.clone(), (literal(&it.value), it.required)));
        let key = |index: &usize| plan.fields[*index].wire.clone();
        let updates = plan.diff.iter().flat_map(|diff| &diff.sources);
        Struct {
            fields: plan.fields.iter().enumerate().map(field).collect(),
            constants: constants.collect(),
            rest: plan.rest.as_ref().map(|(ident, ty)| (ident.to_string(), Ty::new(ty))),
            new: plan.setters.as_ref().map(|it| it.required.iter().map(key).collect()),
            default: plan.default,
            form: plan.is_form,
            updates: updates.map(|source| source.ident().to_string()).collect(),
        }
    }
}

/// What the document says of a type and of its members.
fn text(plan: &ItemPlan, def: &model::TypeDef) -> String {
    let mut words = said(&def.docs);
    words.extend(printed(plan));
    match &def.shape {
        Shape::Object(object) => {
            let fields: BTreeMap<&String, &model::Field> =
                object.fields.iter().map(|field| (&field.wire, field)).collect();
            words.extend(fields.values().flat_map(|field| said(&field.docs)));
        }
        Shape::Enum(it) => {
            words.extend(it.labels.iter().map(|it| it.description.clone().unwrap_or_default()));
        }
        _ => {}
    }
    digest(words)
}

/// What the crate's documentation says, in which words are ours: where a type stands, who sets a field.
/// Limits and defaults are told by changes of their own.
fn printed(plan: &ItemPlan) -> Vec<String> {
    let fields = match &plan.kind {
        ItemKind::Struct(plan) => plan.fields.as_slice(),
        _ => &[],
    };
    let ours = |line: &&String| line.starts_with("Read-only") || line.starts_with("Write-only");
    let of_fields = fields.iter().flat_map(|field| field.docs.lines.iter().filter(ours));
    plan.docs.lines.first().into_iter().chain(of_fields).cloned().collect()
}

fn presence(presence: plan::Presence) -> Presence {
    match presence {
        plan::Presence::Required => Presence::Required,
        plan::Presence::Nullable => Presence::Nullable,
        plan::Presence::Optional => Presence::Optional,
        plan::Presence::Nullish => Presence::Nullish,
    }
}

/// A constant as JSON.
fn literal(value: &LiteralPlan) -> String {
    match value {
        LiteralPlan::String(text) => serde_json::Value::from(text.as_str()).to_string(),
        LiteralPlan::Integer(number) => number.to_string(),
        LiteralPlan::Boolean(value) => value.to_string(),
    }
}

fn enumeration(plan: &EnumPlan) -> Enum {
    let values = plan.variants.iter().map(|variant| {
        let value = match &variant.value {
            LiteralPlan::String(text) => text.clone(),
            other => literal(other),
        };
        (value, variant.ident.to_string())
    });
    Enum { values: values.collect(), integers: plan.integers }
}

fn union(plan: &UnionPlan) -> Union {
    let variants = plan.variants.iter().enumerate().map(|(index, variant)| {
        let kind = Variant {
            ty: Ty::new(&variant.ty),
            tags: variant.tags.iter().map(literal).collect(),
            told_by: match plan.dispatch {
                DispatchPlan::Kind => told_by(&variant.kind),
                DispatchPlan::Tag { .. } | DispatchPlan::Sibling => String::new(),
            },
            from: plan.from.contains(&index),
        };
        (variant.ident.to_string(), kind)
    });
    let name = |index: Option<usize>| Some(plan.variants[index?].ident.to_string());
    let (by, key, absent, other) = match &plan.dispatch {
        DispatchPlan::Tag { property, absent, other } => {
            ("tag", Some(property.clone()), name(*absent), name(*other))
        }
        DispatchPlan::Kind => ("kind", None, None, None),
        DispatchPlan::Sibling => ("sibling", None, None, None),
    };
    let order = plan.variants.iter().map(|variant| variant.ident.to_string());
    Union {
        variants: variants.collect(),
        order: order.collect(),
        by: by.to_owned(),
        key,
        absent,
        other,
    }
}

fn told_by(kind: &KindPlan) -> String {
    match kind {
        KindPlan::Null => "null",
        KindPlan::Boolean => "boolean",
        KindPlan::Integer | KindPlan::KnownInteger => "integer",
        KindPlan::Number => "number",
        KindPlan::String | KindPlan::KnownString => "string",
        KindPlan::Array => "array",
        KindPlan::Object { required, optional } => {
            let (required, optional) = (required.join(" "), optional.join(" "));
            return format!("object {required}; {optional}").trim_end().to_owned();
        }
    }
    .to_owned()
}
