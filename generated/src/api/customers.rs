// @generated from an OpenAPI document; change the document or its settings instead.
//! Operations on customers.

pub mod members;

use crate::runtime::{self, OneOrMany, Uuid};
use crate::types::{
    Customer, CustomerCreate, CustomerSortProperty, CustomerState, CustomerUpdate,
    CustomerUpdateExternalId, HttpValidationError, ListResourceCustomer,
    ListResourcePaymentMethod, MetadataQuery, PaymentMethod, ResourceNotFound,
};

/// Operations on customers.
///
/// The people and companies that buy from an organization.
#[derive(Clone, Copy, Debug)]
pub struct Customers<'a, M = runtime::Async> {
    client: &'a runtime::Client<M>,
}

impl<'a, M> Customers<'a, M> {
    pub(crate) fn new(client: &'a runtime::Client<M>) -> Self {
        Self { client }
    }

    /// Operations on members of customers.
    #[must_use]
    pub fn members(&self) -> members::Members<'a, M> {
        members::Members::new(self.client)
    }

    /// Create a customer.
    ///
    /// Creates an individual customer, or a team when `type` is `team`.
    ///
    /// The email address and the external ID must be unused within the organization; one response
    /// can report both as taken. There is no idempotency key: creating the same customer again
    /// fails with status 422. A team created without `email` needs an `owner`.
    ///
    /// Needs the scope `customers:write`.
    ///
    /// `POST /v1/customers/` · scope `customers:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, body: &polar_sdk::CustomerCreate) -> Result<(), polar_sdk::Error> {
    /// let customer = polar.customers().create(body).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`CreateError`] holds the documented ones.
    pub fn create(&self, body: &CustomerCreate) -> Create<'a, M> {
        Create {
            call: runtime::Call::new(self.client, Create::ROUTE).json(body),
        }
    }

    /// Delete a customer.
    ///
    /// Deletes the customer, cancels its subscriptions, revokes its benefits and frees its external
    /// ID for another customer. Past orders stay.
    ///
    /// Needs the scope `customers:write`.
    ///
    /// `DELETE /v1/customers/{id}` · scope `customers:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, id: polar_sdk::runtime::Uuid) -> Result<(), polar_sdk::Error> {
    /// polar.customers().delete(id).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Arguments
    ///
    /// * `id`: ID of the customer.
    ///
    /// # Errors
    ///
    /// [`DeleteError`] holds the documented ones.
    pub fn delete(&self, id: Uuid) -> Delete<'a, M> {
        Delete {
            call: runtime::Call::new(self.client, Delete::ROUTE).path("id", &id),
        }
    }

    /// Delete a customer by its external ID.
    ///
    /// Deletes the customer, cancels its subscriptions, revokes its benefits and frees its external
    /// ID for another customer. Past orders stay.
    ///
    /// Needs the scope `customers:write`.
    ///
    /// `DELETE /v1/customers/external/{external_id}` · scope `customers:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, external_id: &str) -> Result<(), polar_sdk::Error> {
    /// polar.customers().delete_external(external_id).await?;
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
    /// [`DeleteExternalError`] holds the documented ones.
    pub fn delete_external(&self, external_id: &str) -> DeleteExternal<'a, M> {
        DeleteExternal {
            call: runtime::Call::new(self.client, DeleteExternal::ROUTE)
                .path("external_id", external_id),
        }
    }

    /// Export customers as CSV.
    ///
    /// Streams all customers as one CSV file with a header line and CRLF line ends.
    ///
    /// The columns are ID, External ID, Created At, Email, Name, Tax ID, the six parts of the
    /// billing address and Metadata, which is JSON text.
    ///
    /// Needs one of the scopes `customers:read` and `customers:write`.
    ///
    /// `GET /v1/customers/export` · any scope of `customers:read`, `customers:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar) -> Result<(), polar_sdk::Error> {
    /// let text = polar.customers().export().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ExportError`] holds the documented ones.
    pub fn export(&self) -> Export<'a, M> {
        Export {
            call: runtime::Call::new(self.client, Export::ROUTE),
        }
    }

    /// Get a customer.
    ///
    /// Returns one customer by its ID.
    ///
    /// Needs one of the scopes `customers:read` and `customers:write`.
    ///
    /// `GET /v1/customers/{id}` · any scope of `customers:read`, `customers:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, id: polar_sdk::runtime::Uuid) -> Result<(), polar_sdk::Error> {
    /// let customer = polar.customers().get(id).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Arguments
    ///
    /// * `id`: ID of the customer.
    ///
    /// # Errors
    ///
    /// [`GetError`] holds the documented ones.
    pub fn get(&self, id: Uuid) -> Get<'a, M> {
        Get {
            call: runtime::Call::new(self.client, Get::ROUTE).path("id", &id),
        }
    }

    /// Get a customer by its external ID.
    ///
    /// Returns one customer by the ID it has in your system.
    ///
    /// Needs one of the scopes `customers:read` and `customers:write`.
    ///
    /// `GET /v1/customers/external/{external_id}` · any scope of `customers:read`, `customers:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, external_id: &str) -> Result<(), polar_sdk::Error> {
    /// let customer = polar.customers().get_external(external_id).await?;
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
    /// [`GetExternalError`] holds the documented ones.
    pub fn get_external(&self, external_id: &str) -> GetExternal<'a, M> {
        GetExternal {
            call: runtime::Call::new(self.client, GetExternal::ROUTE)
                .path("external_id", external_id),
        }
    }

    /// Get the state of a customer.
    ///
    /// Returns the customer together with its active subscriptions, granted benefits and active
    /// meters, so that one call tells what the customer has access to.
    ///
    /// Needs one of the scopes `customers:read` and `customers:write`.
    ///
    /// `GET /v1/customers/{id}/state` · any scope of `customers:read`, `customers:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, id: polar_sdk::runtime::Uuid) -> Result<(), polar_sdk::Error> {
    /// let customer_state = polar.customers().get_state(id).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Arguments
    ///
    /// * `id`: ID of the customer.
    ///
    /// # Errors
    ///
    /// [`GetStateError`] holds the documented ones.
    pub fn get_state(&self, id: Uuid) -> GetState<'a, M> {
        GetState {
            call: runtime::Call::new(self.client, GetState::ROUTE).path("id", &id),
        }
    }

    /// Get the state of a customer by its external ID.
    ///
    /// Returns the customer with this external ID together with its active subscriptions, granted
    /// benefits and active meters, so that one call tells what the customer has access to.
    ///
    /// Needs one of the scopes `customers:read` and `customers:write`.
    ///
    /// `GET /v1/customers/external/{external_id}/state` · any scope of `customers:read`, `customers:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, external_id: &str) -> Result<(), polar_sdk::Error> {
    /// let customer_state = polar.customers().get_state_external(external_id).await?;
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
    /// [`GetStateExternalError`] holds the documented ones.
    pub fn get_state_external(&self, external_id: &str) -> GetStateExternal<'a, M> {
        GetStateExternal {
            call: runtime::Call::new(self.client, GetStateExternal::ROUTE)
                .path("external_id", external_id),
        }
    }

    /// List customers.
    ///
    /// Lists the customers that the token can see, newest first unless `sorting` says otherwise.
    /// Filters add up: a customer is listed when it meets all of them.
    ///
    /// Needs one of the scopes `customers:read` and `customers:write`.
    ///
    /// `GET /v1/customers/` · any scope of `customers:read`, `customers:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar) -> Result<(), polar_sdk::Error> {
    /// let mut items = polar.customers().list().items();
    /// while let Some(item) = items.next().await {
    ///     println!("{:?}", item?);
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ListError`] holds the documented ones.
    pub fn list(&self) -> List<'a, M> {
        List {
            call: runtime::Call::new(self.client, List::ROUTE),
        }
    }

    /// List the payment methods of a customer.
    ///
    /// Lists the payment methods that the customer has saved.
    ///
    /// Needs one of the scopes `customers:read` and `customers:write`.
    ///
    /// `GET /v1/customers/{id}/payment-methods` · any scope of `customers:read`, `customers:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, id: polar_sdk::runtime::Uuid) -> Result<(), polar_sdk::Error> {
    /// let mut items = polar.customers().list_payment_methods(id).items();
    /// while let Some(item) = items.next().await {
    ///     println!("{:?}", item?);
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Arguments
    ///
    /// * `id`: ID of the customer.
    ///
    /// # Errors
    ///
    /// [`ListPaymentMethodsError`] holds the documented ones.
    pub fn list_payment_methods(&self, id: Uuid) -> ListPaymentMethods<'a, M> {
        ListPaymentMethods {
            call: runtime::Call::new(self.client, ListPaymentMethods::ROUTE)
                .path("id", &id),
        }
    }

    /// List the payment methods of a customer by its external ID.
    ///
    /// Lists the payment methods that the customer with this external ID has saved.
    ///
    /// Needs one of the scopes `customers:read` and `customers:write`.
    ///
    /// `GET /v1/customers/external/{external_id}/payment-methods` · any scope of `customers:read`, `customers:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, external_id: &str) -> Result<(), polar_sdk::Error> {
    /// let mut items = polar.customers().list_payment_methods_external(external_id).items();
    /// while let Some(item) = items.next().await {
    ///     println!("{:?}", item?);
    /// }
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
    /// [`ListPaymentMethodsExternalError`] holds the documented ones.
    pub fn list_payment_methods_external(
        &self,
        external_id: &str,
    ) -> ListPaymentMethodsExternal<'a, M> {
        ListPaymentMethodsExternal {
            call: runtime::Call::new(self.client, ListPaymentMethodsExternal::ROUTE)
                .path("external_id", external_id),
        }
    }

    /// Update a customer.
    ///
    /// Changes a customer. Only the keys present in the body take effect; leave a key out to keep
    /// its value.
    ///
    /// * `tax_id`: null clears it. Setting one needs a billing country, in the same body or stored
    ///   already; otherwise the request fails with status 422.
    /// * `billing_address`: null is rejected with status 422. A new address is checked against the
    ///   stored tax ID.
    /// * `email`: a change resets `email_verified`.
    /// * `external_id`: can be set once. Changing or clearing it later is rejected with status 422.
    /// * `type`: an individual can become a team. A team stays a team; any other value, null
    ///   included, is rejected with status 422.
    ///
    /// Needs the scope `customers:write`.
    ///
    /// `PATCH /v1/customers/{id}` · scope `customers:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, id: polar_sdk::runtime::Uuid, body: &polar_sdk::CustomerUpdate) -> Result<(), polar_sdk::Error> {
    /// let customer = polar.customers().update(id, body).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Arguments
    ///
    /// * `id`: ID of the customer.
    ///
    /// # Errors
    ///
    /// [`UpdateError`] holds the documented ones.
    pub fn update(&self, id: Uuid, body: &CustomerUpdate) -> Update<'a, M> {
        Update {
            call: runtime::Call::new(self.client, Update::ROUTE)
                .path("id", &id)
                .json(body),
        }
    }

    /// Update a customer by its external ID.
    ///
    /// Changes a customer. Only the keys present in the body take effect; leave a key out to keep
    /// its value.
    ///
    /// * `tax_id`: null clears it. Setting one needs a billing country, in the same body or stored
    ///   already; otherwise the request fails with status 422.
    /// * `billing_address`: null is rejected with status 422. A new address is checked against the
    ///   stored tax ID.
    /// * `email`: a change resets `email_verified`.
    ///
    /// The external ID and the type cannot be changed here; update the customer by its ID for that.
    ///
    /// Needs the scope `customers:write`.
    ///
    /// `PATCH /v1/customers/external/{external_id}` · scope `customers:write`
    ///
    /// ```no_run
    /// # async fn example(polar: polar_sdk::Polar, external_id: &str, body: &polar_sdk::CustomerUpdateExternalId) -> Result<(), polar_sdk::Error> {
    /// let customer = polar.customers().update_external(external_id, body).await?;
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
    /// [`UpdateExternalError`] holds the documented ones.
    pub fn update_external(
        &self,
        external_id: &str,
        body: &CustomerUpdateExternalId,
    ) -> UpdateExternal<'a, M> {
        UpdateExternal {
            call: runtime::Call::new(self.client, UpdateExternal::ROUTE)
                .path("external_id", external_id)
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
    Create: POST "/v1/customers/" "customers:create" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    Customer { 200..=299 => json };
    CreateError { 422 => UnprocessableEntity json };
}

