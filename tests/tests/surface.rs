//! The public signatures of the real SDK in one snapshot, so that a review sees what a change of the
//! document or the generator does to callers.
//!
//! Types are listed together, because they are all re-exported from one place; operations stand under
//! their module. Documentation, bodies and private fields are left out. What the runtime's macros add
//! is shown as the rows they are called with: `setters!` makes `new` and a method per row,
//! `operation!` the answer, the errors and the options of every call, `paged!` `pages` and `items`,
//! `from_variants!` a `From` per row. The names on the wire (`object!` and its like) are not
//! signatures; the runtime's own are tested with the runtime.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use generator::slice::{Origin, slice};
use generator::{Inputs, Source, generate};
use quote::ToTokens;
use syn::{Attribute, Fields, ImplItem, Item, Visibility};
use tests::Result;
use tests::cases;

/// The macros that make something callers can name.
const SHOWN: [&str; 4] = ["from_variants", "operation", "paged", "setters"];

/// The longest line of a list of variants.
const WIDTH: usize = 100;

#[test]
fn the_public_signatures() -> Result {
    let source = cases::workspace().join("generated/src");
    let mut texts = BTreeMap::new();
    for file in files(&source)? {
        let path = file.strip_prefix(&source)?.to_string_lossy().replace('\\', "/");
        texts.insert(format!("src/{path}"), fs::read_to_string(&file)?);
    }
    let text = signatures(&texts)?;
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(cases::path(""));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("surface", text));
    Ok(())
}

/// Lines in which the signatures of the SDK differ from those that the vendor's own document gives, sliced
/// to the same operations and webhooks: those of our document, then those of the vendor's. Our document was
/// written by hand from the same API, and its words are its own; nothing that callers can name is.
const DIFFERENCES: (&[&str], &[&str]) = (&[], &[]);

/// The vendor's document is not part of the workspace.
#[test]
fn the_document_of_the_vendor_gives_the_same() -> Result {
    let path = cases::workspace().join("../shared/corpus/polar-2026-10.json");
    let Ok(document) = fs::read_to_string(&path) else {
        eprintln!("SKIPPED: no document of the vendor at {}", path.display());
        return Ok(());
    };
    let spec = fs::read_to_string(cases::workspace().join("spec/openapi.yaml"))?;
    let settings = fs::read_to_string(cases::workspace().join("spec/sdk.yaml"))?;
    let paths = serde_yaml::from_str::<serde_json::Value>(&spec)?["paths"].clone();
    let mut ids = Vec::new();
    for item in paths.as_object().ok_or("no paths")?.values() {
        let operations = item.as_object().ok_or("no path item")?.values();
        ids.extend(operations.filter_map(|it| Some(it.get("operationId")?.as_str()?.to_owned())));
    }
    assert!(ids.len() > 20, "{ids:?}");
    let include: String = ids.iter().map(|id| format!("    - id: {id}\n")).collect();
    let settings = settings.replacen("\nwebhooks:\n", "\nwebhooks:\n  include: [customer.*]\n", 1)
        + &format!("\noperations:\n  include:\n{include}");
    let config = Source::new("sdk.yaml", settings);

    let whole = Source::new("polar.json", document);
    let origin = Origin { address: "polar.json", sha256: "" };
    let (sliced, found) = slice(&Inputs::new(whole.clone(), Some(config.clone())), &origin);
    let sliced = sliced.ok_or_else(|| found.render(&whole, Some(&config), false))?;
    assert_eq!(sliced.operations.selected, ids.len());
    assert!(sliced.operations.total > 100 && sliced.kept.is_empty(), "{sliced:?}");
    let crate_of = |text: &str| -> Result<_> {
        let inputs = Inputs::new(Source::new("openapi.yaml", text), Some(config.clone()));
        let outcome = generate(&inputs);
        let report = outcome.diagnostics.render(&inputs.spec, Some(&config), false);
        Ok(outcome.output.ok_or(report)?.files)
    };
    let ours = signatures(&crate_of(&spec)?)?;
    let theirs = signatures(&crate_of(&sliced.text)?)?;
    assert!(ours.lines().count() > 500, "{}", ours.lines().count());
    let only = |one: &str, other: &str| -> Vec<String> {
        let known: BTreeSet<&str> = other.lines().collect();
        one.lines().filter(|line| !known.contains(line)).map(str::to_owned).collect()
    };
    let (expected_ours, expected_theirs) = DIFFERENCES;
    assert_eq!(only(&ours, &theirs), expected_ours);
    assert_eq!(only(&theirs, &ours), expected_theirs);
    assert!(!DIFFERENCES.0.is_empty() || !DIFFERENCES.1.is_empty() || ours == theirs, "the order");
    Ok(())
}

/// The signatures of a crate's sources, by path.
fn signatures(sources: &BTreeMap<String, String>) -> Result<String> {
    let mut entries = Vec::new();
    for (path, text) in sources {
        let inside = path.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs"));
        let Some(module) = inside else { continue };
        let module = if module.starts_with("types/") { "types" } else { module };
        if module.starts_with("runtime") {
            continue;
        }
        for item in syn::parse_file(text)?.items {
            entries.extend(entry(item).map(|(name, text)| (module.to_owned(), name, text)));
        }
    }
    // What belongs to one name keeps the order of the source: the type, then what is added to it.
    entries.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    let mut text = String::new();
    let mut last = "";
    for (module, _, entry) in &entries {
        if module != last {
            text.push_str(&format!("\n=== {module}\n"));
            last = module;
        }
        text.push_str(entry);
    }
    Ok(text)
}

