//! Types: those that come and go, and what they have in common whatever they are.

use super::{About, Compare};
use crate::changes::axes::{ADDS, BEHAVIOUR, SOURCE, WIRE, WORDS};
use crate::changes::{Direction, Kind};
use crate::surface::{self, Enum, Surface, Type};

impl Compare<'_> {
    /// Compares all types; `pairs` says which is which.
    pub(super) fn types(&mut self, pairs: &[(&str, &str)]) {
        let (old, new) = (self.old, self.new);
        for (name, ty) in &new.types {
            if !pairs.iter().any(|(_, it)| it == name) {
                let about = self.about_type(None, Some((name, ty)));
                let word = ty.kind.word();
                self.say(
                    &about,
                    Kind::TypeAdded,
                    ADDS,
                    &format!("the {word} {{}} is new"),
                    &[name],
                );
            }
        }
        for (name, ty) in &old.types {
            if !pairs.iter().any(|(it, _)| it == name) {
                let about = self.about_type(Some((name, ty)), None);
                let word = ty.kind.word();
                self.say(
                    &about,
                    Kind::TypeRemoved,
                    SOURCE,
                    &format!("the {word} {{}} is gone"),
                    &[name],
                );
            }
        }
        for (was, is) in pairs {
            self.ty((was, &old.types[*was]), (is, &new.types[*is]));
        }
    }

    fn ty(&mut self, (was, old): (&str, &Type), (is, new): (&str, &Type)) {
        let about = self.about_type(Some((was, old)), Some((is, new)));
        if was != is {
            let about = About { direction: Direction::None, ..about.clone() };
            self.say(&about, Kind::TypeRenamed, SOURCE, "{} is called {} now", &[&was, &is]);
        }
        self.gates(&about, old, new);
        self.said(&about, &old.said, &new.said, Kind::TypeDeprecated);
        match (&old.kind, &new.kind) {
            (surface::Kind::Struct(a), surface::Kind::Struct(b)) => self.structure(&about, a, b),
            (surface::Kind::Enum(a), surface::Kind::Enum(b)) => self.enumeration(&about, a, b),
            (surface::Kind::Union(a), surface::Kind::Union(b)) => self.union(&about, a, b),
            (surface::Kind::Alias { ty: a }, surface::Kind::Alias { ty: b }) => {
                if !self.is_same(a, b) {
                    let axes = SOURCE.and(self.wire(&about, self.relate(a, b)));
                    let words = "{} stood for {} and stands for {}";
                    self.say(&about, Kind::AliasChanged, axes, words, &[&was, a, b]);
                }
            }
            (a, b) => {
                let (was, is) = (surface::Ty::named(was), surface::Ty::named(is));
                let relation = self.relate_kinds(&was, &is);
                let axes = SOURCE.and(self.wire(&about, relation));
                let words = format!("{{}} was {} and is {}", article(a.word()), article(b.word()));
                self.say(&about, Kind::TypeKindChanged, axes, &words, &[&about.subject]);
            }
        }
        if old.text != new.text {
            self.say(&about, Kind::TypeDocsChanged, WORDS, "{} is described otherwise", &[&is]);
        }
    }

    /// Which features have a type. One that is always there is reached by every group.
    fn gates(&mut self, about: &About, old: &Type, new: &Type) {
        if new.features.is_empty() || old.features == new.features {
            return;
        }
        if old.features.is_empty() {
            let words = "{} is there with the groups that use it, and no longer without any";
            self.say(about, Kind::TypeNeedsFeature, ADDS, words, &[&about.subject]);
        }
        let had: Vec<&String> = if old.features.is_empty() {
            group_features(self.old).filter(|it| self.uses(it, &about.subject)).collect()
        } else {
            old.features.iter().collect()
        };
        let lost = had
            .into_iter()
            .filter(|it| self.new.features.contains_key(*it) && !new.features.contains(*it));
        for feature in lost.cloned().collect::<Vec<_>>() {
            let words = "{} is no longer there with the feature {}";
            self.say(about, Kind::TypeFeatureChanged, SOURCE, words, &[&about.subject, &feature]);
        }
    }

    /// Whether the operations of a group's feature use a type of the old crate.
    fn uses(&self, feature: &str, ty: &str) -> bool {
        let ids = self.reach.0.operations(ty);
        self.old.operations.values().any(|it| {
            let group = self.old.groups.get(&it.group);
            group.is_some_and(|group| group.feature == feature) && ids.contains(&it.id)
        })
    }

    fn enumeration(&mut self, about: &About, old: &Enum, new: &Enum) {
        let name = about.subject.clone();
        if old.integers != new.integers {
            let (a, b) = if new.integers { ("texts", "integers") } else { ("integers", "texts") };
            let words = format!("the values of {{}} were {a} and are {b}");
            self.say(about, Kind::ValuesChangedKind, SOURCE.and(WIRE), &words, &[&name]);
            return;
        }
        let kept = |one: &Enum, other: &Enum| -> Vec<String> {
            let kept = one.values.iter().filter(|(value, _)| variant_of(other, value).is_some());
            kept.map(|(value, _)| value.clone()).collect()
        };
        if kept(old, new) != kept(new, old) {
            let words = "the values of {} are in another order, by which they are compared";
            self.say(about, Kind::ValuesReordered, BEHAVIOUR, words, &[&name]);
        }
        for (value, variant) in &new.values {
            let about = value_about(about, variant);
            match variant_of(old, value) {
                // An old program keeps what it does not know.
                None => self.say(&about, Kind::ValueAdded, ADDS, "{} knows {}", &[&name, value]),
                Some(was) if was != variant => {
                    let words = "the variant {} of {} is called {} now";
                    self.say(&about, Kind::ValueRenamed, SOURCE, words, &[was, &name, variant]);
                }
                Some(_) => {}
            }
        }
        for (value, variant) in old.values.iter().filter(|(it, _)| variant_of(new, it).is_none()) {
            let about = value_about(about, variant);
            let sent = matches!(about.direction, Direction::Request | Direction::Both);
            let axes = SOURCE.and(WIRE.when(sent));
            self.say(&about, Kind::ValueRemoved, axes, "{} no longer knows {}", &[&name, value]);
        }
    }
}

/// The variant of a value.
fn variant_of<'e>(plan: &'e Enum, value: &str) -> Option<&'e String> {
    plan.values.iter().find(|(it, _)| it == value).map(|(_, variant)| variant)
}

fn value_about(about: &About, variant: &str) -> About {
    let items = about.items.iter().map(|item| format!("{item}::{variant}")).collect();
    About { subject: format!("{}::{variant}", about.subject), items, ..about.clone() }
}

fn article(word: &str) -> String {
    let article = if word.starts_with(['a', 'e']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// The features of the groups.
fn group_features(surface: &Surface) -> impl Iterator<Item = &String> {
    surface.groups.values().map(|group| &group.feature)
}
