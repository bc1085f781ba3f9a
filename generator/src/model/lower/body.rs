//! Bodies: which media type is used, and how it is read and written.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, RequestBody};

use super::Lowering;
use crate::diagnostic::Code;
use crate::model::{Body, Content, ContentKind, Docs};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// The request body of the operation at `operation`.
    pub(super) fn lower_body(
        &mut self,
        operation: &Pointer,
        body: &ReferenceOr<RequestBody>,
    ) -> Option<Body> {
        let (at, body) = self.resolve(&operation.child("requestBody"), body)?;
        let content = self.lower_content(&at, &body.content, "request")?;
        Some(Body {
            required: body.required,
            content,
            docs: Docs { description: body.description.clone(), ..Docs::default() },
        })
    }

    /// The media type that is used: JSON before form before text before anything else. The others
    /// are named in a finding. `role` is the body's part in its operation, for names.
    pub(super) fn lower_content(
        &mut self,
        at: &Pointer,
        content: &IndexMap<String, MediaType>,
        role: &str,
    ) -> Option<Content> {
        let mut ranked: Vec<(&str, &MediaType)> =
            content.iter().map(|(name, media)| (name.as_str(), media)).collect();
        ranked.sort_by_key(|(name, _)| (rank(name), *name));
        let (&(name, media), rest) = ranked.split_first()?;
        for (other, _) in rest {
            self.report(
                crate::diagnostic::Severity::Note,
                Code::UnusedMediaType,
                &at.child("content").child(other),
                format!("`{name}` is used instead of `{other}`"),
                None,
            );
        }
        let words = self.root_words(at, role);
        let at = at.child("content").child(name);
        let schema = media.schema.as_ref().and_then(|schema| self.hoisted(schema));
        let kind = match rank(name) {
            Rank::Json | Rank::Form => {
                let ty = match schema {
                    Some(schema) => self.lower_root(schema, &words),
                    None => self.any(),
                };
                if rank(name) == Rank::Json { ContentKind::Json(ty) } else { ContentKind::Form(ty) }
            }
            Rank::Text => ContentKind::Text,
            Rank::Bytes => ContentKind::Bytes,
            Rank::Multipart => {
                self.warn(
                    Code::UnsupportedMediaType,
                    &at,
                    "a multipart body is sent as bytes that the caller has put together",
                );
                ContentKind::Bytes
            }
        };
        if !media.encoding.is_empty() {
            self.warn(
                Code::UnsupportedKeyword,
                &at.child("encoding"),
                "`encoding` does not change how fields are written",
            );
        }
        Some(Content { media_type: name.to_owned(), kind })
    }
}

/// Media types by how well a client can use them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Json,
    Form,
    Text,
    Bytes,
    Multipart,
}

fn rank(media_type: &str) -> Rank {
    let essence = essence(media_type);
    match essence.as_str() {
        _ if is_json(media_type) => Rank::Json,
        "application/x-www-form-urlencoded" => Rank::Form,
        "application/xml" | "application/yaml" => Rank::Text,
        _ if essence.starts_with("text/") || essence.ends_with("+xml") => Rank::Text,
        _ if essence.starts_with("multipart/") => Rank::Multipart,
        _ => Rank::Bytes,
    }
}

/// Whether a media type is JSON (RFC 8259, or the `+json` suffix of RFC 6839).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json"
        || essence == "text/json"
        || essence == "*/*"
        || essence.ends_with("+json")
}

/// The media type without its parameters, in lower case.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
