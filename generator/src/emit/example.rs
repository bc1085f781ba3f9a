//! `examples/`: a program for each call that the settings choose.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::emit_inner_docs;
use crate::plan::{ArgumentType, CratePlan, ExampleBody, ExamplePlan, RustIdent};

/// The program.
pub(super) fn emit_example(plan: &CratePlan, example: &ExamplePlan) -> TokenStream {
    let (lib, client, variable) = (&plan.package.lib, &plan.client.ident, &plan.client.variable);
    let names: Vec<String> =
        example.arguments.iter().map(|(name, _)| name.as_str().to_uppercase()).collect();
    let usage = format!("usage: {} {}", example.file, names.join(" "));
    let given = if names.is_empty() { String::new() } else { format!(" -- {}", names.join(" ")) };
    let docs = emit_inner_docs(&[
        example.title.clone(),
        String::new(),
        format!("Run it with `cargo run --example {}{given}`.", example.file),
    ]);
    let reads = example.arguments.iter().map(|(name, ty)| {
        let parse = match ty {
            ArgumentType::Str => TokenStream::new(),
            _ => quote!(.parse()?),
        };
        quote!(let #name = arguments.next().ok_or(#usage)? #parse;)
    });
    let of_body =
        |name: &RustIdent| example.body.as_ref().is_some_and(|body| body.argument == *name);
    let given = example.arguments.iter().filter(|(name, _)| !of_body(name));
    let given = given.map(|(name, ty)| match ty {
        ArgumentType::Str => quote!(&#name),
        _ => quote!(#name),
    });
    let body = example
        .body
        .as_ref()
        .map(|ExampleBody { ident, setter, argument }| quote!(&#ident::new().#setter(#argument)));
    let given = given.chain(body);
    let (path, method) = (&example.path, &example.method);
    let arguments = (!example.arguments.is_empty())
        .then(|| quote!(let mut arguments = std::env::args().skip(1);));
    let call = quote!(#variable #(.#path())* .#method(#(#given),*));
    let mut imports = vec![client];
    imports.extend(example.body.as_ref().map(|body| &body.ident));
    imports.extend(example.union.as_ref().filter(|_| !example.paged).map(|union| &union.ident));
    imports.sort();
    let print = match &example.union {
        _ if example.paged => quote! {
            let mut items = #call.items();
            while let Some(item) = items.next().await {
                let item = item?;
                println!("{item:#?}");
            }
        },
        Some(union) => {
            let ident = &union.ident;
            let arms = union.variants.iter().map(|(name, word)| {
                let text = format!("{word}: {{value:#?}}");
                quote!(#ident::#name(value) => println!(#text),)
            });
            let rest = if union.tagged {
                quote!(other => println!("of a kind that this version does not know: {:?}", other.tag()),)
            } else {
                quote!(other => println!("{other:#?}"),)
            };
            quote!(match #call.await? { #(#arms)* #rest })
        }
        None => quote! {
            let answer = #call.await?;
            println!("{answer:#?}");
        },
    };
    quote! {
        #docs
        use #lib::{#(#imports),*};
        #[doc = "@blank"]
        #[tokio::main]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            #arguments
            #(#reads)*
            let #variable = #client::from_env()?;
            #print
            Ok(())
        }
    }
}
