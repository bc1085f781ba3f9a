//! Lifts a Swagger 2.0 document to the form of OpenAPI 3.0, before anything else looks at it.
//!
//! It moves what 2.0 has elsewhere: `definitions`, body and form parameters, `consumes` and
//! `produces`, `host` and `schemes`, security definitions. It judges nothing: what is unknown stays
//! where it was, and the walk reports it as it does in any document. Where things came from is
//! kept in [`Origins`], so that findings name the places that the author knows.

mod body;
mod form;
mod origins;
mod parameter;
mod response;
mod schema;
mod security;

pub use origins::Origins;

use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::json::Json;
use crate::pointer::Pointer;

/// Members of an object.
type Members = Vec<(String, Json)>;

/// The methods of a path item (2.0, Path Item Object).
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// The document in the form of OpenAPI 3.0.
/// `written` says where the parts of it came from.
pub(super) fn lift(
    tree: Json,
    written: &Origins,
    diagnostics: &mut Diagnostics,
) -> (Json, Origins) {
    let mut lifter = Lifter {
        shared_bodies: Vec::new(),
        consumes: strings(tree.get("consumes")),
        produces: strings(tree.get("produces")),
        origins: Origins::default(),
        written,
        diagnostics,
    };
    let lifted = lifter.document(tree);
    (lifted, lifter.origins)
}

/// What the lifting of one document needs to know and finds out.
struct Lifter<'d> {
    /// The body and form parameters of the document's `parameters`, by name: they become parts of
    /// the operations that refer to them.
    shared_bodies: Members,
    consumes: Vec<String>,
    produces: Vec<String>,
    origins: Origins,
    written: &'d Origins,
    diagnostics: &'d mut Diagnostics,
}

