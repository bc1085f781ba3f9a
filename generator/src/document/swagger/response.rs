//! Responses: the schema moves below the media types that `produces` names.

use super::{Lifter, Members, Origins, object, schema};
use crate::json::Json;
use crate::pointer::Pointer;

impl Lifter<'_> {
    /// The response at `at` (2.0, Response Object).
    pub(super) fn response(&mut self, response: Json, produces: &[String], at: &Pointer) -> Json {
        if let Some(reference) = response.get("$ref").and_then(Json::as_str) {
            return object([("$ref", Json::String(Origins::lifted(reference)))]);
        }
        let Json::Object(members) = response else {
            return response;
        };
        let mut out = Members::new();
        let (mut value, mut examples) = (None, Members::new());
        for (key, member) in members {
            match (key.as_str(), member) {
                ("schema", member) => value = Some(member),
                ("examples", Json::Object(members)) => examples = members,
                ("headers", Json::Object(headers)) => {
                    let lifted = headers.into_iter().map(|(name, header)| {
                        let header = self.header(header, &at.child("headers").child(&name));
                        (name, header)
                    });
                    out.push((key, Json::Object(lifted.collect())));
                }
                (_, member) => out.push((key, member)),
            }
        }
        if let Some(value) = value {
            let content = self.content(value, &examples, produces, at);
            out.push(("content".to_owned(), content));
        }
        Json::Object(out)
    }

    fn content(
        &mut self,
        value: Json,
        examples: &[(String, Json)],
        produces: &[String],
        at: &Pointer,
    ) -> Json {
        let is_file = value.get("type").and_then(Json::as_str) == Some("file");
        let usual = if is_file { "application/octet-stream" } else { "application/json" };
        let mut types: Vec<&str> = produces.iter().map(String::as_str).collect();
        if types.is_empty() {
            types.push(usual);
        }
        let value = schema::schema(value);
        let mut content = Members::new();
        for media_type in types {
            if content.iter().any(|(known, _)| known == media_type) {
                continue;
            }
            let to = at.child("content").child(media_type);
            self.origins.moved(&to, at);
            let mut members = vec![("schema".to_owned(), value.clone())];
            if let Some((_, example)) = examples.iter().find(|(of, _)| of == media_type) {
                self.origins.moved(&to.child("example"), &at.child("examples").child(media_type));
                members.push(("example".to_owned(), example.clone()));
            }
            content.push((media_type.to_owned(), Json::Object(members)));
        }
        Json::Object(content)
    }

    /// A header (2.0, Header Object): all but its description describes its value.
    fn header(&mut self, header: Json, at: &Pointer) -> Json {
        let Json::Object(members) = header else {
            return header;
        };
        let own = |key: &str| key == "description" || key.starts_with("x-");
        let (mut out, mut value): (Members, Members) =
            members.into_iter().partition(|(key, _)| own(key));
        self.collection(&mut value, at);
        self.origins.moved(&at.child("schema"), at);
        out.push(("schema".to_owned(), schema::schema(Json::Object(value))));
        Json::Object(out)
    }
}
