// @generated from an OpenAPI document; change the document or its settings instead.
//! Operations on members of customers.

use crate::runtime::{self, Uuid};
use crate::types::{
    AmbiguousExternalCustomerId, HttpValidationError, Member, MemberCreateFromCustomer,
    MemberUpdate, NotPermitted, ResourceNotFound,
};

/// Operations on members of customers.
///
/// The people who belong to a customer.
#[derive(Clone, Copy, Debug)]
pub struct Members<'a, M = runtime::Async> {
    client: &'a runtime::Client<M>,
}

impl<'a, M> Members<'a, M> {
    pub(crate) fn new(client: &'a runtime::Client<M>) -> Self {
        Self { client }
    }

    /// Add a member to a customer.
    ///
    /// Adds a member to the customer. The owner cannot be created here.
    ///
    /// Needs the scope `members:write`.
    ///
    /// `POST /v1/customers/{id}/members` · scope `members:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, id: polar_sdk::runtime::Uuid, body: &polar_sdk::MemberCreateFromCustomer) -> Result<(), polar_sdk::Error> {
    /// let member = polar.customers().members().create(id, body).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Arguments
    ///
    /// * `id`: ID of the customer.
    ///
    /// # Errors
    ///
    /// [`CreateError`] holds the documented ones.
    pub fn create(&self, id: Uuid, body: &MemberCreateFromCustomer) -> Create<'a, M> {
        Create {
            call: runtime::Call::new(self.client, Create::ROUTE)
                .path("id", &id)
                .json(body),
        }
    }

    /// Add a member to a customer by its external ID.
    ///
    /// Adds a member to the customer with this external ID. The owner cannot be created here.
    ///
    /// A user token that reaches several organizations is refused with status 409 when more than
    /// one of them has a customer with this external ID.
    ///
    /// Needs the scope `members:write`.
    ///
    /// `POST /v1/customers/external/{external_id}/members` · scope `members:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, external_id: &str, body: &polar_sdk::MemberCreateFromCustomer) -> Result<(), polar_sdk::Error> {
    /// let member = polar.customers().members().create_external(external_id, body).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Arguments
    ///
    /// * `external_id`: The ID that your system gives the customer. It may hold any character, `/`, `?`, `#`
    ///   and spaces included; in the path it is one segment, percent-encoded.
    ///
    /// # Errors
    ///
    /// [`CreateExternalError`] holds the documented ones.
    pub fn create_external(
        &self,
        external_id: &str,
        body: &MemberCreateFromCustomer,
    ) -> CreateExternal<'a, M> {
        CreateExternal {
            call: runtime::Call::new(self.client, CreateExternal::ROUTE)
                .path("external_id", external_id)
                .json(body),
        }
    }

    /// Remove a member.
    ///
    /// Removes a member from the customer.
    ///
    /// Needs the scope `members:write`.
    ///
    /// `DELETE /v1/customers/{id}/members/{member_id}` · scope `members:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, id: polar_sdk::runtime::Uuid, member_id: polar_sdk::runtime::Uuid) -> Result<(), polar_sdk::Error> {
    /// polar.customers().members().delete(id, member_id).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Arguments
    ///
    /// * `id`: ID of the customer.
    /// * `member_id`: ID of the member.
    ///
    /// # Errors
    ///
    /// [`DeleteError`] holds the documented ones.
    pub fn delete(&self, id: Uuid, member_id: Uuid) -> Delete<'a, M> {
        Delete {
            call: runtime::Call::new(self.client, Delete::ROUTE)
                .path("id", &id)
                .path("member_id", &member_id),
        }
    }

    /// Remove a member by external IDs.
    ///
    /// Removes one member, found by your own IDs of the customer and of the member.
    ///
    /// A user token that reaches several organizations is refused with status 409 when more than
    /// one of them has a customer with this external ID.
    ///
    /// Needs the scope `members:write`.
    ///
    /// `DELETE /v1/customers/external/{external_id}/members/{member_external_id}` · scope `members:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, external_id: &str, member_external_id: &str) -> Result<(), polar_sdk::Error> {
    /// polar.customers().members().delete_external(external_id, member_external_id).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Arguments
    ///
    /// * `external_id`: The ID that your system gives the customer. It may hold any character, `/`, `?`, `#`
    ///   and spaces included; in the path it is one segment, percent-encoded.
    /// * `member_external_id`: The ID that your system gives the member. It may hold any character;
    ///   in the path it is one segment, percent-encoded.
    ///
    /// # Errors
    ///
    /// [`DeleteExternalError`] holds the documented ones.
    pub fn delete_external(
        &self,
        external_id: &str,
        member_external_id: &str,
    ) -> DeleteExternal<'a, M> {
        DeleteExternal {
            call: runtime::Call::new(self.client, DeleteExternal::ROUTE)
                .path("external_id", external_id)
                .path("member_external_id", member_external_id),
        }
    }

    /// Get a member.
    ///
    /// Returns one member of the customer.
    ///
    /// Needs one of the scopes `members:read` and `members:write`.
    ///
    /// `GET /v1/customers/{id}/members/{member_id}` · any scope of `members:read`, `members:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, id: polar_sdk::runtime::Uuid, member_id: polar_sdk::runtime::Uuid) -> Result<(), polar_sdk::Error> {
    /// let member = polar.customers().members().get(id, member_id).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Arguments
    ///
    /// * `id`: ID of the customer.
    /// * `member_id`: ID of the member.
    ///
    /// # Errors
    ///
    /// [`GetError`] holds the documented ones.
    pub fn get(&self, id: Uuid, member_id: Uuid) -> Get<'a, M> {
        Get {
            call: runtime::Call::new(self.client, Get::ROUTE)
                .path("id", &id)
                .path("member_id", &member_id),
        }
    }

    /// Get a member by external IDs.
    ///
    /// Returns one member, found by your own IDs of the customer and of the member.
    ///
    /// A user token that reaches several organizations is refused with status 409 when more than
    /// one of them has a customer with this external ID.
    ///
    /// Needs one of the scopes `members:read` and `members:write`.
    ///
    /// `GET /v1/customers/external/{external_id}/members/{member_external_id}` · any scope of `members:read`, `members:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, external_id: &str, member_external_id: &str) -> Result<(), polar_sdk::Error> {
    /// let member = polar.customers().members().get_external(external_id, member_external_id).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Arguments
    ///
    /// * `external_id`: The ID that your system gives the customer. It may hold any character, `/`, `?`, `#`
    ///   and spaces included; in the path it is one segment, percent-encoded.
    /// * `member_external_id`: The ID that your system gives the member. It may hold any character;
    ///   in the path it is one segment, percent-encoded.
    ///
    /// # Errors
    ///
    /// [`GetExternalError`] holds the documented ones.
    pub fn get_external(
        &self,
        external_id: &str,
        member_external_id: &str,
    ) -> GetExternal<'a, M> {
        GetExternal {
            call: runtime::Call::new(self.client, GetExternal::ROUTE)
                .path("external_id", external_id)
                .path("member_external_id", member_external_id),
        }
    }

    /// Update a member.
    ///
    /// Changes a member of the customer. Only the keys present in the body take effect. Setting
    /// `role` to `owner` transfers the ownership of the customer to this member.
    ///
    /// Needs the scope `members:write`.
    ///
    /// `PATCH /v1/customers/{id}/members/{member_id}` · scope `members:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, id: polar_sdk::runtime::Uuid, member_id: polar_sdk::runtime::Uuid, body: &polar_sdk::MemberUpdate) -> Result<(), polar_sdk::Error> {
    /// let member = polar.customers().members().update(id, member_id, body).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Arguments
    ///
    /// * `id`: ID of the customer.
    /// * `member_id`: ID of the member.
    ///
    /// # Errors
    ///
    /// [`UpdateError`] holds the documented ones.
    pub fn update(
        &self,
        id: Uuid,
        member_id: Uuid,
        body: &MemberUpdate,
    ) -> Update<'a, M> {
        Update {
            call: runtime::Call::new(self.client, Update::ROUTE)
                .path("id", &id)
                .path("member_id", &member_id)
                .json(body),
        }
    }

    /// Update a member by external IDs.
    ///
    /// Changes one member, found by your own IDs of the customer and of the member. Only the keys
    /// present in the body take effect. Setting `role` to `owner` transfers the ownership of the
    /// customer to this member.
    ///
    /// A user token that reaches several organizations is refused with status 409 when more than
    /// one of them has a customer with this external ID.
    ///
    /// Needs the scope `members:write`.
    ///
    /// `PATCH /v1/customers/external/{external_id}/members/{member_external_id}` · scope `members:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, external_id: &str, member_external_id: &str, body: &polar_sdk::MemberUpdate) -> Result<(), polar_sdk::Error> {
    /// let member = polar.customers().members().update_external(external_id, member_external_id, body).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Arguments
    ///
    /// * `external_id`: The ID that your system gives the customer. It may hold any character, `/`, `?`, `#`
    ///   and spaces included; in the path it is one segment, percent-encoded.
    /// * `member_external_id`: The ID that your system gives the member. It may hold any character;
    ///   in the path it is one segment, percent-encoded.
    ///
    /// # Errors
    ///
    /// [`UpdateExternalError`] holds the documented ones.
    pub fn update_external(
        &self,
        external_id: &str,
        member_external_id: &str,
        body: &MemberUpdate,
    ) -> UpdateExternal<'a, M> {
        UpdateExternal {
            call: runtime::Call::new(self.client, UpdateExternal::ROUTE)
                .path("external_id", external_id)
                .path("member_external_id", member_external_id)
                .json(body),
        }
    }
}

