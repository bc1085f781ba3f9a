// @generated from an OpenAPI document; change the document or its settings instead.
//! [`Customer`], [`CustomerCreate`], [`CustomerIndividual`] and their like.

use super::{
    Address, AddressInput, BenefitGrantCustomProperties, BenefitGrantDiscordProperties,
    BenefitGrantDownloadablesProperties, BenefitGrantFeatureFlagProperties,
    BenefitGrantGitHubRepositoryProperties, BenefitGrantLicenseKeysProperties,
    BenefitGrantSlackSharedChannelProperties, BenefitType, CustomFieldValue,
    MemberOwnerCreate, MetadataOutputType, MetadataValue, PaymentMethodCardMetadata,
    PaymentProcessor, RecurringInterval, TaxIdFormat,
};
use crate::runtime::{Map, Nullish, Timestamp, Uuid, Value};

/// A customer of an organization. The field `type` tells which kind it is.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Customer {
    Individual(CustomerIndividual),
    Team(CustomerTeam),
    /// A value that fits none of these, kept as received.
    Unknown(Value),
}

tagged! {
    Customer by "type" {
        "individual" => Individual(CustomerIndividual), "team" => Team(CustomerTeam),
    }
}

from_variants! { Customer { Individual(CustomerIndividual), Team(CustomerTeam) } }

/// A customer to create. Without `type` it is an individual.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum CustomerCreate {
    Individual(CustomerIndividualCreate),
    Team(CustomerTeamCreate),
    /// A value that fits none of these, kept as received.
    Unknown(Value),
}

tagged! {
    CustomerCreate by "type" {
        "individual" => Individual(CustomerIndividualCreate),
        "team" => Team(CustomerTeamCreate),
    } absent Individual
}

from_variants! {
    CustomerCreate { Individual(CustomerIndividualCreate), Team(CustomerTeamCreate) }
}

/// A customer who is one person.
///
/// `type` is always `"individual"`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomerIndividual {
    /// Address of an avatar derived from the email address; null without one.
    ///
    /// Example: `"https://www.gravatar.com/avatar/xxx?d=404"`.
    pub avatar_url: Option<String>,
    /// Address printed on invoices and used for taxes.
    pub billing_address: Option<Address>,
    /// Name printed on invoices. Where none was given, it equals `name`.
    ///
    /// Example: `"John Doe"`.
    pub billing_name: Option<String>,
    /// When the customer was created.
    pub created_at: Timestamp,
    /// ID of the payment method that is charged by default.
    pub default_payment_method_id: Nullish<Uuid>,
    /// When the customer was deleted; null while it exists.
    pub deleted_at: Option<Timestamp>,
    /// Email address, unique within the organization.
    ///
    /// Example: `"customer@example.com"`.
    pub email: String,
    /// Whether the email address is verified. It becomes true when the customer portal is used
    /// with that address, and false again when the address changes.
    ///
    /// Example: `true`.
    pub email_verified: bool,
    /// The ID that your system gives the customer, unique within the organization. Once set it
    /// cannot be changed.
    ///
    /// Example: `"usr_1337"`.
    pub external_id: Nullish<String>,
    /// When the first usage event of the customer was recorded. It may lie before `created_at`,
    /// because events can arrive first.
    pub first_user_event_at: Option<Timestamp>,
    /// ID of the customer.
    ///
    /// Example: `"eef661d2-fef0-428f-bbd6-1f22a4b292df"`.
    pub id: Uuid,
    /// Preferred language as a BCP 47 tag.
    pub locale: Nullish<String>,
    /// Your own key-value pairs.
    pub metadata: MetadataOutputType,
    /// When the customer last changed; null if it never did.
    pub modified_at: Option<Timestamp>,
    /// Name shown for the customer.
    ///
    /// Example: `"John Doe"`.
    pub name: Option<String>,
    /// ID of the organization that owns the customer.
    ///
    /// Example: `"7187ec3c-d75e-4eab-b8ab-862a5062b3e7"`.
    pub organization_id: Uuid,
    /// The tax ID and its format, as a pair.
    ///
    /// Example: `["911144442","us_ein"]`.
    pub tax_id: Option<(String, TaxIdFormat)>,
}

object! {
    CustomerIndividual {
        nullable avatar_url "avatar_url", nullable billing_address "billing_address",
        nullable billing_name "billing_name", required created_at "created_at",
        nullish default_payment_method_id "default_payment_method_id",
        nullable deleted_at "deleted_at", required email "email",
        required email_verified "email_verified", nullish external_id "external_id",
        nullable first_user_event_at "first_user_event_at", required id "id",
        nullish locale "locale", required metadata "metadata",
        nullable modified_at "modified_at", nullable name "name",
        required organization_id "organization_id", nullable tax_id "tax_id",
        literal "type" = "individual",
    }
}

