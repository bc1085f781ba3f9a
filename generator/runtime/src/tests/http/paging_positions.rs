//! Walks that stop, are kept as text, and go on in another process.

use serde_json::json;

use super::paging_api::*;
use super::support::{Answer, Recorder, broken, json as body};
use crate::runtime::{Async, ErrorKind, Position, Refusal};

/// A position as it is after having been stored.
fn stored(position: Option<Position>) -> (String, Position) {
    let text = serde_json::to_string(&position).unwrap();
    (text.trim_matches('"').to_owned(), serde_json::from_str(&text).unwrap())
}

/// Walks one page, stops, and walks the rest from what was kept.
macro_rules! resume {
    ($list:ident, $answers:expr) => {{
        let recorder = Recorder::new($answers);
        let client = client_of::<Async>(&recorder);
        let mut pages = $list::of(&client).pages();
        pages.next().await.unwrap().unwrap();
        let (text, position) = stored(pages.position());
        drop(pages);
        let seen = log($list::of(&client).items().resume(position)).await;
        (text, seen, asked(&recorder))
    }};
}

fn of(items: &[i64], rest: &serde_json::Value) -> Answer {
    sheet(items, rest)
}

#[tokio::test]
async fn every_style_resumes() {
    let end = json!({"has_more": false});
    let (text, seen, asked) = resume!(Numbers, [of(&[1], &json!({})), of(&[2], &end)]);
    assert_eq!(
        (text.as_str(), seen, asked.last()),
        ("page:1", vec![Ok(2)], Some(&"?page=1".into()))
    );
    let (text, seen, _) = resume!(Offsets, [of(&[1, 2], &json!({})), of(&[3], &end)]);
    assert_eq!((text.as_str(), seen), ("offset:2", vec![Ok(3)]));
    let cursor = json!({"paging": {"next": {"after": "a:b+1"}}});
    let (text, seen, asked) = resume!(Cursors, [of(&[1], &cursor), of(&[2], &end)]);
    assert_eq!((text.as_str(), seen), ("cursor:a:b+1", vec![Ok(2)]));
    assert_eq!(asked, ["", "?after=a%3Ab%2B1"]);
    let link = json!({"links": {"next": "/v1/items?x=1"}});
    let (text, seen, asked) = resume!(Linked, [of(&[1], &link), of(&[2], &json!({}))]);
    assert_eq!((text.as_str(), seen), ("link:/v1/items?x=1", vec![Ok(2)]));
    assert_eq!(asked, ["", "?x=1"]);
}

