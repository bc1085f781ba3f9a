//! The settings of one SDK (`sdk.yaml`): what the document cannot say and people decided.
//!
//! Unknown keys are errors, so that a misspelt decision cannot be silently without effect.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use crate::choice::OperationSelector;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input};
use crate::document::{Origins, Source};
use crate::pointer::Pointer;

/// All settings; every part has a default, so that any document can be tried without any.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where `cargo xtask fetch` gets the document from: a URL, or a path from the folder of the
    /// settings.
    pub source: Option<String>,
    /// Overlays of the document, in the order in which they are applied: paths from the folder of the
    /// settings.
    pub overlays: Vec<String>,
    /// The generated package.
    pub package: Package,
    /// The client type's name; from the title when absent.
    pub client: Option<String>,
    /// The credential of `Client::new` and `Client::from_env`.
    pub token: Option<Token>,
    /// The environment variable that `Client::from_env` reads a server's name or URL from.
    pub server_env: Option<String>,
    /// Which operations there are, and what they are called.
    pub operations: Operations,
    /// Headers sent with each request, e.g. the API's version.
    pub headers: BTreeMap<String, String>,
    /// Pinned type names: reference (`#/components/…`) → Rust name.
    pub names: BTreeMap<String, String>,
    /// Pinned variant names: reference of the enum or union → wire value or schema → Rust name.
    pub variants: BTreeMap<String, BTreeMap<String, String>>,
    /// The library whose types dates and times have.
    pub dates: DateLibrary,
    /// How strings are read, by format: `date-time: string` keeps texts that are no RFC 3339.
    pub formats: BTreeMap<String, TextType>,
    /// How single strings are read, whatever their format: reference of the schema → type.
    pub types: BTreeMap<String, TextType>,
    /// Unions whose variant a field beside them decides.
    pub selectors: Vec<Selector>,
    /// Ways to page, by name.
    pub pagination: BTreeMap<String, Paging>,
    /// How many requests the servers take.
    pub rate_limits: Vec<RateLimit>,
    /// How clients obtain tokens with their own ID and secret, by security scheme; adds to what the
    /// document says.
    pub oauth2: BTreeMap<String, OAuth2>,
    /// Webhooks that the document does not have, and how all are signed.
    pub webhooks: Option<Webhooks>,
    /// The data of an event that ends every stream of server-sent events, such as `[DONE]`.
    pub stream_end: Option<String>,
    /// The operations (by `operationId`) that runnable examples show, the README's first: one, or
    /// a list.
    #[serde(deserialize_with = "one_or_many")]
    pub example: Vec<String>,
    /// Losses that are known and accepted.
    pub accept: Vec<Accept>,
    /// How grave kinds of changes are, and which changes are approved.
    pub changes: crate::changes::Settings,
}

/// The generated package.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Package {
    /// The package's name; from the title when absent.
    pub name: Option<String>,
    /// Its version: a semantic version of the SDK, not the API's.
    pub version: String,
    /// One line for the registry.
    pub description: Option<String>,
    /// SPDX expression.
    pub license: Option<String>,
    /// Where its sources live.
    pub repository: Option<String>,
}

impl Default for Package {
    fn default() -> Self {
        Self {
            name: None,
            version: "0.1.0".to_owned(),
            description: None,
            license: None,
            repository: None,
        }
    }
}

/// A library of dates and times.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum DateLibrary {
    /// `jiff`, which the runtime itself uses.
    #[default]
    Jiff,
    /// `chrono`
    Chrono,
    /// `time`
    Time,
}

/// How a string is read.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum TextType {
    /// As the text that it is.
    String,
    /// As a UUID.
    Uuid,
    /// As a moment in time (RFC 3339 date-time).
    DateTime,
    /// As a calendar date (RFC 3339 full-date).
    Date,
    /// As bytes in base64.
    Base64,
}

/// Which operations there are, and what they are called.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Operations {
    /// If there are any, only operations that one of these fits are generated.
    pub include: Vec<OperationSelector>,
    /// Operations that one of these fits are not generated.
    pub exclude: Vec<OperationSelector>,
    /// Pinned methods: `operationId`, or method and path (`GET /orders`) → the method's name, with
    /// the names of its groups before it and dots between, or alone.
    pub names: BTreeMap<String, String>,
    /// Groups of tags: tag → the name of the group of operations whose first tag it is; nested with
    /// dots.
    pub groups: BTreeMap<String, String>,
    /// Pinned parameters: operation, as in `names` → name on the wire → Rust name.
    pub parameters: BTreeMap<String, BTreeMap<String, String>>,
}

