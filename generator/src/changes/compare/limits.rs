//! Limits, defaults and deprecation: what a document says of a value besides its type.

use std::collections::BTreeMap;

use super::{About, Compare};
use crate::changes::axes::{ADDS, BEHAVIOUR, BEHAVIOUR_ADDS, WIRE, WIRE_ADDS, WORDS};
use crate::changes::{Direction, Kind};
use crate::surface::Said;

impl Compare<'_> {
    /// Compares what is said of a value; `deprecated` is the kind of change for that.
    pub(super) fn said(&mut self, about: &About, old: &Said, new: &Said, deprecated: Kind) {
        let sent = matches!(about.direction, Direction::Request | Direction::Both);
        let (narrowed, widened) = limits(&old.limits, &new.limits);
        // The crate checks no limit, so that it reads whatever comes.
        if !narrowed.is_empty() {
            let axes = WIRE.when(sent).and(WIRE_ADDS);
            let (name, limits) = (&about.subject, narrowed.join(", "));
            self.say(
                about,
                Kind::LimitsNarrowed,
                axes,
                "{} has closer limits: {}",
                &[name, &limits],
            );
        }
        if !widened.is_empty() {
            let (name, limits) = (&about.subject, widened.join(", "));
            self.say(
                about,
                Kind::LimitsWidened,
                WIRE_ADDS,
                "{} has wider limits: {}",
                &[name, &limits],
            );
        }
        if old.default != new.default {
            let axes = BEHAVIOUR.when(sent).and(BEHAVIOUR_ADDS);
            let show =
                |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
            let (was, is) = (show(&old.default), show(&new.default));
            let name = &about.subject;
            self.say(
                about,
                Kind::DefaultChanged,
                axes,
                "the default of {} was {} and is {}",
                &[name, &was, &is],
            );
        }
        match (old.deprecated, new.deprecated) {
            (false, true) => {
                self.say(about, deprecated, ADDS, "{} is deprecated", &[&about.subject]);
            }
            (true, false) => {
                let words = "{} is no longer deprecated";
                self.say(about, Kind::Undeprecated, WORDS, words, &[&about.subject]);
            }
            _ => {}
        }
    }
}

/// The limits that are closer, and those that are wider, in words.
fn limits(
    old: &BTreeMap<String, String>,
    new: &BTreeMap<String, String>,
) -> (Vec<String>, Vec<String>) {
    let (mut narrowed, mut widened) = (Vec::new(), Vec::new());
    let say = |name: &str, value: &str| {
        if value.is_empty() { name.to_owned() } else { format!("{name} {value}") }
    };
    for (name, value) in new {
        let said = say(name, value);
        match old.get(name) {
            None => narrowed.push(said),
            Some(was) if was == value => {}
            Some(was) if is_wider(name, was, value) => widened.push(format!("{said} was {was}")),
            Some(was) => narrowed.push(format!("{said} was {was}")),
        }
    }
    for (name, value) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
        widened.push(format!("no {}", say(name, value)));
    }
    (narrowed, widened)
}

/// Whether a limit grew wider. Of what is no number, nothing is known.
fn is_wider(name: &str, was: &str, is: &str) -> bool {
    let (Ok(was), Ok(is)) = (was.parse::<f64>(), is.parse::<f64>()) else { return false };
    let keyword = name.rsplit('.').next().unwrap_or(name);
    if keyword.to_lowercase().contains("max") {
        is >= was
    } else if keyword.to_lowercase().contains("min") {
        is <= was
    } else {
        keyword == "multipleOf" && is != 0.0 && (was / is).fract() == 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn closer_and_wider() {
        for (old, new, narrowed, widened) in [
            (&[("maxLength", "5")][..], &[("maxLength", "6")][..], 0, 1),
            (&[("maxLength", "6")], &[("maxLength", "5")], 1, 0),
            (&[("minimum", "1")], &[("minimum", "2.5")], 1, 0),
            (&[("exclusiveMinimum", "2")], &[("exclusiveMinimum", "1")], 0, 1),
            (&[("items.maximum", "9")], &[("items.maximum", "10")], 0, 1),
            (&[], &[("pattern", "a")], 1, 0),
            (&[("pattern", "a")], &[("pattern", "b")], 1, 0),
            (&[("uniqueItems", "")], &[], 0, 1),
            (&[("multipleOf", "10")], &[("multipleOf", "5")], 0, 1),
            (&[("multipleOf", "5")], &[("multipleOf", "10")], 1, 0),
            (&[("minimum", "1")], &[("exclusiveMinimum", "1")], 1, 1),
        ] {
            let (closer, wider) = limits(&map(old), &map(new));
            assert_eq!((closer.len(), wider.len()), (narrowed, widened), "{old:?} {new:?}");
        }
    }
}
