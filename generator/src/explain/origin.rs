//! Where the parts of a schema or an operation stand in the document as it was read.
//!
//! A plan knows where a type is defined; its fields may come from what that schema combines. So they are
//! looked for there, in the order in which they are written. What is not found is told by the place of
//! the whole.

use openapiv3::{ReferenceOr, Response};

use crate::document::{Document, SchemaId};
use crate::json::Json;
use crate::model::Operation;
use crate::plan::StatusPlan;
use crate::pointer::Pointer;

/// Schemas that one may consist of; more are not looked through.
const PARTS: usize = 256;

/// A document, to look things up in.
pub(super) struct Raw<'a> {
    pub(super) document: &'a Document,
}

impl Raw<'_> {
    /// Where the property `wire` of the schema at `origin` is defined, perhaps more than once.
    pub(super) fn property(&self, origin: &Pointer, wire: &str) -> Vec<Pointer> {
        let own = |id: &SchemaId| {
            let schema = self.document.schemas.get(*id);
            let property = schema.properties.iter().find(|(key, _)| key == wire);
            property.map(|(_, id)| self.document.schemas.get(*id).pointer.clone())
        };
        self.in_parts(origin, own)
    }

    /// Where the schema at `origin` speaks of keys that it does not name.
    pub(super) fn additional(&self, origin: &Pointer) -> Pointer {
        let own = |id: &SchemaId| {
            let schema = self.document.schemas.get(*id);
            let of =
                schema.additional_properties.or(schema.pattern_properties.first().map(|it| it.1));
            of.map(|id| self.document.schemas.get(id).pointer.clone())
        };
        self.in_parts(origin, own).swap_remove(0)
    }

    /// Where the value `text` of the enum at `origin` is listed.
    pub(super) fn value(&self, origin: &Pointer, text: &str) -> Vec<Pointer> {
        let is = |value: &Json| match value {
            Json::String(own) | Json::Number(own) => own == text,
            _ => false,
        };
        let own = |id: &SchemaId| {
            let schema = self.document.schemas.get(*id);
            let listed = schema.enumeration.as_ref().and_then(|values| values.iter().position(is));
            let constant = schema.constant.as_ref().is_some_and(is);
            listed
                .map(|index| schema.pointer.child("enum").index(index))
                .or_else(|| constant.then(|| schema.pointer.child("const")))
        };
        self.in_parts(origin, own)
    }

    /// Where the union at `origin` lists the schema at `target`, and that schema.
    pub(super) fn variant(&self, origin: &Pointer, target: Option<&Pointer>) -> Vec<Pointer> {
        let Some(target) = target else { return vec![origin.clone()] };
        let leads = |id: &SchemaId| {
            self.chain(*id).into_iter().any(|id| self.document.schemas.get(id).pointer == *target)
        };
        let own = |id: &SchemaId| {
            let schema = self.document.schemas.get(*id);
            let listed = schema.any_of.iter().chain(&schema.one_of).find(|id| leads(id));
            listed.map(|id| self.document.schemas.get(*id).pointer.clone())
        };
        let mut places = self.in_parts(origin, own);
        for target in self.written(target) {
            if !places.contains(&target) {
                places.push(target);
            }
        }
        places
    }

    /// Where a parameter of an operation is defined.
    pub(super) fn parameter(&self, operation: &Operation, name: &str, place: &str) -> Pointer {
        let origin = &operation.origin;
        let skeleton = &self.document.skeleton;
        let (path, method) = (origin.parent().unwrap_or_default(), origin.last());
        let item = skeleton.paths.paths.get(&path.last()).and_then(ReferenceOr::as_item);
        let own = item.and_then(|item| item.iter().find(|(name, _)| *name == method));
        let own = own.map_or(&[][..], |(_, operation)| &operation.parameters);
        let shared = item.map_or(&[][..], |item| &item.parameters);
        let is = |parameter: &openapiv3::Parameter| {
            let data = parameter.parameter_data_ref();
            data.name == name && kind(parameter) == place
        };
        let components = skeleton.components.as_ref().map(|components| &components.parameters);
        let found = [(origin, own), (&path, shared)].into_iter().find_map(|(at, list)| {
            list.iter().enumerate().find_map(|(index, parameter)| match parameter {
                ReferenceOr::Item(parameter) => {
                    is(parameter).then(|| at.child("parameters").index(index))
                }
                ReferenceOr::Reference { reference } => {
                    let at = Pointer::from_reference(reference)?;
                    let target = components?.get(&at.last())?.as_item()?;
                    is(target).then_some(at)
                }
            })
        });
        found.unwrap_or_else(|| origin.clone())
    }

    /// Where an operation describes its body.
    pub(super) fn body(&self, origin: &Pointer) -> Pointer {
        origin.child("requestBody")
    }

    /// Where an operation describes what it answers with a status.
    pub(super) fn response(&self, origin: &Pointer, status: StatusPlan) -> Pointer {
        let responses = origin.child("responses");
        match status {
            StatusPlan::Code(code) => responses.child(&code.to_string()),
            StatusPlan::Range(from, _) if from % 100 == 0 => {
                responses.child(&format!("{}XX", from / 100))
            }
            StatusPlan::Range(..) => responses,
            StatusPlan::Other => responses.child("default"),
        }
    }

    /// Where the answers of an operation describe a header.
    pub(super) fn header(&self, origin: &Pointer, name: &str) -> Vec<Pointer> {
        let (path, method) = (origin.parent().unwrap_or_default(), origin.last());
        let item = self.document.skeleton.paths.paths.get(&path.last());
        let operation = item.and_then(ReferenceOr::as_item).and_then(|item| {
            item.iter().find(|(name, _)| *name == method).map(|(_, operation)| operation)
        });
        let components = self.document.skeleton.components.as_ref();
        let responses = origin.child("responses");
        let resolve = |key: String, response: &ReferenceOr<Response>| match response {
            ReferenceOr::Item(response) => Some((responses.child(&key), response.clone())),
            ReferenceOr::Reference { reference } => {
                let at = Pointer::from_reference(reference)?;
                let target = components?.responses.get(&at.last())?.as_item()?;
                Some((at, target.clone()))
            }
        };
        let mut places = Vec::new();
        if let Some(all) = operation.map(|operation| &operation.responses) {
            let default = all.default.iter().map(|response| ("default".to_owned(), response));
            let named = all.responses.iter().map(|(key, response)| (key.to_string(), response));
            for (at, response) in named.chain(default).filter_map(|(key, it)| resolve(key, it)) {
                let mut keys = response.headers.keys();
                let key = keys.find(|key| key.eq_ignore_ascii_case(name));
                places.extend(key.map(|key| at.child("headers").child(key)));
            }
        }
        if places.is_empty() { vec![responses] } else { places }
    }

    /// Where the document describes a tag.
    pub(super) fn tag(&self, name: &str) -> Option<Pointer> {
        let index = self.document.skeleton.tags.iter().position(|tag| tag.name == name)?;
        Some(Pointer::from_text("/tags").index(index))
    }

    /// What `own` finds in the schema at `origin`, else in what it refers to and combines, else in its
    /// alternatives; else the schema itself.
    fn in_parts(
        &self,
        origin: &Pointer,
        own: impl Fn(&SchemaId) -> Option<Pointer>,
    ) -> Vec<Pointer> {
        let real = self.written(origin);
        for alternatives in [false, true] {
            let mut found = Vec::new();
            for start in real.iter().filter_map(|at| self.document.schemas.at(at)) {
                found.extend(self.parts(start, alternatives).iter().filter_map(&own));
            }
            if !found.is_empty() {
                return found;
            }
        }
        real
    }

    /// The schemas that make up the one at `origin`, which the document may only imply: what combined
    /// schemas say of one property has no place of its own.
    pub(super) fn written(&self, origin: &Pointer) -> Vec<Pointer> {
        if self.document.schemas.at(origin).is_some() {
            return vec![origin.clone()];
        }
        let Some(parent) = origin.parent() else { return vec![origin.clone()] };
        let owner = parent.parent().filter(|_| parent.last() == "properties");
        let found = match owner {
            Some(owner) => self.property(&owner, &origin.last()),
            None => self.written(&parent),
        };
        // Outside schemas there is nothing to look through.
        let is_schema = found.iter().any(|at| self.document.schemas.at(at).is_some());
        if is_schema { found } else { vec![origin.clone()] }
    }

    /// A schema and those that it refers to and combines, each once.
    fn parts(&self, start: SchemaId, alternatives: bool) -> Vec<SchemaId> {
        let mut parts = vec![start];
        let mut next = 0;
        while let Some(id) = parts.get(next).copied().filter(|_| parts.len() < PARTS) {
            let schema = self.document.schemas.get(id);
            let more = schema.any_of.iter().chain(&schema.one_of).filter(|_| alternatives);
            let of = self.target(id).into_iter().chain(schema.all_of.iter().copied());
            for id in of.chain(more.copied()).collect::<Vec<_>>() {
                if !parts.contains(&id) {
                    parts.push(id);
                }
            }
            next += 1;
        }
        parts
    }

    /// A schema and what it leads to by references alone.
    fn chain(&self, start: SchemaId) -> Vec<SchemaId> {
        let mut chain = vec![start];
        while let Some(next) = chain.last().and_then(|id| self.target(*id)) {
            if chain.contains(&next) {
                break;
            }
            chain.push(next);
        }
        chain
    }

    fn target(&self, id: SchemaId) -> Option<SchemaId> {
        let reference = self.document.schemas.get(id).reference.as_deref()?;
        self.document.schemas.at(&Pointer::from_reference(reference)?)
    }
}

fn kind(parameter: &openapiv3::Parameter) -> &'static str {
    match parameter {
        openapiv3::Parameter::Query { .. } => "query",
        openapiv3::Parameter::Header { .. } => "header",
        openapiv3::Parameter::Path { .. } => "path",
        openapiv3::Parameter::Cookie { .. } => "cookie",
    }
}
