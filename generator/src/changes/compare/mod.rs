//! Two surfaces → the changes between them, each judged by itself.
//!
//! This file decides what belongs together; the others decide what a difference means.

mod answer;
mod client;
mod limits;
mod operation;
mod parameter;
mod relate;
mod structure;
mod ty;
mod union;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::axes::{Axes, Level, SOURCE};
use super::{Change, Direction, Kind, Message};
use crate::surface::{Operation, Reach, Surface, Ty, Type};

/// The changes from `old` to `new`, in no order.
pub(super) fn changes(old: &Surface, new: &Surface) -> Vec<Change> {
    let pairs = pair_types(old, new);
    let renamed: BTreeMap<&str, &str> =
        pairs.iter().filter(|(a, b)| a != b).map(|(a, b)| (*a, *b)).collect();
    let mut compare = Compare {
        old,
        new,
        reach: (Reach::new(old), Reach::new(new)),
        renamed,
        changes: Vec::new(),
    };
    compare.client();
    compare.features();
    compare.groups();
    compare.operations();
    compare.types(&pairs);
    compare.webhooks();
    compare.check();
    compare.changes
}

struct Compare<'s> {
    old: &'s Surface,
    new: &'s Surface,
    /// Which operations the types of both belong to.
    reach: (Reach<'s>, Reach<'s>),
    /// Types that have another name: old → new.
    renamed: BTreeMap<&'s str, &'s str>,
    changes: Vec<Change>,
}

/// What changes of one thing have in common.
#[derive(Clone, Debug, Default)]
struct About {
    subject: String,
    old: Option<String>,
    new: Option<String>,
    direction: Direction,
    /// Whether it is more than a value: it travels only where the wire or what calls do is concerned.
    whole: bool,
    operations: Vec<String>,
    items: Vec<String>,
}

impl About {
    /// Something of the client: what it does, it does to requests.
    fn client(subject: &str) -> Self {
        Self { direction: Direction::Request, whole: true, ..Self::own(subject) }
    }

    /// Something that is not sent.
    fn own(subject: &str) -> Self {
        Self { subject: subject.to_owned(), ..Self::default() }
    }

    /// An operation; that of a removed or added one.
    fn operation(old: Option<&Operation>, new: Option<&Operation>) -> Self {
        let both = || old.into_iter().chain(new);
        let ids: BTreeSet<&String> = both().map(|it| &it.id).collect();
        let names: BTreeSet<String> =
            both().map(|it| format!("{}.{}", it.group, it.method)).collect();
        Self {
            subject: both()
                .next()
                .map(|it| format!("{}.{}", it.group, it.method))
                .unwrap_or_default(),
            old: old.map(|it| it.at.clone()),
            new: new.map(|it| it.at.clone()),
            direction: Direction::Request,
            whole: true,
            operations: ids.into_iter().cloned().collect(),
            items: names.into_iter().collect(),
        }
    }

    /// The same about a part, which travels so.
    fn part(&self, subject: String, direction: Direction) -> Self {
        Self { subject, direction, whole: false, ..self.clone() }
    }

    /// A member of a type, by its key.
    fn member(&self, key: &str) -> Self {
        let subject = format!("{}.{key}", self.subject);
        let at = |at: &Option<String>| {
            let token = key.replace('~', "~0").replace('/', "~1");
            at.as_ref().map(|at| format!("{at}/properties/{token}"))
        };
        Self {
            items: self.items.iter().map(|item| format!("{item}.{key}")).collect(),
            subject,
            old: at(&self.old),
            new: at(&self.new),
            ..self.clone()
        }
    }
}

impl<'s> Compare<'s> {
    /// Notes a change.
    fn note(&mut self, about: &About, kind: Kind, axes: Axes, message: Message) {
        self.changes.push(Change {
            kind,
            subject: about.subject.clone(),
            old: about.old.clone(),
            new: about.new.clone(),
            direction: if about.whole && (axes.wire, axes.behaviour) == (Level::None, Level::None) {
                Direction::None
            } else {
                about.direction
            },
            axes,
            bump: axes.bump(),
            message,
            operations: about.operations.clone(),
            items: about.items.clone(),
            approved: None,
        });
    }

    /// Notes a change in words in which each `{}` is one of `codes`.
    fn say(
        &mut self,
        about: &About,
        kind: Kind,
        axes: Axes,
        template: &str,
        codes: &[&dyn Display],
    ) {
        self.note(about, kind, axes, Message::new(template, codes));
    }

