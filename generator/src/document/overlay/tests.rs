//! What overlays do to a document, and what is known afterwards of who wrote what.

use super::{Overlaid, apply_overlays};
use crate::diagnostic::{Code, Origin, Severity, Source};
use crate::pointer::Pointer;
use crate::{Files, Inputs, Outcome};

/// A document in JSON, and actions as lines of YAML.
fn apply(version: &str, document: &str, actions: &str) -> Overlaid {
    let head = format!("overlay: {version}\ninfo: {{ title: A test, version: 1.0.0 }}\nactions:\n");
    let overlay = Source::new("overlay.yaml", head + actions);
    apply_overlays(&Source::new("api.json", document), &[overlay])
}

#[track_caller]
fn gives(document: &str, actions: &str, wanted: &str) {
    let overlaid = apply("1.1.0", document, actions);
    let document = overlaid.document.map(|tree| tree.to_string());
    assert_eq!(document.as_deref(), Some(wanted), "{:?}", overlaid.diagnostics.items());
}

#[track_caller]
fn fails(document: &str, actions: &str, code: Code) {
    let overlaid = apply("1.1.0", document, actions);
    assert!(overlaid.document.is_none());
    let codes: Vec<Code> = overlaid.diagnostics.items().iter().map(|it| it.code).collect();
    assert_eq!(codes, [code]);
}

