//! Stage 3: [`Api`](crate::model::Api) → [`CratePlan`]. Every decision about Rust is taken here.
//!
//! This module holds types only. When a plan exists, every identifier is legal and unique in its
//! scope, every type is placed in a file, and no type contains itself without a box; so the next
//! stage decides nothing and cannot fail.

mod boxes;
mod client;
mod describe;
mod diff;
mod docs;
mod example;
mod features;
mod guide;
mod headers;
mod item;
mod krate;
mod modules;
mod names;
mod operation;
mod package;
mod paging;
mod parameters;
mod pins;
mod probe;
mod resource;
mod runtime_features;
mod size;
#[cfg(test)]
mod tests;
mod types;
mod union;
mod usage;
mod webhooks;

pub use crate::config::DateLibrary;
pub use crate::model::{Encoding, Method, SchemeKind, Style};

pub use docs::{cell_code, loss_line};
pub use krate::plan_crate;
pub use names::RustIdent;
pub(crate) use package::check_package_name;
pub(crate) use probe::schema_types;
pub(crate) use runtime_features::RUNTIME_MANIFEST;
pub(crate) use usage::path as type_path;

/// A crate, decided.
#[derive(Clone, Debug)]
pub struct CratePlan {
    /// The manifest.
    pub package: PackagePlan,
    /// Its features, in order.
    pub features: Vec<FeaturePlan>,
    /// The library whose types dates and times have.
    pub dates: DateLibrary,
    /// `client.rs`
    pub client: ClientPlan,
    /// `types/*.rs`, by module name.
    pub modules: Vec<TypeModulePlan>,
    /// When there is any type at all.
    pub types: Gate,
    /// `api/*.rs`: the top-level groups of operations.
    pub resources: Vec<ResourcePlan>,
    /// `webhooks.rs`
    pub webhooks: Option<WebhooksPlan>,
    /// The operations that examples show; the README has the first.
    pub examples: Vec<ExamplePlan>,
    /// What the document says and the crate does not, one line each, for the README.
    pub losses: Vec<String>,
    /// How many operations of the document nobody selected.
    pub left_out: usize,
    /// The documentation of the crate.
    pub front_page: Vec<String>,
    /// The part of it that the README has too.
    pub guide: Vec<String>,
}

/// `Cargo.toml`, decided.
#[derive(Clone, Debug)]
pub struct PackagePlan {
    /// The package's name.
    pub name: String,
    /// The library's name.
    pub lib: RustIdent,
    /// A semantic version.
    pub version: String,
    /// One line.
    pub description: String,
    /// SPDX expression.
    pub license: Option<String>,
    /// Where the sources live.
    pub repository: Option<String>,
    /// `info.title` and `info.version`, for the README.
    pub api: (String, String),
    /// `info.description`
    pub docs: Docs,
}

/// A Cargo feature.
#[derive(Clone, Debug)]
pub struct FeaturePlan {
    /// Its name. One that starts with `_` is for other features, not for people.
    pub name: String,
    /// What it turns on.
    pub enables: Vec<String>,
    /// What it is for, as Markdown for a cell of a table; empty for one that is not for people.
    pub about: String,
}

/// When a part of the crate is compiled: with any one of these features; always when there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gate {
    /// The features.
    pub any: Vec<String>,
}

/// Names that a file uses from elsewhere, and when it does.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    /// When any of them is used.
    pub gate: Gate,
    /// The names.
    pub names: Vec<RustIdent>,
}

/// Documentation: sanitised Markdown, one entry per line, without the comment's leading space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The lines.
    pub lines: Vec<String>,
    /// Whether the thing is deprecated.
    pub deprecated: bool,
}

/// The client type.
#[derive(Clone, Debug)]
pub struct ClientPlan {
    /// Its name.
    pub ident: RustIdent,
    /// What examples call a value of it.
    pub variable: RustIdent,
    /// The default server's URL; `None` when a user must always name one.
    pub default_server: Option<String>,
    /// The named servers.
    pub servers: Vec<ServerPlan>,
    /// Headers sent with each request.
    pub headers: Vec<(String, String)>,
    /// The credentials.
    pub schemes: Vec<SchemePlan>,
    /// Index into `schemes` and the environment variable of the usual credential.
    pub token: Option<(usize, String)>,
    /// The environment variable with a server's name or URL.
    pub server_env: Option<String>,
    /// How many requests the servers take.
    pub rate_limits: Vec<RateLimitPlan>,
    /// Accessors of the top-level groups: method name and index into `resources`.
    pub resources: Vec<(RustIdent, usize)>,
}

