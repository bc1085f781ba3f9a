//! Servers and the variables in their URLs.

use super::Lowering;
use crate::diagnostic::Code;
use crate::model::{Server, ServerVariable};
use crate::pointer::Pointer;

/// Extensions that give a server a short name.
const NAME_EXTENSIONS: [&str; 3] =
    ["x-server-name", "x-polar-environment", "x-speakeasy-server-id"];

impl Lowering<'_> {
    /// The servers, in the document's order: the first is the default (OpenAPI 3.1 §4.8.5).
    pub(super) fn lower_servers(&mut self) -> Vec<Server> {
        let document = self.document;
        for (index, server) in document.skeleton.servers.iter().enumerate() {
            if !server.url.contains("://") && !server.url.trim_matches('/').is_empty() {
                self.warn(
                    Code::RelativeServer,
                    &Pointer::from_text("/servers").index(index).child("url"),
                    format!("`{}` is relative to where the document is served; name the whole URL when building the client", server.url),
                );
            }
        }
        let servers = document.skeleton.servers.iter();
        servers
            .map(|server| Server {
                url: server.url.clone(),
                description: server.description.clone(),
                name: NAME_EXTENSIONS
                    .iter()
                    .find_map(|key| server.extensions.get(*key)?.as_str().map(str::to_owned)),
                variables: super::sorted(
                    server
                        .variables
                        .iter()
                        .flatten()
                        .map(|(name, variable)| (name.clone(), variable)),
                )
                .into_iter()
                .map(|(name, variable)| ServerVariable {
                    name,
                    default: variable.default.clone(),
                    description: variable.description.clone(),
                })
                .collect(),
            })
            .collect()
    }
}