#[tokio::test]
async fn items_resume_within_a_page() {
    let cursor = json!({"paging": {"next": {"after": "a"}}});
    let recorder = Recorder::new([
        of(&[1, 2], &cursor),
        of(&[3, 4, 5], &json!({})),
        of(&[3, 4, 5], &json!({})),
    ]);
    let client = client_of::<Async>(&recorder);
    let mut items = Cursors::of(&client).items();
    let mut kept = vec![stored(items.position()).0];
    for _ in 0..4 {
        items.next().await.unwrap().unwrap();
        kept.push(stored(items.position()).0);
    }
    assert_eq!(kept, ["start:", "start+1:", "cursor:a", "cursor+1:a", "cursor+2:a"]);
    let (_, position) = stored(items.position());
    let rest = Cursors::of(&client).items().resume(position.clone());
    assert_eq!(rest.position(), Some(position));
    assert_eq!(log(rest).await, [Ok(5)]);
    assert_eq!(asked(&recorder), ["", "?after=a", "?after=a"]);

    // A page that has become shorter has no item left to pass over.
    let recorder = Recorder::new([of(&[3], &json!({}))]);
    let client = client_of::<Async>(&recorder);
    let position = serde_json::from_str(r#""cursor+2:a""#).unwrap();
    assert_eq!(log(Cursors::of(&client).items().resume(position)).await, []);
}

#[tokio::test]
async fn a_walk_that_gave_up_tells_where() {
    let recorder = Recorder::new([of(&[1], &json!({})), of(&[2], &json!({}))]);
    let client = client_of::<Async>(&recorder);
    let mut items = Numbers::of(&client).items().max_requests(1);
    while items.next().await.is_some() {}
    assert_eq!(stored(items.position()).0, "page:1");
    let recorder = Recorder::new((0..10).map(|_| Err(broken())));
    let client = client_of::<Async>(&recorder);
    let mut pages = Numbers::of(&client).pages();
    while pages.next().await.is_some() {}
    assert_eq!((stored(pages.position()).0.as_str(), pages.page_number()), ("page:0", Some(0)));
}

#[tokio::test]
async fn a_list_at_its_end_has_no_position() {
    let recorder = Recorder::new([of(&[1, 2], &json!({"has_more": false}))]);
    let client = client_of::<Async>(&recorder);
    let mut items = Numbers::of(&client).items();
    items.next().await.unwrap().unwrap();
    assert_eq!(stored(items.position()).0, "page+1:0");
    items.next().await.unwrap().unwrap();
    assert_eq!((items.position(), items.pages().page_number()), (None, None));
}

#[tokio::test]
async fn positions_that_do_not_fit_are_refused() {
    let refused = [Err(ErrorKind::Refused(Refusal::Position))];
    let recorder = Recorder::new([]);
    let client = client_of::<Async>(&recorder);
    let at = |text: &str| serde_json::from_value::<Position>(json!(text)).unwrap();
    for text in ["cursor:a", "offset:3", "link:/v1/items", "start:"] {
        assert_eq!(log(Numbers::of(&client).items().resume(at(text))).await, refused, "{text}");
    }
    for text in ["page:1", "link:/v1/items", "offset:1"] {
        assert_eq!(log(Cursors::of(&client).items().resume(at(text))).await, refused, "{text}");
    }
    // What was kept may have been tampered with.
    for text in [
        "cursor:a",
        "link:@evil.example/",
        "link:.evil.example/",
        "link:v1/items",
        "link:/v1/../admin",
        "link:/v1 /",
        "link:/v1/items#x",
        "link:/a?b\r\nc: d",
    ] {
        assert_eq!(log(Linked::of(&client).items().resume(at(text))).await, refused, "{text}");
    }
    assert!(recorder.sent().is_empty());
}

#[test]
fn texts_that_are_no_positions() {
    for text in
        ["", "page", "page:", "page:-1", "page:x", "page+:1", "page+x:1", "pages:1", "start:x"]
    {
        let error = serde_json::from_value::<Position>(json!(text)).unwrap_err().to_string();
        assert!(text.is_empty() || text.len() < 7 || !error.contains(text), "{error}");
    }
    assert!(serde_json::from_value::<Position>(json!(3)).is_err());
}

#[tokio::test]
async fn positions_show_nothing_personal() {
    let recorder = Recorder::new([of(&[1], &json!({"paging": {"next": {"after": "jane@x.org"}}}))]);
    let client = client_of::<Async>(&recorder);
    let mut pages = Cursors::of(&client).pages();
    pages.next().await.unwrap().unwrap();
    assert_eq!(format!("{:?}", pages.position().unwrap()), "Position { at: cursor, .. }");
    assert!(!format!("{pages:?}").contains("jane"), "{pages:?}");
    let page = serde_json::from_value::<Position>(json!("page+2:7")).unwrap();
    assert_eq!(format!("{page:?}"), "Position { page: 7, skip: 2, .. }");
}

#[tokio::test]
async fn a_place_that_was_resumed_from_counts_as_seen() {
    let cursor = json!({"paging": {"next": {"after": "a"}}});
    let recorder = Recorder::new([of(&[1], &cursor)]);
    let client = client_of::<Async>(&recorder);
    let position = serde_json::from_value(json!("cursor:a")).unwrap();
    let seen = log(Cursors::of(&client).items().resume(position)).await;
    assert!(matches!(seen.as_slice(), [Ok(1), Err(ErrorKind::NextPage(_))]), "{seen:?}");
}

#[test]
fn answers_that_are_lists_hold_items() {
    let answer = body(200, r#"[{"id":1}]"#).unwrap().map(|_| r#"[{"id":1}]"#.into());
    assert_eq!(Headed::decode(answer).unwrap().len(), 1);
}
