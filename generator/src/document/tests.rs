//! Whole documents: what is read, what is reported, and where.

use crate::choice::{Arguments, Choice};
use crate::config::Config;

use super::{
    Document, ENCODING_EXPLODE, Files, OPERATIONS, QUERY_STRING, Source, left_out, read_document,
};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Severity};
use crate::pointer::Pointer;
use openapiv3::{ParameterSchemaOrContent, ReferenceOr, SecurityScheme, StatusCode};

/// Reads a document, and checks that it is refused if and only if there is an error.
pub(super) fn read(text: &str) -> (Option<Document>, Diagnostics) {
    let mut found = Diagnostics::default();
    let source = Source::new("openapi.yaml", text);
    let document =
        read_document(&source, &[], &Files::default(), &mut Choice::default(), &mut found);
    assert_eq!(document.is_none(), found.has_errors(), "{:?}", found.items());
    (document, found)
}

/// Findings in short: severity, code and place.
pub(super) fn findings(found: &Diagnostics) -> Vec<String> {
    let show = |finding: &Diagnostic| {
        let severity = match finding.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let at = match &finding.at {
            At::Pointer(pointer) | At::Key(pointer) => pointer.to_string(),
            At::Position { line, column } => format!("{line}:{column}"),
        };
        format!("{severity} {} {at}", finding.code.name())
    };
    found.items().iter().map(show).collect()
}

/// The description of the component `T` and its subschemas, without the part of the pointer that they
/// share; no finding may be a warning.
pub(super) fn schemas(text: &str) -> String {
    let (document, found) = read(text);
    assert_eq!(found.count(Severity::Warning), 0, "{:?}", found.items());
    let described = document.expect("read").describe();
    let strip =
        |line: &str| line.strip_prefix("#/components/schemas/T").map(|rest| format!("{rest}\n"));
    described.lines().filter_map(strip).collect()
}

/// A document around an operation of `POST /x`.
fn operation(version: &str, operation: &str) -> String {
    format!(
        "{{openapi: {version}, info: {{title: t, version: v}}, paths: {{/x: {{post: {operation}}}}}}}"
    )
}

/// A document with more keys beside `openapi`, `info` and `paths`.
fn with(more: &str) -> String {
    format!("{{openapi: 3.1.0, info: {{title: t, version: v}}, paths: {{}}, {more}}}")
}

#[test]
fn versions() {
    for version in ["3.0.0", "3.0.4", "3.1.0", "3.1.1", "3.2.0", "'3.1'", "3.1", "3.0.0-rc2"] {
        let text = format!("{{openapi: {version}, info: {{title: t, version: v}}, paths: {{}}}}");
        assert!(read(&text).0.is_some(), "{version}");
    }
    for (text, at) in [
        ("{openapi: 4.0.0}", "#/openapi"),
        ("{openapi: 3.9.0}", "#/openapi"),
        ("{openapi: banana}", "#/openapi"),
        ("{openapi: ''}", "#/openapi"),
        ("{openapi: [3]}", "#/openapi"),
        ("{openapi: null}", "#/openapi"),
        ("{swagger: '1.2'}", "#/swagger"),
        ("{info: {}}", "#"),
    ] {
        assert_eq!(findings(&read(text).1), [format!("error unsupported-version {at}")], "{text}");
    }
}

