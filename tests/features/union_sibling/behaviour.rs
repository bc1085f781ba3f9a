//! The field beside the union decides, wherever it stands, and what it does not know is kept.

use union_sibling::{Grant, GrantProperties};

type Result<T = ()> = std::result::Result<T, serde_json::Error>;

fn grant(kind: &str, properties: &str) -> Result<Grant> {
    let text = format!(r#"{{"properties":{properties},"id":"a","benefit_type":"{kind}"}}"#);
    let grant: Grant = serde_json::from_str(&text)?;
    let again: Grant = serde_json::from_str(&serde_json::to_string(&grant)?)?;
    assert_eq!(grant, again, "it survives being written");
    Ok(grant)
}

#[test]
fn the_sibling_decides() -> Result {
    for kind in ["github", "gitlab"] {
        let found = grant(kind, r#"{"account_id":null}"#)?.properties;
        assert!(matches!(found, GrantProperties::Repository(_)), "{kind}: {found:?}");
    }
    let found = grant("discord", "{}")?.properties;
    assert!(matches!(found, GrantProperties::Discord(_)), "{found:?}");
    Ok(())
}

#[test]
fn an_unknown_sibling_keeps_the_value() -> Result {
    let found = grant("teleport", r#"{"to":[1,"moon"]}"#)?.properties;
    let GrantProperties::Unknown(value) = found else { panic!("{found:?}") };
    assert_eq!(value.to_string(), r#"{"to":[1,"moon"]}"#);
    Ok(())
}
