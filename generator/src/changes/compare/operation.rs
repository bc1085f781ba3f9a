//! Operations: which is which, and how each is called and let in.

use std::collections::{BTreeMap, BTreeSet};

use super::{About, Compare};
use crate::changes::axes::{ADDS, BEHAVIOUR, BEHAVIOUR_ADDS, SOURCE, WIRE, WIRE_ADDS, WORDS};
use crate::changes::{Kind, Message};
use crate::surface::Operation;

/// An operation and its key.
type Keyed<'s> = (&'s str, &'s Operation);

impl<'s> Compare<'s> {
    /// Compares all operations: those of one route, else of one id, else of one name in Rust.
    pub(super) fn operations(&mut self) {
        let mut old: Vec<Keyed<'s>> =
            self.old.operations.iter().map(|(key, it)| (key.as_str(), it)).collect();
        let mut new: Vec<Keyed<'s>> =
            self.new.operations.iter().map(|(key, it)| (key.as_str(), it)).collect();
        let mut pairs = matched(&mut old, &mut new, |(key, _)| route(key));
        pairs.extend(matched(&mut old, &mut new, |(_, it)| it.id.clone()));
        pairs.extend(matched(&mut old, &mut new, |(_, it)| format!("{}.{}", it.group, it.method)));
        for (key, operation) in new {
            let about = About::operation(None, Some(operation));
            let name = &about.subject;
            self.say(&about, Kind::OperationAdded, ADDS, "{} is new: {}", &[name, &key]);
        }
        for (key, operation) in old {
            let about = About::operation(Some(operation), None);
            let name = &about.subject;
            self.say(
                &about,
                Kind::OperationRemoved,
                SOURCE.and(WIRE),
                "{} is gone: {}",
                &[name, &key],
            );
        }
        for (a, b) in pairs {
            self.operation(a, b);
        }
    }

    fn operation(&mut self, (was, old): Keyed<'s>, (is, new): Keyed<'s>) {
        let about = About::operation(Some(old), Some(new));
        let name = about.subject.clone();
        let now = format!("{}.{}", new.group, new.method);
        if (&old.group, &old.method, &old.call) != (&new.group, &new.method, &new.call) {
            let message = if name == now {
                Message::new("the call of {} is {} instead of {}", &[&name, &new.call, &old.call])
            } else {
                Message::new("{} is called {} now", &[&name, &now])
            };
            self.note(&about, Kind::OperationRenamed, SOURCE, message);
        }
        self.route(&about, was, is);
        if old.server != new.server {
            let show = |it: &Option<String>| {
                it.clone().unwrap_or_else(|| "the client's server".to_owned())
            };
            let words = "{} was served at {} and is at {}";
            let (a, b) = (show(&old.server), show(&new.server));
            self.say(
                &about,
                Kind::OperationServerChanged,
                BEHAVIOUR.and(WIRE),
                words,
                &[&name, &a, &b],
            );
        }
        if old.id != new.id {
            let words = "the `operationId` of {} was {} and is {}";
            self.say(&about, Kind::OperationIdChanged, WORDS, words, &[&name, &old.id, &new.id]);
        }
        match (old.deprecated, new.deprecated) {
            (false, true) => {
                self.say(&about, Kind::OperationDeprecated, ADDS, "{} is deprecated", &[&name]);
            }
            (true, false) => {
                let words = "{} is no longer deprecated";
                self.say(&about, Kind::OperationUndeprecated, WORDS, words, &[&name]);
            }
            _ => {}
        }
        self.parameters(&about, (was, old), (is, new));
        self.body(&about, old, new);
        self.security(&about, old, new);
        self.answers(&about, old, new);
        if old.text != new.text {
            self.say(
                &about,
                Kind::OperationDocsChanged,
                WORDS,
                "{} is described otherwise",
                &[&name],
            );
        }
    }

    fn route(&mut self, about: &About, was: &str, is: &str) {
        if route(was) == route(is) {
            return;
        }
        let name = &about.subject;
        let split = |key: &str| key.split_once(' ').map(|(a, b)| (a.to_owned(), b.to_owned()));
        let (Some(a), Some(b)) = (split(was), split(is)) else { return };
        if a.0 != b.0 {
            let words = "{} was sent by {} and is sent by {}";
            self.say(
                about,
                Kind::OperationMethodChanged,
                WIRE.and(BEHAVIOUR),
                words,
                &[name, &a.0, &b.0],
            );
        }
        if route(&a.1) != route(&b.1) {
            let words = "the path of {} was {} and is {}";
            self.say(about, Kind::OperationPathChanged, WIRE, words, &[name, &a.1, &b.1]);
        }
    }

