//! When a provider is asked, and how long its answer is kept.
//!
//! One call asks, the others wait for the answer and share it, be it a failure. A call that gives
//! up asking, because its future is dropped or its time is over, leaves the question to the next.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::provider::{CredentialContext, CredentialError, CredentialProvider, Token};
use super::security::Credential;
use crate::runtime::http::answer::error::Elapsed;
use crate::runtime::http::request::route::Scheme;
use crate::runtime::http::send::timer::Timer;

/// How long before its end a credential is replaced at most; of a short life, it is a quarter.
const LEEWAY: Duration = Duration::from_secs(30);

/// How long a credential that is still valid is used after replacing it failed.
const RESPITE: Duration = Duration::from_secs(5);

/// A provider and what it gave, shared by the clones of a client.
pub(crate) struct Provided {
    scheme: Scheme,
    provider: Box<dyn CredentialProvider>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// Whether the server rejected what was given last.
    rejected: bool,
    /// Whether a call is asking.
    asking: bool,
    /// How many answers there were, and what the last one was if it was none.
    answers: u64,
    failure: Option<CredentialError>,
    waiting: Vec<Waker>,
}

struct Kept {
    credential: Arc<Credential>,
    /// When to ask for another one, and when this one expires, by the transport's clock.
    replace: Duration,
    end: Duration,
}

/// Why there is no credential.
pub(crate) enum Lack {
    Failure(CredentialError),
    /// The call's own time is over.
    Elapsed(Elapsed),
}

impl Provided {
    pub(crate) fn new(scheme: Scheme, provider: Box<dyn CredentialProvider>) -> Self {
        Self { scheme, provider, state: Mutex::default() }
    }

    /// What is kept, if it is valid at the time `now`.
    pub(crate) fn at_hand(&self, now: Duration) -> Option<Arc<Credential>> {
        let state = self.lock();
        let kept = state.kept.as_ref().filter(|kept| now < kept.end)?;
        Some(Arc::clone(&kept.credential))
    }

    /// Forgets `credential`, which the server rejected, unless it has been replaced already.
    pub(crate) fn reject(&self, credential: &Arc<Credential>) {
        let mut state = self.lock();
        if state.kept.as_ref().is_some_and(|kept| Arc::ptr_eq(&kept.credential, credential)) {
            state.kept = None;
        }
        state.rejected |= state.kept.is_none();
    }

    /// What is kept, or what the provider gives.
    pub(crate) async fn get(
        &self,
        context: CredentialContext<'_>,
        total: Timer<'_>,
    ) -> Result<Arc<Credential>, Lack> {
        let answers = self.lock().answers;
        let next = poll_fn(|task| self.poll_next(task, context.transport.now(), answers));
        match total.bound(next).await {
            Ok(Next::Have(credential)) => Ok(credential),
            Ok(Next::Failed(failure)) => Err(Lack::Failure(failure)),
            Ok(Next::Ask(turn)) => turn.ask(context, total).await,
            Err(elapsed) => Err(Lack::Elapsed(elapsed)),
        }
    }

    /// What a call does that has seen so many answers.
    fn poll_next(&self, task: &Context<'_>, now: Duration, seen: u64) -> Poll<Next<'_>> {
        let mut state = self.lock();
        if let Some(kept) = &state.kept {
            let usable = if state.asking { kept.end } else { kept.replace };
            if now < usable {
                return Poll::Ready(Next::Have(Arc::clone(&kept.credential)));
            }
        }
        if state.asking {
            if !state.waiting.iter().any(|waker| waker.will_wake(task.waker())) {
                state.waiting.push(task.waker().clone());
            }
            return Poll::Pending;
        }
        match &state.failure {
            Some(failure) if state.answers != seen => Poll::Ready(Next::Failed(failure.clone())),
            _ => {
                state.asking = true;
                Poll::Ready(Next::Ask(Turn { provided: self }))
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Next<'p> {
    Have(Arc<Credential>),
    Failed(CredentialError),
    Ask(Turn<'p>),
}

/// The right to ask. Dropping it passes it on.
struct Turn<'p> {
    provided: &'p Provided,
}

impl Turn<'_> {
    async fn ask(
        self,
        mut context: CredentialContext<'_>,
        total: Timer<'_>,
    ) -> Result<Arc<Credential>, Lack> {
        let Provided { scheme, provider, .. } = self.provided;
        let asked = context.transport.now();
        context.rejected = self.provided.lock().rejected;
        context.timer = total.within(context.shared.timeouts.attempt, Elapsed::Attempt);
        let answer = match context.timer.bound(provider.credential(context)).await {
            Ok(answer) => answer,
            Err(Elapsed::Total) => return Err(Lack::Elapsed(Elapsed::Total)),
            Err(_) => Err(CredentialError::new("obtaining it timed out").temporary()),
        };
        let answer = answer.and_then(|token| {
            let credential = Credential::new(*scheme, &token.secret);
            Ok((credential.map_err(CredentialError::new)?, token))
        });

        let mut state = self.provided.lock();
        state.answers += 1;
        match answer {
            Ok((credential, token)) => {
                let kept = Kept::new(credential, &token, asked);
                let credential = Arc::clone(&kept.credential);
                state.kept = Some(kept);
                state.rejected = false;
                state.failure = None;
                Ok(credential)
            }
            Err(failure) => {
                state.failure = Some(failure.clone());
                let now = context.transport.now();
                match state.kept.as_mut().filter(|kept| now < kept.end) {
                    Some(kept) => {
                        kept.replace = now.saturating_add(RESPITE);
                        Ok(Arc::clone(&kept.credential))
                    }
                    None => Err(Lack::Failure(failure)),
                }
            }
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.provided.lock();
            state.asking = false;
            std::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }
}

impl Kept {
    fn new(credential: Credential, token: &Token, asked: Duration) -> Self {
        let lifetime = token.lifetime.unwrap_or(Duration::MAX);
        let end = asked.saturating_add(lifetime);
        let replace = end.saturating_sub(LEEWAY.min(lifetime / 4));
        Self { credential: Arc::new(credential), replace, end }
    }
}
