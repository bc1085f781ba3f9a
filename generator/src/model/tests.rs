//! What must not happen to any document: that work grows without a bound, or that a part vanishes.

use std::fmt::Write as _;

use crate::document::Source;
use crate::pipeline::{Inputs, Stage, describe};

fn model(paths: &str, components: &str) -> (String, Vec<String>) {
    let text = format!(
        "openapi: 3.2.0\ninfo: {{ title: Probe, version: '1' }}\npaths:\n{paths}\ncomponents:\n{components}\n"
    );
    let (model, found) = describe(&Inputs::new(Source::new("spec.yaml", text), None), Stage::Model);
    let found = found.items().iter().map(|finding| finding.message.clone()).collect();
    (model.unwrap_or_default(), found)
}

const GET: &str = "  /a: { get: { responses: { '200': { description: A, content: \
    { application/json: { schema: { $ref: '#/components/schemas/A0' } } } } } } }";

#[test]
fn a_long_chain_of_types_is_followed() {
    let mut schemas = String::from("  schemas:\n");
    for index in 0..10_000 {
        let next = index + 1;
        let _ = writeln!(
            schemas,
            "    A{index}: {{ properties: {{ next: {{ $ref: '#/components/schemas/A{next}' }} }} }}"
        );
    }
    schemas.push_str("    A10000: { type: string }");
    let (model, found) = model(GET, &schemas);
    assert!(found.is_empty(), "{found:?}");
    assert!(model.contains("type A9999 "));
}

#[test]
fn combinations_of_combinations_end() {
    let mut schemas = String::from("  schemas:\n");
    let depth = 40;
    for index in 0..depth {
        for kind in ["B", "C"] {
            let next = format!("#/components/schemas/{kind}{}", index + 1);
            let _ = writeln!(
                schemas,
                "    {kind}{index}: {{ properties: {{ x: {{ $ref: '{next}' }}, y: {{ $ref: '{next}' }} }} }}"
            );
        }
    }
    let _ = writeln!(schemas, "    B{depth}: {{ properties: {{ b: {{ type: string }} }} }}");
    let _ = writeln!(schemas, "    C{depth}: {{ properties: {{ c: {{ type: string }} }} }}");
    schemas.push_str("    A0: { allOf: [{ $ref: '#/components/schemas/B0' }, { $ref: '#/components/schemas/C0' }] }");
    let (_, found) = model(GET, &schemas);
    let reported = found.iter().filter(|message| message.contains("from here on"));
    assert_eq!(reported.count(), 1, "{found:?}");
}

#[test]
fn operations_of_other_methods_keep_what_they_refer_to() {
    let paths = "  /a:
    get: { parameters: [{ name: q, in: query, schema: { type: string } }], responses: { '204': { description: N } } }
    query:
      parameters: [{ $ref: '#/paths/~1a/get/parameters/0' }]
      responses: { '204': { $ref: '#/components/responses/none' } }";
    let (model, found) = model(paths, "  schemas: {}");
    assert_eq!(model.matches("Query q?: String").count(), 2, "{model}");
    assert!(found.iter().any(|message| message.contains("components/responses/none")), "{found:?}");
}

#[test]
fn a_constant_that_stands_twice_is_one_value() {
    let schema = "  schemas: { A0: { properties: { f: { oneOf: [{ const: a }, { const: a }, { const: b }] } } } }";
    let (model, _) = model(GET, schema);
    assert_eq!(model.matches("\"a\"").count(), 1, "{model}");
}

#[test]
fn a_fixed_method_among_the_others_is_reported() {
    let paths = "  /a:
    get: { responses: { '204': { description: N } } }
    additionalOperations:
      GET: { responses: { '204': { description: N } } }
      get: { responses: { '204': { description: N } } }
      QUERY: { responses: { '204': { description: N } } }";
    let (model, found) = model(paths, "  schemas: {}");
    for (method, times) in [("GET /a", 2), ("get /a", 1), ("QUERY /a", 1)] {
        assert_eq!(model.matches(method).count(), times, "{method}: {model}");
    }
    let reported = found.iter().filter(|message| message.contains("a key of its own"));
    assert_eq!(reported.count(), 2, "{found:?}");
}

#[test]
fn a_scheme_without_the_name_of_a_header_is_reported() {
    let schemes = "  securitySchemes:
    good: { type: apiKey, in: header, name: X-Key }
    bad: { type: apiKey, in: header, name: 'X Key' }";
    let (model, found) = model(GET, schemes);
    assert!(model.contains("X-Key") && !model.contains("X Key"), "{model}");
    assert!(
        found.iter().any(|message| message.contains("`X Key` is no name of a header")),
        "{found:?}"
    );
}

