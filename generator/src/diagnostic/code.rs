//! The kinds of findings: one entry each, with its name and its explanation.
//!
//! One table, so that the enum, its names and the text of `explain` cannot drift apart.

/// Writes the enum and its tables from one list.
macro_rules! codes {
    ($( $(#[doc = $doc:literal])* $variant:ident $name:literal $explain:literal )*) => {
        /// The kinds of findings; stable kebab-case names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $( $(#[doc = $doc])* $variant, )*
        }

        impl Code {
            /// Every code, in the order of their declaration.
            #[must_use]
            pub fn all() -> &'static [Code] {
                &[ $( Code::$variant, )* ]
            }

            /// The name shown in brackets after the severity.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $( Code::$variant => $name, )* }
            }

            /// What the finding means, an example, and what to do.
            #[must_use]
            pub fn explain(self) -> &'static str {
                match self { $( Code::$variant => $explain, )* }
            }
        }
    };
}

codes! {
    /// The text is not YAML or JSON.
    Syntax "syntax"
"The text could not be read as JSON or YAML, or it is not one document with an object at its top.

Example: `{\"openapi\": \"3.1.0\",` ends in the middle of an object.

Correct the text at the place shown. A file with several YAML documents (`---`) has to be split."

    /// A limit on size, depth or number of values was exceeded.
    LimitExceeded "limit-exceeded"
"The document is larger than the generator accepts: in bytes, in nesting, or in the number of values
after YAML aliases are expanded. The limits stop hostile input; no known API comes near them.

Example: an alias of an alias of an alias, each used ten times.

Split the document, or replace YAML anchors by `$ref`."

    /// An object has two members of one name.
    DuplicateKey "duplicate-key"
"Two members of one object have the same name. Parsers disagree about which one counts, so the
generator does not choose.

Example: a path that is written twice under `paths`.

Rename or remove one of the two."

    /// The document is of a version this generator does not read.
    UnsupportedVersion "unsupported-version"
"The `openapi` member is missing, is no version, or names a version other than 3.0, 3.1 and 3.2.

Example: `swagger: \"2.0\"`.

Convert the document to OpenAPI 3, or correct the version."

    /// A fetched document has overlays in it that are not what they were.
    StaleDocument "stale-document"
"The document was written by `cargo xtask fetch`, with overlays applied that its header lists. One of them
has changed since, or is no longer named in the settings, and nothing takes it out of the document again.

Example: a target was corrected in `overlays/limits.yaml` after the fetch.

Run `cargo xtask fetch` again."

    /// A key the standard requires is absent.
    MissingKey "missing-key"
"The standard requires a key here. Where a crate can be made without it, this is a warning and the
message says what was assumed.

Example: a response without `description`.

Add the key to the document."

    /// A key the standard does not know at this place.
    UnknownKey "unknown-key"
"The key is neither one the standard defines for this object nor an `x-` extension, so it has no
effect. Often it is a spelling mistake or stands one level too high or too low.

Example: `requestbody` instead of `requestBody`.

Correct the key, move it, or prefix it with `x-`."

    /// A schema keyword that is in no vocabulary the generator knows.
    UnknownKeyword "unknown-keyword"
"The keyword is not part of JSON Schema 2020-12 or of OpenAPI's additions, and it is no `x-`
extension, so it has no effect on the generated type.

Example: `maxLenght: 10`.

Correct the keyword, or prefix it with `x-`."

    /// A schema keyword that could change the type, but is not turned into Rust.
    UnsupportedKeyword "unsupported-keyword"
"The keyword can narrow or change the values a schema allows, and the generator has no form for it.
The type is generated from the other keywords and may allow more than the schema does.

Example: `if` / `then` / `else`.

Express the type with `oneOf`, `allOf` or `properties`, or accept the loss."

    /// A key whose effect is not generated.
    UnsupportedKey "unsupported-key"
"The standard defines this key, but the generator makes nothing of it.

Example: the `additionalOperations` of a path item (OpenAPI 3.2).

Accept the loss, or describe the same thing in another way."

    /// A value of the wrong kind.
    InvalidValue "invalid-value"
"The value is not of the kind the standard asks for at this place. As a warning, the message says
what was done with it.

Example: `required: yes-please` where a boolean belongs.

Correct the value."

    /// A key that was read, but did not survive the reading.
    LostKey "lost-key"
"The key is legal somewhere, but the generator's types have no room for it here, so nothing is
generated from it. Found by writing the document back and comparing.

Example: `allowEmptyValue` on a header parameter.

Remove the key, or accept the loss."

    /// A member beside `$ref` that has no effect.
    IgnoredSibling "ignored-sibling"
"A member stands beside `$ref` where the standard gives it no effect (OpenAPI 3.0 §4.7.23, 3.1
§4.8.23), or where the generator makes nothing of it.

