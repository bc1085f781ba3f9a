//! Forms: parameters `in: formData` become the members of an object.

use super::body::BodyParameter;
use super::parameter::ListStyle;
use super::{Lifter, Members, object, schema};
use crate::json::Json;
use crate::pointer::Pointer;

const MULTIPART: &str = "multipart/form-data";
const URL_ENCODED: &str = "application/x-www-form-urlencoded";

impl Lifter<'_> {
    pub(super) fn form_body(
        &mut self,
        form: Vec<BodyParameter>,
        consumes: &[String],
        to: &Pointer,
    ) -> Json {
        let is_file =
            |member: &BodyParameter| member.json.get("type").and_then(Json::as_str) == Some("file");
        // 2.0, Parameter Object: a file needs multipart; else `consumes` says, and may say both.
        let multipart = form.iter().any(is_file)
            || (consumes.iter().any(|kind| kind == MULTIPART)
                && consumes.iter().all(|kind| kind != URL_ENCODED));
        let media_type = if multipart { MULTIPART } else { URL_ENCODED };
        if let Some(first) = form.first() {
            self.origins.moved(to, &first.at);
        }
        let at = to.child("content").child(media_type);
        let mut properties = Members::new();
        let mut required = Vec::new();
        for member in form {
            let name = member.name().to_owned();
            if member.json.get("required").and_then(Json::as_bool) == Some(true) {
                required.push(Json::String(name.clone()));
            }
            self.origins.moved(&at.child("schema").child("properties").child(&name), &member.at);
            let Json::Object(members) = member.json else { continue };
            let own = |(key, _): &(String, Json)| {
                !["name", "in", "required", "allowEmptyValue"].contains(&key.as_str())
            };
            let mut value: Members = members.into_iter().filter(own).collect();
            if let Some(style) = self.collection(&mut value, &member.at)
                && style != ListStyle::Repeated
            {
                let message = "the items of this list are sent one by one under the same name";
                self.lose(&member.at, message);
            }
            properties.retain(|(known, _)| *known != name);
            properties.push((name, schema::schema(Json::Object(value))));
        }
        let some = !required.is_empty();
        let mut value = vec![
            ("type".to_owned(), Json::String("object".to_owned())),
            ("properties".to_owned(), Json::Object(properties)),
        ];
        if some {
            value.push(("required".to_owned(), Json::Array(required)));
        }
        let content = object([("schema", Json::Object(value))]);
        object([("required", Json::Bool(some)), ("content", object([(media_type, content)]))])
    }
}
