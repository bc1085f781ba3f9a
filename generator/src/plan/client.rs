//! The client: servers, credentials, headers.

use super::docs::{code_text, one_line, own_docs, plan_docs};
use super::krate::{complain, unused};
use super::names::{Scope, kebab_name, type_name, value_name};
use super::{
    ClientCredentialsPlan, ClientPlan, Docs, RateLimitPlan, ResourcePlan, RustIdent, SchemeKind,
    SchemePlan, ServerPlan, ServerVariablePlan,
};
use crate::config::{Config, RateLimit, Token};
use crate::diagnostic::Diagnostics;
use crate::model::{Api, ClientCredentials, SecurityScheme, Server, ServerVariable};
use crate::pointer::Pointer;

/// Methods that a builder has besides credentials.
const BUILDER_METHODS: [&str; 27] = [
    "allow_http",
    "attempt_timeout",
    "backoff",
    "basic",
    "build",
    "clone",
    "connect_timeout",
    "credential",
    "credential_provider",
    "header",
    "limit_rate",
    "max_error_bytes",
    "max_header_bytes",
    "max_response_bytes",
    "max_retry_after",
    "middleware",
    "new",
    "rate_limit",
    "read_timeout",
    "reqwest_client",
    "retries",
    "server",
    "timeout",
    "trace_targets",
    "transport",
    "ureq_config",
    "user_agent_suffix",
];

/// Methods that a client has besides groups.
const CLIENT_METHODS: [&str; 7] =
    ["builder", "clone", "from", "from_env", "new", "request", "client"];

/// Plans the client.
pub(super) fn plan_client(
    api: &Api,
    config: &Config,
    ident: RustIdent,
    package: &str,
    resources: &[ResourcePlan],
    diagnostics: &mut Diagnostics,
) -> ClientPlan {
    let schemes = plan_schemes(api);
    let token = match &config.token {
        Some(token) => configured_token(token, &schemes, diagnostics),
        None => {
            usual_scheme(api, &schemes).map(|index| (index, format!("{}_TOKEN", env_name(package))))
        }
    };
    if let Some(variable) = &config.server_env {
        check_variable("/server_env", variable, diagnostics);
    }
    let mut methods = Scope::with(&CLIENT_METHODS);
    let accessors = resources
        .iter()
        .enumerate()
        .map(|(index, resource)| {
            let name = value_name(&resource.title);
            (methods.take(&[name.clone(), format!("{name}_api")]), index)
        })
        .collect();
    for name in config.oauth2.keys() {
        if !schemes.iter().any(|s| s.wire == *name && s.client_credentials.is_some()) {
            let message = format!(
                "`{name}` is no security scheme that an operation needs and that has a token endpoint"
            );
            unused(Pointer::from_text("/oauth2").child(name), message, diagnostics);
        }
    }
    let servers = plan_servers(&api.servers);
    ClientPlan {
        rate_limits: plan_rate_limits(&config.rate_limits, &servers, diagnostics),
        variable: Scope::default().take(&[value_name(ident.as_str())]),
        ident,
        default_server: default_server(api),
        servers,
        headers: config.headers.clone().into_iter().collect(),
        schemes,
        token,
        server_env: config
            .server_env
            .clone()
            .or_else(|| Some(format!("{}_SERVER", env_name(package)))),
        resources: accessors,
    }
}

/// The credential that the settings choose: a single secret, from a variable.
fn configured_token(
    token: &Token,
    schemes: &[SchemePlan],
    diagnostics: &mut Diagnostics,
) -> Option<(usize, String)> {
    check_variable("/token/env", &token.env, diagnostics);
    let at = || Pointer::from_text("/token/scheme");
    let name = &token.scheme;
    match schemes.iter().position(|scheme| scheme.wire == *name) {
        Some(index) if schemes[index].kind == SchemeKind::Basic => {
            let message = format!("`{name}` needs a user name and a password, not a token");
            complain(at(), message, diagnostics);
            None
        }
        Some(index) => Some((index, token.env.clone())),
        None => {
            let message =
                format!("the document has no security scheme `{name}` that a client can use");
            unused(at(), message, diagnostics);
            None
        }
    }
}

