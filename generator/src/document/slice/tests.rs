//! What a slice says is what the document says: of small documents made for it, of those of the features,
//! and of real ones, where they are at hand.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::bundle::grammar::Grammar;
use super::{Origin, Source, order, slice, yaml};
use crate::config::overlay_paths;
use crate::diagnostic::{Code, Diagnostics, Input};
use crate::document::Files;
use crate::document::tree::{Limits, read_tree};
use crate::json::Json;
use crate::{Inputs, generate};

const ORIGIN: Origin<'_> = Origin { address: "https://a.example/openapi.json", sha256: "00" };

fn tree(text: &str) -> Json {
    let mut found = Diagnostics::default();
    let source = Source::new("t", text);
    let tree = read_tree(&source, Input::Spec, &Limits::default(), &mut found);
    tree.unwrap_or_else(|| panic!("{}\n{text}", found.render(&source, None, false)))
}

fn sliced(spec: &str, config: &str) -> super::Slice {
    let (spec, config) = (Source::new("spec.yaml", spec), Source::new("sdk.yaml", config));
    let (slice, found) = slice(&Inputs::new(spec.clone(), Some(config.clone())), &ORIGIN);
    slice.unwrap_or_else(|| panic!("{}", found.render(&spec, Some(&config), false)))
}

/// A slice without its header.
fn body(text: &str) -> &str {
    text.split_once("\n\n").expect("a header").1
}

#[test]
fn scalars_are_spelled_so_that_every_reader_takes_them_for_what_they_are() {
    let tree = Json::Object(vec![
        ("words".into(), strings(&["yes", "No", "on", "off", "null", "~", "y", "true", ".inf"])),
        ("numbers".into(), strings(&["1", "1.10", "007", "0x1F", "1e3", "2026-10", "1_000", "-"])),
        ("marks".into(), strings(&["", " a", "a ", "a: b", "a #b", "a:", "- a", "#a", "&a", "*a"])),
        ("plain".into(), strings(&["a b", "/v1/{id}", "a:b", "it's", "a, b [c] {d}", "$ref"])),
        (
            "quoted".into(),
            strings(&["^\\d+$", "say \"a\"", "'a'\\", "a\tb", "\u{202e}a", "\u{1}", "😀"]),
        ),
        (
            "lines".into(),
            strings(&["a\nb", "a\n", "\n a\n\n b", "  a\nb", "a \nb", "a\n\n", "\n", "a\r\nb"]),
        ),
    ]);
    let text = yaml::write(&tree, &Default::default());
    assert_eq!(super::differs(&tree, &text), None, "{text}");
    insta_like(
        &text,
        "words:\n  - \"yes\"\n  - \"No\"\n  - \"on\"\n  - \"off\"\n  - \"null\"\n  - \"~\"\n  - \"y\"\n  - \"true\"\n  - \".inf\"\n",
    );
    insta_like(&text, "  - \"1.10\"\n  - \"007\"\n");
    insta_like(
        &text,
        "plain:\n  - a b\n  - /v1/{id}\n  - a:b\n  - it's\n  - a, b [c] {d}\n  - $ref\n",
    );
    insta_like(
        &text,
        "  - '^\\d+$'\n  - say \"a\"\n  - '''a''\\'\n  - \"a\\tb\"\n  - \"\\u202ea\"\n",
    );
    insta_like(
        &text,
        "  - |-\n    a\n    b\n  - |\n    a\n  - |2-\n\n     a\n\n     b\n  - |2-\n      a\n    b\n  - \"a \\nb\"\n",
    );
}

fn strings(texts: &[&str]) -> Json {
    Json::Array(texts.iter().map(|text| Json::String((*text).to_owned())).collect())
}

#[track_caller]
fn insta_like(text: &str, part: &str) {
    assert!(text.contains(part), "no\n{part}\nin\n{text}");
}

/// Every string of up to three of these characters, as a key, a member and an item.
#[test]
fn no_string_becomes_another_one() {
    let alphabet = [
        "a", "1", " ", "\n", "\t", "\r", ":", "#", "-", "'", "\"", "\\", "|", "~", "?", "<", ",",
        "{", "]", "&", "*", "%", "@", "`", "!", ".", "\u{85}", "\u{2028}", "\u{feff}", "\u{7f}",
        "\u{fffe}", "é",
    ];
    let mut texts: Vec<String> = alphabet.iter().map(|text| (*text).to_owned()).collect();
    for one in alphabet {
        for two in alphabet {
            texts.push(format!("{one}{two}"));
            texts.extend(alphabet.iter().map(|three| format!("{one}{two}{three}")));
            texts.push(format!("a{one}b{two}c"));
        }
    }
    texts.push("k".repeat(3000));
    // As a key it would be merged.
    texts.retain(|text| text != "<<");
    for texts in texts.chunks(500) {
        let members = texts.iter().map(|text| (text.clone(), Json::String(text.clone()))).collect();
        let nested = texts.iter().map(|text| {
            Json::Object(vec![("k".to_owned(), Json::Array(vec![Json::String(text.clone())]))])
        });
        let tree = Json::Object(vec![
            ("members".to_owned(), Json::Object(members)),
            ("items".to_owned(), Json::Array(nested.collect())),
        ]);
        let text = yaml::write(&tree, &Default::default());
        assert_eq!(super::differs(&tree, &text), None);
    }
}

