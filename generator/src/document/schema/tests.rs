//! Keywords: what is kept, lifted, and reported.

use crate::diagnostic::{Code, Severity};
use crate::document::tests::{findings, read, schemas};
use crate::document::{Document, JsonType, RawSchema};
use crate::json::Json;
use crate::pointer::Pointer;

/// The document with one component `T`, in a version.
fn document(version: &str, schema: &str) -> String {
    format!(
        "{{openapi: {version}, info: {{title: t, version: v}}, paths: {{}}, components: {{schemas: {{T: {schema}}}}}}}"
    )
}

fn component(document: &Document) -> RawSchema {
    let (_, id) = document.schemas.components[0];
    document.schemas.get(id).clone()
}

/// The schemas of a 3.1 document with one component, one line each, without the part of the pointer
/// that they share; no finding is expected.
fn v31(schema: &str) -> String {
    schemas(&document("3.1.0", schema))
}

/// The same for 3.0.
fn v30(schema: &str) -> String {
    schemas(&document("3.0.3", schema))
}

#[test]
fn every_shape_of_3_1_is_kept() {
    assert_eq!(v31("{type: [string, 'null'], format: date}"), "  null|string  format(date)\n");
    assert_eq!(v31("{type: [string, null]}"), "  null|string\n");
    assert_eq!(v31("{const: null}"), "  const(null)\n");
    assert_eq!(v31("{enum: [a, 1, null]}"), "  enum(\"a\" 1 null)\n");
    assert_eq!(v31("true"), "  true\n");
    assert_eq!(
        v31("{prefixItems: [{type: string}, {$ref: '#/components/schemas/T'}], items: false}"),
        "  items(false)  prefixItems(2)\n/prefixItems/0  string\n/prefixItems/1  $ref(#/components/schemas/T)\n/items  false\n"
    );
    assert_eq!(
        v31("{$ref: '#/components/schemas/T', description: d, minLength: 1}"),
        "  $ref(#/components/schemas/T)  length(1..)  description\n"
    );
    assert_eq!(
        v31(
            "{properties: {a: {}, b: {}}, required: [b, c], additionalProperties: {type: integer}, patternProperties: {'^x': {}}, propertyNames: {pattern: '^[a-z]+$'}}"
        ),
        "  properties(a b!)  required(c)  additionalProperties  patternProperties(^x)  propertyNames\n\
         /properties/a\n/properties/b\n/additionalProperties  integer\n/patternProperties/^x\n/propertyNames  pattern(^[a-z]+$)\n"
    );
    assert_eq!(
        v31(
            "{oneOf: [{type: string}], discriminator: {propertyName: kind, mapping: {a: A, b: '#/x'}}}"
        ),
        "  oneOf(1)  discriminator(kind a→A b→#/x)\n/oneOf/0  string\n"
    );
    assert_eq!(
        v31(
            "{contentMediaType: image/png, contentEncoding: base64, default: null, example: 1, examples: [2], x-a: 1}"
        ),
        "  contentMediaType(image/png)  contentEncoding(base64)  default(null)  examples  x-a\n"
    );
}

#[test]
fn nullable_becomes_a_type() {
    assert_eq!(v30("{type: string, nullable: true}"), "  null|string\n");
    assert_eq!(v30("{type: string, nullable: false}"), "  string\n");
    assert_eq!(
        v30("{type: string, enum: [a], nullable: true}"),
        "  null|string  enum(\"a\" null)\n"
    );
    assert_eq!(v30("{enum: [a, null], nullable: true}"), "  enum(\"a\" null)\n");
    assert_eq!(
        v30("{properties: {a: {}}, nullable: true}"),
        "  null|object  properties(a)\n/properties/a\n"
    );
    assert_eq!(v30("{items: {}, nullable: true}"), "  null|array  items\n/items\n");
    assert_eq!(v30("{nullable: true}"), "\n");
}

#[test]
fn nullable_beside_a_composition_becomes_an_alternative() {
    assert_eq!(
        v30("{nullable: true, description: d, allOf: [{$ref: '#/components/schemas/T'}]}"),
        "  anyOf(2)  description\n/allOf/0  $ref(#/components/schemas/T)\n/anyOf/0  allOf(1)\n/anyOf/1  null\n"
    );
    // No two schemas have one pointer.
    assert_eq!(
        v30("{nullable: true, allOf: [{type: string}], anyOf: [{minLength: 1}]}"),
        "  anyOf(2)\n/allOf/0  string\n/anyOf/0  length(1..)\n/nullable/0  allOf(1)  anyOf(1)\n/nullable/1  null\n"
    );
    assert_eq!(
        v30("{nullable: true, oneOf: [{type: string}]}"),
        "  oneOf(2)\n/oneOf/0  string\n/oneOf/1  null\n"
    );
    assert_eq!(
        v30("{nullable: true, anyOf: [{type: string}]}"),
        "  anyOf(2)\n/anyOf/0  string\n/anyOf/1  null\n"
    );
}

