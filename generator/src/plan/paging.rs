//! Paging: which fields of an answer's struct hold the items and the counts.
//!
//! Which operations are paged is the settings' word; here it is seen whether the Rust of the answer
//! has what they name. Where it has not, the settings are wrong, and nothing is emitted.

use super::item::{field_of, is_demanded};
use super::krate::complain;
use super::operation::success_type;
use super::types::Types;
use super::{PagingPlan, RustIdent, RustType};
use crate::diagnostic::Diagnostics;
use crate::model::{Operation, Pagination, Shape, TypeId};
use crate::pointer::Pointer;

/// How `operation` is paged; none when it is not, or cannot be.
pub(super) fn plan_paging(types: &Types<'_>, operation: &Operation) -> Option<PagingPlan> {
    fit(types, operation, operation.pagination.as_ref()?).ok()
}

/// Reports the operations that the settings page and whose answers cannot be.
pub(super) fn check_paging(types: &Types<'_>, diagnostics: &mut Diagnostics) {
    for operation in &types.api.operations {
        let Some(paging) = &operation.pagination else { continue };
        if let Err(reason) = fit(types, operation, paging) {
            let at = Pointer::from_text("/pagination");
            let at = way(types, paging).map_or(at.clone(), |name| at.child(name));
            let message = format!("`{}` cannot be paged this way: {reason}", operation.origin);
            complain(at, message, diagnostics);
        }
    }
}

/// The name of the way to page that the settings give.
fn way<'t>(types: &'t Types<'_>, paging: &Pagination) -> Option<&'t str> {
    let mut ways = types.config.pagination.iter();
    let same = |way: &crate::config::Paging| {
        way.page == paging.page
            && way.items == paging.items
            && way.last == paging.last.join(".")
            && way.total == paging.total.as_ref().map(|total| total.join("."))
    };
    ways.find(|(_, way)| same(way)).map(|(name, _)| name.as_str())
}

fn fit(
    types: &Types<'_>,
    operation: &Operation,
    paging: &Pagination,
) -> Result<PagingPlan, String> {
    let answer = success_type(types, operation).ok_or("its successes are not of one type")?;
    let count = |path: &[String]| {
        let (idents, ty) = walk(types, answer, path)?;
        let integer = [RustType::I32, RustType::I64, RustType::U32, RustType::U64];
        match integer.contains(&types.unaliased(&types.of(ty).0)) {
            true => Ok(idents),
            false => Err(format!("`{}` is no integer", path.join("."))),
        }
    };
    let (items, list) = walk(types, answer, std::slice::from_ref(&paging.items))?;
    let RustType::Vec(item) = types.unaliased(&types.value(list)) else {
        return Err(format!("`{}` is no list, or may be null", paging.items));
    };
    let [items] = items.as_slice() else {
        return Err(format!("`{}` is no field", paging.items));
    };
    Ok(PagingPlan {
        page: paging.page.clone(),
        items: items.clone(),
        item: *item,
        last: count(&paging.last)?,
        total: paging.total.as_deref().map(count).transpose()?,
    })
}

/// The fields that `path` leads through, and the type of the last. Each but the last must always be
/// there; a count may be missing.
fn walk(
    types: &Types<'_>,
    answer: TypeId,
    path: &[String],
) -> Result<(Vec<RustIdent>, TypeId), String> {
    let mut at = answer;
    let mut idents = Vec::new();
    for key in path {
        if types.of(at).1 {
            return Err(format!("what holds `{key}` may be null"));
        }
        let def = types.api.get(types.plain(at));
        let Shape::Object(object) = &def.shape else {
            return Err(format!("what holds `{key}` is no object"));
        };
        let (field, ident) = field_of(types, object, key)
            .filter(|(field, _)| is_demanded(field, def.used))
            .ok_or_else(|| format!("`{key}` is no field that is always there"))?;
        idents.push(ident);
        at = field.ty;
    }
    Ok((idents, at))
}
