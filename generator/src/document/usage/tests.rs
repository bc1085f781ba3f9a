use super::{Affected, Usage};
use crate::diagnostic::{Diagnostics, Input, Source};
use crate::document::tree::{Limits, read_tree};
use crate::pointer::Pointer;

fn usage(text: &str) -> Usage {
    let mut found = Diagnostics::default();
    let source = Source::new("t", text);
    let tree = read_tree(&source, Input::Spec, &Limits::default(), &mut found).expect("legal");
    Usage::of(&tree)
}

/// Who is affected, in words.
fn affected(usage: &Usage, pointer: &str) -> String {
    match usage.affected(&Pointer::from_text(pointer)) {
        Affected::All => "all".to_owned(),
        Affected::These(callers) => callers.join(", "),
    }
}

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: {title: t, version: v, contact: {name: n}}
security: [{key: []}]
paths:
  /a:
    parameters: [{$ref: "#/components/parameters/P"}]
    get: {operationId: a, responses: {200: {$ref: "#/components/responses/R"}}}
    put: {security: [{other: []}]}
  /b: {$ref: "#/components/pathItems/B"}
  /c:
    additionalOperations:
      COPY: {parameters: [{$ref: "#/components/parameters/Q"}]}
      LINK: {operationId: c, requestBody: {$ref: "#/paths/~1c/additionalOperations/COPY/x"}}
webhooks:
  w: {post: {requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Base"}}}}}}
components:
  parameters: {P: {name: p, in: query}, Q: {name: q, in: query}}
  pathItems: {B: {get: {operationId: b, responses: {200: {content: {text/x: {schema: {$ref: "#there"}}}}}}}}
  responses: {R: {content: {x/y: {schema: {$ref: "#/components/schemas/Top/properties/x"}}}}}
  securitySchemes: {key: {type: http}, other: {type: http}}
  schemas:
    Top: {properties: {x: {items: {$ref: "#/components/schemas/Loop"}}}}
    Loop: {items: {$ref: "#/components/schemas/Top"}}
    Base: {discriminator: {propertyName: k, mapping: {c: Named}}}
    Child: {allOf: [{$ref: "#/components/schemas/Base"}]}
    Named: {}
    Marked: {$anchor: there, $ref: "schemas/far.json"}
    Far: {$id: "https://a.test/schemas/far.json"}
    Alone: {}
"##;

#[test]
fn every_form_of_reference_leads_back_to_who_uses_it() {
    let usage = usage(DOCUMENT);
    for (pointer, who) in [
        ("/info/contact/name", "all"),
        ("/security/0", "all"),
        ("/paths/~1a/get/responses/200", "a"),
        ("/paths/~1a/parameters/0", "a, PUT /a"),
        ("/components/parameters/P/name", "a, PUT /a"),
        ("/components/parameters/Q", "COPY /c, c"),
        ("/paths/~1c/additionalOperations/LINK/requestBody", "c"),
        ("/paths/~1c/parameters", "COPY /c, c"),
        ("/components/responses/R", "a"),
        ("/components/schemas/Top/properties/y", "a"),
        ("/components/schemas/Loop", "a"),
        ("/components/schemas/Base", "webhook w"),
        ("/components/schemas/Child", "webhook w"),
        ("/components/schemas/Named", "webhook w"),
        ("/components/pathItems/B/get", "b"),
        ("/components/schemas/Marked", "b"),
        ("/components/schemas/Far", "b"),
        ("/components/securitySchemes/key", "a, b, COPY /c, c"),
        ("/components/securitySchemes/other", "PUT /a"),
        ("/components/schemas/Alone", ""),
    ] {
        assert_eq!(affected(&usage, pointer), who, "{pointer}");
    }
}

#[test]
fn an_older_document_is_looked_through_as_it_is_written() {
    let usage = usage(
        r##"
swagger: "2.0"
paths: {/a: {get: {parameters: [{$ref: "#/parameters/P"}], responses: {200: {schema: {$ref: "#/definitions/D"}}}}}}
parameters: {P: {name: p, in: query}}
definitions: {D: {discriminator: kind}, E: {allOf: [{$ref: "#/definitions/D"}]}}
securityDefinitions: {S: {type: basic}}
"##,
    );
    for pointer in ["/parameters/P", "/definitions/D/discriminator", "/definitions/E"] {
        assert_eq!(affected(&usage, pointer), "GET /a", "{pointer}");
    }
    assert_eq!(affected(&usage, "/securityDefinitions/S"), "");
}
