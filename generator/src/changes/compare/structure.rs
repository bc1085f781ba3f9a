//! Structs: each key is a field, a constant, or neither, before and after.

use std::collections::BTreeSet;

use super::relate::{Relation, relate_presence};
use super::{About, Compare};
use crate::changes::axes::{ADDS, Axes, BEHAVIOUR, SOURCE, WIRE, WIRE_ADDS};
use crate::changes::{Direction, Kind};
use crate::surface::{Field, Presence, Struct, Ty};

/// What a key of a struct is.
#[derive(Clone, Copy)]
enum Key<'s> {
    None,
    Field(&'s Field),
    Constant(&'s str, bool),
}

impl Struct {
    fn key(&self, wire: &str) -> Key<'_> {
        match (self.fields.get(wire), self.constants.get(wire)) {
            (Some(field), _) => Key::Field(field),
            (None, Some((value, required))) => Key::Constant(value, *required),
            (None, None) => Key::None,
        }
    }

    /// Whether callers give this key to `new`.
    fn takes(&self, wire: &str) -> bool {
        self.new.as_ref().is_some_and(|new| new.iter().any(|key| key == wire))
    }
}

impl Compare<'_> {
    /// What a relation of values means on the wire.
    pub(super) fn wire(&self, about: &About, relation: Relation) -> Axes {
        let fails = match about.direction {
            Direction::Request => !relation.sent,
            Direction::Response => !relation.read,
            Direction::Both => !relation.sent || !relation.read,
            Direction::None => false,
        };
        let changes = !relation.sent || !relation.read;
        WIRE.when(fails).and(WIRE_ADDS.when(changes))
    }

    /// Compares two structs.
    pub(super) fn structure(&mut self, about: &About, old: &Struct, new: &Struct) {
        self.whole(about, old, new);
        let keys = |it: &Struct| -> Vec<String> {
            it.fields.keys().chain(it.constants.keys()).cloned().collect()
        };
        let keys: BTreeSet<String> = keys(old).into_iter().chain(keys(new)).collect();
        let moved = moved(old, new);
        for (was, is) in &moved {
            let about = about.member(was);
            let words = "{} has the key {} on the wire";
            self.say(&about, Kind::FieldKeyChanged, WIRE, words, &[&about.subject, is]);
            self.field(&about, &old.fields[was], &new.fields[is], old, new, (was, is));
        }
        for key in keys {
            if moved.iter().any(|(was, is)| *was == key || *is == key) {
                continue;
            }
            let about = about.member(&key);
            let literal = |value: &str| match value.chars().next() {
                Some('"') => Ty::named("String"),
                Some('t' | 'f') => Ty::named("bool"),
                _ => Ty::named("i64"),
            };
            match (old.key(&key), new.key(&key)) {
                (Key::None, Key::None) => {}
                (Key::None, Key::Field(field)) => self.added(&about, field, old, new, &key),
                (Key::None, Key::Constant(value, required)) => {
                    // An old program does not write the key, and passes over it.
                    let relation = Relation { sent: !required, read: true };
                    let axes = ADDS.and(self.wire(&about, relation));
                    let words = "{} is new and always {}";
                    self.say(&about, Kind::ConstantAdded, axes, words, &[&about.subject, &value]);
                }
                (Key::Field(field), Key::None) => self.removed(&about, field),
                (Key::Constant(_, required), Key::None) => {
                    let relation = Relation { sent: true, read: !required };
                    let axes = self.wire(&about, relation).and(WIRE_ADDS);
                    self.say(&about, Kind::ConstantRemoved, axes, "{} is gone", &[&about.subject]);
                }
                (Key::Field(field), Key::Constant(value, required)) => {
                    let presence = if required { Presence::Required } else { Presence::Optional };
                    let relation = self.relate(&field.ty, &literal(value));
                    let read = relation.read && relate_presence(field.presence, presence).read;
                    let axes = SOURCE.and(self.wire(&about, Relation { sent: false, read }));
                    let words = "{} is always {} and no field any more";
                    self.say(
                        &about,
                        Kind::FieldBecameConstant,
                        axes,
                        words,
                        &[&about.subject, &value],
                    );
                }
                (Key::Constant(value, _), Key::Field(field)) => {
                    let sent = self.relate(&literal(value), &field.ty).sent;
                    let source = if new.takes(&key) && old.new.is_some() { SOURCE } else { ADDS };
                    // Callers who do not set it send nothing, where the crate wrote the value.
                    let silent = source == ADDS
                        && matches!(about.direction, Direction::Request | Direction::Both);
                    let axes = source
                        .and(self.wire(&about, Relation { sent, read: false }))
                        .and(BEHAVIOUR.when(silent));
                    let words = "{} was always {} and is a field";
                    self.say(
                        &about,
                        Kind::ConstantBecameField,
                        axes,
                        words,
                        &[&about.subject, &value],
                    );
                }
                (Key::Constant(was, before), Key::Constant(is, after)) => {
                    if was != is {
                        let words = "{} was always {} and is always {}";
                        let axes = WIRE;
                        self.say(
                            &about,
                            Kind::ConstantChanged,
                            axes,
                            words,
                            &[&about.subject, &was, &is],
                        );
                    } else if before != after {
                        // It is always written.
                        let relation = Relation { sent: true, read: after || !before };
                        let axes = self.wire(&about, relation).and(WIRE_ADDS);
                        let words = if after { "{} is always there" } else { "{} may be absent" };
                        let kind = if after {
                            Kind::FieldBecameRequired
                        } else {
                            Kind::FieldBecameOptional
                        };
                        self.say(&about, kind, axes, words, &[&about.subject]);
                    }
                }
                (Key::Field(a), Key::Field(b)) => self.field(&about, a, b, old, new, (&key, &key)),
            }
        }
    }

    fn added(&mut self, about: &About, field: &Field, old: &Struct, new: &Struct, key: &str) {
        let demanded = matches!(field.presence, Presence::Required | Presence::Nullable);
        let axes = self.wire(about, Relation { sent: !demanded, read: true });
        let name = &about.subject;
        if new.takes(key) && old.new.is_some() {
            let words = "{} is new and has to be given to {}";
            let constructor = format!("{}::new", name.rsplit_once('.').map_or("", |it| it.0));
            self.say(
                about,
                Kind::RequiredFieldAdded,
                axes.and(SOURCE),
                words,
                &[name, &constructor],
            );
        } else {
            self.say(about, Kind::FieldAdded, axes.and(ADDS), "{} is new", &[name]);
        }
    }

    fn removed(&mut self, about: &About, field: &Field) {
        let sends = matches!(about.direction, Direction::Request | Direction::Both);
        let read = relate_presence(field.presence, Presence::Optional).read;
        // What is no longer documented may be refused.
        let axes = SOURCE.and(self.wire(about, Relation { sent: !sends, read })).and(WIRE_ADDS);
        self.say(about, Kind::FieldRemoved, axes, "{} is gone", &[&about.subject]);
    }

    fn field(
        &mut self,
        about: &About,
        a: &Field,
        b: &Field,
        old: &Struct,
        new: &Struct,
        keys: (&str, &str),
    ) {
        let name = about.subject.clone();
        if a.name != b.name {
            let words = "the field of {} was called {} and is called {}";
            self.say(about, Kind::FieldRenamed, SOURCE, words, &[&name, &a.name, &b.name]);
        }
        let (was, is) = (self.old.unaliased(&a.ty), self.new.unaliased(&b.ty));
        let unboxed = |ty: &Ty| if ty.name == "Box" { ty.of.first().cloned() } else { None };
        let boxed = unboxed(&was).is_some() != unboxed(&is).is_some();
        let (was, is) = (unboxed(&was).unwrap_or(was), unboxed(&is).unwrap_or(is));
        if !self.is_same(&was, &is) {
            let same = format(a).is_some() && format(a) == format(b);
            let relation = if same { Relation::SAME } else { self.relate(&a.ty, &b.ty) };
            let axes = SOURCE.and(self.wire(about, relation));
            let words = "{} was {} and is {}";
            self.say(about, Kind::FieldTypeChanged, axes, words, &[&name, &a.whole(), &b.whole()]);
        } else if boxed {
            let words =
                if a.ty.name == "Box" { "{} is no longer in a box" } else { "{} is in a box" };
            self.say(about, Kind::FieldBoxed, SOURCE, words, &[&name]);
        }
        if a.presence != b.presence {
            self.presence(about, a, b, old, new, keys);
        } else if old.new.is_some() && new.new.is_some() {
            self.setters(about, a, b);
        }
        if a.selected_by != b.selected_by {
            let words = "another field decides the variant of {}";
            let axes = WIRE.and(BEHAVIOUR);
            self.say(about, Kind::FieldSelectorChanged, axes, words, &[&name]);
        }
        self.said(about, &a.said, &b.said, Kind::FieldDeprecated);
    }

    fn presence(
        &mut self,
        about: &About,
        a: &Field,
        b: &Field,
        old: &Struct,
        new: &Struct,
        keys: (&str, &str),
    ) {
        let demanded = |it: Presence| matches!(it, Presence::Required | Presence::Nullable);
        let nullable = |it: Presence| matches!(it, Presence::Nullable | Presence::Nullish);
        let (was, is) = (a.whole(), b.whole());
        // `Option` stands for null, and for absence; the constructor and the setters tell which.
        let built = old.new.is_some();
        let moved =
            built && (old.takes(keys.0) != new.takes(keys.1) || a.null_setter != b.null_setter);
        let source = SOURCE.when(
            was.name != is.name
                || a.presence == Presence::Required
                || b.presence == Presence::Required
                || moved,
        );
        let axes =
            source.and(self.wire(about, relate_presence(a.presence, b.presence))).and(WIRE_ADDS);
        let (kind, words) = match (demanded(a.presence), demanded(b.presence)) {
            (false, true) => (Kind::FieldBecameRequired, "{} is always there: {} is now {}"),
            (true, false) => (Kind::FieldBecameOptional, "{} may be absent: {} is now {}"),
            _ if nullable(b.presence) => {
                (Kind::FieldBecameNullable, "{} may be null: {} is now {}")
            }
            _ => (Kind::FieldBecameNonNull, "{} is never null: {} is now {}"),
        };
        self.say(about, kind, axes, words, &[&about.subject, &was, &is]);
    }

    /// Setters that are gone though the field is as it was: another one needed the name.
    fn setters(&mut self, about: &About, a: &Field, b: &Field) {
        if a.null_setter.is_some() && a.null_setter != b.null_setter {
            let was = a.null_setter.clone().unwrap_or_default();
            let words = "the method {} of {} is gone";
            self.say(about, Kind::FieldRenamed, SOURCE, words, &[&was, &about.subject]);
        }
    }

    /// What concerns the struct as a whole.
    fn whole(&mut self, about: &About, old: &Struct, new: &Struct) {
        let name = &about.subject;
        match (&old.new, &new.new) {
            (Some(_), None) => {
                let words = "{} is no longer built by callers: `new` and the setters are gone";
                self.say(about, Kind::ConstructorRemoved, SOURCE, words, &[name]);
            }
            (None, Some(_)) => {
                self.say(
                    about,
                    Kind::ConstructorAdded,
                    ADDS,
                    "{} can be built by callers",
                    &[name],
                );
            }
            _ => {}
        }
        match (old.default, new.default) {
            (true, false) => {
                self.say(
                    about,
                    Kind::DefaultRemoved,
                    SOURCE,
                    "{} has no `Default` any more",
                    &[name],
                );
            }
            (false, true) => {
                self.say(about, Kind::DefaultAdded, ADDS, "{} has a `Default`", &[name]);
            }
            _ => {}
        }
        if old.form != new.form {
            let words = if new.form {
                "{} is sent as a form and is no JSON any more"
            } else {
                "{} is JSON and no form any more"
            };
            self.say(about, Kind::FormChanged, SOURCE.and(WIRE), words, &[name]);
        }
        match (&old.rest, &new.rest) {
            (Some((was, a)), Some((is, b))) => {
                if was != is || !self.is_same(a, b) {
                    let axes = SOURCE.and(self.wire(about, self.relate(a, b)));
                    let words = "further keys of {} were values of {} and are values of {}";
                    self.say(about, Kind::RestChanged, axes, words, &[name, a, b]);
                }
            }
            (Some(_), None) => {
                let sends = matches!(about.direction, Direction::Request | Direction::Both);
                let axes = SOURCE.and(BEHAVIOUR.when(sends)).and(WIRE_ADDS);
                self.say(
                    about,
                    Kind::RestChanged,
                    axes,
                    "further keys of {} are not kept any more",
                    &[name],
                );
            }
            (None, Some(_)) => {
                self.say(about, Kind::RestChanged, ADDS, "further keys of {} are kept", &[name]);
            }
            (None, None) => {}
        }
        for source in old.updates.difference(&new.updates) {
            let is = self.renamed.get(source.as_str()).copied().unwrap_or(source);
            if !new.updates.contains(is) {
                let words = "{} can no longer be told from two values of {}";
                self.say(about, Kind::UpdateSourceRemoved, SOURCE, words, &[name, source]);
            }
        }
        for source in new.updates.difference(&old.updates) {
            if !self.renamed.values().any(|is| is == source) {
                let words = "{} can be told from two values of {}";
                self.say(about, Kind::UpdateSourceAdded, ADDS, words, &[name, source]);
            }
        }
    }
}

/// Fields that are the same in Rust under another key, which differs in case alone or the like.
fn moved(old: &Struct, new: &Struct) -> Vec<(String, String)> {
    let gone = old.fields.iter().filter(|(key, _)| matches!(new.key(key), Key::None));
    let pairs = gone.filter_map(|(was, a)| {
        let found = new
            .fields
            .iter()
            .find(|(key, b)| b.name == a.name && matches!(old.key(key), Key::None));
        found.map(|(is, _)| (was.clone(), is.clone()))
    });
    pairs.collect()
}

/// The format of a string, whatever type it is read as.
fn format(field: &Field) -> Option<&str> {
    match field.ty.name.as_str() {
        "Timestamp" => Some("date-time"),
        "Date" => Some("date"),
        "Uuid" => Some("uuid"),
        "String" => field.said.format.as_deref(),
        _ => None,
    }
}