Example: `description` beside the `$ref` of a parameter.

Move the member to the referenced object, or wrap the reference in `allOf`."

    /// A part of the document could not be read.
    Unreadable "unreadable"
"This part of the document could not be read into the generator's types. The message is the
reader's own, at the smallest part that fails.

Example: `missing field `name`` at a parameter.

Correct the document at the place shown."

    /// A file of the document that cannot be read.
    MissingFile "missing-file"
"The document refers to another file, and that file is not there, cannot be read, or is not among those
that may be read: files beside the document and in the folders around it, up to that of the project.

Example: `$ref: schemas/pet.yaml` where the folder `schemas` was not copied with the document.

Put the file in its place, or correct the reference."

    /// A reference that leads nowhere.
    DanglingReference "dangling-reference"
"The reference does not lead to a thing of the right kind in this document, or leads back to
itself. What cannot be known without it is left open: a schema allows any value, the body of a
response is unknown, a parameter is left out. A path item stops the generator, because nobody knows
which calls there are.

Example: `$ref: \"#/components/schemas/Custmer\"` where the schema is called `Customer`.

Correct the reference, or add what it refers to."

    /// A schema that no value fits.
    ImpossibleSchema "impossible-schema"
"No value fits this schema, so there is no type for it; it is read as any JSON value.

Example: the schema `false`.

Remove what uses the schema, or correct it."

    /// An enum that is read as a plain type.
    EnumAsText "enum-as-plain-type"
"The values make no Rust enum: they are of several kinds, not whole numbers, or too many. The
plain type is used instead, and the values are not checked.

Example: `enum: [1.5, 2.5]`.

Nothing needs to be done; accept the loss."

    /// A default that its own schema does not allow.
    DefaultMisfit "default-misfit"
"The value of `default` is none that the schema allows. Defaults are documented and never applied, so
nothing changes but the documentation.

Example: `type: integer` with `default: none`.

Correct the default, or accept the loss."

    /// A required key that is no property.
    UnknownRequired "unknown-required"
"`required` names a key that `properties` does not, so nothing is known of it. Often it is a slip of
the pen. The type has a field of any JSON value for it, which may be absent; in a combination of
schemas it has none.

Example: `required: [id, name]` beside properties that have no `name`.

Add the property, or remove the name."

    /// A tuple whose length is not fixed.
    OpenTuple "open-tuple"
"`prefixItems` names the first items, but the array may be shorter or longer, which no Rust tuple
can be. It is read as a list: of what its places have in common if they are scalars, else of JSON
values.

Example: `prefixItems` without `minItems` and `maxItems`.

State `minItems` and `maxItems`, both equal to the number of items."

    /// A combination of schemas that contradicts itself.
    UnsupportedAllOf "unsupported-all-of"
"Schemas that are combined – by `allOf`, or by standing beside one another – exclude one another, so
that no value fits all of them, or their alternatives combine in too many ways for a union. The message
says what is taken instead.

Example: a base whose `id` is a string, and what extends it says that `id` is an integer.

Correct the schemas, or accept the loss."

    /// A discriminator that names no variant.
    UnknownMapping "unknown-mapping"
"The discriminator maps a value to something that is not a variant of the union, so the value is
treated as unknown; or it stands in a schema that no other extends, or beside a variant that is no
object, and tells nothing apart.

Example: a mapping to a schema that `oneOf` does not list.

List the schema under `oneOf`, or remove the mapping."

    /// A variant that no value selects.
    UnreachableVariant "unreachable-variant"
