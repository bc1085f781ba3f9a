//! The 21 operations, each with one call and with what the wire should show of it.
//!
//! This is the only list of them here; what is checked of each is decided by the tests that walk
//! it.

use std::pin::Pin;

use polar_sdk::api::customers as root;
use polar_sdk::api::customers::members;
use polar_sdk::runtime::{Bytes, HeaderMap, OperationError, Response};
use polar_sdk::{
    AmbiguousExternalCustomerId, CustomerIndividualCreate, CustomerUpdate,
    CustomerUpdateExternalId, Error, HttpValidationError, MemberCreateFromCustomer, MemberRole,
    MemberUpdate, NotPermitted, Polar, ResourceNotFound, blocking,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::bodies;
use super::mode::Mode;
use super::support::{CUSTOMER, MEMBER, id, written};
use Success::{Csv, Empty, Json};

/// An external ID with everything that could be taken for something else in a path.
pub(crate) const EXTERNAL: &str = "a/b?c#d e%ü";
/// [`EXTERNAL`] as one path segment.
pub(crate) const EXTERNAL_SEGMENT: &str = "a%2Fb%3Fc%23d%20e%25%C3%BC";

pub(crate) const EXTERNAL_MEMBER: &str = "m/1";
const EXTERNAL_MEMBER_SEGMENT: &str = "m%2F1";

/// What a call came to, whatever its types.
pub(crate) type Outcome = Result<Answered, Failure>;

/// A success, its value written again as JSON.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) value: Value,
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

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
    /// The same call, of a client that blocks.
    pub(crate) send: fn(&blocking::Polar) -> Outcome,
}

macro_rules! operations {
    ($(
        $id:literal: $method:ident $target:literal $(with $body:expr)?,
        $success:expr, $errors:expr, |$polar:ident| $call:expr;
    )*) => {
        vec![$(Operation {
            id: $id,
            method: stringify!($method),
            target: target($target),
            body: None::<Value>$(.or(Some($body)))?,
            success: $success,
            errors: &$errors,
            call: |$polar| Box::pin(async move {
                $call.with_response().await.map(answered).map_err(failed)
            }),
            send: |$polar| $call.with_response().send().map(answered).map_err(failed),
        }),*]
    };
}

/// All operations of the API.
pub(crate) fn all() -> Vec<Operation> {
    operations! {
        "customers:list": GET "/v1/customers/",
        Json(200, customers), [422], |polar| polar.customers().list();

        "customers:create": POST "/v1/customers/"
        with json!({"type": "individual", "email": "ada@example.com"}),
        Json(201, bodies::individual), [422],
        |polar| polar.customers().create(&CustomerIndividualCreate::new("ada@example.com").into());

        "customers:export": GET "/v1/customers/export",
        Csv, [422], |polar| polar.customers().export();

        "customers:get": GET "/v1/customers/{id}",
        Json(200, bodies::individual), [404, 422], |polar| polar.customers().get(id(CUSTOMER));

        "customers:update": PATCH "/v1/customers/{id}" with json!({"name": "Ada"}),
        Json(200, bodies::team), [404, 422],
        |polar| polar.customers().update(id(CUSTOMER), &CustomerUpdate::new().name("Ada"));

        "customers:delete": DELETE "/v1/customers/{id}",
        Empty, [404, 422], |polar| polar.customers().delete(id(CUSTOMER));

        "customers:get_external": GET "/v1/customers/external/{external_id}",
        Json(200, bodies::team), [404, 422], |polar| polar.customers().get_external(EXTERNAL);

        "customers:update_external": PATCH "/v1/customers/external/{external_id}"
        with json!({"tax_id": null}),
        Json(200, bodies::individual), [404, 422],
        |polar| polar
            .customers()
            .update_external(EXTERNAL, &CustomerUpdateExternalId::new().tax_id_null());

        "customers:delete_external": DELETE "/v1/customers/external/{external_id}",
        Empty, [404, 422], |polar| polar.customers().delete_external(EXTERNAL);

        "customers:get_state": GET "/v1/customers/{id}/state",
        Json(200, bodies::state), [404, 422], |polar| polar.customers().get_state(id(CUSTOMER));

        "customers:get_state_external": GET "/v1/customers/external/{external_id}/state",
        Json(200, bodies::team_state), [404, 422],
        |polar| polar.customers().get_state_external(EXTERNAL);

        "customers:list_payment_methods": GET "/v1/customers/{id}/payment-methods",
        Json(200, payment_methods), [404, 422],
        |polar| polar.customers().list_payment_methods(id(CUSTOMER));

        "customers:list_payment_methods_external":
        GET "/v1/customers/external/{external_id}/payment-methods",
        Json(200, payment_methods), [404, 422],
        |polar| polar.customers().list_payment_methods_external(EXTERNAL);

        "customers:members:create": POST "/v1/customers/{id}/members"
        with json!({"email": "grace@example.com"}),
        Json(201, bodies::member), [403, 404, 422],
        |polar| polar
            .customers()
            .members()
            .create(id(CUSTOMER), &MemberCreateFromCustomer::new("grace@example.com"));

        "customers:members:create_external": POST "/v1/customers/external/{external_id}/members"
        with json!({"email": "grace@example.com", "name": null}),
        Json(201, bodies::member), [403, 404, 409, 422],
        |polar| polar.customers().members().create_external(
            EXTERNAL,
            &MemberCreateFromCustomer::new("grace@example.com").name_null(),
        );

        "customers:members:get": GET "/v1/customers/{id}/members/{member_id}",
        Json(200, bodies::member), [404, 422],
        |polar| polar.customers().members().get(id(CUSTOMER), id(MEMBER));

        "customers:members:update": PATCH "/v1/customers/{id}/members/{member_id}"
        with json!({"role": "owner"}),
        Json(200, bodies::member), [404, 422],
        |polar| polar.customers().members().update(
            id(CUSTOMER),
            id(MEMBER),
            &MemberUpdate::new().role(MemberRole::Owner),
        );

        "customers:members:delete": DELETE "/v1/customers/{id}/members/{member_id}",
        Empty, [404, 422],
        |polar| polar.customers().members().delete(id(CUSTOMER), id(MEMBER));

        "customers:members:get_external":
        GET "/v1/customers/external/{external_id}/members/{member_external_id}",
        Json(200, bodies::member), [404, 409, 422],
        |polar| polar.customers().members().get_external(EXTERNAL, EXTERNAL_MEMBER);

        "customers:members:update_external":
        PATCH "/v1/customers/external/{external_id}/members/{member_external_id}" with json!({}),
        Json(200, bodies::member), [404, 409, 422],
        |polar| polar.customers().members().update_external(
            EXTERNAL,
            EXTERNAL_MEMBER,
            &MemberUpdate::new(),
        );

        "customers:members:delete_external":
        DELETE "/v1/customers/external/{external_id}/members/{member_external_id}",
        Empty, [404, 409, 422],
        |polar| polar.customers().members().delete_external(EXTERNAL, EXTERNAL_MEMBER);
    }
}

