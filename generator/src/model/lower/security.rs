//! Security schemes and what each operation needs of them.
//!
//! It decides which schemes a client can apply: those that put one secret on a request. Mutual TLS
//! puts nothing there, so it is no part of a requirement; what a challenge has to be answered for,
//! such as HTTP Digest, is left out with a finding.

use openapiv3::APIKeyLocation;

use super::Lowering;
use crate::config::OAuth2Authentication;
use crate::diagnostic::Code;
use crate::document::MUTUAL_TLS;
use crate::model::{ClientCredentials, Requirement, SchemeKind, SecurityScheme};
use crate::pointer::Pointer;
use crate::token::is_token;

/// The registered authentication schemes that take more than a secret after a word
/// (<https://www.iana.org/assignments/http-authschemes>).
const NEGOTIATED: [&str; 12] = [
    "concealed",
    "digest",
    "dpop",
    "gnap",
    "hoba",
    "mutual",
    "negotiate",
    "oauth",
    "privatetoken",
    "scram-sha-1",
    "scram-sha-256",
    "vapid",
];

impl Lowering<'_> {
    /// The schemes that a client can use.
    pub(super) fn lower_schemes(&mut self) -> Vec<SecurityScheme> {
        let document = self.document;
        let Some(components) = &document.skeleton.components else {
            return Vec::new();
        };
        let mut schemes = Vec::new();
        for (name, scheme) in
            super::sorted(components.security_schemes.iter().map(|(k, v)| (k.clone(), v)))
        {
            let at = Pointer::from_text("/components/securitySchemes").child(&name);
            let Some((at, scheme)) = self.resolve(&at, scheme) else { continue };
            if is_mutual_tls(scheme) {
                continue;
            }
            if let Some(header) = header(scheme)
                && !is_token(header)
            {
                let message = format!(
                    "`{header}` is no name of a header (RFC 9110 §5.1), so `{name}` is not supported; operations that need it are called without it"
                );
                self.warn(Code::UnsupportedSecurity, &at.child("name"), message);
                continue;
            }
            let Some(kind) = kind(scheme) else {
                self.warn(
                    Code::UnsupportedSecurity,
                    &at,
                    format!(
                        "`{name}` is not supported; operations that need it are called without it"
                    ),
                );
                continue;
            };
            let client_credentials = self.lower_client_credentials(&at, &name, scheme);
            let description = description(scheme);
            schemes.push(SecurityScheme { name, kind, client_credentials, description });
        }
        schemes
    }

    /// The client credentials flow of the scheme `name`: the document's, and what the settings say.
    fn lower_client_credentials(
        &mut self,
        at: &Pointer,
        name: &str,
        scheme: &openapiv3::SecurityScheme,
    ) -> Option<ClientCredentials> {
        let flow = match scheme {
            openapiv3::SecurityScheme::OAuth2 { flows, .. } => flows.client_credentials.as_ref(),
            _ => None,
        };
        let settings = self.config.oauth2.get(name);
        let own = settings.and_then(|settings| settings.token_url.clone());
        let token_url = own.or_else(|| flow.map(|flow| flow.token_url.clone()))?;
        let Some(token_url) = self.whole(&token_url) else {
            let at = at.child("flows").child("clientCredentials").child("tokenUrl");
            self.warn(
                Code::UnsupportedSecurity,
                &at,
                format!("`{token_url}` is not the address of a token endpoint; tokens have to be obtained by a provider of your own"),
            );
            return None;
        };
        let scopes = flow.iter().flat_map(|flow| &flow.scopes);
        Some(ClientCredentials {
            token_url,
            scopes: super::sorted(scopes.map(|(k, v)| (k.clone(), v.clone())))
                .into_iter()
                .collect(),
            in_body: settings.is_some_and(|s| s.authentication == OAuth2Authentication::Body),
        })
    }

    /// The address of a token endpoint as the generated crate takes it: a URL, or a path on the
    /// server. Other relative references are resolved against the first server (OpenAPI 3.1 §4.6).
    fn whole(&self, reference: &str) -> Option<String> {
        let odd = |c: char| c.is_whitespace() || c.is_control() || c == '\\' || c == '#';
        if reference.is_empty() || reference.contains(odd) {
            return None;
        }
        if reference.starts_with("https://")
            || reference.starts_with("http://")
            || reference.starts_with('/')
        {
            return Some(reference.to_owned());
        }
        if reference.split('/').next().is_some_and(|first| first.contains(':') || first == "..") {
            return None;
        }
        let reference = reference.strip_prefix("./").unwrap_or(reference);
        let server = self.document.skeleton.servers.first().map_or("", |server| &server.url);
        let path = match server.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]),
            None if server.starts_with('/') => server,
            None => "/",
        };
        let folder = path.rfind('/').map_or("/", |slash| &path[..=slash]);
        (!path.contains('{')).then(|| format!("{folder}{reference}"))
    }

    /// The alternatives that the operation at `at` accepts: its own, else the document's.
    pub(super) fn lower_security(
        &mut self,
        at: &Pointer,
        own: Option<&[openapiv3::SecurityRequirement]>,
        schemes: &[SecurityScheme],
    ) -> Vec<Vec<Requirement>> {
        let document = self.document;
        let alternatives = own.or(document.skeleton.security.as_deref()).unwrap_or_default();
        let mut lowered = Vec::new();
        for alternative in alternatives {
            let sent = alternative.iter().filter(|(name, _)| !self.is_the_transports(name));
            let known: Vec<Requirement> = super::sorted(sent.map(|(k, v)| (k.clone(), v)))
                .into_iter()
                .map(|(scheme, scopes)| Requirement { scheme, scopes: scopes.clone() })
                .collect();
            let missing = known
                .iter()
                .find(|needed| !schemes.iter().any(|scheme| scheme.name == needed.scheme));
            match missing {
                None => lowered.push(known),
                Some(missing) => {
                    let name = missing.scheme.clone();
                    self.warn(Code::UnsupportedSecurity, &at.child("security"), format!("the alternative with `{name}` is left out: there is no such scheme that a client can use"));
                }
            }
        }
        lowered
    }

    /// Whether the scheme `name` is met by the transport, by its certificate.
    fn is_the_transports(&self, name: &str) -> bool {
        let components = self.document.skeleton.components.as_ref();
        let scheme = components.and_then(|components| components.security_schemes.get(name));
        scheme.and_then(openapiv3::ReferenceOr::as_item).is_some_and(is_mutual_tls)
    }
}