/// An individual customer to create.
///
/// `type` is always `"individual"`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomerIndividualCreate {
    /// Address printed on invoices. Needed when `tax_id` is given.
    pub billing_address: Nullish<AddressInput>,
    /// Email address, unique within the organization.
    ///
    /// Format: `email`.
    ///
    /// Example: `"customer@example.com"`.
    pub email: String,
    /// The ID that your system gives the customer, unique within the organization. Once set it
    /// cannot be changed. An empty string counts as null.
    ///
    /// Example: `"usr_1337"`.
    pub external_id: Nullish<String>,
    /// Preferred language as a BCP 47 tag.
    ///
    /// Example: `"en"`.
    pub locale: Nullish<String>,
    /// Your own key-value pairs, at most 50. Keys have 1 to 40 characters. Values are strings
    /// of 1 to 500 characters, integers, numbers or booleans.
    ///
    /// Limits: at most 50 entries, keys of 1 to 40 characters, string values of 1 to 500
    /// characters.
    pub metadata: Option<Map<String, MetadataValue>>,
    /// Name shown for the customer. An empty string counts as null.
    ///
    /// Limits: at most 256 characters.
    ///
    /// Example: `"John Doe"`.
    pub name: Nullish<String>,
    /// ID of the organization that will own the customer. Needed unless the token is an
    /// organization access token.
    ///
    /// Example: `"7187ec3c-d75e-4eab-b8ab-862a5062b3e7"`.
    pub organization_id: Nullish<Uuid>,
    /// Member to create as the owner of the customer. Left out, the owner is made from the
    /// email address and the name of the customer.
    pub owner: Nullish<MemberOwnerCreate>,
    /// Tax ID as plain text. Its format follows from the country of the billing address. An
    /// empty string counts as null.
    pub tax_id: Nullish<String>,
}

object! {
    CustomerIndividualCreate {
        nullish billing_address "billing_address", required email "email",
        nullish external_id "external_id", nullish locale "locale",
        optional metadata "metadata", nullish name "name",
        nullish organization_id "organization_id", nullish owner "owner",
        nullish tax_id "tax_id", implied "type" = "individual",
    }
}

setters! {
    CustomerIndividualCreate {
        new(email: String), nullish billing_address billing_address_null: AddressInput,
        nullish external_id external_id_null: String, nullish locale locale_null: String,
        optional metadata: Map<String, MetadataValue>, nullish name name_null: String,
        nullish organization_id organization_id_null: Uuid,
        nullish owner owner_null: MemberOwnerCreate, nullish tax_id tax_id_null: String,
    }
}

/// A saved card.
///
/// `type` is always `"card"`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomerPaymentMethodCard {
    /// When the payment method was saved.
    pub created_at: Timestamp,
    /// ID of the customer that the payment method belongs to.
    pub customer_id: Uuid,
    /// ID of the payment method.
    pub id: Uuid,
    /// Whether the customer is charged with it by default.
    ///
    /// Example: `true`.
    pub is_default: bool,
    /// What is known of the card.
    pub method_metadata: PaymentMethodCardMetadata,
    /// When the payment method last changed; null if it never did.
    pub modified_at: Option<Timestamp>,
    /// The company that processes payments with it.
    pub processor: PaymentProcessor,
}

object! {
    CustomerPaymentMethodCard {
        required created_at "created_at", required customer_id "customer_id", required id "id",
        required is_default "is_default", required method_metadata "method_metadata",
        nullable modified_at "modified_at", required processor "processor",
        literal "type" = "card",
    }
}

/// A saved payment method without details of its own.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomerPaymentMethodGeneric {
    /// When the payment method was saved.
    pub created_at: Timestamp,
    /// ID of the customer that the payment method belongs to.
    pub customer_id: Uuid,
    /// ID of the payment method.
    pub id: Uuid,
    /// Whether the customer is charged with it by default.
    ///
    /// Example: `true`.
    pub is_default: bool,
    /// When the payment method last changed; null if it never did.
    pub modified_at: Option<Timestamp>,
    /// The company that processes payments with it.
    pub processor: PaymentProcessor,
    /// Kind of the payment method, as the processor names it.
    pub r#type: String,
    /// What the server sent besides.
    pub additional: Map<String, Value>,
}