#[test]
fn numbers_are_as_they_were_written() {
    let spec = "openapi: 3.1.0\ninfo: {title: t, version: 1.10}\npaths: {}\n\
                x-n: [1.0, 1.50, 1e3, 1E-7, 123456789012345678901234567890, -0.0, 0.1000000000000000055, .5]\n";
    let slice = sliced(spec, "");
    insta_like(&slice.text, "version: 1.10\n");
    insta_like(
        &slice.text,
        "- 1.0\n  - 1.50\n  - 1e3\n  - 1E-7\n  - 123456789012345678901234567890\n  - -0.0\n  - 0.1000000000000000055\n",
    );
    assert_eq!(tree(&slice.text).sorted(), tree(spec).sorted());
}

#[test]
fn keys_have_the_order_of_the_standard_and_names_their_own() {
    let spec = "paths: {/b: {post: {responses: {default: {description: d}, 404: {description: d}, 200: {description: d}}, \
                tags: [t]}, get: {responses: {}}}, /a: {}}\nx-z: {b: 1, a: 2}\n\
                components: {schemas: {B: {properties: {z: {}, a: {example: {b: 1, a: 2}}}, type: object}, A: {}}}\n\
                info: {version: v, title: t}\nopenapi: 3.1.0\ntags: [{name: t}]\n";
    let text = yaml::write(&order::ordered(tree(spec), Grammar::V3), &Default::default());
    let expected = "openapi: 3.1.0\n";
    assert!(!text.starts_with(expected), "a text that looks like a number is quoted: {text}");
    let expected = "openapi: \"3.1.0\"
info:
  title: t
  version: v
tags:
  - name: t
paths:
  /a: {}
  /b:
    get:
      responses: {}
    post:
      tags:
        - t
      responses:
        \"200\":
          description: d
        \"404\":
          description: d
        default:
          description: d
components:
  schemas:
    A: {}
    B:
      type: object
      properties:
        a:
          example:
            b: 1
            a: 2
        z: {}
x-z:
  b: 1
  a: 2
";
    assert_eq!(text, expected);
}

const PETS: &str = r##"
openapi: 3.1.0
info: { title: t, version: v }
security: [{ unused: [] }]
tags: [{ name: pets, parent: all }, { name: all }, { name: others }]
paths:
  /pets:
    get: { operationId: list, tags: [pets], security: [{ key: [] }], responses: { "200": { $ref: "#/components/responses/Pets" } } }
    post: { operationId: add, responses: { "200": { description: d } } }
  /others: { $ref: "#/components/pathItems/Others" }
webhooks:
  gone: { post: { responses: { "200": { description: d } } } }
