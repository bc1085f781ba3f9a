//! Alternatives that only demand keys → words, e.g. `needs a or b`.
//!
//! They shape nothing: the object has all of its keys, and which of them must be there together is
//! left to the caller.

use super::Lowering;
use super::combine::is_requirement;
use super::docs::code;
use crate::document::{RawSchema, SchemaId};

impl Lowering<'_> {
    /// What the alternatives of `schema` demand, in words.
    pub(super) fn requirements(&self, schema: &RawSchema) -> Vec<String> {
        let combined = schema.all_of.iter().map(|id| self.document.schemas.get(*id));
        let inline = combined.filter(|member| member.reference.is_none());
        let mut words = Vec::new();
        for part in inline.chain([schema]) {
            let any = self.demanded(&part.any_of);
            words.extend(any.map(|keys| format!("needs {}", keys.join(" or "))));
            let one = self.demanded(&part.one_of);
            words.extend(one.map(|keys| format!("needs exactly one of {}", keys.join(", "))));
        }
        words
    }

    /// The keys that each alternative demands; none if one does anything else.
    fn demanded(&self, members: &[SchemaId]) -> Option<Vec<String>> {
        let demanded = |id: &SchemaId| {
            let member = self.document.schemas.get(*id);
            let demands = is_requirement(member) && member.not.is_none();
            let keys: Vec<String> = member.required.iter().map(|key| code(key)).collect();
            (demands && !keys.is_empty()).then(|| keys.join(" with "))
        };
        if members.is_empty() { None } else { members.iter().map(demanded).collect() }
    }
}