object! {
    CustomerPaymentMethodGeneric {
        required created_at "created_at", required customer_id "customer_id", required id "id",
        required is_default "is_default", nullable modified_at "modified_at",
        required processor "processor", required r#type "type",
    } rest additional
}

/// A sort key of the customer list. A leading `-` sorts from high to low.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CustomerSortProperty {
    CreatedAt,
    CreatedAtDesc,
    Email,
    EmailDesc,
    Name,
    NameDesc,
    /// A value that this version does not know, kept as received.
    Unknown(String),
}

string_enum! {
    CustomerSortProperty {
        CreatedAt "created_at", CreatedAtDesc "-created_at", Email "email", EmailDesc "-email",
        Name "name", NameDesc "-name",
    }
}

/// A customer with its active subscriptions, granted benefits and active meters. The field
/// `type` tells which kind of customer it is.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum CustomerState {
    Individual(CustomerStateIndividual),
    Team(CustomerStateTeam),
    /// A value that fits none of these, kept as received.
    Unknown(Value),
}

tagged! {
    CustomerState by "type" {
        "individual" => Individual(CustomerStateIndividual), "team" => Team(CustomerStateTeam),
    }
}

from_variants! {
    CustomerState { Individual(CustomerStateIndividual), Team(CustomerStateTeam) }
}

/// A benefit that the customer has been granted.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomerStateBenefitGrant {
    /// ID of the benefit.
    ///
    /// Example: `"e4293118-c1a0-4e40-8df2-5eafb2e76656"`.
    pub benefit_id: Uuid,
    /// Your own key-value pairs, stored with the benefit.
    pub benefit_metadata: MetadataOutputType,
    /// Kind of the benefit. It decides the shape of `properties`.
    ///
    /// Example: `"custom"`.
    pub benefit_type: BenefitType,
    /// When the grant was created.
    pub created_at: Timestamp,
    /// When the benefit was granted.
    ///
    /// Example: `"2025-01-03T13:37:00Z"`.
    pub granted_at: Timestamp,
    /// ID of the grant.
    ///
    /// Example: `"c2d9446d-f723-483f-a9a3-293178389f29"`.
    pub id: Uuid,
    /// When the grant last changed; null if it never did.
    pub modified_at: Option<Timestamp>,
    /// Details of the grant, in the shape that belongs to `benefit_type`. The object itself
    /// does not tell its shape.
    ///
    /// Its kind is decided by `benefit_type`.
    pub properties: CustomerStateBenefitGrantProperties,
}

object! {
    CustomerStateBenefitGrant {
        required benefit_id "benefit_id", required benefit_metadata "benefit_metadata",
        required benefit_type "benefit_type", required created_at "created_at",
        required granted_at "granted_at", required id "id", nullable modified_at "modified_at",
        select properties "properties" by benefit_type "benefit_type",
    }
}

/// Details of the grant, in the shape that belongs to `benefit_type`. The object itself
/// does not tell its shape.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum CustomerStateBenefitGrantProperties {
    Discord(BenefitGrantDiscordProperties),
    GithubRepository(BenefitGrantGitHubRepositoryProperties),
    Downloadables(BenefitGrantDownloadablesProperties),
    LicenseKeys(BenefitGrantLicenseKeysProperties),
    Custom(BenefitGrantCustomProperties),
    FeatureFlag(BenefitGrantFeatureFlagProperties),
    SlackSharedChannel(BenefitGrantSlackSharedChannelProperties),
    /// A value that fits none of these, kept as received.
    Unknown(Value),
}

selected! {
    CustomerStateBenefitGrantProperties {
        "discord" => Discord(BenefitGrantDiscordProperties),
        "github_repository" => GithubRepository(BenefitGrantGitHubRepositoryProperties),
        "downloadables" => Downloadables(BenefitGrantDownloadablesProperties),
        "license_keys" => LicenseKeys(BenefitGrantLicenseKeysProperties),
        "custom" => Custom(BenefitGrantCustomProperties),
        "feature_flag" => FeatureFlag(BenefitGrantFeatureFlagProperties),
        "slack_shared_channel" => SlackSharedChannel(BenefitGrantSlackSharedChannelProperties),
    }
}

from_variants! {
    CustomerStateBenefitGrantProperties {
        Discord(BenefitGrantDiscordProperties),
        GithubRepository(BenefitGrantGitHubRepositoryProperties),
        Downloadables(BenefitGrantDownloadablesProperties),
        LicenseKeys(BenefitGrantLicenseKeysProperties),
        SlackSharedChannel(BenefitGrantSlackSharedChannelProperties),
    }
}

