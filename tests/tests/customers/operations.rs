//! The 21 operations, each with one call and with what the wire should show of it.
//!
//! This is the only list of them here; what is checked of each is decided by the tests that walk
//! it.

use std::pin::Pin;

use polar_sdk::api::customers as root;
use polar_sdk::api::customers::members;
use polar_sdk::runtime::{OperationError, Response};
use polar_sdk::{
    AmbiguousExternalCustomerId, CustomerIndividualCreate, CustomerUpdate,
    CustomerUpdateExternalId, Error, HttpValidationError, MemberCreateFromCustomer, MemberUpdate,
    NotPermitted, Polar, ResourceNotFound,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::bodies;
use super::support::{CUSTOMER, MEMBER, id, written};

/// An external ID with everything that could be taken for something else in a path.
pub(crate) const EXTERNAL: &str = "a/b?c#d e%ü";
/// [`EXTERNAL`] as one path segment.
pub(crate) const EXTERNAL_SEGMENT: &str = "a%2Fb%3Fc%23d%20e%25%C3%BC";

/// What a call came to, whatever its types.
pub(crate) type Outcome = Result<Response<Value>, Failure>;

/// Why a call failed.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    pub(crate) documented: Option<Documented>,
}

/// The typed bodies of errors.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Documented {
    Forbidden(NotPermitted),
    NotFound(ResourceNotFound),
    Conflict(AmbiguousExternalCustomerId),
    UnprocessableEntity(HttpValidationError),
}

impl Documented {
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Forbidden(_) => 403,
            Self::NotFound(_) => 404,
            Self::Conflict(_) => 409,
            Self::UnprocessableEntity(_) => 422,
        }
    }

    /// The body, written again.
    pub(crate) fn body(&self) -> Value {
        match self {
            Self::Forbidden(body) => written(body),
            Self::NotFound(body) => written(body),
            Self::Conflict(body) => written(body),
            Self::UnprocessableEntity(body) => written(body),
        }
    }
}

/// What a success carries.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Success {
    Json(u16, fn() -> Value),
    Csv,
    Empty,
}

/// One operation.
pub(crate) struct Operation {
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    pub(crate) target: String,
    pub(crate) body: Option<Value>,
    pub(crate) success: Success,
    /// The error statuses that it documents.
    pub(crate) errors: &'static [u16],
    pub(crate) call: for<'a> fn(&'a Polar) -> Pin<Box<dyn Future<Output = Outcome> + 'a>>,
}

macro_rules! operations {
    ($(
        $id:literal $method:literal $target:literal $(body $body:tt)?
        => $success:expr, $errors:expr, |$polar:ident| $call:expr;
    )*) => {
        vec![$(Operation {
            id: $id,
            method: $method,
            target: $target
                .replace("{id}", CUSTOMER)
                .replace("{member_id}", MEMBER)
                .replace("{external_id}", EXTERNAL_SEGMENT)
                .replace("{member_external_id}", "m%2F1"),
            body: None::<Value>$(.or(Some(json!($body))))?,
            success: $success,
            errors: &$errors,
            call: |$polar| Box::pin(async move {
                match $call.with_response().await {
                    Ok(response) => Ok(untyped(response)),
                    Err(error) => Err(failure(error)),
                }
            }),
        }),*]
    };
}

/// All operations of the API.
#[rustfmt::skip]
pub(crate) fn all() -> Vec<Operation> {
    use Success::{Csv, Empty, Json};
    operations! {
        "customers:list" GET_ "/v1/customers/"
            => Json(200, customers), [422], |polar| polar.customers().list();
    }
}