"Nothing selects this variant of the union, so no value is ever read as it.

Example: a selector in `sdk.yaml` that names six of seven variants.

Add a value that selects it."

    /// Variants that a value may fit alike.
    AmbiguousUnion "ambiguous-union"
"A value may fit two variants of the union, and the document does not say which is meant. The one
with more known keys is taken, at a tie the first.

Example: `anyOf` of two objects whose fields are all optional.

Add a `discriminator`, or name the field that decides under `selectors` in sdk.yaml."

    /// Two operations with one name.
    DuplicateOperationId "duplicate-operation-id"
"`operationId` must be unique in a document. The methods get different names all the same, one of
them with a number, which may move when the document changes.

Example: two operations called `list`.

Give each operation its own id."

    /// A path parameter that does not fit its path.
    PathParameter "path-parameter"
"The path and its parameters disagree: a declared one does not occur in the path, or the path has
one that is not declared.

Example: `/pets/{petId}` with a parameter called `pet_id`.

Make the names equal."

    /// A path that is more than a template.
    PathTemplate "path-template"
"A key of `paths` is a path with names in braces (OpenAPI 3.1 §4.8.8). This one holds something else
besides, and the message says how it is read.

Example: `/files/{name:.+}`, or `/items#archived`.

Write the path as a template, or accept the loss."

    /// A parameter that is listed twice.
    DuplicateParameter "duplicate-parameter"
"An operation lists two parameters of one name in one place (OpenAPI 3.1 §4.8.10.1 forbids it). The
last one counts.

Remove one of the two."

    /// A parameter that other parts of the document set.
    IgnoredParameter "ignored-parameter"
"Header parameters called Accept, Content-Type or Authorization are to be ignored (OpenAPI 3.1
§4.8.12.2.1); media types and security schemes set them.

Nothing needs to be done."

    /// A parameter that is nested deeper than its style can say.
    NestedParameter "nested-parameter"
"OpenAPI leaves undefined how a list or an object within a list or an object is written in a
parameter. In the style `deepObject` the items of such a list are numbered, in all others what is
nested is sent as JSON text.

Example: a parameter of the query that is a list of objects.

Describe the parameter with `content: application/json`, or accept the loss."

    /// A media type that is not understood.
    UnsupportedMediaType "unsupported-media-type"
"The generator does not put bodies of this media type together; the caller gives the bytes.

Example: `multipart/form-data`.

Accept the loss."

    /// A media type that is not used because a better one is there.
    UnusedMediaType "unused-media-type"
"A body is offered in several media types and a client needs one: JSON before forms, forms before
text, text before bytes.

Nothing needs to be done."

    /// A body where there can be none.
    BodyOfNone "body-of-none"
"HTTP says that answers to HEAD, and those of the statuses 1xx, 204, 205 and 304 have no body (RFC 9110
§6.4.1). What is documented there is not read.

Example: `204` with `content: application/json`.

Document the body under another status, or remove it."

    /// A response key that is no status.
    InvalidStatus "invalid-status"
"Keys of `responses` are statuses from 100 to 599, ranges such as 4XX, or `default`. This response
is left out.

Correct the key."

    /// A security scheme that a client cannot use.
    UnsupportedSecurity "unsupported-security"
"The scheme is of a kind that the generated client cannot apply, or is not defined.

Example: mutual TLS, or HTTP Digest.

Set the credential with a transport of your own, or accept the loss."

    /// A webhook that has no type.
    UnsupportedWebhook "unsupported-webhook"
"Only webhooks that are posted with a JSON body have an event type.

Accept the loss."

    /// A declared way to page that does not fit its operation.
    UnusedPagination "unused-pagination"
"The document declares how a list is paged, and the operation has not what is declared, or it is
declared in a way that cannot be used. The operation has no `pages` and `items` then.

Example: `x-speakeasy-pagination: { type: cursor }`, without saying where the cursor is.

Say under `pagination` in sdk.yaml how it is paged, or accept the loss."

    /// Two things that want one name.
    NameCollision "name-collision"
"Two types want the same Rust name, or one wants a name that the crate needs itself. One of them is
called differently, and which one may change with the document.

