//! Parameters: location, style with its defaults (OpenAPI 3.1 §4.8.12), type.

use openapiv3::{ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr};

use super::Lowering;
use crate::diagnostic::Code;
use crate::document::SchemaId;
use crate::model::{Location, Parameter, Style, TypeId};
use crate::pointer::Pointer;

/// Headers that a parameter must not set (OpenAPI 3.1 §4.8.12.2.1): other parts of the document do.
const RESERVED_HEADERS: [&str; 3] = ["accept", "authorization", "content-type"];

impl Lowering<'_> {
    /// The parameter at `at`. `None`, with a finding, when it cannot be sent.
    pub(super) fn lower_parameter(
        &mut self,
        at: &Pointer,
        parameter: &ReferenceOr<openapiv3::Parameter>,
    ) -> Option<Parameter> {
        let (at, parameter) = self.resolve(at, parameter)?;
        let data = parameter.parameter_data_ref();
        let (location, style) = location_and_style(parameter);
        if location == Location::Header
            && RESERVED_HEADERS.contains(&data.name.to_ascii_lowercase().as_str())
        {
            self.report(
                crate::diagnostic::Severity::Note,
                Code::IgnoredParameter,
                &at,
                format!("the header `{}` is set from other parts of the document", data.name),
                None,
            );
            return None;
        }
        if let openapiv3::Parameter::Query { allow_reserved: true, .. } = parameter {
            self.warn(
                Code::UnsupportedKeyword,
                &at.child("allowReserved"),
                "reserved characters are percent-encoded all the same",
            );
        }
        let (ty, style, schema) = self.parameter_type(&at, data, style)?;
        let mut docs = schema.map(|id| self.use_docs(id)).unwrap_or_default();
        docs.description = data.description.clone().or(docs.description);
        docs.deprecated |= data.deprecated == Some(true);
        Some(Parameter {
            name: data.name.clone(),
            location,
            style,
            required: data.required || location == Location::Path,
            ty,
            docs,
        })
    }

    fn parameter_type(
        &mut self,
        at: &Pointer,
        data: &ParameterData,
        style: Style,
    ) -> Option<(TypeId, Style, Option<SchemaId>)> {
        let words = self.root_words(at, &data.name);
        match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                let id = self.hoisted(schema)?;
                Some((self.lower_root(id, &words), style, Some(id)))
            }
            ParameterSchemaOrContent::Content(content) => {
                let (media_type, content) =
                    super::sorted(content.iter().map(|(k, v)| (k.clone(), v))).pop_first()?;
                if !super::media::is_json(&media_type) {
                    self.warn(
                        Code::UnsupportedMediaType,
                        &at.child("content").child(&media_type),
                        "a parameter of this media type is sent as text",
                    );
                }
                let id = content.schema.as_ref().and_then(|schema| self.hoisted(schema));
                let ty = match id {
                    Some(id) => self.lower_root(id, &words),
                    None => self.any(),
                };
                Some((ty, Style::Json, id))
            }
        }
    }

    /// The schema that was hoisted out of this position.
    pub(super) fn hoisted(&self, schema: &ReferenceOr<openapiv3::Schema>) -> Option<SchemaId> {
        match schema {
            ReferenceOr::Reference { reference } => Pointer::from_reference(reference)
                .and_then(|pointer| self.document.schemas.at(&pointer)),
            ReferenceOr::Item(_) => None,
        }
    }
}

/// Where a parameter travels and how it is written, defaults filled in.
fn location_and_style(parameter: &openapiv3::Parameter) -> (Location, Style) {
    let explode = parameter.parameter_data_ref().explode;
    match parameter {
        openapiv3::Parameter::Path { style, .. } => {
            let explode = explode.unwrap_or(false);
            let style = match style {
                PathStyle::Simple => Style::Simple { explode },
                PathStyle::Label => Style::Label { explode },
                PathStyle::Matrix => Style::Matrix { explode },
            };
            (Location::Path, style)
        }
        openapiv3::Parameter::Query { style, .. } => {
            let style = match (style, explode) {
                (QueryStyle::Form, explode) => Style::Form { explode: explode.unwrap_or(true) },
                (QueryStyle::DeepObject, _) => Style::DeepObject,
                (QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited, Some(true)) => {
                    Style::Form { explode: true }
                }
                (QueryStyle::SpaceDelimited, _) => Style::SpaceDelimited,
                (QueryStyle::PipeDelimited, _) => Style::PipeDelimited,
            };
            (Location::Query, style)
        }
        openapiv3::Parameter::Header { .. } => {
            (Location::Header, Style::Simple { explode: explode.unwrap_or(false) })
        }
        openapiv3::Parameter::Cookie { .. } => {
            (Location::Cookie, Style::Form { explode: explode.unwrap_or(true) })
        }
    }
}
