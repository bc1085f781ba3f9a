//! The credentials of one call, from attempt to attempt.
//!
//! It decides what a 401 means: that a credential which a provider gave is no longer valid, once
//! per call. The server has refused to act then, so sending again does no harm, whatever the
//! method.

use std::sync::Arc;

use ::http::StatusCode;

use super::held::{Held, Source};
use super::provided::{Lack, Provided};
use super::provider::CredentialContext;
use super::security::{self, Credential};
use crate::runtime::http::answer::error::{Error, Refusal};
use crate::runtime::http::answer::reply::Reply;
use crate::runtime::http::request::call::Ask;
use crate::runtime::http::request::render::{self, refused};
use crate::runtime::http::send::timer::Timer;
use crate::runtime::http::transport::Transport;

/// The credentials of one call.
pub(crate) struct Keys<'a> {
    chosen: Vec<&'a Held>,
    /// Those of the last attempt that providers gave.
    given: Vec<(&'a Provided, Arc<Credential>)>,
    renewed: bool,
}

impl<'a> Keys<'a> {
    /// Chooses which of the client's credentials the call needs, if it can be sent at all.
    pub(crate) fn choose(ask: &'a Ask<'_>) -> Result<Self, Error> {
        render::accept(ask)?;
        Ok(Self { chosen: security::choose(ask)?, given: Vec::new(), renewed: false })
    }

    /// Whether somebody may have to be asked for one.
    pub(crate) fn may_ask(&self) -> bool {
        self.chosen.iter().any(|held| matches!(held.source, Source::Provided(_)))
    }

    /// The credentials for the next attempt.
    pub(crate) async fn gather(
        &mut self,
        ask: &'a Ask<'_>,
        transport: &dyn Transport,
        total: Timer<'_>,
    ) -> Result<Vec<Arc<Credential>>, Error> {
        let mut credentials = Vec::with_capacity(self.chosen.len());
        self.given.clear();
        for held in &self.chosen {
            let credential = match &held.source {
                Source::Fixed(credential) => Arc::clone(credential),
                Source::Provided(provided) => {
                    let shared = ask.shared;
                    let context =
                        CredentialContext { shared, transport, timer: total, rejected: false };
                    let got = provided.get(context, total).await;
                    let credential = got.map_err(|lack| match lack {
                        Lack::Failure(failure) => {
                            Error::credential(ask.route, held.scheme, failure)
                        }
                        Lack::Elapsed(elapsed) => Error::timeout(ask.route, elapsed),
                    })?;
                    self.given.push((provided, Arc::clone(&credential)));
                    credential
                }
            };
            credentials.push(credential);
        }
        Ok(credentials)
    }

    /// The credentials that need nobody to be asked.
    pub(crate) fn at_hand(&self, ask: &Ask<'_>) -> Result<Vec<Arc<Credential>>, Error> {
        let now = ask.shared.transport.as_ref().map(|transport| transport.now());
        let at_hand = |held: &&Held| {
            held.at_hand(now.unwrap_or_default()).ok_or_else(|| {
                let detail = format!(
                    "the credential `{}` is yet to be obtained, which sending would do",
                    held.scheme
                );
                refused(ask.route, Refusal::Credential, detail)
            })
        };
        self.chosen.iter().map(at_hand).collect()
    }

    /// Whether the call is to be sent again with other credentials, after an attempt came to
    /// `outcome`. Those that were rejected are forgotten in any case.
    pub(crate) fn renew(&mut self, ask: &Ask<'_>, outcome: &Result<Reply, Error>) -> bool {
        if !matches!(outcome, Ok(reply) if reply.status == StatusCode::UNAUTHORIZED) {
            return false;
        }
        for (provided, credential) in &self.given {
            provided.reject(credential);
        }
        let upload = ask.parts.body.as_ref();
        let repeatable = upload.is_none_or(|(_, upload)| upload.is_repeatable());
        let renew = !self.given.is_empty() && repeatable && !self.renewed;
        self.renewed = true;
        renew
    }
}
