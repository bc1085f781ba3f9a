//! What a page of a list is, and the macro that declares an operation to return one.
//!
//! It decides where a page's items and counts are found; how a list is walked is `pages`.

use crate::runtime::http::answer::operation::Operation;
use crate::runtime::json::Nullish;

/// An operation that returns one page of a list.
pub trait Paged: Operation {
    /// What the list holds.
    type Item;

    /// The query parameter that holds the page's number.
    const PAGE: &'static str;

    /// What a page says about the list.
    fn outline(page: &Self::Output) -> Outline;

    /// The items of a page.
    fn into_items(page: Self::Output) -> Vec<Self::Item>;
}

/// What a page says about the list it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outline {
    /// How many items the page holds.
    pub items: usize,
    /// The number of the last page, if the page names it.
    pub last: Option<u64>,
    /// The number of items in the list, if the page names it.
    pub total: Option<u64>,
}

/// A count that a page may state. A negative one states nothing.
pub trait Count {
    /// The count.
    fn count(&self) -> Option<u64>;
}

impl Count for i64 {
    fn count(&self) -> Option<u64> {
        u64::try_from(*self).ok()
    }
}

impl Count for i32 {
    fn count(&self) -> Option<u64> {
        u64::try_from(*self).ok()
    }
}

impl Count for u64 {
    fn count(&self) -> Option<u64> {
        Some(*self)
    }
}

impl Count for u32 {
    fn count(&self) -> Option<u64> {
        Some(u64::from(*self))
    }
}

impl<T: Count> Count for Option<T> {
    fn count(&self) -> Option<u64> {
        self.as_ref().and_then(Count::count)
    }
}

impl<T: Count> Count for Nullish<T> {
    fn count(&self) -> Option<u64> {
        match self {
            Self::Value(count) => count.count(),
            Self::Absent | Self::Null => None,
        }
    }
}

/// Declares that an operation returns pages.
///
/// `Name: page "parameter", items field: Item, last path.to.number, total path.to.number;`, the
/// last two being optional.
#[allow(unused_macros)]
macro_rules! paged {
    (
        $name:ident: page $page:literal, items $($items:ident).+: $item:ty
        $(, last $($last:ident).+)? $(, total $($total:ident).+)? $(,)?;
    ) => {
        impl<'a, M> $name<'a, M> {
            /// Walks the list page by page, from the page this call asks for, or from the first.
            pub fn pages(self) -> $crate::runtime::Pages<'a, Self, M> {
                self.call.pages()
            }

            /// Walks the list item by item, from the page this call asks for, or from the first.
            pub fn items(self) -> $crate::runtime::Items<'a, Self, M> {
                self.call.items()
            }
        }

        impl<M> $crate::runtime::Paged for $name<'_, M> {
            type Item = $item;
            const PAGE: &'static str = $page;

            fn outline(
                page: &<Self as $crate::runtime::Operation>::Output,
            ) -> $crate::runtime::Outline {
                $crate::runtime::Outline {
                    items: page.$($items).+.len(),
                    last: paged!(@count $(page.$($last).+)?),
                    total: paged!(@count $(page.$($total).+)?),
                }
            }

            fn into_items(
                page: <Self as $crate::runtime::Operation>::Output,
            ) -> ::std::vec::Vec<$item> {
                page.$($items).+
            }
        }
    };

    (@count) => {
        ::std::option::Option::None
    };
    (@count $count:expr) => {
        $crate::runtime::Count::count(&$count)
    };
}