#[test]
fn schemas_are_hoisted_and_their_pointers_left_behind() {
    let text = operation(
        "3.1.0",
        "{parameters: [{name: schema, in: query, schema: {const: 1}}], \
        requestBody: {content: {application/json: {schema: {prefixItems: [true]}}}}, \
        responses: {200: {description: d, headers: {H: {schema: {type: [string, 'null']}}}}}}",
    );
    let (document, found) = read(&text);
    assert!(found.items().is_empty(), "{:?}", found.items());
    let document = document.expect("read");
    let pointers: Vec<_> = document.schemas.iter().map(|(_, s)| s.pointer.to_string()).collect();
    assert_eq!(
        pointers,
        [
            "#/paths/~1x/post/parameters/0/schema",
            "#/paths/~1x/post/requestBody/content/application~1json/schema",
            "#/paths/~1x/post/requestBody/content/application~1json/schema/prefixItems/0",
            "#/paths/~1x/post/responses/200/headers/H/schema",
        ]
    );
    let (_, _, post) = document.skeleton.operations().next().expect("one operation");
    let ReferenceOr::Item(parameter) = &post.parameters[0] else { panic!("not a reference") };
    let ParameterSchemaOrContent::Schema(ReferenceOr::Reference { reference }) =
        &parameter.parameter_data_ref().format
    else {
        panic!("a reference to the schema table")
    };
    let id = document.schemas.at(&Pointer::from_reference(reference).expect("a pointer"));
    let schema = document.schemas.get(id.expect("in the table"));
    assert_eq!(schema.constant.as_ref().map(ToString::to_string).as_deref(), Some("1"));
}

#[test]
fn percent_signs_in_paths_survive_the_reference() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: v}\npaths:\n  /a%20b:\n    get:\n      parameters: [{name: q, in: query, schema: {type: string}}]\n";
    let document = read(text).0.expect("read");
    let (_, _, get) = document.skeleton.operations().next().expect("one operation");
    let data = get.parameters[0].as_item().expect("inline").parameter_data_ref();
    let ParameterSchemaOrContent::Schema(ReferenceOr::Reference { reference }) = &data.format
    else {
        panic!("a reference")
    };
    let pointer = Pointer::from_reference(reference).expect("a pointer");
    assert_eq!(pointer.as_str(), "/paths/~1a%20b/get/parameters/0/schema");
    assert!(document.schemas.at(&pointer).is_some());
}

#[test]
fn kinds_decide_not_keys() {
    // A parameter called `schema`, a media type called `example`, a schema called `x-y`: each is
    // what its place says. Examples and extensions are not looked into.
    let text = with(
        "components: {parameters: {schema: {name: s, in: query, schema: {type: string}}}, \
        schemas: {x-y: {properties: {schema: {type: integer}, $ref: {type: string}}}}, \
        examples: {e: {value: {schema: {bogus: 1}}}}, x-z: {schema: {bogus: 1}}}",
    );
    let (document, found) = read(&text);
    assert!(found.items().is_empty(), "{:?}", found.items());
    let document = document.expect("read");
    let components = document.skeleton.components.as_ref().expect("components");
    assert!(components.parameters["schema"].as_item().is_some());
    let pointers: Vec<_> = document.schemas.iter().map(|(_, s)| s.pointer.to_string()).collect();
    assert_eq!(
        pointers,
        [
            "#/components/parameters/schema/schema",
            "#/components/schemas/x-y",
            "#/components/schemas/x-y/properties/schema",
            "#/components/schemas/x-y/properties/$ref",
        ]
    );
}

#[test]
fn status_codes_as_yaml_writes_them() {
    let text = operation(
        "3.0.0",
        "{responses: {200: {description: a}, '404': {description: b}, 5xx: {description: c}, default: {description: d}}}",
    );
    let (document, found) = read(&text);
    assert!(found.items().is_empty(), "{:?}", found.items());
    let document = document.expect("read");
    let (_, _, post) = document.skeleton.operations().next().expect("one operation");
    let codes: Vec<_> = post.responses.responses.keys().cloned().collect();
    assert_eq!(codes, [StatusCode::Code(200), StatusCode::Code(404), StatusCode::Range(5)]);
    assert!(post.responses.default.is_some());
}

#[test]
fn unknown_keys_are_reported_with_a_hint() {
    let (document, found) = read(&operation(
        "3.0.0",
        "{reponses: {}, responses: {2xy: {}, ok: {description: d}}, x-fine: 1}",
    ));
    assert!(document.is_some());
    assert_eq!(
        findings(&found),
        [
            "warning unknown-key #/paths/~1x/post/reponses",
            "warning unknown-key #/paths/~1x/post/responses/2xy",
            "warning unknown-key #/paths/~1x/post/responses/ok",
        ]
    );
    assert_eq!(found.items()[0].help.as_deref(), Some("did you mean `responses`?"));
    let (_, found) = read("{openapi: 3.0.0, info: {title: t, version: v}, paths: {x: {}}}");
    assert_eq!(findings(&found), ["warning invalid-value #/paths/x"]);
}

