//! Unions: variants that come and go, what they hold, and how they are told apart.

use std::collections::BTreeSet;

use super::{About, Compare};
use crate::changes::axes::{ADDS, BEHAVIOUR, SOURCE, WIRE, WIRE_ADDS, WORDS};
use crate::changes::{Direction, Kind};
use crate::surface::{Union, Variant};

impl Compare<'_> {
    /// Compares two unions.
    pub(super) fn union(&mut self, about: &About, old: &Union, new: &Union) {
        let name = &about.subject;
        if (&old.by, &old.key) != (&new.by, &new.key) {
            let how = |it: &Union| match &it.key {
                Some(key) => format!("tag {key}"),
                None => it.by.clone(),
            };
            // A union told by a tag has the method `tag`.
            let axes = SOURCE.when(old.by != new.by).and(WIRE);
            let words = "the variants of {} were told apart by {} and are by {}";
            self.say(about, Kind::UnionDispatchChanged, axes, words, &[name, &how(old), &how(new)]);
        } else if (&old.absent, &old.other) != (&new.absent, &new.other) {
            let words = "values of {} with no known tag are other variants";
            self.say(about, Kind::UnionDispatchChanged, WIRE, words, &[name]);
        }
        let renamed = self.renamed_variants(old, new);
        for (variant, of) in &new.variants {
            if !old.variants.contains_key(variant) && !renamed.iter().any(|(_, is)| is == variant) {
                // An old program keeps what it does not know; but by kind alone it may take this one
                // for another.
                let mistaken = old.by == "kind"
                    && old.variants.values().any(|it| kind_of(it) == kind_of(of))
                    && reads(about);
                let axes = ADDS.and(WIRE_ADDS).and(WIRE.when(mistaken));
                let about = variant_about(about, variant);
                self.say(&about, Kind::VariantAdded, axes, "{} may be {}", &[name, variant]);
            }
        }
        for (variant, of) in &old.variants {
            let is = renamed.iter().find(|(was, _)| was == variant).map_or(variant, |(_, is)| is);
            let inner = variant_about(about, variant);
            let Some(now) = new.variants.get(is) else {
                let axes = SOURCE.and(WIRE.when(sends(about))).and(WIRE_ADDS);
                self.say(
                    &inner,
                    Kind::VariantRemoved,
                    axes,
                    "{} is never {} any more",
                    &[name, variant],
                );
                continue;
            };
            if is != variant {
                let words = "the variant {} of {} is called {} now";
                self.say(&inner, Kind::VariantRenamed, SOURCE, words, &[variant, name, is]);
            }
            self.variant(&inner, of, now);
            let others = || old.variants.iter().filter(|(name, _)| *name != variant);
            let taken = |key: &&str| others().any(|(_, other)| keys_of(other).contains(key));
            let more: BTreeSet<&str> = keys_of(now).difference(&keys_of(of)).copied().collect();
            if let Some(key) = more.into_iter().find(taken).filter(|_| reads(about)) {
                let words = "an old program takes a {} with {} for another variant";
                self.say(&inner, Kind::UnionDispatchChanged, WIRE, words, &[&inner.subject, &key]);
            }
        }
        if renamed.is_empty() {
            self.reordered(about, old, new);
        }
    }

    /// Of objects that fit a value alike the first counts; otherwise the order is one of the source alone.
    fn reordered(&mut self, about: &About, old: &Union, new: &Union) {
        let kept = |one: &Union, other: &Union| -> Vec<String> {
            let kept = one.order.iter().filter(|name| other.order.contains(name));
            kept.cloned().collect()
        };
        let (was, is) = (kept(old, new), kept(new, old));
        if was == is {
            return;
        }
        let objects = |names: &[String]| -> Vec<String> {
            let is_object =
                |name: &&String| new.variants.get(*name).is_some_and(|it| kind_of(it) == "object");
            names.iter().filter(is_object).cloned().collect()
        };
        let axes = BEHAVIOUR.when(objects(&was) != objects(&is));
        // A tag decides by itself.
        let about = if axes == WORDS {
            About { direction: Direction::None, ..about.clone() }
        } else {
            about.clone()
        };
        let words = "the variants of {} are in another order";
        self.say(&about, Kind::VariantsReordered, axes, words, &[&about.subject]);
    }

    fn variant(&mut self, about: &About, old: &Variant, new: &Variant) {
        let name = &about.subject;
        if !self.is_same(&old.ty, &new.ty) {
            let axes = SOURCE.and(self.wire(about, self.relate(&old.ty, &new.ty)));
            let words = "{} held {} and holds {}";
            self.say(about, Kind::VariantTypeChanged, axes, words, &[name, &old.ty, &new.ty]);
        }
        if old.tags != new.tags {
            let lost = old.tags.iter().any(|tag| !new.tags.contains(tag));
            // A tag that an old program does not know is kept, as that of a further variant.
            let axes = WIRE.when(lost && sends(about));
            let (was, is) = (old.tags.join(", "), new.tags.join(", "));
            let words = "the tag of {} was {} and is {}";
            self.say(
                about,
                Kind::VariantTagsChanged,
                axes.and(WIRE_ADDS),
                words,
                &[name, &was, &is],
            );
        }
        let told = |it: &Variant| !it.told_by.is_empty();
        if kind_of(old) != kind_of(new) && told(old) && told(new) && self.is_same(&old.ty, &new.ty)
        {
            let words = "{} is told by other kinds or keys";
            self.say(about, Kind::UnionDispatchChanged, WIRE, words, &[name]);
        }
        match (old.from, new.from) {
            (true, false) => {
                let words = "{} is no longer made from {} by `From`";
                self.say(about, Kind::ConversionRemoved, SOURCE, words, &[name, &old.ty]);
            }
            (false, true) => {
                self.say(
                    about,
                    Kind::ConversionAdded,
                    ADDS,
                    "{} is made from {} by `From`",
                    &[name, &new.ty],
                );
            }
            _ => {}
        }
    }

    /// Variants that hold the same under another name, if it is only one.
    fn renamed_variants(&self, old: &Union, new: &Union) -> Vec<(String, String)> {
        let gone = old.variants.iter().filter(|(name, _)| !new.variants.contains_key(*name));
        let pairs = gone.filter_map(|(name, of)| {
            let mut same = new.variants.iter().filter(|(is, it)| {
                !old.variants.contains_key(*is)
                    && self.is_same(&of.ty, &it.ty)
                    && of.tags == it.tags
            });
            let (is, _) = same.next().filter(|_| same.next().is_none())?;
            Some((name.clone(), is.clone()))
        });
        let pairs: Vec<(String, String)> = pairs.collect();
        let alone = |pair: &(String, String)| pairs.iter().filter(|it| it.1 == pair.1).count() == 1;
        pairs.iter().filter(|pair| alone(pair)).cloned().collect()
    }
}

fn variant_about(about: &About, variant: &str) -> About {
    let items = about.items.iter().map(|item| format!("{item}::{variant}")).collect();
    About { subject: format!("{}::{variant}", about.subject), items, ..about.clone() }
}

/// The JSON kind that tells a variant.
fn kind_of(variant: &Variant) -> &str {
    variant.told_by.split(' ').next().unwrap_or_default()
}

/// The keys of a variant that is told by them.
fn keys_of(variant: &Variant) -> BTreeSet<&str> {
    let keys = variant.told_by.strip_prefix("object").unwrap_or_default();
    keys.split([' ', ';']).filter(|key| !key.is_empty()).collect()
}

fn sends(about: &About) -> bool {
    matches!(about.direction, Direction::Request | Direction::Both)
}

fn reads(about: &About) -> bool {
    matches!(about.direction, Direction::Response | Direction::Both)
}
