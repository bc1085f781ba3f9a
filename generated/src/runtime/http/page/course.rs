//! Where a walk over a list goes: which page comes next, and when there is none.
//!
//! The server alone says where a list ends. How many items a page holds is its decision too, so
//! nothing is computed from a limit that was asked for. Whatever it says, a walk ends: numbers and
//! offsets only ever grow, no cursor or link is taken twice, and requests are bounded. This part
//! knows no operation, so that it is compiled once.

use std::collections::HashSet;
use std::hash::BuildHasher;

use ::http::HeaderMap;

use super::paged::{Outline, PageStyle};
use super::position::{At, Position};
use super::{link, link_header};
use crate::runtime::http::answer::error::{ErrorKind, NextFault, Refusal};
use crate::runtime::http::request::call::{Ask, Parts};
use crate::runtime::http::request::render;

/// How many requests one walk makes unless told otherwise.
const MAX_REQUESTS: u64 = 100_000;

/// How often one page may fail in a row before the walk ends.
const MAX_FAILURES: u32 = 10;

/// How many pages in a row may be empty and name a next one.
const MAX_EMPTY: u32 = 100;

/// The course of one walk.
pub(crate) struct Course {
    style: PageStyle,
    /// The next page; `None` once the list has ended.
    next: Option<At>,
    /// No further page is fetched, even if there is one.
    stopped: bool,
    /// What is wrong with the next page, said when it is asked for.
    fault: Option<Fault>,
    /// The cursors and links that were taken, as hashes.
    seen: HashSet<u64>,
    requests: u64,
    max_requests: u64,
    failures: u32,
    empty: u32,
    /// What the latest page said.
    latest: Option<Latest>,
}

