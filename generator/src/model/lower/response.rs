//! Documented answers, most specific status first.

use indexmap::IndexMap;
use openapiv3::{MediaType, StatusCode};

use super::Lowering;
use super::media::{Rank, Streamed, streamed};
use crate::diagnostic::{Code, Severity};
use crate::model::{Content, ContentKind, Docs, Method, Response, StatusSpec, Stream};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// The answers of the operation at `at`.
    pub(super) fn lower_responses(
        &mut self,
        at: &Pointer,
        method: &Method,
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
            let streams = status.is_success() || (status == StatusSpec::Default && successes == 0);
            let (content, stream) = match has_body(method, status) {
                true => self.lower_answer(&here, &response.content, &role, streams),
                false => {
                    self.note_bodiless(&here, method, &response.content);
                    (None, None)
                }
            };
            for name in response.links.keys() {
                let message =
                    "links are not followed: the answer's values are there for the next call";
                self.warn(Code::UnsupportedKey, &here.child("links").child(name), message);
            }
            let headers = self.lower_headers(&here, &role, &response.headers);
            responses.push(Response {
                status,
                docs: Docs {
                    description: Some(response.description.clone()).filter(|text| !text.is_empty()),
                    ..Docs::default()
                },
                content,
                stream,
                headers,
            });
        }
        responses
    }

    /// Notes the bodies of an answer that HTTP says has none.
    fn note_bodiless(
        &mut self,
        at: &Pointer,
        method: &Method,
        content: &IndexMap<String, MediaType>,
    ) {
        // What an answer to HEAD documents is what GET would give.
        let severity = if *method == Method::Head { Severity::Note } else { Severity::Warning };
        for name in content.keys() {
            let message = "an answer of this method or status has no body (RFC 9110 §6.4.1)";
            let at = at.child("content").child(name);
            self.report(severity, Code::BodyOfNone, &at, message, None);
        }
    }

    /// The body of an answer, and the form of it that is read while it arrives, which only a
    /// success has. `role` is the answer's part in its operation, for names.
    fn lower_answer(
        &mut self,
        at: &Pointer,
        content: &IndexMap<String, MediaType>,
        role: &str,
        streams: bool,
    ) -> (Option<Content>, Option<Stream>) {
        let (mut live, mut ranked) = (Vec::new(), Vec::new());
        for (name, media) in content {
            match streamed(name).filter(|_| streams) {
                Some(_) => live.push((name.as_str(), media)),
                None => {
                    let rank = self.effective_rank(name, self.body_schema(media));
                    ranked.push((rank, name.as_str(), media));
                }
            }
        }
        // `text/event-stream` comes after `application/…` by name, and is the better one.
        live.sort_by_key(|(name, _)| (streamed(name) != Some(Streamed::Events), *name));
        ranked.sort_by_key(|(rank, name, _)| (*rank, *name));
        let words = self.root_words(at, role);
        let stream = live.first().and_then(|(name, media)| {
            self.note_unused(at, name, live.iter().skip(1).map(|(other, _)| *other));
            self.lower_stream(&at.child("content").child(name), name, media, &words)
        });
        let Some(&(rank, name, media)) = ranked.first() else { return (None, stream) };
        self.note_unused(at, name, ranked.iter().skip(1).map(|(_, other, _)| *other));
        let kind = match rank {
            Rank::Json => ContentKind::Json(self.lower_body_type(self.body_schema(media), &words)),
            // A form is handed over as the text that it is.
            Rank::Form | Rank::Text => {
                self.note_text(&at.child("content").child(name), name, media);
                ContentKind::Text
            }
            Rank::Bytes => ContentKind::Bytes,
            Rank::Multipart | Rank::Parts => {
                self.warn(
                    Code::UnsupportedMediaType,
                    &at.child("content").child(name),
                    "a multipart answer is handed over as bytes",
                );
                ContentKind::Bytes
            }
        };
        (Some(Content { media_type: name.to_owned(), kind }), stream)
    }
}

/// Whether an answer can have a body (RFC 9110 §6.4.1).
fn has_body(method: &Method, status: StatusSpec) -> bool {
    let bodiless =
        matches!(status, StatusSpec::Range(1) | StatusSpec::Code(100..200 | 204 | 205 | 304));
    *method != Method::Head && !bodiless
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