/// A customer who is one person, with what it has access to.
///
/// `type` is always `"individual"`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomerStateIndividual {
    /// The meters that are active, with their balances.
    pub active_meters: Vec<CustomerStateMeter>,
    /// The subscriptions that are trialing or active.
    pub active_subscriptions: Vec<CustomerStateSubscription>,
    /// Address of an avatar derived from the email address; null without one.
    ///
    /// Example: `"https://www.gravatar.com/avatar/xxx?d=404"`.
    pub avatar_url: Option<String>,
    /// Address printed on invoices and used for taxes.
    pub billing_address: Option<Address>,
    /// Name printed on invoices. Where none was given, it equals `name`.
    ///
    /// Example: `"John Doe"`.
    pub billing_name: Option<String>,
    /// When the customer was created.
    pub created_at: Timestamp,
    /// ID of the payment method that is charged by default.
    pub default_payment_method_id: Nullish<Uuid>,
    /// When the customer was deleted; null while it exists.
    pub deleted_at: Option<Timestamp>,
    /// Email address, unique within the organization.
    ///
    /// Example: `"customer@example.com"`.
    pub email: String,
    /// Whether the email address is verified. It becomes true when the customer portal is used
    /// with that address, and false again when the address changes.
    ///
    /// Example: `true`.
    pub email_verified: bool,
    /// The ID that your system gives the customer, unique within the organization. Once set it
    /// cannot be changed.
    ///
    /// Example: `"usr_1337"`.
    pub external_id: Nullish<String>,
    /// When the first usage event of the customer was recorded. It may lie before `created_at`,
    /// because events can arrive first.
    pub first_user_event_at: Option<Timestamp>,
    /// The benefits that are granted now.
    pub granted_benefits: Vec<CustomerStateBenefitGrant>,
    /// ID of the customer.
    ///
    /// Example: `"eef661d2-fef0-428f-bbd6-1f22a4b292df"`.
    pub id: Uuid,
    /// Preferred language as a BCP 47 tag.
    pub locale: Nullish<String>,
    /// Your own key-value pairs.
    pub metadata: MetadataOutputType,
    /// When the customer last changed; null if it never did.
    pub modified_at: Option<Timestamp>,
    /// Name shown for the customer.
    ///
    /// Example: `"John Doe"`.
    pub name: Option<String>,
    /// ID of the organization that owns the customer.
    ///
    /// Example: `"7187ec3c-d75e-4eab-b8ab-862a5062b3e7"`.
    pub organization_id: Uuid,
    /// The tax ID and its format, as a pair.
    ///
    /// Example: `["911144442","us_ein"]`.
    pub tax_id: Option<(String, TaxIdFormat)>,
}

object! {
    CustomerStateIndividual {
        required active_meters "active_meters",
        required active_subscriptions "active_subscriptions", nullable avatar_url "avatar_url",
        nullable billing_address "billing_address", nullable billing_name "billing_name",
        required created_at "created_at",
        nullish default_payment_method_id "default_payment_method_id",
        nullable deleted_at "deleted_at", required email "email",
        required email_verified "email_verified", nullish external_id "external_id",
        nullable first_user_event_at "first_user_event_at",
        required granted_benefits "granted_benefits", required id "id", nullish locale "locale",
        required metadata "metadata", nullable modified_at "modified_at", nullable name "name",
        required organization_id "organization_id", nullable tax_id "tax_id",
        literal "type" = "individual",
    }
}

/// Usage of one meter by the customer.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomerStateMeter {
    /// Units left, that is credited minus consumed.
    ///
    /// Example: `75.0`.
    pub balance: f64,
    /// Units consumed.
    ///
    /// Example: `25.0`.
    pub consumed_units: f64,
    /// When the entry was created.
    pub created_at: Timestamp,
    /// Units credited.
    ///
    /// Example: `100`.
    pub credited_units: i64,
    /// ID of the entry.
    pub id: Uuid,
    /// ID of the meter.
    ///
    /// Example: `"0548bb5c-be80-4e3e-84b7-e4f94d788172"`.
    pub meter_id: Uuid,
    /// When the entry last changed; null if it never did.
    pub modified_at: Option<Timestamp>,
}

object! {
    CustomerStateMeter {
        required balance "balance", required consumed_units "consumed_units",
        required created_at "created_at", required credited_units "credited_units",
        required id "id", required meter_id "meter_id", nullable modified_at "modified_at",
    }
}

