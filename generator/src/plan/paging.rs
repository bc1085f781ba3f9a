//! Paging: which fields of an answer's struct hold the items, the counts and the way on.
//!
//! Which operations are paged is the settings' and the document's word; here it is seen whether the
//! Rust of the answer has what they name. Where it has not, they are told, and nothing is emitted.

use super::item::{field_of, is_demanded};
use super::operation::success_type;
use super::types::Types;
use super::{PagingPlan, PagingStylePlan, PathPlan, RustType, StepPlan};
use crate::diagnostic::Diagnostics;
use crate::model::{Operation, Pagination, PagingStyle, Shape, TypeId};

/// How `operation` is paged; none when it is not, or cannot be.
pub(super) fn plan_paging(types: &Types<'_>, operation: &Operation) -> Option<PagingPlan> {
    fit(types, operation, operation.pagination.as_ref()?).ok()
}

/// Reports the operations that are declared to be paged and whose answers cannot be.
pub(super) fn check_paging(types: &Types<'_>, diagnostics: &mut Diagnostics) {
    for operation in &types.api.operations {
        let Some(paging) = &operation.pagination else { continue };
        if let Err(reason) = fit(types, operation, paging) {
            let message = format!("`{}` cannot be paged this way: {reason}", operation.origin);
            diagnostics.push(paging.declared.misfit(message));
        }
    }
}

fn fit(
    types: &Types<'_>,
    operation: &Operation,
    paging: &Pagination,
) -> Result<PagingPlan, String> {
    let answer = success_type(types, operation).ok_or("its successes are not of one type")?;
    let (items, list) = walk(types, answer, &paging.items)?;
    let RustType::Vec(item) = types.unaliased(&types.of(list).0) else {
        return Err(match paging.items.as_slice() {
            [] => "its answer is no list".to_owned(),
            path => format!("`{}` is no list", path.join(".")),
        });
    };
    let path = |from: TypeId, path: &[String], fits: Fits| {
        let (steps, ty) = walk(types, from, path)?;
        let name = path.join(".");
        fits(&types.unaliased(&types.of(ty).0))
            .map_or(Ok(steps), |no| Err(format!("`{name}` {no}")))
    };
    let of_answer = |at: &Option<Vec<String>>, fits: Fits| {
        at.as_deref().map(|at| path(answer, at, fits)).transpose()
    };
    let style = match &paging.style {
        PagingStyle::Page { parameter, first } => PagingStylePlan::Page(parameter.clone(), *first),
        PagingStyle::Offset { parameter } => PagingStylePlan::Offset(parameter.clone()),
        PagingStyle::Cursor { parameter, from } => {
            PagingStylePlan::Cursor(parameter.clone(), path(answer, from, token)?)
        }
        PagingStyle::LastItem { parameter, from } => {
            PagingStylePlan::LastItem(parameter.clone(), path(paging.item, from, token)?)
        }
        PagingStyle::Link { from } => PagingStylePlan::Link(path(answer, from, link)?),
        PagingStyle::LinkHeader => PagingStylePlan::LinkHeader,
    };
    Ok(PagingPlan {
        style,
        items,
        item: *item,
        last: of_answer(&paging.last, count)?,
        total: of_answer(&paging.total, count)?,
        more: of_answer(&paging.more, flag)?,
    })
}

/// Says why a value of some type is not what is needed.
type Fits = fn(&RustType) -> Option<&'static str>;

fn count(ty: &RustType) -> Option<&'static str> {
    let integers = [RustType::I32, RustType::I64, RustType::U32, RustType::U64];
    (!integers.contains(ty)).then_some("is no integer")
}

fn token(ty: &RustType) -> Option<&'static str> {
    let texts = [RustType::String, RustType::Uuid, RustType::Timestamp, RustType::Date];
    (!texts.contains(ty)).then(|| count(ty))?.map(|_| "is no text and no integer")
}

fn link(ty: &RustType) -> Option<&'static str> {
    (*ty != RustType::String).then_some("is no text")
}

fn flag(ty: &RustType) -> Option<&'static str> {
    (*ty != RustType::Bool).then(|| token(ty))?.map(|_| "is no truth value, text or integer")
}

/// The fields that `path` leads through, and the type of the last.
fn walk(types: &Types<'_>, from: TypeId, path: &[String]) -> Result<(PathPlan, TypeId), String> {
    if let ([key, ..], true) = (path, types.of(from).1) {
        return Err(format!("what holds `{key}` may be null"));
    }
    let mut at = from;
    let mut steps = PathPlan::new();
    for key in path {
        let def = types.api.get(types.plain(at));
        let Shape::Object(object) = &def.shape else {
            return Err(format!("what holds `{key}` is no object"));
        };
        let (field, ident) = field_of(types, object, key)
            .ok_or_else(|| format!("`{key}` is always the same, and no field"))?;
        let optional = !is_demanded(field, def.used) || types.of(field.ty).1;
        steps.push(StepPlan { field: ident, optional });
        at = field.ty;
    }
    Ok((steps, at))
}
