//! Structs and enums: fields, presence, constants, setters.

use std::collections::BTreeSet;

use super::docs::{code, code_text, plan_docs};
use super::names::{Scope, type_name, value_name};
use super::types::{Types, literal_plan};
use super::{
    ConstantPlan, EnumPlan, EnumVariantPlan, FieldPlan, Gate, ItemKind, ItemPlan, LiteralPlan,
    Presence, RustIdent, RustType, SettersPlan, StructPlan,
};
use crate::model::{
    self, Additional, Direction, EnumValues, Field, Label, NameHint, Object, Shape, TypeId,
};

/// The item that the named type `id` is.
pub(super) fn plan_item(types: &Types<'_>, ident: &RustIdent, id: TypeId) -> ItemPlan {
    let def = types.api.get(id);
    let mut facts = Vec::new();
    let kind = match &def.shape {
        Shape::Object(object) => {
            let plan = plan_struct(types, object, def.used);
            facts.extend(plan.literals.iter().map(|constant| {
                format!(
                    "{} is always {}.",
                    code_text(&constant.wire),
                    literal_code(&constant.value)
                )
            }));
            ItemKind::Struct(plan)
        }
        Shape::Enum(plan) => ItemKind::Enum(plan_enum(types, id, &plan.values, &plan.labels)),
        Shape::Literal(literal) if literal.value.as_str().is_some() => ItemKind::Enum(plan_enum(
            types,
            id,
            &EnumValues::Strings(literal.value.as_str().map(str::to_owned).into_iter().collect()),
            &[],
        )),
        Shape::Union(union) if types.one_or_many(union).is_none() => {
            let plan = super::union::plan_union(types, id, union);
            // Without a variant that says more than any JSON value, it is one.
            if plan.variants.is_empty() {
                ItemKind::Alias(RustType::Value)
            } else {
                ItemKind::Union(plan)
            }
        }
        _ => ItemKind::Alias(types.structure(id).0),
    };
    if def.docs.deprecated {
        // The attribute would make every use of the type a warning, the crate's own included.
        facts.push("Deprecated: the API's document says so.".to_owned());
    }
    let mut docs = plan_docs(&def.docs, &facts);
    docs.deprecated = false;
    if def.docs.description.is_none()
        && let Some(title) =
            def.docs.summary.as_deref().filter(|title| type_name(title) != ident.as_str())
    {
        docs.lines.splice(0..0, super::docs::markdown(title));
    }
    if docs.lines.is_empty() {
        docs.lines.push(place(types, &def.hint));
    }
    ItemPlan {
        ident: ident.clone(),
        origin: def.origin.to_string(),
        source: id,
        gate: Gate::default(),
        docs,
        kind,
    }
}

/// What is said of a type that the document does not describe: where it stands.
fn place(types: &Types<'_>, hint: &NameHint) -> String {
    let title = code_text(&types.api.title);
    match hint {
        NameHint::Component(key) | NameHint::Under(key) => {
            format!("{} of {title}.", code_text(key))
        }
        NameHint::Inline(words) => {
            let words: Vec<String> = words.iter().rev().map(|word| code_text(word)).collect();
            format!("{}.", words.join(" of "))
        }
        NameHint::Content => "A value of one of several kinds.".to_owned(),
    }
}

fn plan_struct(types: &Types<'_>, object: &Object, used: Direction) -> StructPlan {
    let literals = object.fields.iter().filter_map(|field| {
        Some(ConstantPlan {
            wire: field.wire.clone(),
            value: types.folded(field)?,
            required: field.required,
        })
    });
    let literals = literals.collect();
    let mut scope = field_scope();
    let (stored, idents): (Vec<&Field>, Vec<RustIdent>) =
        stored_fields(types, object, &mut scope).into_iter().unzip();
    let fields: Vec<FieldPlan> = stored
        .iter()
        .zip(&idents)
        .map(|(field, ident)| plan_field(types, field, ident, &stored, &idents, used))
        .collect();
    let rest = match object.additional {
        Additional::Ignored => None,
        Additional::Kept(ty) => Some((
            scope.take(&["additional".to_owned(), "additional_properties".to_owned()]),
            types.value(ty),
        )),
    };
    let default =
        fields.iter().all(|field| matches!(field.presence, Presence::Optional | Presence::Nullish));
    let setters = used.request.then(|| plan_setters(&fields));
    StructPlan { fields, literals, rest, setters, default, is_form: object.is_form, diff: None }
}

/// The field of the struct of `object` that holds the key `wire`; none when it is not stored.
pub(super) fn field_of<'o>(
    types: &Types<'_>,
    object: &'o Object,
    wire: &str,
) -> Option<(&'o Field, RustIdent)> {
    let stored = stored_fields(types, object, &mut field_scope());
    stored.into_iter().find(|(field, _)| field.wire == wire)
}

/// `new` is the constructor, and setters are called as their fields.
fn field_scope() -> Scope {
    Scope::with(&["new"])
}

/// The fields that are no constants, and their names. A key that is spelled as a Rust name has it, whichever
/// stands first, so that a further key beside it renames nothing.
fn stored_fields<'o>(
    types: &Types<'_>,
    object: &'o Object,
    scope: &mut Scope,
) -> Vec<(&'o Field, RustIdent)> {
    let stored = object.fields.iter().filter(|field| types.folded(field).is_none());
    let mut named: Vec<(&Field, String, Option<RustIdent>)> =
        stored.map(|field| (field, value_name(&field.wire), None)).collect();
    for (field, name, ident) in &mut named {
        if field.wire == *name {
            *ident = Some(scope.take(std::slice::from_ref(name)));
        }
    }
    let rest = named.into_iter();
    rest.map(|(field, name, ident)| (field, ident.unwrap_or_else(|| scope.take(&[name])))).collect()
}

