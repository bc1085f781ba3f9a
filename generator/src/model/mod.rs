//! Stage 2: [`Document`](crate::document::Document) → [`Api`]. Neutral and resolved.
//!
//! This module holds types only. After this stage nobody knows OpenAPI: there is no `$ref`, no
//! `allOf`, no dangling [`TypeId`], and only types that an operation or a webhook reaches. Nothing
//! in here knows Rust either; names are hints, and `required` and nullable are two separate facts.

mod describe;
mod lower;
mod passes;

use std::collections::{BTreeMap, HashMap};

use crate::document::SchemaId;
use crate::json::Json;
use crate::pointer::Pointer;

pub use lower::lower_api;

/// The version of what the types of this module mean. It rises when one document gets another model than
/// before, so that models of two generators are not taken for comparable.
pub const MODEL_VERSION: u32 = 1;

/// An API, resolved.
#[derive(Clone, Debug)]
pub struct Api {
    /// `info.title`
    pub title: String,
    /// `info.version`: a label of the vendor's, not a semantic version.
    pub version: String,
    /// `info.description`
    pub description: Option<String>,
    /// Where the API is served, the default first.
    pub servers: Vec<Server>,
    /// The security schemes, in document order.
    pub schemes: Vec<SecurityScheme>,
    /// Every type that is reached; indexed by [`TypeId`].
    pub types: Vec<TypeDef>,
    /// What the document says of its tags: name → `description`.
    pub tags: BTreeMap<String, String>,
    /// The operations, in document order.
    pub operations: Vec<Operation>,
    /// What the API sends to its users.
    pub webhooks: Vec<Webhook>,
    /// The union of all webhooks' bodies.
    pub webhook_event: Option<TypeId>,
    /// Component schemas that nothing reaches and that therefore have no type.
    pub unreached: Vec<Pointer>,
    /// The type that each schema became, in no order. References are not listed: what they lead to is.
    pub sources: HashMap<SchemaId, TypeId>,
}

impl Api {
    /// The type `id`.
    ///
    /// # Panics
    /// When `id` belongs to another model: a bug in the generator, not in a document.
    #[must_use]
    pub fn get(&self, id: TypeId) -> &TypeDef {
        &self.types[id.index()]
    }
}

/// Index of a type in [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(u32);

impl TypeId {
    /// The index into [`Api::types`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The id of the type at `index`.
    #[must_use]
    pub(crate) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// A type of the API.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// Where the document defines it.
    pub origin: Pointer,
    /// What it might be called.
    pub hint: NameHint,
    /// What the document says about it.
    pub docs: Docs,
    /// Which way it travels.
    pub used: Direction,
    /// What it is.
    pub shape: Shape,
}

/// Where a type's name comes from. It depends on where the document defines the type and on nothing
/// else: not on what refers to it, nor on what is lowered first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameHint {
    /// A key of `components.schemas`.
    Component(String),
    /// An inline schema: words for the places that it stands in, outermost first.
    Inline(Vec<String>),
    /// The part under the null of a nullable component, whose key this is: it carries the name.
    Under(String),
    /// A type without a name, shared by all places that hold the like; told by what it holds.
    Content,
}

/// What a document says about a type, a field, a parameter or an operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// `title` or `summary`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// Constraints in words, e.g. `at most 256 characters`.
    pub limits: Vec<String>,
    /// The same to be compared: keyword → value, and what has no keyword as itself.
    pub bounds: BTreeMap<String, String>,
    /// `format`, where the type does not show it.
    pub format: Option<String>,
    /// `default`
    pub default: Option<Json>,
    /// `examples`
    pub examples: Vec<Json>,
    /// `deprecated`
    pub deprecated: bool,
}

/// Which way values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// In a request (or a webhook's answer).
    pub request: bool,
    /// In a response or a webhook's body.
    pub response: bool,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A value without parts.
    Scalar(Scalar),
    /// A list.
    Array(TypeId),
    /// A list of fixed length, each place with its own type.
    Tuple(Vec<TypeId>),
    /// An object whose keys are data.
    Map(TypeId),
    /// An object with known keys.
    Object(Object),
    /// One of several scalar values.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// The type, or null.
    Nullable(TypeId),
    /// Exactly one value.
    Literal(Literal),
    /// Another type under a name of its own.
    Alias(TypeId),
    /// Any JSON value.
    Any,
}

/// A value without parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `boolean`
    Boolean,
    /// `integer`
    Integer(IntegerFormat),
    /// `number`
    Number,
    /// `string`
    String(StringFormat),
    /// `null`
    Null,
    /// A file, as a part of a multipart body: it is never JSON.
    File,
}