#[test]
fn what_is_missing_is_assumed_where_a_crate_can_be_made() {
    let (document, found) =
        read("{openapi: 3.0.0, paths: {/x: {get: {responses: {200: {}}}, post: {}}}}");
    let document = document.expect("read");
    assert_eq!(document.skeleton.info.title, "API");
    assert_eq!(
        findings(&found),
        [
            "warning missing-key #/paths/~1x/get/responses/200",
            "warning missing-key #/paths/~1x/post",
            "warning missing-key #",
            "warning missing-key #/info",
            "warning missing-key #/info",
        ]
    );
    // 3.1 requires neither paths nor responses.
    let (document, found) =
        read("{openapi: 3.1.0, info: {title: t, version: v}, webhooks: {w: {post: {}}}}");
    assert!(found.items().is_empty(), "{:?}", found.items());
    assert_eq!(document.expect("read").webhooks.len(), 1);
}

#[test]
fn what_nothing_can_be_made_without_is_an_error() {
    for (text, at) in [
        (with("servers: [{}]"), "missing-key #/servers/0"),
        (with("servers: {url: u}"), "invalid-value #/servers"),
        (
            operation("3.1.0", "{parameters: [{in: query, schema: {}}]}"),
            "missing-key #/paths/~1x/post/parameters/0",
        ),
        (
            operation("3.1.0", "{parameters: [{name: a, in: body, schema: {}}]}"),
            "invalid-value #/paths/~1x/post/parameters/0/in",
        ),
        (
            operation("3.1.0", "{parameters: {name: a}}"),
            "invalid-value #/paths/~1x/post/parameters",
        ),
        (operation("3.1.0", "{parameters: [5]}"), "invalid-value #/paths/~1x/post/parameters/0"),
        (operation("3.1.0", "nothing"), "invalid-value #/paths/~1x/post"),
        (
            operation("3.1.0", "{requestBody: {$ref: 5}}"),
            "invalid-value #/paths/~1x/post/requestBody/$ref",
        ),
    ] {
        assert_eq!(findings(&read(&text).1), [format!("error {at}")], "{text}");
    }
}

#[test]
fn small_faults_are_mended_with_a_warning() {
    for (text, at) in [
        (operation("3.1.0", "{deprecated: 'true'}"), "invalid-value #/paths/~1x/post/deprecated"),
        (operation("3.1.0", "{summary: [a]}"), "invalid-value #/paths/~1x/post/summary"),
        (
            operation("3.1.0", "{responses: {204: null}}"),
            "invalid-value #/paths/~1x/post/responses/204",
        ),
        (operation("3.1.0", "{tags: null}"), "invalid-value #/paths/~1x/post/tags"),
        (
            operation("3.1.0", "{parameters: [{name: a, in: query}]}"),
            "missing-key #/paths/~1x/post/parameters/0",
        ),
        (
            operation("3.1.0", "{parameters: [{name: a, in: path, schema: {}}]}"),
            "invalid-value #/paths/~1x/post/parameters/0",
        ),
        (
            operation(
                "3.1.0",
                "{parameters: [{name: a, in: path, required: true, style: form, schema: {}}]}",
            ),
            "invalid-value #/paths/~1x/post/parameters/0/style",
        ),
        (
            operation("3.1.0", "{parameters: [{name: a, in: query, schema: {}, content: {}}]}"),
            "invalid-value #/paths/~1x/post/parameters/0/content",
        ),
        (with("components: {links: {l: {}}}"), "missing-key #/components/links/l"),
        (
            with("components: {securitySchemes: {k: {type: apiKey, in: header}}}"),
            "missing-key #/components/securitySchemes/k",
        ),
        (
            with("components: {securitySchemes: {k: {}}}"),
            "missing-key #/components/securitySchemes/k",
        ),
        (
            with("components: {securitySchemes: {m: {type: mutualTLS}}}"),
            "unsupported-key #/components/securitySchemes/m",
        ),
        (with("tags: [5]"), "invalid-value #/tags/0"),
    ] {
        let (document, found) = read(&text);
        assert!(document.is_some(), "{text}: {:?}", found.items());
        let found: Vec<_> = findings(&found)
            .into_iter()
            .filter(|f| !f.contains("responses/204") || f.contains("invalid"))
            .collect();
        assert_eq!(found, [format!("warning {at}")], "{text}");
    }
}

