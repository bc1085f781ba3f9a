//! Servers and the variables in their URLs.

use super::Lowering;
use crate::model::{Server, ServerVariable};

/// Extensions that give a server a short name.
const NAME_EXTENSIONS: [&str; 3] =
    ["x-server-name", "x-polar-environment", "x-speakeasy-server-id"];

impl Lowering<'_> {
    /// The servers, in the document's order: the first is the default (OpenAPI 3.1 §4.8.5).
    pub(super) fn lower_servers(&mut self) -> Vec<Server> {
        let document = self.document;
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
