//! What users of a crate see of it, and what goes over the wire: [`Surface`].
//!
//! It is made of the plan and the model of one run, so that names and wire come from the same pass,
//! and it is all that two versions of a crate are compared by ([`changes`](crate::changes)). It is
//! written down beside the settings, so it is small, sorted, and has a version of its own.
//!
//! What every generated crate has in common – the runtime, the derives, `#[non_exhaustive]`, the
//! `Unknown` arms – is not in it: it cannot differ between two runs of one generator.

mod build;
mod facts;
mod reach;
mod ty;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub(crate) use reach::Reach;
pub use ty::Ty;

/// The version of the form in which a surface is written.
pub const FORMAT: u32 = 1;

/// Names in a type without aliases. Of a recorded one, a few lines could make it fill all memory.
const LARGEST: usize = 10_000;

/// What users of a crate see, and what goes over the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Surface {
    /// [`FORMAT`]
    pub format: u32,
    /// The package.
    pub package: Package,
    /// The library of dates and times.
    pub dates: String,
    /// The client.
    pub client: Client,
    /// Cargo features and what each turns on.
    pub features: BTreeMap<String, BTreeSet<String>>,
    /// Groups of operations, by the methods that lead to them with dots between.
    pub groups: BTreeMap<String, Group>,
    /// Operations, by method and path.
    pub operations: BTreeMap<String, Operation>,
    /// Public types, by name.
    pub types: BTreeMap<String, Type>,
    /// Webhooks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhooks: Option<Webhooks>,
}

/// The package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The API's title and version: a label of the vendor's.
    pub api: String,
    /// Digest of what the manifest and the front page say.
    pub text: String,
}

/// The client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// Its name.
    pub name: String,
    /// The credential that `new` takes: the builder's method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The environment variables of `from_env`: what for, and which.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub environment: BTreeMap<String, String>,
    /// The default server's URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// The named servers, by variant.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub servers: BTreeMap<String, Server>,
    /// Headers of each request.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// Credentials, by the builder's method.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub credentials: BTreeMap<String, Credential>,
    /// Rate limits, by server.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rate_limits: BTreeMap<String, String>,
}

/// A named server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// The URL, with `{variables}`.
    pub url: String,
    /// The fields of the variant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<String>,
}

/// A credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// The scheme's key in the document.
    pub scheme: String,
    /// What it puts on a request.
    pub kind: String,
    /// The builder's other methods for it, and what they stand for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub methods: BTreeMap<String, String>,
}

/// A group of operations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The path of its struct below `api`.
    pub path: String,
    /// The feature that it takes.
    pub feature: String,
}

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// `operationId`, else method and path.
    pub id: String,
    /// Where the document defines it.
    pub at: String,
    /// The group, as in [`Surface::groups`].
    pub group: String,
    /// The method on the group.
    pub method: String,
    /// The call's struct.
    pub call: String,
    /// The server, if it has one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// The parameters, by place and name on the wire.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, Parameter>,
    /// The keys of `parameters` that are arguments, in order; the body comes after them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
    /// The body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// The media types that answers are asked for with, those of successes first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<String>,
    /// Alternatives of schemes, each with the scopes that would do; the first that can be met is used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub security: Vec<BTreeMap<String, Vec<String>>>,
    /// What success gives.
    pub output: Answers,
    /// What is documented of failures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errors: Option<Answers>,
    /// How to page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paging: Option<Paging>,
    /// The stream that success gives on request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub streamed: Option<Stream>,
    /// The struct of documented headers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headers: Option<Headers>,
    /// Whether it is deprecated.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// Digest of its documentation.
    pub text: String,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name in Rust.
    pub name: String,
    /// What it holds.
    pub ty: Ty,
    /// How it is taken.
    pub taken: String,
    /// How it is written.
    pub style: String,
    /// Whether it is an argument rather than a setter.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// What else is said of it.
    #[serde(default, skip_serializing_if = "Said::is_empty")]
    pub said: Said,
}