#[test]
fn texts_that_yaml_read_as_numbers_keep_their_spelling() {
    let text = "openapi: 3.1.0\ninfo:\n  title: 404\n  version: 1.10\npaths: {}\n";
    let (document, found) = read(text);
    let info = document.expect("read").skeleton.info;
    assert_eq!((info.title.as_str(), info.version.as_str()), ("404", "1.10"));
    assert!(found.items().is_empty());
}

#[test]
fn keys_openapiv3_has_no_room_for_are_reported() {
    let (document, found) = read(&operation(
        "3.1.0",
        "{parameters: [{name: h, in: header, allowReserved: true, required: false, schema: {}}]}",
    ));
    assert!(document.is_some());
    assert_eq!(findings(&found), ["warning lost-key #/paths/~1x/post/parameters/0/allowReserved"]);
    let (_, found) =
        read(&with("components: {securitySchemes: {k: {type: http, scheme: bearer, name: n}}}"));
    assert_eq!(findings(&found), ["warning lost-key #/components/securitySchemes/k/name"]);
}

#[test]
fn defaults_and_emptiness_are_no_loss() {
    let (document, found) = read(&operation(
        "3.0.0",
        "{deprecated: false, tags: [], security: [], parameters: [], callbacks: {}, responses: {200: {description: '', content: {}}}}",
    ));
    assert!(found.items().is_empty(), "{:?}", found.items());
    let document = document.expect("read");
    let (_, _, post) = document.skeleton.operations().next().expect("one operation");
    assert_eq!(post.security, Some(vec![]), "no security differs from the document's");
}

#[test]
fn an_encoding_that_says_not_to_explode_is_carried() {
    let body = "{requestBody: {content: {multipart/form-data: {schema: {}, encoding: {a: {explode: false}}}}}}";
    let (document, found) = read(&operation("3.1.0", body));
    assert!(findings(&found).is_empty());
    let document = document.expect("read");
    let (_, _, post) = document.skeleton.operations().next().expect("one operation");
    let body = post.request_body.as_ref().and_then(|body| body.as_item()).expect("a body");
    let encoding = &body.content["multipart/form-data"].encoding["a"];
    assert_eq!(encoding.extensions.get(ENCODING_EXPLODE), Some(&false.into()));
}

#[test]
fn siblings_of_references_are_noted() {
    let (document, found) = read(&operation(
        "3.1.0",
        "{responses: {default: {description: e}, 200: {$ref: '#/paths/~1x/post/responses/default', description: d}}}",
    ));
    assert!(document.is_some());
    assert_eq!(
        findings(&found),
        ["note ignored-sibling #/paths/~1x/post/responses/200/description"]
    );
}

#[test]
fn path_items_and_callbacks_are_put_in_the_place_of_references() {
    let text = with(
        "webhooks: {w: {$ref: '#/components/pathItems/P'}}, components: {\
        pathItems: {P: {$ref: '#/components/pathItems/Q'}, Q: {post: {requestBody: {content: {a/b: {schema: {type: string}}}}, \
        callbacks: {c: {$ref: '#/components/callbacks/C'}, lost: {$ref: '#/components/callbacks/D'}}}}}, \
        callbacks: {C: {'{$request.body#/url}': {get: {}}, x-a: 1}}}",
    );
    let (document, found) = read(&text);
    assert_eq!(
        findings(&found),
        ["warning dangling-reference #/components/pathItems/Q/post/callbacks/lost/$ref"]
    );
    let document = document.expect("read");
    let item = document.webhooks["w"].as_item().expect("in the place of the reference");
    let post = item.post.as_ref().expect("POST");
    assert!(post.callbacks["c"].contains_key("{$request.body#/url}"));
    let at = Pointer::from_text("/components/pathItems/Q/post/requestBody/content/a~1b/schema");
    assert!(document.schemas.at(&at).is_some());
}

