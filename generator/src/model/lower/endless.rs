//! Types that are nothing but themselves: no value is ever finished, and no language can spell them.

use std::collections::HashSet;

use super::Lowering;
use crate::diagnostic::Code;
use crate::model::{Shape, TypeId};

impl Lowering<'_> {
    /// Turns such types into any JSON value: those that contain themselves with nothing but aliases,
    /// nulls, lists, maps and tuples in between, and unions with nothing but unions in between. What
    /// follows may then go down aliases and unions without asking.
    pub(super) fn break_endless(&mut self) {
        for index in 0..self.types.len() {
            let id = TypeId::new(index);
            if !self.contains_itself(id) {
                continue;
            }
            let Some(def) = &mut self.types[index] else { continue };
            def.shape = Shape::Any;
            let origin = def.origin.clone();
            self.warn(
                Code::EndlessType,
                &origin,
                "a type that is nothing but itself in a list, map or union is read as any JSON value",
            );
        }
    }

    fn contains_itself(&self, id: TypeId) -> bool {
        let union = self.is_union(id);
        let mut seen = HashSet::new();
        let mut pending = vec![id];
        while let Some(at) = pending.pop() {
            let parts: Vec<TypeId> = match self.types[at.index()].as_ref().map(|def| &def.shape) {
                Some(Shape::Alias(part) | Shape::Nullable(part)) => vec![*part],
                Some(Shape::Array(part) | Shape::Map(part)) if !union => vec![*part],
                Some(Shape::Tuple(parts)) if !union => parts.clone(),
                Some(Shape::Union(inner)) if union => {
                    inner.variants.iter().map(|variant| variant.ty).collect()
                }
                _ => Vec::new(),
            };
            if parts.contains(&id) {
                return true;
            }
            pending.extend(parts.into_iter().filter(|part| seen.insert(*part)));
        }
        false
    }

    fn is_union(&self, id: TypeId) -> bool {
        self.types[id.index()].as_ref().is_some_and(|def| matches!(def.shape, Shape::Union(_)))
    }
}
