//! The settings of one SDK (`sdk.yaml`): what the document cannot say and people decided.
//!
//! Unknown keys are errors, so that a misspelt decision cannot be silently without effect.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input};
use crate::document::{Origins, Source};
use crate::pointer::Pointer;

/// All settings; every part has a default, so that any document can be tried without any.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The generated package.
    pub package: Package,
    /// The client type's name; from the title when absent.
    pub client: Option<String>,
    /// The credential of `Client::new` and `Client::from_env`.
    pub token: Option<Token>,
    /// The environment variable that `Client::from_env` reads a server's name or URL from.
    pub server_env: Option<String>,
    /// Headers sent with each request, e.g. the API's version.
    pub headers: BTreeMap<String, String>,
    /// Pinned type names: reference (`#/components/…`) → Rust name.
    pub names: BTreeMap<String, String>,
    /// Pinned variant names: reference of the enum or union → wire value or schema → Rust name.
    pub variants: BTreeMap<String, BTreeMap<String, String>>,
    /// Unions whose variant a field beside them decides.
    pub selectors: Vec<Selector>,
    /// Ways to page, by name.
    pub pagination: BTreeMap<String, Paging>,
    /// How webhooks are signed; without it there is no verifier.
    pub webhooks: Option<Webhooks>,
    /// The operation (by `operationId`) that the README and the runnable example show.
    pub example: Option<String>,
    /// Losses that are known and accepted.
    pub accept: Vec<Accept>,
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

/// A way to page by number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// The extension whose `type` names this way; operations that carry it are paged.
    pub extension: Option<String>,
    /// Operations (by `operationId`) that are paged without carrying an extension.
    #[serde(default)]
    pub operations: Vec<String>,
    /// The query parameter with the page's number, from 1.
    pub page: String,
    /// The field of the answer with the items.
    pub items: String,
    /// The path, with dots, to the last page's number.
    pub last: String,
    /// The path, with dots, to the number of items on all pages.
    pub total: Option<String>,
}

/// How webhooks are signed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    /// The scheme of the signature.
    pub scheme: WebhookScheme,
    /// How the secret becomes a key.
    pub key: WebhookKey,
}

/// A scheme of webhook signatures.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum WebhookScheme {
    /// <https://www.standardwebhooks.com>
    StandardWebhooks,
}

/// How a webhook secret becomes a key.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum WebhookKey {
    /// The secret's own bytes.
    Utf8,
    /// The secret is base64, maybe after a `whsec_` prefix.
    Base64,
}

/// A known and accepted loss.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// Reference of the place.
    pub at: String,
    /// The code of the finding.
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
        for selector in &mut self.selectors {
            selector.at = lifted(&selector.at);
        }
        self
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

    /// The selector of the union at `pointer`.
    #[must_use]
    pub fn selector(&self, pointer: &Pointer) -> Option<&Selector> {
        self.selectors
            .iter()
            .find(|selector| Pointer::from_reference(&selector.at).as_ref() == Some(pointer))
    }
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
