//! An operation as both sides of the comparison know it: method and path. Decides which operations of a
//! document are missing in a crate.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An operation by what identifies it on the wire.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Operation {
    /// The path as the document writes it.
    pub path: String,
    /// The method in capitals, or as written under `additionalOperations`.
    pub method: String,
}

impl Operation {
    /// An operation.
    #[must_use]
    pub fn new(method: impl Into<String>, path: impl Into<String>) -> Self {
        Self { path: path.into(), method: method.into() }
    }

    /// The same with the names of the path's parameters left out: those are not on the wire, so that a
    /// generator is free to change them.
    fn anonymous(&self) -> Self {
        let mut path = String::new();
        let mut inside = false;
        // A fragment only tells paths apart that are the same on the wire.
        for c in self.path.split('#').next().unwrap_or_default().chars() {
            if c == '}' {
                inside = false;
            }
            if !inside {
                path.push(c);
            }
            if c == '{' {
                inside = true;
            }
        }
        Self::new(self.method.clone(), path)
    }

    /// The JSON pointer of the operation's path item, and the key below it.
    #[must_use]
    pub fn place(&self) -> (String, String) {
        let path = self.path.replace('~', "~0").replace('/', "~1");
        (format!("/paths/{path}"), self.method.to_lowercase())
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// What `before` has and `after` lacks, each counted as often as it is there.
#[must_use]
pub fn missing(before: &[Operation], after: &[Operation]) -> Vec<Operation> {
    let mut left: Vec<Option<&Operation>> = after.iter().map(Some).collect();
    let mut take = |wanted: &dyn Fn(&Operation) -> bool| {
        let slot = left.iter_mut().find(|slot| slot.is_some_and(wanted));
        slot.is_some_and(|slot| slot.take().is_some())
    };
    let mut lacking: Vec<&Operation> =
        before.iter().filter(|it| !take(&|other| other == *it)).collect();
    lacking.retain(|it| {
        let anonymous = it.anonymous();
        !take(&|other| other.anonymous() == anonymous)
    });
    lacking.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parameters_do_not_count() {
        let before = [
            Operation::new("GET", "/a/{id}"),
            Operation::new("GET", "/a/{b}.json"),
            Operation::new("PUT", "/a/{id}"),
        ];
        let after = [Operation::new("GET", "/a/{other}"), Operation::new("GET", "/a/{id}")];
        assert_eq!(missing(&before, &after), before[1..]);
        assert_eq!(missing(&before, &before), []);
    }

    #[test]
    fn one_row_stands_for_one_operation() {
        let twice = [Operation::new("GET", "/{a}"), Operation::new("GET", "/{b}")];
        assert_eq!(missing(&twice, &twice[..1]), twice[1..]);
    }

    #[test]
    fn a_place_is_escaped() {
        let (item, key) = Operation::new("GET", "/a~b").place();
        assert_eq!((item.as_str(), key.as_str()), ("/paths/~1a~0b", "get"));
    }
}