/// What `create` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateError {
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}

/// The call of `delete`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct Delete<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

impl<M> Delete<'_, M> {
    /// Also remove personal data: hash the email address and the names, clear the billing address
    /// and unlink OAuth accounts. The name of a business that has a tax ID is kept.
    ///
    /// Default: `false`.
    pub fn anonymize(self, anonymize: bool) -> Self {
        Self {
            call: self.call.query("anonymize", &anonymize),
        }
    }
}

operation! {
    Delete: DELETE "/v1/customers/{id}" "customers:delete" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    () { 200..=299 => empty };
    DeleteError { 404 => NotFound json, 422 => UnprocessableEntity json };
}

/// What `delete` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DeleteError {
    /// 404: No customer that the token can see has this ID.
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

impl<M> DeleteExternal<'_, M> {
    /// Also remove personal data: hash the email address and the names, clear the billing address
    /// and unlink OAuth accounts. The name of a business that has a tax ID is kept.
    ///
    /// Default: `false`.
    pub fn anonymize(self, anonymize: bool) -> Self {
        Self {
            call: self.call.query("anonymize", &anonymize),
        }
    }
}

operation! {
    DeleteExternal: DELETE "/v1/customers/external/{external_id}" "customers:delete_external" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    () { 200..=299 => empty };
    DeleteExternalError { 404 => NotFound json, 422 => UnprocessableEntity json };
}

