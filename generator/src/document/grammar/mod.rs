//! The objects of OpenAPI 3.x as a table: which keys each kind has and what their values are.
//!
//! The table is the union of 3.0, 3.1 and 3.2; a key of a later version in an earlier document is
//! read, not refused. Kinds decide, not keys: a parameter component may be called `schema`. Schemas
//! have a table of their own in [`super::schema`]; examples and extensions are opaque.

mod tables;

use crate::pointer::Pointer;

/// A kind of object of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    SecurityScheme,
    OAuthFlows,
    ImplicitFlow,
    PasswordFlow,
    ClientCredentialsFlow,
    AuthorizationCodeFlow,
}

/// What the standard expects as a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    /// A string.
    Text,
    /// One of these strings.
    Word(&'static [&'static str]),
    /// A boolean.
    Flag,
    /// Anything; not looked into.
    Opaque,
    /// A schema: moved to the schema table.
    Schema,
    /// An object of a kind.
    Object(Kind),
    /// An object of a kind, or a Reference Object in its place.
    Reference(Kind),
    /// An array of such values.
    List(&'static Value),
    /// An object whose members are such values, under names the document chooses.
    Map(&'static Value),
}

impl Value {
    /// What the grammar has at a place of a document; `None` inside schemas, examples and extensions,
    /// and for what it does not know.
    pub(super) fn at(pointer: &Pointer) -> Option<Value> {
        pointer.tokens().try_fold(Value::Object(Kind::OpenApi), |around, token| match around {
            Value::Object(kind) | Value::Reference(kind) => kind.rules().value(&token),
            Value::Map(inner) => Some(*inner),
            Value::List(inner) => token.parse::<usize>().is_ok().then_some(*inner),
            Value::Text | Value::Word(_) | Value::Flag | Value::Opaque | Value::Schema => None,
        })
    }
}

/// What becomes of an object that lacks a key.
#[derive(Clone, Copy, Debug)]
pub(super) enum Absent {
    /// The key is optional.
    Fine,
    /// The standard requires the key; this text is assumed, with a warning.
    Assume(&'static str),
    /// The standard requires the key; an empty object is assumed, with a warning.
    AssumeEmpty,
    /// 3.0 requires the key, later versions do not; an empty object stands for its absence.
    AssumeEmptySince31,
    /// Nothing can be made without the key.
    Error,
}

/// What becomes of a key that is there.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fate {
    /// It is read.
    Read,
    /// It is known, and left out for this reason, without a word: it says nothing a client needs.
    Leave(&'static str),
    /// It is known and says something, but is left out, with this warning.
    Report(&'static str),
}

/// A key of a kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) value: Value,
    pub(super) absent: Absent,
    pub(super) fate: Fate,
}

/// Which keys a kind allows beside its fixed ones and `x-`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Patterned {
    /// None.
    No,
    /// Those that start with a slash (Paths Object).
    Path(Value),
    /// Status codes: three digits, or a digit and `XX` (Responses Object).
    Status(Value),
    /// Any (Callback Object: runtime expressions).
    Any(Value),
}

/// What the standard says about a kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    /// What the standard calls it.
    pub(super) name: &'static str,
    pub(super) fields: &'static [Field],
    pub(super) patterned: Patterned,
}

impl Rules {
    /// The fixed field `key`.
    pub(super) fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// What the member `key` holds, if it is read.
    pub(super) fn value(&self, key: &str) -> Option<Value> {
        if key.starts_with("x-") {
            return None;
        }
        match self.field(key) {
            Some(field) => matches!(field.fate, Fate::Read).then_some(field.value),
            None => self.patterned(key),
        }
    }

    /// What a patterned key holds, if `key` is one.
    pub(super) fn patterned(&self, key: &str) -> Option<Value> {
        match self.patterned {
            Patterned::Path(value) => key.starts_with('/').then_some(value),
            Patterned::Status(value) => is_status(key).then_some(value),
            Patterned::Any(value) => Some(value),
            Patterned::No => None,
        }
    }
}

impl Kind {
    /// All kinds.
    pub(super) const ALL: [Kind; 28] = [
        Kind::OpenApi,
        Kind::Info,
        Kind::Contact,
        Kind::License,
        Kind::Server,
        Kind::ServerVariable,
        Kind::Components,
        Kind::Paths,
        Kind::PathItem,
        Kind::Operation,
        Kind::ExternalDocs,
        Kind::Parameter,
        Kind::RequestBody,
        Kind::MediaType,
        Kind::Encoding,
        Kind::Responses,
        Kind::Response,
        Kind::Callback,
        Kind::Example,
        Kind::Link,
        Kind::Header,
        Kind::Tag,
        Kind::SecurityScheme,
        Kind::OAuthFlows,
        Kind::ImplicitFlow,
        Kind::PasswordFlow,
        Kind::ClientCredentialsFlow,
        Kind::AuthorizationCodeFlow,
    ];

    /// The rules of this kind.
    pub(super) fn rules(self) -> &'static Rules {
        tables::rules(self)
    }

    /// Whether a broken object of this kind can be left out, because no call and no type depends on
    /// it.
    pub(super) fn is_dispensable(self) -> bool {
        matches!(
            self,
            Kind::Contact
                | Kind::License
                | Kind::ExternalDocs
                | Kind::Example
                | Kind::Link
                | Kind::Callback
                | Kind::Tag
                | Kind::Encoding
                | Kind::ServerVariable
        )
    }
}

/// Whether a key of a Responses Object names a status (3.1 §4.8.16.2).
fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9'] => true,
        [b'1'..=b'9', x, y] => x.eq_ignore_ascii_case(&b'x') && y.eq_ignore_ascii_case(&b'x'),
        _ => false,
    }
}
