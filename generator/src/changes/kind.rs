//! The kinds of changes: one entry each, with its name, its part of a changelog, and what it means.

use serde::{Deserialize, Serialize};

/// The part of a changelog that a change belongs to, unless it breaks something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// What breaks.
    Breaking,
    /// What is new.
    Added,
    /// What is otherwise.
    Changed,
    /// What should no longer be used.
    Deprecated,
    /// What is said otherwise.
    Documentation,
}

impl Section {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Deprecated => "deprecated",
            Self::Documentation => "documentation",
        }
    }
}

/// Writes the enum and its tables from one list.
macro_rules! kinds {
    ($( $variant:ident $name:literal $section:ident $explain:literal )*) => {
        /// The kinds of changes; stable kebab-case names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Kind {
            $( #[doc = $explain] #[serde(rename = $name)] $variant, )*
        }

        impl Kind {
            /// Every kind, in the order of their declaration.
            #[must_use]
            pub fn all() -> &'static [Kind] {
                &[ $( Kind::$variant, )* ]
            }

            /// Its name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $( Kind::$variant => $name, )* }
            }

            /// What it means.
            #[must_use]
            pub fn explain(self) -> &'static str {
                match self { $( Kind::$variant => $explain, )* }
            }

            /// Its part of a changelog.
            #[must_use]
            pub fn section(self) -> Section {
                match self { $( Kind::$variant => Section::$section, )* }
            }
        }
    };
}