/// A named server.
#[derive(Clone, Debug)]
pub struct ServerPlan {
    /// The variant.
    pub ident: RustIdent,
    /// Its name in the environment variable: the variant in kebab case.
    pub name: String,
    /// The URL, with `{variables}`.
    pub url: String,
    /// The variables.
    pub variables: Vec<ServerVariablePlan>,
    /// Documentation.
    pub docs: Docs,
}

/// A variable in a server's URL.
#[derive(Clone, Debug)]
pub struct ServerVariablePlan {
    /// The field.
    pub ident: RustIdent,
    /// Its name in the URL.
    pub wire: String,
    /// Documentation.
    pub docs: Docs,
}

/// A credential.
#[derive(Clone, Debug)]
pub struct SchemePlan {
    /// The builder's method.
    pub ident: RustIdent,
    /// The scheme's key in the document.
    pub wire: String,
    /// What it puts on a request.
    pub kind: SchemeKind,
    /// The builder's method for who gives it when a call is sent; tokens alone have one.
    pub provider: Option<RustIdent>,
    /// How a client obtains it with its own ID and secret.
    pub client_credentials: Option<ClientCredentialsPlan>,
    /// Documentation.
    pub docs: Docs,
}

/// How a client obtains tokens with its own ID and secret.
#[derive(Clone, Debug)]
pub struct ClientCredentialsPlan {
    /// The builder's method.
    pub ident: RustIdent,
    /// The token endpoint: a URL, or a path on the server.
    pub token_url: String,
    /// Whether the secret goes into the body.
    pub in_body: bool,
    /// Documentation.
    pub docs: Docs,
}

/// How many requests a server takes.
#[derive(Clone, Debug)]
pub struct RateLimitPlan {
    /// The server's URL; empty for all that have no limit of their own.
    pub url: String,
    /// The number of requests.
    pub requests: u32,
    /// Within how many seconds.
    pub seconds: u64,
}

/// A file of types.
#[derive(Clone, Debug)]
pub struct TypeModulePlan {
    /// The module's name.
    pub ident: RustIdent,
    /// When it is compiled: when any of its items is.
    pub gate: Gate,
    /// The items, by name.
    pub items: Vec<ItemPlan>,
    /// Items of sibling modules that these refer to.
    pub imports: Vec<ImportPlan>,
    /// Items of the runtime that these refer to.
    pub runtime: Vec<(Gate, Vec<&'static str>)>,
}

/// An item of a file of types.
#[derive(Clone, Debug)]
pub struct ItemPlan {
    /// Its name, unique in the crate.
    pub ident: RustIdent,
    /// Where the document defines it, as a reference.
    pub origin: String,
    /// The type of the model that it is.
    pub source: crate::model::TypeId,
    /// When it is compiled, given that its file is.
    pub gate: Gate,
    /// Documentation.
    pub docs: Docs,
    /// What it is.
    pub kind: ItemKind,
}

/// What an item is.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// A struct.
    Struct(StructPlan),
    /// An enum of known scalar values.
    Enum(EnumPlan),
    /// A union.
    Union(UnionPlan),
    /// A type alias.
    Alias(RustType),
}

/// A struct.
#[derive(Clone, Debug)]
pub struct StructPlan {
    /// The fields, by key.
    pub fields: Vec<FieldPlan>,
    /// Constants that are written and checked, not stored.
    pub literals: Vec<ConstantPlan>,
    /// The field with the keys that no other names.
    pub rest: Option<(RustIdent, RustType)>,
    /// How callers build it; none for what only the server makes.
    pub setters: Option<SettersPlan>,
    /// Whether it has a default value: nothing is required.
    pub default: bool,
    /// Whether it is sent as the parts of a form and never as JSON.
    pub is_form: bool,
    /// How an update is told from two states of what it changes.
    pub diff: Option<DiffPlan>,
}

