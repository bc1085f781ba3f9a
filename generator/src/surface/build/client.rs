//! The client of the surface.

use crate::plan::{ClientPlan, SchemeKind, SchemePlan};
use crate::surface::{Client, Credential, Server};

/// The client as planned.
pub(super) fn client(plan: &ClientPlan) -> Client {
    let environment = [
        plan.token.as_ref().map(|(_, variable)| ("token".to_owned(), variable.clone())),
        plan.server_env.as_ref().map(|variable| ("server".to_owned(), variable.clone())),
    ];
    let servers = plan.servers.iter().map(|server| {
        let variables = server.variables.iter().map(|it| it.ident.to_string()).collect();
        (server.ident.to_string(), Server { url: server.url.clone(), variables })
    });
    let rate_limits = plan
        .rate_limits
        .iter()
        .map(|limit| (limit.url.clone(), format!("{} per {} s", limit.requests, limit.seconds)));
    Client {
        name: plan.ident.to_string(),
        token: plan.token.as_ref().map(|(index, _)| plan.schemes[*index].ident.to_string()),
        environment: environment.into_iter().flatten().collect(),
        server: plan.default_server.clone(),
        servers: servers.collect(),
        headers: plan.headers.iter().cloned().collect(),
        credentials: plan.schemes.iter().map(credential).collect(),
        rate_limits: rate_limits.collect(),
    }
}

fn credential(plan: &SchemePlan) -> (String, Credential) {
    let provider = plan.provider.iter().map(|it| (it.to_string(), "provider".to_owned()));
    let flow = plan.client_credentials.iter().map(|flow| {
        let place = if flow.in_body { "in the body" } else { "by HTTP Basic" };
        (flow.ident.to_string(), format!("{} {place}", flow.token_url))
    });
    let kind = match &plan.kind {
        SchemeKind::Bearer => "bearer".to_owned(),
        SchemeKind::Basic => "basic".to_owned(),
        SchemeKind::Http(word) => format!("http {word}"),
        SchemeKind::Header(name) => format!("header {name}"),
        SchemeKind::Query(name) => format!("query {name}"),
        SchemeKind::Cookie(name) => format!("cookie {name}"),
    };
    let credential =
        Credential { scheme: plan.wire.clone(), kind, methods: provider.chain(flow).collect() };
    (plan.ident.to_string(), credential)
}