/// The widths of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IntegerFormat {
    /// `int32` and narrower.
    Int32,
    /// `int64`, or no format.
    Int64,
    /// `uint32`
    Uint32,
    /// `uint64`, or bounds that ask for it.
    Uint64,
    /// Beyond 64 bits.
    Int128,
}

/// What a string means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum StringFormat {
    /// Text, whatever format the document names: nothing is gained by a type of its own.
    Plain,
    /// `uuid` (any version).
    Uuid,
    /// `date-time` (RFC 3339 §5.6).
    DateTime,
    /// `date` (RFC 3339 full-date).
    Date,
    /// Bytes in base64, where the settings ask for them.
    Base64,
    /// `binary`: raw bytes; only meaningful as a whole body.
    Binary,
}

/// Exactly one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// The value: a string, integer or boolean.
    pub value: Json,
}

/// An object with known keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// The fields, in document order.
    pub fields: Vec<Field>,
    /// What becomes of keys that no field names.
    pub additional: Additional,
    /// Whether it is sent as the parts of a form, files among them, and never as JSON.
    pub is_form: bool,
}

/// What becomes of keys that no field names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Additional {
    /// They are ignored: the document does not forbid them, nor does it speak of them.
    #[default]
    Ignored,
    /// They are kept, as values of this type.
    Kept(TypeId),
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its key on the wire.
    pub wire: String,
    /// Its type.
    pub ty: TypeId,
    /// Whether the key must be present.
    pub required: bool,
    /// `readOnly`: the server sends it, a client does not.
    pub read_only: bool,
    /// `writeOnly`: a client sends it, the server does not.
    pub write_only: bool,
    /// What the document says about the field, rather than its type.
    pub docs: Docs,
    /// The key of the field that decides which variant of the union in this field it is.
    pub selected_by: Option<String>,
}

/// One of several scalar values. Servers add values, so an enum is never closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// The known values, all strings or all integers, without duplicates.
    pub values: EnumValues,
    /// What the document says about each value, in the same order; empty when it says nothing.
    pub labels: Vec<Label>,
}

/// What a document says about one value of an enum.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// A name for it.
    pub name: Option<String>,
    /// What it means.
    pub description: Option<String>,
}

/// The known values of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnumValues {
    /// Strings.
    Strings(Vec<String>),
    /// Integers that fit 64 bits.
    Integers(Vec<i64>),
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The variants, in document order.
    pub variants: Vec<Variant>,
    /// How to tell them apart.
    pub dispatch: Dispatch,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Its type.
    pub ty: TypeId,
    /// The tag values that name it; more than one when a mapping says so.
    pub tags: Vec<Json>,
}

/// How the variants of a union are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dispatch {
    /// By the value of a property that each variant has.
    Tag {
        /// The property's key.
        property: String,
        /// The variant meant when the property is absent: the one whose tag has a default.
        absent: Option<usize>,
        /// The variant meant by every tag that no variant names: its tag is an open string.
        other: Option<usize>,
    },
    /// By the kind of JSON value, and among objects by the keys they have.
    Kind,
    /// By a field beside the union, in the object that holds it.
    Sibling,
}

impl Dispatch {
    /// Whether variant `index` is found by its tags alone, so that without one nothing selects it.
    #[must_use]
    pub fn needs_tag(&self, index: usize) -> bool {
        match self {
            Dispatch::Tag { other, .. } => *other != Some(index),
            Dispatch::Sibling => true,
            Dispatch::Kind => false,
        }
    }
}

/// Where an API is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The URL, with `{variables}`.
    pub url: String,
    /// `description`
    pub description: Option<String>,
    /// A short name, from an extension.
    pub name: Option<String>,
    /// The variables in the URL: name, default, allowed values, description.
    pub variables: Vec<ServerVariable>,
}

/// A variable in a server's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name, as in the URL.
    pub name: String,
    /// Its value when nobody chooses one.
    pub default: String,
    /// `description`
    pub description: Option<String>,
}

/// A way to authenticate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its key in the document.
    pub name: String,
    /// What it puts on a request.
    pub kind: SchemeKind,
    /// Where a client obtains tokens with its own ID and secret.
    pub client_credentials: Option<ClientCredentials>,
    /// `description`
    pub description: Option<String>,
}

/// The OAuth 2 flow of a client that acts for itself (RFC 6749 §4.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCredentials {
    /// The token endpoint: a URL, or a path on the server.
    pub token_url: String,
    /// The scopes that there are, and what each allows.
    pub scopes: Vec<(String, String)>,
    /// Whether the client's secret goes into the body, instead of by HTTP Basic authentication.
    pub in_body: bool,
}

