//! The runtime of many SDKs, compiled once.
//!
//! Each SDK has a copy, which takes most of the time that its check takes, and is the same in all. So
//! it becomes a crate of its own here, and all its items public. One thing is then no longer Rust: the
//! methods that a document adds to the runtime's builder. They become those of a trait that each
//! program has in scope. The constructors of the client, which the feature `reqwest` brings, are always
//! there, since they compile without it. All else is checked as it is generated.

use std::collections::BTreeMap;

use quote::{ToTokens, quote};
use sha2::{Digest, Sha256};
use syn::{ImplItem, Item};
use tests::Result;

/// The trait with the methods that the builder has.
pub(crate) const BUILDER: &str = "Credentials";

/// A crate without its runtime, and the crate of that: its name and files.
pub(crate) struct Parts {
    pub(crate) sdk: BTreeMap<String, String>,
    pub(crate) runtime: (String, BTreeMap<String, String>),
}

/// Takes a crate apart.
pub(crate) fn parts(files: &BTreeMap<String, String>) -> Result<Parts> {
    let mut sdk = BTreeMap::new();
    let mut runtime = BTreeMap::new();
    for (path, text) in files {
        if path.starts_with("src/runtime/") {
            runtime.insert(path.clone(), public(text));
        } else if path.starts_with("src/") && path != "src/tests.rs" {
            sdk.insert(path.clone(), text.clone());
        }
    }
    let manifest = files.get("Cargo.toml").ok_or("there is no manifest")?;
    let (head, dependencies) =
        manifest.split_once("[dependencies]\n").ok_or("there are no dependencies")?;
    let (needed, has_webhooks) = needed(dependencies);
    let (features, root) =
        if has_webhooks { ("webhooks = []\n", "[\"webhooks\"]") } else { ("", "[]") };
    runtime.insert("src/lib.rs".to_owned(), "#[macro_use]\npub mod runtime;\n".to_owned());
    let digest = Sha256::digest(format!("{runtime:?}{needed}"));
    let name: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("runtime-{name}");
    runtime.insert(
        "Cargo.toml".to_owned(),
        format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[features]\n{features}\n\
             [dependencies]\n{needed}"
        ),
    );

    let client = sdk.get("src/client.rs").ok_or("there is no client")?;
    let client = &client.replace("#[cfg(feature = \"reqwest\")]", "");
    sdk.insert("src/client.rs".to_owned(), with_trait(client)?);
    let root_module = sdk.get_mut("src/lib.rs").ok_or("there is no library")?;
    // Macros of another crate are in scope everywhere by this attribute.
    *root_module = root_module.replace(
        "#[macro_use]\npub mod runtime;",
        "#[macro_use]\nextern crate shared;\npub use shared::runtime;",
    );
    root_module.push_str(&format!("\npub use self::client::{BUILDER};\n"));
    sdk.insert(
        "Cargo.toml".to_owned(),
        format!(
            "{head}[dependencies]\nshared = {{ package = \"{name}\", path = \"../{name}\", \
             features = {root} }}\n{dependencies}"
        ),
    );
    Ok(Parts { sdk, runtime: (name, runtime) })
}

/// What the runtime depends on without a transport, and whether it has the webhooks.
fn needed(dependencies: &str) -> (String, bool) {
    let mut needed = String::new();
    let mut has_webhooks = false;
    for line in dependencies.lines() {
        let is_of_webhooks = line.starts_with("hmac") || line.starts_with("sha2");
        has_webhooks |= is_of_webhooks;
        if is_of_webhooks || !line.contains("optional = true") {
            needed.push_str(&line.replace(", optional = true", ""));
            needed.push('\n');
        }
    }
    (needed, has_webhooks)
}

/// What the SDK may use of its own runtime, it may use of another crate only if it is public; the
/// macros, too.
fn public(text: &str) -> String {
    let text = text.replace("pub(crate) ", "pub ").replace("pub(super) ", "pub ");
    text.replace("\nmacro_rules!", "\n#[macro_export]\nmacro_rules!")
}

/// The client, with a trait in place of what it adds to the builder.
fn with_trait(text: &str) -> Result<String> {
    let mut file = syn::parse_file(text)?;
    let mut methods = Vec::new();
    for item in &mut file.items {
        let Item::Impl(block) = item else { continue };
        let target = block.self_ty.to_token_stream().to_string().replace(' ', "");
        if block.trait_.is_some() || target != "runtime::Builder<C,M>" {
            continue;
        }
        let mut bodies = Vec::new();
        for method in &mut block.items {
            let ImplItem::Fn(method) = method else { continue };
            method.vis = syn::Visibility::Inherited;
            let (attributes, signature) = (&method.attrs, &method.sig);
            methods.push(quote!(#(#attributes)* #signature;));
            bodies.push(method.to_token_stream());
        }
        *item = syn::parse2(quote! {
            impl<C, M> Credentials for runtime::Builder<C, M> { #(#bodies)* }
        })?;
    }
    file.items.push(syn::parse2(quote!(pub trait Credentials: Sized { #(#methods)* }))?);
    Ok(prettyplease::unparse(&file))
}