/// How an update is told from two states of what it changes.
#[derive(Clone, Debug)]
pub struct DiffPlan {
    /// The keys that cannot be compared, as Markdown.
    pub left: Option<String>,
    /// The types of the states: structs, then unions of them.
    pub sources: Vec<DiffSource>,
}

/// A type whose values an update can be told from.
#[derive(Clone, Debug)]
pub enum DiffSource {
    /// A struct.
    Struct {
        /// Its name.
        ident: RustIdent,
        /// Fields that the update always has, in the order of its constructor.
        always: Vec<RustIdent>,
        /// Fields that are compared; one with a value is a constant of the struct.
        fields: Vec<(RustIdent, Option<LiteralPlan>)>,
    },
    /// A union of such structs.
    Union {
        /// Its name.
        ident: RustIdent,
        /// Its variants.
        variants: Vec<RustIdent>,
    },
}

impl DiffSource {
    /// The type's name.
    #[must_use]
    pub fn ident(&self) -> &RustIdent {
        match self {
            DiffSource::Struct { ident, .. } | DiffSource::Union { ident, .. } => ident,
        }
    }
}

/// A key that always has the same value.
#[derive(Clone, Debug)]
pub struct ConstantPlan {
    /// Its key.
    pub wire: String,
    /// Its value.
    pub value: LiteralPlan,
    /// Whether the key must be there; otherwise its absence means the value.
    pub required: bool,
}

/// A constant value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiteralPlan {
    /// A string.
    String(String),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Boolean(bool),
}

/// A field of a struct.
#[derive(Clone, Debug)]
pub struct FieldPlan {
    /// Its name.
    pub ident: RustIdent,
    /// Its key.
    pub wire: String,
    /// Its type without presence.
    pub ty: RustType,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// The sibling that decides its variant: field and key.
    pub selected_by: Option<(RustIdent, String)>,
    /// Documentation.
    pub docs: Docs,
}

/// Whether a field may be absent or null. Required and nullable are two facts; this is the pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always there: `T`.
    Required,
    /// Always there, maybe null: `Option<T>`.
    Nullable,
    /// Maybe absent, never null: `Option<T>`.
    Optional,
    /// Absent, null, or there: `Nullish<T>`.
    Nullish,
}

/// How callers build a struct.
#[derive(Clone, Debug)]
pub struct SettersPlan {
    /// Arguments of `new`: indexes into the fields.
    pub required: Vec<usize>,
    /// Setters: index into the fields, and for nullish fields the method that sets null.
    pub setters: Vec<(usize, Option<RustIdent>)>,
}