/// The sources below a folder, in order.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The name that an item belongs to and its signature; none for what callers cannot see.
fn entry(item: Item) -> Option<(String, String)> {
    match item {
        Item::Struct(mut item) if is_public(&item.vis) => {
            let marks = marks(&mut item.attrs);
            for field in &mut item.fields {
                keep_deprecated(&mut field.attrs);
            }
            if let Fields::Named(fields) = &mut item.fields {
                let public = std::mem::take(&mut fields.named).into_iter();
                fields.named = public.filter(|field| is_public(&field.vis)).collect();
            }
            Some((item.ident.to_string(), print(Item::Struct(item), &marks)))
        }
        Item::Enum(mut item) if is_public(&item.vis) => {
            let marks = marks(&mut item.attrs);
            for variant in &mut item.variants {
                keep_deprecated(&mut variant.attrs);
                for field in &mut variant.fields {
                    keep_deprecated(&mut field.attrs);
                }
            }
            Some((item.ident.to_string(), enumeration(&item, &marks)))
        }
        Item::Type(mut item) if is_public(&item.vis) => {
            let marks = marks(&mut item.attrs);
            Some((item.ident.to_string(), print(Item::Type(item), &marks)))
        }
        Item::Fn(mut item) if is_public(&item.vis) => {
            let marks = marks(&mut item.attrs);
            item.block.stmts.clear();
            Some((item.sig.ident.to_string(), print(Item::Fn(item), &marks)))
        }
        Item::Impl(mut item) => {
            item.attrs.clear();
            let inherent = item.trait_.is_none();
            item.items.retain_mut(|member| match member {
                ImplItem::Fn(method) => {
                    method.attrs.retain(|attribute| attribute.path().is_ident("cfg"));
                    method.block.stmts.clear();
                    inherent && is_public(&method.vis)
                }
                _ => false,
            });
            if inherent && item.items.is_empty() {
                return None;
            }
            let name = compact(&item.self_ty.to_token_stream().to_string());
            let name = name.split('<').next().unwrap_or_default().to_owned();
            Some((name, print(Item::Impl(item), "")))
        }
        Item::Use(item) if is_public(&item.vis) => {
            Some((String::new(), format!("{}\n", compact(&item.to_token_stream().to_string()))))
        }
        Item::Mod(mut item) if is_public(&item.vis) => {
            let marks = marks(&mut item.attrs);
            let marks = if marks.is_empty() { marks } else { format!("  // {marks}") };
            Some((String::new(), format!("pub mod {};{marks}\n", item.ident)))
        }
        Item::Macro(item) => {
            let name = item.mac.path.to_token_stream().to_string();
            if !SHOWN.contains(&name.as_str()) {
                return None;
            }
            let text = compact(&item.mac.tokens.to_string());
            let owner: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
            Some((owner, format!("{name}! {}\n", rows(&name, &text))))
        }
        _ => None,
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Takes an item's attributes off it: what callers can rely on, in a few words.
fn marks(attributes: &mut Vec<Attribute>) -> String {
    let mut words = Vec::new();
    for attribute in std::mem::take(attributes) {
        if attribute.path().is_ident("derive") {
            let derived = attribute.meta.require_list().map(|list| list.tokens.to_string());
            words.extend(derived.map(|derived| derived.replace(" ,", "")));
        } else if !["doc", "must_use", "allow", "macro_use"]
            .iter()
            .any(|name| attribute.path().is_ident(name))
        {
            words.push(compact(&attribute.meta.to_token_stream().to_string()));
        }
    }
    words.join(", ")
}

fn keep_deprecated(attributes: &mut Vec<Attribute>) {
    attributes.retain(|attribute| attribute.path().is_ident("deprecated"));
}

/// An item as the generator's own formatter prints it, its marks beside the first line.
fn print(item: Item, marks: &str) -> String {
    let file = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
    let text = prettyplease::unparse(&file).replace(" {}\n", ";\n");
    match text.split_once('\n') {
        Some((first, rest)) if !marks.is_empty() => format!("{first}  // {marks}\n{rest}"),
        _ => text,
    }
}

/// An enum; the many variants of one without payloads share lines.
fn enumeration(item: &syn::ItemEnum, marks: &str) -> String {
    let mut text = format!("pub enum {} {{  // {marks}\n", item.ident);
    let mut line = String::from("   ");
    for variant in &item.variants {
        let variant = format!(" {},", compact(&variant.to_token_stream().to_string()));
        if line.len() + variant.len() > WIDTH {
            text.push_str(&line);
            line = String::from("\n   ");
        }
        line.push_str(&variant);
    }
    text + &line + "\n}\n"
}

/// A macro call in rows: the parts of an operation end with semicolons, those of other calls with
/// commas outside of brackets.
fn rows(name: &str, text: &str) -> String {
    const BREAK: &str = "\n   ";
    if name == "operation" || name == "paged" {
        return text.trim_end_matches(';').replace(";", &format!(";{BREAK}"));
    }
    let mut depth = 0_usize;
    let mut result = String::new();
    for c in text.trim_end_matches([' ', '}', ',']).chars() {
        match c {
            '{' | '(' | '[' | '<' => depth += 1,
            '}' | ')' | ']' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        result.push(c);
        if (c == ',' || c == '{') && depth == 1 {
            result.push_str(BREAK);
        }
    }
    result + "\n}"
}

/// Tokens without the blanks that nobody would write.
fn compact(tokens: &str) -> String {
    let mut text = tokens.replace('\n', " ");
    for (from, to) in [
        (" < ", "<"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        (" :: ", "::"),
        (" ::", "::"),
        (":: ", "::"),
        (" :", ":"),
        ("& ", "&"),
        ("( ", "("),
        (" )", ")"),
        (" (", "("),
        (" ;", ";"),
        ("= >", "=>"),
        (" . ", "."),
        (" ..= ", "..="),
        (";(", "; ("),
    ] {
        text = text.replace(from, to);
    }
    text
}
