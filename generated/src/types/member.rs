// @generated from an OpenAPI document; change the document or its settings instead.
//! [`Member`], [`MemberCreateFromCustomer`], [`MemberCreateFromCustomerRole`] and their like.

use crate::runtime::{Nullish, Timestamp, Uuid};

/// A person who belongs to a customer.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Member {
    /// When the member was created.
    pub created_at: Timestamp,
    /// ID of the customer that the member belongs to.
    pub customer_id: Uuid,
    /// Email address of the member.
    ///
    /// Example: `"member@example.com"`.
    pub email: String,
    /// The ID that your system gives the member, unique within the customer.
    ///
    /// Example: `"usr_1337"`.
    pub external_id: Option<String>,
    /// ID of the member.
    pub id: Uuid,
    /// When the member last changed; null if it never did.
    pub modified_at: Option<Timestamp>,
    /// Name of the member.
    ///
    /// Example: `"Jane Doe"`.
    pub name: Option<String>,
    /// What the member may do for the customer.
    ///
    /// Example: `"owner"`.
    pub role: MemberRole,
}

object! {
    Member {
        required created_at "created_at", required customer_id "customer_id",
        required email "email", nullable external_id "external_id", required id "id",
        nullable modified_at "modified_at", nullable name "name", required role "role",
    }
}

/// A member to add to a customer.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct MemberCreateFromCustomer {
    /// Email address of the member.
    ///
    /// Format: `email`.
    ///
    /// Example: `"member@example.com"`.
    pub email: String,
    /// The ID that your system gives the member, unique within the customer.
    ///
    /// Example: `"usr_1337"`.
    pub external_id: Nullish<String>,
    /// Name of the member.
    ///
    /// Limits: at most 256 characters.
    ///
    /// Example: `"Jane Doe"`.
    pub name: Nullish<String>,
    /// Role of the member. The owner cannot be created this way.
    ///
    /// Default: `"member"`.
    ///
    /// Example: `"member"`.
    pub role: Option<MemberCreateFromCustomerRole>,
}

object! {
    MemberCreateFromCustomer {
        required email "email", nullish external_id "external_id", nullish name "name",
        optional role "role",
    }
}

setters! {
    MemberCreateFromCustomer {
        new(email: String), nullish external_id external_id_null: String,
        nullish name name_null: String, optional role: MemberCreateFromCustomerRole,
    }
}

/// Role of the member. The owner cannot be created this way.
///
/// Default: `"member"`.
///
/// Example: `"member"`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MemberCreateFromCustomerRole {
    Member,
    BillingManager,
    /// A value that this version does not know, kept as received.
    Unknown(String),
}

string_enum! {
    MemberCreateFromCustomerRole { Member "member", BillingManager "billing_manager" }
}

/// The owner to create together with a customer.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct MemberOwnerCreate {
    /// Email address of the owner.
    ///
    /// Format: `email`.
    ///
    /// Example: `"member@example.com"`.
    pub email: String,
    /// The ID that your system gives the owner, unique within the customer.
    ///
    /// Example: `"usr_1337"`.
    pub external_id: Nullish<String>,
    /// Name of the owner.
    ///
    /// Limits: at most 256 characters.
    ///
    /// Example: `"Jane Doe"`.
    pub name: Nullish<String>,
}

object! {
    MemberOwnerCreate {
        required email "email", nullish external_id "external_id", nullish name "name",
    }
}

setters! {
    MemberOwnerCreate {
        new(email: String), nullish external_id external_id_null: String,
        nullish name name_null: String,
    }
}

/// The roles of members.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MemberRole {
    Owner,
    BillingManager,
    Member,
    /// A value that this version does not know, kept as received.
    Unknown(String),
}

string_enum! { MemberRole { Owner "owner", BillingManager "billing_manager", Member "member" } }

/// Changes to a member. A key that is left out keeps the stored value.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct MemberUpdate {
    /// New email address.
    ///
    /// Format: `email`.
    pub email: Nullish<String>,
    /// New name.
    ///
    /// Limits: at most 256 characters.
    ///
    /// Example: `"Jane Doe"`.
    pub name: Nullish<String>,
    /// New role. Setting `owner` transfers the ownership of the customer.
    ///
    /// Example: `"member"`.
    pub role: Nullish<MemberRole>,
}

object! { MemberUpdate { nullish email "email", nullish name "name", nullish role "role" } }

setters! {
    MemberUpdate {
        new(), nullish email email_null: String, nullish name name_null: String,
        nullish role role_null: MemberRole,
    }
}

diff! {
    MemberUpdate;
    from Member { email, name, role };
}