#[test]
fn callbacks_that_lead_back_to_themselves_end() {
    let refs: Vec<String> =
        (0..50).map(|n| format!("c{n}: {{$ref: '#/components/callbacks/C'}}")).collect();
    let refs = refs.join(", ");
    let text = with(&format!(
        "components: {{callbacks: {{C: {{'{{$url}}': {{post: {{callbacks: {{{refs}}}}}}}}}}}}}"
    ));
    let (document, found) = read(&text);
    assert!(document.is_some());
    assert_eq!(found.count(Severity::Warning), 50);
}

#[test]
fn references_cannot_multiply_a_document_without_limit() {
    let tags = vec!["t"; 5000].join(",");
    let uses: Vec<String> =
        (0..1000).map(|n| format!("w{n}: {{$ref: '#/components/pathItems/P'}}")).collect();
    let text = with(&format!(
        "webhooks: {{{}}}, components: {{pathItems: {{P: {{post: {{tags: [{tags}]}}}}}}}}",
        uses.join(", ")
    ));
    assert!(read(&text).1.items().iter().any(|finding| finding.code == Code::LimitExceeded));
}

#[test]
fn path_items_in_circles_are_refused() {
    let (_, found) = read(&with(
        "components: {pathItems: {A: {$ref: '#/components/pathItems/B'}, B: {$ref: '#/components/pathItems/A'}}}, webhooks: {w: {$ref: '#/components/pathItems/A'}}",
    ));
    assert_eq!(
        findings(&found),
        [
            "error dangling-reference #/components/pathItems/A/$ref",
            "error dangling-reference #/components/pathItems/B/$ref",
            "error dangling-reference #/webhooks/w/$ref",
        ]
    );
}

#[test]
fn what_stands_beside_the_reference_of_a_path_item_is_added_to_it() {
    let text = "{openapi: 3.1.0, info: {title: t, version: v}, paths: {\
        /a: {get: {responses: {}}, put: {summary: there, responses: {}}}, \
        /b: {$ref: '#/paths/~1a', put: {summary: here, responses: {}}, patch: {responses: {}}, gett: {}}, \
        /c: {$ref: '#/paths/~1b'}}}";
    let (document, found) = read(text);
    assert_eq!(
        findings(&found),
        ["warning unknown-key #/paths/~1b/gett", "warning ignored-sibling #/paths/~1b/put"]
    );
    let document = document.expect("read");
    for path in ["/b", "/c"] {
        let item = document.skeleton.paths.paths[path].as_item().expect("in place");
        let summary = |operation: &Option<openapiv3::Operation>| {
            operation.as_ref().expect("an operation").summary.clone()
        };
        assert_eq!(summary(&item.get), None);
        assert_eq!(summary(&item.put).as_deref(), Some("here"));
        assert!(item.patch.is_some());
    }
    let original = |at: &str| document.origins.original(&Pointer::from_text(at)).1.to_string();
    assert_eq!(original("/paths/~1c/get/responses"), "#/paths/~1a/get/responses");
    assert_eq!(original("/paths/~1c/patch"), "#/paths/~1b/patch");
    assert_eq!(original("/paths/~1b/put/summary"), "#/paths/~1b/put/summary");
}