fn plan_field(
    types: &Types<'_>,
    field: &Field,
    ident: &RustIdent,
    siblings: &[&Field],
    idents: &[RustIdent],
    used: Direction,
) -> FieldPlan {
    let (ty, nullable) = types.of(field.ty);
    let presence = match (is_demanded(field, used), nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::Nullish,
    };
    let selected_by = field.selected_by.as_ref().and_then(|by| {
        let at = siblings.iter().position(|sibling| sibling.wire == *by)?;
        Some((idents[at].clone(), by.clone()))
    });
    let facts: Vec<String> = [
        field.read_only.then(|| "Read-only: the server sets it.".to_owned()),
        field.write_only.then(|| "Write-only: the server does not send it.".to_owned()),
        field.selected_by.as_ref().map(|by| format!("Its kind is decided by {}.", code_text(by))),
    ]
    .into_iter()
    .flatten()
    .collect();
    FieldPlan {
        ident: ident.clone(),
        wire: field.wire.clone(),
        ty,
        presence,
        selected_by,
        docs: plan_docs(&field.docs, &facts),
    }
}

/// Whether the key must be there. What only one side sends cannot be demanded of a type that the
/// other reads or writes too (OpenAPI 3.0 §4.7.24.2).
pub(super) fn is_demanded(field: &Field, used: Direction) -> bool {
    let one_sided = (field.read_only && used.request) || (field.write_only && used.response);
    field.required && !one_sided
}

fn plan_setters(fields: &[FieldPlan]) -> SettersPlan {
    let names: Vec<&str> = fields.iter().map(|field| field.ident.as_str()).collect();
    let mut scope = Scope::with(&names);
    let always =
        |field: &FieldPlan| matches!(field.presence, Presence::Required | Presence::Nullable);
    let setters = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| !always(field))
        .map(|(index, field)| {
            let null = || scope.take(&[value_name(&format!("{}_null", field.ident))]);
            (index, (field.presence == Presence::Nullish).then(null))
        })
        .collect();
    SettersPlan {
        required: (0..fields.len()).filter(|index| always(&fields[*index])).collect(),
        setters,
    }
}

fn plan_enum(types: &Types<'_>, id: TypeId, values: &EnumValues, labels: &[Label]) -> EnumPlan {
    let origin = &types.api.get(id).origin;
    let mut scope = Scope::with(&["Unknown"]);
    let mut variant = |index: usize, value: LiteralPlan, text: &str, candidate: String| {
        let label = labels.get(index);
        let pinned = types.config.pinned_variant(origin, text).map(type_name);
        let named = label.and_then(|label| label.name.as_deref()).filter(|name| is_word(name));
        let mut candidates: Vec<String> = pinned.into_iter().collect();
        candidates.extend(named.map(type_name));
        candidates.extend([candidate.clone(), format!("{candidate}Value")]);
        let description = label.and_then(|label| label.description.clone());
        EnumVariantPlan {
            ident: scope.take(&candidates),
            value,
            docs: plan_docs(&model::Docs { description, ..model::Docs::default() }, &[]),
        }
    };
    match values {
        EnumValues::Strings(values) => {
            let known: BTreeSet<&str> = values.iter().map(String::as_str).collect();
            let candidate = |value: &str| match value.strip_prefix('-') {
                // A sort key beside its reverse.
                Some(key) if known.contains(key) => type_name(&format!("{key}_desc")),
                _ => type_name(value),
            };
            let variants = values.iter().enumerate().map(|(index, value)| {
                variant(index, LiteralPlan::String(value.clone()), value, candidate(value))
            });
            EnumPlan { variants: variants.collect(), integers: false }
        }
        EnumValues::Integers(values) => {
            let variants = values.iter().enumerate().map(|(index, value)| {
                let text = value.to_string();
                variant(index, LiteralPlan::Integer(*value), &text, type_name(&text))
            });
            EnumPlan { variants: variants.collect(), integers: true }
        }
    }
}

/// Whether a text that is meant for a name has letters to make one of.
fn is_word(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_alphabetic())
}

/// A constant as inline code.
pub(super) fn literal_code(value: &LiteralPlan) -> String {
    match value {
        LiteralPlan::String(text) => code(&crate::json::Json::String(text.clone())),
        LiteralPlan::Integer(value) => format!("`{value}`"),
        LiteralPlan::Boolean(value) => format!("`{value}`"),
    }
}

/// The constants that `tags` are.
pub(super) fn tag_plans(tags: &[crate::json::Json]) -> Vec<LiteralPlan> {
    tags.iter().filter_map(literal_plan).collect()
}

/// Whether a type is cheap to copy.
pub(super) fn is_copy(ty: &RustType) -> bool {
    match ty {
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::U32
        | RustType::U64
        | RustType::I128
        | RustType::F64
        | RustType::Uuid
        | RustType::Timestamp
        | RustType::Date
        | RustType::Unit => true,
        RustType::Option(ty) => is_copy(ty),
        RustType::String
        | RustType::Base64
        | RustType::Value
        | RustType::Item(_)
        | RustType::Vec(_)
        | RustType::Map(_)
        | RustType::Tuple(_)
        | RustType::OneOrMany(_)
        | RustType::Box(_)
        | RustType::Part => false,
    }
}
