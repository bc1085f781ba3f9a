//! Pages that are asked for ahead: how many at a time, in which order they come, and when one of
//! them fails.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::time::Duration;

use futures_core::Stream;
use serde_json::json;

use super::api::API;
use super::paging_api::{Numbers, Offsets, log, sheet};
use super::support::{Answer, broken};
use crate::runtime::{
    Body, BoxFuture, Builder, Client, ErrorKind, Limits, Request, Transport, TransportError,
};

/// A server of a list whose answers come when they are let go, and that counts.
#[derive(Clone, Default)]
struct Gate(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// The queries, in the order in which they came.
    asked: Vec<String>,
    under_way: usize,
    most: usize,
    /// How many were given up.
    dropped: usize,
    /// The polls that an answer to a query is still held back for.
    delays: BTreeMap<String, usize>,
    answer: Option<fn(&str, usize) -> Answer>,
}

/// Counts a request that is given up.
struct Flight {
    gate: Gate,
    done: bool,
}

impl Drop for Flight {
    fn drop(&mut self) {
        let mut state = self.gate.0.lock().unwrap();
        state.under_way -= 1;
        state.dropped += usize::from(!self.done);
    }
}

impl Gate {
    /// Answers each query, given how often it was asked before.
    fn new(answer: fn(&str, usize) -> Answer) -> Self {
        Self(Arc::new(Mutex::new(State { answer: Some(answer), ..State::default() })))
    }

    fn delay(self, query: &str, polls: usize) -> Self {
        self.0.lock().unwrap().delays.insert(query.to_owned(), polls);
        self
    }

    fn client(&self) -> Client {
        Builder::new(&API)
            .credential("token", "t0ken")
            .retries(0)
            .transport(self.clone())
            .build()
            .unwrap()
    }

    fn asked(&self) -> Vec<String> {
        self.0.lock().unwrap().asked.clone()
    }

    fn most(&self) -> usize {
        self.0.lock().unwrap().most
    }

    fn dropped(&self) -> usize {
        self.0.lock().unwrap().dropped
    }
}

impl Transport for Gate {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        _: Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        let query = request.uri().query().unwrap_or_default().to_owned();
        let mut state = self.0.lock().unwrap();
        let before = state.asked.iter().filter(|asked| **asked == query).count();
        state.asked.push(query.clone());
        state.under_way += 1;
        state.most = state.most.max(state.under_way);
        let mut polls = state.delays.get(&query).copied().unwrap_or(1);
        let answer = state.answer.unwrap();
        drop(state);
        let flight = Flight { gate: self.clone(), done: false };
        Box::pin(async move {
            let mut flight = flight;
            poll_fn(|context| {
                if polls == 0 {
                    return Poll::Ready(());
                }
                polls -= 1;
                context.waker().wake_by_ref();
                Poll::Pending
            })
            .await;
            flight.done = true;
            answer(&query, before)
        })
    }

    fn sleep(&self, _: Duration) -> Option<BoxFuture<'static, ()>> {
        Some(Box::pin(std::future::pending()))
    }
}

fn number(query: &str) -> i64 {
    query.rsplit('=').next().unwrap().parse().unwrap()
}

/// Ten pages of two items, and empty ones behind.
fn ten(query: &str, _: usize) -> Answer {
    let page = number(query);
    let items = if page < 10 { vec![2 * page, 2 * page + 1] } else { Vec::new() };
    sheet(&items, &json!({}))
}

/// Twenty items, two at a time, with their number.
fn twenty(query: &str, _: usize) -> Answer {
    let offset = number(query);
    sheet(&[offset, offset + 1], &json!({"total": 20}))
}

fn all(items: i64) -> Vec<Result<i64, ErrorKind>> {
    (0..items).map(Ok).collect()
}

#[tokio::test]
async fn pages_come_in_order_and_no_more_than_asked_for_are_under_way() {
    for width in [1, 2, 3, 7, 64] {
        let mut gate = Gate::new(ten);
        for (page, polls) in [(1, 9), (2, 1), (3, 5), (4, 2), (7, 12)] {
            gate = gate.delay(&format!("page={page}"), polls);
        }
        let client = gate.client();
        assert_eq!(log(Numbers::of(&client).items().prefetch(width)).await, all(20));
        assert_eq!(gate.most(), width);
        let mut asked: Vec<i64> = gate.asked().iter().map(|query| number(query)).collect();
        asked.sort_unstable();
        // Each page once, and at most as many behind the end as could be under way.
        assert!(asked.len() <= 10 + width, "{asked:?}");
        assert_eq!(asked, (0..i64::try_from(asked.len()).unwrap()).collect::<Vec<_>>());
        assert!(client_is_idle(&gate));
    }
}

fn client_is_idle(gate: &Gate) -> bool {
    gate.0.lock().unwrap().under_way == 0
}

