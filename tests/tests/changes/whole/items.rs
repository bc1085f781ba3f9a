//! What a program may do with structs, enums, aliases, functions and methods.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{
    Attribute, Fields, FnArg, GenericParam, Generics, Ident, ImplItem, ItemEnum, ItemFn, ItemImpl,
    ItemStruct, ItemType, Pat, Signature, parse_quote,
};

use super::{is_on, is_public};

/// Fields are read, written, moved out of a pattern, each as the type that it has.
pub(super) fn structure(item: &ItemStruct) -> TokenStream {
    let name = &item.ident;
    let derived = derived(&item.attrs, &concrete(name, &item.generics));
    let fields = item.fields.iter().filter(|field| is_public(&field.vis));
    let (names, types): (Vec<_>, Vec<_>) = fields.map(|field| (&field.ident, &field.ty)).unzip();
    if names.is_empty() {
        return derived;
    }
    quote! {
        const _: () = {
            fn reads(__it: &#name) { #(let _: &#types = &__it.#names;)* }
            fn writes(__it: &mut #name, #(#names: #types),*) { #(__it.#names = #names;)* }
            fn takes(__it: #name) {
                let #name { #(#names),*, .. } = __it;
                #(let _: #types = #names;)*
            }
        };
        #derived
    }
}

/// Variants are made and matched, with a wildcard.
pub(super) fn enumeration(item: &ItemEnum) -> TokenStream {
    let name = &item.ident;
    let derived = derived(&item.attrs, &concrete(name, &item.generics));
    let mut made = TokenStream::new();
    let mut matched = TokenStream::new();
    for variant in &item.variants {
        let of = &variant.ident;
        let types: Vec<_> = variant.fields.iter().map(|field| &field.ty).collect();
        match &variant.fields {
            Fields::Unit => {
                made.extend(quote!(let _: #name = #name::#of;));
                matched.extend(quote!(#name::#of => {}));
            }
            Fields::Unnamed(_) => {
                made.extend(quote!(let _: fn(#(#types),*) -> #name = #name::#of;));
                // Each payload stands alone in its variant.
                matched.extend(quote!(#name::#of(it) => { #(let _: #types = it;)* }));
            }
            Fields::Named(fields) => {
                let names: Vec<_> = fields.named.iter().map(|field| &field.ident).collect();
                made.extend(quote! {
                    let _ = |#(#names: #types),*| -> #name { #name::#of { #(#names),* } };
                });
                matched
                    .extend(quote!(#name::#of { #(#names),* } => { #(let _: #types = #names;)* }));
            }
        }
    }
    quote! {
        const _: () = {
            fn makes() { #made }
            fn matches(it: #name) { match it { #matched _ => {} } }
        };
        #derived
    }
}

/// An alias and what it stands for are one type.
pub(super) fn alias(item: &ItemType) -> TokenStream {
    let (name, target, generics) = (&item.ident, &item.ty, &item.generics);
    let (_, arguments, _) = generics.split_for_impl();
    quote!(const _: () = { fn same #generics (it: #name #arguments) -> #target { it } };)
}

/// A function of a module, called with arguments of the types it asks for.
pub(super) fn function(module: &TokenStream, item: &mut ItemFn) -> TokenStream {
    let (name, signature, arguments) = split(&mut item.sig);
    quote!(const _: () = { #signature { #module::#name(#(#arguments),*) } };)
}

/// Methods, each behind a trait of its own with the same signature, so that elided lifetimes, `Self`
/// and `impl Trait` mean what they mean in the SDK. An implementation of `From` is called.
pub(super) fn implementation(item: &mut ItemImpl) -> TokenStream {
    let target = &item.self_ty;
    let (generics, parameters, bounds) = item.generics.split_for_impl();
    if let Some((path, _)) = &item.trait_ {
        let argument = path.segments.last().map(|segment| &segment.arguments);
        return match argument {
            Some(syn::PathArguments::AngleBracketed(list)) => {
                let from = &list.args;
                quote! {
                    const _: () = {
                        fn from #generics (it: #from) -> #target #bounds { <#target as #path>::from(it) }
                    };
                }
            }
            _ => TokenStream::new(),
        };
    }
    let mut uses = TokenStream::new();
    for item in &mut item.items {
        let ImplItem::Fn(method) = item else { continue };
        if !is_public(&method.vis) || !method.attrs.iter().all(is_on) {
            continue;
        }
        let (name, signature, arguments) = split(&mut method.sig);
        uses.extend(quote! {
            const _: () = {
                trait __Use #generics: ::core::marker::Sized #bounds { #signature; }
                impl #generics __Use #parameters for #target #bounds {
                    #signature { Self::#name(#(#arguments),*) }
                }
            };
        });
    }
    uses
}

/// Asserts that a type has these traits.
pub(super) fn has(target: impl ToTokens, traits: impl ToTokens) -> TokenStream {
    quote! {
        const _: () = {
            fn has<T: #traits>() {}
            fn check() { has::<#target>() }
        };
    }
}

/// A type without parameters, for assertions about traits.
fn concrete(name: &Ident, generics: &Generics) -> TokenStream {
    let lifetimes = generics.params.iter().filter(|it| matches!(it, GenericParam::Lifetime(_)));
    let lifetimes: Vec<_> = lifetimes.map(|_| quote!('static)).collect();
    if lifetimes.is_empty() { quote!(#name) } else { quote!(#name<#(#lifetimes),*>) }
}

/// What is derived, and what all have: they may be sent to other threads.
fn derived(attributes: &[Attribute], target: &TokenStream) -> TokenStream {
    let mut traits = quote!(::core::marker::Send + ::core::marker::Sync + ::core::marker::Unpin);
    for attribute in attributes.iter().filter(|it| it.path().is_ident("derive")) {
        let _ = attribute.parse_nested_meta(|derived| {
            let path = derived.path;
            // An operation may be called `send`, and a schema `Clone`.
            let module = match path.get_ident().map(ToString::to_string).as_deref() {
                Some("Clone") => quote!(::core::clone::),
                Some("Copy") => quote!(::core::marker::),
                Some("Debug") => quote!(::core::fmt::),
                Some("Default") => quote!(::core::default::),
                Some("Hash") => quote!(::core::hash::),
                Some("PartialEq" | "Eq" | "PartialOrd" | "Ord") => quote!(::core::cmp::),
                _ => quote!(),
            };
            let path = quote!(#module #path);
            traits.extend(quote!(+ #path));
            Ok(())
        });
    }
    has(target, traits)
}

/// A signature's name; the signature under a name that no method of the SDK has; and what a call
/// passes on, which is the parameters themselves.
fn split(signature: &mut Signature) -> (Ident, &Signature, Vec<TokenStream>) {
    let name = std::mem::replace(&mut signature.ident, parse_quote!(__use));
    let mut arguments = Vec::new();
    for argument in &mut signature.inputs {
        match argument {
            FnArg::Receiver(_) => arguments.push(quote!(self)),
            FnArg::Typed(argument) => {
                if let Pat::Ident(name) = argument.pat.as_mut() {
                    name.mutability = None;
                }
                arguments.push(argument.pat.to_token_stream());
            }
        }
    }
    (name, signature, arguments)
}
