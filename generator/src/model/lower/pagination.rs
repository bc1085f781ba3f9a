//! Which operations are paged, as the document's extensions and the settings declare it.

use std::collections::BTreeSet;

use super::Lowering;
use crate::config::Paging;
use crate::diagnostic::{At, Code, Diagnostic, Input};
use crate::model::{
    ContentKind, Location, Pagination, Parameter, Response, Shape, TypeDef, TypeId,
};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// The pagination of the operation at `at`. A declared way that does not fit is an error in
    /// the settings: silence would mean a first page taken for the whole.
    pub(super) fn lower_pagination(
        &mut self,
        at: &Pointer,
        operation: &openapiv3::Operation,
        parameters: &[Parameter],
        responses: &[Response],
    ) -> Option<Pagination> {
        let config = self.config;
        let (name, paging) =
            config.pagination.iter().find(|(name, paging)| applies(name, paging, operation))?;
        let items = self.fit(paging, parameters, responses);
        match items {
            Ok(item) => Some(Pagination {
                page: paging.page.clone(),
                items: paging.items.clone(),
                item,
                last: split(&paging.last),
                total: paging.total.as_deref().map(split),
            }),
            Err(reason) => {
                self.diagnostics.push(
                    Diagnostic::error(
                        Code::InvalidConfig,
                        At::Pointer(Pointer::from_text("/pagination").child(name)),
                        format!("`{at}` cannot be paged this way: {reason}"),
                    )
                    .about(Input::Config),
                );
                None
            }
        }
    }

    /// Complains about operations that the settings page and the document does not have.
    pub(super) fn check_paging(&mut self) {
        let document = self.document;
        let items = document.skeleton.paths.paths.values().filter_map(|item| item.as_item());
        let ids: BTreeSet<&str> = items
            .flat_map(|item| item.iter())
            .filter_map(|(_, operation)| operation.operation_id.as_deref())
            .collect();
        let config = self.config;
        for (name, paging) in &config.pagination {
            for (index, id) in paging.operations.iter().enumerate() {
                if !ids.contains(id.as_str()) {
                    let at = Pointer::from_text("/pagination").child(name).child("operations");
                    self.complain(at.index(index), format!("the document has no operation `{id}`"));
                }
            }
        }
    }

    /// The item type, when the operation has the parameter and the fields that `paging` names.
    fn fit(
        &self,
        paging: &Paging,
        parameters: &[Parameter],
        responses: &[Response],
    ) -> Result<TypeId, String> {
        let query = |p: &&Parameter| p.location == Location::Query && p.name == paging.page;
        if parameters.iter().find(query).is_none() {
            return Err(format!("it has no query parameter `{}`", paging.page));
        }
        let answer = responses
            .iter()
            .find(|response| response.status.is_success())
            .and_then(|response| response.content.as_ref())
            .ok_or("it has no answer with a body")?;
        let ContentKind::Json(answer) = answer.kind else {
            return Err("its answer is not JSON".to_owned());
        };
        for path in [Some(&paging.last), paging.total.as_ref()].into_iter().flatten() {
            self.field_at(answer, &split(path))
                .ok_or_else(|| format!("its answer has no field `{path}`"))?;
        }
        let items = self.field_at(answer, std::slice::from_ref(&paging.items));
        match items.map(|ty| &self.types[ty.index()]) {
            Some(Some(TypeDef { shape: Shape::Array(item), .. })) => Ok(*item),
            _ => Err(format!("its answer has no list `{}`", paging.items)),
        }
    }

    /// The type of the required field that `path` leads to.
    fn field_at(&self, ty: TypeId, path: &[String]) -> Option<TypeId> {
        let Some((name, rest)) = path.split_first() else {
            return Some(ty);
        };
        match &self.types[ty.index()] {
            Some(TypeDef { shape: Shape::Object(object), .. }) => {
                let field =
                    object.fields.iter().find(|field| field.wire == *name && field.required)?;
                self.field_at(field.ty, rest)
            }
            Some(TypeDef { shape: Shape::Alias(inner), .. }) => self.field_at(*inner, path),
            _ => None,
        }
    }
}

/// Whether an operation is paged this way: by its extension's `type`, or by its id.
fn applies(name: &str, paging: &Paging, operation: &openapiv3::Operation) -> bool {
    let listed = operation.operation_id.as_ref().is_some_and(|id| paging.operations.contains(id));
    let extension = paging.extension.as_ref().and_then(|key| operation.extensions.get(key));
    listed || extension.and_then(|value| value.get("type")?.as_str()) == Some(name)
}

fn split(path: &str) -> Vec<String> {
    path.split('.').map(str::to_owned).collect()
}
