//! The first settings of a project: what its document decides, said so that people can change it.
//!
//! What is written says what would be decided without it. Ways to decide otherwise are commented out,
//! with keys of this document, so that they can be tried by removing the signs of comment.

use super::template::{SETTINGS, fill};
use super::text::quoted;
use crate::exit::Failure;
use crate::pipeline::Outline;

/// The text of the settings.
///
/// # Errors
/// With exit code 70 when the template does not fit.
pub(super) fn settings(outline: &Outline) -> Result<String, Failure> {
    let values = [
        ("package", quoted(&outline.package)),
        ("version", quoted(&outline.version)),
        ("client", quoted(&outline.client)),
        ("token", token(outline)),
        ("server_env", server_env(outline)),
        ("operations", operations(outline)),
    ];
    fill(SETTINGS, &values)
}

fn token(outline: &Outline) -> String {
    match &outline.token {
        Some((scheme, env)) => format!(
            "# The credential that a client is made with, and the variable that holds it.\n\
             token:\n  scheme: {}\n  env: {}",
            quoted(scheme),
            quoted(env)
        ),
        None => {
            "# No operation takes one secret as its credential, so there is no `token`.".to_owned()
        }
    }
}

fn server_env(outline: &Outline) -> String {
    match &outline.server_env {
        Some(env) => {
            let names: Vec<String> = outline.servers.iter().map(|name| quoted(name)).collect();
            format!(
                "# The variable with a URL, or the name of a server: {}.\nserver_env: {}",
                names.join(", "),
                quoted(env)
            )
        }
        None => {
            "# The document names no server with a host, so there is no `server_env`.".to_owned()
        }
    }
}

fn operations(outline: &Outline) -> String {
    let Some(first) = outline.operations.first() else {
        return String::new();
    };
    let mut text = format!(
        "\n# Which operations there are, and what they are called. `exclude` is the other list.\n\
         # operations:\n\
         #   include:\n\
         #     - path: {path}\n\
         #   names:\n\
         #     {key}: {method}\n",
        path = quoted(&first.path),
        key = quoted(&first.key),
        method = quoted(&first.method),
    );
    // Only operations with an `operationId` can be shown.
    if let Some(shown) = outline.operations.iter().find(|it| !it.key.contains(" /")) {
        text.push_str(&format!(
            "\n# Operations that have a program under examples/; the first opens the README.\n\
             # example: [{}]\n",
            quoted(&shown.key)
        ));
    }
    text
}
