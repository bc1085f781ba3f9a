//! What a call takes: parameters and the body.

use std::collections::BTreeMap;

use super::operation::route;
use super::{About, Compare};
use crate::changes::axes::{ADDS, BEHAVIOUR, SOURCE, WIRE, WIRE_ADDS};
use crate::changes::{Direction, Kind};
use crate::surface::{Operation, Parameter};

impl Compare<'_> {
    /// Compares the parameters of an operation; beside it stands its key.
    pub(super) fn parameters(
        &mut self,
        about: &About,
        (was, old): (&str, &Operation),
        (is, new): (&str, &Operation),
    ) {
        let pairs = paired((was, old), (is, new));
        let of = |key: &str| {
            let name = key.split_once(' ').map_or(key, |(_, name)| name);
            about.part(format!("{}({name})", about.subject), Direction::Request)
        };
        for (key, parameter) in &new.parameters {
            if pairs.iter().any(|(_, it)| it == key) {
                continue;
            }
            let about = of(key);
            let name = &about.subject;
            if parameter.required {
                let words = "{} is new and has to be given";
                self.say(&about, Kind::RequiredParameterAdded, SOURCE.and(WIRE), words, &[name]);
            } else {
                self.say(&about, Kind::ParameterAdded, ADDS, "{} is new", &[name]);
            }
        }
        for key in old.parameters.keys() {
            if !pairs.iter().any(|(it, _)| it == key) {
                let about = of(key);
                // It may be refused now.
                let axes = SOURCE.and(WIRE);
                self.say(&about, Kind::ParameterRemoved, axes, "{} is gone", &[&about.subject]);
            }
        }
        for (a, b) in &pairs {
            let about = of(a);
            if a.split(' ').next() != b.split(' ').next() {
                let words = "{} was sent as {} and is sent as {}";
                self.say(&about, Kind::ParameterMoved, WIRE, words, &[&about.subject, a, b]);
            } else if a != b && !a.starts_with("path ") {
                self.say(
                    &about,
                    Kind::ParameterMoved,
                    WIRE,
                    "{} is called {} in requests",
                    &[&about.subject, b],
                );
            }
            self.parameter(&about, &old.parameters[a], &new.parameters[b]);
        }
        let order = |arguments: &[String], side: fn(&(String, String)) -> &String| -> Vec<usize> {
            let position = |key| pairs.iter().position(|pair| side(pair) == key);
            arguments.iter().filter_map(position).collect()
        };
        let (before, after) =
            (order(&old.arguments, |it| &it.0), order(&new.arguments, |it| &it.1));
        let kept = |one: &[usize], other: &[usize]| -> Vec<usize> {
            one.iter().copied().filter(|index| other.contains(index)).collect()
        };
        if kept(&before, &after) != kept(&after, &before) {
            // Of one type, they are mixed up and compile.
            let types = |it: &Operation| -> Vec<String> {
                let given = it.arguments.iter().filter_map(|key| it.parameters.get(key));
                given.map(|it| it.taken.clone()).collect()
            };
            let axes = BEHAVIOUR.and(SOURCE.when(types(old) != types(new)));
            let words = "the arguments of {} are in another order";
            self.say(about, Kind::ArgumentsReordered, axes, words, &[&about.subject]);
        }
    }

    fn parameter(&mut self, about: &About, old: &Parameter, new: &Parameter) {
        let name = &about.subject;
        match (old.required, new.required) {
            (false, true) => {
                let words = "{} has to be given: it is an argument and no setter";
                self.say(about, Kind::ParameterBecameRequired, SOURCE.and(WIRE), words, &[name]);
            }
            (true, false) => {
                let words = "{} may be left out: it is a setter and no argument";
                self.say(
                    about,
                    Kind::ParameterBecameOptional,
                    SOURCE.and(WIRE_ADDS),
                    words,
                    &[name],
                );
            }
            // The name of an argument is nobody's but ours.
            (false, false) if old.name != new.name => {
                let words = "the setter of {} was called {} and is called {}";
                self.say(
                    about,
                    Kind::ParameterRenamed,
                    SOURCE,
                    words,
                    &[name, &old.name, &new.name],
                );
            }
            _ => {}
        }
        if !self.is_same(&old.ty, &new.ty) {
            let axes = SOURCE.and(self.wire(about, self.relate(&old.ty, &new.ty)));
            let words = "{} was {} and is {}";
            self.say(
                about,
                Kind::ParameterTypeChanged,
                axes,
                words,
                &[name, &old.taken, &new.taken],
            );
        } else if self.taken_as(&old.taken) != self.taken_as(&new.taken) {
            let words = "{} was taken as {} and is as {}";
            self.say(
                about,
                Kind::ParameterTypeChanged,
                SOURCE,
                words,
                &[name, &old.taken, &new.taken],
            );
        }
        if old.style != new.style {
            self.say(about, Kind::ParameterStyleChanged, WIRE, "{} is written otherwise", &[name]);
        }
        self.said(about, &old.said, &new.said, Kind::ParameterDeprecated);
    }

    /// By value, by reference, or as what becomes one.
    fn taken_as<'t>(&self, taken: &'t str) -> &'t str {
        ["&[", "&str", "&", "impl Into<"].into_iter().find(|it| taken.starts_with(it)).unwrap_or("")
    }

    /// Compares the bodies of an operation.
    pub(super) fn body(&mut self, about: &About, old: &Operation, new: &Operation) {
        let about = about.part(format!("{}(body)", about.subject), Direction::Request);
        let name = &about.subject;
        let (old, new) = match (&old.body, &new.body) {
            (None, None) => return,
            (None, Some(body)) => {
                let (kind, axes) = if body.required {
                    (Kind::RequiredBodyAdded, SOURCE.and(WIRE))
                } else {
                    (Kind::BodyAdded, ADDS)
                };
                self.say(&about, kind, axes, "{} is new", &[name]);
                return;
            }
            (Some(_), None) => {
                // It may be refused now.
                let axes = SOURCE.and(WIRE);
                self.say(&about, Kind::BodyRemoved, axes, "{} is gone", &[name]);
                return;
            }
            (Some(old), Some(new)) => (old, new),
        };
        match (old.required, new.required) {
            (false, true) => {
                let words = "{} has to be given: it is an argument and no setter";
                self.say(&about, Kind::BodyBecameRequired, SOURCE.and(WIRE), words, &[name]);
            }
            (true, false) => {
                let words = "{} may be left out: it is a setter and no argument";
                self.say(&about, Kind::BodyBecameOptional, SOURCE.and(WIRE_ADDS), words, &[name]);
            }
            (false, false) if old.name != new.name => {
                let words = "the setter of {} was called {} and is called {}";
                self.say(
                    &about,
                    Kind::ParameterRenamed,
                    SOURCE,
                    words,
                    &[name, &old.name, &new.name],
                );
            }
            _ => {}
        }
        if !self.is_same(&old.ty, &new.ty) || self.taken_as(&old.taken) != self.taken_as(&new.taken)
        {
            let axes = SOURCE.and(self.wire(&about, self.relate(&old.ty, &new.ty)));
            let words = "{} was {} and is {}";
            self.say(&about, Kind::BodyTypeChanged, axes, words, &[name, &old.taken, &new.taken]);
        }
        if (&old.media_type, &old.written) != (&new.media_type, &new.written) {
            let words = "{} was sent as {} ({}) and is sent as {} ({})";
            let codes: [&dyn std::fmt::Display; 5] =
                [name, &old.media_type, &old.written, &new.media_type, &new.written];
            self.say(&about, Kind::BodyMediaTypeChanged, WIRE, words, &codes);
        }
    }
}

