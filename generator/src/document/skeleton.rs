//! The document without its schemas, read by `openapiv3`.
//!
//! The walk has mended what `openapiv3` cannot read. Should it still refuse the document, the pieces
//! are read one by one along the grammar, so that the error names the smallest piece that fails.

use indexmap::IndexMap;
use openapiv3 as v3;
use serde::de::Deserialize;

use super::de::Reader;
use super::grammar::{Kind, Value};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::json::Json;
use crate::pointer::Path;

/// Path items by name, as `webhooks` holds them.
pub(super) type PathItems = IndexMap<String, v3::ReferenceOr<v3::PathItem>>;

/// Reads the tree, `webhooks` apart; `None` if errors were pushed.
pub(super) fn read_skeleton(
    tree: &Json,
    webhooks: &Json,
    diagnostics: &mut Diagnostics,
) -> Option<(v3::OpenAPI, PathItems)> {
    let skeleton = v3::OpenAPI::deserialize(Reader(tree));
    let hooks = PathItems::deserialize(Reader(webhooks));
    let mut path = Path::default();
    let failed = match (skeleton, hooks) {
        (Ok(skeleton), Ok(hooks)) => return Some((skeleton, hooks)),
        (Err(whole), _) => {
            let found = locate(Value::Object(Kind::OpenApi), tree, &mut path, diagnostics);
            (!found).then_some(whole)
        }
        (Ok(_), Err(whole)) => {
            path.enter("webhooks");
            let hooks = Value::Map(&Value::Reference(Kind::PathItem));
            (!locate(hooks, webhooks, &mut path, diagnostics)).then_some(whole)
        }
    };
    if let Some(whole) = failed {
        push(whole.0, &path, diagnostics);
    }
    None
}

/// Reports the smallest failing pieces at and below `value`; false when there is none.
fn locate(expected: Value, value: &Json, path: &mut Path, diagnostics: &mut Diagnostics) -> bool {
    let mut found = false;
    match (expected, value) {
        (Value::Object(kind) | Value::Reference(kind), Json::Object(members)) => {
            let Err(whole) = try_read(kind, matches!(expected, Value::Reference(_)), value) else {
                return false;
            };
            for (key, member) in members {
                let rules = kind.rules();
                let inner = rules.field(key).map(|f| f.value).or_else(|| rules.patterned(key));
                if let Some(inner) = inner.filter(|_| !key.starts_with("x-")) {
                    let mark = path.enter(key);
                    found |= locate(inner, member, path, diagnostics);
                    path.leave(mark);
                }
            }
            if !found {
                push(whole, path, diagnostics);
                found = true;
            }
        }
        (Value::Map(inner), Json::Object(members)) => {
            for (key, member) in members {
                let mark = path.enter(key);
                found |= locate(*inner, member, path, diagnostics);
                path.leave(mark);
            }
        }
        (Value::List(inner), Json::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                let mark = path.enter_index(index);
                found |= locate(*inner, item, path, diagnostics);
                path.leave(mark);
            }
        }
        _ => {}
    }
    found
}

fn push(message: String, path: &Path, diagnostics: &mut Diagnostics) {
    let at = At::Pointer(path.pointer());
    diagnostics.push(Diagnostic::error(Code::Unreadable, at, message));
}

