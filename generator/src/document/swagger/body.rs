//! Body and form parameters, which 3.0 has as the operation's request body.

use super::{Lifter, Members, object, schema};
use crate::json::Json;
use crate::pointer::Pointer;

/// A parameter that is the body, or a member of a form.
#[derive(Clone, Debug)]
pub(super) struct BodyParameter {
    pub(super) json: Json,
    /// Where it stands in the document.
    pub(super) at: Pointer,
}

impl BodyParameter {
    pub(super) fn name(&self) -> &str {
        self.json.get("name").and_then(Json::as_str).unwrap_or_default()
    }

    pub(super) fn is_form(&self) -> bool {
        self.json.get("in").and_then(Json::as_str) == Some("formData")
    }
}

impl Lifter<'_> {
    /// The request body of the operation at `at`; `None` if it has none.
    pub(super) fn request_body(
        &mut self,
        parameters: Vec<BodyParameter>,
        consumes: &[String],
        at: &Pointer,
    ) -> Option<Json> {
        let (form, whole): (Vec<_>, Vec<_>) =
            parameters.into_iter().partition(BodyParameter::is_form);
        let to = at.child("requestBody");
        // 2.0, Parameter Object: there is one body at most, and never a form beside it.
        let mut whole = whole.into_iter();
        if let Some(body) = whole.next() {
            for other in whole.chain(form) {
                self.lose(&other.at, "an operation has one body; this parameter is left out");
            }
            return Some(self.whole_body(body, consumes, &to));
        }
        (!form.is_empty()).then(|| self.form_body(form, consumes, &to))
    }

    fn whole_body(&mut self, body: BodyParameter, consumes: &[String], to: &Pointer) -> Json {
        self.origins.moved(to, &body.at);
        let mut out = Members::new();
        let mut value = Json::Object(Vec::new());
        let Json::Object(members) = body.json else {
            return body.json;
        };
        for (key, member) in members {
            match key.as_str() {
                "schema" => value = schema::schema(member),
                "name" | "in" => {}
                _ => out.push((key, member)),
            }
        }
        let json = ["application/json".to_owned()];
        let types = if consumes.is_empty() { &json[..] } else { consumes };
        let mut content = Members::new();
        for media_type in types {
            let at = to.child("content").child(media_type).child("schema");
            self.origins.moved(&at, &body.at.child("schema"));
            if content.iter().all(|(known, _)| known != media_type) {
                content.push((media_type.clone(), object([("schema", value.clone())])));
            }
        }
        out.push(("content".to_owned(), Json::Object(content)));
        Json::Object(out)
    }
}
