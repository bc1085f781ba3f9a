//! The table of kinds itself. Section numbers are those of OpenAPI 3.1.1.

use super::Absent::{Assume, AssumeEmpty, AssumeEmptySince31, Error};
use super::Value::{Flag, List, Map, Object, Opaque, Reference, Schema, Text, Word};
use super::{Absent, Fate, Field, Kind, Patterned, Rules, Value};

/// The rules of `kind`.
pub(super) fn rules(kind: Kind) -> &'static Rules {
    match kind {
        Kind::OpenApi => &OPENAPI,
        Kind::Info => &INFO,
        Kind::Contact => &CONTACT,
        Kind::License => &LICENSE,
        Kind::Server => &SERVER,
        Kind::ServerVariable => &SERVER_VARIABLE,
        Kind::Components => &COMPONENTS,
        Kind::Paths => &PATHS,
        Kind::PathItem => &PATH_ITEM,
        Kind::Operation => &OPERATION,
        Kind::ExternalDocs => &EXTERNAL_DOCS,
        Kind::Parameter => &PARAMETER,
        Kind::RequestBody => &REQUEST_BODY,
        Kind::MediaType => &MEDIA_TYPE,
        Kind::Encoding => &ENCODING,
        Kind::Responses => &RESPONSES,
        Kind::Response => &RESPONSE,
        Kind::Callback => &CALLBACK,
        Kind::Example => &EXAMPLE,
        Kind::Link => &LINK,
        Kind::Header => &HEADER,
        Kind::Tag => &TAG,
        Kind::SecurityScheme => &SECURITY_SCHEME,
        Kind::OAuthFlows => &OAUTH_FLOWS,
        Kind::ImplicitFlow => &IMPLICIT_FLOW,
        Kind::PasswordFlow => &PASSWORD_FLOW,
        Kind::ClientCredentialsFlow => &CLIENT_CREDENTIALS_FLOW,
        Kind::AuthorizationCodeFlow => &AUTHORIZATION_CODE_FLOW,
    }
}

/// §4.8.1
const OPENAPI: Rules = object(
    "OpenAPI Object",
    &[
        required("openapi", Text, Error),
        required("info", Object(Kind::Info), AssumeEmpty),
        optional("servers", List(&Object(Kind::Server))),
        required("paths", Object(Kind::Paths), AssumeEmptySince31),
        // Taken out before the rest is read, and read by themselves.
        optional("webhooks", Map(&Reference(Kind::PathItem))),
        optional("components", Object(Kind::Components)),
        optional("security", SECURITY),
        optional("tags", List(&Object(Kind::Tag))),
        optional("externalDocs", Object(Kind::ExternalDocs)),
        left("jsonSchemaDialect", "the dialect is known from the version"),
        left("$self", "references between documents are resolved before this stage"),
    ],
);

/// §4.8.2
const INFO: Rules = object(
    "Info Object",
    &[
        required("title", Text, Assume("API")),
        required("version", Text, Assume("0.0.0")),
        left("summary", "the title and the description introduce the crate"),
        optional("description", Text),
        optional("termsOfService", Text),
        optional("contact", Object(Kind::Contact)),
        optional("license", Object(Kind::License)),
    ],
);

/// §4.8.3
const CONTACT: Rules = object(
    "Contact Object",
    &[optional("name", Text), optional("url", Text), optional("email", Text)],
);

/// §4.8.4
const LICENSE: Rules = object(
    "License Object",
    &[
        required("name", Text, Assume("unnamed")),
        left("identifier", "the licence of the API is not the licence of the crate"),
        optional("url", Text),
    ],
);

/// §4.8.5
const SERVER: Rules = object(
    "Server Object",
    &[
        required("url", Text, Error),
        left("name", "servers are told apart by their URLs"),
        optional("description", Text),
        optional("variables", Map(&Object(Kind::ServerVariable))),
    ],
);

/// §4.8.6
const SERVER_VARIABLE: Rules = object(
    "Server Variable Object",
    &[
        optional("enum", List(&Text)),
        required("default", Text, Assume("")),
        optional("description", Text),
    ],
);

/// §4.8.7
const COMPONENTS: Rules = object(
    "Components Object",
    &[
        optional("schemas", Map(&Schema)),
        optional("responses", Map(&Reference(Kind::Response))),
        optional("parameters", Map(&Reference(Kind::Parameter))),
        optional("examples", Map(&Reference(Kind::Example))),
        optional("requestBodies", Map(&Reference(Kind::RequestBody))),
        optional("headers", Map(&Reference(Kind::Header))),
        optional("securitySchemes", Map(&Reference(Kind::SecurityScheme))),
        optional("links", Map(&Reference(Kind::Link))),
        optional("callbacks", Map(&Reference(Kind::Callback))),
        // Put in the place of the references to them, then taken out.
        optional("pathItems", Map(&Reference(Kind::PathItem))),
        optional("mediaTypes", CONTENT),
    ],
);

