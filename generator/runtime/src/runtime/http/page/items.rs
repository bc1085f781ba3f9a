//! Walks a list item by item, on top of its pages.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::paged::{Numbered, Paged};
use super::pages::Pages;
use super::position::{At, Position};
use crate::runtime::http::answer::operation::Operation;
use crate::runtime::http::answer::operation_error::OperationError;
use crate::runtime::http::client::mode::Async;
#[cfg(feature = "blocking")]
use crate::runtime::http::send::block_on::block_on;

/// The items of a list; the page that holds them is fetched when the first of them is asked for.
///
/// Errors are those of [`Pages`]: after one the walk may go on, and loses no item by it.
///
/// Its size hint is the server's word: at most as many items as the latest page states are left,
/// unless the list grows.
#[must_use = "items are fetched when they are asked for"]
pub struct Items<'a, O: Paged, M = Async> {
    pages: Pages<'a, O, M>,
    page: std::vec::IntoIter<O::Item>,
    /// Where `page` is, and how many items of it were passed over or given away.
    place: Option<Position>,
    /// How many items of the next page to pass over.
    skip: usize,
    /// How many items of the list come before the next one, at least.
    before: u64,
}

impl<'a, O: Paged, M> Items<'a, O, M> {
    pub(crate) fn new(pages: Pages<'a, O, M>) -> Self {
        let before = offset(pages.position().as_ref());
        Self { pages, page: Vec::new().into_iter(), place: None, skip: 0, before }
    }

    /// As [`Pages::max_requests`].
    pub fn max_requests(mut self, requests: u64) -> Self {
        self.pages = self.pages.max_requests(requests);
        self
    }

    /// Goes on where another walk stood, with the item that it would have given next. The page
    /// that holds it is fetched again. Otherwise as [`Pages::resume`].
    pub fn resume(mut self, position: Position) -> Self {
        self.page = Vec::new().into_iter();
        self.place = None;
        self.skip = position.skip;
        self.before = offset(Some(&position));
        self.pages = self.pages.resume(position);
        self
    }

    /// Where the next item is; `None` once the list has ended. A walk that gave up before, after
    /// errors or too many requests, still tells.
    pub fn position(&self) -> Option<Position> {
        if self.page.len() > 0 {
            return self.place.clone();
        }
        let mut position = self.pages.position()?;
        position.skip = self.skip;
        Some(position)
    }

    /// The pages behind the items, and what they say about the list. They are ahead of the items:
    /// where those stand is told by [`Items::position`].
    pub fn pages(&self) -> &Pages<'a, O, M> {
        &self.pages
    }

    /// The number of items in the list, as the latest page has it.
    pub fn total_count(&self) -> Option<u64> {
        self.pages.total_count()
    }

    fn hint(&self) -> (usize, Option<usize>) {
        let here = self.page.len();
        let left = match (self.pages.is_over(), self.total_count()) {
            (true, _) => Some(here),
            (false, Some(total)) => {
                usize::try_from(total.saturating_sub(self.before)).ok().map(|left| left.max(here))
            }
            (false, None) => None,
        };
        // The lower bound holds only what is here: memory is reserved by it.
        (here, left)
    }
}

/// How many items come before a position, as far as it says so.
fn offset(position: Option<&Position>) -> u64 {
    match position {
        Some(Position { at: At::Offset(offset), .. }) => *offset,
        _ => 0,
    }
}

impl<O: Numbered> Items<'_, O> {
    /// As [`Pages::prefetch`].
    pub fn prefetch(mut self, requests: usize) -> Self {
        self.pages = self.pages.prefetch(requests);
        self
    }
}

/// No item is ever pinned in place.
impl<O: Paged, M> Unpin for Items<'_, O, M> {}

impl<O: Paged> Items<'_, O> {
    /// The next item; `None` at the end of the list.
    pub async fn next(&mut self) -> Option<ItemResult<O>> {
        poll_fn(|context| self.poll_item(context)).await
    }
}

impl<O: Paged> Stream for Items<'_, O> {
    type Item = ItemResult<O>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.hint()
    }
}

#[cfg(feature = "blocking")]
impl<O: Paged> Iterator for Items<'_, O, crate::runtime::Blocking> {
    type Item = ItemResult<O>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(poll_fn(|context| self.poll_item(context)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.hint()
    }
}

/// An item, or why it is not there.
type ItemResult<O> = Result<<O as Paged>::Item, OperationError<<O as Operation>::Error>>;

impl<O: Paged, M> Items<'_, O, M> {
    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<ItemResult<O>>> {
        loop {
            if let Some(item) = self.page.next() {
                self.pass(1);
                return Poll::Ready(Some(Ok(item)));
            }
            let at = self.pages.position();
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => {
                    self.page = O::into_items(page).into_iter();
                    self.place = at;
                    // The page may have become shorter since.
                    let skip = std::mem::take(&mut self.skip).min(self.page.len());
                    self.page.by_ref().take(skip).for_each(drop);
                    self.pass(skip);
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn pass(&mut self, items: usize) {
        if let Some(place) = &mut self.place {
            place.skip += items;
        }
        self.before = self.before.saturating_add(u64::try_from(items).unwrap_or(u64::MAX));
    }
}

impl<O: Paged, M> fmt::Debug for Items<'_, O, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("buffered", &self.page.len())
            .finish()
    }
}