/// What `delete_external` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DeleteExternalError {
    /// 404: No customer that the token can see has this ID.
    NotFound(ResourceNotFound),
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}

/// The call of `export`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct Export<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

impl<M> Export<'_, M> {
    /// Keep only customers of this organization, or of these organizations when the parameter is
    /// repeated.
    pub fn organization_id(self, organization_id: impl Into<OneOrMany<Uuid>>) -> Self {
        Self {
            call: self.call.query("organization_id", &organization_id.into()),
        }
    }
}

operation! {
    Export: GET "/v1/customers/export" "customers:export" security [["oidc"], ["pat"], ["oat"]] accept "text/csv, application/json";
    String { 200..=299 => text };
    ExportError { 422 => UnprocessableEntity json };
}

/// What `export` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ExportError {
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
    Get: GET "/v1/customers/{id}" "customers:get" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    Customer { 200..=299 => json };
    GetError { 404 => NotFound json, 422 => UnprocessableEntity json };
}

/// What `get` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetError {
    /// 404: No customer that the token can see has this ID.
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
    GetExternal: GET "/v1/customers/external/{external_id}" "customers:get_external" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    Customer { 200..=299 => json };
    GetExternalError { 404 => NotFound json, 422 => UnprocessableEntity json };
}

/// What `get_external` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetExternalError {
    /// 404: No customer that the token can see has this ID.
    NotFound(ResourceNotFound),
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}

