//! Schemas: [`Json`] → [`RawSchema`], one entry of the table per schema and subschema.
//!
//! Decides what each keyword's value may look like and what a wrong one leads to; it never fails, it
//! warns. What 3.0 writes differently is lifted in [`lift`]. It follows no reference.

mod dangling;
mod keywords;
mod lift;
mod targets;
mod through;
mod values;

use super::hint;
use super::version::Dialect;
use super::{Constraints, Discriminator, RawSchema, SchemaId, SchemaTable};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::json::Json;
use crate::pointer::{Path, Pointer};
use keywords::{Class, Keyword};
use lift::Lift;

pub(super) use dangling::drop_dangling;
pub(super) use targets::read_targets;

/// The keywords that are known and left out, with the reason for each.
pub(super) fn left_out() -> impl Iterator<Item = (&'static str, &'static str)> {
    keywords::NAMES.iter().filter_map(|name| match Keyword::from_name(name)?.class() {
        Class::Ignored(why) => Some((*name, why)),
        _ => None,
    })
}

/// Reads schemas into a table.
pub(super) struct SchemaReader<'a> {
    dialect: Dialect,
    path: Path,
    table: &'a mut SchemaTable,
    /// `$anchor` names and the schemas that have them.
    anchors: Vec<(String, Pointer)>,
    out: &'a mut Diagnostics,
}

impl<'a> SchemaReader<'a> {
    pub(super) fn new(
        dialect: Dialect,
        table: &'a mut SchemaTable,
        out: &'a mut Diagnostics,
    ) -> Self {
        Self { dialect, path: Path::default(), table, anchors: Vec::new(), out }
    }

    /// Reads the schema that stood at `pointer`, subschemas included.
    pub(super) fn read(&mut self, pointer: &Pointer, value: Json) -> SchemaId {
        self.path = Path::from_pointer(pointer);
        self.schema(value)
    }

    /// Reads the schema at the current place.
    fn schema(&mut self, value: Json) -> SchemaId {
        // The entry is made first, so that a schema comes before its subschemas.
        let pointer = self.path.pointer();
        if let Some(read) = self.table.at(&pointer) {
            // The target of a reference may lie within the target of another.
            return read;
        }
        let id = self.table.insert(RawSchema { pointer: pointer.clone(), ..RawSchema::default() });
        let mut raw = RawSchema { pointer, ..RawSchema::default() };
        match value {
            Json::Bool(value) => raw.boolean = Some(value),
            Json::Object(members) => {
                let mut lift = Lift::default();
                for (name, value) in members {
                    let mark = self.path.enter(&name);
                    self.member(&mut raw, &mut lift, name, value);
                    self.path.leave(mark);
                }
                self.lift(&mut raw, lift);
            }
            other => {
                let message =
                    format!("{} stands where a schema belongs; any value is allowed", other.kind());
                self.warn(Code::InvalidValue, message);
            }
        }
        self.table.replace(id, raw);
        id
    }

    /// Reads one member of a schema object.
    fn member(&mut self, raw: &mut RawSchema, lift: &mut Lift, name: String, value: Json) {
        let Some(keyword) = Keyword::from_name(&name) else {
            if name.starts_with("x-") {
                // What tools of 2.0 write, which has no word for it, occurs in 3.0 as well.
                lift.nullable |= name == "x-nullable" && value == Json::Bool(true);
                raw.extensions.push((name, value));
            } else {
                self.unknown(&name);
            }
            return;
        };
        match keyword.class() {
            Class::Shape => self.shape(keyword, raw, lift, value),
            Class::Constraint => self.constraint(keyword, raw, lift, value),
            Class::Annotation => self.annotation(keyword, raw, value),
            Class::Ignored(_) => {}
            Class::Unsupported(what) => self.unsupported(keyword, raw, &name, what, value),
        }
    }

