//! Several types in one place, with nothing in the document to choose between them.

use super::Lowering;
use crate::model::{Dispatch, Scalar, Shape, TypeDef, TypeId, Union, Variant};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// The one type for values of any of `types`: the same for all, or a union of scalars and lists
    /// of them, which their JSON tells apart. `None` when there are none, or some are anything else.
    pub(super) fn mixed(&mut self, at: &Pointer, types: &[TypeId]) -> Option<TypeId> {
        let mut distinct: Vec<TypeId> = Vec::with_capacity(types.len());
        for ty in types {
            if !distinct.contains(ty) {
                distinct.push(*ty);
            }
        }
        if let [only] = distinct.as_slice() {
            return Some(*only);
        }
        if distinct.is_empty() || !distinct.iter().all(|ty| self.is_plain(*ty)) {
            return None;
        }
        if distinct.iter().all(|ty| self.is_numeric(*ty)) {
            return Some(self.intern(at, Shape::Scalar(Scalar::Number)));
        }
        distinct.sort_by_key(|ty| self.rank(*ty));
        let variants = distinct.into_iter().map(|ty| Variant { ty, tags: Vec::new() }).collect();
        let union = Union { variants, dispatch: Dispatch::Kind };
        Some(self.intern(at, Shape::Union(union)))
    }

    fn is_numeric(&self, id: TypeId) -> bool {
        matches!(
            &self.types[id.index()],
            Some(TypeDef { shape: Shape::Scalar(Scalar::Number | Scalar::Integer(_)), .. })
        )
    }
}
