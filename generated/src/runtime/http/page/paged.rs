//! What a page of a list is, and the macro that declares an operation to return one.
//!
//! It decides where a page's items and counts are found, and what asks for the next page; how a
//! list is walked is `course` and `pages`.

use crate::runtime::http::answer::operation::Operation;

/// An operation that returns one page of a list.
pub trait Paged: Operation {
    /// What the list holds.
    type Item;

    /// How a page is asked for.
    const STYLE: PageStyle;

    /// What a page says about the list.
    fn outline(page: &Self::Output) -> Outline;

    /// The items of a page.
    fn into_items(page: Self::Output) -> Vec<Self::Item>;
}

/// A list whose pages can be asked for without having seen those before: by number or by offset.
pub trait Numbered: Paged {}

/// How the pages of a list are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageStyle {
    /// By the number of the page.
    Page {
        /// The query parameter.
        parameter: &'static str,
        /// The number of the first page.
        first: u64,
    },
    /// By the number of items before the page.
    Offset {
        /// The query parameter.
        parameter: &'static str,
    },
    /// By a text that the page before holds.
    Cursor {
        /// The query parameter.
        parameter: &'static str,
    },
    /// By a link that the page before holds.
    Link,
    /// By a link in the header `Link` of the page before (RFC 8288).
    LinkHeader,
}

/// What a page says about the list it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// How many items the page holds.
    pub items: usize,
    /// The number of the last page, if the page names it.
    pub last: Option<u64>,
    /// The number of items in the list, if the page names it.
    pub total: Option<u64>,
    /// Whether another page follows, if the page says so.
    pub more: Option<bool>,
    /// The cursor of the next page or the link to it, if the page holds one.
    pub next: Option<String>,
}

/// Declares that an operation returns pages: `Name: how, items [path]: Item, more…;`.
///
/// How a page is asked for is one of these; `"name"` is a query parameter.
///
/// | | |
/// |---|---|
/// | `page "name"`, `page "name" from 0` | by its number, from 1 or from another |
/// | `offset "name"` | by the number of items before it |
/// | `cursor "name" from [path]` | by a text in the page before |
/// | `cursor "name" from item [path]` | by a text in the last item of the page before |
/// | `link from [path]` | by the link in the page before |
/// | `link header` | by the `Link` header of the page before |
///
/// What may follow the items, in this order: `last [path]`, the last page's number; `total [path]`,
/// the number of all items; `more [path]`, whether there is another page.
///
/// A path is `field.field`, with `?` after each field on the way that may be missing:
/// `[paging?.next?.after]`. An empty one is the whole answer.
#[allow(unused_macros)]
macro_rules! paged {
    ($name:ident: page $parameter:literal $(from $first:literal)?, $($rest:tt)+) => {
        paged! {
            @declare $name (Page { parameter: $parameter, first: paged!(@first $($first)?) })
            (none), $($rest)+
        }
        impl<M> $crate::runtime::Numbered for $name<'_, M> {}
    };
    ($name:ident: offset $parameter:literal, $($rest:tt)+) => {
        paged! { @declare $name (Offset { parameter: $parameter }) (none), $($rest)+ }
        impl<M> $crate::runtime::Numbered for $name<'_, M> {}
    };
    ($name:ident: cursor $parameter:literal from item $next:tt, $($rest:tt)+) => {
        paged! { @declare $name (Cursor { parameter: $parameter }) (item $next), $($rest)+ }
    };
    ($name:ident: cursor $parameter:literal from $next:tt, $($rest:tt)+) => {
        paged! { @declare $name (Cursor { parameter: $parameter }) (page $next), $($rest)+ }
    };
    ($name:ident: link from $next:tt, $($rest:tt)+) => {
        paged! { @declare $name (Link) (page $next), $($rest)+ }
    };
    ($name:ident: link header, $($rest:tt)+) => {
        paged! { @declare $name (LinkHeader) (none), $($rest)+ }
    };

    (
        @declare $name:ident ($($style:tt)+) ($from:ident $($next:tt)?), items $items:tt: $item:ty
        $(, last $last:tt)? $(, total $total:tt)? $(, more $more:tt)? $(,)?;
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
            const STYLE: $crate::runtime::PageStyle = $crate::runtime::PageStyle::$($style)+;

            fn outline(
                page: &<Self as $crate::runtime::Operation>::Output,
            ) -> $crate::runtime::Outline {
                $crate::runtime::Outline {
                    items: paged!(@field page; $items)
                        .map_or(0, $crate::runtime::http::fields::List::count),
                    last: paged!(@maybe page; Count::count $($last)?),
                    total: paged!(@maybe page; Count::count $($total)?),
                    more: paged!(@maybe page; More::more $($more)?),
                    next: paged!(@$from page; $items $($next)?),
                }
            }

            fn into_items(
                page: <Self as $crate::runtime::Operation>::Output,
            ) -> ::std::vec::Vec<$item> {
                paged!(@take page; $items)
                    .map($crate::runtime::http::fields::List::into_items)
                    .unwrap_or_default()
            }
        }
    };

    (@first) => { 1 };
    (@first $first:literal) => { $first };

    // The cursor of the next page, or the link to it.
    (@none $page:ident; $items:tt) => {
        ::std::option::Option::None
    };
    (@page $page:ident; $items:tt $next:tt) => {
        paged!(@maybe $page; Token::token $next)
    };
    (@item $page:ident; $items:tt $next:tt) => {
        paged!(@field $page; $items)
            .and_then($crate::runtime::http::fields::List::last)
            .and_then(|item| paged!(@maybe item; Token::token $next))
    };

    // What a field says, if one is named.
    (@maybe $page:ident; $trait:ident::$method:ident) => {
        ::std::option::Option::None
    };
    (@maybe $page:ident; $trait:ident::$method:ident $path:tt) => {
        paged!(@field $page; $path).and_then($crate::runtime::http::fields::$trait::$method)
    };

    // A reference to the field that a path leads to.
    (@field $at:expr; []) => {
        ::std::option::Option::Some($at)
    };
    (@field $at:expr; [$field:ident]) => {
        ::std::option::Option::Some(&$at.$field)
    };
    (@field $at:expr; [$field:ident.$($rest:tt)+]) => {
        paged!(@field $at.$field; [$($rest)+])
    };
    (@field $at:expr; [$field:ident?.$($rest:tt)+]) => {
        $crate::runtime::http::fields::Maybe::maybe(&$at.$field)
            .and_then(|at| paged!(@field at; [$($rest)+]))
    };

    // The field itself, taken out.
    (@take $at:expr; []) => {
        ::std::option::Option::Some($at)
    };
    (@take $at:expr; [$field:ident]) => {
        ::std::option::Option::Some($at.$field)
    };
    (@take $at:expr; [$field:ident.$($rest:tt)+]) => {
        paged!(@take $at.$field; [$($rest)+])
    };
    (@take $at:expr; [$field:ident?.$($rest:tt)+]) => {
        $crate::runtime::http::fields::Maybe::into_maybe($at.$field)
            .and_then(|at| paged!(@take at; [$($rest)+]))
    };
}