#[test]
fn updates_merge_objects_extend_arrays_and_replace_the_rest() {
    let document = r#"{"o":{"a":1,"b":{"c":[1]},"n":null},"t":[1],"s":"x"}"#;
    gives(
        document,
        "- { target: $.o, update: { b: { c: [2, 3], d: [] }, a: two, n: 0, e: null } }\n",
        r#"{"o":{"a":"two","b":{"c":[1,2,3],"d":[]},"n":0,"e":null},"t":[1],"s":"x"}"#,
    );
    gives(
        document,
        "- { target: $.t, update: { x: 1 } }\n",
        &document.replace("[1],\"s", r#"[1,{"x":1}],"s"#),
    );
    gives(
        document,
        "- { target: $.t, update: [2, [3]] }\n",
        &document.replace("[1],\"s", r#"[1,2,[3]],"s"#),
    );
    gives(document, "- { target: $.t, update: 2 }\n", &document.replace("[1],\"s", "[1,2],\"s"));
    gives(document, "- { target: $.s, update: null }\n", &document.replace("\"x\"", "null"));
}

#[test]
fn kinds_are_not_mixed() {
    let document = r#"{"o":{"a":1,"n":null},"t":[1],"s":"x"}"#;
    for (target, update) in [
        ("$.o", "7"),
        ("$.o", "[]"),
        ("$.o", "null"),
        ("$.s", "{}"),
        ("$.s", "[]"),
        ("$", "{ o: 1 }"),
        ("$", "{ t: 1 }"),
        ("$", "{ s: [1] }"),
        ("$", "{ o: { n: {} } }"),
        ("$.*", "{}"),
    ] {
        let actions = format!("- {{ target: {target}, update: {update} }}\n");
        fails(document, &actions, Code::OverlayMismatch);
    }
}

#[test]
fn many_nodes_are_updated_each_once_also_within_one_another() {
    gives(
        r#"{"a":{"k":{"a":{"k":{}}}}}"#,
        "- { target: '$..k', update: { x: 1 } }\n",
        r#"{"a":{"k":{"a":{"k":{"x":1}},"x":1}}}"#,
    );
    gives(
        r#"{"a":[{}]}"#,
        "- { target: '$.a[0,0,-1]', update: { x: [1] } }\n",
        r#"{"a":[{"x":[1]}]}"#,
    );
}

#[test]
fn removal_takes_everything_that_was_selected_and_nothing_else() {
    gives(
        r#"{"a":[0,1,2,[3,4],5],"b":{"c":1,"d":2}}"#,
        "- { target: '$.a[0,2,4]', remove: true }\n- { target: '$..c', remove: true }\n",
        r#"{"a":[1,[3,4]],"b":{"d":2}}"#,
    );
    // What is within another that goes as well, and indices of two digits.
    gives(
        r#"{"x":[0,1,2,3,4,5,6,7,8,9,10,{"x":[1]}],"y":1}"#,
        "- { target: '$..x', remove: true }\n",
        r#"{"y":1}"#,
    );
    gives(
        r#"{"x":[0,1,2,3,4,5,6,7,8,9,10,[11,12]]}"#,
        "- { target: '$.x[2,10,11][?@ == 11]', remove: true }\n- { target: '$.x[2,10]', remove: true }\n",
        r#"{"x":[0,1,3,4,5,6,7,8,9,[12]]}"#,
    );
}

#[test]
fn a_copy_is_merged_like_an_update_and_is_of_what_was_there_before() {
    let document = r#"{"a":{"x":[1]},"b":{"x":[2],"y":1}}"#;
    gives(
        document,
        "- { target: $.a, copy: $.b }\n",
        r#"{"a":{"x":[1,2],"y":1},"b":{"x":[2],"y":1}}"#,
    );
    gives(r#"{"a":{}}"#, "- { target: $.a, copy: $ }\n", r#"{"a":{"a":{}}}"#);
    fails(document, "- { target: $.a, copy: $.* }\n", Code::OverlayMismatch);
    fails(document, "- { target: $.a, copy: $.c }\n", Code::OverlayNoMatch);
    let gone = "- { target: $.b, remove: true }\n- { target: $.a, copy: $.b }\n";
    fails(document, gone, Code::OverlayNoMatch);
}

#[test]
fn actions_see_what_those_before_them_did() {
    gives(
        r#"{"a":{"x":1}}"#,
        "- { target: $, update: { b: {} } }\n- { target: $.b, copy: $.a }\n- { target: $.a, remove: true }\n",
        r#"{"b":{"x":1}}"#,
    );
}

#[test]
fn what_selects_nothing_is_allowed_where_that_is_said() {
    let document = r#"{"a":1}"#;
    fails(document, "- { target: $.b, remove: true }\n", Code::OverlayNoMatch);
    gives(document, "- { target: $.b, remove: true, x-allow-empty: true }\n", document);
    fails(
        document,
        "- { target: $.b, remove: true, x-allow-empty: false }\n",
        Code::OverlayNoMatch,
    );
}

#[test]
fn numbers_and_the_order_of_keys_stay_as_they_were() {
    let document = r#"{"z":123456789012345678901234567890,"a":0.1234567890123456789,"m":[1e300]}"#;
    gives(
        document,
        "- { target: $, update: { b: 9007199254740993.0 } }\n",
        &document.replace("[1e300]}", "[1e300],\"b\":9007199254740993.0}"),
    );
}

#[test]
fn versions_differ_in_what_may_be_selected() {
    let document = r#"{"a":"x","t":["y",[]]}"#;
    let old = |actions: &str| apply("1.0.3", document, actions).document.map(|it| it.to_string());
    assert_eq!(old("- { target: $.a, update: z }\n"), None);
    assert_eq!(old("- { target: '$.t[0]', remove: true }\n"), None);
    assert_eq!(
        old("- { target: '$.t[1]', remove: true }\n").as_deref(),
        Some(r#"{"a":"x","t":["y"]}"#)
    );
    // Which the examples of 1.0 do.
    assert_eq!(old("- { target: $.a, remove: true }\n").as_deref(), Some(r#"{"t":["y",[]]}"#));
    assert_eq!(old("- { target: $.a, copy: $.t }\n"), None);
}

#[test]
fn who_wrote_what_is_known() {
    let overlaid = apply(
        "1.1.0",
        r#"{"a":{"x":1,"y":{"z":1}},"t":[{"n":0},{"n":1},{"n":2}]}"#,
        "- { target: $.a, update: { y: { z: 2, w: { v: 3 } } } }\n\
         - { target: '$.t[?@.n == 0]', remove: true }\n\
         - { target: '$.t', update: [{ n: 3 }] }\n\
         - { target: $, update: { c: {} } }\n\
         - { target: $.c, copy: $.a }\n",
    );
    let provenance = overlaid.diagnostics.provenance();
    let origin = |at: &str| match provenance.origin(&Pointer::from_text(at)) {
        Origin::Document(at) => format!("document {at}"),
        Origin::Overlay(it) => {
            format!("{} {} {:?}", it.action, it.at, it.copied.map(|it| it.to_string()))
        }
    };
    assert_eq!(origin("/a/x"), "document #/a/x");
    assert_eq!(origin("/a/y"), "document #/a/y");
    assert_eq!(origin("/a/y/z"), "0 #/actions/0/update/y/z None");
    assert_eq!(origin("/a/y/w/v"), "0 #/actions/0/update/y/w/v None");
    assert_eq!(origin("/t/0/n"), "document #/t/1/n");
    assert_eq!(origin("/t/1/n"), "document #/t/2/n");
    assert_eq!(origin("/t/2/n"), "2 #/actions/2/update/0/n None");
    assert_eq!(origin("/c/y/w"), "4 #/actions/4/copy Some(\"#/a/y/w\")");
    let matches: Vec<_> = provenance.actions().iter().map(|it| (it.verb, it.matches)).collect();
    assert_eq!(matches, [("update", 1), ("remove", 1), ("update", 1), ("update", 1), ("copy", 1)]);
}

#[test]
fn limits_hold_before_anything_is_made() {
    let items = vec!["[]"; 2000].join(",");
    let document = format!(r#"{{"a":[{items}]}}"#);
    let update = vec!["0"; 2000].join(", ");
    fails(
        &document,
        &format!("- {{ target: '$.a[*]', update: [{update}] }}\n"),
        Code::LimitExceeded,
    );
    let many = vec![Source::new("overlay.yaml", "overlay: 1.0.0"); 65];
    let found = apply_overlays(&Source::new("api.json", "{}"), &many).diagnostics;
    assert_eq!((found.items().len(), found.items()[0].code), (1, Code::LimitExceeded));
    let long = Source::new("overlay.yaml", format!("overlay: 1.0.0{}", " ".repeat(1 << 20)));
    let found = apply_overlays(&Source::new("api.json", "{}"), &[long]).diagnostics;
    assert_eq!((found.items().len(), found.items()[0].code), (1, Code::LimitExceeded));
}

#[test]
fn the_document_that_an_overlay_is_for() {
    let finding = |extends: &str| {
        let text = format!(
            "overlay: 1.0.0\ninfo: {{ title: A test, version: 1.0.0 }}\nextends: {extends}\nactions:\n- {{ target: $, update: {{ x: 1 }} }}\n"
        );
        let overlay = Source::new("overlay.yaml", text);
        let found = apply_overlays(&Source::new("spec/api.json", "{}"), &[overlay]).diagnostics;
        found.items().first().map(|it| (it.severity, it.code))
    };
    for ours in
        ["api.json", "./api.json", "../spec/api.json", "/api.json", "https://example.com/api.json"]
    {
        assert_eq!(finding(ours), None, "{ours}");
    }
    assert_eq!(finding("other.json"), Some((Severity::Warning, Code::OverlayExtends)));
    assert_eq!(finding("https://example.com/v1"), Some((Severity::Note, Code::OverlayExtends)));
}

/// Reads a document of several files with one overlay.
fn generate(document: &str, overlay: &str, file: &str) -> (Inputs, Outcome) {
    let spec = Source::new("spec/api.yaml", document);
    let head = "overlay: 1.1.0\ninfo: { title: A test, version: 1.0.0 }\nactions:\n";
    let overlays = vec![Source::new("overlay.yaml", format!("{head}{overlay}"))];
    let files = Files::collect(&spec, &overlays, |path| match path {
        "pet.yaml" => Ok(file.to_owned()),
        _ => Err("there is no such file".to_owned()),
    });
    let inputs = Inputs { overlays, files, ..Inputs::new(spec, None) };
    let outcome = crate::generate(&inputs);
    (inputs, outcome)
}

/// Place, file and line of each finding.
fn places((inputs, outcome): &(Inputs, Outcome)) -> Vec<String> {
    let found = &outcome.diagnostics;
    let places = found.positions(&inputs.spec, None);
    let items = found.items().iter().zip(places);
    items
        .map(|(it, place)| {
            let file = found.file_name(it, &inputs.spec, None);
            let line = place.map_or(0, |(line, _)| line);
            format!("{} {file}:{line}", it.place(found.files()).unwrap_or_default())
        })
        .collect()
}

#[test]
fn an_overlay_may_refer_to_further_files() {
    let document = "openapi: 3.1.0\ninfo: { title: Pets, version: 1.0.0 }\npaths: {}\n";
    let overlay = r#"- target: $.paths
  update:
    /pets:
      get:
        wrong: 1
        operationId: pets
        responses:
          "200": { description: ok, content: { application/json: { schema: { $ref: pet.yaml } } } }
"#;
    let run = generate(document, overlay, "type: object\nmaxLenght: 3\n");
    assert!(run.1.output.is_some());
    assert_eq!(
        places(&run),
        ["pet.yaml#/maxLenght spec/pet.yaml:2", "#/paths/~1pets/get/wrong overlay.yaml:8"]
    );
}

#[test]
fn what_a_swagger_document_is_lifted_from_may_be_an_overlay_s() {
    let document = r#"swagger: '2.0'
info: { title: Pets, version: 1.0.0 }
paths:
  /pets:
    post:
      parameters:
        - { name: a, in: query, type: string }
        - { name: b, in: query, type: string, wrong: 1 }
      responses: { '204': { description: done } }
"#;
    let overlay = r#"- target: $.paths['/pets'].post.parameters[0]
  remove: true
- target: $.paths['/pets'].post.parameters
  update:
    name: body
    in: body
    schema:
      maxLenght: 7
"#;
    let run = generate(document, overlay, "");
    assert!(run.1.output.is_some());
    assert_eq!(
        places(&run),
        [
            "#/paths/~1pets/post/parameters/0/wrong spec/api.yaml:8",
            "#/paths/~1pets/post/parameters/1/schema/maxLenght overlay.yaml:11"
        ]
    );
}

#[test]
fn texts_that_look_like_numbers_are_as_they_were_spelled_wherever_they_are_now() {
    let document = r#"openapi: 3.1.0
info: { title: Pets, version: 1.10 }
paths:
  /pets:
    get:
      operationId: pets
      parameters:
        - { name: 1.20, in: query, schema: {} }
        - { name: 1.30, in: query, schema: {} }
      responses: {}
"#;
    let text = |overlay: &str| {
        let (inputs, _) = generate(document, overlay, "");
        crate::describe(&inputs, crate::Stage::Model).0.unwrap()
    };
    let moved = text("- { target: '$..parameters[0]', remove: true }\n");
    assert!(moved.contains("1.10") && moved.contains("1.30") && !moved.contains("1.20"), "{moved}");
    let written = text("- { target: $.info, update: { version: 2.10 } }\n");
    assert!(written.contains("2.10") && !written.contains("1.10"), "{written}");
}