/// Reads one object as the type of its kind.
fn try_read(kind: Kind, or_reference: bool, value: &Json) -> Result<(), String> {
    fn read<'a, T: Deserialize<'a>>(or_reference: bool, value: &'a Json) -> Result<(), String> {
        if or_reference && value.get("$ref").is_some() {
            return Ok(());
        }
        T::deserialize(Reader(value)).map(drop).map_err(|mismatch| mismatch.0)
    }
    let read = match kind {
        Kind::OpenApi => read::<v3::OpenAPI>,
        Kind::Info => read::<v3::Info>,
        Kind::Contact => read::<v3::Contact>,
        Kind::License => read::<v3::License>,
        Kind::Server => read::<v3::Server>,
        Kind::ServerVariable => read::<v3::ServerVariable>,
        Kind::Components => read::<v3::Components>,
        Kind::Paths => read::<v3::Paths>,
        Kind::PathItem => read::<v3::PathItem>,
        Kind::Operation => read::<v3::Operation>,
        Kind::ExternalDocs => read::<v3::ExternalDocumentation>,
        Kind::Parameter => read::<v3::Parameter>,
        Kind::RequestBody => read::<v3::RequestBody>,
        Kind::MediaType => read::<v3::MediaType>,
        Kind::Encoding => read::<v3::Encoding>,
        Kind::Responses => read::<v3::Responses>,
        Kind::Response => read::<v3::Response>,
        Kind::Callback => read::<v3::Callback>,
        Kind::Example => read::<v3::Example>,
        Kind::Link => read::<v3::Link>,
        Kind::Header => read::<v3::Header>,
        Kind::Tag => read::<v3::Tag>,
        Kind::SecurityScheme => read::<v3::SecurityScheme>,
        Kind::OAuthFlows => read::<v3::OAuth2Flows>,
        Kind::ImplicitFlow => read::<v3::ImplicitOAuth2Flow>,
        Kind::PasswordFlow => read::<v3::PasswordOAuth2Flow>,
        Kind::ClientCredentialsFlow => read::<v3::ClientCredentialsOAuth2Flow>,
        Kind::AuthorizationCodeFlow => read::<v3::AuthorizationCodeOAuth2Flow>,
    };
    read(or_reference, value)
}

#[cfg(test)]
mod tests {
    use super::read_skeleton;
    use crate::diagnostic::{At, Diagnostic, Diagnostics, Input, Source};
    use crate::document::tree::{Limits, read_tree};

    /// Reads a tree that no walk has mended, and gives the places and messages of what fails.
    fn failures(text: &str, webhooks: &str) -> Vec<(String, String)> {
        let mut found = Diagnostics::default();
        let tree = |text: &str, found: &mut Diagnostics| {
            read_tree(&Source::new("t", text), Input::Spec, &Limits::default(), found)
                .expect("legal")
        };
        let (tree, webhooks) = (tree(text, &mut found), tree(webhooks, &mut found));
        let read = read_skeleton(&tree, &webhooks, &mut found);
        assert_eq!(read.is_none(), found.has_errors());
        let show = |finding: &Diagnostic| match &finding.at {
            At::Pointer(pointer) => (pointer.to_string(), finding.message.clone()),
            other => panic!("{other:?}"),
        };
        found.items().iter().map(show).collect()
    }

    #[test]
    fn every_smallest_failing_piece_is_named() {
        let text = "{openapi: 3.0.0, info: {title: t, version: v}, paths: {\
            /ok: {get: {responses: {200: {description: d}}}}, \
            /x: {get: {responses: {200: {}}}, put: {parameters: [{name: a, in: query, schema: {$ref: a}}, {name: b, in: nowhere, schema: {$ref: b}}], responses: {}}}}, \
            components: {responses: {R: {$ref: r}}, securitySchemes: {S: {type: http}}}}";
        assert_eq!(failures(text, "{}"), [
            ("#/paths/~1x/get/responses/200".to_owned(), "missing field `description`".to_owned()),
            ("#/paths/~1x/put/parameters/1".to_owned(), "unknown variant `nowhere`, expected one of `query`, `header`, `path`, `cookie`".to_owned()),
            ("#/components/securitySchemes/S".to_owned(), "missing field `scheme`".to_owned()),
        ]);
    }

    #[test]
    fn webhooks_are_named_as_they_stand() {
        let whole = "{openapi: 3.1.0, info: {title: t, version: v}, paths: {}}";
        assert_eq!(
            failures(whole, "{w: {post: {}}}"),
            [("#/webhooks/w/post".to_owned(), "missing field `responses`".to_owned()),]
        );
        assert!(failures(whole, "{w: {$ref: elsewhere}}").is_empty());
    }
}
