//! Rules that a table of single keys cannot say: keys that need or exclude each other.

use super::{Verdict, Walker};
use crate::diagnostic::{At, Code, Diagnostic};
use crate::json::Json;

use crate::document::carried::carry;
use crate::document::grammar::Kind;
use crate::document::{COOKIE_STYLE, ENCODING_EXPLODE, MUTUAL_TLS, QUERY_STRING};

use super::Members;

impl Walker<'_> {
    /// Applies the rules of a kind to an object whose members have been checked one by one.
    pub(super) fn special(&mut self, kind: Kind, members: &mut Members) -> Verdict {
        match kind {
            Kind::Parameter => {
                if text(members, "in") == Some("querystring") {
                    carry(members, QUERY_STRING, Json::Bool(true));
                    carry(members, "in", Json::String("query".to_owned()));
                }
                if text(members, "in") == Some("cookie") && text(members, "style") == Some("cookie")
                {
                    carry(members, COOKIE_STYLE, Json::Bool(true));
                    take(members, "style");
                }
                self.schema_or_content(kind, members);
                self.style(members);
                self.path_parameter(members);
                Verdict::Keep
            }
            Kind::Header => {
                self.schema_or_content(kind, members);
                Verdict::Keep
            }
            Kind::Link => self.link(members),
            Kind::SecurityScheme => self.security_scheme(members),
            Kind::Encoding => {
                let explode = members.iter().position(|(key, _)| key == "explode");
                if let Some((_, explode)) = explode.map(|index| members.remove(index)) {
                    carry(members, ENCODING_EXPLODE, explode);
                }
                Verdict::Keep
            }
            Kind::Callback => {
                // The type that holds callbacks has no room for extensions.
                members.retain(|(key, _)| !key.starts_with("x-"));
                Verdict::Keep
            }
            _ => Verdict::Keep,
        }
    }

    /// A parameter that is the whole query string needs a name by the text (3.2 §4.12.2.1) and nowhere else.
    pub(super) fn name_query_string(&mut self, kind: Kind, members: &mut Members) {
        let nameless = kind == Kind::Parameter && !has(members, "name");
        if nameless && text(members, "in") == Some("querystring") {
            let at = At::Pointer(self.path.pointer());
            let message = "the Parameter Object has no `name`; `query` is assumed";
            self.out.push(Diagnostic::warning(Code::MissingKey, at, message));
            members.push(("name".to_owned(), Json::String("query".to_owned())));
        }
    }

    /// A parameter or header has either `schema` or `content` (3.1 §4.8.12.2).
    fn schema_or_content(&mut self, kind: Kind, members: &mut Members) {
        let name = kind.rules().name;
        match (has(members, "schema"), has(members, "content")) {
            (true, false) | (false, true) => {}
            (true, true) => {
                take(members, "content");
                let mark = self.path.enter("content");
                let message =
                    format!("the {name} has both `schema` and `content`; `schema` counts");
                self.warn_key(Code::InvalidValue, message);
                self.path.leave(mark);
            }
            (false, false) => {
                let message =
                    format!("the {name} has neither `schema` nor `content`; any value is allowed");
                let at = At::Pointer(self.path.pointer());
                self.out.push(Diagnostic::warning(Code::MissingKey, at, message));
                let mark = self.path.enter("schema");
                let mut schema = Json::Object(Vec::new());
                self.hoist(&mut schema);
                members.push(("schema".to_owned(), schema));
                self.path.leave(mark);
            }
        }
    }

    /// Which styles a place allows (3.1 §4.8.12.3).
    fn style(&mut self, members: &mut Members) {
        let allowed: &[&str] = match text(members, "in") {
            Some("query") => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            Some("path") => &["matrix", "label", "simple"],
            Some("header") => &["simple"],
            Some("cookie") => &["form"],
            _ => return,
        };
        let Some(style) = text(members, "style") else { return };
        if allowed.contains(&style) {
            return;
        }
        let mark = self.path.enter("style");
        let at = At::Pointer(self.path.pointer());
        let place = text(members, "in").unwrap_or_default();
        let message = format!(
            "the style `{style}` is not for {place} parameters; `{}` is used",
            if place == "path" || place == "header" { "simple" } else { "form" }
        );
        self.out.push(Diagnostic::warning(Code::InvalidValue, at, message));
        self.path.leave(mark);
        take(members, "style");
    }

    /// A path parameter is always required (3.1 §4.8.12.2.1).
    fn path_parameter(&mut self, members: &mut Members) {
        let required = members.iter().any(|(k, v)| k == "required" && *v == Json::Bool(true));
        if text(members, "in") != Some("path") || required {
            return;
        }
        let at = At::Pointer(self.path.pointer());
        let message = "a path parameter has to be `required: true`; it is read so";
        self.out.push(Diagnostic::warning(Code::InvalidValue, at, message));
        take(members, "required");
        members.push(("required".to_owned(), Json::Bool(true)));
    }

    /// A link names its operation in exactly one way (3.1 §4.8.20.1).
    fn link(&mut self, members: &mut Members) -> Verdict {
        let at = At::Pointer(self.path.pointer());
        match (has(members, "operationRef"), has(members, "operationId")) {
            (true, false) | (false, true) => Verdict::Keep,
            (true, true) => {
                let message =
                    "the link has both `operationRef` and `operationId`; the latter counts";
                self.out.push(Diagnostic::warning(Code::InvalidValue, at, message));
                take(members, "operationRef");
                Verdict::Keep
            }
            (false, false) => {
                let message = "the link names no operation; it is left out";
                self.out.push(Diagnostic::warning(Code::MissingKey, at, message));
                Verdict::Drop
            }
        }
    }

    /// What each type of security scheme requires (3.1 §4.8.27.1).
    fn security_scheme(&mut self, members: &mut Members) -> Verdict {
        let required: &[&str] = match text(members, "type") {
            Some("apiKey") => &["name", "in"],
            Some("http") => &["scheme"],
            Some("oauth2") => &["flows"],
            Some("openIdConnect") => &["openIdConnectUrl"],
            Some("mutualTLS") => {
                let at = At::Pointer(self.path.pointer());
                let message =
                    "mutual TLS is not generated; the certificate belongs to the transport";
                self.out.push(Diagnostic::warning(Code::UnsupportedKey, at, message));
                // `openapiv3` knows no such type. The model has to know that nothing is sent for it.
                *members = [("type", "http"), ("scheme", MUTUAL_TLS)]
                    .map(|(key, text)| (key.to_owned(), Json::String(text.to_owned())))
                    .into();
                return Verdict::Keep;
            }
            _ => &["type"],
        };
        let Some(missing) = required.iter().find(|key| !has(members, key)) else {
            return Verdict::Keep;
        };
        let at = At::Pointer(self.path.pointer());
        let message = format!("the security scheme has no usable `{missing}`; it is left out");
        self.out.push(Diagnostic::warning(Code::MissingKey, at, message));
        Verdict::Drop
    }
}

fn has(members: &Members, key: &str) -> bool {
    members.iter().any(|(k, _)| k == key)
}

fn text<'a>(members: &'a Members, key: &str) -> Option<&'a str> {
    members.iter().find(|(k, _)| k == key)?.1.as_str()
}

fn take(members: &mut Members, key: &str) {
    members.retain(|(k, _)| k != key);
}
