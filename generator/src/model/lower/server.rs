//! Servers and the variables in their URLs.

use super::Lowering;
use crate::diagnostic::{Code, Severity};
use crate::model::{Server, ServerVariable};
use crate::pointer::Pointer;

/// Extensions that give a server a short name.
const NAME_EXTENSIONS: [&str; 3] =
    ["x-server-name", "x-polar-environment", "x-speakeasy-server-id"];

impl Lowering<'_> {
    /// The servers, in the document's order: the first is the default (OpenAPI 3.1 §4.8.5).
    pub(super) fn lower_servers(&mut self) -> Vec<Server> {
        let servers = lowered(&self.document.skeleton.servers);
        for (index, server) in servers.iter().enumerate() {
            if !is_whole(server) && server.url != "/" {
                self.warn(
                    Code::RelativeServer,
                    &Pointer::from_text("/servers").index(index).child("url"),
                    format!("`{}` is relative to where the document is served; name the whole URL when building the client", server.url),
                );
            }
        }
        servers
    }

    /// The server of the operation at `at`, if it is not the document's: the operation's own, else
    /// that of its path item (OpenAPI 3.1 §4.8.10.1).
    pub(super) fn lower_own_server(
        &mut self,
        at: &Pointer,
        item: &openapiv3::PathItem,
        operation: &openapiv3::Operation,
    ) -> Option<Server> {
        let (here, own) = match operation.servers.as_slice() {
            [] => (at.parent().unwrap_or_default(), lowered(&item.servers)),
            own => (at.clone(), lowered(own)),
        };
        let here = here.child("servers");
        let shared = lowered(&self.document.skeleton.servers);
        let first = own.first().filter(|first| shared.first() != Some(*first))?.clone();
        for (index, other) in own.iter().enumerate().skip(1) {
            self.report(
                Severity::Note,
                Code::UnusedServer,
                &here.index(index),
                format!("`{}` is used instead of `{}`", first.url, other.url),
                None,
            );
        }
        let url = first.default_url();
        if is_whole(&first) {
            return Some(first);
        }
        let at = here.index(0).child("url");
        if url.starts_with('/') {
            let message = format!("`{url}` is taken as a path on the host of the client's server");
            self.warn(Code::RelativeServer, &at, message);
            return Some(first);
        }
        let message = format!("`{url}` is no URL; calls go to the client's server");
        self.warn(Code::RelativeServer, &at, message);
        None
    }
}

impl Server {
    /// The URL with every variable at its default.
    #[must_use]
    pub fn default_url(&self) -> String {
        self.variables.iter().fold(self.url.clone(), |url, variable| {
            url.replace(&format!("{{{}}}", variable.name), &variable.default)
        })
    }
}

/// Whether a server's URL names a host.
fn is_whole(server: &Server) -> bool {
    server.default_url().contains("://")
}

fn lowered(servers: &[openapiv3::Server]) -> Vec<Server> {
    servers.iter().map(lower_server).collect()
}

fn lower_server(server: &openapiv3::Server) -> Server {
    let name = NAME_EXTENSIONS
        .iter()
        .find_map(|key| server.extensions.get(*key)?.as_str().map(str::to_owned));
    let variables = server.variables.iter().flatten();
    let variables = super::sorted(variables.map(|(name, variable)| (name.clone(), variable)));
    Server {
        url: server.url.clone(),
        description: server.description.clone(),
        name,
        variables: variables
            .into_iter()
            .map(|(name, variable)| ServerVariable {
                name,
                default: variable.default.clone(),
                description: variable.description.clone(),
            })
            .collect(),
    }
}
