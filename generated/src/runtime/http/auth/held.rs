//! What a client holds for a security scheme: a credential, or who gives one.

use std::sync::Arc;
use std::time::Duration;

use super::provided::Provided;
use super::provider::CredentialProvider;
use super::secret::Secret;
use super::security::Credential;
use crate::runtime::http::request::route::Scheme;

/// A credential as the caller of a builder gave it.
pub(crate) enum Given {
    Secret(Secret),
    Provider(Box<dyn CredentialProvider>),
}

/// A credential, checked.
pub(crate) struct Held {
    pub(crate) scheme: &'static str,
    pub(crate) source: Source,
}

/// Where a credential comes from.
pub(crate) enum Source {
    Fixed(Arc<Credential>),
    Provided(Provided),
}

impl Held {
    /// Checks what was given for a scheme of an API at `server`. The complaint does not repeat it.
    pub(crate) fn new(
        name: &'static str,
        scheme: Scheme,
        given: Given,
        server: &str,
    ) -> Result<Self, String> {
        let source = match given {
            Given::Secret(secret) => {
                let credential = Credential::new(scheme, &secret).map_err(str::to_owned)?;
                Source::Fixed(Arc::new(credential))
            }
            Given::Provider(provider) => {
                provider.check(server)?;
                Source::Provided(Provided::new(scheme, provider))
            }
        };
        Ok(Self { scheme: name, source })
    }

    /// The credential, if nobody has to be asked for it at the time `now`.
    pub(crate) fn at_hand(&self, now: Duration) -> Option<Arc<Credential>> {
        match &self.source {
            Source::Fixed(credential) => Some(Arc::clone(credential)),
            Source::Provided(provided) => provided.at_hand(now),
        }
    }
}
