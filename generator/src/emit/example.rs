//! `examples/`: one program that makes the call the settings choose.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::emit_inner_docs;
use crate::plan::{ArgumentType, CratePlan, ExamplePlan, RustIdent};

/// The program.
pub(super) fn emit_example(plan: &CratePlan, example: &ExamplePlan) -> TokenStream {
    let (lib, client, variable) = (&plan.package.lib, &plan.client.ident, &plan.client.variable);
    let names: Vec<String> =
        example.arguments.iter().map(|(name, _)| name.as_str().to_uppercase()).collect();
    let usage = format!("usage: {} {}", example.file, names.join(" "));
    let docs = emit_inner_docs(&[
        example.title.clone(),
        String::new(),
        format!("Run it with `cargo run --example {} -- {}`.", example.file, names.join(" ")),
    ]);
    let reads = example.arguments.iter().map(|(name, ty)| {
        let parse = match ty {
            ArgumentType::Str => TokenStream::new(),
            _ => quote!(.parse()?),
        };
        quote!(let #name = arguments.next().ok_or(#usage)? #parse;)
    });
    let given = example.arguments.iter().map(|(name, ty)| match ty {
        ArgumentType::Str => quote!(&#name),
        _ => quote!(#name),
    });
    let (path, method) = (&example.path, &example.method);
    let arguments = (!example.arguments.is_empty())
        .then(|| quote!(let mut arguments = std::env::args().skip(1);));
    let call = quote!(#variable #(.#path())* .#method(#(#given),*).await?);
    let (import, print) = match &example.union {
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
            (sorted(client, ident), quote!(match #call { #(#arms)* #rest }))
        }
        None => (quote!(#client), quote!(let answer = #call; println!("{answer:#?}");)),
    };
    quote! {
        #docs
        use #lib::{#import};
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

/// Two names, as imports are sorted.
fn sorted(a: &RustIdent, b: &RustIdent) -> TokenStream {
    let (first, second) = if a < b { (a, b) } else { (b, a) };
    quote!(#first, #second)
}
