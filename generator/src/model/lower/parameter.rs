//! Parameters: location, style with its defaults (OpenAPI 3.1 §4.8.12), type.

use openapiv3::{ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr};

use super::Lowering;
use super::media::{Rank, rank};
use crate::diagnostic::Code;
use crate::document::{COOKIE_STYLE, QUERY_STRING, SchemaId};
use crate::model::{Location, Parameter, Style, TypeId};
use crate::pointer::Pointer;
use crate::token::is_token;

/// Headers that a parameter must not set: other parts of the document do (OpenAPI 3.1
/// §4.8.12.2.1), or the transport does.
const RESERVED_HEADERS: [&str; 13] = [
    "accept",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

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
                format!(
                    "the header `{}` is set from other parts of the document, or by the transport",
                    data.name
                ),
                None,
            );
            return None;
        }
        if location == Location::Header && !is_token(&data.name) {
            let message =
                format!("`{}` is no name of a header (RFC 9110 §5.1); it is left out", data.name);
            self.warn(Code::IgnoredParameter, &at, message);
            return None;
        }
        let reserved =
            matches!(parameter, openapiv3::Parameter::Query { allow_reserved: true, .. });
        let (ty, style, schema) = self.parameter_type(&at, data, style)?;
        let mut docs = schema.map(|id| self.use_docs(id)).unwrap_or_default();
        docs.description = data.description.clone().or(docs.description);
        docs.deprecated |= data.deprecated == Some(true);
        Some(Parameter {
            name: data.name.clone(),
            location,
            style,
            reserved,
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
                let style = self.content_style(at, &media_type, style);
                let id = content.schema.as_ref().and_then(|schema| self.hoisted(schema));
                let ty = match id {
                    Some(id) => self.lower_root(id, &words),
                    None => self.any(),
                };
                Some((ty, style, id))
            }
        }
    }

    /// How a parameter of a media type is written: as JSON, or in the usual style. A form in the
    /// place of a query string is one by that style.
    fn content_style(&mut self, at: &Pointer, media_type: &str, style: Style) -> Style {
        if super::media::is_json(media_type) {
            return Style::Json;
        }
        if rank(media_type) != Rank::Form {
            self.warn(
                Code::UnsupportedMediaType,
                &at.child("content").child(media_type),
                "a parameter of this media type is sent in the usual style, as text",
            );
        }
        style
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
    let carried = |key| parameter.parameter_data_ref().extensions.contains_key(key);
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
        openapiv3::Parameter::Query { .. } if carried(QUERY_STRING) => {
            (Location::QueryString, Style::Form { explode: true })
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
        openapiv3::Parameter::Cookie { .. } if carried(COOKIE_STYLE) => {
            (Location::Cookie, Style::Cookie)
        }
        openapiv3::Parameter::Cookie { .. } => {
            (Location::Cookie, Style::Form { explode: explode.unwrap_or(true) })
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::RESERVED_HEADERS;

    #[test]
    fn the_runtime_refuses_the_same_headers() {
        let runtime = include_str!("../../../runtime/src/runtime/http/request/headers.rs");
        let (_, list) = runtime.split_once("const RESERVED:").expect("a list");
        let (list, _) = list.split_once("];").expect("an end");
        let theirs: BTreeSet<&str> = list.split('"').skip(1).step_by(2).collect();
        assert!(theirs.len() > 5, "{theirs:?}");
        // These the runtime sets itself, and a caller may replace.
        let documented = ["accept", "authorization", "content-type"];
        let all: BTreeSet<&str> = theirs.into_iter().chain(documented).collect();
        assert_eq!(RESERVED_HEADERS.into_iter().collect::<BTreeSet<_>>(), all);
    }
}
