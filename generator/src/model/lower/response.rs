//! Documented answers, most specific status first.

use openapiv3::StatusCode;

use super::Lowering;
use crate::diagnostic::Code;
use crate::model::{Docs, Response, StatusSpec};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// The answers of the operation at `at`.
    pub(super) fn lower_responses(
        &mut self,
        at: &Pointer,
        operation: &openapiv3::Operation,
    ) -> Vec<Response> {
        let at = at.child("responses");
        let mut keyed = Vec::new();
        for (code, response) in &operation.responses.responses {
            match status(code) {
                Some(status) => keyed.push((status, code.to_string(), response)),
                None => self.warn(
                    Code::InvalidStatus,
                    &at.child(&code.to_string()),
                    format!("`{code}` is not a status from 100 to 599"),
                ),
            }
        }
        keyed.extend(
            operation
                .responses
                .default
                .as_ref()
                .map(|response| (StatusSpec::Default, "default".to_owned(), response)),
        );
        keyed.sort_by_key(|(status, ..)| *status);
        let mut responses = Vec::new();
        let mut successes = 0;
        for (status, key, response) in keyed {
            let Some((here, response)) = self.resolve(&at.child(&key), response) else { continue };
            let role = match status.is_success() {
                true if successes == 0 => "response".to_owned(),
                true => format!("response {status}"),
                false => format!("error {status}"),
            };
            successes += usize::from(status.is_success());
            let content = self.lower_content(&here, &response.content, &role);
            let mut media_types: Vec<String> = response.content.keys().cloned().collect();
            media_types.sort();
            responses.push(Response {
                status,
                docs: Docs {
                    description: Some(response.description.clone()).filter(|text| !text.is_empty()),
                    ..Docs::default()
                },
                content,
                media_types,
            });
        }
        responses
    }
}

fn status(code: &StatusCode) -> Option<StatusSpec> {
    match code {
        StatusCode::Code(code) if (100..600).contains(code) => Some(StatusSpec::Code(*code)),
        StatusCode::Range(digit) if (1..6).contains(digit) => {
            u8::try_from(*digit).ok().map(StatusSpec::Range)
        }
        StatusCode::Code(_) | StatusCode::Range(_) => None,
    }
}
