//! Rust types as tokens.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{ArgumentType, FieldPlan, LiteralPlan, OutputType, Presence, RustType};

/// A type.
pub(super) fn emit_type(ty: &RustType) -> TokenStream {
    match ty {
        RustType::Bool => quote!(bool),
        RustType::I32 => quote!(i32),
        RustType::I64 => quote!(i64),
        RustType::U32 => quote!(u32),
        RustType::U64 => quote!(u64),
        RustType::I128 => quote!(i128),
        RustType::F64 => quote!(f64),
        RustType::String => quote!(String),
        RustType::Uuid => quote!(Uuid),
        RustType::Timestamp => quote!(Timestamp),
        RustType::Date => quote!(Date),
        RustType::Unit => quote!(()),
        RustType::Value => quote!(Value),
        RustType::Item(ident) => quote!(#ident),
        RustType::Vec(ty) => {
            let ty = emit_type(ty);
            quote!(Vec<#ty>)
        }
        RustType::Map(ty) => {
            let ty = emit_type(ty);
            quote!(Map<String, #ty>)
        }
        RustType::Tuple(places) => {
            let places = places.iter().map(emit_type);
            quote!((#(#places,)*))
        }
        RustType::Option(ty) => {
            let ty = emit_type(ty);
            quote!(Option<#ty>)
        }
        RustType::OneOrMany(ty) => {
            let ty = emit_type(ty);
            quote!(OneOrMany<#ty>)
        }
        // By its path: a type of the document may be called so.
        RustType::Part => quote!(crate::runtime::Part),
        RustType::Base64 => quote!(crate::runtime::Base64),
        RustType::Box(ty) => {
            let ty = emit_type(ty);
            quote!(Box<#ty>)
        }
    }
}

/// The type of a field, presence included.
pub(super) fn emit_field_type(field: &FieldPlan) -> TokenStream {
    let ty = emit_type(&field.ty);
    match field.presence {
        Presence::Required => ty,
        Presence::Nullable | Presence::Optional => quote!(Option<#ty>),
        Presence::Nullish => quote!(Nullish<#ty>),
    }
}

/// The type of an argument.
pub(super) fn emit_argument_type(ty: &ArgumentType) -> TokenStream {
    match ty {
        ArgumentType::Value(ty) => emit_type(ty),
        ArgumentType::Str => quote!(&str),
        ArgumentType::Slice(ty) => {
            let ty = emit_type(ty);
            quote!(&[#ty])
        }
        ArgumentType::Reference(ty) => {
            let ty = emit_type(ty);
            quote!(&#ty)
        }
        ArgumentType::Into(ty) => {
            let ty = emit_type(ty);
            quote!(impl Into<#ty>)
        }
        ArgumentType::Upload => quote!(impl Into<runtime::Upload>),
        ArgumentType::Form => quote!(&runtime::Form),
    }
}

/// The type of a body that was read.
pub(super) fn emit_output_type(ty: &OutputType) -> TokenStream {
    match ty {
        OutputType::Type(ty) => emit_type(ty),
        OutputType::Bytes => quote!(runtime::Bytes),
    }
}

/// A constant.
pub(super) fn emit_literal(literal: &LiteralPlan) -> TokenStream {
    match literal {
        LiteralPlan::String(text) => quote!(#text),
        LiteralPlan::Integer(value) => {
            let value = proc_macro2::Literal::i64_unsuffixed(*value);
            quote!(#value)
        }
        LiteralPlan::Boolean(value) => quote!(#value),
    }
}
