//! Walks a list item by item, on top of its pages.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::paged::Paged;
use super::pages::Pages;
use crate::runtime::http::answer::operation::Operation;
use crate::runtime::http::answer::operation_error::OperationError;
use crate::runtime::http::client::mode::Async;
#[cfg(feature = "blocking")]
use crate::runtime::http::send::block_on::block_on;

/// The items of a list; the page that holds them is fetched when the first of them is asked for.
///
/// Errors are those of [`Pages`]: after one the walk may go on, and loses no item by it.
#[must_use = "items are fetched when they are asked for"]
pub struct Items<'a, O: Paged, M = Async> {
    pages: Pages<'a, O, M>,
    page: std::vec::IntoIter<O::Item>,
}

impl<'a, O: Paged, M> Items<'a, O, M> {
    pub(crate) fn new(pages: Pages<'a, O, M>) -> Self {
        Self { pages, page: Vec::new().into_iter() }
    }

    /// As [`Pages::max_requests`].
    pub fn max_requests(mut self, requests: u64) -> Self {
        self.pages = self.pages.max_requests(requests);
        self
    }

    /// The pages behind the items: their position and what they say about the list.
    pub fn pages(&self) -> &Pages<'a, O, M> {
        &self.pages
    }

    /// The number of items in the list, as the latest page has it.
    pub fn total_count(&self) -> Option<u64> {
        self.pages.total_count()
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
}

#[cfg(feature = "blocking")]
impl<O: Paged> Iterator for Items<'_, O, crate::runtime::Blocking> {
    type Item = ItemResult<O>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(poll_fn(|context| self.poll_item(context)))
    }
}

/// An item, or why it is not there.
type ItemResult<O> = Result<<O as Paged>::Item, OperationError<<O as Operation>::Error>>;

impl<O: Paged, M> Items<'_, O, M> {
    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<ItemResult<O>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.page = O::into_items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
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
