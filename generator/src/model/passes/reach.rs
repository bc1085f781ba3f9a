//! Keeps the types that an operation or a webhook reaches, and notes which way each travels.

use crate::document::Document;
use crate::model::{Additional, Api, Content, ContentKind, Response, Shape, StreamKind, TypeId};

/// The model with reached types only, in the order in which they are reached.
pub(in crate::model) fn keep_reached(mut api: Api, document: &Document) -> Api {
    let mut walk = Walk { api: &mut api, order: Vec::new() };
    walk.operations();
    walk.webhooks();
    let order = walk.order;

    let mut new_index = vec![None; api.types.len()];
    for (index, id) in order.iter().enumerate() {
        new_index[id.index()] = Some(TypeId::new(index));
    }
    let renumber = &|id: &mut TypeId| *id = new_index[id.index()].unwrap_or(*id);
    let mut types: Vec<_> = order.iter().map(|id| api.types[id.index()].clone()).collect();
    for def in &mut types {
        for part in parts_mut(&mut def.shape) {
            renumber(part);
        }
    }
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            renumber(&mut parameter.ty);
        }
        for response in &mut operation.responses {
            response.headers.iter_mut().for_each(|header| renumber(&mut header.ty));
            response.content.iter_mut().for_each(|content| renumber_content(content, renumber));
            if let Some(stream) = &mut response.stream {
                match &mut stream.kind {
                    StreamKind::JsonEvents(ty)
                    | StreamKind::WholeEvents(ty)
                    | StreamKind::Lines(ty) => renumber(ty),
                    StreamKind::TextEvents => {}
                }
            }
        }
        operation.body.iter_mut().for_each(|body| renumber_content(&mut body.content, renumber));
        if let Some(pagination) = &mut operation.pagination {
            renumber(&mut pagination.item);
        }
    }
    for webhook in &mut api.webhooks {
        renumber(&mut webhook.body);
    }
    if let Some(event) = &mut api.webhook_event {
        renumber(event);
    }
    api.sources.retain(|_, id| new_index[id.index()].is_some());
    api.sources.values_mut().for_each(renumber);
    api.types = types;
    api.unreached = unreached(&api, document);
    api
}

fn renumber_content(content: &mut Content, renumber: impl Fn(&mut TypeId)) {
    match &mut content.kind {
        ContentKind::Json(ty) => renumber(ty),
        ContentKind::Form(form) | ContentKind::Multipart(Some(form)) => renumber(&mut form.ty),
        ContentKind::Multipart(None) | ContentKind::Text | ContentKind::Bytes => {}
    }
}

struct Walk<'a> {
    api: &'a mut Api,
    order: Vec<TypeId>,
}

impl Walk<'_> {
    fn operations(&mut self) {
        for index in 0..self.api.operations.len() {
            let operation = &self.api.operations[index];
            let mut sent: Vec<TypeId> =
                operation.parameters.iter().map(|parameter| parameter.ty).collect();
            sent.extend(operation.body.as_ref().and_then(|body| body.content.kind.ty()));
            let headers = operation.responses.iter().flat_map(|response| &response.headers);
            let received: Vec<TypeId> = operation
                .responses
                .iter()
                .flat_map(Response::types)
                .chain(headers.map(|header| header.ty))
                .collect();
            sent.into_iter().for_each(|ty| self.visit(ty, true));
            received.into_iter().for_each(|ty| self.visit(ty, false));
        }
    }

    fn webhooks(&mut self) {
        let bodies = self.api.webhooks.iter().map(|webhook| webhook.body);
        let bodies: Vec<TypeId> = bodies.chain(self.api.webhook_event).collect();
        bodies.into_iter().for_each(|ty| self.visit(ty, false));
    }

    fn visit(&mut self, root: TypeId, request: bool) {
        let mut pending = vec![root];
        while let Some(id) = pending.pop() {
            let used = &mut self.api.types[id.index()].used;
            let fresh = !used.request && !used.response;
            let seen = if request { &mut used.request } else { &mut used.response };
            if std::mem::replace(seen, true) {
                continue;
            }
            if fresh {
                self.order.push(id);
            }
            let def = &self.api.types[id.index()];
            pending.extend(parts(&def.shape));
        }
    }
}

/// The types that a shape is made of.
fn parts(shape: &Shape) -> Vec<TypeId> {
    parts_mut(&mut shape.clone()).into_iter().map(|id| *id).collect()
}

fn parts_mut(shape: &mut Shape) -> Vec<&mut TypeId> {
    match shape {
        Shape::Scalar(_) | Shape::Enum(_) | Shape::Literal(_) | Shape::Any => Vec::new(),
        Shape::Array(id) | Shape::Map(id) | Shape::Nullable(id) | Shape::Alias(id) => vec![id],
        Shape::Tuple(ids) => ids.iter_mut().collect(),
        Shape::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.ty).collect(),
        Shape::Object(object) => {
            let rest = match &mut object.additional {
                Additional::Ignored => None,
                Additional::Kept(id) => Some(id),
            };
            object.fields.iter_mut().map(|field| &mut field.ty).chain(rest).collect()
        }
    }
}

/// The component schemas that no type came from.
fn unreached(api: &Api, document: &Document) -> Vec<crate::pointer::Pointer> {
    let reached: std::collections::HashSet<_> = api.types.iter().map(|def| &def.origin).collect();
    let components = document.schemas.components.iter();
    let mut unreached: Vec<_> = components
        .map(|(_, id)| document.schemas.get(*id))
        .filter(|schema| schema.reference.is_none() && !reached.contains(&schema.pointer))
        .map(|schema| schema.pointer.clone())
        .collect();
    unreached.sort();
    unreached
}