    fn shape(&mut self, keyword: Keyword, raw: &mut RawSchema, lift: &mut Lift, value: Json) {
        match keyword {
            Keyword::Ref => raw.reference = self.text(value),
            Keyword::Type => self.types(raw, value),
            Keyword::Nullable => self.nullable(lift, value),
            Keyword::Format => raw.format = self.text(value),
            Keyword::Enum => raw.enumeration = self.items_of(value),
            Keyword::Const => raw.constant = Some(value),
            Keyword::Properties => raw.properties = self.schema_map(value),
            Keyword::Required => raw.required = self.texts(value),
            Keyword::AdditionalProperties => raw.additional_properties = Some(self.schema(value)),
            Keyword::PatternProperties => {
                raw.pattern_properties = self.schema_map(value);
                // They are listed in documentation, where the order of keys would show.
                raw.pattern_properties.sort_by(|(one, _), (other, _)| one.cmp(other));
            }
            Keyword::Items => match value {
                Json::Array(_) => {
                    self.warn(
                        Code::InvalidValue,
                        "an array stands where a schema belongs; read as `prefixItems`",
                    );
                    raw.prefix_items = self.schema_list(value);
                }
                single => raw.items = Some(self.schema(single)),
            },
            Keyword::PrefixItems => raw.prefix_items = self.schema_list(value),
            Keyword::AdditionalItems => lift.additional_items = Some(self.schema(value)),
            Keyword::UnevaluatedProperties => {
                lift.unevaluated_properties = Some(self.schema(value));
            }
            Keyword::UnevaluatedItems => lift.unevaluated_items = Some(self.schema(value)),
            Keyword::AllOf => raw.all_of = self.schema_list(value),
            Keyword::AnyOf => raw.any_of = self.schema_list(value),
            Keyword::OneOf => raw.one_of = self.schema_list(value),
            Keyword::Not => raw.not = Some(self.schema(value)),
            Keyword::Discriminator => raw.discriminator = self.discriminator(value),
            Keyword::ContentMediaType => raw.content.0 = self.text(value),
            Keyword::ContentEncoding => raw.content.1 = self.text(value),
            // Only references reach these; they are found in the table by their pointers.
            Keyword::Defs | Keyword::Definitions => drop(self.schema_map(value)),
            Keyword::Anchor => {
                if let Some(name) = self.text(value) {
                    self.anchors.push((name, raw.pointer.clone()));
                }
            }
            other => broken_table(other),
        }
    }

    fn constraint(&mut self, keyword: Keyword, raw: &mut RawSchema, lift: &mut Lift, value: Json) {
        let constraints: &mut Constraints = &mut raw.constraints;
        match keyword {
            Keyword::Minimum => lift.minimum.inclusive = self.number(value),
            Keyword::Maximum => lift.maximum.inclusive = self.number(value),
            Keyword::ExclusiveMinimum => self.exclusive(&mut lift.minimum, value),
            Keyword::ExclusiveMaximum => self.exclusive(&mut lift.maximum, value),
            Keyword::MultipleOf => constraints.multiple_of = self.number(value),
            Keyword::MinLength => constraints.length.0 = self.count(value),
            Keyword::MaxLength => constraints.length.1 = self.count(value),
            Keyword::Pattern => constraints.pattern = self.text(value),
            Keyword::MinItems => constraints.items.0 = self.count(value),
            Keyword::MaxItems => constraints.items.1 = self.count(value),
            Keyword::UniqueItems => constraints.unique_items = self.flag(value),
            Keyword::MinProperties => constraints.properties.0 = self.count(value),
            Keyword::MaxProperties => constraints.properties.1 = self.count(value),
            Keyword::PropertyNames => raw.property_names = Some(self.schema(value)),
            other => broken_table(other),
        }
    }

    fn annotation(&mut self, keyword: Keyword, raw: &mut RawSchema, value: Json) {
        match keyword {
            Keyword::Title => raw.title = self.text(value),
            Keyword::Description => raw.description = self.text(value),
            Keyword::Default => raw.default = Some(value),
            Keyword::Example => raw.examples.push(value),
            Keyword::Examples => raw.examples.extend(self.items_of(value).unwrap_or_default()),
            Keyword::Deprecated => raw.deprecated = self.flag(value),
            Keyword::ReadOnly => raw.read_only = self.flag(value),
            Keyword::WriteOnly => raw.write_only = self.flag(value),
            other => broken_table(other),
        }
    }

