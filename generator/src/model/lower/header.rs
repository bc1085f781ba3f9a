//! Documented headers of answers.
//!
//! How a header is written is not decided here: the one style there is (OpenAPI 3.1 §4.8.21) is read
//! tolerantly by the runtime.

use indexmap::IndexMap;
use openapiv3::{Header, ParameterSchemaOrContent, ReferenceOr};

use super::Lowering;
use crate::diagnostic::Code;
use crate::model::ResponseHeader;
use crate::pointer::Pointer;
use crate::token::is_token;

impl Lowering<'_> {
    /// The headers of the answer at `answer`, by name. `role` is the answer's part in its operation.
    pub(super) fn lower_headers(
        &mut self,
        answer: &Pointer,
        role: &str,
        headers: &IndexMap<String, ReferenceOr<Header>>,
    ) -> Vec<ResponseHeader> {
        let mut lowered = Vec::new();
        for (name, header) in super::sorted(headers.clone()) {
            // OpenAPI 3.1 §4.8.17.1: it is said by the media type.
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            // Without it nothing but the header's method is missing, so a crate can be made.
            let at = answer.child("headers").child(&name);
            let Some((at, header)) = self.resolve(&at, &header) else {
                continue;
            };
            if !is_token(&name) {
                let message =
                    format!("`{name}` is no name of a header (RFC 9110 §5.1); it is left out");
                self.warn(Code::IgnoredParameter, &at, message);
                continue;
            }
            let schema = match &header.format {
                ParameterSchemaOrContent::Schema(schema) => self.hoisted(schema),
                ParameterSchemaOrContent::Content(content) => {
                    let media = super::sorted(content.iter().map(|(k, v)| (k.clone(), v)));
                    media.into_values().next().and_then(|media| self.body_schema(media))
                }
            };
            let mut words = self.root_words(answer, role);
            words.push(name.clone());
            let mut docs = schema.map(|id| self.use_docs(id)).unwrap_or_default();
            docs.description = header.description.clone().or(docs.description);
            docs.deprecated |= header.deprecated == Some(true);
            let ty = self.lower_body_type(schema, &words);
            lowered.push(ResponseHeader { name, ty, docs });
        }
        lowered
    }
}