/// The call of `create`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct Create<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

operation! {
    Create: POST "/v1/customers/{id}/members" "customers:members:create" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    Member { 200..=299 => json };
    CreateError {
        403 => Forbidden json, 404 => NotFound json, 422 => UnprocessableEntity json,
    };
}

/// What `create` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateError {
    /// 403: Members cannot be added to this customer.
    Forbidden(NotPermitted),
    /// 404: No customer that the token can see has this ID.
    NotFound(ResourceNotFound),
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}

/// The call of `create_external`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct CreateExternal<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

operation! {
    CreateExternal: POST "/v1/customers/external/{external_id}/members" "customers:members:create_external" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    Member { 200..=299 => json };
    CreateExternalError {
        403 => Forbidden json, 404 => NotFound json, 409 => Conflict json,
        422 => UnprocessableEntity json,
    };
}

/// What `create_external` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateExternalError {
    /// 403: Members cannot be added to this customer.
    Forbidden(NotPermitted),
    /// 404: No customer that the token can see has this ID.
    NotFound(ResourceNotFound),
    /// 409: Customers of several organizations that the token reaches have this external ID.
    Conflict(AmbiguousExternalCustomerId),
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}

/// The call of `delete`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct Delete<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

operation! {
    Delete: DELETE "/v1/customers/{id}/members/{member_id}" "customers:members:delete" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    () { 200..=299 => empty };
    DeleteError { 404 => NotFound json, 422 => UnprocessableEntity json };
}

