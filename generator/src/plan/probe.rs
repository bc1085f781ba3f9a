//! The Rust type of every schema, for programs that judge a crate from outside.

use std::collections::BTreeMap;

use super::krate::name_types;
use super::names::RustIdent;
use super::usage::path;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::model::{Api, Scalar, Shape, TypeId};
use crate::pointer::Pointer;

/// The types of JSON values, as a user of the crate `lib` spells them, by the pointer of the schema.
/// What is only ever sent as the parts of a form has none.
pub(crate) fn schema_types(
    lib: &RustIdent,
    document: &Document,
    api: &Api,
    config: &Config,
) -> BTreeMap<Pointer, String> {
    // The findings were reported when the crate was planned.
    let (types, _) = name_types(api, config, &mut Diagnostics::default());
    let schemas = api.sources.iter().filter(|(_, id)| is_json(api, **id));
    let named = schemas.map(|(schema, id)| {
        (document.schemas.get(*schema).pointer.clone(), path(lib, &types.value(*id)))
    });
    named.collect()
}

fn is_json(api: &Api, id: TypeId) -> bool {
    match &api.get(id).shape {
        Shape::Object(object) => !object.is_form,
        Shape::Scalar(Scalar::File) => false,
        Shape::Alias(inner) | Shape::Nullable(inner) | Shape::Array(inner) => is_json(api, *inner),
        _ => true,
    }
}