/// The call of `get_state`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct GetState<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

operation! {
    GetState: GET "/v1/customers/{id}/state" "customers:get_state" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    CustomerState { 200..=299 => json };
    GetStateError { 404 => NotFound json, 422 => UnprocessableEntity json };
}

/// What `get_state` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetStateError {
    /// 404: No customer that the token can see has this ID.
    NotFound(ResourceNotFound),
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}

/// The call of `get_state_external`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct GetStateExternal<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

operation! {
    GetStateExternal: GET "/v1/customers/external/{external_id}/state" "customers:get_state_external" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    CustomerState { 200..=299 => json };
    GetStateExternalError { 404 => NotFound json, 422 => UnprocessableEntity json };
}

/// What `get_state_external` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetStateExternalError {
    /// 404: No customer that the token can see has this ID.
    NotFound(ResourceNotFound),
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}

/// The call of `list`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct List<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

impl<M> List<'_, M> {
    /// Keep only customers of this organization, or of these organizations when the parameter is
    /// repeated.
    pub fn organization_id(self, organization_id: impl Into<OneOrMany<Uuid>>) -> Self {
        Self {
            call: self.call.query("organization_id", &organization_id.into()),
        }
    }

    /// Keep only the customer with exactly this email address.
    pub fn email(self, email: &str) -> Self {
        Self {
            call: self.call.query("email", email),
        }
    }

    /// Keep only customers whose name, email address or external ID matches this text.
    pub fn query(self, query: &str) -> Self {
        Self {
            call: self.call.query("query", query),
        }
    }

    /// Keep only active customers when true, only inactive ones when false. A customer is
    /// active while at least one of its subscriptions is trialing, active or past due.
    pub fn active(self, active: bool) -> Self {
        Self {
            call: self.call.query("active", &active),
        }
    }

    /// Number of the page, counted from 1.
    ///
    /// Limits: greater than 0.
    ///
    /// Default: `1`.
    pub fn page(self, page: i64) -> Self {
        Self {
            call: self.call.query("page", &page),
        }
    }

    /// Number of items on a page. The server treats any value above 100 as 100.
    ///
    /// Limits: greater than 0.
    ///
    /// Default: `10`.
    pub fn limit(self, limit: i64) -> Self {
        Self {
            call: self.call.query("limit", &limit),
        }
    }

    /// Sort keys, applied in the order given. A leading `-` sorts from high to low. Repeat the
    /// parameter to give several keys.
    ///
    /// Default: `["-created_at"]`.
    pub fn sorting(self, sorting: &[CustomerSortProperty]) -> Self {
        Self {
            call: self.call.query("sorting", sorting),
        }
    }

    /// Keep only customers whose metadata holds these pairs, written as `metadata[key]=value`.
    /// Repeat a key to allow any of several values; different keys must all match. Values are
    /// compared as text.
    pub fn metadata(self, metadata: &MetadataQuery) -> Self {
        Self {
            call: self.call.query_as(runtime::Style::DeepObject, "metadata", metadata),
        }
    }
}