/// A subscription that is trialing or active.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomerStateSubscription {
    /// Price of one period in the smallest unit of the currency, such as cents.
    ///
    /// Example: `1000`.
    pub amount: i64,
    /// Whether the subscription ends with the current period.
    ///
    /// Example: `false`.
    pub cancel_at_period_end: bool,
    /// When the subscription was canceled. It may be set on an active subscription, namely
    /// while `cancel_at_period_end` is true.
    pub canceled_at: Option<Timestamp>,
    /// When the subscription was created.
    pub created_at: Timestamp,
    /// Currency as an ISO 4217 code in lower case.
    ///
    /// Example: `"usd"`.
    pub currency: String,
    /// When the current period ends.
    ///
    /// Example: `"2025-03-03T13:37:00Z"`.
    pub current_period_end: Timestamp,
    /// When the current period began.
    ///
    /// Example: `"2025-02-03T13:37:00Z"`.
    pub current_period_start: Timestamp,
    /// What the customer entered into the custom fields of the checkout.
    pub custom_field_data: Option<Map<String, Option<CustomFieldValue>>>,
    /// ID of the discount applied, if any.
    pub discount_id: Option<Uuid>,
    /// When the subscription will end, if an end is set.
    pub ends_at: Option<Timestamp>,
    /// ID of the subscription.
    ///
    /// Example: `"d3accb18-9310-4f7b-bce2-f56460c37457"`.
    pub id: Uuid,
    /// Your own key-value pairs.
    pub metadata: MetadataOutputType,
    /// Usage within the current period, one entry for each meter.
    pub meters: Vec<CustomerStateSubscriptionMeter>,
    /// When the subscription last changed; null if it never did.
    pub modified_at: Option<Timestamp>,
    /// ID of the product subscribed to.
    ///
    /// Example: `"f8e8a616-cde9-41ba-a4f0-3ac3de34db82"`.
    pub product_id: Uuid,
    /// Length of one period.
    pub recurring_interval: RecurringInterval,
    /// When the subscription started.
    ///
    /// Example: `"2025-01-03T13:37:00Z"`.
    pub started_at: Option<Timestamp>,
    /// Status of the subscription; only these two count as active.
    ///
    /// Example: `"active"`.
    pub status: CustomerStateSubscriptionStatus,
    /// When the trial ends; null without a trial.
    ///
    /// Example: `"2025-03-03T13:37:00Z"`.
    pub trial_end: Option<Timestamp>,
    /// When the trial began; null without a trial.
    ///
    /// Example: `"2025-02-03T13:37:00Z"`.
    pub trial_start: Option<Timestamp>,
}

object! {
    CustomerStateSubscription {
        required amount "amount", required cancel_at_period_end "cancel_at_period_end",
        nullable canceled_at "canceled_at", required created_at "created_at",
        required currency "currency", required current_period_end "current_period_end",
        required current_period_start "current_period_start",
        optional custom_field_data "custom_field_data", nullable discount_id "discount_id",
        nullable ends_at "ends_at", required id "id", required metadata "metadata",
        required meters "meters", nullable modified_at "modified_at",
        required product_id "product_id", required recurring_interval "recurring_interval",
        nullable started_at "started_at", required status "status",
        nullable trial_end "trial_end", nullable trial_start "trial_start",
    }
}

/// Usage of one meter within the current period of a subscription.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomerStateSubscriptionMeter {
    /// Amount due so far, in the smallest unit of the currency.
    ///
    /// Example: `0`.
    pub amount: i64,
    /// Units consumed so far.
    ///
    /// Example: `25.0`.
    pub consumed_units: f64,
    /// When the entry was created.
    pub created_at: Timestamp,
    /// Units credited so far.
    ///
    /// Example: `100`.
    pub credited_units: i64,
    /// ID of the entry.
    pub id: Uuid,
    /// ID of the meter.
    ///
    /// Example: `"0548bb5c-be80-4e3e-84b7-e4f94d788172"`.
    pub meter_id: Uuid,
    /// When the entry last changed; null if it never did.
    pub modified_at: Option<Timestamp>,
}

object! {
    CustomerStateSubscriptionMeter {
        required amount "amount", required consumed_units "consumed_units",
        required created_at "created_at", required credited_units "credited_units",
        required id "id", required meter_id "meter_id", nullable modified_at "modified_at",
    }
}

/// Status of the subscription; only these two count as active.
///
/// Example: `"active"`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CustomerStateSubscriptionStatus {
    Active,
    Trialing,
    /// A value that this version does not know, kept as received.
    Unknown(String),
}

string_enum! { CustomerStateSubscriptionStatus { Active "active", Trialing "trialing" } }

