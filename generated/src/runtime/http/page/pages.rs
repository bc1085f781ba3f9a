//! Walks a list page by page.
//!
//! It decides when a page is fetched, and how many at a time; which page that is, is `course`'s
//! decision.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::course::{Course, Fault};
use super::items::Items;
use super::paged::{Numbered, PageStyle, Paged};
use super::position::{At, Position};
use crate::runtime::http::answer::error::Error;
use crate::runtime::http::answer::operation::Operation;
use crate::runtime::http::answer::operation_error::OperationError;
use crate::runtime::http::answer::response::Response;
use crate::runtime::http::client::mode::Async;
use crate::runtime::http::request::call::Call;
use crate::runtime::http::request::render;
#[cfg(feature = "blocking")]
use crate::runtime::http::send::block_on::block_on;
use crate::runtime::http::send::sending::SendingResponse;

/// How many requests may be under way at once at most.
const MAX_PREFETCH: usize = 64;

/// The pages of a list, each fetched when it is asked for.
///
/// After an error the same page is fetched again if the walk goes on; it ends for good when one
/// page has failed ten times in a row. [`Pages::position`] tells where another walk can
/// [resume](Pages::resume).
#[must_use = "pages are fetched when they are asked for"]
pub struct Pages<'a, O: Operation, M = Async> {
    call: Call<'a, M>,
    course: Course,
    /// The pages asked for, in the order of the list; the first is the one that comes next.
    flights: VecDeque<Flight<'a, O>>,
    /// How many pages are asked for at a time.
    width: usize,
}

/// A page on its way.
struct Flight<'a, O: Operation> {
    at: At,
    state: State<'a, O>,
}

enum State<'a, O: Operation> {
    /// Not asked for, or to be asked for again.
    Waiting,
    Sending(SendingResponse<'a, O>),
    Done(Box<Answer<O>>),
}

/// A page as it came, or why it did not.
type Answer<O> =
    Result<Response<<O as Operation>::Output>, OperationError<<O as Operation>::Error>>;

/// A page, or why it is not there.
type PageResult<O> = Result<<O as Operation>::Output, OperationError<<O as Operation>::Error>>;

impl<'a, O: Paged, M> Pages<'a, O, M> {
    pub(crate) fn new(call: Call<'a, M>) -> Self {
        let course = Course::new(O::STYLE, &call.ask.parts);
        Self { call, course, flights: VecDeque::new(), width: 1 }
    }

    /// Sets how many requests this walk may make, instead of 100,000. A list that goes on ends
    /// with an error of the kind [`TooManyPages`](crate::runtime::ErrorKind::TooManyPages).
    pub fn max_requests(mut self, requests: u64) -> Self {
        self.course.set_max_requests(requests);
        self
    }

    /// Goes on where another walk stood. The call must have the same parameters as that walk's;
    /// where in the list it begins is said by the position alone. A position within a page means
    /// the whole page.
    ///
    /// A position of another kind of list is refused, when the first page is asked for.
    pub fn resume(mut self, position: Position) -> Self {
        self.flights.clear();
        // A call whose server is refused fails by itself, when the first page is asked for.
        let base = render::base(&self.call.ask).unwrap_or_default();
        self.course.resume(position, &base);
        self
    }
}

impl<O: Numbered> Pages<'_, O> {
    /// Asks for up to this many pages at a time, at most 64, once the first has come. They still
    /// come in order, and an error in its place. Where the list ends is not always known: then
    /// pages beyond its end may be asked for, and are dropped.
    ///
    /// Requests under way get on while the walk is awaited, and are given up when it is dropped.
    pub fn prefetch(mut self, requests: usize) -> Self {
        self.width = requests.clamp(1, MAX_PREFETCH);
        self
    }
}

impl<O: Operation, M> Pages<'_, O, M> {
    /// Where the page is that comes next; `None` once the list has ended. A walk that gave up
    /// before, after errors or too many requests, still tells.
    pub fn position(&self) -> Option<Position> {
        self.course.position().cloned().map(Position::from)
    }

    /// The number of the page that comes next; `None` at the end, and if pages have no numbers.
    pub fn page_number(&self) -> Option<u64> {
        match self.course.position()? {
            At::Page(number) => Some(*number),
            At::Start | At::Offset(_) | At::Cursor(_) | At::Link(_) => None,
        }
    }

    /// Whether no further page and no error comes.
    pub(crate) fn is_over(&self) -> bool {
        self.course.is_over()
    }

    /// The number of items in the list, as the latest page has it.
    pub fn total_count(&self) -> Option<u64> {
        self.course.total()
    }

    /// The number of the last page, as the latest page has it.
    pub fn max_page(&self) -> Option<u64> {
        self.course.last()
    }
}

