//! The headers that the answers to an operation document, as methods of one struct.
//!
//! A header may be documented with several statuses; the first one says its type, successes before
//! failures. Whether it is there is for each answer to say, so every method gives an `Option`.

use super::docs::{code_text, own_docs, plan_docs};
use super::names::{RustIdent, Scope, is_trait_method, value_name};
use super::types::Types;
use super::{Docs, HeaderPlan, HeadersPlan};
use crate::model::{Operation, ResponseHeader};

/// Plans the headers; none if none is documented.
pub(super) fn plan_headers(
    types: &Types<'_>,
    operation: &Operation,
    call: &RustIdent,
    items: &mut Scope,
) -> Option<HeadersPlan> {
    let mut found: Vec<&ResponseHeader> = Vec::new();
    for success in [true, false] {
        let of = operation.responses.iter().filter(|r| r.status.is_success() == success);
        for header in of.flat_map(|response| &response.headers) {
            if !found.iter().any(|other| other.name.eq_ignore_ascii_case(&header.name)) {
                found.push(header);
            }
        }
    }
    if found.is_empty() {
        return None;
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    let mut methods = Scope::with(&["clone", "from", "into"]);
    let plan = |header: &ResponseHeader| {
        let name = value_name(&header.name);
        let other = format!("{name}_header");
        HeaderPlan {
            ident: methods.take(&if is_trait_method(&name) {
                vec![other]
            } else {
                vec![name, other]
            }),
            wire: header.name.clone(),
            ty: types.value(header.ty),
            docs: match plan_docs(&header.docs, &[]) {
                docs if docs.lines.is_empty() => {
                    let line = format!("The header {}.", code_text(&header.name));
                    Docs { deprecated: docs.deprecated, ..own_docs(&[&line]) }
                }
                docs => docs,
            },
        }
    };
    let headers = found.into_iter().map(plan).collect();
    let ident = items.take(&[format!("{call}Headers"), format!("{call}AnswerHeaders")]);
    Some(HeadersPlan { ident, headers })
}
