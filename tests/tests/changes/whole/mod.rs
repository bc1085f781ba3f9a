//! A program that uses every public item of an SDK, made from the SDK's own source.
//!
//! It is only ever type-checked: arguments are parameters, and nothing is called. What it relies on
//! is what users may rely on: names and paths, types of fields, arguments and results, the traits
//! that types have. It leaves room where the SDK promises to grow: patterns have `..` and `_`. What
//! the runtime offers by itself is not looked at, since a document does not change it.
//!
//! This file decides what is looked at, and under which path; `items` and `macros` what is said of it.

mod items;
mod macros;
mod operations;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Item, ItemUse, Meta, UseTree};
use tests::Result;

/// The library of such a program, of the files of a crate that is known to it as `sdk`.
pub(crate) fn consumer(files: &BTreeMap<String, String>) -> Result<String> {
    let mut text = String::new();
    for (path, source) in files {
        if let Some(place) = place(path) {
            let file = syn::parse_file(source).map_err(|error| format!("{path}: {error}"))?;
            let body = of_file(place, file.items).map_err(|error| format!("{path}: {error}"))?;
            let file = syn::parse2(quote!(const _: () = { #body };))
                .map_err(|error| format!("{path}: {error}"))?;
            text.push_str(&format!("\n// {path}\n{}", prettyplease::unparse(&file)));
        }
    }
    // Signatures are copied, and paths in them begin where the SDK begins.
    Ok(text.replace("crate::", "::sdk::"))
}

/// Where users find what is in a file: the module, and `None` for files that are not looked at.
fn place(path: &str) -> Option<&str> {
    let module = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    match module {
        "lib" | "client" => Some(""),
        "webhooks" | "api/mod" => Some(module.trim_end_matches("/mod")),
        _ if module.starts_with("types/") => Some("types"),
        _ if module.starts_with("api/") => Some(module),
        // The runtime, tests, and the client without an async runtime, which is not switched on.
        _ => None,
    }
}

fn of_file(place: &str, items: Vec<Item>) -> syn::Result<TokenStream> {
    let module = path_of(place)?;
    let mut names = TokenStream::new();
    let mut uses = TokenStream::new();
    for item in items.into_iter().filter(|item| attributes(item).iter().all(is_on)) {
        match item {
            Item::Use(item) => names.extend(import(place, &item)),
            Item::Struct(item) if is_public(&item.vis) => {
                let name = &item.ident;
                names.extend(quote!(use #module::#name;));
                uses.extend(items::structure(&item));
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let name = &item.ident;
                names.extend(quote!(use #module::#name;));
                uses.extend(items::enumeration(&item));
            }
            Item::Type(item) if is_public(&item.vis) => {
                let name = &item.ident;
                names.extend(quote!(use #module::#name;));
                uses.extend(items::alias(&item));
            }
            Item::Fn(mut item) if is_public(&item.vis) => {
                uses.extend(items::function(&module, &mut item));
            }
            Item::Mod(item) if is_public(&item.vis) => {
                let name = &item.ident;
                names.extend(quote!(use #module::#name;));
            }
            Item::Impl(mut item) => uses.extend(items::implementation(&mut item)),
            Item::Macro(item) => uses.extend(macros::expansion(&item.mac)?),
            _ => {}
        }
    }
    Ok(quote!(#names #uses))
}

fn path_of(place: &str) -> syn::Result<TokenStream> {
    let text = place.split('/').filter(|part| !part.is_empty());
    let text = text.map(|part| format!("::{part}")).collect::<String>();
    Ok(format!("::sdk{text}").parse()?)
}

/// An import as the consumer has to write it. One of something private is not copied: only bodies
/// can need it.
fn import(place: &str, item: &ItemUse) -> TokenStream {
    let UseTree::Path(path) = &item.tree else { return TokenStream::new() };
    let rest = &path.tree;
    let first = path.ident.to_string();
    // `self::types::*` of the library is what the other files are looked up by.
    let private = rest.to_token_stream().to_string().starts_with("client");
    match first.as_str() {
        "crate" if !private => quote!(use ::sdk::#rest;),
        "super" if place == "types" => quote!(use ::sdk::types::#rest;),
        "self" if place.is_empty() => match rest.as_ref() {
            // The names that the root of the crate re-exports.
            UseTree::Path(inner) if !matches!(inner.tree.as_ref(), UseTree::Glob(_)) => {
                let names = &inner.tree;
                quote!(use ::sdk::#names;)
            }
            _ => TokenStream::new(),
        },
        _ => TokenStream::new(),
    }
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

/// Whether an attribute leaves the item in a build of all groups and the webhooks, without a
/// transport.
fn is_on(attribute: &Attribute) -> bool {
    match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => {
            list.parse_args::<Meta>().is_ok_and(|condition| holds(&condition))
        }
        _ => true,
    }
}

fn holds(condition: &Meta) -> bool {
    match condition {
        Meta::NameValue(pair) => {
            let text = pair.value.to_token_stream().to_string();
            !SWITCHED_OFF.contains(&text.trim_matches('"'))
        }
        Meta::List(list) => {
            let parser = syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated;
            let inner = list.parse_args_with(parser).unwrap_or_default();
            match () {
                () if list.path.is_ident("any") => inner.iter().any(holds),
                () if list.path.is_ident("not") => !inner.iter().any(holds),
                () => inner.iter().all(holds),
            }
        }
        Meta::Path(_) => false,
    }
}

/// Features that the program does without, since they need an HTTP client or change nothing that
/// a document decides. What `reqwest` adds to the client is there without it: see `shared`.
const SWITCHED_OFF: [&str; 7] =
    ["blocking", "rustls", "native-tls", "oauth2", "test-util", "tracing", "redact-debug"];

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Use(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        _ => &[],
    }
}
