//! What 2.0 says, beside what 3.0 would say: both must be read as the same.

use crate::document::tests::{findings, read};

/// The description of a document whose findings are these; the order of its parts is its own.
fn described(text: &str, expected: &[&str]) -> Vec<String> {
    let (document, found) = read(text);
    assert_eq!(findings(&found), expected, "{:#?}", found.items());
    let mut lines: Vec<_> = document.expect("read").describe().lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

/// A document of 2.0 and one of 3.0 with the same meaning.
#[track_caller]
fn same(swagger: &str, openapi: &str, expected: &[&str]) {
    let swagger = format!("{{swagger: '2.0', info: {{title: t, version: v}}, {swagger}}}");
    let openapi = format!("{{openapi: 3.0.4, info: {{title: t, version: v}}, {openapi}}}");
    assert_eq!(described(&swagger, expected), described(&openapi, &[]), "{swagger}");
}

/// As [`same`], with one operation.
#[track_caller]
fn same_operation(swagger: &str, openapi: &str, expected: &[&str]) {
    same(
        &format!("paths: {{/x: {{post: {{{swagger}}}}}}}"),
        &format!("paths: {{/x: {{post: {{{openapi}}}}}}}"),
        expected,
    );
}

const OK: &str = "responses: {200: {description: d}}";

#[test]
fn servers() {
    for (swagger, url) in [
        ("host: a.example, basePath: /v1, schemes: [https]", "https://a.example/v1"),
        ("host: a.example, basePath: /v1/, schemes: [http, https]", "https://a.example/v1"),
        ("host: 'a.example:8080', schemes: [http]", "http://a.example:8080"),
        ("host: a.example, schemes: [ws, http]", "http://a.example"),
        ("host: a.example", "https://a.example"),
        ("host: 'https://a.example/', basePath: /", "https://a.example"),
        ("basePath: /v1", "/v1"),
    ] {
        same(
            &format!("{swagger}, paths: {{}}"),
            &format!("servers: [{{url: '{url}'}}], paths: {{}}"),
            &[],
        );
    }
    same("paths: {}", "paths: {}", &[]);
}

#[test]
fn schemas_and_references_to_them() {
    same(
        "paths: {}, definitions: {\
         A: {type: object, discriminator: kind, required: [kind], properties: {kind: {type: string}, b: {$ref: '#/definitions/B'}, f: {type: file}}},\
         B: {allOf: [{$ref: '#/definitions/A'}, {type: object, additionalProperties: {$ref: '#/definitions/C'}}]},\
         C: {type: array, x-nullable: true, items: {$ref: '#/definitions/A'}},\
         definitions: {type: object, properties: {properties: {$ref: '#/definitions/C'}, $ref: {type: string}}}}",
        "paths: {}, components: {schemas: {\
         A: {type: object, discriminator: {propertyName: kind}, required: [kind], properties: {kind: {type: string}, b: {$ref: '#/components/schemas/B'}, f: {type: string, format: binary}}},\
         B: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, additionalProperties: {$ref: '#/components/schemas/C'}}]},\
         C: {type: array, nullable: true, items: {$ref: '#/components/schemas/A'}},\
         definitions: {type: object, properties: {properties: {$ref: '#/components/schemas/C'}, $ref: {type: string}}}}}",
        &[],
    );
}

#[test]
fn parameters() {
    for (swagger, openapi) in [
        (
            "name: a, in: query, type: string, format: uuid, description: d",
            "name: a, in: query, description: d, schema: {type: string, format: uuid}",
        ),
        (
            "name: a, in: query, required: true, type: integer, maximum: 5, exclusiveMaximum: true, default: 3",
            "name: a, in: query, required: true, schema: {type: integer, maximum: 5, exclusiveMaximum: true, default: 3}",
        ),
        (
            "name: a, in: query, type: array, items: {type: string}",
            "name: a, in: query, style: form, explode: false, schema: {type: array, items: {type: string}}",
        ),
        (
            "name: a, in: query, type: array, collectionFormat: multi, items: {type: string, enum: [x, y]}",
            "name: a, in: query, style: form, explode: true, schema: {type: array, items: {type: string, enum: [x, y]}}",
        ),
        (
            "name: a, in: query, type: array, collectionFormat: ssv, items: {type: string}",
            "name: a, in: query, style: spaceDelimited, explode: false, schema: {type: array, items: {type: string}}",
        ),
        (
            "name: a, in: query, type: array, collectionFormat: pipes, items: {type: string}",
            "name: a, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}",
        ),
        (
            "name: A, in: header, type: array, items: {type: string}",
            "name: A, in: header, schema: {type: array, items: {type: string}}",
        ),
    ] {
        same_operation(
            &format!("parameters: [{{{swagger}}}], {OK}"),
            &format!("parameters: [{{{openapi}}}], {OK}"),
            &[],
        );
    }
}

#[test]
fn separators_that_nothing_can_say_are_reported() {
    same_operation(
        &format!(
            "parameters: [{{name: A, in: header, type: array, collectionFormat: pipes, items: {{type: string}}}}, {{name: b, in: query, type: array, collectionFormat: tsv, items: {{type: array, collectionFormat: multi, items: {{type: string}}}}}}], {OK}"
        ),
        &format!(
            "parameters: [{{name: A, in: header, schema: {{type: array, items: {{type: string}}}}}}, {{name: b, in: query, style: form, explode: false, schema: {{type: array, items: {{type: array, items: {{type: string}}}}}}}}], {OK}"
        ),
        &[
            "warning unsupported-key #/paths/~1x/post/parameters/0/collectionFormat",
            "warning unsupported-key #/paths/~1x/post/parameters/1/items/collectionFormat",
            "warning unsupported-key #/paths/~1x/post/parameters/1/collectionFormat",
        ],
    );
}

#[test]
fn bodies() {
    same(
        &format!(
            "definitions: {{A: {{type: object}}}}, paths: {{/x: {{post: {{parameters: [{{name: b, in: body, description: d, required: true, schema: {{$ref: '#/definitions/A'}}}}, {{name: q, in: query, type: string}}], {OK}}}}}}}"
        ),
        &format!(
            "components: {{schemas: {{A: {{type: object}}}}}}, paths: {{/x: {{post: {{parameters: [{{name: q, in: query, schema: {{type: string}}}}], requestBody: {{description: d, required: true, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}, {OK}}}}}}}"
        ),
        &[],
    );
    same_operation(
        &format!(
            "consumes: [text/plain, text/plain], parameters: [{{name: b, in: body, schema: {{type: string}}}}], {OK}"
        ),
        &format!(
            "parameters: [], requestBody: {{content: {{text/plain: {{schema: {{type: string}}}}}}}}, {OK}"
        ),
        &[],
    );
}

#[test]
fn forms() {
    same_operation(
        &format!(
            "consumes: [application/x-www-form-urlencoded], parameters: [{{name: a, in: formData, type: string, required: true}}, {{name: b, in: formData, type: array, items: {{type: integer}}}}, {{name: c, in: formData, type: array, collectionFormat: multi, items: {{type: integer}}}}], {OK}"
        ),
        &format!(
            "parameters: [], requestBody: {{required: true, content: {{application/x-www-form-urlencoded: {{schema: {{type: object, properties: {{a: {{type: string}}, b: {{type: array, items: {{type: integer}}}}, c: {{type: array, items: {{type: integer}}}}}}, required: [a]}}}}}}}}, {OK}"
        ),
        &["warning unsupported-key #/paths/~1x/post/parameters/1"],
    );
    same_operation(
        &format!("parameters: [{{name: a, in: formData, type: file, description: d}}], {OK}"),
        &format!(
            "parameters: [], requestBody: {{required: false, content: {{multipart/form-data: {{schema: {{type: object, properties: {{a: {{type: string, format: binary, description: d}}}}}}}}}}}}, {OK}"
        ),
        &[],
    );
}

#[test]
fn shared_bodies_and_those_of_a_path() {
    same(
        &format!(
            "parameters: {{B: {{name: b, in: body, schema: {{type: string}}}}, Q: {{name: q, in: query, type: string}}}}, paths: {{/x: {{parameters: [{{$ref: '#/parameters/B'}}, {{$ref: '#/parameters/Q'}}], post: {{{OK}}}, put: {{parameters: [{{name: own, in: body, schema: {{type: integer}}}}], {OK}}}}}}}"
        ),
        &format!(
            "components: {{parameters: {{Q: {{name: q, in: query, schema: {{type: string}}}}}}}}, paths: {{/x: {{parameters: [{{$ref: '#/components/parameters/Q'}}], post: {{requestBody: {{content: {{application/json: {{schema: {{type: string}}}}}}}}, {OK}}}, put: {{parameters: [], requestBody: {{content: {{application/json: {{schema: {{type: integer}}}}}}}}, {OK}}}}}}}"
        ),
        &[],
    );
}

#[test]
fn one_body_at_most() {
    same_operation(
        &format!(
            "parameters: [{{name: a, in: body, schema: {{type: string}}}}, {{name: b, in: body, schema: {{type: integer}}}}, {{name: c, in: formData, type: string}}], {OK}"
        ),
        &format!(
            "parameters: [], requestBody: {{content: {{application/json: {{schema: {{type: string}}}}}}}}, {OK}"
        ),
        &[
            "warning unsupported-key #/paths/~1x/post/parameters/1",
            "warning unsupported-key #/paths/~1x/post/parameters/2",
        ],
    );
}

#[test]
fn responses() {
    same(
        "produces: [application/json, text/csv], responses: {R: {description: r, schema: {type: file}}}, paths: {/x: {post: {responses: {200: {description: d, schema: {type: string}, headers: {X-A: {type: integer, description: h}}, examples: {application/json: e}}, 204: {description: none}, default: {$ref: '#/responses/R'}}}}}",
        "components: {responses: {R: {description: r, content: {application/json: {schema: {type: string, format: binary}}, text/csv: {schema: {type: string, format: binary}}}}}}, paths: {/x: {post: {responses: {200: {description: d, headers: {X-A: {description: h, schema: {type: integer}}}, content: {application/json: {schema: {type: string}, example: e}, text/csv: {schema: {type: string}}}}, 204: {description: none}, default: {$ref: '#/components/responses/R'}}}}}",
        &[],
    );
    same_operation(
        "responses: {200: {description: d, schema: {type: file}}}",
        "responses: {200: {description: d, content: {application/octet-stream: {schema: {type: string, format: binary}}}}}",
        &[],
    );
}

#[test]
fn security() {
    same(
        "paths: {}, securityDefinitions: {a: {type: basic, description: d}, b: {type: apiKey, name: k, in: header}, c: {type: oauth2, flow: application, tokenUrl: 'https://a.example/t', scopes: {s: d}}, d: {type: oauth2, flow: accessCode, tokenUrl: 'https://a.example/t', authorizationUrl: 'https://a.example/a'}}",
        "paths: {}, components: {securitySchemes: {a: {type: http, scheme: basic, description: d}, b: {type: apiKey, name: k, in: header}, c: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.example/t', scopes: {s: d}}}}, d: {type: oauth2, flows: {authorizationCode: {tokenUrl: 'https://a.example/t', authorizationUrl: 'https://a.example/a', scopes: {}}}}}}",
        &[],
    );
}

#[test]
fn findings_name_the_places_of_the_document() {
    let (_, found) = read(
        "{swagger: '2.0', info: {title: t, version: v}, paths: {/x: {post: {parameters: [\
         {name: b, in: body, schema: {type: string, wrong: 1}}, {name: q, in: query, type: string, wrong: 1}],\
         responses: {200: {description: d, schema: {$ref: '#/definitions/A'}}}}}},\
         definitions: {A: {type: object, properties: {p: {type: string, wrong: 1}}}}, wrong: 1}",
    );
    let mut shown = findings(&found);
    shown.sort();
    assert_eq!(
        shown,
        [
            "warning unknown-key #/wrong",
            "warning unknown-keyword #/definitions/A/properties/p/wrong",
            "warning unknown-keyword #/paths/~1x/post/parameters/0/schema/wrong",
            "warning unknown-keyword #/paths/~1x/post/parameters/1/wrong",
        ]
    );
}
