//! Forms: which members are files, and how the others are written.
//!
//! A form with files is a type of its own: its files are no JSON, and the schema may describe JSON
//! elsewhere. One without is the schema's type.

use openapiv3::{MediaType, QueryStyle};

use super::Lowering;
use super::media::{Rank, holds_bytes, is_binary, is_json, rank};
use crate::diagnostic::Code;
use crate::document::{ENCODING_EXPLODE, RawSchema, SchemaId};
use crate::model::{
    ContentKind, Direction, Encoding, Field, Form, Object, Scalar, Shape, StringFormat, Style,
    TypeDef, TypeId,
};
use crate::pointer::Pointer;

/// References that may follow one another before we stop looking for files.
const CHAIN: usize = 64;

impl Lowering<'_> {
    /// A form whose members are those of `ty`.
    pub(super) fn lower_form(&mut self, at: &Pointer, media: &MediaType, ty: TypeId) -> Form {
        Form { ty, encodings: self.lower_encodings(at, media, ty) }
    }

    /// The multipart body at `at`.
    pub(super) fn lower_multipart(
        &mut self,
        at: &Pointer,
        media: &MediaType,
        schema: Option<SchemaId>,
        words: &[String],
    ) -> ContentKind {
        let Some(schema) = schema else {
            return ContentKind::Multipart(None);
        };
        let ty = self.lower_root(schema, words);
        let plain = self.through(ty);
        let Some(def) = self.types.get(plain.index()).and_then(Option::as_ref).cloned() else {
            return ContentKind::Multipart(None);
        };
        match &def.shape {
            Shape::Object(object) => {
                let ty = match self.with_files(media, object) {
                    Some(files) => self.add_form(def, files),
                    None => ty,
                };
                ContentKind::Multipart(Some(self.lower_form(at, media, ty)))
            }
            Shape::Map(_) => ContentKind::Multipart(Some(self.lower_form(at, media, ty))),
            Shape::Union(_) if !self.holds_files(media) => {
                ContentKind::Multipart(Some(self.lower_form(at, media, ty)))
            }
            Shape::Any => ContentKind::Multipart(None),
            _ => {
                self.warn(
                    Code::UnsupportedMediaType,
                    at,
                    "this multipart body is no single object; the caller adds its parts",
                );
                ContentKind::Multipart(None)
            }
        }
    }

    /// Whether the schema of a body has files among its members.
    pub(super) fn holds_files(&self, media: &MediaType) -> bool {
        self.body_schema(media).is_some_and(|id| self.members_hold_files(id, CHAIN))
    }

    /// Whether the values of a schema are bytes.
    pub(super) fn is_binary_schema(&self, id: SchemaId) -> bool {
        let mut schema = self.document.schemas.get(id);
        for _ in 0..CHAIN {
            match self.referred(schema) {
                Some(next) => schema = self.document.schemas.get(next),
                None => break,
            }
        }
        is_binary(schema)
    }

    fn members_hold_files(&self, id: SchemaId, left: usize) -> bool {
        let Some(left) = left.checked_sub(1) else { return false };
        let schema = self.document.schemas.get(id);
        let referred = self.referred(schema).is_some_and(|id| self.members_hold_files(id, left));
        let members = || schema.all_of.iter().chain(&schema.any_of).chain(&schema.one_of).copied();
        referred
            || schema.properties.iter().any(|(_, id)| self.is_file_schema(*id, left))
            || members().any(|id| self.members_hold_files(id, left))
    }

    fn is_file_schema(&self, id: SchemaId, left: usize) -> bool {
        let Some(left) = left.checked_sub(1) else { return false };
        let schema = self.document.schemas.get(id);
        is_binary(schema)
            || self.referred(schema).is_some_and(|id| self.is_file_schema(id, left))
            || schema.items.is_some_and(|id| self.is_file_schema(id, left))
    }

    fn referred(&self, schema: &RawSchema) -> Option<SchemaId> {
        let pointer = Pointer::from_reference(schema.reference.as_deref()?)?;
        self.document.schemas.at(&pointer)
    }

    /// The object with its files as such; none if it has none.
    fn with_files(&mut self, media: &MediaType, object: &Object) -> Option<Object> {
        let mut found = false;
        let mut fields = Vec::new();
        for field in &object.fields {
            let stated = media
                .encoding
                .get(&field.wire)
                .filter(|encoding| encoding.style.is_none())
                .and_then(|encoding| encoding.content_type.as_deref())
                .is_some_and(|types| types.split(',').all(holds_bytes));
            let ty = self.file_type(field.ty, stated);
            found |= ty.is_some();
            fields.push(Field { ty: ty.unwrap_or(field.ty), ..field.clone() });
        }
        found.then_some(Object { fields, additional: object.additional, is_form: true })
    }

    /// The type of a member that is a file, a list of files, or either; none if it is another.
    /// `stated` says that the document gives it a media type which is no text.
    fn file_type(&mut self, ty: TypeId, stated: bool) -> Option<TypeId> {
        let shape = self.types.get(ty.index())?.as_ref()?.shape.clone();
        match shape {
            Shape::Scalar(Scalar::String(StringFormat::Binary)) => Some(self.file()),
            Shape::Scalar(Scalar::String(StringFormat::Plain)) | Shape::Any if stated => {
                Some(self.file())
            }
            Shape::Alias(inner) => self.file_type(inner, stated),
            Shape::Nullable(inner) => {
                let inner = self.file_type(inner, stated)?;
                Some(self.intern(&Pointer::root(), Shape::Nullable(inner)))
            }
            Shape::Array(item) => {
                let item = self.file_type(item, stated)?;
                Some(self.intern(&Pointer::root(), Shape::Array(item)))
            }
            Shape::Union(union) => {
                let mut files: Vec<TypeId> = Vec::new();
                for variant in &union.variants {
                    files.extend(self.file_type(variant.ty, stated));
                }
                // One of them is a list: a list of one is the same.
                let list = |id: &&TypeId| {
                    let def = self.types.get(id.index()).and_then(Option::as_ref);
                    def.is_some_and(|def| matches!(def.shape, Shape::Array(_)))
                };
                files.iter().find(list).or(files.first()).copied()
            }
            _ => None,
        }
    }

    fn file(&mut self) -> TypeId {
        self.intern(&Pointer::root(), Shape::Scalar(Scalar::File))
    }

    /// A type of its own for a form with files, beside the schema's other type, and called as it.
    fn add_form(&mut self, def: TypeDef, object: Object) -> TypeId {
        let shape = Shape::Object(object);
        let known = self.types.iter().position(|other| {
            other.as_ref().is_some_and(|other| other.origin == def.origin && other.shape == shape)
        });
        if let Some(index) = known {
            return TypeId::new(index);
        }
        let id = TypeId::new(self.types.len());
        self.types.push(Some(TypeDef { used: Direction::default(), shape, ..def }));
        id
    }

    /// The type under aliases and nulls.
    fn through(&self, ty: TypeId) -> TypeId {
        let mut at = ty;
        for _ in 0..CHAIN {
            match self.types.get(at.index()).and_then(Option::as_ref).map(|def| &def.shape) {
                Some(Shape::Alias(inner) | Shape::Nullable(inner)) => at = *inner,
                _ => return at,
            }
        }
        at
    }

    /// The members that are not written in the usual way, by name.
    fn lower_encodings(
        &mut self,
        at: &Pointer,
        media: &MediaType,
        ty: TypeId,
    ) -> Vec<(String, Encoding)> {
        let at = at.child("encoding");
        let mut lowered = Vec::new();
        for (name, encoding) in super::sorted(media.encoding.clone()) {
            let here = at.child(&name);
            for header in encoding.headers.keys() {
                self.warn(
                    Code::UnsupportedKeyword,
                    &here.child("headers").child(header),
                    "the headers of a part other than its content type are not sent",
                );
            }
            let explode = encoding.extensions.get(ENCODING_EXPLODE).and_then(|flag| flag.as_bool());
            let style = style(encoding.style.as_ref(), explode);
            let media_type = || encoding.content_type.clone().filter(|text| is_one(text));
            let own = match (style, media_type()) {
                // OpenAPI 3.1 §4.8.15.1.2: a style outdoes the media type.
                (Some(style), _) => Some(Encoding::Style(style)),
                (None, Some(text)) => self.checked_media_type(&here, &name, text, ty),
                (None, None) => None,
            };
            lowered.extend(own.map(|own| (name, own)));
        }
        lowered
    }

    /// The media type of a member, unless it is one that we cannot write.
    fn checked_media_type(
        &mut self,
        at: &Pointer,
        name: &str,
        media_type: String,
        ty: TypeId,
    ) -> Option<Encoding> {
        let def = self.types.get(self.through(ty).index())?.clone()?;
        let Shape::Object(object) = def.shape else { return None };
        let field = object.fields.iter().find(|field| field.wire == name)?;
        let mut member = self.through(field.ty);
        while let Some(Shape::Array(item)) = self.shape(member) {
            member = self.through(*item);
        }
        let texts = matches!(
            self.shape(member),
            Some(Shape::Scalar(_) | Shape::Enum(_) | Shape::Literal(_))
        );
        if !texts && !is_json(&media_type) {
            let what = if rank(&media_type) == Rank::Text { "written as" } else { "sent as" };
            self.warn(
                Code::UnsupportedMediaType,
                &at.child("contentType"),
                format!("`{name}` is {what} JSON: `{media_type}` is not generated"),
            );
            return None;
        }
        Some(Encoding::MediaType(media_type))
    }

    fn shape(&self, ty: TypeId) -> Option<&Shape> {
        self.types.get(ty.index())?.as_ref().map(|def| &def.shape)
    }
}

/// The style of a member, if the document states one: `explode` alone says that it is `form`, whose
/// default is to explode (OpenAPI 3.1 §4.8.15.1.2).
fn style(style: Option<&QueryStyle>, explode: Option<bool>) -> Option<Style> {
    match style {
        None => explode.map(|explode| Style::Form { explode }),
        Some(QueryStyle::Form) => Some(Style::Form { explode: explode.unwrap_or(true) }),
        Some(QueryStyle::DeepObject) => Some(Style::DeepObject),
        Some(_) if explode == Some(true) => Some(Style::Form { explode: true }),
        Some(QueryStyle::SpaceDelimited) => Some(Style::SpaceDelimited),
        Some(QueryStyle::PipeDelimited) => Some(Style::PipeDelimited),
    }
}

/// Whether a content type is exactly one, not a list of them nor a range.
fn is_one(media_type: &str) -> bool {
    !media_type.contains([',', '*']) && media_type.contains('/')
}