/// The credential that a client is usually made with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Token {
    /// The security scheme that it belongs to.
    pub scheme: String,
    /// The environment variable that holds it.
    pub env: String,
}

/// A union whose variant a field beside it decides.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selector {
    /// Reference of the union: a property of an object schema.
    pub at: String,
    /// The sibling property that decides.
    pub by: String,
    /// The sibling's value → the component schema it selects.
    pub variants: BTreeMap<String, String>,
}

/// A way to page: one of `page`, `offset`, `cursor` and `link`, and what the answer says. Paths
/// lead through the answer's fields, with dots.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Paging {
    /// The extension whose `type` names this way; operations that carry it are paged.
    pub extension: Option<String>,
    /// Operations (by `operationId`) that are paged without carrying an extension.
    pub operations: Vec<String>,
    /// The query parameter with the page's number.
    pub page: Option<String>,
    /// The number of the first page, if it is not 1.
    pub first: Option<u64>,
    /// The query parameter with the number of items before the page.
    pub offset: Option<String>,
    /// The text of one page that asks for the next.
    pub cursor: Option<PagingCursor>,
    /// Where the link to the next page is.
    pub link: Option<PagingLink>,
    /// The path to the items; without it the answer itself is the list.
    pub items: Option<String>,
    /// The path to the last page's number.
    pub last: Option<String>,
    /// The path to the number of items on all pages.
    pub total: Option<String>,
    /// The path to what says whether there is another page: a truth value, or something that is
    /// there only then.
    pub more: Option<String>,
}

/// A text of one page that asks for the next.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PagingCursor {
    /// The query parameter that it is sent back in.
    pub parameter: String,
    /// The path to it.
    pub from: Option<String>,
    /// The path to it in the last item of the page.
    pub last_item: Option<String>,
}

/// Where the link to the next page is.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "a link is `header` or `{ from: path }`")]
pub enum PagingLink {
    /// In the answer's header `Link`.
    Header(PagingHeader),
    /// In the answer, at the end of this path.
    From(PagingLinkFrom),
}

/// The word for the header `Link`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PagingHeader {
    /// `header`
    Header,
}

/// The path to the link to the next page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PagingLinkFrom {
    /// The path.
    pub from: String,
}

/// How many requests a server takes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateLimit {
    /// The server's name, as the generated `Server` has it; without it, all that have no limit of
    /// their own.
    pub server: Option<String>,
    /// The number of requests.
    pub requests: u32,
    /// Within how many seconds.
    pub per: u64,
}

/// How a client obtains tokens with its own ID and secret.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OAuth2 {
    /// The token endpoint, if it is not the one that the document names: a URL, or a path on the
    /// server.
    pub token_url: Option<String>,
    /// Where the client's secret goes.
    pub authentication: OAuth2Authentication,
}

/// Where a client's secret goes (RFC 6749 §2.3.1).
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum OAuth2Authentication {
    /// Into the header, by HTTP Basic authentication.
    #[default]
    Basic,
    /// Into the body.
    Body,
}

/// Webhooks that the document does not have, and how all are signed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    /// If there are any, only webhooks of the document whose names one of these fits are generated.
    #[serde(default)]
    pub include: Vec<String>,
    /// Webhooks of the document whose names one of these fits are not generated.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// The scheme of the signature; without it there is no verifier.
    pub scheme: Option<WebhookScheme>,
    /// How the secret becomes a key; its own bytes if this is not set.
    #[serde(default)]
    pub key: WebhookKey,
    /// The header with the signature, for [`WebhookScheme::HmacSha256`].
    pub header: Option<String>,
    /// What stands before the signature there.
    #[serde(default)]
    pub prefix: String,
    /// How the signature is written there.
    #[serde(default)]
    pub encoding: WebhookEncoding,
    /// Further webhooks: name → the component schema of their body.
    #[serde(default)]
    pub events: BTreeMap<String, String>,
}

/// A scheme of webhook signatures.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum WebhookScheme {
    /// <https://www.standardwebhooks.com>
    StandardWebhooks,
    /// An HMAC-SHA256 of the body alone, in a header.
    HmacSha256,
}

/// How a signature is written.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum WebhookEncoding {
    /// In hexadecimal digits.
    #[default]
    Hex,
    /// In base64.
    Base64,
}

/// How a webhook secret becomes a key.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum WebhookKey {
    /// The secret's own bytes.
    #[default]
    Utf8,
    /// The secret is base64, maybe after a `whsec_` prefix.
    Base64,
}

