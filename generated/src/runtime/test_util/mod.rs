//! Tests without a server: a transport that answers from a script, and time that passes at once.
//!
//! A [`FakeServer`] is given to a client as its transport. Calls then run as they do in production,
//! with retries, time-outs and limits, but nothing leaves the process and nobody waits. What it
//! answers is written by hand, or made up: [`example`] is a value of any type of the API, and
//! [`Answer::example`] an answer of one.
//!
//! ```rust,no_run
#![doc = concat!("use ", module_path!(), "::{Answer, FakeServer};")]
#![doc = concat!("# use ", env!("CARGO_CRATE_NAME"), "::runtime::{Api, Builder, Client, Method};")]
//! # static API: Api =
//! #     Api { user_agent: "", server: "", headers: &[], schemes: &[], rate_limits: &[] };
//! # struct Shop(Client);
//! # impl From<Client> for Shop { fn from(client: Client) -> Self { Self(client) } }
//! # impl Shop { fn builder() -> Builder<Self> { Builder::new(&API) } }
//! use std::time::Duration;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let server = FakeServer::new()
//!     .answer(Answer::status(503).header("retry-after", "20"))
//!     .on(("GET", "/items/{id}"), Answer::json(200, "an item"));
//! let client = Shop::builder().transport(server.clone()).build()?;
//! # let client = client.0;
//! let reply = client.request(Method::GET, "/items/7").query("full", &true).await?;
//! assert_eq!(reply.into_json::<String>()?, "an item");
//!
//! let sent = server.requests();
//! assert_eq!(sent.len(), 2);
//! assert_eq!(sent[1].path(), "/items/7");
//! assert_eq!(sent[1].query(), [("full", "true")]);
//! assert!(server.elapsed() >= Duration::from_secs(20));
//! server.assert_done();
//! # Ok(())
//! # }
//! ```

mod answer;
mod clock;
#[macro_use]
mod example;
mod matching;
mod recorded;
mod server;

pub use self::answer::Answer;
pub use self::example::{assert_round_trips, example, random};
pub use self::matching::Matching;
pub use self::recorded::Recorded;
pub use self::server::{FakeServer, Unexpected};
pub use crate::runtime::json::sample::{Misread, Sample, check};
