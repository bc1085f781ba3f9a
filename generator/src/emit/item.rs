//! Structs, enums, unions, aliases: plain Rust with its documentation, then one macro call of the
//! runtime for what serde and the builder need.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{blank, emit_docs, own_docs};
use super::ident::own;
use super::ty::{emit_field_type, emit_literal, emit_type};
use crate::plan::{
    DispatchPlan, EnumPlan, FieldPlan, ItemKind, ItemPlan, KindPlan, Presence, RustIdent,
    SettersPlan, StructPlan, UnionPlan, VariantPlan,
};

/// An item of a file of types.
pub(super) fn emit_item(item: &ItemPlan) -> TokenStream {
    let docs = emit_docs(&item.docs);
    let ident = &item.ident;
    match &item.kind {
        ItemKind::Struct(plan) => emit_struct(&docs, ident, plan),
        ItemKind::Enum(plan) => emit_enum(&docs, ident, plan),
        ItemKind::Union(plan) => emit_union(&docs, ident, plan),
        ItemKind::Alias(ty) => {
            let ty = emit_type(ty);
            quote!(#docs pub type #ident = #ty;)
        }
    }
}

fn emit_struct(docs: &TokenStream, ident: &RustIdent, plan: &StructPlan) -> TokenStream {
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
    let rows = struct_rows(plan);
    let setters = plan.setters.as_ref().map(|setters| emit_setters(ident, plan, setters));
    let blank = blank();
    quote! {
        #docs
        #[derive(Clone, Debug, #default PartialEq)]
        #[non_exhaustive]
        pub struct #ident { #(#fields)* #rest }
        #blank
        object! { #ident { #(#rows),* } }
        #setters
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
    let rest = plan.rest.as_ref().map(|(name, _)| quote!(rest #name));
    rows.into_iter().map(|(_, row)| row).chain(rest).collect()
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
    let blank = blank();
    quote! {
        #blank
        setters! { #ident { new(#(#required),*), #(#rows),* } }
    }
}

fn emit_enum(docs: &TokenStream, ident: &RustIdent, plan: &EnumPlan) -> TokenStream {
    let names = plan.variants.iter().map(|(name, _)| name);
    let rows = plan.variants.iter().map(|(name, value)| {
        let value = emit_literal(value);
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
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #ident { #(#names,)* #unknown_docs Unknown(#unknown) }
        #blank
        #macro_name! { #ident { #(#rows),* } }
    }
}

fn emit_union(docs: &TokenStream, ident: &RustIdent, plan: &UnionPlan) -> TokenStream {
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
        quote!(#blank from_variants! { #ident { #(#rows),* } })
    });
    let blank = blank();
    quote! {
        #docs
        #uneven
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident { #(#variants)* #unknown_docs Unknown(Value) }
        #blank
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
        KindPlan::Array => word("array"),
        KindPlan::Object { required, optional } => {
            let row = word("object");
            quote!(#row [#(#required),*] [#(#optional),*])
        }
    }
}
