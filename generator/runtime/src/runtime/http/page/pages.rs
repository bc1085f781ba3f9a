//! Walks a list page by page.
//!
//! The server alone says where the list ends: at the last page it names, or at an empty page. How
//! many items a page holds is its decision too, so nothing is computed from a limit that was
//! asked for. Page numbers only ever grow, and their count is bounded.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::items::Items;
use super::paged::{Outline, Paged};
use crate::runtime::http::answer::error::{Error, ErrorKind};
use crate::runtime::http::answer::operation::Operation;
use crate::runtime::http::answer::operation_error::OperationError;
use crate::runtime::http::client::mode::Async;
use crate::runtime::http::request::call::Call;
#[cfg(feature = "blocking")]
use crate::runtime::http::send::block_on::block_on;
use crate::runtime::http::send::sending::Sending;

/// How many requests one walk makes unless told otherwise.
const MAX_REQUESTS: u64 = 100_000;

/// How often one page may fail in a row before the walk ends.
const MAX_FAILURES: u32 = 10;

/// The pages of a list, each fetched when it is asked for.
///
/// After an error the same page is fetched again if the walk goes on; it ends for good when one
/// page has failed ten times in a row. [`Pages::page_number`] tells where another walk can resume.
#[must_use = "pages are fetched when they are asked for"]
pub struct Pages<'a, O, M = Async> {
    call: Call<'a, M>,
    /// The page to fetch next; `None` once the list has ended.
    next: Option<u64>,
    sending: Option<Sending<'a, O>>,
    requests: u64,
    max_requests: u64,
    failures: u32,
    outline: Option<Outline>,
}

impl<'a, O: Paged, M> Pages<'a, O, M> {
    pub(crate) fn new(call: Call<'a, M>) -> Self {
        let first = call.ask.parts.query_number(O::PAGE).unwrap_or(1);
        Self {
            call,
            next: Some(first),
            sending: None,
            requests: 0,
            max_requests: MAX_REQUESTS,
            failures: 0,
            outline: None,
        }
    }

    /// Sets how many requests this walk may make, instead of 100,000. A list that goes on ends
    /// with an error of the kind [`ErrorKind::TooManyPages`].
    pub fn max_requests(mut self, requests: u64) -> Self {
        self.max_requests = requests;
        self
    }

    fn begin(&mut self, number: u64) -> Result<Sending<'a, O>, Error> {
        if self.requests >= self.max_requests {
            self.next = None;
            let detail = format!("the list goes on after {} requests", self.requests);
            return Err(Error::new(ErrorKind::TooManyPages, Some(O::ROUTE), detail));
        }
        self.requests += 1;
        Ok(self.call.clone().query(O::PAGE, &number).sending())
    }

    /// Notes what a page says, and which page follows it.
    fn succeed(&mut self, number: u64, outline: Outline) {
        self.failures = 0;
        self.outline = Some(outline);
        let ends = outline.items == 0 || outline.last.is_some_and(|last| number >= last);
        self.next = if ends { None } else { number.checked_add(1) };
    }

    fn fail(&mut self) {
        self.failures += 1;
        if self.failures >= MAX_FAILURES {
            self.next = None;
        }
    }
}

impl<O, M> Pages<'_, O, M> {
    /// The number of the page that comes next, to resume from later; `None` at the end.
    pub fn page_number(&self) -> Option<u64> {
        self.next
    }

    /// The number of items in the list, as the latest page has it.
    pub fn total_count(&self) -> Option<u64> {
        self.outline.and_then(|outline| outline.total)
    }

    /// The number of the last page, as the latest page has it.
    pub fn max_page(&self) -> Option<u64> {
        self.outline.and_then(|outline| outline.last)
    }
}

impl<O: Paged> Pages<'_, O> {
    /// Fetches the next page; `None` at the end of the list.
    pub async fn next(&mut self) -> Option<PageResult<O>> {
        poll_fn(|context| self.poll_page(context)).await
    }
}

impl<O: Paged> Stream for Pages<'_, O> {
    type Item = PageResult<O>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

#[cfg(feature = "blocking")]
impl<O: Paged> Iterator for Pages<'_, O, crate::runtime::Blocking> {
    type Item = PageResult<O>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(poll_fn(|context| self.poll_page(context)))
    }
}

/// A page, or why it is not there.
type PageResult<O> = Result<<O as Operation>::Output, OperationError<<O as Operation>::Error>>;

impl<O: Paged, M> Pages<'_, O, M> {
    pub(crate) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<PageResult<O>>> {
        let this = self;
        let Some(number) = this.next else {
            return Poll::Ready(None);
        };
        let mut sending = match this.sending.take() {
            Some(sending) => sending,
            None => match this.begin(number) {
                Ok(sending) => sending,
                Err(error) => return Poll::Ready(Some(Err(error.into()))),
            },
        };
        match Pin::new(&mut sending).poll(context) {
            Poll::Pending => {
                this.sending = Some(sending);
                Poll::Pending
            }
            Poll::Ready(page) => {
                match &page {
                    Ok(page) => this.succeed(number, O::outline(page)),
                    Err(_) => this.fail(),
                }
                Poll::Ready(Some(page))
            }
        }
    }
}

impl<O, M> fmt::Debug for Pages<'_, O, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("call", &self.call)
            .field("page_number", &self.next)
            .field("outline", &self.outline)
            .finish_non_exhaustive()
    }
}

impl<'a, M> Call<'a, M> {
    /// Walks the pages, beginning with the page that the call asks for, or with the first.
    pub fn pages<O: Paged>(self) -> Pages<'a, O, M> {
        Pages::new(self)
    }

    /// As [`Call::pages`], item by item.
    pub fn items<O: Paged>(self) -> Items<'a, O, M> {
        Items::new(Pages::new(self))
    }
}