/// Complains about a name that no shell could give a variable (POSIX.1 §8.1).
fn check_variable(at: &str, name: &str, diagnostics: &mut Diagnostics) {
    let word = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !word || name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        let message = format!("`{name}` is no name of an environment variable");
        complain(Pointer::from_text(at), message, diagnostics);
    }
}

fn plan_schemes(api: &Api) -> Vec<SchemePlan> {
    let used = |scheme: &&SecurityScheme| {
        api.operations.iter().any(|operation| {
            operation.security.iter().flatten().any(|needed| needed.scheme == scheme.name)
        })
    };
    let mut methods = Scope::with(&BUILDER_METHODS);
    api.schemes
        .iter()
        .filter(used)
        .map(|scheme| {
            let name = value_name(&scheme.name);
            let what = match &scheme.kind {
                SchemeKind::Bearer => "Sent as a bearer token.",
                SchemeKind::Basic => "Sent as user name and password (HTTP Basic).",
                SchemeKind::Http(word) => {
                    &format!("Sent in the header `Authorization`, after `{word}`.")
                }
                SchemeKind::Header(_) => "Sent in a header.",
                SchemeKind::Query(_) => "Sent in the query.",
                SchemeKind::Cookie(_) => "Sent in a cookie.",
            };
            let described = crate::model::Docs {
                description: scheme.description.clone(),
                ..crate::model::Docs::default()
            };
            SchemePlan {
                ident: methods.take(&[name.clone(), format!("{name}_credential")]),
                wire: scheme.name.clone(),
                kind: scheme.kind.clone(),
                provider: (scheme.kind == SchemeKind::Bearer)
                    .then(|| methods.take(&[format!("{name}_provider")])),
                client_credentials: scheme
                    .client_credentials
                    .as_ref()
                    .map(|flow| plan_client_credentials(&name, flow, &mut methods)),
                docs: plan_docs(&described, &[what.to_owned()]),
            }
        })
        .collect()
}

fn plan_client_credentials(
    scheme: &str,
    flow: &ClientCredentials,
    methods: &mut Scope,
) -> ClientCredentialsPlan {
    let mut docs = own_docs(&[
        "Obtains tokens with the ID and secret of a client (OAuth 2 client credentials), and keeps \
         them until they expire.",
        &format!("Token endpoint: {}.", code_text(&flow.token_url)),
    ]);
    if !flow.scopes.is_empty() {
        docs.lines.extend([String::new(), "Scopes:".to_owned(), String::new()]);
        docs.lines.extend(flow.scopes.iter().map(|(scope, about)| {
            let about = one_line(about);
            let separator = if about.is_empty() { "" } else { ": " };
            format!("- {}{separator}{about}", code_text(scope))
        }));
    }
    ClientCredentialsPlan {
        ident: methods.take(&[format!("{scheme}_client_credentials")]),
        token_url: flow.token_url.clone(),
        in_body: flow.in_body,
        docs,
    }
}

/// The limits that the settings state, by URL: that is what a client knows of its server.
fn plan_rate_limits(
    limits: &[RateLimit],
    servers: &[ServerPlan],
    diagnostics: &mut Diagnostics,
) -> Vec<RateLimitPlan> {
    let mut planned: Vec<RateLimitPlan> = Vec::new();
    for (index, limit) in limits.iter().enumerate() {
        let at = Pointer::from_text("/rate_limits").index(index);
        let mut wrong = |key: &str, message: String| {
            let at = if key.is_empty() { at.clone() } else { at.child(key) };
            complain(at, message, diagnostics);
        };
        if limit.requests == 0 || limit.per == 0 {
            wrong("", "a limit is at least one request within at least one second".to_owned());
        }
        let url = match &limit.server {
            None => String::new(),
            Some(name) => match servers.iter().find(|server| server.name == *name) {
                None => {
                    let names: Vec<&str> =
                        servers.iter().map(|server| server.name.as_str()).collect();
                    let names = names.join("`, `");
                    wrong("server", format!("there is no server `{name}`; there are `{names}`"));
                    continue;
                }
                Some(server) if !server.variables.is_empty() => {
                    let message = format!(
                        "the URL of `{name}` has variables, so a client cannot tell whether its server is that one; leave `server` out"
                    );
                    wrong("server", message);
                    continue;
                }
                Some(server) => server.url.clone(),
            },
        };
        if planned.iter().any(|other| other.url == url) {
            wrong("", "there is another limit for the same server".to_owned());
            continue;
        }
        planned.push(RateLimitPlan { url, requests: limit.requests, seconds: limit.per });
    }
    planned
}