operation! {
    List: GET "/v1/customers/" "customers:list" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    ListResourceCustomer { 200..=299 => json };
    ListError { 422 => UnprocessableEntity json };
}

paged! {
    List: page "page", items [items]: Customer, last [pagination.max_page],
    total [pagination.total_count];
}

/// What `list` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListError {
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}

/// The call of `list_payment_methods`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct ListPaymentMethods<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

impl<M> ListPaymentMethods<'_, M> {
    /// Number of the page, counted from 1.
    ///
    /// Limits: greater than 0.
    ///
    /// Default: `1`.
    pub fn page(self, page: i64) -> Self {
        Self {
            call: self.call.query("page", &page),
        }
    }

    /// Number of items on a page. The server treats any value above 100 as 100.
    ///
    /// Limits: greater than 0.
    ///
    /// Default: `10`.
    pub fn limit(self, limit: i64) -> Self {
        Self {
            call: self.call.query("limit", &limit),
        }
    }
}

operation! {
    ListPaymentMethods: GET "/v1/customers/{id}/payment-methods" "customers:list_payment_methods" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    ListResourcePaymentMethod { 200..=299 => json };
    ListPaymentMethodsError { 404 => NotFound json, 422 => UnprocessableEntity json };
}

paged! {
    ListPaymentMethods: page "page", items [items]: PaymentMethod, last [pagination.max_page],
    total [pagination.total_count];
}

/// What `list_payment_methods` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListPaymentMethodsError {
    /// 404: No customer that the token can see has this ID.
    NotFound(ResourceNotFound),
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}

/// The call of `list_payment_methods_external`; awaiting it sends it.
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct ListPaymentMethodsExternal<'a, M = runtime::Async> {
    call: runtime::Call<'a, M>,
}

impl<M> ListPaymentMethodsExternal<'_, M> {
    /// Number of the page, counted from 1.
    ///
    /// Limits: greater than 0.
    ///
    /// Default: `1`.
    pub fn page(self, page: i64) -> Self {
        Self {
            call: self.call.query("page", &page),
        }
    }

    /// Number of items on a page. The server treats any value above 100 as 100.
    ///
    /// Limits: greater than 0.
    ///
    /// Default: `10`.
    pub fn limit(self, limit: i64) -> Self {
        Self {
            call: self.call.query("limit", &limit),
        }
    }
}

operation! {
    ListPaymentMethodsExternal: GET "/v1/customers/external/{external_id}/payment-methods" "customers:list_payment_methods_external" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    ListResourcePaymentMethod { 200..=299 => json };
    ListPaymentMethodsExternalError { 404 => NotFound json, 422 => UnprocessableEntity json };
}

paged! {
    ListPaymentMethodsExternal: page "page", items [items]: PaymentMethod,
    last [pagination.max_page], total [pagination.total_count];
}

/// What `list_payment_methods_external` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListPaymentMethodsExternalError {
    /// 404: No customer that the token can see has this ID.
    NotFound(ResourceNotFound),
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
    Update: PATCH "/v1/customers/{id}" "customers:update" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    Customer { 200..=299 => json };
    UpdateError { 404 => NotFound json, 422 => UnprocessableEntity json };
}

/// What `update` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum UpdateError {
    /// 404: No customer that the token can see has this ID.
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
    UpdateExternal: PATCH "/v1/customers/external/{external_id}" "customers:update_external" security [["oidc"], ["pat"], ["oat"]] accept "application/json";
    Customer { 200..=299 => json };
    UpdateExternalError { 404 => NotFound json, 422 => UnprocessableEntity json };
}

/// What `update_external` documents as errors.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum UpdateExternalError {
    /// 404: No customer that the token can see has this ID.
    NotFound(ResourceNotFound),
    /// 422: The request does not fit its schema or breaks a rule; `detail` says where and why.
    UnprocessableEntity(HttpValidationError),
}