/// An enum of known scalar values.
#[derive(Clone, Debug)]
pub struct EnumPlan {
    /// The variants and their values.
    pub variants: Vec<EnumVariantPlan>,
    /// Whether the values are integers.
    pub integers: bool,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumVariantPlan {
    /// Its name.
    pub ident: RustIdent,
    /// The value on the wire.
    pub value: LiteralPlan,
    /// Its documentation; empty where the document says nothing of it.
    pub docs: Docs,
}

/// A union.
#[derive(Clone, Debug)]
pub struct UnionPlan {
    /// The variants.
    pub variants: Vec<VariantPlan>,
    /// How they are told apart.
    pub dispatch: DispatchPlan,
    /// Indexes of variants whose payload types occur once: `From` is unambiguous.
    pub from: Vec<usize>,
    /// Whether clippy finds the variants too different in size.
    pub uneven: bool,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct VariantPlan {
    /// Its name.
    pub ident: RustIdent,
    /// Its payload.
    pub ty: RustType,
    /// The tags that name it.
    pub tags: Vec<LiteralPlan>,
    /// The JSON kind of its values, for unions told apart by kind.
    pub kind: KindPlan,
}

/// A JSON kind; for objects, the keys that must and may be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KindPlan {
    /// null
    Null,
    /// true or false
    Boolean,
    /// A number without fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// A number without fraction that an enum knows.
    KnownInteger,
    /// A string that an enum knows.
    KnownString,
    /// An array.
    Array,
    /// An object.
    Object {
        /// Keys that must be there.
        required: Vec<String>,
        /// Keys that may be there.
        optional: Vec<String>,
    },
}

/// How the variants of a union are told apart.
#[derive(Clone, Debug)]
pub enum DispatchPlan {
    /// By a property.
    Tag {
        /// Its key.
        property: String,
        /// The variant when it is absent.
        absent: Option<usize>,
        /// The variant for every other value.
        other: Option<usize>,
    },
    /// By kind and keys.
    Kind,
    /// By a sibling field.
    Sibling,
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RustType {
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `i128`
    I128,
    /// `f64`
    F64,
    /// `String`
    String,
    /// `Uuid`
    Uuid,
    /// `Timestamp`
    Timestamp,
    /// `Date`
    Date,
    /// `Base64`: bytes.
    Base64,
    /// `()`
    Unit,
    /// `Value`: any JSON.
    Value,
    /// An item of the crate.
    Item(RustIdent),
    /// `Vec<T>`
    Vec(Box<RustType>),
    /// `Map<String, T>`
    Map(Box<RustType>),
    /// `(A, B)`
    Tuple(Vec<RustType>),
    /// `Option<T>`
    Option(Box<RustType>),
    /// `OneOrMany<T>`
    OneOrMany(Box<RustType>),
    /// `Box<T>`: breaks a cycle.
    Box(Box<RustType>),
    /// `runtime::Part`: a file in a multipart body.
    Part,
}

/// A group of operations.
#[derive(Clone, Debug)]
pub struct ResourcePlan {
    /// The module's name.
    pub module: RustIdent,
    /// The struct's name.
    pub ident: RustIdent,
    /// The feature that it takes; a group inside another takes the other's.
    pub feature: String,
    /// The words for it, e.g. `customers` or `members of customers`.
    pub title: String,
    /// What the document says of it.
    pub docs: Vec<String>,
    /// Its operations, by method name.
    pub operations: Vec<OperationPlan>,
    /// Groups inside it: method name and group.
    pub children: Vec<(RustIdent, ResourcePlan)>,
    /// Types of the crate that its signatures name.
    pub imports: Vec<RustIdent>,
    /// Items of the runtime that its signatures name.
    pub runtime: Vec<&'static str>,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct OperationPlan {
    /// The method on the group.
    pub method: RustIdent,
    /// The call's struct.
    pub call: RustIdent,
    /// `operationId`, else method and path.
    pub id: String,
    /// The HTTP method.
    pub http_method: Method,
    /// The path template.
    pub path: String,
    /// The server's URL, or a path on the client's host, if it has one of its own.
    pub server: Option<String>,
    /// Documentation: what it does.
    pub docs: Docs,
    /// How it is called: lines of documentation that are compiled.
    pub usage: Vec<String>,
    /// The sections that close the documentation.
    pub sections: Vec<String>,
    /// Arguments of the method: what is required.
    pub arguments: Vec<ParameterPlan>,
    /// Setters of the call: what is optional.
    pub setters: Vec<ParameterPlan>,
    /// The request body.
    pub body: Option<BodyPlan>,
    /// Alternatives of scheme keys.
    pub security: Vec<Vec<String>>,
    /// The `Accept` header.
    pub accept: String,
    /// What success gives.
    pub output: OutputPlan,
    /// What documented errors hold.
    pub error: Option<AnswersPlan>,
    /// How to page.
    pub paging: Option<PagingPlan>,
    /// The stream that success gives on request.
    pub streamed: Option<StreamedPlan>,
    /// The headers that its answers document.
    pub headers: Option<HeadersPlan>,
    /// Lints that the method's form would set off.
    pub lints: Lints,
}

/// The documented headers of an operation's answers.
#[derive(Clone, Debug)]
pub struct HeadersPlan {
    /// The struct that reads them.
    pub ident: RustIdent,
    /// The headers, by name.
    pub headers: Vec<HeaderPlan>,
}

/// A documented header.
#[derive(Clone, Debug)]
pub struct HeaderPlan {
    /// The method.
    pub ident: RustIdent,
    /// Its name.
    pub wire: String,
    /// Its type.
    pub ty: RustType,
    /// Documentation.
    pub docs: Docs,
}

/// Lints of clippy that the document's own names and numbers set off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lints {
    /// More arguments than clippy allows.
    pub many_arguments: bool,
    /// A method or setter is called as one of a standard trait.
    pub trait_names: bool,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct ParameterPlan {
    /// Its name in Rust.
    pub ident: RustIdent,
    /// Its name on the wire.
    pub wire: String,
    /// How it is put on the request.
    pub place: PlacePlan,
    /// How its type is taken.
    pub ty: ArgumentType,
    /// Documentation.
    pub docs: Docs,
}

/// How a parameter is put on the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacePlan {
    /// In the path.
    Path(Style),
    /// In the query.
    Query(Style),
    /// In the query, reserved characters left alone.
    Reserved(Style),
    /// As the query.
    QueryString(Style),
    /// In a header.
    Header(Style),
    /// In a cookie.
    Cookie(Style),
}

/// How an argument is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentType {
    /// By value: small and `Copy`.
    Value(RustType),
    /// `&str`
    Str,
    /// `&[T]`
    Slice(RustType),
    /// `&T`
    Reference(RustType),
    /// `impl Into<T>`
    Into(RustType),
    /// `impl Into<Upload>`
    Upload,
    /// `&Form`: parts that the caller adds.
    Form,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct BodyPlan {
    /// Its name as an argument or setter.
    pub ident: RustIdent,
    /// Whether it is an argument rather than a setter.
    pub required: bool,
    /// The media type.
    pub media_type: String,
    /// How it is written.
    pub kind: BodyKind,
    /// How it is taken.
    pub ty: ArgumentType,
    /// The members of a form that are not written in the usual way.
    pub encodings: Vec<(String, Encoding)>,
    /// Documentation.
    pub docs: Docs,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// JSON.
    Json,
    /// A form.
    Form,
    /// A multipart form with files, or with whatever parts the caller adds.
    Parts,
    /// A multipart form whose parts are the members of a value.
    Fields,
    /// What is sent as it is.
    Upload,
}

/// How a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// JSON.
    Json,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Nothing.
    Empty,
}

