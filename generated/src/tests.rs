// @generated from an OpenAPI document; change the document or its settings instead.
//! Values of every type, written and read, also as a newer server might write them.

round_trips! {
    Address, AddressInput, AmbiguousExternalCustomerId, BenefitGrantCustomProperties,
    BenefitGrantDiscordProperties, BenefitGrantDownloadablesProperties,
    BenefitGrantFeatureFlagProperties, BenefitGrantGitHubRepositoryProperties,
    BenefitGrantGitHubRepositoryPropertiesPermission, BenefitGrantLicenseKeysProperties,
    BenefitGrantSlackSharedChannelProperties, BenefitType, CountryAlpha2, CountryAlpha2Input,
    CustomFieldValue, Customer, CustomerCreate, CustomerIndividual, CustomerIndividualCreate,
    CustomerPaymentMethodCard, CustomerPaymentMethodGeneric, CustomerSortProperty,
    CustomerState, CustomerStateBenefitGrant, CustomerStateBenefitGrantProperties,
    CustomerStateIndividual, CustomerStateMeter, CustomerStateSubscription,
    CustomerStateSubscriptionMeter, CustomerStateSubscriptionStatus, CustomerStateTeam,
    CustomerTeam, CustomerTeamCreate, CustomerType, CustomerUpdate, CustomerUpdateExternalId,
    HttpValidationError, ListResourceCustomer, ListResourcePaymentMethod, Member,
    MemberCreateFromCustomer, MemberCreateFromCustomerRole, MemberOwnerCreate, MemberRole,
    MemberUpdate, MetadataOutputType, MetadataQuery, MetadataQueryValue, MetadataValue,
    NotPermitted, Pagination, PaymentMethod, PaymentMethodCardMetadata, PaymentProcessor,
    RecurringInterval, ResourceNotFound, TaxIdFormat, ValidationError, ValidationErrorLocation,
    WebhookCustomerCreatedPayload, WebhookCustomerDeletedPayload,
    WebhookCustomerStateChangedPayload, WebhookCustomerUpdatedPayload, WebhookEvent
}