/// What a security scheme puts on a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …`: http bearer, OAuth 2 and OpenID Connect alike.
    Bearer,
    /// `Authorization: Basic …`
    Basic,
    /// `Authorization: … …`, with this word before the credential.
    Http(String),
    /// A key in this header.
    Header(String),
    /// A key in this query parameter.
    Query(String),
    /// A key in this cookie.
    Cookie(String),
}

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Where the document defines it.
    pub origin: Pointer,
    /// `operationId`
    pub id: Option<String>,
    /// The method, in upper case.
    pub method: Method,
    /// The path template, perhaps with a query that the document fixes.
    pub path: String,
    /// Where it is served, if not where the API is.
    pub server: Option<Server>,
    /// `tags`
    pub tags: Vec<String>,
    /// Summary and description.
    pub docs: Docs,
    /// The parameters: path's first, in the order of the document otherwise.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The documented answers, most specific status first.
    pub responses: Vec<Response>,
    /// Alternatives, each a list of schemes that must all be met; empty when nothing is needed.
    pub security: Vec<Vec<Requirement>>,
    /// How to page through the answers.
    pub pagination: Option<Pagination>,
}

/// HTTP methods that a path item can hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// GET
    Get,
    /// PUT
    Put,
    /// POST
    Post,
    /// DELETE
    Delete,
    /// OPTIONS
    Options,
    /// HEAD
    Head,
    /// PATCH
    Patch,
    /// TRACE
    Trace,
    /// Another token (RFC 9110 §9.1), as the document spells it.
    Other(String),
}

impl Method {
    /// The method of a token. Capitals tell methods apart (RFC 9110 §9.1).
    #[must_use]
    pub(crate) fn of(token: &str) -> Self {
        let known = [
            Method::Get,
            Method::Put,
            Method::Post,
            Method::Delete,
            Method::Options,
            Method::Head,
            Method::Patch,
            Method::Trace,
        ];
        let found = known.into_iter().find(|method| method.name() == token);
        found.unwrap_or_else(|| Method::Other(token.to_owned()))
    }