#[test]
fn nullable_beside_a_reference_counts_although_3_0_says_otherwise() {
    let text =
        document("3.0.0", "{$ref: '#/components/schemas/T', nullable: true, description: d}");
    assert_eq!(
        schemas(&text),
        "  anyOf(2)  description\n/anyOf/0  $ref(#/components/schemas/T)\n/anyOf/1  null\n"
    );
}

#[test]
fn siblings_of_a_reference_are_left_out_in_3_0_with_a_note() {
    let text = document("3.0.0", "{$ref: '#/components/schemas/T', type: string, title: n}");
    let (document, found) = read(&text);
    let schema = component(&document.expect("read"));
    assert!(schema.types.is_empty());
    assert_eq!(schema.title.as_deref(), Some("n"));
    assert_eq!(findings(&found), ["note ignored-sibling #/components/schemas/T"]);
}

#[test]
fn bounds_of_both_dialects() {
    assert_eq!(
        v30("{minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false}"),
        "  >1  <=5\n"
    );
    assert_eq!(v31("{exclusiveMinimum: 1, exclusiveMaximum: 5}"), "  >1  <5\n");
    assert_eq!(
        v31("{minimum: 3, exclusiveMinimum: 1, maximum: 3, exclusiveMaximum: 3}"),
        "  >=3  <3\n"
    );
    assert_eq!(v30("{exclusiveMinimum: true}"), "\n");
    assert_eq!(
        v31("{maximum: 99999999999999999999999999, multipleOf: 0.01}"),
        "  <=99999999999999999999999999  multipleOf(0.01)\n"
    );
    assert_eq!(
        v31(
            "{minLength: 1, maxItems: 10.0, minProperties: 2, maxProperties: 3, uniqueItems: true}"
        ),
        "  length(1..)  items(..10)  properties(2..3)  uniqueItems\n"
    );
}

#[test]
fn each_class_of_keyword_is_reported_in_its_way() {
    let at = "#/components/schemas/T";
    let table = [
        ("{xml: {name: x}, externalDocs: {url: u}, $comment: c, $id: i, $schema: s}", vec![]),
        ("{x-anything: 1}", vec![]),
        ("{maxLenght: 1}", vec![format!("warning unknown-keyword {at}/maxLenght")]),
        (
            "{if: {type: string}, then: {}}",
            vec![
                format!("warning unsupported-keyword {at}/if"),
                format!("warning unsupported-keyword {at}/then"),
            ],
        ),
        ("{unevaluatedProperties: false}", vec![]),
        ("{unevaluatedProperties: {type: string}}", Vec::new()),
        (
            "{dependentSchemas: {a: {bogus: 1}}}",
            vec![
                format!("warning unsupported-keyword {at}/dependentSchemas"),
                format!("warning unknown-keyword {at}/dependentSchemas/a/bogus"),
            ],
        ),
        ("{nullable: true, type: string}", vec![format!("warning unknown-keyword {at}/nullable")]),
        (
            "{discriminator: {propertyName: a, defaultMapping: B, other: 1}}",
            vec![format!("warning unknown-key {at}/discriminator/other")],
        ),
    ];
    for (schema, expected) in table {
        let (document, found) = read(&document("3.1.0", schema));
        assert!(document.is_some(), "{schema}");
        assert_eq!(findings(&found), expected, "{schema}");
    }
}

#[test]
fn a_misspelt_keyword_gets_a_hint() {
    let (_, found) = read(&document("3.1.0", "{maxLenght: 1}"));
    assert_eq!(found.items()[0].help.as_deref(), Some("did you mean `maxLength`?"));
}

