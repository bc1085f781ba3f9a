//! Which types become items, what they are called, and the Rust type of every type of the model.

use std::collections::{BTreeMap, HashSet};

use super::names::{self, RustIdent, Scope};
use super::{LiteralPlan, RustType};
use crate::config::Config;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Input, Severity};
use crate::json::Json;
use crate::model::{
    Additional, Api, Field, IntegerFormat, NameHint, Scalar, Shape, StringFormat, TypeId, Union,
};
use crate::pointer::Pointer;

/// The types of a model, in Rust.
pub(super) struct Types<'a> {
    pub(super) api: &'a Api,
    pub(super) config: &'a Config,
    /// The item that a type is, by [`TypeId`].
    names: Vec<Option<RustIdent>>,
    /// Where schemas stand that are forms with files.
    forms: HashSet<&'a Pointer>,
}

impl<'a> Types<'a> {
    /// Names every item. `reserved` are the names that the crate's root has besides them.
    pub(super) fn new(
        api: &'a Api,
        config: &'a Config,
        reserved: &[&str],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let is_form = |shape: &Shape| matches!(shape, Shape::Object(object) if object.is_form);
        let forms = api.types.iter().filter(|def| is_form(&def.shape)).map(|def| &def.origin);
        let names = vec![None; api.types.len()];
        let mut types = Self { api, config, names, forms: forms.collect() };
        types.assign(reserved, diagnostics);
        types
    }

    /// The items, by name.
    pub(super) fn items(&self) -> BTreeMap<&RustIdent, TypeId> {
        let named = self.names.iter().enumerate();
        named.filter_map(|(index, name)| Some((name.as_ref()?, TypeId::new(index)))).collect()
    }

    /// The type in Rust, and whether it is nullable.
    pub(super) fn of(&self, id: TypeId) -> (RustType, bool) {
        if let Some(name) = &self.names[id.index()] {
            return (RustType::Item(name.clone()), self.is_nullable(id));
        }
        self.structure(id)
    }

    /// The type with its null as an `Option`.
    pub(super) fn value(&self, id: TypeId) -> RustType {
        match self.of(id) {
            (ty, true) => RustType::Option(Box::new(ty)),
            (ty, false) => ty,
        }
    }

    /// What a named type is an alias of, or an unnamed type is.
    pub(super) fn structure(&self, id: TypeId) -> (RustType, bool) {
        match &self.api.get(id).shape {
            Shape::Scalar(scalar) => (scalar_type(scalar), false),
            Shape::Array(item) => (RustType::Vec(Box::new(self.value(*item))), false),
            Shape::Map(value) => (RustType::Map(Box::new(self.value(*value))), false),
            Shape::Tuple(places) => {
                (RustType::Tuple(places.iter().map(|place| self.value(*place)).collect()), false)
            }
            Shape::Nullable(inner) => (self.of(*inner).0, true),
            Shape::Alias(inner) => self.of(*inner),
            Shape::Literal(literal) => match literal_plan(&literal.value) {
                Some(LiteralPlan::Integer(_)) => (RustType::I64, false),
                Some(LiteralPlan::Boolean(_)) => (RustType::Bool, false),
                Some(LiteralPlan::String(_)) | None => (RustType::String, false),
            },
            Shape::Union(union) => match self.one_or_many(union) {
                Some(one) => (RustType::OneOrMany(Box::new(self.value(one))), false),
                None => (RustType::Value, false),
            },
            Shape::Object(_) | Shape::Enum(_) | Shape::Any => (RustType::Value, false),
        }
    }

    /// The type under aliases, nulls and interned places.
    pub(super) fn plain(&self, id: TypeId) -> TypeId {
        let mut at = id;
        for _ in 0..64 {
            match self.api.get(at).shape {
                Shape::Alias(inner) | Shape::Nullable(inner) => at = inner,
                _ => return at,
            }
        }
        at
    }

    /// The constant of a field that needs no place in the struct: it is always the same, or the
    /// same is meant by its absence.
    pub(super) fn folded(&self, field: &Field) -> Option<LiteralPlan> {
        let mut at = field.ty;
        while let Shape::Alias(inner) = self.api.get(at).shape {
            at = inner;
        }
        let Shape::Literal(literal) = &self.api.get(at).shape else { return None };
        let implied = field.required || field.docs.default.as_ref() == Some(&literal.value);
        if implied { literal_plan(&literal.value) } else { None }
    }

    /// The item type of a union of one value or a list of such.
    pub(super) fn one_or_many(&self, union: &Union) -> Option<TypeId> {
        let [one, many] = union.variants.as_slice() else { return None };
        match &self.api.get(self.plain(many.ty)).shape {
            Shape::Array(item) if self.plain(*item) == self.plain(one.ty) => Some(one.ty),
            _ => None,
        }
    }

    /// Whether no other spelling names the same Rust type, so that `From` can be told apart.
    pub(super) fn is_distinct(&self, ty: &RustType) -> bool {
        match ty {
            RustType::Item(_) => !self.is_alias(ty),
            RustType::Bool
            | RustType::I64
            | RustType::F64
            | RustType::String
            | RustType::Uuid
            | RustType::Timestamp
            | RustType::Date => true,
            _ => false,
        }
    }

