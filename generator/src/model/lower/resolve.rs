//! References to components other than schemas.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::Lowering;
use crate::diagnostic::{Code, Severity};
use crate::document::Document;
use crate::pointer::Pointer;

/// References that may follow one another before we call it a loop.
const CHAIN: usize = 16;

/// A kind of component that can be referred to.
pub(super) trait Component: Sized {
    /// The key under `components`.
    const SECTION: &'static str;
    /// The components of this kind.
    fn section(document: &Document) -> Option<&IndexMap<String, ReferenceOr<Self>>>;
}

macro_rules! component {
    ($($ty:ident in $field:ident $section:literal),* $(,)?) => {$(
        impl Component for openapiv3::$ty {
            const SECTION: &'static str = $section;
            fn section(document: &Document) -> Option<&IndexMap<String, ReferenceOr<Self>>> {
                document.skeleton.components.as_ref().map(|components| &components.$field)
            }
        }
    )*};
}

component! {
    Header in headers "headers",
    Parameter in parameters "parameters",
    RequestBody in request_bodies "requestBodies",
    Response in responses "responses",
    SecurityScheme in security_schemes "securitySchemes",
}

impl<'a> Lowering<'a> {
    /// What `item` at `at` is, after its references, and where that stands. `None`, with a
    /// finding, when a reference leads nowhere.
    pub(super) fn resolve<'i, T: Component>(
        &mut self,
        at: &Pointer,
        item: &'i ReferenceOr<T>,
    ) -> Option<(Pointer, &'i T)>
    where
        'a: 'i,
    {
        self.resolve_or(Severity::Error, at, item)
    }

    /// The same, with how grave it is that a reference leads nowhere.
    pub(super) fn resolve_or<'i, T: Component>(
        &mut self,
        severity: Severity,
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
            let section = Pointer::from_text("/components").child(T::SECTION);
            let target = Pointer::from_reference(reference)
                .filter(|target| target.parent().as_ref() == Some(&section));
            let found =
                target.as_ref().and_then(|target| T::section(document)?.get(&target.last()));
            match (target, found) {
                (Some(target), Some(found)) => (at, item) = (target, found),
                _ => {
                    let message = format!(
                        "`{reference}` does not lead to an entry of `components.{}`",
                        T::SECTION
                    );
                    self.report(severity, Code::DanglingReference, &at, message, None);
                    return None;
                }
            }
        }
        let message = "this reference leads back to itself";
        self.report(severity, Code::DanglingReference, &at, message, None);
        None
    }
}
