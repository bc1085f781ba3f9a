//! Path items → operations, ordered by path and method so that the order of keys decides nothing.

use std::collections::BTreeSet;

use openapiv3::{PathItem, ReferenceOr};

use super::Lowering;
use super::path::templates;
use crate::diagnostic::{Code, Severity};
use crate::document::OPERATIONS;
use crate::model::{Docs, Location, Method, Operation, Parameter, SecurityScheme};
use crate::pointer::Pointer;
use crate::token::is_token;

impl Lowering<'_> {
    /// All operations of the document.
    pub(super) fn lower_operations(&mut self, schemes: &[SecurityScheme]) -> Vec<Operation> {
        let document = self.document;
        let paths = super::sorted(
            document.skeleton.paths.paths.iter().map(|(path, item)| (path.clone(), item)),
        );
        let mut operations = Vec::new();
        let mut ids: BTreeSet<String> = BTreeSet::new();
        for (path, item) in &paths {
            let at = Pointer::from_text("/paths").child(path);
            // The document has put the path item in the place of a reference to it.
            let ReferenceOr::Item(item) = item else { continue };
            let carried = self.carried_operations(&at, item);
            let known = methods(item).into_iter().map(|(method, operation)| {
                (at.child(&method.name().to_ascii_lowercase()), method, operation)
            });
            let others = carried
                .iter()
                .map(|(at, method, operation)| (at.clone(), method.clone(), operation));
            for (at, method, operation) in known.chain(others) {
                if document.selected.unwanted.contains(&at) {
                    continue;
                }
                if let Some(id) = &operation.operation_id
                    && !ids.insert(id.clone())
                {
                    self.warn(
                        Code::DuplicateOperationId,
                        &at.child("operationId"),
                        format!("another operation is already called `{id}`"),
                    );
                }
                operations.push(self.lower_operation(&at, method, path, item, operation, schemes));
            }
        }
        operations
    }

    /// The operations of other methods (OpenAPI 3.2 §4.9.1), by method.
    fn carried_operations(
        &mut self,
        at: &Pointer,
        item: &PathItem,
    ) -> Vec<(Pointer, Method, openapiv3::Operation)> {
        let Some(serde_json::Value::Object(carried)) = item.extensions.get(OPERATIONS) else {
            return Vec::new();
        };
        let mut operations = Vec::new();
        for (key, by_method) in carried {
            let by_method = by_method.as_object().into_iter().flatten();
            for (token, operation) in super::sorted(by_method.map(|(k, v)| (k.clone(), v))) {
                let at = match key.as_str() {
                    "query" => at.child(key),
                    _ => at.child(key).child(&token),
                };
                if !is_token(&token) {
                    // RFC 9110 §9.1: a method is a token.
                    let message = format!("`{token}` is no method, so the operation is left out");
                    self.warn(Code::InvalidValue, &at, message);
                    continue;
                }
                let method = Method::of(&token);
                if key != "query" && (!matches!(method, Method::Other(_)) || token == "QUERY") {
                    let message = format!(
                        "`{token}` has a key of its own in a path item; the operation is read all the same"
                    );
                    self.warn(Code::InvalidValue, &at, message);
                }
                match serde_json::from_value(operation.clone()) {
                    Ok(operation) => operations.push((at, method, operation)),
                    Err(error) => {
                        self.report(
                            Severity::Error,
                            Code::Unreadable,
                            &at,
                            error.to_string(),
                            None,
                        );
                    }
                }
            }
        }
        operations
    }

    fn lower_operation(
        &mut self,
        at: &Pointer,
        method: Method,
        path: &str,
        item: &PathItem,
        operation: &openapiv3::Operation,
        schemes: &[SecurityScheme],
    ) -> Operation {
        let (path, parameters) = self.lower_parameters(at, path, item, operation);
        let body = operation.request_body.as_ref().and_then(|body| self.lower_body(at, body));
        let responses = self.lower_responses(at, &method, operation);
        for name in operation.callbacks.keys() {
            self.warn(
                Code::UnsupportedKeyword,
                &at.child("callbacks").child(name),
                "callbacks have no part in a client",
            );
        }
        let server = self.lower_own_server(at, item, operation);
        let pagination = self.lower_pagination(at, operation, &parameters, &responses);
        Operation {
            id: operation.operation_id.clone(),
            method,
            path,
            server,
            tags: operation.tags.clone(),
            docs: Docs {
                summary: operation.summary.clone().or_else(|| item.summary.clone()),
                description: operation.description.clone().or_else(|| item.description.clone()),
                deprecated: operation.deprecated,
                ..Docs::default()
            },
            parameters,
            body,
            responses,
            security: self.lower_security(at, operation.security.as_deref(), schemes),
            pagination,
            origin: at.clone(),
        }
    }

    /// The template, and the parameters of the path item and the operation, the latter winning; the
    /// path's first, in the order of the template.
    fn lower_parameters(
        &mut self,
        at: &Pointer,
        key: &str,
        item: &PathItem,
        operation: &openapiv3::Operation,
    ) -> (String, Vec<Parameter>) {
        let mut parameters: Vec<Parameter> = Vec::new();
        // Those that the operation itself has listed so far.
        let mut replaced = BTreeSet::new();
        let of_item = item.parameters.iter().enumerate().map(|(index, parameter)| {
            (at.parent().unwrap_or_default().child("parameters").index(index), parameter)
        });
        let own = operation
            .parameters
            .iter()
            .enumerate()
            .map(|(index, parameter)| (at.child("parameters").index(index), parameter));
        let of_item: Vec<_> = of_item.collect();
        let inherited = of_item.len();
        for (place, (at, parameter)) in of_item.into_iter().chain(own).enumerate() {
            let Some(parameter) = self.lower_parameter(&at, parameter) else { continue };
            let same = |other: &Parameter| {
                other.name == parameter.name && other.location == parameter.location
            };
            match parameters.iter().position(same) {
                Some(earlier) => {
                    // Only those of the path item may be replaced (OpenAPI 3.1 §4.8.10.1).
                    if place >= inherited && replaced.contains(&earlier) {
                        let message =
                            format!("`{}` is listed twice; the last one counts", parameter.name);
                        self.warn(Code::DuplicateParameter, &at, message);
                    }
                    parameters[earlier] = parameter;
                    replaced.insert(earlier);
                }
                None => {
                    replaced.extend((place >= inherited).then_some(parameters.len()));
                    parameters.push(parameter);
                }
            }
        }
        let path = self.lower_path(at, key, &mut parameters);
        let place = |parameter: &Parameter| {
            path.find(&format!("{{{}}}", parameter.name)).unwrap_or(usize::MAX)
        };
        parameters.retain(|parameter| {
            let known = parameter.location != Location::Path || place(parameter) != usize::MAX;
            if !known {
                self.warn(
                    Code::PathParameter,
                    at,
                    format!("`{}` does not occur in the path and is left out", parameter.name),
                );
            }
            known
        });
        self.add_undeclared(at, &path, &mut parameters);
        parameters.sort_by_key(|parameter| match parameter.location {
            Location::Path => (Location::Path, place(parameter)),
            location => (location, 0),
        });
        (path, parameters)
    }

    /// Templates that no parameter declares still have to be filled.
    fn add_undeclared(&mut self, at: &Pointer, path: &str, parameters: &mut Vec<Parameter>) {
        for name in templates(path) {
            if parameters.iter().any(|p| p.location == Location::Path && p.name == name) {
                continue;
            }
            self.warn(
                Code::PathParameter,
                at,
                format!("`{{{name}}}` in the path is not declared; it is taken as a string"),
            );
            let ty = self.intern(
                at,
                crate::model::Shape::Scalar(crate::model::Scalar::String(
                    crate::model::StringFormat::Plain,
                )),
            );
            parameters.push(Parameter {
                name: name.to_owned(),
                location: Location::Path,
                style: crate::model::Style::Simple { explode: false },
                reserved: false,
                required: true,
                ty,
                docs: Docs::default(),
            });
        }
    }
}

/// The operations of a path item that `openapiv3` knows, in the order of their methods' names.
fn methods(item: &PathItem) -> Vec<(Method, &openapiv3::Operation)> {
    let all = [
        (Method::Delete, &item.delete),
        (Method::Get, &item.get),
        (Method::Head, &item.head),
        (Method::Options, &item.options),
        (Method::Patch, &item.patch),
        (Method::Post, &item.post),
        (Method::Put, &item.put),
        (Method::Trace, &item.trace),
    ];
    all.into_iter()
        .filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
        .collect()
}
