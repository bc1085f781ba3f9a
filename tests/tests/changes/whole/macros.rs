//! What the runtime's macros add to a type, as far as programs may rely on it.
//!
//! Each macro has a form of its own, which is documented where the macro is; only what names types
//! is read here.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Macro, Token, Type, braced, parenthesized};

use super::items::has;
use super::operations;

pub(super) fn expansion(call: &Macro) -> syn::Result<TokenStream> {
    let name = call.path.get_ident().map(ToString::to_string).unwrap_or_default();
    let tokens = call.tokens.clone();
    match name.as_str() {
        "object" | "untagged" | "selected" => {
            (|input: ParseStream| Ok(json(&first(input)?))).parse2(tokens)
        }
        "multipart" => (|input: ParseStream| {
            let name = first(input)?;
            Ok(has(&name, quote!(::sdk::runtime::Multipart + ::core::fmt::Debug)))
        })
        .parse2(tokens),
        "tagged" => (|input: ParseStream| {
            let name = first(input)?;
            let json = json(&name);
            Ok(quote! {
                #json
                const _: () = { fn tag(it: &#name) -> ::core::option::Option<&str> { #name::tag(it) } };
            })
        })
        .parse2(tokens),
        "string_enum" => (|input: ParseStream| Ok(strings(&first(input)?))).parse2(tokens),
        "integer_enum" => (|input: ParseStream| Ok(integers(&first(input)?))).parse2(tokens),
        "from_variants" => conversions.parse2(tokens),
        "setters" => setters.parse2(tokens),
        "diff" => updates.parse2(tokens),
        "operation" => operations::operation.parse2(tokens),
        "paged" => operations::paged.parse2(tokens),
        "streamed" => operations::streamed.parse2(tokens),
        _ => Err(syn::Error::new_spanned(call, "no macro that is known here")),
    }
}

/// The type that a macro is about; what follows is not looked at.
fn first(input: ParseStream) -> syn::Result<Ident> {
    let name = input.parse()?;
    rest(input)?;
    Ok(name)
}

/// Passes over what is left.
pub(super) fn rest(input: ParseStream) -> syn::Result<()> {
    input.parse::<TokenStream>().map(drop)
}

/// Read and written as JSON, and shown.
fn json(name: &Ident) -> TokenStream {
    has(name, quote!(::serde::Serialize + for<'de> ::serde::Deserialize<'de> + ::core::fmt::Debug))
}

fn strings(name: &Ident) -> TokenStream {
    let json = json(name);
    let more = has(
        name,
        quote!(
            ::core::convert::From<&'static str>
                + ::core::convert::From<::std::string::String>
                + ::core::fmt::Display
        ),
    );
    quote! {
        #json #more
        const _: () = {
            fn text(it: &#name) -> &str { #name::as_str(it) }
            const KNOWN: &[#name] = #name::KNOWN;
        };
    }
}

fn integers(name: &Ident) -> TokenStream {
    let json = json(name);
    let more = has(name, quote!(::core::convert::From<i64> + ::core::fmt::Display));
    quote! {
        #json #more
        const _: () = {
            fn value(it: &#name) -> i64 { #name::as_i64(it) }
            const KNOWN: &[#name] = #name::KNOWN;
        };
    }
}

/// `Type { Variant(Payload), … }`
fn conversions(input: ParseStream) -> syn::Result<TokenStream> {
    let name: Ident = input.parse()?;
    let rows;
    braced!(rows in input);
    let mut uses = TokenStream::new();
    while !rows.is_empty() {
        rows.parse::<Ident>()?;
        let payload;
        parenthesized!(payload in rows);
        let payload: Type = payload.parse()?;
        uses.extend(has(&name, quote!(::core::convert::From<#payload>)));
        rows.parse::<Option<Token![,]>>()?;
    }
    Ok(uses)
}

/// `Type { new(name: Type, …), word name [null]: Type, … }`
fn setters(input: ParseStream) -> syn::Result<TokenStream> {
    let target: Ident = input.parse()?;
    let rows;
    braced!(rows in input);
    rows.parse::<Ident>()?;
    let list;
    parenthesized!(list in rows);
    let (mut given, mut required) = (Vec::new(), Vec::new());
    while !list.is_empty() {
        given.push(list.parse::<Ident>()?);
        list.parse::<Token![:]>()?;
        required.push(list.parse::<Type>()?);
        list.parse::<Option<Token![,]>>()?;
    }
    let mut uses = quote! {
        fn new(#(#given: #required),*) -> #target { #target::new(#(#given),*) }
    };
    while !rows.is_empty() {
        rows.parse::<Token![,]>()?;
        if rows.is_empty() {
            break;
        }
        rows.parse::<Ident>()?;
        let name: Ident = rows.parse()?;
        let null: Option<Ident> = rows.parse()?;
        rows.parse::<Token![:]>()?;
        let value: Type = rows.parse()?;
        uses.extend(quote! {
            const _: () = { fn set(it: #target, value: #value) -> #target { #target::#name(it, value) } };
        });
        if let Some(null) = null {
            uses.extend(quote! {
                const _: () = { fn unset(it: #target) -> #target { #target::#null(it) } };
            });
        }
    }
    Ok(quote!(const _: () = { #uses };))
}

/// `Update [leaves "…"]; word Source [(always, …)] { … }; …`
fn updates(input: ParseStream) -> syn::Result<TokenStream> {
    let update: Ident = input.parse()?;
    let tokens: Vec<TokenTree> = input.parse::<TokenStream>()?.into_iter().collect();
    let mut uses = TokenStream::new();
    for row in
        tokens.split(|token| matches!(token, TokenTree::Punct(point) if point.as_char() == ';'))
    {
        let is_row = row.iter().any(
            |token| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace),
        );
        if let (true, Some(TokenTree::Ident(source))) = (is_row, row.get(1)) {
            uses.extend(quote! {
                const _: () = {
                    fn diff(old: &#source, new: &#source) -> #update { #update::diff(old, new) }
                };
            });
        }
    }
    Ok(uses)
}
