//! Documents of several files: what they become, and where findings stand.

use super::Files;
use crate::choice::Choice;
use crate::diagnostic::{Code, Diagnostics, Source};
use crate::document::{Document, read_document};
use crate::pointer::Pointer;

/// Reads a document whose first file is the document itself.
fn read(files: &[(&str, &str)]) -> (Option<Document>, Diagnostics) {
    let source = Source::new(files[0].0, files[0].1);
    let find = |path: &str| files.iter().find(|(own, _)| *own == path);
    let collected = Files::collect(&source, &[], |path| {
        find(path).map(|(_, text)| (*text).to_owned()).ok_or_else(|| "it is not there".to_owned())
    });
    let mut found = Diagnostics::default();
    let document = read_document(&source, &[], &collected, &mut Choice::default(), &mut found);
    (document, found)
}

/// Findings in short: code and place, with the file.
fn places(found: &Diagnostics) -> Vec<String> {
    let show = |finding: &crate::Diagnostic| {
        format!("{} {}", finding.code.name(), finding.place(found.files()).unwrap_or_default())
    };
    found.items().iter().map(show).collect()
}

/// The names of the components that are schemas, sorted.
fn names(document: &Document) -> Vec<&str> {
    let mut names: Vec<&str> =
        document.schemas.components.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names
}

/// A document with these paths and component schemas.
fn root(paths: &str, schemas: &str) -> String {
    format!(
        "{{openapi: 3.1.0, info: {{title: t, version: v}}, paths: {{{paths}}}, components: {{schemas: {{{schemas}}}}}}}"
    )
}

#[test]
fn one_file_by_any_spelling_is_read_once() {
    let text = root(
        "",
        "A: {anyOf: [{$ref: pet.yaml}, {$ref: ./pet.yaml}, {$ref: x/../pet.yaml}, {$ref: 'p%65t.yaml#'}]}",
    );
    let (document, found) = read(&[("api.yaml", &text), ("pet.yaml", "{type: string}")]);
    assert!(found.items().is_empty(), "{:?}", found.items());
    assert_eq!(names(&document.expect("read")), ["A", "pet"]);
    assert_eq!(found.files().len(), 1);
}

#[test]
fn files_may_lead_to_each_other_and_back() {
    let text = root("", "Node: {$ref: 'a.yaml#/Node'}, Other: {properties: {}}");
    let a = "Node: {properties: {next: {$ref: 'b.yaml'}, other: {$ref: 'api.yaml#/components/schemas/Other'}}}";
    let b = "{properties: {back: {$ref: 'a.yaml#/Node'}, self: {$ref: '#'}}}";
    let (document, found) = read(&[("api.yaml", &text), ("a.yaml", a), ("b.yaml", b)]);
    assert!(found.items().is_empty(), "{:?}", found.items());
    let document = document.expect("read");
    assert_eq!(names(&document), ["Node", "Other", "b"]);
    let leads = |at: &str| {
        let id = document.schemas.at(&Pointer::from_text(at)).expect("a schema");
        document.schemas.get(id).reference.clone().unwrap_or_default()
    };
    assert_eq!(leads("/components/schemas/Node/properties/next"), "#/components/schemas/b");
    assert_eq!(leads("/components/schemas/b/properties/back"), "#/components/schemas/Node");
    assert_eq!(leads("/components/schemas/b/properties/self"), "#/components/schemas/b");
    let at = Pointer::from_text("/components/schemas/Node/properties/next");
    assert_eq!(document.origins.original(&at), (1, Pointer::from_text("/Node/properties/next")));
}

#[test]
fn equal_names_are_told_apart_by_folders_and_the_document_keeps_its_own() {
    let schemas = "Pet: {type: string}, A: {anyOf: [{$ref: cats/Status.yaml}, {$ref: dogs/status.yaml}, {$ref: dogs/Pet.yaml}]}";
    let files = [
        ("api.yaml", root("", schemas)),
        ("cats/Status.yaml", "{type: string}".to_owned()),
        ("dogs/status.yaml", "{type: string}".to_owned()),
        ("dogs/Pet.yaml", "{type: string}".to_owned()),
    ];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let (document, _) = read(&files);
    assert_eq!(
        names(&document.expect("read")),
        ["A", "Pet", "cats_Status", "dogs_Pet", "dogs_status"]
    );
}