    /// Warns about a keyword without a form, and reads the schemas in it, which may be referenced.
    fn unsupported(
        &mut self,
        keyword: Keyword,
        raw: &mut RawSchema,
        name: &str,
        what: &str,
        value: Json,
    ) {
        self.warn_key(Code::UnsupportedKeyword, format!("`{name}` is not generated: {what}"));
        if keyword.holds_schema() {
            let id = self.schema(value);
            if matches!(keyword, Keyword::Then | Keyword::Else) {
                raw.conditional.push(id);
            }
        } else if keyword == Keyword::DependentSchemas {
            let dependent = self.schema_map(value);
            raw.conditional.extend(dependent.into_iter().map(|(_, id)| id));
        }
    }

    fn unknown(&mut self, name: &str) {
        let at = At::Key(self.path.pointer());
        let message = format!("`{name}` is no keyword of schemas; it is not read");
        let mut finding = Diagnostic::warning(Code::UnknownKeyword, at, message);
        if let Some(near) = hint::nearest(name, keywords::NAMES.iter().copied()) {
            finding = finding.with_help(format!("did you mean `{near}`?"));
        }
        self.out.push(finding);
    }

    fn discriminator(&mut self, value: Json) -> Option<Discriminator> {
        let members = match value {
            Json::Object(members) => members,
            // OpenAPI 2.0's form.
            Json::String(property) => {
                self.warn(
                    Code::InvalidValue,
                    "a string stands where an object with `propertyName` belongs; read as its name",
                );
                return Some(Discriminator { property, ..Discriminator::default() });
            }
            other => return self.wrong(&other, "an object with `propertyName`; it is left out"),
        };
        let mut property = None;
        let mut mapping = Vec::new();
        let mut default = None;
        for (key, value) in members {
            let mark = self.path.enter(&key);
            match key.as_str() {
                "propertyName" => property = self.text(value),
                "mapping" => mapping = self.text_map(value),
                "defaultMapping" => default = self.text(value),
                other if other.starts_with("x-") => {}
                other => {
                    let message =
                        format!("the Discriminator Object has no key `{other}`; it is not read");
                    self.warn_key(Code::UnknownKey, message);
                }
            }
            self.path.leave(mark);
        }
        if property.is_none() {
            self.warn(
                Code::MissingKey,
                "the Discriminator Object has no `propertyName`; it is left out",
            );
        }
        property.map(|property| Discriminator { property, mapping, default })
    }

    fn schema_map(&mut self, value: Json) -> Vec<(String, SchemaId)> {
        let Json::Object(members) = value else {
            self.wrong::<()>(&value, "an object of schemas; it is left out");
            return Vec::new();
        };
        let read = |(name, value): (String, Json)| {
            let mark = self.path.enter(&name);
            let id = self.schema(value);
            self.path.leave(mark);
            (name, id)
        };
        members.into_iter().map(read).collect()
    }

    fn schema_list(&mut self, value: Json) -> Vec<SchemaId> {
        let Json::Array(items) = value else {
            self.wrong::<()>(&value, "an array of schemas; it is left out");
            return Vec::new();
        };
        let read = |(index, value): (usize, Json)| {
            let mark = self.path.enter_index(index);
            let id = self.schema(value);
            self.path.leave(mark);
            id
        };
        items.into_iter().enumerate().map(read).collect()
    }

    fn warn(&mut self, code: Code, message: impl Into<String>) {
        self.out.push(Diagnostic::warning(code, At::Pointer(self.path.pointer()), message));
    }

    fn warn_key(&mut self, code: Code, message: impl Into<String>) {
        self.out.push(Diagnostic::warning(code, At::Key(self.path.pointer()), message));
    }
}

/// The keyword table and the reader disagree, which no document can bring about.
fn broken_table(keyword: Keyword) -> ! {
    unreachable!("the keyword {keyword:?} is read in no class")
}

#[cfg(test)]
mod tests;
