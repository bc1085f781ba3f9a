//! The classes of keys that nothing comes of: by rule, with the reason, and for now.
//!
//! The grammar's own table (`Fate::Leave`) and that of keywords (`Class::Ignored`) come first: what they
//! leave out never gets here. Patterns are those of `choice::name_fits`.

const CALLS: &str = "examples of calls are written by the plan, so that they compile";
const PARTS: &str = "the documentation shows examples of values without parts";

/// Classes that are ignored by rule, and why nothing is lost.
pub(super) const IGNORED: &[(&str, &str)] = &[
    // The document and what is around it.
    ("OpenAPI.openapi", "patch versions mean the same (3.1 §4.1)"),
    ("OpenAPI > Info.contact", "whoever made the API did not make the crate"),
    ("OpenAPI > Info.license", "the licence of the API is not the licence of the crate"),
    ("OpenAPI > Info.termsOfService", "they are about the service, not about the crate"),
    ("Info > Contact.*", "whoever made the API did not make the crate"),
    ("Info > License.*", "the licence of the API is not the licence of the crate"),
    ("*.externalDocs", "what is described here is described without it"),
    ("*External Documentation.*", "what is described here is described without it"),
    ("2.0 Swagger.schemes", "https is taken where it is offered"),
    ("2.0 Operation.consumes", "a form is told by its parameters"),
    // What only references use.
    ("OpenAPI > Components.examples", "what refers to them decides"),
    ("OpenAPI > Components.links", "what refers to them decides"),
    ("OpenAPI > Components.callbacks", "what refers to them decides"),
    ("Schema *.definitions", "what refers to them decides"),
    ("Components > Link.*", "links are not followed, which is said where one is referred to"),
    ("Operation > Server.description", "calls go there without a word; nobody chooses it"),
    // Examples: those of schemas are shown where a value has no parts.
    ("Schema object.example*", PARTS),
    ("Schema allOf.example*", PARTS),
    ("Schema const.examples", "the constant is known"),
    ("*Parameter.example*", CALLS),
    ("*Header.example*", CALLS),
    ("*Media Type.example*", CALLS),
    ("*Example.*", CALLS),
    ("*Media Type > Reference.$ref", CALLS),
    // Credentials.
    ("*Security Scheme.openIdConnectUrl", "the caller brings the token"),
    ("*Security Scheme.bearerFormat", "a client does not look into tokens (3.1 §4.8.27.1)"),
    ("*OAuth Flows.authorizationCode", "it needs a person; the caller brings the token"),
    ("*OAuth Flows.implicit", "it needs a person; the caller brings the token"),
    ("*OAuth Flows.password", "it needs a person; the caller brings the token"),
    ("*OAuth Flow.authorizationUrl", "it needs a person; the caller brings the token"),
    ("*OAuth Flow.refreshUrl", "a client that has its own secret asks for a new token instead"),
    ("2.0 Security Scheme.authorizationUrl", "it needs a person; the caller brings the token"),
    ("2.0 Security Scheme.tokenUrl", "flows that need a person: the caller brings the token"),
    ("2.0 Security Scheme.scopes", "flows that need a person: the caller brings the token"),
    // Answers.
    ("Success > Response.description", "the operation and the type of its answer say it"),
    // Webhooks.
    ("webhook: *Operation.operationId", "webhooks are named by their keys"),
    ("webhook: *Operation.tags", "webhooks are one group"),
    ("webhook: *Request Body.required", "a webhook without its body is none"),
    ("webhook: *Request Body.description", "the webhook and its type are described"),
    ("webhook: *Operation.responses", "what a receiver answers is its own affair"),
    ("webhook: *Response*", "what a receiver answers is its own affair"),
    ("webhook: *Success*", "what a receiver answers is its own affair"),
    // Schemas.
    ("Schema *.title", "titles repeat the name in documents that were made by programs"),
    ("Schema const.enum", "the constant is one of the values"),
    ("Schema const.readOnly", "constants are no fields"),
    ("Schema const.description", "constants are no fields"),
    ("Schema enum.allOf", "the values are listed"),
    ("Schema array.required", "it is about objects (JSON Schema Validation §6.5)"),
    ("Schema array.discriminator", "it is about objects (3.1 §4.8.25)"),
    ("Schema boolean.additionalProperties", "it is about objects (JSON Schema Core §10.3.2)"),
    ("Schema integer.additionalProperties", "it is about objects (JSON Schema Core §10.3.2)"),
    ("Schema string.additionalProperties", "it is about objects (JSON Schema Core §10.3.2)"),
    ("Schema string.properties", "it is about objects (JSON Schema Core §10.3.2)"),
    ("Schema string.minItems", "it is about arrays (JSON Schema Validation §6.4)"),
];

/// Classes whose loss is not reported yet, and what is lost.
pub(super) const OPEN: &[(&str, &str)] = &[
    ("*Header*", "headers of answers are reached by name only"),
    ("*Parameter.allowEmptyValue", "an empty value is not sent"),
    ("Server > Server Variable.enum", "the values of a server's variable are not shown"),
    ("Schema untyped.pattern", "limits in a part of `oneOf` are not shown"),
    ("Schema untyped.format", "names of properties are not checked"),
    ("Schema $ref.const", "a constant beside a reference is not read"),
    ("Schema allOf.discriminator", "a discriminator beside `allOf` is not read"),
    ("Schema anyOf.additionalProperties", "what stands beside `anyOf` is not read"),
    ("Schema anyOf.required", "what stands beside `anyOf` is not read"),
    ("Schema oneOf.additionalProperties", "what stands beside `oneOf` is not read"),
];