/// What success gives.
#[derive(Clone, Debug)]
pub enum OutputPlan {
    /// One type for all successes.
    One {
        /// The type.
        ty: OutputType,
        /// How it is read.
        reader: Reader,
    },
    /// Several: an enum with a variant per status.
    Several(AnswersPlan),
    /// A stream.
    Stream(StreamPlan),
}

/// An answer that is read while it arrives.
#[derive(Clone, Debug)]
pub struct StreamPlan {
    /// The type of an item.
    pub item: RustType,
    /// How it is read.
    pub reader: StreamReader,
    /// The data of an event that ends the stream.
    pub end: Option<String>,
}

/// How a stream is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamReader {
    /// Server-sent events whose data is text.
    TextEvents,
    /// Server-sent events whose data is JSON.
    JsonEvents,
    /// Server-sent events, each a value as a whole.
    WholeEvents,
    /// Lines of JSON.
    Lines,
}

/// The second way to read an operation's answer: as a stream.
#[derive(Clone, Debug)]
pub struct StreamedPlan {
    /// The stream.
    pub stream: StreamPlan,
    /// The `Accept` header that asks for it.
    pub accept: String,
    /// The member of the body that asks for it.
    pub flag: Option<String>,
}

/// The type of a body that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutputType {
    /// A type.
    Type(RustType),
    /// Raw bytes.
    Bytes,
}

/// An answer with a variant of its own.
#[derive(Clone, Debug)]
pub struct ArmPlan {
    /// For which statuses.
    pub status: StatusPlan,
    /// The variant.
    pub ident: RustIdent,
    /// Its payload; none when there is no body.
    pub ty: Option<OutputType>,
    /// How it is read.
    pub reader: Reader,
    /// Documentation.
    pub docs: Docs,
}

/// A pattern of statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusPlan {
    /// One.
    Code(u16),
    /// From, to, both included.
    Range(u16, u16),
    /// Any other.
    Other,
}

