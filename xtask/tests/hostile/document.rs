//! A document with a text of a stranger at every place that takes one, and its settings.

use serde_json::{Value, json};

/// Declares the places, so that none can be forgotten where all are tried.
macro_rules! places {
    ($($place:ident)*) => {
        /// A place of a document or of its settings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Place { $($place,)* }

        /// All of them.
        pub(crate) const PLACES: &[Place] = &[$(Place::$place,)*];
    };
}

places! {
    Title Version InfoSummary InfoDescription Terms ContactName LicenseName
    ServerUrl ServerDescription ServerVariable ServerDefault ServerVariableDescription ServerEnum
    TagName TagDescription DocsDescription DocsUrl
    Path PathSummary Id Summary Description Deprecated
    ParameterName ParameterDescription ParameterExample ParameterEnum HeaderParameter PathParameter
    BodyDescription BodyMediaType ResponseDescription ResponseMediaType ResponseHeader HeaderDescription
    Status LinkName
    SchemaKey SchemaTitle SchemaDescription Property PropertyDescription EnumValue EnumName
    Const Default Example Format Pattern Required DiscriminatorProperty DiscriminatorKey
    TypeWord SchemaRef ParameterRef FileRef Keyword Key ExtensionKey ExtensionValue
    SchemeKey SchemeDescription SchemeHeader SchemeScope SchemeKind SchemeTokenUrl
    WebhookKey WebhookDescription OpenIdUrl
    PackageDescription PackageRepository PackageLicense HeaderValue Because StreamEnd
    AcceptCode SettingKey SettingName Example2 ServerSetting
}

impl Place {
    /// Whether a strange text there makes the document or its settings an error.
    pub(crate) fn is_refused(self) -> bool {
        use Place::*;
        let needed = [
            // Not words of their sets, or refer to what is not there.
            FileRef,
            AcceptCode,
            SettingKey,
            SettingName,
            Example2,
            ServerSetting,
            HeaderValue,
            ServerUrl,
            SchemeHeader,
        ];
        needed.contains(&self)
    }
}

/// The document.
pub(crate) fn document(text: &dyn Fn(Place) -> String) -> Value {
    use Place::*;
    let key =
        |place: Place, value: Value| Value::Object([(text(place), value)].into_iter().collect());
    let mut root = json!({
        "openapi": "3.1.0",
        "info": {
            "title": text(Title), "version": text(Version), "summary": text(InfoSummary),
            "description": text(InfoDescription), "termsOfService": text(Terms),
            "contact": { "name": text(ContactName) }, "license": { "name": text(LicenseName) },
        },
        "servers": [
            { "url": "https://api.example", "description": text(ServerDescription) },
            {
                "url": format!("https://{{{}}}.example", text(ServerVariable)),
                "variables": key(ServerVariable, json!({
                    "default": text(ServerDefault), "enum": [text(ServerDefault), text(ServerEnum)],
                    "description": text(ServerVariableDescription),
                })),
            },
            { "url": format!("https://host.example/{}", text(ServerUrl)) },
        ],
        "tags": [{
            "name": text(TagName), "description": text(TagDescription),
            "externalDocs": { "url": text(DocsUrl), "description": text(DocsDescription) },
        }],
        "security": [{ "plain": [] }, key(SchemeKey, json!([]))],
    });
    let get = json!({
        "operationId": text(Id), "tags": [text(TagName)], "summary": text(Summary),
        "description": text(Description),
        "parameters": [
            {
                "name": text(ParameterName), "in": "query", "description": text(ParameterDescription),
                "schema": { "type": "string", "enum": [text(ParameterEnum), "b"] },
                "example": text(ParameterExample),
            },
            { "name": text(HeaderParameter), "in": "header", "schema": { "type": "string" } },
            { "$ref": format!("#/components/parameters/{}", text(ParameterRef)) },
        ],
        "responses": {
            "200": {
                "description": text(ResponseDescription),
                "headers": key(ResponseHeader, json!({
                    "schema": { "type": "string" }, "description": text(HeaderDescription),
                })),
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } },
                "links": key(LinkName, json!({ "operationId": text(Id) })),
            },
            "400": {
                "description": text(ResponseDescription),
                "content": key(ResponseMediaType, json!({ "schema": { "type": "string" } })),
            },
            text(Status): { "description": "d" },
        },
    });
    let post = json!({
        "operationId": "send", "tags": [text(TagName)], "deprecated": true,
        "summary": text(Deprecated),
        "requestBody": {
            "description": text(BodyDescription),
            "content": {
                "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } },
                text(BodyMediaType): { "schema": {} },
            },
        },
        "responses": { "204": { "description": "d" } },
    });
    let path = format!("/{}/{{id}}", text(Path));
    let id = json!({ "name": text(PathParameter), "in": "path", "required": true, "schema": { "type": "string" } });
    root["paths"] = json!({
        path: {
            "summary": text(PathSummary),
            "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }, id],
            "get": get,
        },
        "/things": { "post": post },
    });
    root["webhooks"] = key(
        WebhookKey,
        json!({ "post": {
        "description": text(WebhookDescription),
        "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
        "responses": { "200": { "description": "d" } },
    } }),
    );
    root["components"] = json!({
        "securitySchemes": {
            "plain": { "type": "http", "scheme": "bearer", "description": text(SchemeDescription) },
            text(SchemeKey): { "type": "apiKey", "in": "header", "name": format!("X-{}", text(SchemeHeader)) },
            "kind": { "type": text(SchemeKind) },
            "open": { "type": "openIdConnect", "openIdConnectUrl": text(OpenIdUrl) },
            "flow": { "type": "oauth2", "flows": { "clientCredentials": {
                "tokenUrl": format!("https://auth.example/{}", text(SchemeTokenUrl)),
                "scopes": key(SchemeScope, json!(text(SchemeScope))),
            } } },
        },
        "schemas": schemas(text),
    });
    root[text(Key)] = json!(1);
    root[format!("x-{}", text(ExtensionKey))] = json!(text(ExtensionValue));
    root
}