#[test]
fn values_of_the_wrong_kind_are_warned_about_and_read_as_absent() {
    for (schema, at) in [
        ("{type: strnig}", "/type"),
        ("{type: [string, {}]}", "/type/1"),
        ("{type: 5}", "/type"),
        ("{type: String}", "/type"),
        ("{properties: [a]}", "/properties"),
        ("{properties: {a: null}}", "/properties/a"),
        ("{properties: {a: text}}", "/properties/a"),
        ("{required: true}", "/required"),
        ("{required: [a, {}]}", "/required/1"),
        ("{enum: a}", "/enum"),
        ("{allOf: {}}", "/allOf"),
        ("{items: 3}", "/items"),
        ("{items: [{}]}", "/items"),
        ("{additionalProperties: [1]}", "/additionalProperties"),
        ("{minLength: -1}", "/minLength"),
        ("{minLength: 1.5}", "/minLength"),
        ("{minLength: 99999999999999999999999}", "/minLength"),
        ("{minimum: '1'}", "/minimum"),
        ("{exclusiveMinimum: []}", "/exclusiveMinimum"),
        ("{uniqueItems: 1}", "/uniqueItems"),
        ("{readOnly: 'true'}", "/readOnly"),
        ("{description: [a]}", "/description"),
        ("{examples: {a: 1}}", "/examples"),
        ("{format: {}}", "/format"),
        ("{discriminator: kind}", "/discriminator"),
        ("{discriminator: 1}", "/discriminator"),
        ("{discriminator: {propertyName: a, mapping: {b: {}}}}", "/discriminator/mapping/b"),
        ("[]", ""),
        ("null", ""),
    ] {
        let (document, found) = read(&document("3.1.0", schema));
        assert!(document.is_some(), "{schema}");
        assert_eq!(found.count(Severity::Warning), 1, "{schema}");
        let expected = format!("warning invalid-value #/components/schemas/T{at}");
        assert_eq!(findings(&found), [expected], "{schema}");
    }
}

#[test]
fn a_number_where_a_text_belongs_is_a_text() {
    let (document, found) =
        read(&document("3.0.0", "{type: string, title: 404, description: true}"));
    let schema = component(&document.expect("read"));
    assert_eq!(schema.title.as_deref(), Some("404"));
    assert_eq!(schema.description.as_deref(), Some("true"));
    assert!(found.items().is_empty());
}

#[test]
fn definitions_inside_schemas_can_be_referenced() {
    let (document, _) =
        read(&document("3.1.0", "{$defs: {A: {type: string}}, if: {type: integer}}"));
    let table = document.expect("read").schemas;
    for (at, expected) in [("$defs/A", JsonType::String), ("if", JsonType::Integer)] {
        let id = table.at(&Pointer::from_text(&format!("/components/schemas/T/{at}"))).expect(at);
        assert!(table.get(id).types.contains(expected));
    }
}

#[test]
fn references_to_anchors_become_pointers() {
    let text =
        document("3.1.0", "{properties: {a: {$anchor: here, type: string}, b: {$ref: '#here'}}}");
    assert_eq!(
        schemas(&text),
        "  properties(a b)\n/properties/a  string\n/properties/b  $ref(#/components/schemas/T/properties/a)\n"
    );
}

#[test]
fn references_lead_into_extensions_and_unknown_keys() {
    let text = "openapi: 3.0.0\ninfo: {title: t, version: v, x-types: {A: {type: string}}}\npaths: {}\n\
        definitions: {B: {items: {$ref: '#/info/x-types/A'}}}\n\
        components: {schemas: {T: {$ref: '#/definitions/B'}, U: {$ref: '#/components/responses/R'}},\n  responses: {R: {description: d}}}\n";
    let (document, found) = read(text);
    let table = document.expect("read").schemas;
    let at = |pointer: &str| table.at(&Pointer::from_text(pointer));
    assert!(at("/definitions/B").is_some() && at("/definitions/B/items").is_some());
    assert!(at("/info/x-types/A").is_some());
    assert!(at("/components/responses/R").is_none(), "a response is no schema");
    assert_eq!(
        findings(&found),
        [
            "warning unknown-key #/definitions",
            "warning dangling-reference #/components/schemas/U/$ref"
        ]
    );
}

#[test]
fn targets_within_targets_are_read_once() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: v}\n\
        definitions: {A: {items: {type: string}}}\n\
        components: {schemas: {T: {anyOf: [{$ref: '#/definitions/A/items'}, {$ref: '#/definitions/A'}]}}}\n";
    let table = read(text).0.expect("read").schemas;
    let pointers: Vec<_> = table.iter().map(|(_, schema)| schema.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/components/schemas/T",
            "/components/schemas/T/anyOf/0",
            "/components/schemas/T/anyOf/1",
            "/definitions/A/items",
            "/definitions/A",
        ]
    );
    let outer = table.at(&Pointer::from_text("/definitions/A")).expect("read");
    assert_eq!(table.get(outer).items, table.at(&Pointer::from_text("/definitions/A/items")));
}

#[test]
fn the_default_null_differs_from_no_default() {
    let (document, _) = read(&document("3.1.0", "{default: null}"));
    assert_eq!(component(&document.expect("read")).default, Some(Json::Null));
    let (document, found) = read(&self::document("3.1.0", "{}"));
    assert_eq!(component(&document.expect("read")).default, None);
    assert!(found.items().iter().all(|finding| finding.code != Code::LostKey));
}