Example: schemas called `foo_bar` and `FooBar`.

Pin a name under `names` in sdk.yaml."

    /// A type that is only a list of itself.
    EndlessType "endless-type"
"The type is a list, map or alias of nothing but itself, which Rust cannot express. It is read as
any JSON value.

Accept the loss."

    /// A component schema that nothing uses.
    UnreachedSchema "unreached-schema"
"No operation and no webhook reaches this schema, so no type is generated for it.

Nothing needs to be done."

    /// A server that is no whole URL.
    RelativeServer "relative-server"
"The URL of the server is relative to where the document is served, which the generated crate does
not know. It has no default server then. That of an operation is taken as a path on the host of the
client's server.

Example: `url: /api/v3`.

Name the whole URL in the document, or when building the client."

    /// A server that no call goes to.
    UnusedServer "unused-server"
"An operation or a path names several servers of its own. Calls go to the first.

Nothing needs to be done; a server can be named when building the client."

    /// Settings that cannot be read or do not fit the document.
    InvalidConfig "invalid-config"
"The settings (sdk.yaml) cannot be read, or name something that the document does not have.

Correct the settings."

    /// Settings about something that is not there.
    UnusedSetting "unused-setting"
"The settings (sdk.yaml) name a type, an operation or the like that the crate does not have. It is an
error, so that a misspelt decision cannot be silently without effect.

Example: a name under `names` for a schema that was removed.

Correct the name, or remove the entry."

    /// A selector that fits nothing.
    UnusedSelector "unused-selector"
"A selector under `operations` or `webhooks` in sdk.yaml, or one of the command line, fits nothing in
the document. It is an error, so that a misspelt one cannot be silently without effect.

Example: `tag: Order` where the tag is called `Orders`.

Correct the selector, or remove it."

    /// An accepted loss that does not occur.
    UnusedAccept "unused-accept"
"An entry of `accept` in sdk.yaml matches no finding. It is an error, so that the list shrinks when
the document improves.

Remove the entry."

    /// An approved change that does not occur.
    UnusedApproval "unused-approval"
"An entry of `changes: approve:` in sdk.yaml is written for the step from the version `since`, and there
is no such change in that step. It is an error, so that no approval waits for a change nobody has seen.
Once the step is made and the recorded version is another one, the entry is past and may stay.

Correct its code or place as `cargo xtask diff` shows them, or remove the entry."

    /// An action of an overlay that does not say one thing.
    OverlayAction "overlay-action"
"An action of an overlay does one thing: `update`, `copy` (Overlay 1.1) or `remove: true`. This one does
nothing, or says several; all but one would have no effect.

Example: `update` beside `remove: true`.

Split the action, or remove what has no effect."

    /// A query of an overlay that cannot be evaluated.
    OverlayQuery "overlay-query"
"`target` and `copy` are queries of RFC 9535 (JSONPath). This one is none, though tools that read older
dialects may accept it, or it would take too long in this document.

Example: `$.paths[?@.x-internal]`; names with a hyphen are written `@['x-internal']`.

Correct the query."

    /// A query of an overlay that selects nothing.
    OverlayNoMatch "overlay-no-match"
"The query of an action selects nothing in the document as it is after the actions before it. It is an error,
so that an overlay cannot silently be without effect when the document changes.

Example: `$.paths['/v1/order'].get` where the path is called `/v1/orders`.

Correct the query, or say `x-allow-empty: true` in the action, if it may well select nothing."

    /// An update that does not fit what it is to change.
    OverlayMismatch "overlay-mismatch"
"What an action selects and what it gives are of kinds that cannot be merged: objects merge with objects,
arrays take further items, and other values replace one another (Overlay 1.1 §4.4.3). All that one action
selects must be of one of these three kinds. Overlay 1.0 selects objects and arrays only.

Example: `update: text` for a target that is an object.

Correct the target or the update; `remove` what is to be replaced first."

    /// An overlay that is meant for another document.
    OverlayExtends "overlay-extends"
"`extends` of an overlay names a document other than the one it is applied to. The generator applies the
overlays that it is given all the same, and fetches nothing.

Example: `extends: other.yaml`.

Correct `extends`, or leave it out."
}
