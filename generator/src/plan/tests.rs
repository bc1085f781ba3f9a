//! Small documents whose crates would not compile, or whose settings cannot be followed.

use crate::diagnostic::Code;
use crate::document::Source;
use crate::pipeline::{Inputs, Outcome, generate};

fn run(spec: &str, config: &str) -> Outcome {
    let source = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
    generate(&Inputs::new(source("spec.yaml", spec), Some(source("sdk.yaml", config))))
}

/// One file of the crate; fails with the findings when there is none.
fn file(spec: &str, config: &str, path: &str) -> String {
    let outcome = run(spec, config);
    let output = outcome.output.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics.items()));
    output.files.get(path).unwrap_or_else(|| panic!("no file {path}")).clone()
}

/// What the settings are told.
fn complaints(spec: &str, config: &str) -> Vec<String> {
    let outcome = run(spec, config);
    let items = outcome.diagnostics.items().iter();
    let ours = items.filter(|item| [Code::InvalidConfig, Code::UnusedSetting].contains(&item.code));
    ours.map(|item| item.message.clone()).collect()
}

const HEAD: &str =
    "{openapi: 3.1.0, info: {title: Probe, version: '1'}, servers: [{url: 'https://a.test'}], ";

fn gets(operations: &[(&str, &str)], schemas: &str) -> String {
    let paths: Vec<String> = operations
        .iter()
        .enumerate()
        .map(|(index, (id, schema))| {
            format!(
                "/p{index}: {{get: {{operationId: '{id}', parameters: [{{name: page, in: query, schema: {{type: integer}}}}], responses: {{'200': {{description: ok, content: {{application/json: {{schema: {schema}}}}}}}}}}}}}"
            )
        })
        .collect();
    format!("{HEAD} paths: {{{}}}, components: {{schemas: {{{schemas}}}}}}}", paths.join(", "))
}

const METER: &str = "{$ref: '#/components/schemas/Meter'}";

#[test]
fn a_group_inside_another_takes_no_name_in_its_file() {
    let schema = "Meter: {type: object, properties: {id: {type: string}}}";
    let ids = ["customers:list", "customers:meter:list", "customers:customers:list"];
    let operations: Vec<(&str, &str)> = ids
        .iter()
        .chain(&["customers:runtime:list", "customers:types:list"])
        .map(|id| (*id, METER))
        .collect();
    let text = file(&gets(&operations, schema), "", "src/api/customers.rs");
    assert!(text.contains("use crate::types::Meter;"), "{text}");
    assert!(text.contains("pub fn meter(&self) -> meter::MeterApi<'a, M>"), "{text}");
    for taken in ["pub mod runtime;", "pub mod types;", "pub mod customers;", "use self::"] {
        assert!(!text.contains(taken), "{taken} in {text}");
    }
}

#[test]
fn names_of_the_prelude_are_not_taken() {
    let spec = gets(&[("files:into", METER)], "Meter: {type: object, properties: {}}");
    let text = file(&spec, "", "src/api/files.rs");
    assert!(text.contains("pub struct IntoCall<'a, M"), "{text}");
    for title in ["Result", "String", "Value"] {
        let titled = spec.replace("Probe", title);
        let text = file(&titled, "", "src/client.rs");
        assert!(text.contains(&format!("pub struct {title}Client")), "{text}");
        assert_eq!(complaints(&spec, &format!("client: {title}")).len(), 1);
    }
}

#[test]
fn a_variant_that_no_tag_selects_is_none() {
    let schemas = "A: {type: object, required: [k], properties: {k: {type: string}}}";
    let union = "{oneOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {k: {type: string}, z: {type: string}}}], \
         discriminator: {propertyName: k, mapping: {a: '#/components/schemas/A'}}}";
    let spec = gets(&[("x:get", union)], schemas);
    let text = file(&spec, "", "src/types/x.rs");
    let variants = text.split_once("pub enum XGetResponse {").expect("the union").1;
    let variants = variants.split_once('}').expect("the end of it").0;
    assert_eq!(variants.matches("),").count(), 2, "`A` and `Unknown`: {text}");
    let outcome = run(&spec, "");
    let found = outcome.diagnostics.items().iter();
    assert_eq!(found.filter(|item| item.code == Code::UnreachableVariant).count(), 1);
}

const PAGE: &str = "Page: {type: object, required: [Items, items, max_page, total], properties: {Items: {type: array, items: {type: string}}, items: {type: string}, max_page: {type: integer}, total: {type: number}}}";

fn paging(rest: &str) -> String {
    format!("pagination: {{num: {{operations: ['pg:list'], page: page, {rest}}}}}")
}

#[test]
fn paging_uses_the_names_of_the_struct() {
    let spec = gets(&[("pg:list", "{$ref: '#/components/schemas/Page'}")], PAGE);
    let text = file(&spec, &paging("items: Items, last: max_page"), "src/api/pg.rs");
    let types = file(&spec, "", "src/types/page.rs");
    assert!(types.contains("pub items_2: Vec<String>"), "{types}");
    assert!(text.contains("items [items_2]: String"), "{text}");
}