#[test]
fn references_lead_to_any_place_of_their_kind() {
    let text = "{openapi: 3.2.0, info: {title: t, version: v}, paths: {\
        /a: {parameters: [{name: p, in: query, schema: {type: string}}], \
        get: {requestBody: {content: {a/b: {$ref: '#/components/mediaTypes/M'}}}, \
        responses: {200: {$ref: '#/components/responses/R'}}}}, \
        /b: {get: {parameters: [{$ref: '#/paths/~1a/parameters/0'}], \
        requestBody: {$ref: '#/paths/~1a/get/requestBody'}, \
        responses: {200: {$ref: '#/paths/~1a/get/responses/200'}, 400: {$ref: '#/paths/~1a/get/requestBody'}, \
        500: {description: d, content: {a/b: {$ref: '#/paths/~1a/get/responses/200/content/c~1d'}}}}}}}, \
        components: {mediaTypes: {M: {schema: {type: integer}, itemSchema: {type: boolean}}}, \
        responses: {R: {$ref: '#/components/responses/S'}, S: {description: s, content: {c/d: {schema: {type: string}}}}}}}";
    let (document, found) = read(text);
    assert_eq!(findings(&found), ["warning dangling-reference #/paths/~1b/get/responses/400/$ref"]);
    let document = document.expect("read");
    let get = |path: &str| {
        let item = document.skeleton.paths.paths[path].as_item().expect("in place");
        item.get.clone().expect("GET")
    };
    assert_eq!(get("/b").parameters[0].as_item().expect("a copy").parameter_data_ref().name, "p");
    let (a, b) = (get("/a").request_body, get("/b").request_body);
    assert_eq!(a, b);
    let body = a.expect("a body");
    let media = &body.as_item().expect("in place").content["a/b"];
    let schema = media.schema.as_ref().expect("a schema");
    assert!(
        matches!(schema, ReferenceOr::Reference { reference } if reference == "#/components/mediaTypes/M/schema")
    );
    for path in ["/a", "/b"] {
        let at = Pointer::root().child("paths").child(path).child("get");
        let at = at.child("requestBody").child("content").child("a/b").child("itemSchema");
        assert!(document.schemas.at(&at).is_some(), "{at}");
    }
    let far = get("/b").responses.responses[&StatusCode::Code(500)].clone();
    assert!(far.as_item().expect("in place").content["a/b"].schema.is_some());
}

#[test]
fn keys_of_3_2() {
    let text = operation(
        "3.2.0",
        "{parameters: [{name: q, in: querystring, content: {a/b: {}}}], \
        responses: {200: {summary: s, description: d, content: {text/event-stream: {itemSchema: {type: string}}}}}}",
    );
    let (document, found) = read(&text);
    assert!(findings(&found).is_empty());
    let at =
        Pointer::from_text("/paths/~1x/post/responses/200/content/text~1event-stream/itemSchema");
    let document = document.expect("read");
    assert!(document.schemas.at(&at).is_some());
    let (_, _, post) = document.skeleton.operations().next().expect("one operation");
    let parameter = post.parameters[0].as_item().expect("a parameter");
    assert!(parameter.parameter_data_ref().extensions.contains_key(QUERY_STRING));
}

#[test]
fn a_query_string_needs_no_name() {
    let text = operation(
        "3.2.0",
        "{parameters: [{in: querystring, content: {a/b: {}}}], responses: {200: {description: d}}}",
    );
    let (document, found) = read(&text);
    assert!(document.is_some());
    assert_eq!(findings(&found), ["warning missing-key #/paths/~1x/post/parameters/0"]);
}

#[test]
fn operations_of_other_methods_are_carried_with_their_schemas() {
    let text = "{openapi: 3.2.0, info: {title: t, version: v}, paths: {/x: {query: {operationId: q}, \
        additionalOperations: {COPY: {requestBody: {content: {a/b: {schema: {}}}}}}}}}";
    let (document, found) = read(text);
    assert!(findings(&found).is_empty());
    let document = document.expect("read");
    let item = document.skeleton.paths.paths["/x"].as_item().expect("a path item");
    let carried = &item.extensions[OPERATIONS];
    assert_eq!(carried["query"]["QUERY"]["operationId"], "q");
    let schema =
        &carried["additionalOperations"]["COPY"]["requestBody"]["content"]["a/b"]["schema"];
    let at = Pointer::from_reference(schema["$ref"].as_str().expect("a reference"));
    assert!(document.schemas.at(&at.expect("a pointer")).is_some());
}