#[tokio::test]
async fn nothing_is_asked_for_behind_an_end_that_is_known() {
    let gate = Gate::new(twenty);
    let client = gate.client();
    assert_eq!(log(Offsets::of(&client).items().prefetch(4)).await, all(20));
    let offsets: Vec<i64> = gate.asked().iter().map(|query| number(query)).collect();
    assert_eq!(offsets, (0..20).step_by(2).collect::<Vec<_>>());
    assert_eq!((gate.most(), gate.dropped()), (4, 0));
}

#[tokio::test]
async fn only_the_first_page_is_asked_for_at_first_and_none_before_it_is_wanted() {
    let gate = Gate::new(ten);
    let client = gate.client();
    let mut pages = Numbers::of(&client).pages().prefetch(3);
    assert!(gate.asked().is_empty());
    let mut context = std::task::Context::from_waker(Waker::noop());
    assert!(Pin::new(&mut pages).poll_next(&mut context).is_pending());
    assert_eq!(gate.asked(), ["page=0"]);
    pages.next().await.unwrap().unwrap();
    assert_eq!(gate.asked(), ["page=0", "page=1", "page=2", "page=3"]);
}

#[tokio::test]
async fn a_walk_that_is_dropped_gives_up_its_requests() {
    let gate = Gate::new(ten);
    let client = gate.client();
    let mut items = Numbers::of(&client).items().prefetch(5);
    items.next().await.unwrap().unwrap();
    assert_eq!(gate.asked().len(), 6);
    drop(items);
    assert_eq!((gate.dropped(), client_is_idle(&gate)), (5, true));
}

#[tokio::test]
async fn an_error_comes_in_its_place_and_its_page_again() {
    let gate = Gate::new(|query, before| match (query, before) {
        ("page=2", 0 | 1) | ("page=4", 0) => Err(broken()),
        _ => ten(query, before),
    })
    // The errors come before the pages that are in front of them.
    .delay("page=1", 8)
    .delay("page=2", 0)
    .delay("page=3", 6)
    .delay("page=4", 0);
    let client = gate.client();
    let seen = log(Numbers::of(&client).items().prefetch(4)).await;
    let mut expected = all(20);
    expected.insert(8, Err(ErrorKind::Transport));
    expected.splice(4..4, [Err(ErrorKind::Transport); 2]);
    assert_eq!(seen, expected);
    assert!(gate.most() <= 4);
    let again = |page: &str| gate.asked().iter().filter(|query| *query == page).count();
    assert_eq!((again("page=1"), again("page=2"), again("page=3"), again("page=4")), (1, 3, 1, 2));
}

#[tokio::test]
async fn a_page_that_keeps_failing_ends_the_walk_and_all_requests() {
    let gate = Gate::new(|query, before| match query {
        "page=1" => Err(broken()),
        _ => ten(query, before),
    })
    .delay("page=2", 1_000_000);
    let client = gate.client();
    let mut items = Numbers::of(&client).items().prefetch(3);
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        seen.push(item.map(|item| item.id).map_err(|error| error.kind()));
    }
    assert_eq!(seen[..2], [Ok(0), Ok(1)]);
    assert_eq!(seen[2..], [Err(ErrorKind::Transport); 10]);
    assert!(client_is_idle(&gate), "what is not wanted any more is not kept");
}

#[tokio::test]
async fn a_shorter_page_moves_the_offsets_behind_it() {
    // The second page holds one item instead of two; nothing is lost or doubled by it.
    let gate = Gate::new(|query, _| {
        let offset = number(query);
        let items: Vec<i64> = match offset {
            2 => vec![2],
            _ => (offset..7.min(offset + 2)).collect(),
        };
        sheet(&items, &json!({"total": 7}))
    });
    let client = gate.client();
    assert_eq!(log(Offsets::of(&client).items().prefetch(3)).await, all(7));
    assert!(gate.most() <= 3);
}

#[tokio::test]
async fn a_list_that_ends_early_drops_what_was_asked_for() {
    let gate = Gate::new(|query, before| match number(query) {
        0..=2 => ten(query, before),
        3 => sheet(&[], &json!({})),
        _ => Err(broken()),
    })
    .delay("page=5", 1_000_000);
    let client = gate.client();
    assert_eq!(log(Numbers::of(&client).items().prefetch(4)).await, all(6));
    assert!(client_is_idle(&gate));
}

#[tokio::test]
async fn requests_ahead_count() {
    let gate = Gate::new(ten);
    let client = gate.client();
    let seen = log(Numbers::of(&client).items().prefetch(4).max_requests(6)).await;
    let mut expected = all(12);
    expected.push(Err(ErrorKind::TooManyPages));
    assert_eq!((seen, gate.asked().len()), (expected, 6));
}