/// Which parameters are which: by place and name; those of one path by their place in it; else by name
/// alone, if it is another place.
fn paired((was, old): (&str, &Operation), (is, new): (&str, &Operation)) -> Vec<(String, String)> {
    let same = route(was) == route(is);
    let (was, is) = (template(was), template(is));
    let positions: BTreeMap<&str, &str> = if same {
        was.iter().map(String::as_str).zip(is.iter().map(String::as_str)).collect()
    } else {
        BTreeMap::new()
    };
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut left = Vec::new();
    for key in old.parameters.keys() {
        let moved = positions.get(key.as_str()).copied();
        match moved.or(Some(key.as_str())).filter(|it| new.parameters.contains_key(*it)) {
            Some(same) => pairs.push((key.clone(), same.to_owned())),
            None => left.push(key),
        }
    }
    for key in left {
        let name = |key: &str| key.split_once(' ').map_or("", |(_, name)| name).to_lowercase();
        let taken = |it: &&String| pairs.iter().any(|(_, pair)| pair == *it);
        let mut free = new.parameters.keys().filter(|it| !taken(it) && name(it) == name(key));
        if let Some(found) = free.next().cloned() {
            pairs.push((key.clone(), found));
        }
    }
    pairs
}

/// The parameters of a path, in order, as keys.
fn template(key: &str) -> Vec<String> {
    let parts = key.split('{').skip(1);
    parts.filter_map(|part| Some(format!("path {}", part.split_once('}')?.0))).collect()
}