/// The scheme that most operations accept by itself.
fn usual_scheme(api: &Api, schemes: &[SchemePlan]) -> Option<usize> {
    let uses = |scheme: &SchemePlan| {
        let alone =
            |all: &Vec<crate::model::Requirement>| all.len() == 1 && all[0].scheme == scheme.wire;
        api.operations.iter().filter(|operation| operation.security.iter().any(alone)).count()
    };
    let counted = schemes
        .iter()
        .enumerate()
        .filter(|(_, scheme)| scheme.kind != SchemeKind::Basic)
        .map(|(index, scheme)| (uses(scheme), index));
    counted
        .filter(|(uses, _)| *uses > 0)
        .max_by_key(|(uses, index)| (*uses, usize::MAX - index))
        .map(|(_, index)| index)
}

fn plan_servers(servers: &[Server]) -> Vec<ServerPlan> {
    let mut variants = Scope::with(&["Custom"]);
    servers
        .iter()
        .enumerate()
        .filter(|(_, server)| is_absolute(&server.default_url()))
        .map(|(index, server)| {
            let short = server
                .description
                .as_deref()
                .map(one_line)
                .filter(|text| !text.is_empty() && text.len() <= 30);
            let fallback =
                if index == 0 { "Default".to_owned() } else { format!("Server {}", index + 1) };
            let name = server.name.clone().or(short).unwrap_or(fallback);
            let ident = variants.take(&[type_name(&name)]);
            let mut fields = Scope::default();
            let described = crate::model::Docs {
                description: server.description.clone(),
                ..crate::model::Docs::default()
            };
            let mut docs = plan_docs(&described, &[]);
            if docs.lines.is_empty() {
                docs = own_docs(&["A server of the API."]);
            }
            ServerPlan {
                name: kebab_name(ident.as_str()),
                ident,
                url: server.url.clone(),
                variables: server
                    .variables
                    .iter()
                    .filter(|variable| server.url.contains(&format!("{{{}}}", variable.name)))
                    .map(|variable| plan_variable(variable, &mut fields))
                    .collect(),
                docs: Docs { lines: docs.lines, deprecated: false },
            }
        })
        .collect()
}

fn plan_variable(variable: &ServerVariable, fields: &mut Scope) -> ServerVariablePlan {
    let place = code_text(&format!("{{{}}}", variable.name));
    let described = crate::model::Docs {
        description: variable.description.clone(),
        ..crate::model::Docs::default()
    };
    let fact = format!("Stands for {place}; usually {}.", code_text(&variable.default));
    ServerVariablePlan {
        ident: fields.take(&[value_name(&variable.name)]),
        wire: variable.name.clone(),
        docs: plan_docs(&described, &[fact]),
    }
}

/// The server of calls that name no other. A document whose operations all have servers of their own
/// needs none; then it is the first of those, so that a client can be made.
fn default_server(api: &Api) -> Option<String> {
    let own = || api.operations.iter().map(|operation| operation.server.as_ref());
    let all = own().all(|server| server.is_some_and(|server| is_absolute(&server.default_url())));
    let of_document = api.servers.first().map(Server::default_url).filter(|url| is_absolute(url));
    of_document.or_else(|| own().next().flatten().filter(|_| all).map(Server::default_url))
}

/// Whether a URL names a host, rather than being relative to where the document was found.
fn is_absolute(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The prefix of environment variables: the package's name in upper case.
fn env_name(package: &str) -> String {
    value_name(package.trim_end_matches("-sdk")).to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    /// A credential called like one of the builder's own methods would not compile.
    #[test]
    fn every_method_of_the_builder_is_listed() {
        let source = include_str!("../../runtime/src/runtime/http/client/builder.rs");
        let declared = source.split("    pub fn ").skip(1);
        let mut methods: BTreeSet<&str> =
            declared.filter_map(|rest| rest.split(['(', '<']).next()).collect();
        methods.insert("clone");
        assert_eq!(methods, super::BUILDER_METHODS.into_iter().collect());
    }
}
