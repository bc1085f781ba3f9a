// @generated from an OpenAPI document; change the document or its settings instead.
//! [`BenefitGrantCustomProperties`], [`BenefitGrantDiscordProperties`], [`BenefitGrantDownloadablesProperties`] and their like.

use crate::runtime::{Map, Nullish, Value};

/// Details of a custom benefit, for the benefit type `custom`. It has no fields.
pub type BenefitGrantCustomProperties = Map<String, Value>;

/// Details of a granted Discord role, for the benefit type `discord`.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct BenefitGrantDiscordProperties {
    /// ID of the connected account.
    pub account_id: Nullish<String>,
    /// ID of the account that received the role.
    pub granted_account_id: Option<String>,
    /// ID of the Discord server.
    pub guild_id: Option<String>,
    /// ID of the role on that server.
    pub role_id: Option<String>,
}

object! {
    BenefitGrantDiscordProperties {
        nullish account_id "account_id", optional granted_account_id "granted_account_id",
        optional guild_id "guild_id", optional role_id "role_id",
    }
}

/// Details of granted files, for the benefit type `downloadables`.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct BenefitGrantDownloadablesProperties {
    /// IDs of the files.
    pub files: Option<Vec<String>>,
}

object! { BenefitGrantDownloadablesProperties { optional files "files" } }

/// Details of a feature flag, for the benefit type `feature_flag`. It has no fields.
pub type BenefitGrantFeatureFlagProperties = Map<String, Value>;

/// Details of access to a GitHub repository, for the benefit type `github_repository`.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct BenefitGrantGitHubRepositoryProperties {
    /// ID of the connected account.
    pub account_id: Nullish<String>,
    /// ID of the account that received access.
    pub granted_account_id: Option<String>,
    /// Level of access to the repository.
    pub permission: Option<BenefitGrantGitHubRepositoryPropertiesPermission>,
    /// Name of the repository.
    pub repository_name: Option<String>,
    /// Owner of the repository.
    pub repository_owner: Option<String>,
}

object! {
    BenefitGrantGitHubRepositoryProperties {
        nullish account_id "account_id", optional granted_account_id "granted_account_id",
        optional permission "permission", optional repository_name "repository_name",
        optional repository_owner "repository_owner",
    }
}

/// Level of access to the repository.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum BenefitGrantGitHubRepositoryPropertiesPermission {
    Pull,
    Triage,
    Push,
    Maintain,
    Admin,
    /// A value that this version does not know, kept as received.
    Unknown(String),
}

string_enum! {
    BenefitGrantGitHubRepositoryPropertiesPermission {
        Pull "pull", Triage "triage", Push "push", Maintain "maintain", Admin "admin",
    }
}

/// Details of a granted license key, for the benefit type `license_keys`.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct BenefitGrantLicenseKeysProperties {
    /// The key in a form that may be shown.
    pub display_key: Option<String>,
    /// ID of the license key.
    pub license_key_id: Option<String>,
    /// The key, where the user brought one.
    pub user_provided_key: Option<String>,
}

object! {
    BenefitGrantLicenseKeysProperties {
        optional display_key "display_key", optional license_key_id "license_key_id",
        optional user_provided_key "user_provided_key",
    }
}

/// Details of a shared Slack channel, for the benefit type `slack_shared_channel`.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct BenefitGrantSlackSharedChannelProperties {
    /// ID of the channel.
    pub channel_id: Option<String>,
    /// Name of the channel.
    pub channel_name: Option<String>,
    /// ID of the Slack team that is connected to the channel.
    pub connected_team_id: Option<String>,
    /// ID of the invitation.
    pub invite_id: Option<String>,
    /// Link to the invitation.
    pub invite_url: Option<String>,
    /// Email address that was invited.
    pub invited_email: Option<String>,
}

object! {
    BenefitGrantSlackSharedChannelProperties {
        optional channel_id "channel_id", optional channel_name "channel_name",
        optional connected_team_id "connected_team_id", optional invite_id "invite_id",
        optional invite_url "invite_url", optional invited_email "invited_email",
    }
}

/// The kinds of benefits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum BenefitType {
    Custom,
    Discord,
    GithubRepository,
    Downloadables,
    LicenseKeys,
    MeterCredit,
    FeatureFlag,
    SlackSharedChannel,
    /// A value that this version does not know, kept as received.
    Unknown(String),
}

string_enum! {
    BenefitType {
        Custom "custom", Discord "discord", GithubRepository "github_repository",
        Downloadables "downloadables", LicenseKeys "license_keys", MeterCredit "meter_credit",
        FeatureFlag "feature_flag", SlackSharedChannel "slack_shared_channel",
    }
}