components:
  responses:
    Pets: { description: d, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
  schemas:
    Pet: { type: object }
    Other: { type: object }
  parameters:
    P: { name: p, in: query }
  securitySchemes:
    key: { type: http, scheme: bearer }
    unused: { type: http, scheme: bearer }
  pathItems:
    Others:
      get: { operationId: others, tags: [others], security: [], responses: { "200": { description: d } } }
      put: { operationId: change, security: [], responses: { "200": { description: d } } }
"##;

#[test]
fn what_nobody_uses_is_dropped() {
    let config = "operations: {include: [list, others]}\nwebhooks: {exclude: ['*']}\n";
    let config = config.replace("[list, others]", "[{id: list}, {id: others}]");
    let slice = sliced(PETS, &config);
    assert_eq!(
        slice.text.split_once("openapi:").expect("a header").0,
        "# Written by `cargo xtask fetch`; the next fetch replaces edits.\n\
         # source: https://a.example/openapi.json\n# sha256: 00\n\
         # 2 of 4 operations, 0 of 1 webhooks\n\
         # operations.include:\n#   - id=list\n#   - id=others\n# webhooks.exclude:\n#   - \"*\"\n\n"
    );
    assert_eq!(
        body(&slice.text),
        r##"openapi: "3.1.0"
info:
  title: t
  version: v
tags:
  - name: pets
    parent: all
  - name: all
  - name: others
paths:
  /others:
    get:
      tags:
        - others
      operationId: others
      responses:
        "200":
          description: d
      security: []
  /pets:
    get:
      tags:
        - pets
      operationId: list
      responses:
        "200":
          $ref: "#/components/responses/Pets"
      security:
        - key: []
components:
  schemas:
    Pet:
      type: object
  responses:
    Pets:
      description: d
      content:
        application/json:
          schema:
            $ref: "#/components/schemas/Pet"
  securitySchemes:
    key:
      type: http
      scheme: bearer
"##
    );
    assert_eq!((slice.operations.selected, slice.operations.total), (2, 4));
    assert_eq!((slice.webhooks.selected, slice.webhooks.total), (0, 1));
    // The selectors still hold, those that leave something out fit nothing any more.
    assert_eq!(body(&sliced(&slice.text, "").text), body(&slice.text));
    let inputs = |text: &str| {
        let config = Source::new("sdk.yaml", config.as_str());
        generate(&Inputs::new(Source::new("spec.yaml", text), Some(config)))
    };
    assert!(inputs(body(&slice.text)).diagnostics.has_errors(), "the webhooks are gone");
    let (again, before) = (inputs(&slice.text), inputs(PETS));
    assert!(!again.diagnostics.has_errors());
    let files = |outcome: crate::Outcome| outcome.output.expect("a crate").files;
    same_crate(&files(again), &files(before), "pets");
}

const OVERLAY: &str = "overlay: 1.0.0\ninfo: { title: t, version: v }\nactions:\n\
                       - { target: \"$.paths['/others']\", remove: true }\n\
                       - { target: $.components.schemas.Pet, update: { maxProperties: 3, x-n: 1.50 } }\n";

#[test]
fn overlays_are_in_a_slice_and_not_applied_again() {
    let overlay = |text: &str| vec![Source::new("overlays/a.yaml", text)];
    let config =
        Source::new("sdk.yaml", "overlays: [overlays/a.yaml]\noperations: {include: [{id: list}]}");
    let inputs = |text: &str, overlays: Vec<Source>| {
        let spec = Source::new("spec.yaml", text);
        Inputs { overlays, ..Inputs::new(spec, Some(config.clone())) }
    };
    let (slice, found) = slice(&inputs(PETS, overlay(OVERLAY)), &ORIGIN);
    let text = slice.unwrap_or_else(|| panic!("{:?}", found.items())).text;
    insta_like(&text, "\n# overlays:\n#   - overlay: overlays/a.yaml ");
    insta_like(&text, "    Pet:\n      type: object\n      maxProperties: 3\n      x-n: 1.50\n");
    let (with, whole) = (overlay(OVERLAY), generate(&inputs(PETS, overlay(OVERLAY))));
    let part = generate(&inputs(&text, with.clone()));
    assert!(!part.diagnostics.has_errors(), "{:?}", part.diagnostics.items());
    let files = |outcome: crate::Outcome| outcome.output.expect("a crate").files;
    same_crate(&files(part), &files(whole), "pets");
    // Line ends are no change; another text is, and so is a missing one, and one more is applied.
    let crlf = overlay(&OVERLAY.replace('\n', "\r\n"));
    assert!(!generate(&inputs(&text, crlf)).diagnostics.has_errors());
    let more = Source::new("more.yaml", OVERLAY.replace("/others", "/pets"));
    let both = [with, vec![more]].concat();
    let outcome = generate(&inputs(&text, both));
    assert!(!outcome.diagnostics.has_errors(), "{:?}", outcome.diagnostics.items());
    assert_eq!(outcome.coverage.total, 0, "the other one took the last path");
    for overlays in [overlay(&OVERLAY.replace("1.50", "2")), vec![Source::new("b.yaml", OVERLAY)]] {
        let found = generate(&inputs(&text, overlays)).diagnostics;
        let stale = found.items().iter().find(|it| it.code == Code::StaleDocument);
        assert_eq!(
            stale.map(|it| &it.at),
            Some(&crate::diagnostic::At::Position { line: 6, column: 1 })
        );
    }
}

#[test]
fn a_merge_key_of_json_is_refused() {
    let text = r##"{"openapi": "3.1.0", "info": {"title": "t", "version": "v"}, "paths": {}, "x-a": {"<<": {"a": 1}}}"##;
    let spec = Source::new("spec.json", text);
    let (slice, found) = slice(&Inputs::new(spec.clone(), None), &ORIGIN);
    assert!(slice.is_none());
    insta_like(&found.render(&spec, None, false), "cannot be written as YAML");
}

#[test]
fn the_crate_of_a_slice_is_the_crate_of_its_document() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/features");
    let mut seen = 0;
    for entry in fs::read_dir(root).expect("the features are there") {
        let folder = entry.expect("an entry").path();
        let Some(inputs) = inputs(&folder) else { continue };
        let name = folder.display().to_string();
        let (sliced, found) = slice(&inputs, &ORIGIN);
        let whole = generate(&inputs).output;
        let Some(sliced) = sliced else {
            assert!(whole.is_none(), "{name}: {}", found.render(&inputs.spec, None, false));
            continue;
        };
        let spec = Source::new(inputs.spec.name.clone(), sliced.text);
        let overlays = inputs.overlays.clone();
        let again = Inputs { overlays, ..Inputs::new(spec, inputs.config.clone()) };
        let outcome = generate(&again);
        let part = outcome.output.unwrap_or_else(|| {
            panic!("{name}: {}", outcome.diagnostics.render(&again.spec, None, false))
        });
        let Some(whole) = whole else { continue };
        same_crate(&part.files, &whole.files, &name);
        seen += 1;
    }
    assert!(seen > 90, "{seen}");
}