/// What a document says of a value besides its type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// The default, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The format that the type does not show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Limits of its values: keyword → value, those of items after `items.`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub limits: BTreeMap<String, String>,
    /// Whether it is deprecated.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deprecated: bool,
}

impl Said {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A request body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its name as an argument or setter.
    pub name: String,
    /// What it holds.
    pub ty: Ty,
    /// How it is taken.
    pub taken: String,
    /// The media type.
    pub media_type: String,
    /// How it and its members are written.
    pub written: String,
    /// Whether it is an argument rather than a setter.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
}

/// Answers of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// The enum, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The answers by status; one that stands for all successes is `2XX`.
    pub arms: BTreeMap<String, Arm>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arm {
    /// The variant, where there are several.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What it holds; none for a variant without a body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<Ty>,
    /// How it is read: `json`, `text`, `bytes`, `empty`, or as a stream.
    pub reader: String,
}

/// How to page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// Which style, as one word.
    pub style: String,
    /// The item.
    pub item: Ty,
    /// All that is said of how pages are found.
    pub rule: String,
}

/// A stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stream {
    /// The item.
    pub item: Ty,
    /// How it is read.
    pub reader: String,
    /// How it is asked for.
    pub asked: String,
}

/// The struct of documented headers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headers {
    /// Its name.
    pub name: String,
    /// The headers, by name on the wire: method and type.
    pub headers: BTreeMap<String, (String, Ty)>,
}

/// A public type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Type {
    /// Where the document defines it.
    pub at: String,
    /// Whether it is sent.
    #[serde(default, skip_serializing_if = "is_false")]
    pub request: bool,
    /// Whether it is received.
    #[serde(default, skip_serializing_if = "is_false")]
    pub response: bool,
    /// The public features that have it; none when it is always there.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub features: BTreeSet<String>,
    /// Limits of its values.
    #[serde(default, skip_serializing_if = "Said::is_empty")]
    pub said: Said,
    /// Digest of its documentation and its members'.
    pub text: String,
    /// What it is.
    pub kind: Kind,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A struct.
    Struct(Struct),
    /// An enum of scalar values.
    Enum(Enum),
    /// A union.
    Union(Union),
    /// An alias.
    Alias {
        /// Of what.
        ty: Ty,
    },
}

impl Kind {
    /// The word for it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Struct(_) => "struct",
            Self::Enum(_) => "enum",
            Self::Union(_) => "union",
            Self::Alias { .. } => "alias",
        }
    }
}

/// A struct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Struct {
    /// The fields, by key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Field>,
    /// Constants, by key: the value as JSON, and whether the key must be there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub constants: BTreeMap<String, (String, bool)>,
    /// The field for all other keys: its name and the type of a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<(String, Ty)>,
    /// The keys of the fields that `new` takes, in order; none without a constructor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<Vec<String>>,
    /// Whether it has a default value.
    #[serde(default, skip_serializing_if = "is_false")]
    pub default: bool,
    /// Whether it is the parts of a form.
    #[serde(default, skip_serializing_if = "is_false")]
    pub form: bool,
    /// The types that it can be told from as an update.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub updates: BTreeSet<String>,
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in Rust.
    pub name: String,
    /// Its type without presence.
    pub ty: Ty,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// Whether there is a setter.
    #[serde(default, skip_serializing_if = "is_false")]
    pub setter: bool,
    /// The method that sets null.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub null_setter: Option<String>,
    /// The key that decides its variant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selected_by: Option<String>,
    /// What is said of it besides.
    #[serde(default, skip_serializing_if = "Said::is_empty")]
    pub said: Said,
}

/// Whether a field may be absent or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

impl Field {
    /// The type with its presence.
    #[must_use]
    pub fn whole(&self) -> Ty {
        match self.presence {
            Presence::Required => self.ty.clone(),
            Presence::Nullable | Presence::Optional => Ty::of("Option", self.ty.clone()),
            Presence::Nullish => Ty::of("Nullish", self.ty.clone()),
        }
    }
}

