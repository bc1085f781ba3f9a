//! In place of `trace` where the crate is built without the feature `tracing`: nothing is shown.

use std::time::Duration;

use ::http::Request;

use crate::runtime::http::answer::error::Error;
use crate::runtime::http::answer::reply::Reply;
use crate::runtime::http::request::call::Ask;
use crate::runtime::http::transport::body::Body;

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Targets(());

pub(crate) struct Trace;

impl Trace {
    pub(crate) fn call(ask: &Ask<'_>) -> Self {
        let Targets(()) = ask.shared.targets;
        Self
    }

    pub(crate) fn attempt(_: &Ask<'_>, _: &Request<Body>, _: u32) -> Self {
        Self
    }

    pub(crate) fn over<F: Future<Output = Result<Reply, Error>>>(self, exchange: F) -> F {
        exchange
    }
}

pub(crate) fn retry(_: u32, _: Duration) {}
