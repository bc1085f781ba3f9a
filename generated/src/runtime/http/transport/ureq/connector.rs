//! What is put around the connections of `ureq`: a bound on each wait, and a mark on the errors of
//! connecting.
//!
//! `ureq` counts its own time-outs from the beginning of a call, so they cannot say how long a
//! server may be silent within a body that takes as long as it likes. Here the bound comes from
//! whoever waits. What goes over a connection, and TLS, is left to `ureq`.

use std::error::Error as StdError;
use std::fmt;
use std::io::{self, ErrorKind};

use ::http::Uri;
use ::ureq::config::Config;
use ::ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ::ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport,
};
use ::ureq::{Error, Timeout};

use crate::runtime::http::send::block_on::time_left;

/// Connects as `ureq` does by default.
#[derive(Debug, Default)]
pub(super) struct BoundedConnector(DefaultConnector);

/// Looks names up as `ureq` does by default.
#[derive(Debug, Default)]
pub(super) struct MarkingResolver(DefaultResolver);

/// A connection on which no wait is longer than whoever waits has time.
#[derive(Debug)]
pub(super) struct Bounded(Box<dyn Transport>);

/// Why there is no connection. Nothing was sent.
#[derive(Debug)]
pub(super) struct Unconnected(Error);

impl Connector for BoundedConnector {
    type Out = Bounded;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> Result<Option<Bounded>, Error> {
        let connected = self.0.connect(details, chained).map_err(unconnected)?;
        Ok(connected.map(Bounded))
    }
}

impl Resolver for MarkingResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        self.0.resolve(uri, config, timeout).map_err(unconnected)
    }
}

impl Transport for Bounded {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.0.transmit_output(amount, bounded(timeout)?)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.0.await_input(bounded(timeout)?).map_err(broken)
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }

    fn is_tls(&self) -> bool {
        self.0.is_tls()
    }
}

/// The earlier of a bound of `ureq`'s own and that of whoever waits.
fn bounded(timeout: NextTimeout) -> Result<NextTimeout, Error> {
    match time_left() {
        Some(left) if left.is_zero() => Err(Error::Timeout(Timeout::PerCall)),
        Some(left) if left < *timeout.after => {
            Ok(NextTimeout { after: left.into(), reason: Timeout::PerCall, ..timeout })
        }
        _ => Ok(timeout),
    }
}

/// A connection that ends otherwise than it should. `ureq` takes these for the end of a body that
/// states no length (RFC 9112, section 6.3), so that what was cut would pass for the whole.
fn broken(error: Error) -> Error {
    let ends = [ErrorKind::UnexpectedEof, ErrorKind::ConnectionAborted, ErrorKind::ConnectionReset];
    match error {
        Error::Io(error) if ends.contains(&error.kind()) => Error::Io(io::Error::other(error)),
        error => error,
    }
}

/// A time-out says itself what it is for.
fn unconnected(error: Error) -> Error {
    match error {
        Error::Timeout(_) => error,
        error => Error::Other(Box::new(Unconnected(error))),
    }
}

impl fmt::Display for Unconnected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot connect")
    }
}

impl StdError for Unconnected {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.0)
    }
}
