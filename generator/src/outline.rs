//! What a document alone decides about its crate: the facts that a first settings file can state.
//!
//! Nothing is decided here; it is read off the plan, so that settings which repeat it change nothing.

use crate::diagnostic::Diagnostics;
use crate::pipeline::{Inputs, Lowered, model, with_room};
use crate::plan::{OperationPlan, ResourcePlan, check_package_name, plan_crate};

/// What is decided without settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The package's name.
    pub package: String,
    /// Its version.
    pub version: String,
    /// The client type's name.
    pub client: String,
    /// The usual credential: its security scheme, and the environment variable that holds it.
    pub token: Option<(String, String)>,
    /// The environment variable with a server's name or URL, where there are servers to name.
    pub server_env: Option<String>,
    /// The names of the servers.
    pub servers: Vec<String>,
    /// Title and version of the API as the document has them; either may be empty.
    pub api: (String, String),
    /// The groups of operations that a client has.
    pub groups: Vec<String>,
    /// The operations, by group.
    pub operations: Vec<OutlinedOperation>,
}

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlinedOperation {
    /// `operationId`, else method and path: the key of `operations.names`.
    pub key: String,
    /// The path template.
    pub path: String,
    /// The method on its group.
    pub method: String,
}

/// What is decided about a crate. `None` when `generate` would not make one.
#[must_use]
pub fn outline(inputs: &Inputs) -> Option<Outline> {
    with_room(|| outline_here(inputs))
}

/// Refuses a name that no generated package can have.
///
/// # Errors
/// With a sentence that says so.
pub fn check_name(name: &str) -> Result<(), String> {
    check_package_name(name)
}

fn outline_here(inputs: &Inputs) -> Option<Outline> {
    let mut diagnostics = Diagnostics::default();
    let Lowered { config, api, .. } = model(inputs, &mut diagnostics)?;
    let plan = plan_crate(&api, &config, &mut diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let client = plan.client;
    let scheme = |index: usize| client.schemes.get(index).map(|scheme| scheme.wire.clone());
    let mut operations = Vec::new();
    for resource in &plan.resources {
        collect(resource, &mut operations);
    }
    Some(Outline {
        package: plan.package.name,
        version: plan.package.version,
        client: client.ident.to_string(),
        token: client.token.and_then(|(index, env)| Some((scheme(index)?, env))),
        server_env: client.server_env.filter(|_| !client.servers.is_empty()),
        servers: client.servers.into_iter().map(|server| server.name).collect(),
        api: (api.title, api.version),
        groups: client.resources.iter().map(|(method, _)| method.to_string()).collect(),
        operations,
    })
}

fn collect(resource: &ResourcePlan, into: &mut Vec<OutlinedOperation>) {
    into.extend(resource.operations.iter().map(outlined));
    for (_, child) in &resource.children {
        collect(child, into);
    }
}

fn outlined(operation: &OperationPlan) -> OutlinedOperation {
    OutlinedOperation {
        key: operation.id.clone(),
        path: operation.path.clone(),
        method: operation.method.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;
    use crate::pipeline::generate;

    const SPEC: &str = r#"openapi: 3.1.0
info: { title: "Pet Store", version: "7" }
servers: [{ url: "https://pets.example", description: live }]
security: [{ key: [] }]
paths:
  /pets:
    get: { operationId: listPets, tags: [Pets], responses: { "204": { description: none } } }
components:
  securitySchemes: { key: { type: http, scheme: bearer } }
"#;

    fn inputs(config: Option<&str>) -> Inputs {
        let config = config.map(|text| Source::new("sdk.yaml", text));
        Inputs::new(Source::new("openapi.yaml", SPEC), config)
    }

    #[test]
    fn settings_that_repeat_an_outline_change_nothing() {
        let outline = outline(&inputs(None)).expect("a crate");
        assert_eq!(outline.package, "pet-store-sdk");
        assert_eq!(outline.client, "PetStore");
        assert_eq!(outline.token, Some(("key".into(), "PET_STORE_TOKEN".into())));
        assert_eq!(outline.server_env.as_deref(), Some("PET_STORE_SERVER"));
        assert_eq!((outline.servers, outline.groups), (vec!["live".into()], vec!["pets".into()]));
        assert_eq!(outline.operations.len(), 1);
        let config = "package: { name: pet-store-sdk, version: 0.1.0 }\nclient: PetStore\n\
                      token: { scheme: key, env: PET_STORE_TOKEN }\nserver_env: PET_STORE_SERVER\n";
        let files = |config| generate(&inputs(config)).output.map(|output| output.files);
        assert!(files(None).is_some());
        assert_eq!(files(Some(config)), files(None));
    }

    #[test]
    fn a_document_without_a_crate_has_no_outline() {
        let spec = Source::new("openapi.yaml", "openapi: [");
        assert_eq!(super::outline(&Inputs::new(spec, None)), None);
    }
}