impl Lifter<'_> {
    fn document(&mut self, mut tree: Json) -> Json {
        let root = Pointer::root();
        let mut out: Members = vec![("openapi".into(), Json::String("3.0.4".into()))];
        self.origins.moved(&root.child("openapi"), &root.child("swagger"));
        tree.remove("swagger");
        tree.remove("consumes");
        tree.remove("produces");
        if let Some(servers) = self.servers(&mut tree) {
            out.push(("servers".into(), servers));
        }
        let components = self.components(&mut tree);
        let Json::Object(members) = tree else {
            return tree;
        };
        for (key, value) in members {
            let value = match key.as_str() {
                "paths" => self.paths(value),
                _ => value,
            };
            out.push((key, value));
        }
        if !components.is_empty() {
            out.push(("components".into(), Json::Object(components)));
        }
        Json::Object(out)
    }

    /// `schemes`, `host` and `basePath` as servers. Of several schemes, https is the one: the others
    /// lead to the same API.
    fn servers(&mut self, tree: &mut Json) -> Option<Json> {
        let schemes = strings(tree.remove("schemes").as_ref());
        let host = tree.remove("host");
        let base = tree.remove("basePath");
        let host = host.as_ref().and_then(Json::as_str).map(str::trim).filter(|h| !h.is_empty());
        let base = base.as_ref().and_then(Json::as_str).unwrap_or_default();
        let base = base.trim_end_matches('/');
        // Documents put a scheme in front of the host all the same.
        let of = Pointer::root().child(if host.is_some() { "host" } else { "basePath" });
        for part in ["/servers", "/servers/0", "/servers/0/url"] {
            self.origins.moved(&Pointer::from_text(part), &of);
        }
        let bare = host.map(|host| host.split_once("://").map_or(host, |(_, host)| host));
        let url = match bare {
            Some(host) => {
                let usable = |scheme: &&String| ["https", "http"].contains(&scheme.as_str());
                let https = schemes.is_empty() || schemes.iter().any(|scheme| scheme == "https");
                let first = schemes.iter().find(usable);
                let scheme = if https { "https" } else { first.map_or("https", String::as_str) };
                format!("{scheme}://{}{base}", host.trim_end_matches('/'))
            }
            None if base.is_empty() => return None,
            None => base.to_owned(),
        };
        Some(Json::Array(vec![object([("url", Json::String(url))])]))
    }

    fn components(&mut self, tree: &mut Json) -> Members {
        let root = Pointer::root();
        let to = root.child("components");
        let mut components = Members::new();
        if let Some(definitions) = tree.remove("definitions") {
            self.origins.moved(&to.child("schemas"), &root.child("definitions"));
            components.push(("schemas".into(), schema::map(definitions)));
        }
        if let Some(Json::Object(parameters)) = tree.remove("parameters") {
            let (from, to) = (root.child("parameters"), to.child("parameters"));
            let mut kept = Members::new();
            for (name, parameter) in parameters {
                if parameter::is_body(&parameter) {
                    self.shared_bodies.push((name, parameter));
                    continue;
                }
                let to = to.child(&name);
                self.origins.moved(&to, &from.child(&name));
                let lifted = self.parameter(parameter, &to);
                kept.push((name, lifted));
            }
            components.push(("parameters".into(), Json::Object(kept)));
        }
        if let Some(Json::Object(responses)) = tree.remove("responses") {
            let to = to.child("responses");
            self.origins.moved(&to, &root.child("responses"));
            let produces = self.produces.clone();
            let lifted = responses.into_iter().map(|(name, response)| {
                let response = self.response(response, &produces, &to.child(&name));
                (name, response)
            });
            components.push(("responses".into(), Json::Object(lifted.collect())));
        }
        if let Some(Json::Object(schemes)) = tree.remove("securityDefinitions") {
            let to = to.child("securitySchemes");
            self.origins.moved(&to, &root.child("securityDefinitions"));
            let lifted = schemes.into_iter().map(|(name, scheme)| (name, security::scheme(scheme)));
            components.push(("securitySchemes".into(), Json::Object(lifted.collect())));
        }
        components
    }

    fn paths(&mut self, paths: Json) -> Json {
        let Json::Object(members) = paths else {
            return paths;
        };
        let at = Pointer::root().child("paths");
        let lifted = members.into_iter().map(|(path, item)| {
            let item = match path.starts_with('/') {
                true => self.path_item(item, &at.child(&path)),
                false => item,
            };
            (path, item)
        });
        Json::Object(lifted.collect())
    }

    fn path_item(&mut self, mut item: Json, at: &Pointer) -> Json {
        // Body and form parameters of the path belong to each of its operations.
        let shared = self.parameters(&mut item, at);
        let Json::Object(members) = item else {
            return item;
        };
        let lifted = members.into_iter().map(|(key, value)| {
            let value = match METHODS.contains(&key.as_str()) {
                true => self.operation(value, &shared, &at.child(&key)),
                false => value,
            };
            (key, value)
        });
        Json::Object(lifted.collect())
    }

    fn operation(
        &mut self,
        mut operation: Json,
        shared: &[body::BodyParameter],
        at: &Pointer,
    ) -> Json {
        let own = |operation: &mut Json, key: &str, all: &[String]| match operation.remove(key) {
            Some(types) => strings(Some(&types)),
            None => all.to_vec(),
        };
        let consumes = own(&mut operation, "consumes", &self.consumes);
        let produces = own(&mut operation, "produces", &self.produces);
        // The server is the document's; which scheme leads to it is settled there.
        operation.remove("schemes");
        let mut bodies = self.parameters(&mut operation, at);
        let replaced = |other: &body::BodyParameter, own: &[body::BodyParameter]| {
            own.iter().any(|own| own.name() == other.name() && own.is_form() == other.is_form())
                || (!other.is_form() && own.iter().any(|own| !own.is_form()))
        };
        let inherited: Vec<_> =
            shared.iter().filter(|other| !replaced(other, &bodies)).cloned().collect();
        bodies.splice(0..0, inherited);
        let body = self.request_body(bodies, &consumes, at);
        let Json::Object(members) = operation else {
            return operation;
        };
        let mut out = Members::new();
        let mut body = body;
        for (key, value) in members {
            if key == "responses" {
                out.extend(body.take().map(|body| ("requestBody".to_owned(), body)));
                let responses = self.responses(value, &produces, &at.child("responses"));
                out.push((key, responses));
            } else {
                out.push((key, value));
            }
        }
        out.extend(body.map(|body| ("requestBody".to_owned(), body)));
        Json::Object(out)
    }

    fn responses(&mut self, responses: Json, produces: &[String], at: &Pointer) -> Json {
        let Json::Object(members) = responses else {
            return responses;
        };
        let lifted = members.into_iter().map(|(status, response)| {
            let response = match status.starts_with("x-") {
                true => response,
                false => self.response(response, produces, &at.child(&status)),
            };
            (status, response)
        });
        Json::Object(lifted.collect())
    }

    /// Reports what 3.0 has no form for.
    fn lose(&mut self, at: &Pointer, message: impl Into<String>) {
        let at = At::Pointer(at.clone());
        let mut finding = Diagnostic::warning(Code::UnsupportedKey, at, message);
        self.written.restore(&mut finding);
        self.diagnostics.push(finding);
    }
}

/// An object of these members.
fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// The strings of a list.
fn strings(list: Option<&Json>) -> Vec<String> {
    let items = list.and_then(Json::as_array).unwrap_or_default();
    items.iter().filter_map(Json::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
