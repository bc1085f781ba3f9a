//! How what an action gives is merged with what it selects (Overlay 1.1 §4.4.3).
//!
//! Objects are merged member by member, arrays take further items, other values are replaced. Nothing is
//! converted: what does not fit is a clash, with both its places.

use std::collections::HashMap;

use crate::diagnostic::{Provenance, Written};
use crate::json::Json;
use crate::pointer::Pointer;

/// The three kinds that values are of for an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Object,
    Array,
    Other,
}

impl Kind {
    pub(super) fn of(value: &Json) -> Self {
        match value {
            Json::Object(_) => Self::Object,
            Json::Array(_) => Self::Array,
            _ => Self::Other,
        }
    }
}

/// Values that cannot be merged.
#[derive(Debug)]
pub(super) struct Clash {
    /// The place in the document as it is now.
    pub(super) at: Pointer,
    /// What stands there.
    pub(super) there: &'static str,
    /// What is to be merged with it, and where that stands.
    pub(super) given: &'static str,
    pub(super) written: Written,
}

/// Merges a value, which `written` tells the origin of, with the selected one at a place.
pub(super) fn merge(
    target: &mut Json,
    value: &Json,
    at: &Pointer,
    written: &Written,
    provenance: &mut Provenance,
) -> Vec<Clash> {
    let mut merge = Merge { provenance, clashes: Vec::new() };
    match target {
        Json::Array(items) if Kind::of(value) != Kind::Array => {
            merge.append(items, value, at, written.clone());
        }
        _ => merge.value(target, value, at, written.clone()),
    }
    merge.clashes
}

struct Merge<'a> {
    provenance: &'a mut Provenance,
    clashes: Vec<Clash>,
}

impl Merge<'_> {
    fn value(&mut self, target: &mut Json, value: &Json, at: &Pointer, written: Written) {
        match (target, value) {
            (Json::Object(members), Json::Object(given)) => {
                self.members(members, given, at, &written);
            }
            (Json::Array(items), Json::Array(given)) => {
                for (index, item) in given.iter().enumerate() {
                    self.append(items, item, at, written.clone().child(&index.to_string()));
                }
            }
            (target, value)
                if (Kind::of(target), Kind::of(value)) == (Kind::Other, Kind::Other) =>
            {
                *target = value.clone();
                self.provenance.write(at, written);
            }
            (target, value) => {
                let (there, given) = (target.kind(), value.kind());
                self.clashes.push(Clash { at: at.clone(), there, given, written });
            }
        }
    }

    fn members(
        &mut self,
        members: &mut Vec<(String, Json)>,
        given: &[(String, Json)],
        at: &Pointer,
        written: &Written,
    ) {
        let known: HashMap<String, usize> =
            members.iter().enumerate().map(|(index, (key, _))| (key.clone(), index)).collect();
        for (key, value) in given {
            let (at, written) = (at.child(key), written.clone().child(key));
            match known.get(key).and_then(|index| members.get_mut(*index)) {
                Some((_, member)) => self.value(member, value, &at, written),
                None => {
                    members.push((key.clone(), value.clone()));
                    self.provenance.write(&at, written);
                }
            }
        }
    }

    fn append(&mut self, items: &mut Vec<Json>, item: &Json, at: &Pointer, written: Written) {
        self.provenance.write(&at.index(items.len()), written);
        items.push(item.clone());
    }
}