    /// A type; that of a removed or added one.
    fn about_type(&self, old: Option<(&str, &Type)>, new: Option<(&str, &Type)>) -> About {
        let both = || old.into_iter().chain(new);
        let mut operations: BTreeSet<String> = BTreeSet::new();
        operations.extend(old.into_iter().flat_map(|(name, _)| self.reach.0.operations(name)));
        operations.extend(new.into_iter().flat_map(|(name, _)| self.reach.1.operations(name)));
        let items: BTreeSet<String> = both().map(|(name, _)| name.to_owned()).collect();
        // Judged is what an old program sends and receives.
        let (request, response) =
            both().next().map_or((false, false), |(_, it)| (it.request, it.response));
        About {
            subject: both().next().map(|(name, _)| name.to_owned()).unwrap_or_default(),
            old: old.map(|(_, it)| it.at.clone()),
            new: new.map(|(_, it)| it.at.clone()),
            direction: match (request, response) {
                (true, true) => Direction::Both,
                (true, false) => Direction::Request,
                (false, true) => Direction::Response,
                (false, false) => Direction::None,
            },
            operations: operations.into_iter().collect(),
            whole: false,
            items: items.into_iter().collect(),
        }
    }

    /// The old type under the names that its parts have now.
    fn brought(&self, ty: &Ty) -> Ty {
        ty.map(&|name| self.renamed.get(name).map(|name| Ty::named(name)))
    }

    /// Whether two types are the same but for names that changed: to rustc, and on the wire.
    fn is_same(&self, old: &Ty, new: &Ty) -> bool {
        self.brought(old) == *new
            || self.brought(&self.old.unaliased(old)) == self.new.unaliased(new)
    }

    /// Adds what no other change tells: a fact that is gone while all else says that source is well.
    fn check(&mut self) {
        if self.changes.iter().any(|change| change.axes.source == Level::Breaking) {
            return;
        }
        let facts = self.new.facts();
        let gone = self.old.facts().into_iter().find(|(path, was)| facts.get(path) != Some(was));
        if let Some((path, was)) = gone {
            let about = About { items: vec![path.clone()], ..About::own(&path) };
            let is = facts.get(&path).map_or("nothing", String::as_str);
            self.say(&about, Kind::RustChanged, SOURCE, "{} was {} and is {}", &[&path, &was, &is]);
        }
    }
}

/// Which types of the old surface are which of the new: by the place in the document, else by name, else
/// by what they are, if only one is so.
fn pair_types<'s>(old: &'s Surface, new: &'s Surface) -> Vec<(&'s str, &'s str)> {
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, ty) in &new.types {
        places.entry(&ty.at).or_default().push(name);
    }
    let found = old.types.iter().flat_map(|(name, ty)| {
        let there = places.get(ty.at.as_str()).into_iter().flatten();
        let same = there.filter(|is| *is == name || new.types[**is].kind.word() == ty.kind.word());
        same.map(|is| (name.as_str(), *is)).collect::<Vec<_>>()
    });
    let mut pairs = unique(found.collect());
    let named = left(old, &pairs, |(old, _)| old).map(|(name, _)| name);
    let free: BTreeSet<&str> = left(new, &pairs, |(_, new)| new).map(|(name, _)| name).collect();
    let named: Vec<&str> = named.filter(|name| free.contains(name)).collect();
    pairs.extend(named.into_iter().map(|name| (name, name)));
    let same: Vec<(&str, &str)> = left(old, &pairs, |(old, _)| old)
        .flat_map(|(name, ty)| {
            let like = left(new, &pairs, |(_, new)| new).filter(|(_, it)| it.kind == ty.kind);
            like.map(|(other, _)| (name, other)).collect::<Vec<_>>()
        })
        .collect();
    pairs.extend(unique(same));
    pairs
}

/// The types that are in no pair.
fn left<'s>(
    surface: &'s Surface,
    pairs: &[(&'s str, &'s str)],
    side: impl Fn((&'s str, &'s str)) -> &'s str,
) -> impl Iterator<Item = (&'s str, &'s Type)> {
    let taken: BTreeSet<&str> = pairs.iter().map(|pair| side(*pair)).collect();
    let types = surface.types.iter().map(|(name, ty)| (name.as_str(), ty));
    types.filter(move |(name, _)| !taken.contains(name))
}

/// The pairs neither half of which is in another.
fn unique<'s>(pairs: Vec<(&'s str, &'s str)>) -> Vec<(&'s str, &'s str)> {
    let alone = |pair: &&(&str, &str)| {
        pairs.iter().filter(|it| it.0 == pair.0 || it.1 == pair.1).count() == 1
    };
    pairs.iter().filter(alone).copied().collect()
}
