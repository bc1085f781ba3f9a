//! The keys that are known and left out without a finding, for documentation: a reader of a document
//! must be able to look up why a key has no effect.

use super::grammar::{Fate, Kind};
use super::schema;

/// A key that is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The object it belongs to, by the standard's name.
    pub object: &'static str,
    /// The key.
    pub key: &'static str,
    /// Why nothing is lost without it.
    pub why: &'static str,
}

/// Every key that is left out, in the order of the standard.
pub fn left_out() -> impl Iterator<Item = LeftOut> {
    let keys = Kind::ALL.into_iter().map(Kind::rules).flat_map(|rules| {
        rules.fields.iter().filter_map(|field| match field.fate {
            Fate::Leave(why) => Some(LeftOut { object: rules.name, key: field.key, why }),
            Fate::Read | Fate::Report(_) => None,
        })
    });
    let keywords = schema::left_out();
    keys.chain(keywords.map(|(key, why)| LeftOut { object: "Schema Object", key, why }))
}