    /// The method's token (RFC 9110 §9.1).
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Method::Get => "GET",
            Method::Put => "PUT",
            Method::Post => "POST",
            Method::Delete => "DELETE",
            Method::Options => "OPTIONS",
            Method::Head => "HEAD",
            Method::Patch => "PATCH",
            Method::Trace => "TRACE",
            Method::Other(token) => token,
        }
    }
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it travels.
    pub location: Location,
    /// How its value is written.
    pub style: Style,
    /// Whether reserved characters of the value are sent as they are (`allowReserved`).
    pub reserved: bool,
    /// Whether it must be given.
    pub required: bool,
    /// Its type.
    pub ty: TypeId,
    /// What the document says about it.
    pub docs: Docs,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query string.
    Query,
    /// It is the query string.
    QueryString,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// How a parameter's value is written (OpenAPI 3.1 §4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `simple`: comma-separated.
    Simple {
        /// Objects as `k=v` pairs.
        explode: bool,
    },
    /// `label`: dot-prefixed.
    Label {
        /// One dot per item.
        explode: bool,
    },
    /// `matrix`: semicolon-prefixed.
    Matrix {
        /// One parameter per item.
        explode: bool,
    },
    /// `form`: `name=value`.
    Form {
        /// One pair per item.
        explode: bool,
    },
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`: `name[key]=value`.
    DeepObject,
    /// A JSON text (`content: application/json`).
    Json,
    /// `cookie`: as `form` with `explode`, and without percent-encoding.
    Cookie,
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether it must be sent.
    pub required: bool,
    /// The form in which it is sent: the first one that can be expressed.
    pub content: Content,
    /// What the document says about it.
    pub docs: Docs,
}

/// A body of one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The media type, e.g. `application/json`.
    pub media_type: String,
    /// How it is read and written.
    pub kind: ContentKind,
}

/// How a body is read and written.
#[derive(Clone, Debug, PartialEq)]
pub enum ContentKind {
    /// JSON (`application/json`, `…+json`).
    Json(TypeId),
    /// `application/x-www-form-urlencoded`
    Form(Form),
    /// `multipart/form-data`; none when the parts are not known.
    Multipart(Option<Form>),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// A body of named members.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// The object that has them.
    pub ty: TypeId,
    /// Those that are not written in the usual way, by name.
    pub encodings: Vec<(String, Encoding)>,
}

/// How a member of a form is written (OpenAPI 3.1 §4.8.15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As a query parameter of this style.
    Style(Style),
    /// With this media type, which is exactly one.
    MediaType(String),
}

/// An answer that is read while it arrives.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// The media type.
    pub media_type: String,
    /// How it is read.
    pub kind: StreamKind,
    /// The data of an event that says that no other will come.
    pub end: Option<String>,
}

/// How a stream is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamKind {
    /// Server-sent events whose data is text.
    TextEvents,
    /// Server-sent events whose data is JSON of this type.
    JsonEvents(TypeId),
    /// Server-sent events of which each is a value of this type: its members are the event's type,
    /// its id and its data.
    WholeEvents(TypeId),
    /// JSON texts of this type, one to a line or with record separators between them.
    Lines(TypeId),
}

impl StreamKind {
    /// The type of an item, if it has one.
    #[must_use]
    pub fn item(self) -> Option<TypeId> {
        match self {
            StreamKind::TextEvents => None,
            StreamKind::JsonEvents(ty) | StreamKind::WholeEvents(ty) | StreamKind::Lines(ty) => {
                Some(ty)
            }
        }
    }
}

/// A documented answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// For which statuses.
    pub status: StatusSpec,
    /// `description`
    pub docs: Docs,
    /// The body; none when there is none, or only a stream.
    pub content: Option<Content>,
    /// The form of the body that is read while it arrives.
    pub stream: Option<Stream>,
    /// The headers, by name.
    pub headers: Vec<ResponseHeader>,
}

/// A documented header of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseHeader {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: TypeId,
    /// What the document says about it.
    pub docs: Docs,
}

/// The key of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusSpec {
    /// One status.
    Code(u16),
    /// `4XX`: a hundred of them, by first digit.
    Range(u8),
    /// `default`
    Default,
}

impl ContentKind {
    /// The type of the body, if it has one.
    #[must_use]
    pub fn ty(&self) -> Option<TypeId> {
        match self {
            ContentKind::Json(ty) => Some(*ty),
            ContentKind::Form(form) | ContentKind::Multipart(Some(form)) => Some(form.ty),
            ContentKind::Multipart(None) | ContentKind::Text | ContentKind::Bytes => None,
        }
    }
}

impl Operation {
    /// The types of the bodies, sent and received.
    pub fn bodies(&self) -> impl Iterator<Item = TypeId> {
        let sent = self.body.iter().filter_map(|body| body.content.kind.ty());
        sent.chain(self.responses.iter().flat_map(Response::types))
    }
}

impl Response {
    /// The types of the body and of a stream's items.
    pub fn types(&self) -> impl Iterator<Item = TypeId> {
        let whole = self.content.as_ref().and_then(|content| content.kind.ty());
        whole.into_iter().chain(self.stream.as_ref().and_then(|stream| stream.kind.item()))
    }
}

impl StatusSpec {
    /// Whether only successes (2xx) are meant.
    #[must_use]
    pub fn is_success(self) -> bool {
        match self {
            StatusSpec::Code(code) => (200..300).contains(&code),
            StatusSpec::Range(digit) => digit == 2,
            StatusSpec::Default => false,
        }
    }
}

impl std::fmt::Display for StatusSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StatusSpec::Code(code) => write!(f, "{code}"),
            StatusSpec::Range(digit) => write!(f, "{digit}XX"),
            StatusSpec::Default => f.write_str("default"),
        }
    }
}

/// A scheme that an alternative needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The scheme's key, present in [`Api::schemes`].
    pub scheme: String,
    /// The scopes that would do.
    pub scopes: Vec<String>,
}

/// How to page through an operation's answers. Declared, never guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// Who declares it.
    pub declared: PagingOrigin,
    /// How a page is asked for.
    pub style: PagingStyle,
    /// The fields of the answer that lead to the items; none when the answer is the list.
    pub items: Vec<String>,
    /// The item type.
    pub item: TypeId,
    /// The fields that lead to the last page's number.
    pub last: Option<Vec<String>>,
    /// The fields that lead to the number of items on all pages.
    pub total: Option<Vec<String>>,
    /// The fields that lead to what says whether there is another page.
    pub more: Option<Vec<String>>,
}

/// Who declares a pagination, and is told when it does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagingOrigin {
    /// The settings, there.
    Settings(Pointer),
    /// The document, by an extension there.
    Document(Pointer),
}

/// How a page is asked for. A parameter is one of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagingStyle {
    /// By its number.
    Page {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// By the number of items before it.
    Offset {
        /// The parameter.
        parameter: String,
    },
    /// By a text that the page before holds.
    Cursor {
        /// The parameter.
        parameter: String,
        /// The fields of the answer that lead to the text.
        from: Vec<String>,
    },
    /// By a text that the last item of the page before holds.
    LastItem {
        /// The parameter.
        parameter: String,
        /// The fields of the item that lead to the text.
        from: Vec<String>,
    },
    /// By a link that the page before holds.
    Link {
        /// The fields of the answer that lead to it.
        from: Vec<String>,
    },
    /// By a link in the header `Link`.
    LinkHeader,
}

/// Something the API sends to its users.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// Its key in `webhooks`.
    pub name: String,
    /// Where the document defines it.
    pub origin: Pointer,
    /// Summary and description.
    pub docs: Docs,
    /// The JSON body.
    pub body: TypeId,
}

#[cfg(test)]
mod tests;