fn schemas(text: &dyn Fn(Place) -> String) -> Value {
    use Place::*;
    json!({
        "Thing": {
            "type": "object",
            "title": text(SchemaTitle), "description": text(SchemaDescription),
            "required": ["kind", text(Required)],
            "properties": {
                "kind": { "const": text(Const) },
                text(Property): { "type": "string", "description": text(PropertyDescription) },
                "choice": { "type": "string", "enum": [text(EnumValue), "b"], "x-enum-varnames": [text(EnumName), "B"] },
                "open": { "type": "string", "default": text(Default), "examples": [text(Example)], "format": text(Format), "pattern": text(Pattern) },
                "word": { "type": text(TypeWord) },
                "lost": { "$ref": format!("#/components/schemas/{}", text(SchemaRef)) },
                "file": { "$ref": file_ref(&text(FileRef)) },
                "odd": { "type": "string", text(Keyword): 1 },
                "other": { "$ref": "#/components/schemas/Union" },
                "named": { "$ref": format!("#/components/schemas/{}", text(SchemaKey).replace('~', "~0").replace('/', "~1").replace('%', "%25")) },
            },
        },
        text(SchemaKey): { "type": "object", "properties": { "a": { "type": "string" } } },
        "One": { "type": "object", "properties": { text(DiscriminatorProperty): { "type": "string" } } },
        "Two": { "type": "object", "properties": { text(DiscriminatorProperty): { "type": "string" }, "b": {} } },
        "Union": {
            "oneOf": [{ "$ref": "#/components/schemas/One" }, { "$ref": "#/components/schemas/Two" }],
            "discriminator": {
                "propertyName": text(DiscriminatorProperty),
                "mapping": { text(DiscriminatorKey): "#/components/schemas/One", "two": "Two" },
            },
        },
    })
}

/// A reference into another file, if the text is anything but the name of its place.
fn file_ref(text: &str) -> String {
    if text == "FileRef" {
        "#/components/schemas/One".to_owned()
    } else {
        format!("{text}.yaml#/A")
    }
}

/// The settings.
pub(crate) fn settings(text: &dyn Fn(Place) -> String) -> Value {
    use Place::*;
    let own = |place: Place, usual: &str| {
        let text = text(place);
        if text == format!("{place:?}") { usual.to_owned() } else { text }
    };
    let name = own(SettingKey, "#/components/schemas/Union");
    let mut settings = json!({
        "package": {
            "description": text(PackageDescription), "repository": text(PackageRepository),
            "license": text(PackageLicense),
        },
        "headers": { "X-Version": own(HeaderValue, "1") },
        "names": { name: own(SettingName, "Both") },
        "stream_end": text(StreamEnd),
        "example": own(Example2, "send"),
        "accept": [{
            "code": own(AcceptCode, "dangling-reference"), "at": "#/components/schemas/Thing/**",
            "because": text(Because),
        }],
    });
    if text(ServerSetting) != "ServerSetting" {
        settings["rate_limits"] =
            json!([{ "server": text(ServerSetting), "requests": 1, "per": 1 }]);
    }
    settings
}