#[test]
fn operations_of_other_methods_are_selected_one_by_one() {
    let text = "{openapi: 3.2.0, info: {title: t, version: v}, paths: {\
        /x: {get: {}, additionalOperations: {COPY: {}, LINK: {operationId: l}}}, \
        /y: {additionalOperations: {COPY: {}}}, /z: {additionalOperations: {LINK: {}}}}}";
    let mut found = Diagnostics::default();
    let only = ["method=copy", "id=l"].map(str::to_owned).to_vec();
    let arguments = Arguments { only, without: Vec::new() };
    let mut choice = Choice::new(&Config::default(), &arguments, &mut found);
    let source = Source::new("openapi.yaml", text);
    let document = read_document(&source, &[], &Files::default(), &mut choice, &mut found);
    let document = document.expect("read");
    let coverage = document.selected.coverage;
    assert_eq!((coverage.selected, coverage.total), (3, 5));
    let left = document.skeleton.paths.paths.iter().map(|(path, item)| {
        let item = item.as_item().expect("a path item");
        let more = item.extensions[OPERATIONS]["additionalOperations"].as_object();
        let more = more.expect("operations").keys().cloned().collect::<Vec<_>>().join(" ");
        format!("{path} {more} {}", item.get.is_some())
    });
    assert_eq!(left.collect::<Vec<_>>(), ["/x COPY LINK false", "/y COPY false"]);
}

#[test]
fn security_schemes_are_read_by_type() {
    let (document, found) = read(&with(
        "components: {securitySchemes: {\
        b: {type: http, scheme: bearer, bearerFormat: JWT}, \
        o: {type: oauth2, flows: {clientCredentials: {tokenUrl: t}}}}}",
    ));
    assert_eq!(
        findings(&found),
        ["warning missing-key #/components/securitySchemes/o/flows/clientCredentials"]
    );
    let document = document.expect("read");
    let schemes = &document.skeleton.components.as_ref().expect("components").security_schemes;
    assert!(matches!(schemes["b"], ReferenceOr::Item(SecurityScheme::HTTP { .. })));
    assert!(matches!(schemes["o"], ReferenceOr::Item(SecurityScheme::OAuth2 { .. })));
}

#[test]
fn an_operation_is_described_on_one_line() {
    let text = operation(
        "3.1.0",
        "{operationId: create, deprecated: true, parameters: [{name: a, in: query, schema: {}}], \
        requestBody: {required: true, content: {application/json: {}}}, responses: {200: {description: d, content: {a/b: {}}}, default: {$ref: '#/components/responses/R'}}}}}, components: {responses: {R: {description: d}",
    );
    let (document, _) = read(&text);
    let described = document.expect("read").describe();
    assert_eq!(
        described.lines().next(),
        Some(
            "POST /x  create  params(query a)  body!(application/json)  responses(200:a/b default→#/components/responses/R)  deprecated"
        )
    );
}

#[test]
fn keys_left_out_have_a_reason() {
    let table: Vec<_> = left_out().collect();
    assert!(table.iter().any(|entry| entry.key == "xml" && entry.object == "Schema Object"));
    assert!(table.iter().any(|entry| entry.key == "jsonSchemaDialect"));
    assert!(table.iter().all(|entry| entry.why.len() > 10));
}

#[test]
fn reading_twice_gives_the_same_text() {
    let text = with("components: {schemas: {B: {type: string}, A: {properties: {z: {}, a: {}}}}}");
    let describe = || read(&text).0.expect("read").describe();
    assert_eq!(describe(), describe());
    assert!(
        read("{openapi: 3.0.0, a: 1, a: 2}").1.items().iter().any(|f| f.code == Code::DuplicateKey)
    );
}
