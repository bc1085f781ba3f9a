//! Walks a list item by item, on top of its pages.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::operation_error::OperationError;
use super::paged::Paged;
use super::pages::Pages;

/// The items of a list; the page that holds them is fetched when the first of them is asked for.
///
/// Errors are those of [`Pages`]: after one the walk may go on, and loses no item by it.
#[must_use = "items are fetched when they are asked for"]
pub struct Items<'a, O: Paged> {
    pages: Pages<'a, O>,
    page: std::vec::IntoIter<O::Item>,
}

impl<'a, O: Paged> Items<'a, O> {
    pub(super) fn new(pages: Pages<'a, O>) -> Self {
        Self { pages, page: Vec::new().into_iter() }
    }

    /// As [`Pages::max_requests`].
    pub fn max_requests(mut self, requests: u64) -> Self {
        self.pages = self.pages.max_requests(requests);
        self
    }

    /// The next item; `None` at the end of the list.
    pub async fn next(&mut self) -> Option<Result<O::Item, OperationError<O::Error>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The pages behind the items: their position and what they say about the list.
    pub fn pages(&self) -> &Pages<'a, O> {
        &self.pages
    }

    /// The number of items in the list, as the latest page has it.
    pub fn total_count(&self) -> Option<u64> {
        self.pages.total_count()
    }
}

/// No item is ever pinned in place.
impl<O: Paged> Unpin for Items<'_, O> {}

impl<O: Paged> Stream for Items<'_, O> {
    type Item = Result<O::Item, OperationError<O::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.page = O::into_items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<O: Paged> fmt::Debug for Items<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("buffered", &self.page.len())
            .finish()
    }
}