    /// The type that an alias stands for; any other type itself.
    pub(super) fn unaliased(&self, ty: &RustType) -> RustType {
        match ty {
            RustType::Item(name) if self.is_alias(ty) => {
                let target = self.names.iter().position(|own| own.as_ref() == Some(name));
                target.map_or(RustType::Value, |index| {
                    self.unaliased(&self.structure(TypeId::new(index)).0)
                })
            }
            other => other.clone(),
        }
    }

    fn is_alias(&self, ty: &RustType) -> bool {
        let RustType::Item(name) = ty else { return false };
        let index = self.names.iter().position(|own| own.as_ref() == Some(name));
        index.is_some_and(|index| match &self.api.types[index].shape {
            Shape::Object(_) | Shape::Enum(_) | Shape::Literal(_) => false,
            Shape::Union(union) => self.one_or_many(union).is_some(),
            _ => true,
        })
    }

    fn is_nullable(&self, id: TypeId) -> bool {
        let mut at = id;
        for _ in 0..64 {
            match self.api.get(at).shape {
                Shape::Nullable(_) => return true,
                Shape::Alias(inner) => at = inner,
                _ => return false,
            }
        }
        false
    }

    fn assign(&mut self, reserved: &[&str], diagnostics: &mut Diagnostics) {
        let mut wanted: Vec<(u8, String, &Pointer, TypeId)> = Vec::new();
        let mut wanted_names = HashSet::new();
        let unfolded = self.unfolded_literals();
        for (index, def) in self.api.types.iter().enumerate() {
            let id = TypeId::new(index);
            if !self.is_item(id, &unfolded) {
                continue;
            }
            let name = self.wanted_name(id);
            wanted_names.insert(name.clone());
            wanted_names.insert(def.origin.to_string());
            if let Some(pinned) = self
                .config
                .pinned_name(&def.origin)
                .or_else(|| self.config.names.get(&name).map(String::as_str))
            {
                wanted.push((0, pinned.to_owned(), &def.origin, id));
            } else {
                let rank = if matches!(def.hint, NameHint::Component(_)) { 1 } else { 2 };
                wanted.push((rank, name, &def.origin, id));
            }
        }
        self.check_pins(&wanted_names, diagnostics);
        wanted.sort();
        let mut scope = Scope::with(reserved);
        for (rank, name, origin, id) in wanted {
            let name = names::type_name(&name);
            let given = scope.take(&[name.clone(), format!("{name}Schema")]);
            if given.as_str() != name {
                diagnostics.push(
                    Diagnostic::new(
                        if rank == 0 { Severity::Error } else { Severity::Warning },
                        Code::NameCollision,
                        At::Pointer(origin.clone()),
                        format!("the name `{name}` is taken; this type is called `{given}`"),
                    )
                    .with_help(format!("pin a name in sdk.yaml:  names: {{ \"{origin}\": … }}")),
                );
            }
            self.names[id.index()] = Some(given);
        }
    }

    /// Complains about pinned names of types that do not exist: a misspelt one would have no effect.
    fn check_pins(&self, known: &HashSet<String>, diagnostics: &mut Diagnostics) {
        let names = self.config.names.keys().map(|key| ("/names", key));
        let variants = self.config.variants.keys().map(|key| ("/variants", key));
        for (section, key) in names.chain(variants).filter(|(_, key)| !known.contains(*key)) {
            let at = At::Key(Pointer::from_text(section).child(key));
            let message = format!("no type of the crate comes from `{key}` or is called so");
            let finding = Diagnostic::error(Code::UnusedSetting, at, message);
            diagnostics.push(finding.about(Input::Config));
        }
    }

    /// Whether a type is an item: it needs one, or the document gives it a name.
    fn is_item(&self, id: TypeId, unfolded: &HashSet<TypeId>) -> bool {
        let def = self.api.get(id);
        let component = matches!(def.hint, NameHint::Component(_));
        match &def.shape {
            Shape::Object(_) | Shape::Enum(_) => true,
            Shape::Union(union) => component || self.one_or_many(union).is_none(),
            Shape::Literal(literal) => literal.value.as_str().is_some() && unfolded.contains(&id),
            Shape::Nullable(inner) => component && !self.lends_name(*inner, id),
            Shape::Scalar(_)
            | Shape::Array(_)
            | Shape::Tuple(_)
            | Shape::Map(_)
            | Shape::Alias(_)
            | Shape::Any => component,
        }
    }

    /// Whether `inner` is the item that carries the name of its nullable holder.
    fn lends_name(&self, inner: TypeId, holder: TypeId) -> bool {
        let def = self.api.get(inner);
        let same = match (&def.hint, &self.api.get(holder).hint) {
            (NameHint::Under(key), NameHint::Component(holder)) => key == holder,
            _ => false,
        };
        same && match &def.shape {
            Shape::Object(_) | Shape::Enum(_) => true,
            Shape::Union(union) => self.one_or_many(union).is_none(),
            _ => false,
        }
    }

