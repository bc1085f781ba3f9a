//! Takes the selected nodes out of the objects and arrays that they are in.

use std::collections::{BTreeMap, BTreeSet};

use super::query::{Place, Step, pointer};
use crate::diagnostic::Provenance;
use crate::json::Json;

/// Removes the nodes at `places`, none of which is the whole document.
pub(super) fn remove(tree: &mut Json, places: &BTreeSet<Place>, provenance: &mut Provenance) {
    let mut around: BTreeMap<&[Step], Vec<&Step>> = BTreeMap::new();
    for place in places {
        if let Some((last, rest)) = place.split_last() {
            around.entry(rest).or_default().push(last);
        }
    }
    // What is within another comes after it, and items by number: from the end, no place has moved yet.
    for (place, gone) in around.into_iter().rev() {
        let at = pointer(place);
        match tree.at_mut(&at) {
            Some(Json::Object(members)) => {
                let gone: BTreeSet<&str> = gone.into_iter().filter_map(name).collect();
                members.retain(|(key, _)| !gone.contains(key.as_str()));
                gone.into_iter().for_each(|key| provenance.remove_member(&at, key));
            }
            Some(Json::Array(items)) => {
                let gone: BTreeSet<usize> = gone.into_iter().filter_map(index).collect();
                let length = items.len();
                let mut number = 0..;
                items.retain(|_| !number.next().is_some_and(|number| gone.contains(&number)));
                provenance.remove_items(&at, &gone, length);
            }
            _ => {}
        }
    }
}

fn name(step: &Step) -> Option<&str> {
    match step {
        Step::Name(name) => Some(name),
        Step::Index(_) => None,
    }
}

fn index(step: &Step) -> Option<usize> {
    match step {
        Step::Name(_) => None,
        Step::Index(index) => Some(*index),
    }
}
