//! A server and a clock that many calls share, without any real time: the clock moves when all
//! calls wait, to the moment that the first of them waits for.
//!
//! A call is polled only after its waker was used, so a lost wake-up shows as a standstill.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use super::support::Answer;
use crate::runtime::{Body, BoxFuture, Bytes, Limits, Request, Transport, TransportError};

/// What the server does with a request at a time: how long it takes, and its answer.
type Serve = dyn FnMut(&Request<Bytes>, Duration) -> (Duration, Answer) + Send;

/// The transport of all calls.
#[derive(Clone)]
pub(super) struct World(Arc<Mutex<State>>);

struct State {
    now: Duration,
    alarms: Vec<(Duration, Waker)>,
    serve: Box<Serve>,
    sent: Vec<(Duration, Request<Bytes>)>,
}

impl World {
    pub(super) fn new(
        serve: impl FnMut(&Request<Bytes>, Duration) -> (Duration, Answer) + Send + 'static,
    ) -> Self {
        let serve: Box<Serve> = Box::new(serve);
        let state = State { now: Duration::ZERO, alarms: Vec::new(), serve, sent: Vec::new() };
        Self(Arc::new(Mutex::new(state)))
    }

    /// The requests that arrived, and when.
    pub(super) fn sent(&self) -> Vec<(Duration, Request<Bytes>)> {
        self.0.lock().unwrap().sent.clone()
    }

    /// How many requests arrived at this path.
    pub(super) fn count(&self, path: &str) -> usize {
        self.sent().iter().filter(|(_, request)| request.uri().path() == path).count()
    }

    pub(super) fn wait(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let world = self.clone();
        let end = self.now().saturating_add(duration);
        Box::pin(std::future::poll_fn(move |context| {
            let mut state = world.0.lock().unwrap();
            if state.now >= end {
                return Poll::Ready(());
            }
            state.alarms.push((end, context.waker().clone()));
            Poll::Pending
        }))
    }

    /// Runs futures side by side; `None` for those whose `until` comes first, which are dropped.
    pub(super) fn run<'a, T>(
        &self,
        futures: impl IntoIterator<Item = (BoxFuture<'a, T>, Duration)>,
    ) -> Vec<Option<T>> {
        let mut tasks: Vec<Task<'a, T>> = futures.into_iter().map(Task::new).collect();
        loop {
            for task in &mut tasks {
                task.poll(self.now());
            }
            if tasks.iter().all(|task| task.future.is_none()) {
                return tasks.into_iter().map(|task| task.output).collect();
            }
            if tasks.iter().any(|task| task.woken.0.load(Ordering::SeqCst)) {
                continue;
            }
            self.advance(&tasks);
        }
    }

    fn advance<T>(&self, tasks: &[Task<'_, T>]) {
        let mut state = self.0.lock().unwrap();
        let ends = tasks.iter().filter(|task| task.future.is_some()).map(|task| task.until);
        let next = state.alarms.iter().map(|(at, _)| *at).chain(ends).min();
        let next = next.filter(|at| *at < Duration::MAX).expect("all wait, and for nothing");
        state.now = state.now.max(next);
        let now = state.now;
        let (due, later) =
            std::mem::take(&mut state.alarms).into_iter().partition(|(at, _)| *at <= now);
        state.alarms = later;
        let due: Vec<(Duration, Waker)> = due;
        drop(state);
        due.into_iter().for_each(|(_, waker)| waker.wake());
    }
}

impl Transport for World {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        _: Limits,
    ) -> BoxFuture<'a, Result<::http::Response<Body>, TransportError>> {
        let request = request.map(|body| body.as_bytes().unwrap().clone());
        let (latency, answer) = {
            let mut state = self.0.lock().unwrap();
            let now = state.now;
            let served = (state.serve)(&request, now);
            state.sent.push((now, request));
            served
        };
        let wait = self.wait(latency);
        Box::pin(async move {
            wait.await;
            answer
        })
    }

    fn sleep(&self, duration: Duration) -> Option<BoxFuture<'static, ()>> {
        Some(self.wait(duration))
    }

    fn now(&self) -> Duration {
        self.0.lock().unwrap().now
    }
}

struct Task<'a, T> {
    future: Option<BoxFuture<'a, T>>,
    until: Duration,
    woken: Arc<Woken>,
    output: Option<T>,
}

impl<'a, T> Task<'a, T> {
    fn new((future, until): (BoxFuture<'a, T>, Duration)) -> Self {
        let woken = Arc::new(Woken(AtomicBool::new(true)));
        Self { future: Some(future), until, woken, output: None }
    }

    fn poll(&mut self, now: Duration) {
        let woken = self.woken.0.swap(false, Ordering::SeqCst);
        let Some(future) = &mut self.future else {
            return;
        };
        if now >= self.until {
            self.future = None;
        } else if woken {
            let waker = Waker::from(Arc::clone(&self.woken));
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                self.output = Some(output);
                self.future = None;
            }
        }
    }
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}
