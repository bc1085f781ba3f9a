//! Lists as iterators.

use polar_sdk::runtime::ErrorKind;

use super::server::{Server, Step, json};

/// Three pages of two payment methods each, whose kind is their number.
fn server(failing: Option<usize>) -> Server {
    Server::start(move |number| {
        if failing == Some(number) {
            return vec![Step::Write(json(500, "").into())];
        }
        let page = number + 1 - usize::from(failing.is_some_and(|failing| failing < number));
        let item = |kind: usize| {
            format!(
                r#"{{"id":"1c1ad4a2-41ac-4ce9-a45e-6d7f10a7f6b5","created_at":"2026-01-01T00:00:00Z",
                    "modified_at":null,"processor":"stripe","customer_id":"1c1ad4a2-41ac-4ce9-a45e-6d7f10a7f6b5",
                    "type":"kind{kind}","is_default":false}}"#
            )
        };
        let items = [item(2 * page - 1), item(2 * page)].join(",");
        let pagination = r#""pagination":{"total_count":6,"max_page":3}"#;
        vec![Step::Write(json(200, &format!(r#"{{"items":[{items}],{pagination}}}"#)).into())]
    })
}

#[test]
fn pages_and_items_are_iterators() {
    let server_of_pages = server(None);
    let polar = server_of_pages.polar();
    let mut pages = polar.customers().list_payment_methods(super::server::id()).limit(2).pages();
    let mut sizes = Vec::new();
    for page in &mut pages {
        sizes.push(page.unwrap().items.len());
    }
    assert_eq!(sizes, [2, 2, 2]);
    assert_eq!(pages.total_count(), Some(6));
    let lines: Vec<String> = server_of_pages
        .seen()
        .iter()
        .map(|request| request.lines().next().unwrap().rsplit('?').next().unwrap().to_owned())
        .collect();
    assert_eq!(lines, [1, 2, 3].map(|page| format!("limit=2&page={page} HTTP/1.1")));

    let server = server(None);
    let polar = server.polar();
    let items = polar.customers().list_payment_methods(super::server::id()).items();
    let taken: Vec<_> = items.take(3).collect::<Result<_, _>>().unwrap();
    assert_eq!(taken.len(), 3);
    assert_eq!(server.seen().len(), 2, "a page is fetched when its first item is asked for");
}

#[test]
fn a_walk_goes_on_after_an_error() {
    let server = server(Some(1));
    let polar = server.polar();
    let mut items = polar.customers().list_payment_methods(super::server::id()).items();
    let outcomes: Vec<_> = items.by_ref().map(|item| item.map_err(|e| e.kind())).collect();
    let kinds: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).collect();
    assert_eq!(kinds, [&ErrorKind::Status]);
    assert_eq!(outcomes.len(), 7);
}