#[track_caller]
fn same_crate(
    part: &std::collections::BTreeMap<String, String>,
    whole: &std::collections::BTreeMap<String, String>,
    name: &str,
) {
    assert_eq!(part.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>(), "{name}");
    for (path, text) in part {
        // It says how many operations of the document were left out.
        if path != "README.md" && text != &whole[path] {
            let differs = text.lines().zip(whole[path].lines()).find(|(a, b)| a != b);
            panic!("{name}: {path}: {differs:?}");
        }
    }
}

fn inputs(folder: &Path) -> Option<Inputs> {
    let read = |name: &str| Some(Source::new(name, fs::read_to_string(folder.join(name)).ok()?));
    let spec = read("spec.json").or_else(|| read("spec.yaml"))?;
    let config = read("sdk.yaml");
    let overlays = config.as_ref().map(overlay_paths).unwrap_or_default();
    let overlays = overlays.iter().map(|path| read(path)).collect::<Option<Vec<_>>>()?;
    let files = Files::collect(&spec, &overlays, |path| {
        fs::read_to_string(folder.join(path)).map_err(|_| "there is no such file".to_owned())
    });
    Some(Inputs { files, overlays, ..Inputs::new(spec, config) })
}

/// Documents of real APIs, which are not part of the workspace.
#[test]
fn real_documents_survive() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(entries) = fs::read_dir(&root) else {
        eprintln!("SKIPPED: no documents of real APIs at {}", root.display());
        return;
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| {
        path.is_file()
            && path.extension().is_some_and(|it| it == "json" || it == "yaml" || it == "yml")
    });
    paths.sort();
    assert!(paths.len() > 40, "{}", paths.len());
    let only = std::env::var("ONLY").unwrap_or_default();
    let halves = paths.chunks(paths.len().div_ceil(2));
    std::thread::scope(|scope| {
        for half in halves {
            let only = &only;
            scope.spawn(move || {
                for path in
                    half.iter().filter(|path| path.display().to_string().contains(only.as_str()))
                {
                    survives(path);
                }
            });
        }
    });
}

fn survives(path: &Path) {
    let Ok(text) = fs::read_to_string(path) else { return };
    let name = path.display();
    let document = tree(&text);
    let grammar = if document.get("swagger").is_some() { Grammar::V2 } else { Grammar::V3 };
    let written = order::ordered(document.clone(), grammar);
    assert!(written.sorted() == document.sorted(), "{name}: keys in order");
    let out = yaml::write(&written, &Default::default());
    assert_eq!(super::differs(&written, &out), None, "{name}");
    // Everything that slicing does besides takes long without optimization.
    if text.len() > 60_000 && std::env::var_os("ONLY").is_none() {
        return;
    }
    let spec = Source::new("spec", text.as_str());
    let (whole, found) = slice(&Inputs::new(spec.clone(), None), &ORIGIN);
    let whole = whole.unwrap_or_else(|| panic!("{}", found.render(&spec, None, false)));
    let has_own_addresses =
        ["$id", "$dynamicRef", "$recursiveRef", "$self"].iter().any(|key| text.contains(key));
    let read = tree(&whole.text);
    let at = super::difference(&read.sorted(), &document.sorted(), crate::pointer::Pointer::root());
    assert!(has_own_addresses || at.is_none(), "{name}: {at:?}");
    let (again, _) = slice(&Inputs::new(Source::new("spec", whole.text.as_str()), None), &ORIGIN);
    assert!(again.is_some_and(|again| body(&again.text) == body(&whole.text)), "{name}: once more");
}