/// §4.8.8
const PATHS: Rules = Rules {
    name: "Paths Object",
    fields: &[],
    patterned: Patterned::Path(Reference(Kind::PathItem)),
};

/// §4.8.9
const PATH_ITEM: Rules = object(
    "Path Item Object",
    &[
        optional("summary", Text),
        optional("description", Text),
        optional("get", Object(Kind::Operation)),
        optional("put", Object(Kind::Operation)),
        optional("post", Object(Kind::Operation)),
        optional("delete", Object(Kind::Operation)),
        optional("options", Object(Kind::Operation)),
        optional("head", Object(Kind::Operation)),
        optional("patch", Object(Kind::Operation)),
        optional("trace", Object(Kind::Operation)),
        // Carried past `openapiv3`, which knows neither.
        optional("query", Object(Kind::Operation)),
        optional("additionalOperations", Map(&Object(Kind::Operation))),
        optional("servers", List(&Object(Kind::Server))),
        optional("parameters", List(&Reference(Kind::Parameter))),
    ],
);

/// §4.8.10
const OPERATION: Rules = object(
    "Operation Object",
    &[
        optional("tags", List(&Text)),
        optional("summary", Text),
        optional("description", Text),
        optional("externalDocs", Object(Kind::ExternalDocs)),
        optional("operationId", Text),
        optional("parameters", List(&Reference(Kind::Parameter))),
        optional("requestBody", Reference(Kind::RequestBody)),
        required("responses", Object(Kind::Responses), AssumeEmptySince31),
        optional("callbacks", Map(&Reference(Kind::Callback))),
        optional("deprecated", Flag),
        optional("security", SECURITY),
        optional("servers", List(&Object(Kind::Server))),
    ],
);

/// §4.8.11
const EXTERNAL_DOCS: Rules = object(
    "External Documentation Object",
    &[optional("description", Text), required("url", Text, Assume(""))],
);

/// §4.8.12
const PARAMETER: Rules = object(
    "Parameter Object",
    &[
        required("name", Text, Error),
        required("in", Word(&["query", "header", "path", "cookie", "querystring"]), Error),
        optional("description", Text),
        optional("required", Flag),
        optional("deprecated", Flag),
        optional("allowEmptyValue", Flag),
        optional("style", Word(STYLES)),
        optional("explode", Flag),
        optional("allowReserved", Flag),
        optional("schema", Schema),
        optional("example", Opaque),
        optional("examples", Map(&Reference(Kind::Example))),
        optional("content", CONTENT),
    ],
);

/// §4.8.13
const REQUEST_BODY: Rules = object(
    "Request Body Object",
    &[
        optional("description", Text),
        required("content", CONTENT, AssumeEmpty),
        optional("required", Flag),
    ],
);

/// §4.8.14; `itemSchema` and the positional encodings are 3.2's.
const MEDIA_TYPE: Rules = object(
    "Media Type Object",
    &[
        optional("schema", Schema),
        // Found in the schema table by its pointer.
        optional("itemSchema", Schema),
        optional("example", Opaque),
        optional("examples", Map(&Reference(Kind::Example))),
        optional("encoding", Map(&Object(Kind::Encoding))),
        reported("prefixEncoding", "parts of a multipart body are encoded by name only"),
        reported("itemEncoding", "parts of a multipart body are encoded by name only"),
    ],
);

