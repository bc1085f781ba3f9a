//! Security schemes and what each operation needs of them.

use openapiv3::APIKeyLocation;

use super::Lowering;
use crate::diagnostic::Code;
use crate::model::{Requirement, SchemeKind, SecurityScheme};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// The schemes that a client can use.
    pub(super) fn lower_schemes(&mut self) -> Vec<SecurityScheme> {
        let document = self.document;
        let Some(components) = &document.skeleton.components else {
            return Vec::new();
        };
        let mut schemes = Vec::new();
        for (name, scheme) in
            super::sorted(components.security_schemes.iter().map(|(k, v)| (k.clone(), v)))
        {
            let at = Pointer::from_text("/components/securitySchemes").child(&name);
            let Some((at, scheme)) = self.resolve(&at, scheme) else { continue };
            let Some(kind) = kind(scheme) else {
                self.warn(
                    Code::UnsupportedSecurity,
                    &at,
                    format!(
                        "`{name}` is not supported; operations that need it are called without it"
                    ),
                );
                continue;
            };
            schemes.push(SecurityScheme { name, kind, description: description(scheme) });
        }
        schemes
    }

    /// The alternatives that the operation at `at` accepts: its own, else the document's.
    pub(super) fn lower_security(
        &mut self,
        at: &Pointer,
        own: Option<&[openapiv3::SecurityRequirement]>,
        schemes: &[SecurityScheme],
    ) -> Vec<Vec<Requirement>> {
        let document = self.document;
        let alternatives = own.or(document.skeleton.security.as_deref()).unwrap_or_default();
        let mut lowered = Vec::new();
        for alternative in alternatives {
            let known: Vec<Requirement> =
                super::sorted(alternative.iter().map(|(k, v)| (k.clone(), v)))
                    .into_iter()
                    .map(|(scheme, scopes)| Requirement { scheme, scopes: scopes.clone() })
                    .collect();
            let missing = known
                .iter()
                .find(|needed| !schemes.iter().any(|scheme| scheme.name == needed.scheme));
            match missing {
                None => lowered.push(known),
                Some(missing) => {
                    let name = missing.scheme.clone();
                    self.warn(Code::UnsupportedSecurity, &at.child("security"), format!("the alternative with `{name}` is left out: there is no such scheme that a client can use"));
                }
            }
        }
        lowered
    }
}

fn kind(scheme: &openapiv3::SecurityScheme) -> Option<SchemeKind> {
    match scheme {
        openapiv3::SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
            Some(SchemeKind::Bearer)
        }
        openapiv3::SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
            Some(SchemeKind::Basic)
        }
        openapiv3::SecurityScheme::HTTP { .. } => None,
        openapiv3::SecurityScheme::OAuth2 { .. }
        | openapiv3::SecurityScheme::OpenIDConnect { .. } => Some(SchemeKind::Bearer),
        openapiv3::SecurityScheme::APIKey { location, name, .. } => Some(match location {
            APIKeyLocation::Header => SchemeKind::Header(name.clone()),
            APIKeyLocation::Query => SchemeKind::Query(name.clone()),
            APIKeyLocation::Cookie => SchemeKind::Cookie(name.clone()),
        }),
    }
}

fn description(scheme: &openapiv3::SecurityScheme) -> Option<String> {
    match scheme {
        openapiv3::SecurityScheme::HTTP { description, .. }
        | openapiv3::SecurityScheme::OAuth2 { description, .. }
        | openapiv3::SecurityScheme::OpenIDConnect { description, .. }
        | openapiv3::SecurityScheme::APIKey { description, .. } => description.clone(),
    }
}