kinds! {
    PackageRenamed "package-renamed" Changed "The package has another name, so that callers must depend on another one."
    PackageDocsChanged "package-docs-changed" Documentation "The manifest or the front page says something else."
    ApiVersionChanged "api-version-changed" Documentation "The document calls the API's version otherwise."
    DatesChanged "dates-changed" Changed "Dates and times are types of another library."
    FeatureAdded "feature-added" Added "There is a new Cargo feature."
    FeatureRemoved "feature-removed" Changed "A Cargo feature is gone; a manifest that names it is an error."
    DefaultFeatureRemoved "default-feature-removed" Changed "A Cargo feature is no longer on by default."

    ClientRenamed "client-renamed" Changed "The client has another name."
    ClientConstructorChanged "client-constructor-changed" Changed "`new` of the client takes a credential, or takes none any more."
    EnvironmentChanged "environment-changed" Changed "`from_env` reads another environment variable."
    DefaultServerChanged "default-server-changed" Changed "Calls go to another server unless one is chosen."
    ServerAdded "server-added" Added "There is a new named server."
    ServerRemoved "server-removed" Changed "A named server is gone."
    ServerRenamed "server-renamed" Changed "A named server has another name, also in the environment."
    ServerUrlChanged "server-url-changed" Changed "A named server has another URL."
    ServerVariablesChanged "server-variables-changed" Changed "A named server takes other variables."
    FixedHeaderChanged "fixed-header-changed" Changed "A header that every request carries was added, removed or changed."
    RateLimitChanged "rate-limit-changed" Changed "The rate that `limit_rate` keeps to is another one."
    CredentialAdded "credential-added" Added "The builder takes a new credential."
    CredentialRemoved "credential-removed" Changed "The builder no longer takes a credential."
    CredentialChanged "credential-changed" Changed "A credential is sent in another way."

    GroupAdded "group-added" Added "There is a new group of operations."
    GroupRemoved "group-removed" Changed "A group of operations is gone."
    GroupMoved "group-moved" Changed "The struct of a group has another path, or the group another feature."

    OperationAdded "operation-added" Added "There is a new operation."
    OperationRemoved "operation-removed" Changed "An operation is gone."
    OperationRenamed "operation-renamed" Changed "An operation is another method, or in another group."
    OperationPathChanged "operation-path-changed" Changed "An operation has another path."
    OperationMethodChanged "operation-method-changed" Changed "An operation has another HTTP method."
    OperationServerChanged "operation-server-changed" Changed "An operation is served elsewhere."
    OperationIdChanged "operation-id-changed" Documentation "The document gives an operation another `operationId`; traces show it."
    OperationDeprecated "operation-deprecated" Deprecated "An operation should no longer be used; calling it is a warning."
    OperationUndeprecated "operation-undeprecated" Documentation "An operation may be used again."
    OperationDocsChanged "operation-docs-changed" Documentation "An operation is described otherwise."

    ParameterAdded "parameter-added" Added "An operation takes a new optional parameter."
    RequiredParameterAdded "required-parameter-added" Changed "An operation takes a new parameter that must be given."
    ParameterRemoved "parameter-removed" Changed "An operation no longer takes a parameter."
    ParameterBecameRequired "parameter-became-required" Changed "A parameter must be given now: it is an argument instead of a setter."
    ParameterBecameOptional "parameter-became-optional" Changed "A parameter need not be given any more: it is a setter instead of an argument."
    ParameterRenamed "parameter-renamed" Changed "A parameter is called otherwise in Rust."
    ParameterMoved "parameter-moved" Changed "A parameter is sent elsewhere: in the path, query, header or cookie."
    ParameterTypeChanged "parameter-type-changed" Changed "A parameter has another type."
    ParameterStyleChanged "parameter-style-changed" Changed "A parameter is written otherwise in the request."
    ParameterDeprecated "parameter-deprecated" Deprecated "A parameter should no longer be used."
    ArgumentsReordered "arguments-reordered" Changed "The arguments of a method are in another order."

    BodyAdded "body-added" Added "An operation takes an optional body."
    RequiredBodyAdded "required-body-added" Changed "An operation takes a body that must be given."
    BodyRemoved "body-removed" Changed "An operation no longer takes a body."
    BodyBecameRequired "body-became-required" Changed "A body must be given now."
    BodyBecameOptional "body-became-optional" Changed "A body need not be given any more."
    BodyTypeChanged "body-type-changed" Changed "A body has another type."
    BodyMediaTypeChanged "body-media-type-changed" Changed "A body is sent with another media type, or its parts are written otherwise."

    SecurityAdded "security-added" Changed "An operation needs a credential that it did not need."
    SecurityRemoved "security-removed" Changed "An operation needs no credential any more, or can be called with one more."
    SecurityChanged "security-changed" Changed "An operation no longer takes a credential that it took."
    SecurityReordered "security-reordered" Changed "Of the credentials that an operation takes, another one is preferred."
    ScopesChanged "scopes-changed" Changed "An operation needs other scopes."

    AnswerAdded "answer-added" Added "An operation documents a further answer."
    AnswerRemoved "answer-removed" Changed "An operation no longer documents an answer."
    AnswerTypeChanged "answer-type-changed" Changed "What an operation gives has another type."
    AnswerRenamed "answer-renamed" Changed "The enum of an operation's answers, or a variant of it, has another name."
    AnswerFormatChanged "answer-format-changed" Changed "An answer is no longer JSON, text, bytes or a stream as it was."
    ErrorAdded "error-added" Added "An operation documents a further error."
    ErrorRemoved "error-removed" Changed "An operation no longer documents an error."
    ErrorTypeChanged "error-type-changed" Changed "A documented error has another type."
    AcceptChanged "accept-changed" Changed "Answers are asked for in other media types."
    HeaderAdded "header-added" Added "An operation documents a further header of its answers."
    HeaderRemoved "header-removed" Changed "An operation no longer documents a header."
    HeaderTypeChanged "header-type-changed" Changed "A documented header has another type or name."
    PagingAdded "paging-added" Added "An operation's pages can be walked."
    PagingRemoved "paging-removed" Changed "An operation's pages can no longer be walked."
    PagingChanged "paging-changed" Changed "An operation's pages are walked in another way."
    PageItemChanged "page-item-changed" Changed "A list holds items of another type."
    StreamAdded "stream-added" Added "An operation's answer can be read while it arrives."
    StreamRemoved "stream-removed" Changed "An operation's answer can no longer be read while it arrives."
    StreamChanged "stream-changed" Changed "A stream holds other items, or is read in another way."

    TypeAdded "type-added" Added "There is a new type."
    TypeRemoved "type-removed" Changed "A type is gone."
    TypeRenamed "type-renamed" Changed "A type has another name."
    TypeKindChanged "type-kind-changed" Changed "A type is a struct, an enum, a union or an alias, and was another of these."
    TypeFeatureChanged "type-feature-changed" Changed "A type is no longer there with a feature that had it."
    TypeNeedsFeature "type-needs-feature" Changed "A type that was always there is there with the groups that use it; only a build without any group can tell."
    TypeDeprecated "type-deprecated" Deprecated "A type should no longer be used."
    TypeDocsChanged "type-docs-changed" Documentation "A type or its members are described otherwise."
    AliasChanged "alias-changed" Changed "An alias stands for another type."

    FieldAdded "field-added" Added "A struct has a new field."
    RequiredFieldAdded "required-field-added" Changed "A struct has a new field that must be sent."
    FieldRemoved "field-removed" Changed "A struct has lost a field."
    FieldRenamed "field-renamed" Changed "A field is called otherwise in Rust; its key is the same."
    FieldKeyChanged "field-key-changed" Changed "A field has another key on the wire; in Rust it is the same."
    FieldTypeChanged "field-type-changed" Changed "A field has another type."
    FieldBoxed "field-boxed" Changed "A field is in a box, or no longer in one, because types refer to one another otherwise."
    FieldBecameRequired "field-became-required" Changed "A field is always there."
    FieldBecameOptional "field-became-optional" Changed "A field may be absent."
    FieldBecameNullable "field-became-nullable" Changed "A field may be null."
    FieldBecameNonNull "field-became-non-null" Changed "A field is no longer null."
    FieldBecameConstant "field-became-constant" Changed "A key always has the same value and is no field any more."
    ConstantBecameField "constant-became-field" Changed "A key that always had the same value is a field."
    ConstantAdded "constant-added" Added "A struct has a new key that always has the same value."
    ConstantRemoved "constant-removed" Changed "A struct has lost a key that always had the same value."
    ConstantChanged "constant-changed" Changed "A key always has another value than it had."
    FieldSelectorChanged "field-selector-changed" Changed "Another field, or none, decides the variant of a field."
    FieldDeprecated "field-deprecated" Deprecated "A field should no longer be used."
    RestChanged "rest-changed" Changed "Keys that no field names are kept, or no longer, or are of another type."
    ConstructorAdded "constructor-added" Added "A struct can be built by callers."
    ConstructorRemoved "constructor-removed" Changed "A struct can no longer be built by callers."
    DefaultAdded "default-added" Added "A struct has a default value."
    DefaultRemoved "default-removed" Changed "A struct has no default value any more."
    FormChanged "form-changed" Changed "A struct is sent as the parts of a form, or no longer is; forms are no JSON."
    UpdateSourceAdded "update-source-added" Added "An update can be told from two values of one more type."
    UpdateSourceRemoved "update-source-removed" Changed "An update can no longer be told from two values of a type."

    LimitsNarrowed "limits-narrowed" Changed "A value has a limit that it did not have, or a closer one."
    LimitsWidened "limits-widened" Changed "A value has lost a limit, or has a wider one."
    DefaultChanged "default-changed" Changed "The server takes another value when none is given."
    Undeprecated "undeprecated" Documentation "A type, field or parameter may be used again."

    ValueAdded "value-added" Added "An enum knows a further value."
    ValueRemoved "value-removed" Changed "An enum no longer knows a value."
    ValueRenamed "value-renamed" Changed "The variant of a value has another name."
    ValuesChangedKind "values-changed-kind" Changed "The values of an enum are integers, and were strings, or the other way round."
    ValuesReordered "values-reordered" Changed "The values of an enum are in another order; `Ord` and sorted collections show it."
    VariantAdded "variant-added" Added "A union has a further variant."
    VariantRemoved "variant-removed" Changed "A union has lost a variant."
    VariantRenamed "variant-renamed" Changed "A variant of a union has another name."
    VariantsReordered "variants-reordered" Documentation "The variants of a union are in another order; where values are told apart by their keys, the first of those that fit alike is taken."
    VariantTypeChanged "variant-type-changed" Changed "A variant holds another type."
    VariantTagsChanged "variant-tags-changed" Changed "Other tags name a variant."
    UnionDispatchChanged "union-dispatch-changed" Changed "The variants of a union are told apart in another way."
    ConversionAdded "conversion-added" Added "A union can be made from a payload by `From`."
    ConversionRemoved "conversion-removed" Changed "A union can no longer be made from a payload by `From`."

    WebhookAdded "webhook-added" Added "The API sends a further webhook."
    WebhookRemoved "webhook-removed" Changed "The API no longer sends a webhook."
    WebhookTypeChanged "webhook-type-changed" Changed "A webhook holds another type, or the union of all is another one."
    WebhookSignatureChanged "webhook-signature-changed" Changed "Webhooks are verified in another way."

    RustChanged "rust-changed" Changed "Something that callers' source may rest on is gone, and none of the other kinds tells it."
}
