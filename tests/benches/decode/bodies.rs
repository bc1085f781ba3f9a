//! The bodies: keys in the order in which the server writes them, values that differ from one
//! object to the next.

/// The place of the tag among a customer's keys, as the server writes them.
pub(crate) const SERVED: usize = 7;

/// A customer of 710 bytes whose tag stands at `place`, from 0 to 17.
pub(crate) fn customer(number: usize, place: usize) -> String {
    let id = format!("992fae2a-2a17-4b7a-8d9e-e287cf{number:06x}");
    let mut entries = vec![
        format!(r#""id":"{id}""#),
        r#""created_at":"2025-01-03T13:37:00.123456Z""#.to_owned(),
        r#""modified_at":"2025-02-03T13:37:00.654321Z""#.to_owned(),
        r#""metadata":{"plan":"pro","seats":12,"trial":false}"#.to_owned(),
        format!(r#""external_id":"usr_{number:06}""#),
        format!(r#""email":"customer{number:06}@example.com""#),
        r#""email_verified":true"#.to_owned(),
        r#""name":"John Doe""#.to_owned(),
        r#""billing_name":"Doe Ltd.""#.to_owned(),
        r#""billing_address":{"line1":"1 Main St","line2":null,"postal_code":"94103","city":"San Francisco","state":"US-CA","country":"US"}"#.to_owned(),
        r#""tax_id":["911144442","us_ein"]"#.to_owned(),
        r#""locale":"en""#.to_owned(),
        r#""organization_id":"7187ec3c-d75e-4eab-b8ab-862a5062b3e7""#.to_owned(),
        r#""default_payment_method_id":null"#.to_owned(),
        r#""first_user_event_at":null"#.to_owned(),
        r#""deleted_at":null"#.to_owned(),
        r#""avatar_url":null"#.to_owned(),
    ];
    entries.insert(place, r#""type":"individual""#.to_owned());
    format!("{{{}}}", entries.join(","))
}

/// 10,000 customers, 7 MB.
pub(crate) fn customers(place: usize) -> Vec<String> {
    (0..10_000).map(|number| customer(number, place)).collect()
}

/// A page of 100 customers.
pub(crate) fn page() -> String {
    let items = array(100, |number| customer(number, SERVED));
    format!(r#"{{"items":{items},"pagination":{{"total_count":100,"max_page":1}}}}"#)
}

/// 10,000 members, 2.6 MB.
pub(crate) fn members() -> String {
    array(10_000, |number| {
        format!(
            r#"{{"id":"992fae2a-2a17-4b7a-8d9e-e287cf{number:06x}","created_at":"2025-01-03T13:37:00.123456Z","modified_at":null,"customer_id":"7187ec3c-d75e-4eab-b8ab-862a5062b3e7","email":"member{number:06}@example.com","name":"Jane Doe","external_id":null,"role":"owner"}}"#
        )
    })
}

fn array(length: usize, item: impl Fn(usize) -> String) -> String {
    format!("[{}]", (0..length).map(item).collect::<Vec<_>>().join(","))
}
