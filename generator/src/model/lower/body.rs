//! Bodies: which media type is used, and how it is read and written.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, RequestBody};

use super::Lowering;
use super::media::{Rank, rank};
use crate::diagnostic::{Code, Severity};
use crate::document::{JsonType, SchemaId};
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
        let ranked = self.ranked(&body.content);
        let &(name, media) = ranked.first()?;
        self.note_unused(&at, name, ranked.iter().skip(1).map(|(other, _)| *other));
        let words = self.root_words(&at, "request");
        let here = at.child("content").child(name);
        let schema = self.body_schema(media);
        let kind = match self.effective_rank(name, schema) {
            Rank::Json => ContentKind::Json(self.lower_body_type(schema, &words)),
            Rank::Form => {
                let ty = self.lower_body_type(schema, &words);
                ContentKind::Form(self.lower_form(&here, media, ty))
            }
            Rank::Multipart => self.lower_multipart(&here, media, schema, &words),
            Rank::Text => {
                self.note_text(&here, name, media);
                ContentKind::Text
            }
            Rank::Bytes => ContentKind::Bytes,
            Rank::Parts => {
                self.warn(
                    Code::UnsupportedMediaType,
                    &here,
                    "a multipart body other than form data is sent as bytes that the caller has put \
                     together",
                );
                ContentKind::Bytes
            }
        };
        if !media.encoding.is_empty() && !matches!(rank(name), Rank::Form | Rank::Multipart) {
            // OpenAPI 3.1 §4.8.14.1: it applies to forms only.
            self.warn(
                Code::UnsupportedKeyword,
                &here.child("encoding"),
                "`encoding` has no effect on a body that is no form",
            );
        }
        Some(Body {
            required: body.required,
            content: Content { media_type: name.to_owned(), kind },
            docs: Docs { description: body.description.clone(), ..Docs::default() },
        })
    }

    /// The media types, the one to use first: JSON before forms before text before anything else.
    /// A form comes before JSON that would have to hold files.
    fn ranked<'c>(
        &self,
        content: &'c IndexMap<String, MediaType>,
    ) -> Vec<(&'c str, &'c MediaType)> {
        let multipart = content.keys().any(|name| rank(name) == Rank::Multipart);
        let mut ranked = Vec::new();
        for (name, media) in content {
            let rank = self.effective_rank(name, self.body_schema(media));
            let files =
                multipart && matches!(rank, Rank::Json | Rank::Form) && self.holds_files(media);
            ranked.push(((files, rank, name.as_str()), media));
        }
        ranked.sort_by_key(|(key, _)| *key);
        ranked.into_iter().map(|((_, _, name), media)| (name, media)).collect()
    }

    /// What a body is. What is bytes by its schema is no JSON, whatever its media type says.
    pub(super) fn effective_rank(&self, media_type: &str, schema: Option<SchemaId>) -> Rank {
        let rank = rank(media_type);
        let binary = schema.is_some_and(|id| self.is_binary_schema(id));
        if rank == Rank::Json && binary { Rank::Bytes } else { rank }
    }

    /// Notes the media types that are not used.
    pub(super) fn note_unused<'c>(
        &mut self,
        at: &Pointer,
        used: &str,
        others: impl Iterator<Item = &'c str>,
    ) {
        for other in others {
            self.report(
                Severity::Note,
                Code::UnusedMediaType,
                &at.child("content").child(other),
                format!("`{used}` is used instead of `{other}`"),
                None,
            );
        }
    }

    /// Notes that a body is text although the document says what it is made of.
    pub(super) fn note_text(&mut self, at: &Pointer, name: &str, media: &MediaType) {
        let schema = self.body_schema(media);
        if schema.is_some_and(|schema| self.is_made_of_parts(schema)) {
            let message = format!("a body of `{name}` is text: its schema is not generated");
            self.warn(Code::UnsupportedMediaType, at, message);
        }
    }

    /// Whether values of a schema may be objects or lists.
    fn is_made_of_parts(&mut self, id: SchemaId) -> bool {
        let Some(id) = self.follow(id) else { return false };
        let schema = self.document.schemas.get(id);
        let members =
            !schema.all_of.is_empty() || !schema.any_of.is_empty() || !schema.one_of.is_empty();
        members
            || !schema.properties.is_empty()
            || schema.types.contains(JsonType::Object)
            || schema.types.contains(JsonType::Array)
    }

    /// The schema of a body.
    pub(super) fn body_schema(&self, media: &MediaType) -> Option<SchemaId> {
        media.schema.as_ref().and_then(|schema| self.hoisted(schema))
    }

    /// The type of a body.
    pub(super) fn lower_body_type(
        &mut self,
        schema: Option<SchemaId>,
        words: &[String],
    ) -> crate::model::TypeId {
        match schema {
            Some(schema) => self.lower_root(schema, words),
            None => self.any(),
        }
    }
}