#[test]
fn cycles_of_different_lengths_end() {
    let mut schemas = String::from("  schemas:\n");
    for length in [2, 3, 5, 7, 11] {
        for index in 0..length {
            let next = format!("#/components/schemas/C{length}x{}", (index + 1) % length);
            let _ = writeln!(
                schemas,
                "    C{length}x{index}: {{ properties: {{ next: {{ $ref: '{next}' }}, c{length}x{index}: {{ type: string }} }} }}"
            );
        }
    }
    let all = [2, 3, 5, 7, 11].map(|it| format!("{{ $ref: '#/components/schemas/C{it}x0' }}"));
    let _ = writeln!(schemas, "    A0: {{ allOf: [{}] }}", all.join(", "));
    let began = std::time::Instant::now();
    let (_, found) = model(GET, &schemas);
    let took = began.elapsed();
    assert!(took.as_secs() < 20, "{took:?}");
    let reported = found.iter().filter(|message| message.contains("too deep"));
    assert_eq!(reported.count(), 1, "{found:?}");
}

/// The lines of the type `A0` and the findings.
fn type_of(schema: &str) -> (String, Vec<String>) {
    let (model, found) = model(GET, &format!("  schemas:\n    A0: {schema}"));
    let lines = model.lines().skip_while(|line| !line.starts_with("type A0 "));
    let own = lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    (own, found)
}

#[test]
fn conditions_within_conditions_are_conditions() {
    let (model, _) = type_of(
        "{ type: object, properties: { a: { type: string } }, then: { oneOf: [{ properties: { b: { type: string } } }, \
         { properties: { c: { type: string } } }], else: { properties: { d: { type: string } } } }, \
         dependentSchemas: { a: { anyOf: [{ allOf: [{ properties: { e: { type: string } } }] }, { required: [b] }] } } }",
    );
    for key in ["a", "b", "c", "d", "e"] {
        assert!(model.contains(&format!("{key}?")), "{key}: {model}");
    }
}

#[test]
fn formats_that_differ_are_reported() {
    let (_, found) = type_of("{ allOf: [{ type: string, format: uuid }, { format: date }] }");
    assert!(found.iter().any(|message| message.contains("`uuid` and `date`")), "{found:?}");
    let (_, found) = type_of("{ allOf: [{ type: string, format: uuid }, { format: uuid }] }");
    assert_eq!(found.len(), 0, "{found:?}");
}

#[test]
fn values_are_compared_by_what_they_are_worth() {
    let (model, found) = type_of("{ allOf: [{ enum: [1, 2, 3] }, { enum: [3.0, 2e0, 5] }] }");
    assert!(found.is_empty(), "{found:?}");
    assert!(model.contains("3, 2") && !model.contains('5'), "{model}");
}

#[test]
fn a_schema_that_nothing_fits_is_reported_once() {
    let (_, found) = type_of(
        "{ properties: { a: { $ref: '#/components/schemas/A0/properties/b/properties/x' }, b: { properties: { x: false } }, \
         c: { allOf: [{ $ref: '#/components/schemas/A0/properties/b' }, { properties: { x: { type: string } } }] } } }",
    );
    let reported = found.iter().filter(|message| message.contains("`false`"));
    assert_eq!(reported.count(), 1, "{found:?}");
}

#[test]
fn a_base_that_says_all_of_its_own_base_has_one_name() {
    let schemas = "  schemas:
    Top: { type: object, properties: { kind: { type: string } } }
    A0:
      allOf: [{ $ref: '#/components/schemas/Top' }, { required: [kind], properties: { kind: { type: string }, more: { type: integer } } }]
      discriminator: { propertyName: kind }
    Cat: { allOf: [{ $ref: '#/components/schemas/A0' }, { properties: { claws: { type: integer } } }] }";
    let (model, found) = model(GET, schemas);
    assert!(!found.iter().any(|message| message.contains("name")), "{found:?}");
    assert_eq!(model.matches("type A0 ").count(), 1, "{model}");
    assert!(model.contains("type A0.base "), "{model}");
}

#[test]
fn bounds_of_a_base_stay() {
    let base = "{ type: object, properties: { id: { type: string, maxLength: 10 } } }";
    let own = "{ properties: { id: { type: string }, more: { type: string } } }";
    let (model, found) = type_of(&format!("{{ allOf: [{base}, {own}] }}"));
    assert!(found.is_empty(), "{found:?}");
    assert!(model.contains("10 characters"), "{model}");
}