/// What `delete` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DeleteError {
    /// 404: The customer does not exist, or has no member with this ID.
    NotFound(ResourceNotFound),
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}

/// The call of `delete_external`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct DeleteExternal<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

operation! {
    DeleteExternal: DELETE "/v1/customers/external/{external_id}/members/{member_external_id}" "customers:members:delete_external" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    () { 200..=299 => empty };
    DeleteExternalError {
        404 => NotFound json, 409 => Conflict json, 422 => UnprocessableEntity json,
    };
}

/// What `delete_external` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DeleteExternalError {
    /// 404: The customer does not exist, or has no member with this ID.
    NotFound(ResourceNotFound),
    /// 409: Customers of several organizations that the token reaches have this external ID.
    Conflict(AmbiguousExternalCustomerId),
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}

/// The call of `get`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct Get<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

operation! {
    Get: GET "/v1/customers/{id}/members/{member_id}" "customers:members:get" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    Member { 200..=299 => json };
    GetError { 404 => NotFound json, 422 => UnprocessableEntity json };
}

/// What `get` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetError {
    /// 404: The customer does not exist, or has no member with this ID.
    NotFound(ResourceNotFound),
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}

/// The call of `get_external`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct GetExternal<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

operation! {
    GetExternal: GET "/v1/customers/external/{external_id}/members/{member_external_id}" "customers:members:get_external" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    Member { 200..=299 => json };
    GetExternalError {
        404 => NotFound json, 409 => Conflict json, 422 => UnprocessableEntity json,
    };
}

/// What `get_external` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetExternalError {
    /// 404: The customer does not exist, or has no member with this ID.
    NotFound(ResourceNotFound),
    /// 409: Customers of several organizations that the token reaches have this external ID.
    Conflict(AmbiguousExternalCustomerId),
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}

/// The call of `update`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct Update<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

operation! {
    Update: PATCH "/v1/customers/{id}/members/{member_id}" "customers:members:update" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    Member { 200..=299 => json };
    UpdateError { 404 => NotFound json, 422 => UnprocessableEntity json };
}

/// What `update` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum UpdateError {
    /// 404: The customer does not exist, or has no member with this ID.
    NotFound(ResourceNotFound),
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}

/// The call of `update_external`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct UpdateExternal<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

operation! {
    UpdateExternal: PATCH "/v1/customers/external/{external_id}/members/{member_external_id}" "customers:members:update_external" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    Member { 200..=299 => json };
    UpdateExternalError {
        404 => NotFound json, 409 => Conflict json, 422 => UnprocessableEntity json,
    };
}

/// What `update_external` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum UpdateExternalError {
    /// 404: The customer does not exist, or has no member with this ID.
    NotFound(ResourceNotFound),
    /// 409: Customers of several organizations that the token reaches have this external ID.
    Conflict(AmbiguousExternalCustomerId),
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}