    /// The name that a type would have if no other wanted it.
    fn wanted_name(&self, id: TypeId) -> String {
        let def = self.api.get(id);
        let name = match &def.hint {
            NameHint::Component(key) => names::type_name(key),
            NameHint::Inline(words) => words.iter().map(|word| names::type_name(word)).collect(),
            NameHint::Under(key) => names::type_name(key),
            NameHint::Content => self.content_name(id),
        };
        match &def.shape {
            // A schema with files is a form by its nature; what it is as JSON has a name beside it.
            Shape::Object(object) if !object.is_form && self.forms.contains(&def.origin) => {
                name + "Json"
            }
            _ => name,
        }
    }

    /// The name of a union of scalars, told by what it holds: the same wherever it occurs.
    fn content_name(&self, id: TypeId) -> String {
        match &self.api.get(id).shape {
            Shape::Union(union) => {
                let parts: Vec<String> =
                    union.variants.iter().map(|variant| self.content_name(variant.ty)).collect();
                parts.join("Or")
            }
            Shape::Array(item) => self.content_name(*item) + "List",
            Shape::Alias(inner) => self.content_name(*inner),
            Shape::Scalar(scalar) => scalar_name(scalar).to_owned(),
            _ => "Value".to_owned(),
        }
    }

    /// Literals that some place holds as a value.
    fn unfolded_literals(&self) -> HashSet<TypeId> {
        let mut unfolded = HashSet::new();
        let mut note = |id: TypeId| {
            let plain = self.plain(id);
            if matches!(self.api.get(plain).shape, Shape::Literal(_)) {
                unfolded.insert(plain);
            }
        };
        for def in &self.api.types {
            match &def.shape {
                Shape::Object(object) => {
                    object
                        .fields
                        .iter()
                        .filter(|field| self.folded(field).is_none())
                        .for_each(|field| note(field.ty));
                    if let Additional::Kept(ty) = object.additional {
                        note(ty);
                    }
                }
                Shape::Array(ty) | Shape::Map(ty) | Shape::Nullable(ty) => note(*ty),
                Shape::Tuple(places) => places.iter().for_each(|ty| note(*ty)),
                Shape::Union(union) => union.variants.iter().for_each(|variant| note(variant.ty)),
                Shape::Alias(_)
                | Shape::Scalar(_)
                | Shape::Enum(_)
                | Shape::Literal(_)
                | Shape::Any => {}
            }
        }
        for operation in &self.api.operations {
            operation.parameters.iter().for_each(|parameter| note(parameter.ty));
            operation.bodies().for_each(&mut note);
        }
        unfolded
    }
}

/// A constant in Rust; `None` for kinds that are none.
pub(super) fn literal_plan(value: &Json) -> Option<LiteralPlan> {
    match value {
        Json::String(text) => Some(LiteralPlan::String(text.clone())),
        Json::Bool(value) => Some(LiteralPlan::Boolean(*value)),
        Json::Number(text) => text.parse().ok().map(LiteralPlan::Integer),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

fn scalar_type(scalar: &Scalar) -> RustType {
    match scalar {
        Scalar::Boolean => RustType::Bool,
        Scalar::Integer(IntegerFormat::Int32) => RustType::I32,
        Scalar::Integer(IntegerFormat::Int64) => RustType::I64,
        Scalar::Integer(IntegerFormat::Uint32) => RustType::U32,
        Scalar::Integer(IntegerFormat::Uint64) => RustType::U64,
        Scalar::Integer(IntegerFormat::Int128) => RustType::I128,
        Scalar::Number => RustType::F64,
        Scalar::String(StringFormat::Plain | StringFormat::Binary) => RustType::String,
        Scalar::String(StringFormat::Uuid) => RustType::Uuid,
        Scalar::String(StringFormat::DateTime) => RustType::Timestamp,
        Scalar::String(StringFormat::Date) => RustType::Date,
        Scalar::String(StringFormat::Base64) => RustType::Base64,
        Scalar::Null => RustType::Unit,
        Scalar::File => RustType::Part,
    }
}

/// The word for a scalar in the name of a union or of its variant.
pub(super) fn scalar_name(scalar: &Scalar) -> &'static str {
    match scalar {
        Scalar::Boolean => "Boolean",
        Scalar::Integer(IntegerFormat::Int32) => "Int32",
        Scalar::Integer(IntegerFormat::Int64) => "Integer",
        Scalar::Integer(IntegerFormat::Uint32) => "Uint32",
        Scalar::Integer(IntegerFormat::Uint64) => "Uint64",
        Scalar::Integer(IntegerFormat::Int128) => "Int128",
        Scalar::Number => "Number",
        Scalar::String(StringFormat::Plain | StringFormat::Binary) => "String",
        Scalar::String(StringFormat::Uuid) => "Uuid",
        Scalar::String(StringFormat::DateTime) => "Timestamp",
        Scalar::String(StringFormat::Date) => "Date",
        Scalar::String(StringFormat::Base64) => "Base64",
        Scalar::Null => "Null",
        Scalar::File => "File",
    }
}
