//! Security definitions: basic authentication is an HTTP scheme in 3.0, and OAuth 2 has several
//! flows in one scheme.

use super::{Members, object};
use crate::json::Json;

/// One scheme (2.0, Security Scheme Object).
pub(super) fn scheme(scheme: Json) -> Json {
    match scheme.get("type").and_then(Json::as_str) {
        Some("basic") => basic(scheme),
        Some("oauth2") => oauth2(scheme),
        _ => scheme,
    }
}

fn basic(scheme: Json) -> Json {
    let Json::Object(members) = scheme else {
        return scheme;
    };
    let mut out = vec![
        ("type".to_owned(), Json::String("http".to_owned())),
        ("scheme".to_owned(), Json::String("basic".to_owned())),
    ];
    out.extend(members.into_iter().filter(|(key, _)| key != "type"));
    Json::Object(out)
}

fn oauth2(scheme: Json) -> Json {
    let flow = match scheme.get("flow").and_then(Json::as_str) {
        Some("application") => "clientCredentials",
        Some("accessCode") => "authorizationCode",
        Some("password") => "password",
        _ => "implicit",
    };
    let Json::Object(members) = scheme else {
        return scheme;
    };
    let in_flow = |key: &str| ["authorizationUrl", "tokenUrl", "scopes"].contains(&key);
    let (mut details, mut out): (Members, Members) =
        members.into_iter().partition(|(key, _)| in_flow(key));
    out.retain(|(key, _)| key != "flow");
    if details.iter().all(|(key, _)| key != "scopes") {
        details.push(("scopes".to_owned(), Json::Object(Vec::new())));
    }
    out.push(("flows".to_owned(), object([(flow, Json::Object(details))])));
    Json::Object(out)
}