/// A customer that is a team with members, with what it has access to.
///
/// `type` is always `"team"`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomerStateTeam {
    /// The meters that are active, with their balances.
    pub active_meters: Vec<CustomerStateMeter>,
    /// The subscriptions that are trialing or active.
    pub active_subscriptions: Vec<CustomerStateSubscription>,
    /// Address of an avatar derived from the email address; null without one.
    ///
    /// Example: `"https://www.gravatar.com/avatar/xxx?d=404"`.
    pub avatar_url: Option<String>,
    /// Address printed on invoices and used for taxes.
    pub billing_address: Option<Address>,
    /// Name printed on invoices. Where none was given, it equals `name`.
    ///
    /// Example: `"John Doe"`.
    pub billing_name: Option<String>,
    /// When the customer was created.
    pub created_at: Timestamp,
    /// ID of the payment method that is charged by default.
    pub default_payment_method_id: Nullish<Uuid>,
    /// When the customer was deleted; null while it exists.
    pub deleted_at: Option<Timestamp>,
    /// Email address of the team, unique within the organization. A team may have none.
    ///
    /// Example: `"customer@example.com"`.
    pub email: Nullish<String>,
    /// Whether the email address is verified. It becomes true when the customer portal is used
    /// with that address, and false again when the address changes.
    ///
    /// Example: `true`.
    pub email_verified: bool,
    /// The ID that your system gives the customer, unique within the organization. Once set it
    /// cannot be changed.
    ///
    /// Example: `"usr_1337"`.
    pub external_id: Nullish<String>,
    /// When the first usage event of the customer was recorded. It may lie before `created_at`,
    /// because events can arrive first.
    pub first_user_event_at: Option<Timestamp>,
    /// The benefits that are granted now.
    pub granted_benefits: Vec<CustomerStateBenefitGrant>,
    /// ID of the customer.
    ///
    /// Example: `"b559226d-ac17-4737-b0a8-d32045f0f8f8"`.
    pub id: Uuid,
    /// Preferred language as a BCP 47 tag.
    pub locale: Nullish<String>,
    /// Your own key-value pairs.
    pub metadata: MetadataOutputType,
    /// When the customer last changed; null if it never did.
    pub modified_at: Option<Timestamp>,
    /// Name shown for the customer.
    ///
    /// Example: `"John Doe"`.
    pub name: Option<String>,
    /// ID of the organization that owns the customer.
    ///
    /// Example: `"7187ec3c-d75e-4eab-b8ab-862a5062b3e7"`.
    pub organization_id: Uuid,
    /// The tax ID and its format, as a pair.
    ///
    /// Example: `["911144442","us_ein"]`.
    pub tax_id: Option<(String, TaxIdFormat)>,
}

object! {
    CustomerStateTeam {
        required active_meters "active_meters",
        required active_subscriptions "active_subscriptions", nullable avatar_url "avatar_url",
        nullable billing_address "billing_address", nullable billing_name "billing_name",
        required created_at "created_at",
        nullish default_payment_method_id "default_payment_method_id",
        nullable deleted_at "deleted_at", nullish email "email",
        required email_verified "email_verified", nullish external_id "external_id",
        nullable first_user_event_at "first_user_event_at",
        required granted_benefits "granted_benefits", required id "id", nullish locale "locale",
        required metadata "metadata", nullable modified_at "modified_at", nullable name "name",
        required organization_id "organization_id", nullable tax_id "tax_id",
        literal "type" = "team",
    }
}

/// A customer that is a team with members.
///
/// `type` is always `"team"`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomerTeam {
    /// Address of an avatar derived from the email address; null without one.
    ///
    /// Example: `"https://www.gravatar.com/avatar/xxx?d=404"`.
    pub avatar_url: Option<String>,
    /// Address printed on invoices and used for taxes.
    pub billing_address: Option<Address>,
    /// Name printed on invoices. Where none was given, it equals `name`.
    ///
    /// Example: `"John Doe"`.
    pub billing_name: Option<String>,
    /// When the customer was created.
    pub created_at: Timestamp,
    /// ID of the payment method that is charged by default.
    pub default_payment_method_id: Nullish<Uuid>,
    /// When the customer was deleted; null while it exists.
    pub deleted_at: Option<Timestamp>,
    /// Email address of the team, unique within the organization. A team may have none.
    ///
    /// Example: `"customer@example.com"`.
    pub email: Nullish<String>,
    /// Whether the email address is verified. It becomes true when the customer portal is used
    /// with that address, and false again when the address changes.
    ///
    /// Example: `true`.
    pub email_verified: bool,
    /// The ID that your system gives the customer, unique within the organization. Once set it
    /// cannot be changed.
    ///
    /// Example: `"usr_1337"`.
    pub external_id: Nullish<String>,
    /// When the first usage event of the customer was recorded. It may lie before `created_at`,
    /// because events can arrive first.
    pub first_user_event_at: Option<Timestamp>,
    /// ID of the customer.
    ///
    /// Example: `"b559226d-ac17-4737-b0a8-d32045f0f8f8"`.
    pub id: Uuid,
    /// Preferred language as a BCP 47 tag.
    pub locale: Nullish<String>,
    /// Your own key-value pairs.
    pub metadata: MetadataOutputType,
    /// When the customer last changed; null if it never did.
    pub modified_at: Option<Timestamp>,
    /// Name shown for the customer.
    ///
    /// Example: `"John Doe"`.
    pub name: Option<String>,
    /// ID of the organization that owns the customer.
    ///
    /// Example: `"7187ec3c-d75e-4eab-b8ab-862a5062b3e7"`.
    pub organization_id: Uuid,
    /// The tax ID and its format, as a pair.
    ///
    /// Example: `["911144442","us_ein"]`.
    pub tax_id: Option<(String, TaxIdFormat)>,
}