/// An enum of scalar values. It is open: it has an arm for others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enum {
    /// Values and their variants, in the order of the document, which is theirs in Rust too.
    pub values: Vec<(String, String)>,
    /// Whether the values are integers.
    #[serde(default, skip_serializing_if = "is_false")]
    pub integers: bool,
}

/// A union. It is open: it has an arm for others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Union {
    /// The variants, by name.
    pub variants: BTreeMap<String, Variant>,
    /// Their names in the order of the document, which decides where two fit a value alike.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<String>,
    /// How they are told apart: `tag`, `kind` or `sibling`.
    pub by: String,
    /// The key of the tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The variant when the tag is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent: Option<String>,
    /// The variant of every other tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Its payload.
    pub ty: Ty,
    /// The tags that name it, as JSON.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The JSON kind and keys of its values, where those decide: `object id; name note` has to have an
    /// `id`, and may have the others.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub told_by: String,
    /// Whether there is `From` of its payload.
    #[serde(default, skip_serializing_if = "is_false")]
    pub from: bool,
}

/// Webhooks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    /// The union of all events.
    pub event: String,
    /// The events, by name: what they hold.
    pub events: BTreeMap<String, Ty>,
    /// How they are signed; none when there is no verifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

impl Surface {
    /// The surface as JSON, sorted and the same on every machine: a line for each operation and type, so
    /// that a changed one is a changed line.
    #[must_use]
    pub fn render(&self) -> String {
        let Self { format, package, dates, client, features, groups, operations, types, webhooks } =
            self;
        let mut lines = vec![
            format!("\"format\":{}", json(format)),
            format!("\"package\":{}", json(package)),
            format!("\"dates\":{}", json(dates)),
            format!("\"client\":{}", json(client)),
            format!("\"features\":{}", json(features)),
            format!("\"groups\":{}", json(groups)),
            format!("\"operations\":{}", listed(operations)),
            format!("\"types\":{}", listed(types)),
        ];
        lines.extend(webhooks.as_ref().map(|it| format!("\"webhooks\":{}", json(it))));
        format!("{{\n{}\n}}", lines.join(",\n"))
    }

    /// Reads a surface that was written down; its text may come from anyone.
    ///
    /// # Errors
    /// With a sentence that says why it is none.
    pub fn parse(text: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Version {
            format: u32,
        }
        match serde_json::from_str::<Version>(text) {
            Err(error) => Err(format!("not a surface: {error}")),
            Ok(Version { format }) if format != FORMAT => {
                Err(format!("surface format {format}, this generator reads {FORMAT}"))
            }
            Ok(_) => serde_json::from_str(text).map_err(|error| format!("not a surface: {error}")),
        }
    }

    /// The type with every alias replaced by what it stands for.
    #[must_use]
    pub fn unaliased(&self, ty: &Ty) -> Ty {
        // An alias of an alias is seldom, and one of itself cannot be, but the text may be anyone's.
        let mut ty = ty.clone();
        for _ in 0..16 {
            let next = ty.map(&|name| match &self.types.get(name)?.kind {
                Kind::Alias { ty } => Some(ty.clone()),
                _ => None,
            });
            let mut size = 0;
            next.names(&mut |_| size += 1);
            if next == ty || size > LARGEST {
                break;
            }
            ty = next;
        }
        ty
    }
}

/// A value on one line.
fn json(value: &impl Serialize) -> String {
    // Only maps with keys that are not strings fail, and there are none.
    serde_json::to_string(value).unwrap_or_default()
}

/// A map with a line for each entry.
fn listed<T: Serialize>(map: &BTreeMap<String, T>) -> String {
    let lines: Vec<String> =
        map.iter().map(|(key, value)| format!("{}:{}", json(key), json(value))).collect();
    if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{}\n}}", lines.join(",\n")) }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_false(value: &bool) -> bool {
    !value
}
