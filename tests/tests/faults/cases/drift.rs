//! Bodies of another version than the SDK was made for. What a server may add is kept; what it may
//! not change is refused, at its place.
//!
//! The token stands in some of them where a value is wrong: servers repeat what they were sent, and
//! an error must not.

use serde_json::{Value, json};

use super::super::bodies::{card, customer, json_answer, page, state, with, without};
use super::super::case::{Case, Expected};
use super::super::client::Act;
use super::super::secret::TOKEN;

pub(crate) fn cases() -> Vec<Case> {
    let changed = |pointer: &str, member: Value| with(customer(), pointer, member);
    let team = || with(changed("/type", json!("team")), "/email", Value::Null);
    let robot = || json!({"type": "robot", "id": 1, "deep": {"x": [null, 1.5, "é"]}});
    let listed = |item: Value| page(&json!([card(), item]));
    let mut cases = vec![
        kept("nothing new", customer()),
        kept("another known variant", team()),
        kept("a new variant", robot()),
        kept("a new value of an enum", changed("/tax_id", json!(["1", "mars_vat"]))),
        kept("a new country", changed("/billing_address/country", json!("XK"))),
        kept("null where null may be", changed("/external_id", Value::Null)),
        kept("an optional member missing", without(customer(), "/locale")),
        kept("a number that is not whole", changed("/metadata/seats", json!(12.5))),
        kept("the largest integer", changed("/metadata/seats", json!(i64::MAX))),
        sent("a new member", Act::Get, changed("/nickname", json!({"a": [TOKEN]})), {
            Expected::Value(customer())
        }),
        sent("a new member inside", Act::Get, changed("/billing_address/planet", json!("Mars")), {
            Expected::Value(customer())
        }),
        sent("a new payment method", Act::Methods, listed(with(card(), "/type", json!("coin"))), {
            Expected::Value(listed(with(card(), "/type", json!("coin"))))
        }),
        sent(
            "a new kind of benefit",
            Act::State,
            {
                let state = with(state(), "/granted_benefits/0/benefit_type", json!("jetpack"));
                with(state, "/granted_benefits/0/properties", json!({"fuel": [1, 2]}))
            },
            Expected::Value({
                let state = with(state(), "/granted_benefits/0/benefit_type", json!("jetpack"));
                with(state, "/granted_benefits/0/properties", json!({"fuel": [1, 2]}))
            }),
        ),
        sent("no variant at all", Act::Get, without(customer(), "/type"), {
            Expected::Value(without(customer(), "/type"))
        }),
        misfit("a required member missing", without(customer(), "/email_verified"), "."),
        misfit("null where none may be", changed("/email_verified", Value::Null), "email_verified"),
        misfit("a text for a boolean", changed("/email_verified", json!(TOKEN)), "email_verified"),
        misfit("a number for a text", changed("/name", json!(7)), "name"),
        misfit(
            "a text for an object",
            changed("/billing_address", json!(TOKEN)),
            "billing_address",
        ),
        misfit("an array for an object", changed("/metadata", json!([1])), "metadata"),
        misfit("an object for a text", changed("/locale", json!({"x": 1})), "locale"),
        misfit("a text for an ID", changed("/id", json!(TOKEN)), "id"),
        misfit("a text for a time", changed("/created_at", json!(TOKEN)), "created_at"),
        misfit(
            "a time that never was",
            changed("/created_at", json!("2026-02-30T00:00:00Z")),
            "created_at",
        ),
        misfit(
            "a time without a zone",
            changed("/created_at", json!("2026-02-03T00:00:00")),
            "created_at",
        ),
        misfit("a tuple that is too short", changed("/tax_id", json!(["1"])), "tax_id"),
        misfit("a tuple that is too long", changed("/tax_id", json!(["1", "eu_vat", 3])), "tax_id"),
        misfit("a member of a union of no kind", changed("/metadata/plan", json!({})), {
            "metadata.plan"
        }),
        sent(
            "an item of a list that does not fit",
            Act::Methods,
            listed(without(card(), "/processor")),
            Expected::Misfit("items[1]"),
        ),
        sent(
            "an integer as a text",
            Act::Methods,
            listed(with(card(), "/method_metadata/exp_year", json!("2031"))),
            Expected::Misfit("items[1].method_metadata.exp_year"),
        ),
        sent(
            "an integer that is too large",
            Act::Methods,
            listed(with(card(), "/method_metadata/exp_year", json!(u64::MAX))),
            Expected::Misfit("items[1].method_metadata.exp_year"),
        ),
        sent(
            "an integer with a fraction",
            Act::Methods,
            listed(with(card(), "/method_metadata/exp_year", json!(2031.5))),
            Expected::Misfit("items[1].method_metadata.exp_year"),
        ),
        sent(
            "a number of pages that is negative",
            Act::List,
            with(page(&json!([])), "/pagination/max_page", json!(-1)),
            Expected::Value(with(page(&json!([])), "/pagination/max_page", json!(-1))),
        ),
        sent(
            "a list of customers that is none",
            Act::List,
            page(&customer()),
            Expected::Misfit("items"),
        ),
    ];
    cases.extend(texts());
    cases
}

/// What `Value` cannot hold, as texts.
fn texts() -> Vec<Case> {
    let text = customer().to_string();
    let seats = |number: &str| text.replace("\"seats\":12", &format!("\"seats\":{number}"));
    let twice = |name: &str, text: String| {
        Case::answer(name, json_answer(200, text), Expected::Misfit("."))
    };
    let no_json = |name: &str, text: String, path| {
        Case::answer(name, json_answer(200, text), Expected::NoJson(path))
    };
    vec![
        twice("a key twice", text.replacen('{', r#"{"email":"a@example.com","#, 1)),
        twice("a key twice, once escaped", {
            text.replacen('{', r#"{"\u0065mail":"a@example.com","#, 1)
        }),
        twice("the variant's name twice", text.replacen('{', r#"{"type":"team","#, 1)),
        no_json("a number beyond all bounds", seats("1e999"), "metadata.seats"),
        no_json("a number that is none", seats("NaN"), "metadata.seats"),
        no_json("a number with a leading zero", seats("012"), "metadata"),
        no_json("a comment", text.replacen('{', "{/* */", 1), ""),
        no_json("a comma at the end", text.replace("null}", "null,}"), ""),
        no_json("a very deep array", seats(&"[".repeat(50_000)), "metadata.seats"),
        no_json(
            "a very deep new member",
            {
                let deep = format!("{}1{}", "{\"x\":".repeat(10_000), "}".repeat(10_000));
                text.replacen('{', &format!("{{\"new\":{deep},"), 1)
            },
            "new",
        ),
    ]
}

/// Arrives and is written again as it was.
fn kept(name: &str, body: Value) -> Case {
    sent(name, Act::Get, body.clone(), Expected::Value(body))
}

fn misfit(name: &str, body: Value, path: &'static str) -> Case {
    sent(name, Act::Get, body, Expected::Misfit(path))
}

fn sent(name: &str, act: Act, body: Value, expected: Expected) -> Case {
    Case::answer(name, json_answer(200, body), expected).act(act)
}