/// §4.8.15
const ENCODING: Rules = object(
    "Encoding Object",
    &[
        optional("contentType", Text),
        optional("headers", Map(&Reference(Kind::Header))),
        optional("style", Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
        optional("explode", Flag),
        optional("allowReserved", Flag),
        reported("encoding", "parts within parts are not encoded by name"),
        reported("prefixEncoding", "parts within parts are not encoded by name"),
        reported("itemEncoding", "parts within parts are not encoded by name"),
    ],
);

/// §4.8.16
const RESPONSES: Rules = Rules {
    name: "Responses Object",
    fields: &[optional("default", Reference(Kind::Response))],
    patterned: Patterned::Status(Reference(Kind::Response)),
};

/// §4.8.17
const RESPONSE: Rules = object(
    "Response Object",
    &[
        required("description", Text, Assume("")),
        left("summary", "the description documents the response"),
        optional("headers", Map(&Reference(Kind::Header))),
        optional("content", CONTENT),
        optional("links", Map(&Reference(Kind::Link))),
    ],
);

/// §4.8.18
const CALLBACK: Rules = Rules {
    name: "Callback Object",
    fields: &[],
    patterned: Patterned::Any(Reference(Kind::PathItem)),
};

/// §4.8.19
const EXAMPLE: Rules = object(
    "Example Object",
    &[
        optional("summary", Text),
        optional("description", Text),
        optional("value", Opaque),
        left("dataValue", "examples of the new form are not shown in the documentation"),
        left("serializedValue", "examples of the new form are not shown in the documentation"),
        optional("externalValue", Text),
    ],
);

/// §4.8.20
const LINK: Rules = object(
    "Link Object",
    &[
        optional("operationRef", Text),
        optional("operationId", Text),
        optional("parameters", Map(&Opaque)),
        optional("requestBody", Opaque),
        optional("description", Text),
        optional("server", Object(Kind::Server)),
    ],
);

/// §4.8.21; `name` and `in` are not allowed, and common.
const HEADER: Rules = object(
    "Header Object",
    &[
        left("name", "the key above already names the header"),
        left("in", "a header is in the headers"),
        optional("description", Text),
        optional("required", Flag),
        optional("deprecated", Flag),
        left("allowEmptyValue", "headers are read, never sent, under this object"),
        optional("style", Word(&["simple"])),
        left("explode", "it matters to objects only, which headers of responses hardly ever are"),
        left("allowReserved", "headers are read, never sent, under this object"),
        optional("schema", Schema),
        optional("example", Opaque),
        optional("examples", Map(&Reference(Kind::Example))),
        optional("content", CONTENT),
    ],
);

/// §4.8.22
const TAG: Rules = object(
    "Tag Object",
    &[
        required("name", Text, Error),
        left("summary", "the description documents the group"),
        optional("description", Text),
        optional("externalDocs", Object(Kind::ExternalDocs)),
        left("parent", "groups are flat"),
        left("kind", "groups are flat"),
    ],
);

/// §4.8.27; what a type of scheme requires is checked in `walk`.
const SECURITY_SCHEME: Rules = object(
    "Security Scheme Object",
    &[
        optional("type", Word(SCHEMES)),
        optional("description", Text),
        optional("name", Text),
        optional("in", Word(&["query", "header", "cookie"])),
        optional("scheme", Text),
        optional("bearerFormat", Text),
        optional("flows", Object(Kind::OAuthFlows)),
        optional("openIdConnectUrl", Text),
        left("oauth2MetadataUrl", "the flows name the addresses"),
        left("deprecated", "a credential the caller has works until the server refuses it"),
    ],
);

/// §4.8.28
const OAUTH_FLOWS: Rules = object(
    "OAuth Flows Object",
    &[
        optional("implicit", Object(Kind::ImplicitFlow)),
        optional("password", Object(Kind::PasswordFlow)),
        optional("clientCredentials", Object(Kind::ClientCredentialsFlow)),
        optional("authorizationCode", Object(Kind::AuthorizationCodeFlow)),
        reported(
            "deviceAuthorization",
            "the flow is left out; its tokens can be given as bearer tokens",
        ),
    ],
);

/// §4.8.29, with what each flow requires.
const IMPLICIT_FLOW: Rules = object(
    "OAuth Flow Object",
    &[
        required("authorizationUrl", Text, Assume("")),
        optional("refreshUrl", Text),
        required("scopes", Map(&Text), AssumeEmpty),
    ],
);

const PASSWORD_FLOW: Rules = object(
    "OAuth Flow Object",
    &[
        required("tokenUrl", Text, Assume("")),
        optional("refreshUrl", Text),
        required("scopes", Map(&Text), AssumeEmpty),
    ],
);

const CLIENT_CREDENTIALS_FLOW: Rules = PASSWORD_FLOW;

const AUTHORIZATION_CODE_FLOW: Rules = object(
    "OAuth Flow Object",
    &[
        required("authorizationUrl", Text, Assume("")),
        required("tokenUrl", Text, Assume("")),
        optional("refreshUrl", Text),
        required("scopes", Map(&Text), AssumeEmpty),
    ],
);

/// 3.2 §4.7: a media type may be a reference.
const CONTENT: Value = Map(&Reference(Kind::MediaType));

/// §4.8.30
const SECURITY: Value = List(&Map(&List(&Text)));

/// The styles of parameters wherever they are; which style goes where is the model's question.
const STYLES: &[&str] = &[
    "matrix",
    "label",
    "simple",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
];

const SCHEMES: &[&str] = &["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"];

const fn object(name: &'static str, fields: &'static [Field]) -> Rules {
    Rules { name, fields, patterned: Patterned::No }
}

const fn optional(key: &'static str, value: Value) -> Field {
    Field { key, value, absent: Absent::Fine, fate: Fate::Read }
}

const fn required(key: &'static str, value: Value, absent: Absent) -> Field {
    Field { key, value, absent, fate: Fate::Read }
}

const fn left(key: &'static str, why: &'static str) -> Field {
    Field { key, value: Opaque, absent: Absent::Fine, fate: Fate::Leave(why) }
}

const fn reported(key: &'static str, what: &'static str) -> Field {
    Field { key, value: Opaque, absent: Absent::Fine, fate: Fate::Report(what) }
}