object! {
    CustomerTeam {
        nullable avatar_url "avatar_url", nullable billing_address "billing_address",
        nullable billing_name "billing_name", required created_at "created_at",
        nullish default_payment_method_id "default_payment_method_id",
        nullable deleted_at "deleted_at", nullish email "email",
        required email_verified "email_verified", nullish external_id "external_id",
        nullable first_user_event_at "first_user_event_at", required id "id",
        nullish locale "locale", required metadata "metadata",
        nullable modified_at "modified_at", nullable name "name",
        required organization_id "organization_id", nullable tax_id "tax_id",
        literal "type" = "team",
    }
}

/// A team customer to create. Without `email` it needs an `owner`.
///
/// `type` is always `"team"`.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct CustomerTeamCreate {
    /// Address printed on invoices. Needed when `tax_id` is given.
    pub billing_address: Nullish<AddressInput>,
    /// Email address of the team, unique within the organization.
    ///
    /// Format: `email`.
    ///
    /// Example: `"customer@example.com"`.
    pub email: Nullish<String>,
    /// The ID that your system gives the team, unique within the organization. Once set it
    /// cannot be changed. An empty string counts as null.
    ///
    /// Example: `"usr_1337"`.
    pub external_id: Nullish<String>,
    /// Preferred language as a BCP 47 tag.
    ///
    /// Example: `"en"`.
    pub locale: Nullish<String>,
    /// Your own key-value pairs, at most 50. Keys have 1 to 40 characters. Values are strings
    /// of 1 to 500 characters, integers, numbers or booleans.
    ///
    /// Limits: at most 50 entries, keys of 1 to 40 characters, string values of 1 to 500
    /// characters.
    pub metadata: Option<Map<String, MetadataValue>>,
    /// Name shown for the team. An empty string counts as null.
    ///
    /// Limits: at most 256 characters.
    ///
    /// Example: `"John Doe"`.
    pub name: Nullish<String>,
    /// ID of the organization that will own the team. Needed unless the token is an
    /// organization access token.
    ///
    /// Example: `"7187ec3c-d75e-4eab-b8ab-862a5062b3e7"`.
    pub organization_id: Nullish<Uuid>,
    /// Member to create as the owner of the team. Needed, with an email address, when the team
    /// has none of its own.
    pub owner: Nullish<MemberOwnerCreate>,
    /// Tax ID as plain text. Its format follows from the country of the billing address. An
    /// empty string counts as null.
    pub tax_id: Nullish<String>,
}

object! {
    CustomerTeamCreate {
        nullish billing_address "billing_address", nullish email "email",
        nullish external_id "external_id", nullish locale "locale",
        optional metadata "metadata", nullish name "name",
        nullish organization_id "organization_id", nullish owner "owner",
        nullish tax_id "tax_id", literal "type" = "team",
    }
}

setters! {
    CustomerTeamCreate {
        new(), nullish billing_address billing_address_null: AddressInput,
        nullish email email_null: String, nullish external_id external_id_null: String,
        nullish locale locale_null: String, optional metadata: Map<String, MetadataValue>,
        nullish name name_null: String, nullish organization_id organization_id_null: Uuid,
        nullish owner owner_null: MemberOwnerCreate, nullish tax_id tax_id_null: String,
    }
}

/// The kinds of customers.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CustomerType {
    Individual,
    Team,
    /// A value that this version does not know, kept as received.
    Unknown(String),
}

string_enum! { CustomerType { Individual "individual", Team "team" } }

