//! Benefit grants: `benefit_type` alone decides what `properties` is, before or after it, and
//! however little it holds.

use polar_sdk::{
    BenefitGrantGitHubRepositoryPropertiesPermission as Permission, BenefitType,
    CustomerStateBenefitGrant, CustomerStateBenefitGrantProperties as Properties, Nullish,
};
use serde_json::{Value, json};

use super::bodies::grant;
use super::support::{read, with, without, written};

/// The name of each variant, told from the value.
fn variant(properties: &Properties) -> &'static str {
    match properties {
        Properties::Custom(_) => "custom",
        Properties::Discord(_) => "discord",
        Properties::GithubRepository(_) => "github_repository",
        Properties::Downloadables(_) => "downloadables",
        Properties::LicenseKeys(_) => "license_keys",
        Properties::FeatureFlag(_) => "feature_flag",
        Properties::SlackSharedChannel(_) => "slack_shared_channel",
        Properties::Unknown(_) => "unknown",
        _ => "a variant that this test does not know",
    }
}

fn full(benefit_type: &str) -> Value {
    match benefit_type {
        "discord" => json!({
            "account_id": "d1", "guild_id": "g1", "role_id": "r1", "granted_account_id": "d1",
        }),
        "github_repository" => json!({
            "account_id": "h1", "repository_owner": "acme", "repository_name": "tool",
            "permission": "maintain", "granted_account_id": "h1",
        }),
        "downloadables" => json!({"files": ["f1", "f2"]}),
        "license_keys" => json!({
            "user_provided_key": "K-1", "license_key_id": "k1", "display_key": "****-1",
        }),
        "slack_shared_channel" => json!({
            "invited_email": "a@example.com", "channel_id": "c1", "channel_name": "help",
            "invite_id": "i1", "invite_url": "https://slack.example/i1",
            "connected_team_id": "t1",
        }),
        "custom" | "feature_flag" => json!({}),
        other => panic!("{other}"),
    }
}

const SEVEN: [&str; 7] = [
    "custom",
    "discord",
    "downloadables",
    "feature_flag",
    "github_repository",
    "license_keys",
    "slack_shared_channel",
];

#[test]
fn each_of_the_seven_in_both_orders_full_and_empty() {
    for benefit_type in SEVEN {
        for properties in [full(benefit_type), json!({})] {
            let body = grant(benefit_type, properties.clone());
            let rest = without(without(body.clone(), "/properties"), "/benefit_type").to_string();
            let rest = rest.strip_prefix('{').unwrap().strip_suffix('}').unwrap();
            let by = format!("\"benefit_type\":\"{benefit_type}\"");
            let held = format!("\"properties\":{properties}");
            for text in [
                format!("{{{by},{held},{rest}}}"),
                format!("{{{held},{by},{rest}}}"),
                format!("{{{held},{rest},{by}}}"),
                format!("{{{rest},{by},{held}}}"),
            ] {
                let read: CustomerStateBenefitGrant = serde_json::from_str(&text).unwrap();
                assert_eq!(variant(&read.properties), benefit_type, "{text}");
                assert_eq!(read.benefit_type.as_str(), benefit_type, "{text}");
                assert_eq!(written(&read), body, "{text}");
            }
        }
    }
}

#[test]
fn the_fields_are_typed() {
    let read_properties = |benefit_type: &str| {
        read::<CustomerStateBenefitGrant>(&grant(benefit_type, full(benefit_type))).properties
    };
    let Properties::GithubRepository(github) = read_properties("github_repository") else {
        panic!()
    };
    assert_eq!(github.permission, Some(Permission::Maintain));
    assert_eq!(github.repository_owner.as_deref(), Some("acme"));
    let Properties::LicenseKeys(keys) = read_properties("license_keys") else { panic!() };
    assert_eq!(keys.license_key_id.as_deref(), Some("k1"));
    let Properties::Downloadables(files) = read_properties("downloadables") else { panic!() };
    assert_eq!(files.files.unwrap(), ["f1", "f2"]);
    let Properties::SlackSharedChannel(slack) = read_properties("slack_shared_channel") else {
        panic!()
    };
    assert_eq!(slack.invite_url.as_deref(), Some("https://slack.example/i1"));
    let Properties::Discord(discord) = read_properties("discord") else { panic!() };
    assert_eq!(discord.guild_id.as_deref(), Some("g1"));
}

#[test]
fn a_grant_that_could_be_another_stays_what_its_sibling_says() {
    let cases = [
        ("github_repository", json!({"account_id": "h1"})),
        ("github_repository", json!({"account_id": null})),
        ("discord", json!({"account_id": "d1"})),
        ("discord", json!({"granted_account_id": "d1"})),
        ("custom", json!({"account_id": "x", "files": ["f"]})),
        ("feature_flag", json!({"license_key_id": "k"})),
    ];
    for (benefit_type, properties) in cases {
        let body = grant(benefit_type, properties);
        let read: CustomerStateBenefitGrant = read(&body);
        assert_eq!(variant(&read.properties), benefit_type, "{body}");
        assert_eq!(written(&read), body);
    }
    let read: CustomerStateBenefitGrant =
        read(&grant("github_repository", json!({"account_id": null})));
    let Properties::GithubRepository(github) = read.properties else { panic!() };
    assert_eq!(github.account_id, Nullish::Null);
}

#[test]
fn what_has_no_variant_is_kept_raw() {
    let cases = [
        ("meter_credit", json!({"last_credited_units": 10, "last_credited_at": null})),
        ("meter_credit", json!({})),
        ("hologram", json!({"account_id": "x", "deep": [{"a": 1.5}]})),
        ("hologram", json!("not even an object")),
        ("hologram", Value::Null),
    ];
    for (benefit_type, properties) in cases {
        let body = grant(benefit_type, properties.clone());
        let read: CustomerStateBenefitGrant = read(&body);
        assert_eq!(read.properties, Properties::Unknown(properties), "{body}");
        assert_eq!(written(&read), body);
    }
    let credit: CustomerStateBenefitGrant = read(&grant("meter_credit", json!({})));
    assert_eq!(credit.benefit_type, BenefitType::MeterCredit);
    let new: CustomerStateBenefitGrant = read(&grant("hologram", json!({})));
    assert_eq!(new.benefit_type, BenefitType::Unknown("hologram".to_owned()));
}

#[test]
fn a_new_permission_is_kept() {
    let body = grant("github_repository", json!({"permission": "own"}));
    let read: CustomerStateBenefitGrant = read(&body);
    let Properties::GithubRepository(github) = &read.properties else { panic!() };
    assert_eq!(github.permission, Some(Permission::Unknown("own".to_owned())));
    assert_eq!(written(&read), body);
}

#[test]
fn a_grant_without_properties_or_with_wrong_ones_is_refused() {
    let refused = |body: Value| {
        let error = serde_json::from_str::<CustomerStateBenefitGrant>(&body.to_string());
        error.unwrap_err().to_string()
    };
    let error = refused(without(grant("discord", json!({})), "/properties"));
    assert!(error.contains("`properties`"), "{error}");
    let error = refused(without(grant("discord", json!({})), "/benefit_type"));
    assert!(error.contains("`benefit_type`"), "{error}");
    let wrong = with(grant("downloadables", json!({})), "/properties/files", json!("f1"));
    let error = refused(wrong);
    assert!(error.contains("Downloadables"), "{error}");
}
