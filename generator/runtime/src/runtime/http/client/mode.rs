//! Whether a client's calls are awaited or block.
//!
//! All else is common to both: a call, a page or an option is defined once, with the mode as a
//! type parameter, and only sending differs.

use std::time::Duration;

use crate::runtime::http::answer::error::Error;
use crate::runtime::http::transport::Transport;

/// Calls are sent by awaiting them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Async {}

/// Calls are sent by their method `send`, which returns when the answer is there.
#[cfg(feature = "blocking")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocking {}

/// [`Async`] or `Blocking`.
pub trait Mode: sealed::Mode {}

impl<M: sealed::Mode> Mode for M {}

pub(crate) mod sealed {
    use super::{Duration, Error, Transport};

    /// What a mode decides.
    pub trait Mode: Sized + 'static {
        /// The transport of a client that names none; `None` if the crate has none. `connect`
        /// bounds connecting, `header_bytes` the headers of an answer, and `https` says that the
        /// server is reached by nothing else.
        #[doc(hidden)]
        fn transport(
            connect: Duration,
            header_bytes: u64,
            https: bool,
        ) -> Result<Option<Box<dyn Transport>>, Error>;
    }
}

impl sealed::Mode for Async {
    #[cfg(feature = "reqwest")]
    fn transport(
        connect: Duration,
        header_bytes: u64,
        https: bool,
    ) -> Result<Option<Box<dyn Transport>>, Error> {
        check_tls(https)?;
        let own = crate::runtime::ReqwestTransport::new(connect, header_bytes, https)?;
        Ok(Some(Box::new(own)))
    }

    #[cfg(not(feature = "reqwest"))]
    fn transport(_: Duration, _: u64, _: bool) -> Result<Option<Box<dyn Transport>>, Error> {
        Ok(None)
    }
}

#[cfg(feature = "blocking")]
impl sealed::Mode for Blocking {
    fn transport(
        connect: Duration,
        header_bytes: u64,
        https: bool,
    ) -> Result<Option<Box<dyn Transport>>, Error> {
        check_tls(https)?;
        Ok(Some(Box::new(crate::runtime::UreqTransport::new(connect, header_bytes, https))))
    }
}

/// What is missing would otherwise show at the first call, as an obscure failure to connect.
#[cfg(any(feature = "reqwest", feature = "blocking"))]
fn check_tls(https: bool) -> Result<(), Error> {
    if https && !cfg!(any(feature = "rustls", feature = "native-tls")) {
        return Err(Error::configuration(
            "https needs the feature `rustls` or `native-tls`, or a transport of your own",
        ));
    }
    Ok(())
}
