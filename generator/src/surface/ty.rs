//! A Rust type as the surface has it: its text, and the same taken apart to be compared.
//!
//! What a type means on the wire is decided in `changes`.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::plan::{ArgumentType, OutputType, RustType};

/// A Rust type: `Option<Vec<Pet>>`. A tuple has no name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ty {
    /// The name, with its path where it is written with one.
    pub name: String,
    /// Its arguments, or the places of a tuple.
    pub of: Vec<Ty>,
}

/// A recorded text may come from anyone; no type of ours is nested as deep.
const DEPTH: usize = 64;

impl Ty {
    /// The type of this name, without arguments.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), of: Vec::new() }
    }

    /// The type of this name with one argument.
    #[must_use]
    pub fn of(name: &str, argument: Ty) -> Self {
        Self { name: name.to_owned(), of: vec![argument] }
    }

    /// The type as planned.
    #[must_use]
    pub fn new(ty: &RustType) -> Self {
        let of = |name: &str, inner: &RustType| Self::of(name, Self::new(inner));
        Self::named(match ty {
            RustType::Bool => "bool",
            RustType::I32 => "i32",
            RustType::I64 => "i64",
            RustType::U32 => "u32",
            RustType::U64 => "u64",
            RustType::I128 => "i128",
            RustType::F64 => "f64",
            RustType::String => "String",
            RustType::Uuid => "Uuid",
            RustType::Timestamp => "Timestamp",
            RustType::Date => "Date",
            RustType::Base64 => "runtime::Base64",
            RustType::Part => "runtime::Part",
            RustType::Value => "Value",
            RustType::Item(ident) => ident.as_str(),
            RustType::Unit => return Self::default(),
            RustType::Vec(inner) => return of("Vec", inner),
            RustType::Map(inner) => return of("Map", inner),
            RustType::Option(inner) => return of("Option", inner),
            RustType::OneOrMany(inner) => return of("OneOrMany", inner),
            RustType::Box(inner) => return of("Box", inner),
            RustType::Tuple(places) => {
                return Self { name: String::new(), of: places.iter().map(Self::new).collect() };
            }
        })
    }

    /// The value that an argument holds, and the text of the argument's type.
    #[must_use]
    pub fn argument(ty: &ArgumentType) -> (Self, String) {
        match ty {
            ArgumentType::Value(ty) => (Self::new(ty), Self::new(ty).to_string()),
            ArgumentType::Str => (Self::named("String"), "&str".to_owned()),
            ArgumentType::Slice(item) => {
                let item = Self::new(item);
                let text = format!("&[{item}]");
                (Self::of("Vec", item), text)
            }
            ArgumentType::Reference(ty) => (Self::new(ty), format!("&{}", Self::new(ty))),
            ArgumentType::Into(ty) => (Self::new(ty), format!("impl Into<{}>", Self::new(ty))),
            ArgumentType::Upload => {
                (Self::named("runtime::Upload"), "impl Into<runtime::Upload>".to_owned())
            }
            ArgumentType::Form => (Self::named("runtime::Form"), "&runtime::Form".to_owned()),
        }
    }

    /// The type of a body that was read.
    #[must_use]
    pub fn output(ty: &OutputType) -> Self {
        match ty {
            OutputType::Type(ty) => Self::new(ty),
            OutputType::Bytes => Self::named("runtime::Bytes"),
        }
    }

    /// Calls `visit` with each name in it.
    pub fn names<'t>(&'t self, visit: &mut impl FnMut(&'t str)) {
        visit(&self.name);
        self.of.iter().for_each(|inner| inner.names(visit));
    }

    /// The type with each name replaced as `rename` says.
    #[must_use]
    pub fn map(&self, rename: &impl Fn(&str) -> Option<Ty>) -> Self {
        match rename(&self.name) {
            Some(other) if self.of.is_empty() => other,
            _ => Self {
                name: self.name.clone(),
                of: self.of.iter().map(|inner| inner.map(rename)).collect(),
            },
        }
    }

    /// Reads the text of a type; none when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let ty = parse(&mut rest, 0)?;
        rest.is_empty().then_some(ty)
    }
}

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (open, close) = if self.name.is_empty() { ("(", ")") } else { ("<", ">") };
        f.write_str(&self.name)?;
        if !self.name.is_empty() && self.of.is_empty() {
            return Ok(());
        }
        f.write_str(open)?;
        if self.name == "Map" {
            f.write_str("String, ")?;
        }
        for (index, inner) in self.of.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            inner.fmt(f)?;
        }
        if self.name.is_empty() && self.of.len() == 1 {
            f.write_str(",")?;
        }
        f.write_str(close)
    }
}

impl Serialize for Ty {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ty {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("this is no type"))
    }
}

fn parse(rest: &mut &str, depth: usize) -> Option<Ty> {
    if depth > DEPTH {
        return None;
    }
    let end = rest.find(['<', '>', '(', ')', ',', ' ']).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    *rest = after;
    let close = match rest.chars().next() {
        Some('<') if !name.is_empty() => '>',
        Some('(') if name.is_empty() => ')',
        _ if name.is_empty() => return None,
        _ => return Some(Ty::named(name)),
    };
    *rest = &rest[1..];
    let mut of = Vec::new();
    if name == "Map" {
        *rest = rest.strip_prefix("String, ")?;
    }
    loop {
        if let Some(after) = rest.strip_prefix(close) {
            *rest = after;
            return Some(Ty { name: name.to_owned(), of });
        }
        of.push(parse(rest, depth + 1)?);
        *rest = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(',')).unwrap_or(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_read_as_it_is_written() {
        for text in [
            "()",
            "String",
            "runtime::Base64",
            "Option<Vec<Pet>>",
            "Map<String, (String, Option<Pet>)>",
            "(bool,)",
            "Box<OneOrMany<Map<String, Value>>>",
        ] {
            assert_eq!(Ty::parse(text).map(|ty| ty.to_string()).as_deref(), Some(text));
        }
        let deep = "A<".repeat(1000);
        for text in ["", "<A>", "A<", "A<B", "A<B>>", "(A", "Map<Pet>", "A B", &deep] {
            assert_eq!(Ty::parse(text), None, "{text}");
        }
    }
}
