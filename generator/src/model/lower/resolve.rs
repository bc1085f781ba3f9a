//! References to components other than schemas.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::Lowering;
use crate::document::Document;
use crate::pointer::Pointer;

/// References that may follow one another: more than the document lets through.
const CHAIN: usize = 128;

/// A kind of component that can be referred to.
pub(super) trait Component: Sized {
    /// The components of this kind.
    fn section(document: &Document) -> Option<&IndexMap<String, ReferenceOr<Self>>>;
}

macro_rules! component {
    ($($ty:ident in $field:ident),* $(,)?) => {$(
        impl Component for openapiv3::$ty {
            fn section(document: &Document) -> Option<&IndexMap<String, ReferenceOr<Self>>> {
                document.skeleton.components.as_ref().map(|components| &components.$field)
            }
        }
    )*};
}

component! {
    Header in headers,
    Parameter in parameters,
    RequestBody in request_bodies,
    Response in responses,
    SecurityScheme in security_schemes,
}

impl<'a> Lowering<'a> {
    /// What `item` at `at` is, after its references, and where that stands. The document has seen to
    /// it that they lead to components, or are gone.
    pub(super) fn resolve<'i, T: Component>(
        &self,
        at: &Pointer,
        item: &'i ReferenceOr<T>,
    ) -> Option<(Pointer, &'i T)>
    where
        'a: 'i,
    {
        let document: &'a Document = self.document;
        let (mut at, mut item) = (at.clone(), item);
        for _ in 0..CHAIN {
            let reference = match item {
                ReferenceOr::Item(found) => return Some((at, found)),
                ReferenceOr::Reference { reference } => reference,
            };
            at = Pointer::from_reference(reference)?;
            item = T::section(document)?.get(&at.last())?;
        }
        None
    }
}
