//! A transport that records what it is given and answers from a list, and a client with it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_core::Stream;

use super::api::{Builder, Shop};
use crate::runtime::{
    Body, BoxFuture, Bytes, Limits, Request, Transport, TransportError, TransportFault,
};

pub(super) type Answer = Result<::http::Response<Body>, TransportError>;

/// The requests that were sent, and the answers that are left.
#[derive(Clone, Default)]
pub(super) struct Recorder(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    sent: Vec<(Request<Bytes>, Limits)>,
    answers: VecDeque<Answer>,
    now: Duration,
}

impl Recorder {
    pub(super) fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let state = State { answers: answers.into_iter().collect(), ..State::default() };
        Self(Arc::new(Mutex::new(state)))
    }

    pub(super) fn sent(&self) -> Vec<Request<Bytes>> {
        let state = self.0.lock().unwrap();
        state.sent.iter().map(|(request, _)| request.clone()).collect()
    }

    pub(super) fn limits(&self) -> Vec<Limits> {
        self.0.lock().unwrap().sent.iter().map(|(_, limits)| *limits).collect()
    }

    /// A client of this transport with a token.
    pub(super) fn shop(&self) -> Shop {
        self.builder().build().unwrap()
    }

    pub(super) fn builder(&self) -> Builder {
        // One request for each answer; what is sent again, `retries` tries.
        Shop::builder().token("t0ken").retries(0).transport(self.clone())
    }
}

impl Transport for Recorder {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'a, Result<::http::Response<Body>, TransportError>> {
        let mut state = self.0.lock().unwrap();
        let request = request.map(|body| body.as_bytes().unwrap().clone());
        state.sent.push((request, limits));
        let answer = state.answers.pop_front().expect("more requests than answers");
        Box::pin(std::future::ready(answer))
    }

    /// Time passes at once.
    fn sleep(&self, duration: Duration) -> Option<BoxFuture<'static, ()>> {
        let recorder = self.clone();
        Some(Box::pin(async move { recorder.0.lock().unwrap().now += duration }))
    }

    fn now(&self) -> Duration {
        self.0.lock().unwrap().now
    }
}

/// An answer of one content type; none if it is empty.
pub(super) fn answer(status: u16, content_type: &str, body: &str) -> Answer {
    let mut response = ::http::Response::builder().status(status);
    if !content_type.is_empty() {
        response = response.header("content-type", content_type);
    }
    Ok(response.body(Body::from(Bytes::from(body.to_owned()))).unwrap())
}

pub(super) fn json(status: u16, body: &str) -> Answer {
    answer(status, "application/json", body)
}

pub(super) fn broken() -> TransportError {
    TransportError::new(TransportFault::Other, "reset by peer")
}

/// A body of these chunks.
pub(in crate::tests) fn chunks(
    chunks: impl IntoIterator<Item = Result<Bytes, TransportError>>,
) -> Body {
    Body::from_stream(Chunks(chunks.into_iter().collect()))
}

struct Chunks(VecDeque<Result<Bytes, TransportError>>);

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.pop_front())
    }
}