/// Why a walk cannot go on.
pub(crate) type Fault = (ErrorKind, &'static str);

#[derive(Clone, Copy)]
struct Latest {
    items: u64,
    last: Option<u64>,
    total: Option<u64>,
}

impl Course {
    /// A walk from the page that `parts` ask for, or from the first.
    pub(crate) fn new(style: PageStyle, parts: &Parts) -> Self {
        let next = match style {
            PageStyle::Page { parameter, first } => {
                At::Page(parts.query_number(parameter).unwrap_or(first))
            }
            PageStyle::Offset { parameter } => {
                At::Offset(parts.query_number(parameter).unwrap_or(0))
            }
            PageStyle::Cursor { .. } | PageStyle::Link | PageStyle::LinkHeader => At::Start,
        };
        Self {
            style,
            next: Some(next),
            stopped: false,
            fault: None,
            seen: HashSet::new(),
            requests: 0,
            max_requests: MAX_REQUESTS,
            failures: 0,
            empty: 0,
            latest: None,
        }
    }

    pub(crate) fn set_max_requests(&mut self, requests: u64) {
        self.max_requests = requests;
    }

    /// Goes to a position that may come from anywhere.
    pub(crate) fn resume(&mut self, position: Position, base: &str) {
        let fits = match (&position.at, self.style) {
            (At::Page(_), PageStyle::Page { .. }) | (At::Offset(_), PageStyle::Offset { .. }) => {
                true
            }
            (At::Start | At::Cursor(_), PageStyle::Cursor { .. }) => true,
            (At::Start, PageStyle::Link | PageStyle::LinkHeader) => true,
            (At::Link(target), PageStyle::Link | PageStyle::LinkHeader) => {
                link::is_target(target, base)
            }
            _ => false,
        };
        if !fits {
            let detail = "not sent: the position to resume from belongs to another list";
            self.fault = Some((ErrorKind::Refused(Refusal::Position), detail));
        }
        if let At::Cursor(text) | At::Link(text) = &position.at {
            self.seen.insert(self.seen.hasher().hash_one(text));
        }
        self.next = Some(position.at);
    }

    /// The page that comes next; `None` once the list has ended.
    pub(crate) fn position(&self) -> Option<&At> {
        self.next.as_ref()
    }

    /// The page to fetch, unless the walk is over.
    pub(crate) fn next(&self) -> Option<&At> {
        self.next.as_ref().filter(|_| !self.stopped && self.fault.is_none())
    }

    /// Whether nothing more comes.
    pub(crate) fn is_over(&self) -> bool {
        self.fault.is_none() && self.next().is_none()
    }

    /// What is wrong with the next page; the walk is over then.
    pub(crate) fn take_fault(&mut self) -> Option<Fault> {
        let fault = self.fault.take()?;
        self.next = None;
        Some(fault)
    }

    /// The page after `at`, if it can be known before `at` has come: once a page has told how the
    /// list is divided.
    pub(crate) fn ahead(&self, at: &At) -> Option<At> {
        let Latest { items, last, total } = self.latest?;
        match at {
            At::Page(number) => {
                let known = last.is_none_or(|last| *number < last);
                number.checked_add(1).filter(|_| known).map(At::Page)
            }
            At::Offset(offset) => {
                let next = offset.checked_add(items).filter(|next| next > offset)?;
                total.is_none_or(|total| next < total).then_some(At::Offset(next))
            }
            At::Start | At::Cursor(_) | At::Link(_) => None,
        }
    }

    /// Counts a request; false if there may be no more.
    pub(crate) fn count_request(&mut self) -> bool {
        let may = self.requests < self.max_requests;
        self.requests += u64::from(may);
        may
    }

    /// Ends the walk because the requests are used up.
    pub(crate) fn stop(&mut self) -> Fault {
        self.stopped = true;
        (ErrorKind::TooManyPages, "the list goes on after as many requests as one walk may make")
    }

    /// Notes that the page did not come.
    pub(crate) fn fail(&mut self) {
        self.failures += 1;
        self.stopped |= self.failures >= MAX_FAILURES;
    }

    /// Notes what the page at `at`, which `ask` asked for, says; and which page follows it.
    pub(crate) fn succeed(
        &mut self,
        at: &At,
        outline: Outline,
        headers: &HeaderMap,
        ask: &Ask<'_>,
    ) {
        let items = u64::try_from(outline.items).unwrap_or(u64::MAX);
        self.failures = 0;
        self.empty = if items == 0 { self.empty + 1 } else { 0 };
        self.latest = Some(Latest { items, last: outline.last, total: outline.total });
        match self.follow(at, outline, headers, ask) {
            Ok(next) => self.next = next,
            Err(fault) => self.fault = Some(fault),
        }
    }

    /// What a page says of the number of the last one.
    pub(crate) fn last(&self) -> Option<u64> {
        self.latest.and_then(|latest| latest.last)
    }

    /// What a page says of the number of items.
    pub(crate) fn total(&self) -> Option<u64> {
        self.latest.and_then(|latest| latest.total)
    }

    fn follow(
        &mut self,
        at: &At,
        outline: Outline,
        headers: &HeaderMap,
        ask: &Ask<'_>,
    ) -> Result<Option<At>, Fault> {
        let Outline { items, last, total, more, next } = outline;
        if more == Some(false) {
            return Ok(None);
        }
        let text = match (self.style, at) {
            // An empty page ends what is counted: nothing would come behind it, and an offset
            // would not grow.
            (PageStyle::Page { .. } | PageStyle::Offset { .. }, _) if items == 0 => {
                return Ok(None);
            }
            (PageStyle::Page { .. }, At::Page(number)) => {
                let ends = more.is_none() && last.is_some_and(|last| *number >= last);
                return Ok(number.checked_add(1).filter(|_| !ends).map(At::Page));
            }
            (PageStyle::Offset { .. }, At::Offset(offset)) => {
                let next = u64::try_from(items).ok().and_then(|items| offset.checked_add(items));
                let ends = |next: &u64| more.is_none() && total.is_some_and(|total| *next >= total);
                return Ok(next.filter(|next| !ends(next)).map(At::Offset));
            }
            (PageStyle::LinkHeader, _) => link_header::next(headers),
            _ => next,
        };
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            // Whoever says that there is more has to say where.
            return if more == Some(true) { Err(fault(NextFault::Missing)) } else { Ok(None) };
        };
        let next = match self.style {
            PageStyle::Cursor { .. } => At::Cursor(text),
            _ => At::Link(target(&text, ask).map_err(fault)?),
        };
        if items == 0 && next == *at && more.is_none() {
            return Ok(None);
        }
        if self.empty >= MAX_EMPTY {
            return Err((ErrorKind::TooManyPages, "too many pages in a row are empty"));
        }
        let (At::Cursor(text) | At::Link(text)) = &next else { return Ok(None) };
        let hash = self.seen.hasher().hash_one(text);
        if !self.seen.insert(hash) {
            return Err(fault(NextFault::Repeated));
        }
        Ok(Some(next))
    }
}

/// What of a link is followed, for the answer to `ask`.
fn target(link: &str, ask: &Ask<'_>) -> Result<String, NextFault> {
    let base = render::base(ask).map_err(|_| NextFault::Malformed)?;
    let here = || render::target(ask).ok().map(|address| address.path().to_owned());
    let target = link::target(link, &base, here)?;
    Ok(link::without_credentials(&target, ask.shared.api.schemes))
}

fn fault(fault: NextFault) -> Fault {
    (ErrorKind::NextPage(fault), fault.text())
}
