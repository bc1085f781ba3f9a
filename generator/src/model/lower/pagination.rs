//! Which operations are paged, as the settings and the document's extensions declare it.
//!
//! It decides who is heard, and whether an operation has what is declared. How the two write it is
//! read in `settings` and `speakeasy`; whether the Rust of the answer has it, is seen in the plan.

mod settings;
mod speakeasy;

use std::collections::BTreeSet;

use super::Lowering;
use crate::config::Paging;
use crate::diagnostic::{At, Code, Diagnostic, Input};
use crate::model::{
    ContentKind, Location, Pagination, PagingOrigin, PagingStyle, Parameter, Response, Shape,
    TypeDef, TypeId,
};
use crate::pointer::Pointer;

/// A way to page, before it is compared with an operation.
struct Declared {
    style: PagingStyle,
    items: Vec<String>,
    last: Option<Vec<String>>,
    total: Option<Vec<String>>,
    more: Option<Vec<String>>,
}

impl Lowering<'_> {
    /// The pagination of the operation at `at`; the settings outdo the document. A declared way
    /// that does not fit is never ignored in silence: a first page would be taken for the whole.
    pub(super) fn lower_pagination(
        &mut self,
        at: &Pointer,
        operation: &openapiv3::Operation,
        parameters: &[Parameter],
        responses: &[Response],
    ) -> Option<Pagination> {
        let config = self.config;
        let mut ways = config.pagination.iter();
        let (origin, declared) = match ways.find(|(name, way)| applies(name, way, operation)) {
            // What is wrong with the settings themselves is reported once, not per operation.
            Some((name, way)) => {
                (PagingOrigin::Settings(settings::pointer(name)), Ok(settings::read(way).ok()?))
            }
            None => {
                let extension = operation.extensions.get(speakeasy::KEY)?;
                let at = at.child(speakeasy::KEY);
                (PagingOrigin::Document(at), speakeasy::read(extension))
            }
        };
        let fitted = declared.and_then(|declared| {
            let item = self.fit(&declared, parameters, responses)?;
            Ok((declared, item))
        });
        match fitted {
            Ok((Declared { style, items, last, total, more }, item)) => {
                Some(Pagination { declared: origin, style, items, item, last, total, more })
            }
            Err(reason) => {
                let message = format!("`{at}` cannot be paged this way: {reason}");
                self.diagnostics.push(origin.misfit(message));
                None
            }
        }
    }

    /// Complains about ways to page that are none, and about operations that the document does not
    /// have.
    pub(super) fn check_paging(&mut self) {
        let document = self.document;
        let items = document.skeleton.paths.paths.values().filter_map(|item| item.as_item());
        let ids: BTreeSet<&str> = items
            .flat_map(|item| item.iter())
            .filter_map(|(_, operation)| operation.operation_id.as_deref())
            .collect();
        let config = self.config;
        for (name, way) in &config.pagination {
            if let Err(reason) = settings::read(way) {
                self.complain(settings::pointer(name), reason);
            }
            for (index, id) in way.operations.iter().enumerate() {
                if !ids.contains(id.as_str()) {
                    let at = settings::pointer(name).child("operations");
                    self.unused(at.index(index), format!("the document has no operation `{id}`"));
                }
            }
        }
    }

    /// The item type, when the operation has the parameter and the fields that are declared.
    fn fit(
        &self,
        declared: &Declared,
        parameters: &[Parameter],
        responses: &[Response],
    ) -> Result<TypeId, String> {
        let (parameter, from) = match &declared.style {
            PagingStyle::Page { parameter, .. }
            | PagingStyle::Offset { parameter }
            | PagingStyle::LastItem { parameter, .. } => (Some(parameter), None),
            PagingStyle::Cursor { parameter, from } => (Some(parameter), Some(from)),
            PagingStyle::Link { from } => (None, Some(from)),
            PagingStyle::LinkHeader => (None, None),
        };
        if let Some(parameter) = parameter {
            let query = |p: &&Parameter| p.location == Location::Query && p.name == *parameter;
            parameters
                .iter()
                .find(query)
                .ok_or_else(|| format!("it has no query parameter `{parameter}`"))?;
        }
        let answer = responses
            .iter()
            .find(|response| response.status.is_success())
            .and_then(|response| response.content.as_ref())
            .ok_or("it has no answer with a body")?;
        let ContentKind::Json(answer) = answer.kind else {
            return Err("its answer is not JSON".to_owned());
        };
        let Declared { items, last, total, more, .. } = declared;
        for path in [last.as_ref(), total.as_ref(), more.as_ref(), from].into_iter().flatten() {
            self.field_at(answer, path)
                .ok_or_else(|| format!("its answer has no field `{}`", path.join(".")))?;
        }
        let list = self.field_at(answer, items).and_then(|ty| self.list_item(ty));
        let item = list.ok_or_else(|| match items.as_slice() {
            [] => "its answer is no list".to_owned(),
            path => format!("its answer has no list `{}`", path.join(".")),
        })?;
        if let PagingStyle::LastItem { from, .. } = &declared.style {
            self.field_at(item, from)
                .ok_or_else(|| format!("its items have no field `{}`", from.join(".")))?;
        }
        Ok(item)
    }

    /// The type of the field that `path` leads to.
    fn field_at(&self, ty: TypeId, path: &[String]) -> Option<TypeId> {
        let Some((name, rest)) = path.split_first() else {
            return Some(ty);
        };
        match &self.types[ty.index()] {
            Some(TypeDef { shape: Shape::Object(object), .. }) => {
                let field = object.fields.iter().find(|field| field.wire == *name)?;
                self.field_at(field.ty, rest)
            }
            Some(TypeDef { shape: Shape::Alias(inner) | Shape::Nullable(inner), .. }) => {
                self.field_at(*inner, path)
            }
            _ => None,
        }
    }

    fn list_item(&self, ty: TypeId) -> Option<TypeId> {
        match &self.types[ty.index()] {
            Some(TypeDef { shape: Shape::Array(item), .. }) => Some(*item),
            Some(TypeDef { shape: Shape::Alias(inner) | Shape::Nullable(inner), .. }) => {
                self.list_item(*inner)
            }
            _ => None,
        }
    }
}

impl PagingOrigin {
    /// That what is declared does not fit: an error where people decided it for this SDK, a loss
    /// where the document has it.
    pub(crate) fn misfit(&self, message: String) -> Diagnostic {
        match self {
            Self::Settings(at) => {
                Diagnostic::error(Code::InvalidConfig, At::Pointer(at.clone()), message)
                    .about(Input::Config)
            }
            Self::Document(at) => {
                Diagnostic::warning(Code::UnusedPagination, At::Pointer(at.clone()), message)
                    .with_help("say under `pagination` in sdk.yaml how it is paged")
            }
        }
    }
}

/// Whether an operation is paged this way: by its extension's `type`, or by its id.
fn applies(name: &str, way: &Paging, operation: &openapiv3::Operation) -> bool {
    let listed = operation.operation_id.as_ref().is_some_and(|id| way.operations.contains(id));
    let extension = way.extension.as_ref().and_then(|key| operation.extensions.get(key));
    listed || extension.and_then(|value| value.get("type")?.as_str()) == Some(name)
}