/// Changes to a customer. A key that is left out keeps the stored value; null is a value of its
/// own.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct CustomerUpdate {
    /// New billing address. The server rejects null.
    pub billing_address: Nullish<AddressInput>,
    /// New email address, unique within the organization. It resets `email_verified`.
    ///
    /// Format: `email`.
    ///
    /// Example: `"customer@example.com"`.
    pub email: Nullish<String>,
    /// The ID that your system gives the customer, unique within the organization. It can be
    /// set once; the server rejects a later change, null included.
    ///
    /// Example: `"usr_1337"`.
    pub external_id: Nullish<String>,
    /// New preferred language as a BCP 47 tag.
    ///
    /// Example: `"en"`.
    pub locale: Nullish<String>,
    /// Your own key-value pairs, at most 50. Keys have 1 to 40 characters. Values are strings
    /// of 1 to 500 characters, integers, numbers or booleans. The map given replaces the stored
    /// one.
    ///
    /// Limits: at most 50 entries, keys of 1 to 40 characters, string values of 1 to 500
    /// characters.
    pub metadata: Option<Map<String, MetadataValue>>,
    /// New name. An empty string counts as null.
    ///
    /// Limits: at most 256 characters.
    ///
    /// Example: `"John Doe"`.
    pub name: Nullish<String>,
    /// New tax ID as plain text; null or an empty string clears it. It needs a billing country,
    /// here or stored already.
    pub tax_id: Nullish<String>,
    /// New kind of customer. An individual can become a team, never the other way round. For a
    /// team the server rejects anything but `team`, null included.
    ///
    /// Example: `"team"`.
    pub r#type: Nullish<CustomerType>,
}

object! {
    CustomerUpdate {
        nullish billing_address "billing_address", nullish email "email",
        nullish external_id "external_id", nullish locale "locale",
        optional metadata "metadata", nullish name "name", nullish tax_id "tax_id",
        nullish r#type "type",
    }
}

setters! {
    CustomerUpdate {
        new(), nullish billing_address billing_address_null: AddressInput,
        nullish email email_null: String, nullish external_id external_id_null: String,
        nullish locale locale_null: String, optional metadata: Map<String, MetadataValue>,
        nullish name name_null: String, nullish tax_id tax_id_null: String,
        nullish r#type type_null: CustomerType,
    }
}

diff! {
    CustomerUpdate leaves "`billing_address`, `tax_id`";
    from CustomerIndividual {
        email, external_id, locale, metadata, name, r#type = "individual",
    };
    from CustomerTeam { email, external_id, locale, metadata, name, r#type = "team" };
    either Customer { Individual, Team };
}

/// Changes to a customer found by its external ID. A key that is left out keeps the stored
/// value; null is a value of its own.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct CustomerUpdateExternalId {
    /// New billing address. The server rejects null.
    pub billing_address: Nullish<AddressInput>,
    /// New email address, unique within the organization. It resets `email_verified`.
    ///
    /// Format: `email`.
    ///
    /// Example: `"customer@example.com"`.
    pub email: Nullish<String>,
    /// New preferred language as a BCP 47 tag.
    ///
    /// Example: `"en"`.
    pub locale: Nullish<String>,
    /// Your own key-value pairs, at most 50. Keys have 1 to 40 characters. Values are strings
    /// of 1 to 500 characters, integers, numbers or booleans. The map given replaces the stored
    /// one.
    ///
    /// Limits: at most 50 entries, keys of 1 to 40 characters, string values of 1 to 500
    /// characters.
    pub metadata: Option<Map<String, MetadataValue>>,
    /// New name. An empty string counts as null.
    ///
    /// Limits: at most 256 characters.
    ///
    /// Example: `"John Doe"`.
    pub name: Nullish<String>,
    /// New tax ID as plain text; null or an empty string clears it. It needs a billing country,
    /// here or stored already.
    pub tax_id: Nullish<String>,
}

object! {
    CustomerUpdateExternalId {
        nullish billing_address "billing_address", nullish email "email",
        nullish locale "locale", optional metadata "metadata", nullish name "name",
        nullish tax_id "tax_id",
    }
}

setters! {
    CustomerUpdateExternalId {
        new(), nullish billing_address billing_address_null: AddressInput,
        nullish email email_null: String, nullish locale locale_null: String,
        optional metadata: Map<String, MetadataValue>, nullish name name_null: String,
        nullish tax_id tax_id_null: String,
    }
}

diff! {
    CustomerUpdateExternalId leaves "`billing_address`, `tax_id`";
    from CustomerIndividual { email, locale, metadata, name };
    from CustomerTeam { email, locale, metadata, name };
    either Customer { Individual, Team };
}
