//! Reads the plain values of keywords: strings, flags, numbers, counts and lists of them.
//!
//! A value of the wrong kind is reported and read as if the keyword were absent.

use super::SchemaReader;
use crate::diagnostic::Code;
use crate::document::{JsonType, RawSchema, hint};
use crate::json::Json;

impl SchemaReader<'_> {
    /// Reports `value`, which should have been `wanted`.
    pub(super) fn wrong<T>(&mut self, value: &Json, wanted: &str) -> Option<T> {
        let found = match value {
            Json::Number(text) => format!("the number {text}"),
            Json::String(text) if text.chars().count() <= 40 => format!("the string `{text}`"),
            other => other.kind().to_owned(),
        };
        self.warn(Code::InvalidValue, format!("{found} stands where a keyword wants {wanted}"));
        None
    }

    pub(super) fn text(&mut self, value: Json) -> Option<String> {
        match value {
            Json::String(text) => Some(text),
            // YAML reads `title: 404` and `description: yes` as other kinds; the text is plain.
            Json::Number(text) => Some(text),
            Json::Bool(flag) => Some(flag.to_string()),
            other => self.wrong(&other, "a string; it is left out"),
        }
    }

    pub(super) fn flag(&mut self, value: Json) -> bool {
        match value {
            Json::Bool(flag) => flag,
            Json::String(text) if text == "true" || text == "false" => {
                let flag = text == "true";
                self.warn(
                    Code::InvalidValue,
                    format!("the string `{text}` stands where a boolean belongs"),
                );
                flag
            }
            other => self.wrong::<()>(&other, "a boolean; read as false").is_some(),
        }
    }

    pub(super) fn number(&mut self, value: Json) -> Option<String> {
        match value {
            Json::Number(text) => Some(text),
            other => self.wrong(&other, "a number; it is left out"),
        }
    }

    /// A count such as `maxLength`; JSON Schema allows `10.0` for `10` (Core §4.2.3).
    pub(super) fn count(&mut self, value: Json) -> Option<u64> {
        let parsed = match &value {
            Json::Number(text) => {
                let integral =
                    text.split_once('.').filter(|(_, zeros)| zeros.bytes().all(|b| b == b'0'));
                integral.map_or(text.as_str(), |(integer, _)| integer).parse().ok()
            }
            _ => None,
        };
        parsed.or_else(|| self.wrong(&value, "a count; it is left out"))
    }

    pub(super) fn items_of(&mut self, value: Json) -> Option<Vec<Json>> {
        match value {
            Json::Array(items) => Some(items),
            other => self.wrong(&other, "an array; it is left out"),
        }
    }

    pub(super) fn texts(&mut self, value: Json) -> Vec<String> {
        let Some(items) = self.items_of(value) else {
            return Vec::new();
        };
        let read = |(index, item)| {
            let mark = self.path.enter_index(index);
            let text = self.text(item);
            self.path.leave(mark);
            text
        };
        items.into_iter().enumerate().filter_map(read).collect()
    }

    pub(super) fn text_map(&mut self, value: Json) -> Vec<(String, String)> {
        let Json::Object(members) = value else {
            self.wrong::<()>(&value, "an object of strings; it is left out");
            return Vec::new();
        };
        let read = |(key, value): (String, Json)| {
            let mark = self.path.enter(&key);
            let text = self.text(value);
            self.path.leave(mark);
            text.map(|text| (key, text))
        };
        members.into_iter().filter_map(read).collect()
    }

    /// `type`: a name or a list of names. YAML's bare `null` means the type of that name.
    pub(super) fn types(&mut self, raw: &mut RawSchema, value: Json) {
        match value {
            Json::Array(items) => {
                for (index, item) in items.into_iter().enumerate() {
                    let mark = self.path.enter_index(index);
                    self.type_name(raw, &item);
                    self.path.leave(mark);
                }
            }
            single => self.type_name(raw, &single),
        }
    }

    /// The type whose name differs from `name` in capitals only.
    fn miswritten_type(&mut self, name: &str) -> Option<JsonType> {
        let meant = JsonType::from_name(&name.to_lowercase())?;
        let message = format!("`{name}` is no type of JSON Schema; read as `{}`", meant.name());
        self.warn(Code::InvalidValue, message);
        Some(meant)
    }

    fn type_name(&mut self, raw: &mut RawSchema, value: &Json) {
        let name = match value {
            Json::Null => "null",
            Json::String(name) => name,
            other => {
                self.wrong::<()>(other, "the name of a type; it is left out");
                return;
            }
        };
        match JsonType::from_name(name).or_else(|| self.miswritten_type(name)) {
            Some(known) => raw.types.insert(known),
            None => {
                let near = hint::nearest(name, JsonType::ALL.map(JsonType::name));
                let near =
                    near.map(|near| format!(" (did you mean `{near}`?)")).unwrap_or_default();
                let message = format!("`{name}` is no type of JSON Schema; it is left out{near}");
                self.warn(Code::InvalidValue, message);
            }
        }
    }
}