#[test]
fn findings_name_the_file_they_are_about() {
    let text = root("/x: {$ref: x.yaml}", "");
    let x = "{get: {responses: {200: {description: d, contnet: {}, content: {a/b: {schema: {$ref: '#/gone'}}}}}}}";
    let (document, found) = read(&[("api.yaml", &text), ("x.yaml", x)]);
    assert!(document.is_some());
    assert_eq!(
        places(&found),
        [
            "unknown-key x.yaml#/get/responses/200/contnet",
            "dangling-reference x.yaml#/get/responses/200/content/a~1b/schema/$ref",
        ]
    );
}

#[test]
fn a_file_that_is_not_there_is_an_error_where_it_is_named() {
    let text = root("", "A: {$ref: a.yaml}, B: {$ref: a.yaml}");
    let (document, found) = read(&[("api.yaml", &text)]);
    assert!(document.is_none());
    let missing = found.items().iter().filter(|finding| finding.code == Code::MissingFile);
    assert_eq!(missing.count(), 1, "a file is missing once");
    let at = "#/components/schemas/A/$ref";
    assert_eq!(places(&found).iter().filter(|place| place.ends_with(at)).count(), 1);
}

#[test]
fn a_path_from_the_root_leads_nowhere() {
    let text = root(
        "",
        "A: {properties: {b: {$ref: /components/schemas/B}, c: {$ref: '/c.yaml#/C'}}}, B: {}",
    );
    let (document, found) = read(&[("api.yaml", &text)]);
    assert!(document.is_some());
    let at = |key: &str| format!("dangling-reference #/components/schemas/A/properties/{key}/$ref");
    assert_eq!(places(&found), [at("b"), at("c")]);
    let help = found.items()[0].help.as_deref().unwrap_or_default();
    assert!(help.contains("`#/components/schemas/B`"), "{help}");
}

#[test]
fn what_stands_in_itself_is_refused() {
    for (path, text) in [
        ("op.yaml", "{get: {$ref: 'op.yaml#/get/x'}}"),
        ("loop.yaml", "{$ref: loop.yaml}"),
        ("two.yaml", "{get: {responses: {$ref: 'two.yaml#/get'}}}"),
    ] {
        let root = root(&format!("/x: {{$ref: {path}}}"), "");
        let (document, found) = read(&[("api.yaml", &root), (path, text)]);
        assert!(document.is_none() == found.has_errors(), "{path}");
        assert!(!found.items().is_empty(), "{path}");
    }
}

#[test]
fn a_second_reference_to_a_path_item_leads_to_the_first() {
    let text = root("/a: {$ref: x.yaml}, /b: {$ref: x.yaml}", "");
    let x = "{get: {responses: {200: {description: d, content: {a/b: {schema: {type: object}}}}}}}";
    let (document, found) = read(&[("api.yaml", &text), ("x.yaml", x)]);
    assert!(found.items().is_empty(), "{:?}", found.items());
    let document = document.expect("read");
    for path in ["/a", "/b"] {
        let item = document.skeleton.paths.paths[path].as_item().expect("in place");
        assert!(item.get.is_some());
    }
    assert_eq!(document.schemas.len(), 1, "one schema for both");
}

#[test]
fn files_together_keep_the_limit_of_one() {
    let parts: Vec<String> = (0..70).map(|n| format!("{{$ref: p{n}.yaml}}")).collect();
    let text = root("", &format!("A: {{anyOf: [{}]}}", parts.join(", ")));
    let large = format!("{{\"description\": \"{}\"}}", "a".repeat(1 << 20));
    let source = Source::new("api.yaml", text);
    let mut asked = 0;
    let files = Files::collect(&source, &[], |_| {
        asked += 1;
        Ok(large.clone())
    });
    let mut found = Diagnostics::default();
    assert!(read_document(&source, &[], &files, &mut Choice::default(), &mut found).is_none());
    let refused = found.items().iter().find(|finding| finding.code == Code::MissingFile);
    assert!(refused.is_some_and(|finding| finding.message.contains("all files together")));
}

#[test]
fn nothing_is_asked_for_but_what_the_document_refers_to() {
    let text = root(
        "",
        "A: {$ref: a.yaml, example: {$ref: example.yaml}, x-b: {$ref: b.yaml}}, B: {$ref: 'https://far.example/c.yaml'}",
    );
    let mut asked = Vec::new();
    let files = Files::collect(&Source::new("api.yaml", text), &[], |path| {
        asked.push(path.to_owned());
        Ok("{type: string}".to_owned())
    });
    assert_eq!(asked, ["a.yaml"]);
    assert_eq!(files.into_iter().count(), 1);
}