/// A known and accepted loss.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// Reference of the place; `*` stands for any text within a token, a token `**` for any number of
    /// tokens, none included.
    pub at: String,
    /// The code of the findings.
    pub code: String,
    /// Why the loss is no harm.
    pub because: String,
}

impl Config {
    /// The settings of a document that was lifted: their references are to places in the document
    /// as it was written.
    #[must_use]
    pub fn lifted(mut self) -> Self {
        let lifted = |reference: &str| Origins::lifted(reference);
        self.names = self.names.into_iter().map(|(at, name)| (lifted(&at), name)).collect();
        self.variants = self.variants.into_iter().map(|(at, names)| (lifted(&at), names)).collect();
        self.types = self.types.into_iter().map(|(at, ty)| (lifted(&at), ty)).collect();
        for selector in &mut self.selectors {
            selector.at = lifted(&selector.at);
        }
        self
    }

    /// Reports overlays that are named and were not given: without them it is another document.
    pub(crate) fn check_overlays(&self, given: &[Source], diagnostics: &mut Diagnostics) {
        let (named, given) = (self.overlays.len(), given.len());
        if named > given {
            let message = format!("the settings name {named} overlays, and {given} were given");
            let at = At::Key(Pointer::from_text("/overlays"));
            let finding = Diagnostic::error(Code::InvalidConfig, at, message);
            diagnostics.push(finding.about(Input::Config));
        }
    }

    /// The parts of the document that these settings use by their own: what is selected may not reach
    /// them.
    #[must_use]
    pub fn uses(&self) -> Vec<Pointer> {
        let component = |section: &'static str| {
            move |name: &String| Pointer::from_text("/components").child(section).child(name)
        };
        let schemes = || self.token.iter().map(|token| &token.scheme).chain(self.oauth2.keys());
        let events = self.webhooks.iter().flat_map(|webhooks| webhooks.events.values());
        let definitions = Pointer::from_text("/securityDefinitions");
        events
            .filter_map(|reference| Pointer::from_reference(reference))
            .chain(schemes().map(component("securitySchemes")))
            .chain(schemes().map(|name| definitions.child(name)))
            .collect()
    }

    /// The pinned name of the schema at `pointer`.
    #[must_use]
    pub fn pinned_name(&self, pointer: &Pointer) -> Option<&str> {
        self.names.get(&pointer.to_string()).map(String::as_str)
    }

    /// The pinned name of a variant of the enum or union at `pointer`.
    #[must_use]
    pub fn pinned_variant(&self, pointer: &Pointer, value: &str) -> Option<&str> {
        self.variants.get(&pointer.to_string())?.get(value).map(String::as_str)
    }

    /// How the string at `pointer`, which has this format, is read; `None` when nothing is said.
    #[must_use]
    pub fn text_type(&self, pointer: &Pointer, format: &str) -> Option<TextType> {
        if self.types.is_empty() && self.formats.is_empty() {
            return None;
        }
        let place = self.types.get(&pointer.to_string());
        place.or_else(|| self.formats.get(format)).copied()
    }

    /// The selector of the union at `pointer`.
    #[must_use]
    pub fn selector(&self, pointer: &Pointer) -> Option<&Selector> {
        self.selectors
            .iter()
            .find(|selector| Pointer::from_reference(&selector.at).as_ref() == Some(pointer))
    }
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected an operationId or a list of them")]
    enum OneOrMany {
        One(String),
        Many(Vec<String>),
    }
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(one) => vec![one],
        OneOrMany::Many(many) => many,
    })
}

/// The overlays that settings name, for who is to read them. What is wrong with the settings is said when they
/// are read for good.
#[must_use]
pub fn overlay_paths(settings: &Source) -> Vec<String> {
    read_config(Some(settings), &mut Diagnostics::default()).overlays
}

/// Reads the settings; a missing file means the defaults.
pub fn read_config(source: Option<&Source>, diagnostics: &mut Diagnostics) -> Config {
    let Some(source) = source else {
        return Config::default();
    };
    if source.text.trim().is_empty() {
        return Config::default();
    }
    match serde_yaml::from_str(&source.text) {
        Ok(config) => config,
        Err(error) => {
            let (line, column) = error.location().map_or((1, 1), |at| (at.line(), at.column()));
            diagnostics.push(
                Diagnostic::error(
                    Code::InvalidConfig,
                    At::Position { line, column },
                    format!("these settings cannot be read: {error}"),
                )
                .about(Input::Config),
            );
            Config::default()
        }
    }
}
