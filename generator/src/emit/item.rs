//! Structs, enums, unions, aliases: plain Rust with its documentation, then one macro call of the
//! runtime for what serde and the builder need.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{blank, emit_docs, own_docs};
use super::gate::emit_gate;
use super::ident::own;
use super::ty::{emit_field_type, emit_literal, emit_type};
use crate::plan::{
    DiffPlan, DiffSource, DispatchPlan, EnumPlan, FieldPlan, ItemKind, ItemPlan, KindPlan,
    Presence, RustIdent, RustType, SettersPlan, StructPlan, UnionPlan, VariantPlan,
};

/// An item of a file of types.
pub(super) fn emit_item(item: &ItemPlan) -> TokenStream {
    let (docs, gate) = (emit_docs(&item.docs), emit_gate(&item.gate));
    let docs = quote!(#docs #gate);
    let ident = &item.ident;
    match &item.kind {
        ItemKind::Struct(plan) => emit_struct(&docs, &gate, ident, plan),
        ItemKind::Enum(plan) => emit_enum(&docs, &gate, ident, plan),
        ItemKind::Union(plan) => emit_union(&docs, &gate, ident, plan),
        ItemKind::Alias(ty) => {
            let ty = emit_type(ty);
            quote!(#docs pub type #ident = #ty;)
        }
    }
}

fn emit_struct(
    docs: &TokenStream,
    gate: &TokenStream,
    ident: &RustIdent,
    plan: &StructPlan,
) -> TokenStream {
    let fields = plan.fields.iter().map(|field| {
        let (docs, name, ty) = (emit_docs(&field.docs), &field.ident, emit_field_type(field));
        quote!(#docs pub #name: #ty,)
    });
    let rest = plan.rest.as_ref().map(|(name, ty)| {
        let docs = own_docs(&["What the server sent besides."]);
        let ty = emit_type(ty);
        quote!(#docs pub #name: Map<String, #ty>,)
    });
    let default = plan.default.then(|| quote!(Default,));
    let equal = (!plan.is_form).then(|| quote!(PartialEq));
    let (macro_name, rows, last) = if plan.is_form {
        (own("multipart"), form_rows(plan), None)
    } else {
        let last = plan.rest.as_ref().map(|(name, _)| quote!(rest #name));
        (own("object"), struct_rows(plan), last)
    };
    let blank = blank();
    let setters = plan.setters.as_ref().map(|setters| {
        let setters = emit_setters(ident, plan, setters);
        quote!(#blank #gate #setters)
    });
    let diff = plan.diff.as_ref().map(|diff| {
        let diff = emit_diff(ident, diff);
        quote!(#blank #gate #diff)
    });
    quote! {
        #docs
        #[derive(Clone, #default #equal)]
        #[non_exhaustive]
        pub struct #ident { #(#fields)* #rest }
        #blank
        #gate
        #macro_name! { #ident { #(#rows),* } #last }
        #setters
        #diff
    }
}

/// The rows of `object!`, by key: fields and constants in one list.
fn struct_rows(plan: &StructPlan) -> Vec<TokenStream> {
    let mut rows: Vec<(&str, TokenStream)> =
        plan.fields.iter().map(|field| (field.wire.as_str(), field_row(field))).collect();
    rows.extend(plan.literals.iter().map(|constant| {
        let (wire, value) = (&constant.wire, emit_literal(&constant.value));
        let word = own(if constant.required { "literal" } else { "implied" });
        (wire.as_str(), quote!(#word #wire = #value))
    }));
    rows.sort_by_key(|(wire, _)| *wire);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The rows of `multipart!`, by key.
fn form_rows(plan: &StructPlan) -> Vec<TokenStream> {
    let fields = plan.fields.iter().map(|field| {
        let (name, wire) = (&field.ident, &field.wire);
        let word = own(if is_part(&field.ty) { "part" } else { "field" });
        (wire.as_str(), quote!(#word #name #wire))
    });
    let literals = plan.literals.iter().map(|constant| {
        let (wire, value) = (&constant.wire, emit_literal(&constant.value));
        (wire.as_str(), quote!(literal #wire = #value))
    });
    let mut rows: Vec<(&str, TokenStream)> = fields.chain(literals).collect();
    rows.sort_by_key(|(wire, _)| *wire);
    let rest = plan.rest.as_ref().map(|(name, _)| quote!(rest #name));
    rows.into_iter().map(|(_, row)| row).chain(rest).collect()
}

/// Whether a field holds files.
fn is_part(ty: &RustType) -> bool {
    match ty {
        RustType::Part => true,
        RustType::Vec(ty) | RustType::OneOrMany(ty) | RustType::Option(ty) => is_part(ty),
        _ => false,
    }
}

fn field_row(field: &FieldPlan) -> TokenStream {
    let (name, wire) = (&field.ident, &field.wire);
    if let Some((sibling, key)) = &field.selected_by {
        return quote!(select #name #wire by #sibling #key);
    }
    let word = own(presence_word(field.presence));
    quote!(#word #name #wire)
}

fn presence_word(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Nullable => "nullable",
        Presence::Optional => "optional",
        Presence::Nullish => "nullish",
    }
}

fn emit_setters(ident: &RustIdent, plan: &StructPlan, setters: &SettersPlan) -> TokenStream {
    let required = setters.required.iter().map(|index| {
        let field = &plan.fields[*index];
        let (name, ty) = (&field.ident, emit_field_type(field));
        quote!(#name: #ty)
    });
    let optional = setters.setters.iter().map(|(index, null)| {
        let field = &plan.fields[*index];
        let (name, ty, word) =
            (&field.ident, emit_type(&field.ty), own(presence_word(field.presence)));
        quote!(#word #name #null: #ty)
    });
    let rest = plan.rest.as_ref().map(|(name, ty)| {
        let ty = emit_type(ty);
        quote!(rest #name: Map<String, #ty>)
    });
    let rows = optional.chain(rest);
    quote!(setters! { #ident { new(#(#required),*), #(#rows),* } })
}

fn emit_diff(ident: &RustIdent, plan: &DiffPlan) -> TokenStream {
    let left = plan.left.as_ref().map(|left| quote!(leaves #left));
    let sources = plan.sources.iter().map(|source| match source {
        DiffSource::Struct { ident, always, fields } => {
            let fields = fields.iter().map(|(name, constant)| {
                let constant = constant.as_ref().map(|constant| {
                    let value = emit_literal(constant);
                    quote!(= #value)
                });
                quote!(#name #constant)
            });
            let always = (!always.is_empty()).then(|| quote!((#(#always),*)));
            quote!(from #ident #always { #(#fields),* };)
        }
        DiffSource::Union { ident, variants } => quote!(either #ident { #(#variants),* };),
    });
    quote!(diff! { #ident #left; #(#sources)* })
}

fn emit_enum(
    docs: &TokenStream,
    gate: &TokenStream,
    ident: &RustIdent,
    plan: &EnumPlan,
) -> TokenStream {
    let variants = plan.variants.iter().map(|variant| {
        let (docs, name) = (emit_docs(&variant.docs), &variant.ident);
        quote!(#docs #name,)
    });
    let rows = plan.variants.iter().map(|variant| {
        let (name, value) = (&variant.ident, emit_literal(&variant.value));
        quote!(#name #value)
    });
    let (unknown, macro_name) = if plan.integers {
        (quote!(i64), own("integer_enum"))
    } else {
        (quote!(String), own("string_enum"))
    };
    let unknown_docs = own_docs(&["A value that this version does not know, kept as received."]);
    let blank = blank();
    quote! {
        #docs
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #ident { #(#variants)* #unknown_docs Unknown(#unknown) }
        #blank
        #gate
        #macro_name! { #ident { #(#rows),* } }
    }
}

fn emit_union(
    docs: &TokenStream,
    gate: &TokenStream,
    ident: &RustIdent,
    plan: &UnionPlan,
) -> TokenStream {
    let variants = plan.variants.iter().map(|variant| {
        let (name, ty) = (&variant.ident, emit_type(&variant.ty));
        quote!(#name(#ty),)
    });
    let uneven = plan.uneven.then(uneven_lint);
    let unknown_docs = own_docs(&["A value that fits none of these, kept as received."]);
    let serde = emit_dispatch(ident, plan);
    let from = (!plan.from.is_empty()).then(|| {
        let rows = plan.from.iter().map(|index| {
            let (name, ty) = (&plan.variants[*index].ident, emit_type(&plan.variants[*index].ty));
            quote!(#name(#ty))
        });
        let blank = blank();
        quote!(#blank #gate from_variants! { #ident { #(#rows),* } })
    });
    let blank = blank();
    quote! {
        #docs
        #uneven
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #ident { #(#variants)* #unknown_docs Unknown(Value) }
        #blank
        #gate
        #serde
        #from
    }
}

/// The exception for variants of very different size.
pub(super) fn uneven_lint() -> TokenStream {
    let reason = "a box would come and go with the size of a variant, and break callers";
    quote!(#[allow(clippy::large_enum_variant, reason = #reason)])
}

fn emit_dispatch(ident: &RustIdent, plan: &UnionPlan) -> TokenStream {
    let tagged_rows = |other: Option<usize>| {
        let rows: Vec<TokenStream> = plan
            .variants
            .iter()
            .enumerate()
            .filter(|(index, variant)| Some(*index) != other && !variant.tags.is_empty())
            .map(|(_, variant)| {
                let (name, ty) = (&variant.ident, emit_type(&variant.ty));
                let tags = variant.tags.iter().map(emit_literal);
                quote!(#(#tags)|* => #name(#ty))
            })
            .collect();
        rows
    };
    match &plan.dispatch {
        DispatchPlan::Tag { property, absent, other } => {
            let rows = tagged_rows(*other);
            let absent = absent.map(|index| {
                let name = &plan.variants[index].ident;
                quote!(absent #name)
            });
            let other = other.map(|index| {
                let (name, ty) = (&plan.variants[index].ident, emit_type(&plan.variants[index].ty));
                quote!(other #name(#ty))
            });
            quote!(tagged! { #ident by #property { #(#rows),* } #absent #other })
        }
        DispatchPlan::Sibling => {
            let rows = tagged_rows(None);
            quote!(selected! { #ident { #(#rows),* } })
        }
        DispatchPlan::Kind => {
            let rows = plan.variants.iter().map(kind_row);
            quote!(untagged! { #ident { #(#rows),* } })
        }
    }
}

fn kind_row(variant: &VariantPlan) -> TokenStream {
    let (name, ty) = (&variant.ident, emit_type(&variant.ty));
    let word = |word| {
        let word = own(word);
        quote!(#word #name(#ty))
    };
    match &variant.kind {
        KindPlan::Null => word("null"),
        KindPlan::Boolean => word("boolean"),
        KindPlan::Integer => word("integer"),
        KindPlan::Number => word("number"),
        KindPlan::String => word("string"),
        KindPlan::KnownInteger => word("known_integer"),
        KindPlan::KnownString => word("known_string"),
        KindPlan::Array => word("array"),
        KindPlan::Object { required, optional } => {
            let row = word("object");
            quote!(#row [#(#required),*] [#(#optional),*])
        }
    }
}
