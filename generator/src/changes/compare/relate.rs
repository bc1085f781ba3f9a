//! Whether the values of one type are values of another, on the wire.

use super::Compare;
use crate::surface::{Kind, Presence, Ty};

/// How two types of the same place relate on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    /// Whether the new type takes all that an old program sends.
    pub(super) sent: bool,
    /// Whether an old program reads all of the new type.
    pub(super) read: bool,
}

impl Relation {
    pub(super) const SAME: Self = Self { sent: true, read: true };
    const NONE: Self = Self { sent: false, read: false };
    const WIDER: Self = Self { sent: true, read: false };
    const NARROWER: Self = Self { sent: false, read: true };

    fn and(self, other: Self) -> Self {
        Self { sent: self.sent && other.sent, read: self.read && other.read }
    }
}

/// Kinds of values, each with those whose values are all its own.
const WIDENED: [(&str, &[&str]); 7] = [
    ("i64", &["i32", "u32"]),
    ("u64", &["u32"]),
    ("i128", &["i32", "u32", "i64", "u64"]),
    ("f64", &["i32", "u32", "i64", "u64", "i128"]),
    ("String", &["Uuid", "Timestamp", "Date", "runtime::Base64"]),
    ("runtime::Upload", &["runtime::Bytes"]),
    ("u32", &[]),
];

impl Compare<'_> {
    /// How `new` relates to `old`.
    pub(super) fn relate(&self, old: &Ty, new: &Ty) -> Relation {
        if self.is_same(old, new) {
            return Relation::SAME;
        }
        let (old, new) = (self.old.unaliased(old), self.new.unaliased(new));
        self.relate_plain(&old, &new)
    }

    /// How two types of one place relate that are of different kinds, such as an alias and a struct.
    pub(super) fn relate_kinds(&self, old: &Ty, new: &Ty) -> Relation {
        let (was, is) = (self.old.unaliased(old), self.new.unaliased(new));
        if was == *old && is == *new { Relation::NONE } else { self.relate_plain(&was, &is) }
    }

    fn relate_plain(&self, old: &Ty, new: &Ty) -> Relation {
        if self.is_same(old, new) {
            return Relation::SAME;
        }
        if !is_whole(old) || !is_whole(new) {
            return Relation::NONE;
        }
        match (old.name.as_str(), new.name.as_str()) {
            ("Box", _) => return self.relate_plain(&old.of[0], new),
            (_, "Box") => return self.relate_plain(old, &new.of[0]),
            ("Value", _) => return Relation::NARROWER,
            (_, "Value") => return Relation::WIDER,
            ("", "") if old.of.len() == new.of.len() => return self.relate_all(old, new),
            ("Vec" | "Map" | "Option" | "OneOrMany", name) if name == old.name => {
                return self.relate_all(old, new);
            }
            ("Option", _) => {
                return self.relate_plain(&old.of[0], new).and(Relation::NARROWER);
            }
            (_, "Option") => return self.relate_plain(old, &new.of[0]).and(Relation::WIDER),
            (_, "OneOrMany") => {
                let one = if old.name == "Vec" { &old.of[0] } else { old };
                return self.relate_plain(one, &new.of[0]).and(Relation::WIDER);
            }
            ("OneOrMany", _) => {
                let one = if new.name == "Vec" { &new.of[0] } else { new };
                return self.relate_plain(&old.of[0], one).and(Relation::NARROWER);
            }
            _ => {}
        }
        if !old.of.is_empty() || !new.of.is_empty() {
            return Relation::NONE;
        }
        let is_wider = |wide: &str, narrow: &str| {
            WIDENED.iter().any(|(name, of)| *name == wide && of.contains(&narrow))
        };
        // An enum is open: an old program reads any text where it expects one of some.
        match (self.enum_of(true, &old.name), self.enum_of(false, &new.name)) {
            (Some(text), None) if text == new.name => return Relation::SAME,
            (None, Some(text)) if text == old.name => return Relation::NARROWER,
            (Some(old), Some(new)) if old == new => return Relation::NARROWER,
            _ => {}
        }
        if is_wider(&new.name, &old.name) {
            return Relation::WIDER;
        }
        if is_wider(&old.name, &new.name) {
            return Relation::NARROWER;
        }
        // A variant of a union is one of its values.
        if self.has_variant(false, &new.name, &self.brought(old)) {
            return Relation::WIDER;
        }
        let back = |ty: &Ty| {
            let was = self.renamed.iter().find(|(_, is)| **is == ty.name).map(|(was, _)| *was);
            Ty::named(was.unwrap_or(&ty.name))
        };
        if self.has_variant(true, &old.name, &back(new)) {
            return Relation::NARROWER;
        }
        Relation::NONE
    }

    fn relate_all(&self, old: &Ty, new: &Ty) -> Relation {
        let pairs = old.of.iter().zip(&new.of);
        pairs.fold(Relation::SAME, |all, (old, new)| all.and(self.relate_plain(old, new)))
    }

    /// The type of the values of an enum.
    fn enum_of(&self, old: bool, name: &str) -> Option<&'static str> {
        let surface = if old { self.old } else { self.new };
        match &surface.types.get(name)?.kind {
            Kind::Enum(it) => Some(if it.integers { "i64" } else { "String" }),
            _ => None,
        }
    }

    fn has_variant(&self, old: bool, name: &str, ty: &Ty) -> bool {
        let surface = if old { self.old } else { self.new };
        match surface.types.get(name).map(|it| &it.kind) {
            Some(Kind::Union(it)) => it.variants.values().any(|variant| variant.ty == *ty),
            _ => false,
        }
    }
}

/// Whether a type has its argument: a recorded one may be anyone's.
fn is_whole(ty: &Ty) -> bool {
    let generic = matches!(ty.name.as_str(), "Box" | "Vec" | "Map" | "Option" | "OneOrMany");
    !generic || ty.of.len() == 1
}

/// What may stand at a key: nothing, null, a value.
fn allowed(presence: Presence) -> [bool; 3] {
    match presence {
        Presence::Required => [false, false, true],
        Presence::Nullable => [false, true, true],
        Presence::Optional => [true, false, true],
        Presence::Nullish => [true, true, true],
    }
}

/// How two presences relate. An old program reads null for absent and the other way round.
pub(super) fn relate_presence(old: Presence, new: Presence) -> Relation {
    let within = |inner: [bool; 3], outer: [bool; 3]| {
        inner.iter().zip(outer).all(|(inner, outer)| !inner || outer)
    };
    let read = if old == Presence::Required { [false, false, true] } else { [true; 3] };
    Relation { sent: within(allowed(old), allowed(new)), read: within(allowed(new), read) }
}