/// All operations, once for each mode.
pub(crate) fn in_both_modes() -> Vec<(Mode, Operation)> {
    Mode::BOTH.into_iter().flat_map(|mode| all().into_iter().map(move |it| (mode, it))).collect()
}

fn target(template: &str) -> String {
    template
        .replace("{id}", CUSTOMER)
        .replace("{member_id}", MEMBER)
        .replace("{external_id}", EXTERNAL_SEGMENT)
        .replace("{member_external_id}", EXTERNAL_MEMBER_SEGMENT)
}

fn customers() -> Value {
    bodies::page(json!([bodies::individual(), bodies::team(), bodies::nulls()]), 3, 1)
}

fn payment_methods() -> Value {
    bodies::page(json!([bodies::card(), bodies::generic("paypal")]), 2, 1)
}

fn answered(response: Response<impl Serialize>) -> Answered {
    let Response { value, status, headers, body, .. } = response;
    Answered { value: written(&value), status: status.as_u16(), headers, body }
}

fn failed<E: Clone + Into<Documented>>(error: OperationError<E>) -> Failure {
    let documented = error.documented().cloned().map(Into::into);
    Failure { error: error.into_error(), documented }
}

macro_rules! documented {
    ($($error:ty { $($variant:ident),* })*) => {
        $(impl From<$error> for Documented {
            fn from(error: $error) -> Self {
                type Documented = $error;
                match error {
                    $(Documented::$variant(body) => Self::$variant(body),)*
                    other => panic!("not documented: {other:?}"),
                }
            }
        })*
    };
}

documented! {
    root::ListError { UnprocessableEntity }
    root::CreateError { UnprocessableEntity }
    root::ExportError { UnprocessableEntity }
    root::GetError { NotFound, UnprocessableEntity }
    root::UpdateError { NotFound, UnprocessableEntity }
    root::DeleteError { NotFound, UnprocessableEntity }
    root::GetExternalError { NotFound, UnprocessableEntity }
    root::UpdateExternalError { NotFound, UnprocessableEntity }
    root::DeleteExternalError { NotFound, UnprocessableEntity }
    root::GetStateError { NotFound, UnprocessableEntity }
    root::GetStateExternalError { NotFound, UnprocessableEntity }
    root::ListPaymentMethodsError { NotFound, UnprocessableEntity }
    root::ListPaymentMethodsExternalError { NotFound, UnprocessableEntity }
    members::CreateError { Forbidden, NotFound, UnprocessableEntity }
    members::CreateExternalError { Forbidden, NotFound, Conflict, UnprocessableEntity }
    members::GetError { NotFound, UnprocessableEntity }
    members::UpdateError { NotFound, UnprocessableEntity }
    members::DeleteError { NotFound, UnprocessableEntity }
    members::GetExternalError { NotFound, Conflict, UnprocessableEntity }
    members::UpdateExternalError { NotFound, Conflict, UnprocessableEntity }
    members::DeleteExternalError { NotFound, Conflict, UnprocessableEntity }
}