/// No page is ever pinned in place.
impl<O: Operation, M> Unpin for Pages<'_, O, M> {}

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

impl<O: Paged, M> Pages<'_, O, M> {
    pub(crate) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<PageResult<O>>> {
        if let Some(fault) = self.course.take_fault() {
            return Poll::Ready(Some(Err(self.error(fault))));
        }
        if self.course.next().is_none() {
            return Poll::Ready(None);
        }
        self.get_on(context);
        match self.flights.pop_front() {
            Some(Flight { at, state: State::Done(answer) }) => {
                Poll::Ready(Some(self.arrive(at, *answer, context)))
            }
            Some(flight @ Flight { state: State::Sending(_), .. }) => {
                self.flights.push_front(flight);
                Poll::Pending
            }
            // It could not be asked for.
            Some(Flight { state: State::Waiting, .. }) | None => {
                let fault = self.course.stop();
                self.flights.clear();
                Poll::Ready(Some(Err(self.error(fault))))
            }
        }
    }

    /// Asks for as many pages as there may be under way, and polls them.
    fn get_on(&mut self, context: &mut Context<'_>) {
        let Some(next) = self.course.next() else {
            self.flights.clear();
            return;
        };
        // A page that was asked for too early may prove to begin elsewhere.
        if self.flights.front().is_some_and(|flight| flight.at != *next) {
            self.flights.clear();
        }
        if self.flights.is_empty() {
            self.flights.push_back(Flight { at: next.clone(), state: State::Waiting });
        }
        while self.flights.len() < self.width {
            let ahead = self.flights.back().and_then(|flight| self.course.ahead(&flight.at));
            let Some(at) = ahead else { break };
            self.flights.push_back(Flight { at, state: State::Waiting });
        }
        for flight in &mut self.flights {
            if matches!(flight.state, State::Waiting) {
                if !self.course.count_request() {
                    break;
                }
                let call = asking_for(&self.call, O::STYLE, &flight.at);
                flight.state = State::Sending(call.sending_response());
            }
            if let State::Sending(sending) = &mut flight.state
                && let Poll::Ready(answer) = Pin::new(sending).poll(context)
            {
                flight.state = State::Done(Box::new(answer));
            }
        }
    }

    /// Takes the page at `at` for the next one.
    fn arrive(&mut self, at: At, answer: Answer<O>, context: &mut Context<'_>) -> PageResult<O> {
        let Response { value, headers, .. } = match answer {
            Ok(response) => response,
            Err(error) => {
                self.course.fail();
                self.flights.push_front(Flight { at, state: State::Waiting });
                if self.course.next().is_none() {
                    self.flights.clear();
                }
                return Err(error);
            }
        };
        let ask = asking_for(&self.call, O::STYLE, &at).ask;
        self.course.succeed(&at, O::outline(&value), &headers, &ask);
        if self.width > 1 {
            self.get_on(context);
        }
        Ok(value)
    }

    fn error(&self, (kind, detail): Fault) -> OperationError<O::Error> {
        Error::new(kind, Some(O::ROUTE), detail).into()
    }
}

/// The call that asks for one page.
fn asking_for<'a, M>(call: &Call<'a, M>, style: PageStyle, at: &At) -> Call<'a, M> {
    let call = call.clone();
    match (style, at) {
        (PageStyle::Page { parameter, .. }, At::Page(number))
        | (PageStyle::Offset { parameter }, At::Offset(number)) => call.query(parameter, number),
        (PageStyle::Cursor { parameter }, At::Cursor(cursor)) => call.query(parameter, cursor),
        (_, At::Link(target)) => call.linked(target),
        // The call as it is; what does not fit was refused.
        _ => call,
    }
}

impl<O: Operation, M> fmt::Debug for Pages<'_, O, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("call", &self.call)
            .field("position", &self.position())
            .field("total_count", &self.total_count())
            .field("max_page", &self.max_page())
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
