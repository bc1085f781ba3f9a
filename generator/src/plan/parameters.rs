//! Which parameters hold more than their style can say.
//!
//! OpenAPI leaves undefined how a list or an object within a list or an object is written (3.1
//! §4.8.12.3, RFC 6570 §2.3). They are sent as JSON text there; this decides when to say so.

use super::types::Types;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::model::{Additional, Location, Operation, Parameter, Shape, Style, TypeId};

/// Types to look into before a parameter counts as one that refers to itself.
const MAX_DEPTH: usize = 32;

/// Reports the parameters whose values are nested deeper than their style allows.
pub(super) fn check_parameters(types: &Types<'_>, diagnostics: &mut Diagnostics) {
    for operation in &types.api.operations {
        for parameter in &operation.parameters {
            if let Some(message) = misfit(types, parameter) {
                let at = At::Pointer(operation.origin.clone());
                diagnostics.push(Diagnostic::warning(Code::NestedParameter, at, message));
            }
        }
        check_query_string(operation, diagnostics);
    }
}

fn misfit(types: &Types<'_>, parameter: &Parameter) -> Option<String> {
    let name = &parameter.name;
    match parameter.style {
        Style::Json => None,
        Style::DeepObject => {
            // Objects may be as deep as they like; lists are what the style does not know.
            holds_list(types, parameter.ty, MAX_DEPTH).then(|| {
                format!("`{name}` holds a list of lists or objects, or is one; its items are numbered")
            })
        }
        // An exploded object repeats the key of a member that is a list; nothing is lost.
        Style::Form { explode: true } if is_flat(types, parameter.ty) => None,
        _ => is_nested(types, parameter.ty).then(|| {
            format!("`{name}` holds lists or objects within a list or an object; they are sent as JSON text")
        }),
    }
}

/// Reports a second parameter of the query string: it is the whole of it (OpenAPI 3.2 §4.12.1).
fn check_query_string(operation: &Operation, diagnostics: &mut Diagnostics) {
    let of = |location| operation.parameters.iter().filter(move |p| p.location == location);
    let whole = of(Location::QueryString).count();
    if whole > 1 || (whole == 1 && of(Location::Query).next().is_some()) {
        let at = At::Pointer(operation.origin.clone());
        let message = "one parameter is the whole query string, and others are in it all the same; \
                       each is sent";
        diagnostics.push(Diagnostic::warning(Code::InvalidValue, at, message));
    }
}

/// Whether what a value is made of is made of something itself.
fn is_nested(types: &Types<'_>, ty: TypeId) -> bool {
    match shape(types, ty) {
        Shape::Object(object) => {
            let rest = match object.additional {
                Additional::Kept(rest) => Some(rest),
                Additional::Ignored => None,
            };
            let members = object.fields.iter().map(|field| field.ty).chain(rest);
            members.into_iter().any(|member| is_made_of_parts(types, member))
        }
        Shape::Array(item) | Shape::Map(item) => is_made_of_parts(types, *item),
        Shape::Tuple(items) => items.iter().any(|item| is_made_of_parts(types, *item)),
        Shape::Union(union) => {
            union.variants.iter().any(|variant| match shape(types, variant.ty) {
                Shape::Union(_) => false,
                _ => is_nested(types, variant.ty),
            })
        }
        _ => false,
    }
}

/// Whether a type is an object whose members are scalars and lists of them.
fn is_flat(types: &Types<'_>, ty: TypeId) -> bool {
    let is_plain = |member: TypeId| match shape(types, member) {
        Shape::Array(item) => !is_made_of_parts(types, *item),
        _ => !is_made_of_parts(types, member),
    };
    match shape(types, ty) {
        Shape::Object(object) => {
            let rest = match object.additional {
                Additional::Kept(rest) => Some(rest),
                Additional::Ignored => None,
            };
            object.fields.iter().map(|field| field.ty).chain(rest).all(is_plain)
        }
        Shape::Map(member) => is_plain(*member),
        _ => false,
    }
}

/// Whether every value of a type is an object or a list.
fn is_made_of_parts(types: &Types<'_>, ty: TypeId) -> bool {
    matches!(shape(types, ty), Shape::Object(_) | Shape::Map(_) | Shape::Array(_) | Shape::Tuple(_))
}

/// Whether a value written as `deepObject` has items that the style cannot say.
fn holds_list(types: &Types<'_>, ty: TypeId, left: usize) -> bool {
    let Some(left) = left.checked_sub(1) else { return false };
    match shape(types, ty) {
        Shape::Array(_) | Shape::Tuple(_) => true,
        Shape::Map(member) => holds_parts(types, *member, left),
        Shape::Object(object) => {
            object.fields.iter().any(|field| holds_parts(types, field.ty, left))
        }
        _ => false,
    }
}

/// The same for a member of an object: there a list of scalars repeats its key.
fn holds_parts(types: &Types<'_>, ty: TypeId, left: usize) -> bool {
    match shape(types, ty) {
        Shape::Array(item) => is_made_of_parts(types, *item),
        _ => holds_list(types, ty, left),
    }
}

fn shape<'a>(types: &'a Types<'_>, ty: TypeId) -> &'a Shape {
    &types.api.get(types.plain(ty)).shape
}