fn is_mutual_tls(scheme: &openapiv3::SecurityScheme) -> bool {
    matches!(scheme, openapiv3::SecurityScheme::HTTP { scheme, .. } if scheme == MUTUAL_TLS)
}

/// The header that holds the secret, if the document names it.
fn header(scheme: &openapiv3::SecurityScheme) -> Option<&str> {
    match scheme {
        openapiv3::SecurityScheme::APIKey { location: APIKeyLocation::Header, name, .. } => {
            Some(name)
        }
        _ => None,
    }
}

fn kind(scheme: &openapiv3::SecurityScheme) -> Option<SchemeKind> {
    match scheme {
        openapiv3::SecurityScheme::HTTP { scheme, .. } => http_kind(scheme),
        openapiv3::SecurityScheme::OAuth2 { .. }
        | openapiv3::SecurityScheme::OpenIDConnect { .. } => Some(SchemeKind::Bearer),
        openapiv3::SecurityScheme::APIKey { location, name, .. } => Some(match location {
            APIKeyLocation::Header => SchemeKind::Header(name.clone()),
            APIKeyLocation::Query => SchemeKind::Query(name.clone()),
            APIKeyLocation::Cookie => SchemeKind::Cookie(name.clone()),
        }),
    }
}

/// A word that no registry knows is sent before the secret: what else could it be for? Case means
/// nothing in it (RFC 9110 §11.1).
fn http_kind(word: &str) -> Option<SchemeKind> {
    let lower = word.to_ascii_lowercase();
    match lower.as_str() {
        "bearer" => Some(SchemeKind::Bearer),
        "basic" => Some(SchemeKind::Basic),
        known if NEGOTIATED.contains(&known) => None,
        _ if is_token(word) => Some(SchemeKind::Http(word.to_owned())),
        _ => None,
    }
}

fn description(scheme: &openapiv3::SecurityScheme) -> Option<String> {
    match scheme {
        openapiv3::SecurityScheme::HTTP { description, .. }
        | openapiv3::SecurityScheme::OAuth2 { description, .. }
        | openapiv3::SecurityScheme::OpenIDConnect { description, .. }
        | openapiv3::SecurityScheme::APIKey { description, .. } => description.clone(),
    }
}
