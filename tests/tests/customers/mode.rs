//! The two kinds of clients, behind one face: what holds for a call that is awaited holds for one that
//! blocks.

use polar_sdk::{Polar, blocking};
use tests::server::Server;
use tokio::runtime::Runtime;

use super::operations::{Operation, Outcome};
use super::support::{TOKEN, client};

/// How a call is sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Mode {
    Awaited,
    Blocking,
}

/// A client of either kind.
pub(crate) enum Caller {
    Awaited(Runtime, Polar),
    Blocking(blocking::Polar),
}

impl Mode {
    pub(crate) const BOTH: [Self; 2] = [Self::Awaited, Self::Blocking];

    pub(crate) fn caller(self, server: &Server) -> Caller {
        match self {
            Self::Awaited => Caller::Awaited(Runtime::new().unwrap(), client(server)),
            Self::Blocking => Caller::Blocking(blocking_client(server)),
        }
    }
}

impl Caller {
    pub(crate) fn call(&self, operation: &Operation) -> Outcome {
        match self {
            Self::Awaited(runtime, polar) => runtime.block_on((operation.call)(polar)),
            Self::Blocking(polar) => (operation.send)(polar),
        }
    }
}

fn blocking_client(server: &Server) -> blocking::Polar {
    let builder = blocking::Polar::builder().oat(TOKEN).retries(0);
    builder.server(polar_sdk::Server::Custom(server.url())).build().unwrap()
}
