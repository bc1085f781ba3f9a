//! What a program may do with the call of an operation: options, sending, decoding, pages, streams.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::ParseStream;
use syn::{Ident, Token, Type, braced};

use super::items::has;
use super::macros::rest;

/// `Name: METHOD "path" "id" [at "server"] security […] accept "…"; Success { … }; Failure { … };`
pub(super) fn operation(input: ParseStream) -> syn::Result<TokenStream> {
    let name: Ident = input.parse()?;
    while !input.peek(Token![;]) {
        input.parse::<TokenTree>()?;
    }
    input.parse::<Token![;]>()?;
    let success: Type = input.parse()?;
    let arms;
    braced!(arms in input);
    let arms: Vec<String> =
        arms.parse::<TokenStream>()?.into_iter().map(|token| token.to_string()).collect();
    input.parse::<Token![;]>()?;
    let failure: Type = input.parse()?;
    rest(input)?;

    // The word after the first `=>` tells how the answer is read, if there is just one.
    let word = arms.iter().skip_while(|token| *token != ">").nth(1).map(String::as_str);
    let stream = match word {
        Some("events") => Some(quote!(::sdk::runtime::Events<#success>)),
        Some("lines") => Some(quote!(::sdk::runtime::Lines<#success>)),
        _ => None,
    };
    let shared = shared(&name);
    let output = stream.clone().unwrap_or_else(|| success.to_token_stream());
    let whole = stream.is_none().then(|| whole(&name, &success, &failure));
    let download = matches!(word, Some("text" | "bytes")).then(|| download(&name));
    let decoded = if stream.is_some() { quote!(()) } else { output.clone() };
    let operation = has(
        quote!(#name<'static>),
        quote!(::sdk::runtime::Operation<Output = #decoded, Error = #failure>),
    );
    Ok(quote! {
        #shared
        #operation
        const _: () = {
            async fn sent(
                call: #name<'_>,
            ) -> ::core::result::Result<#output, ::sdk::runtime::OperationError<#failure>> {
                call.await
            }
            #whole
            #download
        };
    })
}

/// What the calls of all operations have.
fn shared(name: &Ident) -> TokenStream {
    quote! {
        const _: () = {
            const ROUTE: &::sdk::runtime::Route = <#name<'static>>::ROUTE;
            fn options<'a, M>(call: #name<'a, M>, time: ::core::time::Duration) -> #name<'a, M> {
                call.header("", "")
                    .extra_query("", "")
                    .timeout(time)
                    .attempt_timeout(time)
                    .read_timeout(time)
                    .retries(0u32)
                    .idempotent()
                    .max_header_bytes(0u64)
                    .max_response_bytes(0u64)
            }
            fn build<M>(call: &#name<'_, M>) {
                let _: ::core::result::Result<
                    ::sdk::runtime::Request<::sdk::runtime::Body>,
                    ::sdk::runtime::Error,
                > = call.build();
            }
            fn raw<'a, M>(call: #name<'a, M>) -> ::sdk::runtime::Raw<'a, M> { call.raw() }
        };
    }
}

fn whole(name: &Ident, success: &Type, failure: &Type) -> TokenStream {
    quote! {
        fn with_response<'a, M>(
            call: #name<'a, M>,
        ) -> ::sdk::runtime::WithResponse<'a, #name<'a, M>, M> {
            call.with_response()
        }
        fn decode(
            answer: ::sdk::runtime::Answer,
        ) -> ::core::result::Result<#success, ::sdk::runtime::OperationError<#failure>> {
            <#name<'static>>::decode(answer)
        }
    }
}

fn download(name: &Ident) -> TokenStream {
    quote! {
        fn download<'a, M: 'a>(
            call: #name<'a, M>,
        ) -> ::sdk::runtime::Open<'a, #name<'a, M>, ::sdk::runtime::Download<M>, M> {
            call.download()
        }
    }
}

/// `Name: style …, items [path]: Item, …;`
pub(super) fn paged(input: ParseStream) -> syn::Result<TokenStream> {
    let name: Ident = input.parse()?;
    input.parse::<Token![:]>()?;
    let style: Ident = input.parse()?;
    while !(input.peek(Ident) && input.fork().parse::<Ident>()? == "items") {
        input.parse::<TokenTree>()?;
    }
    input.parse::<Ident>()?;
    input.parse::<TokenTree>()?;
    input.parse::<Token![:]>()?;
    let item: Type = input.parse()?;
    rest(input)?;
    let list = has(quote!(#name<'static>), quote!(::sdk::runtime::Paged<Item = #item>));
    let numbered = (style == "page" || style == "offset")
        .then(|| has(quote!(#name<'static>), quote!(::sdk::runtime::Numbered)));
    Ok(quote! {
        #list
        #numbered
        const _: () = {
            fn pages<'a, M>(call: #name<'a, M>) -> ::sdk::runtime::Pages<'a, #name<'a, M>, M> {
                call.pages()
            }
            fn items<'a, M>(call: #name<'a, M>) -> ::sdk::runtime::Items<'a, #name<'a, M>, M> {
                call.items()
            }
        };
    })
}

/// `Name: Item => events …;` or `Name: Item => lines …;`
pub(super) fn streamed(input: ParseStream) -> syn::Result<TokenStream> {
    let name: Ident = input.parse()?;
    input.parse::<Token![:]>()?;
    let item: Type = input.parse()?;
    input.parse::<Token![=>]>()?;
    let method: Ident = input.parse()?;
    rest(input)?;
    let stream = if method == "events" { quote!(Events) } else { quote!(Lines) };
    Ok(quote! {
        const _: () = {
            fn open<'a, M: 'a>(
                call: #name<'a, M>,
            ) -> ::sdk::runtime::Open<'a, #name<'a, M>, ::sdk::runtime::#stream<#item, M>, M> {
                call.#method()
            }
        };
    })
}