    fn security(&mut self, about: &About, old: &Operation, new: &Operation) {
        type Alternative = BTreeMap<String, Vec<String>>;
        let name = &about.subject;
        let schemes = |it: &Operation| -> BTreeSet<BTreeSet<String>> {
            it.security.iter().map(|all: &Alternative| all.keys().cloned().collect()).collect()
        };
        let (was, is) = (schemes(old), schemes(new));
        let open = |it: &BTreeSet<BTreeSet<String>>| it.is_empty() || it.contains(&BTreeSet::new());
        let show = |it: &BTreeSet<BTreeSet<String>>| {
            let words: Vec<String> = it
                .iter()
                .map(|all| all.iter().cloned().collect::<Vec<_>>().join(" and "))
                .collect();
            if open(it) && words.iter().all(String::is_empty) {
                "none".to_owned()
            } else {
                words.join(" or ")
            }
        };
        if was != is {
            let (kind, axes) = if open(&was) && !open(&is) {
                (Kind::SecurityAdded, WIRE.and(BEHAVIOUR))
            } else if open(&is) || was.is_subset(&is) {
                // Where none is named any more, none is sent.
                let sent = !is.iter().all(BTreeSet::is_empty);
                (Kind::SecurityRemoved, WIRE_ADDS.and(BEHAVIOUR_ADDS).and(BEHAVIOUR.when(!sent)))
            } else {
                (Kind::SecurityChanged, WIRE.and(BEHAVIOUR))
            };
            let words = "{} took the credentials {} and takes {}";
            self.say(about, kind, axes, words, &[name, &show(&was), &show(&is)]);
            return;
        }
        let order = |it: &Operation| -> Vec<BTreeSet<String>> {
            it.security.iter().map(|all: &Alternative| all.keys().cloned().collect()).collect()
        };
        if order(old) != order(new) {
            // The first that the client can meet is sent (OpenAPI 3.1 §4.8.30 leaves that to it).
            let words = "{} prefers another one of its credentials";
            self.say(about, Kind::SecurityReordered, BEHAVIOUR, words, &[name]);
        }
        if old.security != new.security {
            // Any of the scopes will do, so more of them let more in.
            let fewer = old.security.iter().zip(&new.security).any(|(a, b)| {
                a.iter().any(|(scheme, scopes)| {
                    let now = b.get(scheme).map_or(&[][..], Vec::as_slice);
                    (scopes.is_empty() && !now.is_empty())
                        || (!now.is_empty() && scopes.iter().any(|scope| !now.contains(scope)))
                })
            });
            let reordered = old.security.iter().any(|it| !new.security.contains(it));
            if reordered {
                let axes = WIRE.when(fewer || old.security.len() > 1).and(WIRE_ADDS);
                self.say(about, Kind::ScopesChanged, axes, "{} needs other scopes", &[name]);
            }
        }
    }
}

/// The route without the names of its parameters, which are nobody's but the document's.
pub(super) fn route(key: &str) -> String {
    let mut route = String::new();
    let mut inside = false;
    for c in key.chars() {
        if c == '}' {
            inside = false;
        }
        if !inside {
            route.push(c);
        }
        if c == '{' {
            inside = true;
        }
    }
    route
}

/// Takes out of both lists what has the same key in both, if only one in each has it.
fn matched<'s>(
    old: &mut Vec<Keyed<'s>>,
    new: &mut Vec<Keyed<'s>>,
    key: impl Fn(&Keyed<'s>) -> String,
) -> Vec<(Keyed<'s>, Keyed<'s>)> {
    let index = |list: &[Keyed<'s>]| {
        let mut found: BTreeMap<String, Vec<Keyed<'s>>> = BTreeMap::new();
        list.iter().for_each(|it| found.entry(key(it)).or_default().push(*it));
        found
    };
    let (was, is) = (index(old), index(new));
    let pairs = was.iter().filter_map(|(key, a)| match (a.as_slice(), is.get(key)?.as_slice()) {
        ([a], [b]) => Some((*a, *b)),
        _ => None,
    });
    let pairs: Vec<(Keyed<'s>, Keyed<'s>)> = pairs.collect();
    old.retain(|it| !pairs.iter().any(|(a, _)| a.0 == it.0));
    new.retain(|it| !pairs.iter().any(|(_, b)| b.0 == it.0));
    pairs
}