#[test]
fn paging_that_does_not_fit_is_reported() {
    let spec = gets(&[("pg:list", "{$ref: '#/components/schemas/Page'}")], PAGE);
    let found = complaints(&spec, &paging("items: Items, last: total"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("`total` is no integer"), "{found:?}");
    let other = spec.replace(
        "responses: {'200':",
        "responses: {'202': {description: later, content: {application/json: {schema: {type: string}}}}, '200':",
    );
    let found = complaints(&other, &paging("items: Items, last: max_page"));
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn an_example_takes_only_what_parses() {
    let spec = gets(&[("x:get", METER)], "Meter: {type: object, properties: {}}");
    let with = |schema: &str| {
        spec.replace("in: query", "in: query, required: true").replace("{type: integer}", schema)
    };
    assert_eq!(complaints(&with("{type: integer}"), "example: 'x:get'"), [""; 0]);
    let list = with("{type: array, items: {type: string}}");
    assert_eq!(
        complaints(&list, "example: 'x:get'"),
        ["`x:get` needs `page`, which is no single value"]
    );
    let named = with("{type: string}").replace("name: page", "name: arguments");
    let text = file(&named, "example: 'x:get'", "examples/x_get.rs");
    assert!(text.contains("let arguments_2 = arguments.next()"), "{text}");
}

#[test]
fn a_password_is_no_token() {
    let spec = gets(&[("x:get", METER)], "Meter: {type: object, properties: {}}")
        .replace("servers:", "security: [{up: []}], servers:")
        .replace(
            "components: {",
            "components: {securitySchemes: {up: {type: http, scheme: basic}}, ",
        );
    assert_eq!(
        complaints(&spec, "token: {scheme: up, env: TOKEN}"),
        ["`up` needs a user name and a password, not a token"]
    );
    assert_eq!(complaints(&spec, "server_env: 'A B'").len(), 1);
}

#[test]
fn the_manifest_is_one_that_cargo_reads() {
    let spec = gets(&[("x:get", METER)], "Meter: {type: object, properties: {}}");
    let text = file(&spec, "package: {name: OpenAI_x, version: 1.2.3}", "Cargo.toml");
    assert!(text.contains("[lib]\nname = \"open_ai_x\"\n"), "{text}");
    for package in ["{name: 1a}", "{name: std}", "{name: type}", "{version: '1'}"] {
        assert_eq!(complaints(&spec, &format!("package: {package}")).len(), 1, "{package}");
    }
}

/// Each union has the one before it twice, so that walking every way takes 2^40 steps.
#[test]
fn unions_that_share_their_parts_are_walked_once() {
    let mut schemas = "U0: {type: object, required: [a], properties: {a: {type: string}}}, \
         V0: {type: object, required: [b], properties: {b: {type: string}}}"
        .to_owned();
    for level in 1..40 {
        let below = level - 1;
        for name in ["U", "V"] {
            schemas.push_str(&format!(
                ", {name}{level}: {{anyOf: [{{$ref: '#/components/schemas/U{below}'}}, {{$ref: '#/components/schemas/V{below}'}}]}}"
            ));
        }
    }
    let spec = gets(&[("x:get", "{$ref: '#/components/schemas/U39'}")], &schemas);
    assert!(run(&spec, "").output.is_some());
}

#[test]
fn a_key_that_never_comes_does_not_tell_a_variant() {
    let schemas = "A: {type: object, required: [a, secret], properties: {a: {type: string}, secret: {type: string, writeOnly: true}}}, \
         B: {type: object, required: [b], properties: {b: {type: string}}}";
    let union = "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}";
    let outcome = run(&gets(&[("x:get", union)], schemas), "");
    let output = outcome.output.unwrap_or_default();
    let row = "object A(A) [\"a\"] [\"secret\"]";
    assert!(output.files.values().any(|text| text.contains(row)));
}

#[test]
fn text_of_a_document_opens_no_html() {
    let spec = gets(
        &[("x:get", METER)],
        "Meter: {type: object, properties: {a: {type: string, default: '```<script>'}}}",
    )
    .replace(
        "url: 'https://a.test'",
        "url: 'https://{r}.a.test', variables: {r: {default: 'x`\\n<script>'}}",
    )
    .replace("/p0", "'/p0\"\\n\\n<script>'")
    .replace("'/p0\"", "\"/p0")
    .replace("<script>':", "<script>\":");
    let outcome = run(&spec, "");
    let output = outcome.output.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics.items()));
    let docs = output.files.iter().filter(|(path, _)| !path.starts_with("src/runtime/"));
    for (path, text) in docs.filter(|(path, _)| path.ends_with(".rs")) {
        let lines = text.lines().map(str::trim_start);
        let comments: Vec<&str> = lines
            .filter_map(|line| line.strip_prefix("/// ").or_else(|| line.strip_prefix("//! ")))
            .collect();
        for event in pulldown_cmark::Parser::new(&comments.join("\n")) {
            let html = matches!(
                event,
                pulldown_cmark::Event::Html(_) | pulldown_cmark::Event::InlineHtml(_)
            );
            assert!(!html, "{path}: {event:?}");
        }
    }
}
