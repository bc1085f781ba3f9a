//! Path items → operations, ordered by path and method so that the order of keys decides nothing.

use std::collections::BTreeSet;

use openapiv3::{PathItem, ReferenceOr};

use super::Lowering;
use crate::diagnostic::Code;
use crate::model::{Docs, Location, Method, Operation, Parameter, SecurityScheme};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// All operations of the document.
    pub(super) fn lower_operations(&mut self, schemes: &[SecurityScheme]) -> Vec<Operation> {
        let document = self.document;
        let paths = super::sorted(
            document.skeleton.paths.paths.iter().map(|(path, item)| (path.clone(), item)),
        );
        let mut operations = Vec::new();
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        for (path, item) in &paths {
            let at = Pointer::from_text("/paths").child(path);
            let ReferenceOr::Item(item) = item else {
                self.error(
                    Code::UnsupportedReference,
                    &at,
                    "a path item that is a reference is not supported; write it out",
                );
                continue;
            };
            for (method, operation) in methods(item) {
                let at = at.child(&method.name().to_ascii_lowercase());
                if document.selected.unwanted.contains(&at) {
                    continue;
                }
                if let Some(id) = &operation.operation_id
                    && !ids.insert(id)
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

    fn lower_operation(
        &mut self,
        at: &Pointer,
        method: Method,
        path: &str,
        item: &PathItem,
        operation: &openapiv3::Operation,
        schemes: &[SecurityScheme],
    ) -> Operation {
        let parameters = self.lower_parameters(at, path, item, operation);
        let body = operation.request_body.as_ref().and_then(|body| self.lower_body(at, body));
        let responses = self.lower_responses(at, operation);
        for name in operation.callbacks.keys() {
            self.warn(
                Code::UnsupportedKeyword,
                &at.child("callbacks").child(name),
                "callbacks have no part in a client",
            );
        }
        if !operation.servers.is_empty() || !item.servers.is_empty() {
            self.warn(
                Code::UnsupportedKeyword,
                &at.child("servers"),
                "a server of its own is not used: calls go to the client's server",
            );
        }
        let pagination = self.lower_pagination(at, operation, &parameters, &responses);
        Operation {
            id: operation.operation_id.clone(),
            method,
            path: path.to_owned(),
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

    /// The parameters of the path item and the operation, the latter winning; the path's first,
    /// in the order of the template.
    fn lower_parameters(
        &mut self,
        at: &Pointer,
        path: &str,
        item: &PathItem,
        operation: &openapiv3::Operation,
    ) -> Vec<Parameter> {
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
        self.add_undeclared(at, path, &mut parameters);
        parameters.sort_by_key(|parameter| match parameter.location {
            Location::Path => (Location::Path, place(parameter)),
            location => (location, 0),
        });
        parameters
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
                required: true,
                ty,
                docs: Docs::default(),
            });
        }
    }
}

/// The operations of a path item, in the order of their methods' names.
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

/// The names between braces in a path.
fn templates(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