/// Answers with a variant each: several successes, or the documented errors.
#[derive(Clone, Debug)]
pub struct AnswersPlan {
    /// The enum.
    pub ident: RustIdent,
    /// Its variants.
    pub arms: Vec<ArmPlan>,
    /// Whether clippy finds the variants too different in size.
    pub uneven: bool,
}

/// How to page through an operation.
#[derive(Clone, Debug)]
pub struct PagingPlan {
    /// How a page is asked for.
    pub style: PagingStylePlan,
    /// The path to the items; empty when the answer is the list.
    pub items: PathPlan,
    /// The item type.
    pub item: RustType,
    /// The path to the last page's number.
    pub last: Option<PathPlan>,
    /// The path to the total.
    pub total: Option<PathPlan>,
    /// The path to what says whether there is another page.
    pub more: Option<PathPlan>,
}

/// How a page is asked for. A parameter is its name on the wire.
#[derive(Clone, Debug)]
pub enum PagingStylePlan {
    /// By its number, the first of which is the second part.
    Page(String, u64),
    /// By the number of items before it.
    Offset(String),
    /// By a text in the page before.
    Cursor(String, PathPlan),
    /// By a text in the last item of the page before.
    LastItem(String, PathPlan),
    /// By a link in the page before.
    Link(PathPlan),
    /// By a link in a header.
    LinkHeader,
}

/// Fields that lead to a value, each in the one before.
pub type PathPlan = Vec<StepPlan>;

/// A field on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepPlan {
    /// The field.
    pub field: RustIdent,
    /// Whether it may be missing. That of the last field of a path does not matter.
    pub optional: bool,
}

/// `webhooks.rs`
#[derive(Clone, Debug)]
pub struct WebhooksPlan {
    /// The union of all events.
    pub event: RustIdent,
    /// The events, by name.
    pub events: Vec<WebhookEventPlan>,
    /// How the secret becomes a key; none when the settings name no scheme.
    pub key: Option<crate::config::WebhookKey>,
    /// How the body is signed, when it is signed alone; else the scheme is Standard Webhooks.
    pub body_signature: Option<BodySignaturePlan>,
}

/// A signature of a webhook's body alone.
#[derive(Clone, Debug)]
pub struct BodySignaturePlan {
    /// The header that holds it, in lower case.
    pub header: String,
    /// What stands before it there.
    pub prefix: String,
    /// How it is written.
    pub encoding: crate::config::WebhookEncoding,
}

/// Something the API sends.
#[derive(Clone, Debug)]
pub struct WebhookEventPlan {
    /// Its name, as Markdown for a cell of a table.
    pub name: String,
    /// Its payload's item, when it is one.
    pub item: Option<RustIdent>,
    /// What it is about, as Markdown for a cell of a table.
    pub about: String,
}

/// An example: a program that makes one call.
#[derive(Clone, Debug)]
pub struct ExamplePlan {
    /// The file's name, without its ending.
    pub file: RustIdent,
    /// What it does, in one line.
    pub title: String,
    /// The accessors that lead to the group, e.g. `customers`.
    pub path: Vec<RustIdent>,
    /// The operation's method.
    pub method: RustIdent,
    /// The feature of its group.
    pub feature: String,
    /// The arguments: name, and how each is read from the command line.
    pub arguments: Vec<(RustIdent, ArgumentType)>,
    /// The body, when the call needs one.
    pub body: Option<ExampleBody>,
    /// Whether the answer comes in pages.
    pub paged: bool,
    /// The answer's union, when it is one.
    pub union: Option<ExampleUnion>,
}

/// A body with one field of text.
#[derive(Clone, Debug)]
pub struct ExampleBody {
    /// Its type.
    pub ident: RustIdent,
    /// The setter.
    pub setter: RustIdent,
    /// The argument with the value.
    pub argument: RustIdent,
}

/// The union that an example tells the variants of.
#[derive(Clone, Debug)]
pub struct ExampleUnion {
    /// Its name.
    pub ident: RustIdent,
    /// Its variants, and the word for each.
    pub variants: Vec<(RustIdent, String)>,
    /// Whether it knows its tag.
    pub tagged: bool,
}
