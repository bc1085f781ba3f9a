//! Each way to ask for the next page, and where each ends.

use serde_json::json;

use super::paging_api::*;
use super::support::{Answer, Recorder, answer, broken, json as body};
use crate::runtime::{Async, ErrorKind, NextFault};

fn repeated() -> ErrorKind {
    ErrorKind::NextPage(NextFault::Repeated)
}

fn after(items: &[i64], cursor: &str) -> Answer {
    sheet(items, &json!({"paging": {"next": {"after": cursor}}}))
}

#[tokio::test]
async fn numbers_may_begin_elsewhere_and_end_by_a_flag() {
    let more = |items: &[i64], more| sheet(items, &json!({"has_more": more}));
    let (seen, asked) = walk!(Numbers, [more(&[1], true), more(&[2], false)]);
    assert_eq!((seen, asked.join(" ")), (vec![Ok(1), Ok(2)], "?page=0 ?page=1".to_owned()));
    // Nothing but an empty page ends a list that says nothing.
    let (seen, asked) = walk!(Numbers, [sheet(&[1], &json!({})), sheet(&[], &json!({}))]);
    assert_eq!((seen, asked.join(" ")), (vec![Ok(1)], "?page=0 ?page=1".to_owned()));
    // An empty page ends it even if it says that there is more.
    let (seen, _) = walk!(Numbers, [more(&[1], true), more(&[], true)]);
    assert_eq!(seen, [Ok(1)]);
    // A list that is missing is empty.
    let (seen, _) = walk!(Numbers, [more(&[1], true), body(200, r#"{"items":null}"#)]);
    assert_eq!(seen, [Ok(1)]);
}

#[tokio::test]
async fn a_text_that_is_there_is_a_flag() {
    let next = |items: &[i64], links| sheet(items, &json!({"links": links}));
    let first = || next(&[1], json!({"next": "/v1/items?page=2"}));
    for end in [json!({"next": null}), json!({}), json!({"next": ""})] {
        let (seen, asked) = walk!(Flagged, [first(), next(&[2], end.clone())]);
        assert_eq!((seen, asked.len()), (vec![Ok(1), Ok(2)], 2), "{end}");
    }
    // Without the object that would hold the flag, nothing is said.
    let (seen, asked) = walk!(Flagged, [first(), next(&[2], json!(null)), next(&[], json!(null))]);
    assert_eq!((seen, asked.len()), (vec![Ok(1), Ok(2)], 3));
}

#[tokio::test]
async fn offsets_grow_by_what_came() {
    let of = |items: &[i64], total| sheet(items, &json!({"total": total}));
    let (seen, asked) = walk!(Offsets, [of(&[1, 2], 5), of(&[3, 4], 5), of(&[5], 5)]);
    assert_eq!(seen, [Ok(1), Ok(2), Ok(3), Ok(4), Ok(5)]);
    assert_eq!(asked, ["?offset=0", "?offset=2", "?offset=4"]);
    // A list that grows while it is read goes on; one that shrinks ends.
    let (seen, asked) = walk!(Offsets, [of(&[1, 2], 2 + 1), of(&[3], 4), of(&[4], 4)]);
    assert_eq!((seen.len(), asked.join(" ")), (4, "?offset=0 ?offset=2 ?offset=3".to_owned()));
    let (seen, _) = walk!(Offsets, [of(&[1, 2], 9), of(&[], 2)]);
    assert_eq!(seen, [Ok(1), Ok(2)]);
    // The flag outdoes a total, which may be capped.
    let both = |items: &[i64], more| sheet(items, &json!({"total": 1, "has_more": more}));
    let (seen, _) = walk!(Offsets, [both(&[1], true), both(&[2], false)]);
    assert_eq!(seen, [Ok(1), Ok(2)]);
    // Without either, an empty page is the end; so is a total that lies.
    let none = |items: &[i64]| sheet(items, &json!({}));
    assert_eq!(walk!(Offsets, [none(&[1]), none(&[])]).1, ["?offset=0", "?offset=1"]);
    assert_eq!(walk!(Offsets, [of(&[1], 0)]).0, [Ok(1)]);
    assert_eq!(walk!(Offsets, [of(&[1], i64::MAX), of(&[], i64::MAX)]).0, [Ok(1)]);
}

#[tokio::test]
async fn a_cursor_of_the_page_is_sent_back() {
    let pages = || [after(&[1], "a/b &c"), after(&[2], "é"), sheet(&[3], &json!({}))];
    let (seen, asked) = walk!(Cursors, pages());
    assert_eq!(seen, [Ok(1), Ok(2), Ok(3)]);
    assert_eq!(asked, ["", "?after=a%2Fb%20%26c", "?after=%C3%A9"]);
    for end in [json!({"paging": null}), json!({"paging": {"next": null}})] {
        assert_eq!(walk!(Cursors, [after(&[1], "x"), sheet(&[2], &end)]).0, [Ok(1), Ok(2)]);
    }
    assert_eq!(walk!(Cursors, [after(&[1], "")]).0, [Ok(1)]);
    // A flag ends the list though there is a cursor.
    let end = json!({"has_more": false, "paging": {"next": {"after": "y"}}});
    assert_eq!(walk!(Cursors, [after(&[1], "x"), sheet(&[2], &end)]).0, [Ok(1), Ok(2)]);
}

#[tokio::test]
async fn an_empty_page_with_a_new_cursor_is_no_end() {
    let pages = || [after(&[], "a"), after(&[], "b"), after(&[1], "c"), after(&[], "c")];
    let (seen, asked) = walk!(Cursors, pages());
    assert_eq!((seen, asked.len()), (vec![Ok(1)], 4));
    // But not for ever.
    let (seen, asked) = walk!(Cursors, (0..200).map(|cursor| after(&[], &cursor.to_string())));
    assert_eq!((seen, asked.len()), (vec![Err(ErrorKind::TooManyPages)], 100));
}

#[tokio::test]
async fn a_cursor_that_comes_again_ends_the_walk() {
    let (seen, _) = walk!(Cursors, [after(&[1], "a"), after(&[2], "a")]);
    assert_eq!(seen, [Ok(1), Ok(2), Err(repeated())]);
    let circle = || [after(&[1], "a"), after(&[2], "b"), after(&[3], "c"), after(&[4], "a")];
    let (seen, asked) = walk!(Cursors, circle());
    assert_eq!(seen, [Ok(1), Ok(2), Ok(3), Ok(4), Err(repeated())]);
    assert_eq!(asked.len(), 4);
}

#[tokio::test]
async fn a_list_that_goes_on_nowhere_is_an_error() {
    let more = json!({"has_more": true});
    let missing = ErrorKind::NextPage(NextFault::Missing);
    assert_eq!(walk!(Cursors, [sheet(&[1], &more)]).0, [Ok(1), Err(missing)]);
    assert_eq!(walk!(Ids, [sheet(&[], &more)]).0, [Err(missing)]);
}

#[tokio::test]
async fn a_field_of_the_last_item_is_sent_back() {
    let more = |items: &[i64], more| sheet(items, &json!({"has_more": more}));
    let (seen, asked) = walk!(Ids, [more(&[1, 7], true), more(&[9], false)]);
    assert_eq!(seen, [Ok(1), Ok(7), Ok(9)]);
    assert_eq!(asked, ["", "?starting_after=7"]);
    // Without a flag, the empty page behind the last one is the end.
    let none = |items: &[i64]| sheet(items, &json!({}));
    let (seen, asked) = walk!(Ids, [none(&[1]), none(&[2]), none(&[])]);
    assert_eq!((seen, asked.len()), (vec![Ok(1), Ok(2)], 3));
    // A server that does not heed the cursor.
    let (seen, _) = walk!(Ids, [none(&[1]), none(&[1]), none(&[1])]);
    assert_eq!(seen, [Ok(1), Ok(1), Err(repeated())]);
}

#[tokio::test]
async fn an_error_is_followed_by_the_same_cursor() {
    let pages = || [after(&[1], "a"), Err(broken()), answer(503, "", ""), sheet(&[2], &json!({}))];
    let (seen, asked) = walk!(Cursors, pages());
    let errors = [Err(ErrorKind::Transport), Err(ErrorKind::Status)];
    assert_eq!(seen, [Ok(1), errors[0], errors[1], Ok(2)]);
    assert_eq!(asked, ["", "?after=a", "?after=a", "?after=a"]);
}

#[tokio::test]
async fn requests_are_bounded_in_every_style() {
    let endless = || (0..9).map(|id| after(&[id], &id.to_string()));
    let recorder = Recorder::new(endless());
    let client = client_of::<Async>(&recorder);
    let seen = log(Cursors::of(&client).items().max_requests(3)).await;
    assert_eq!(seen, [Ok(0), Ok(1), Ok(2), Err(ErrorKind::TooManyPages)]);
    assert_eq!(recorder.sent().len(), 3);
}

#[tokio::test]
async fn the_calls_own_place_is_where_a_walk_begins() {
    let recorder = Recorder::new([sheet(&[9], &json!({"total": 10}))]);
    let client = client_of::<Async>(&recorder);
    let list = Offsets::of(&client).extra_query("offset", "9").extra_query("q", "x");
    assert_eq!(log(list.items()).await, [Ok(9)]);
    assert_eq!(asked(&recorder), ["?offset=9&q=x"]);
    let recorder = Recorder::new([after(&[1], "b"), sheet(&[2], &json!({}))]);
    let client = client_of::<Async>(&recorder);
    let list = Cursors::of(&client).extra_query("after", "a").extra_query("q", "x");
    assert_eq!(log(list.items()).await, [Ok(1), Ok(2)]);
    assert_eq!(asked(&recorder), ["?after=a&q=x", "?after=b&q=x"]);
}

#[tokio::test]
async fn the_hint_is_the_servers_word_and_reserves_nothing() {
    use futures_core::Stream;

    let of = |items: &[i64], total| sheet(items, &json!({"total": total}));
    let recorder = Recorder::new([of(&[1, 2], i64::MAX), of(&[3], 3)]);
    let client = client_of::<Async>(&recorder);
    let mut items = Offsets::of(&client).items();
    assert_eq!(items.size_hint(), (0, None));
    items.next().await.unwrap().unwrap();
    assert_eq!(items.size_hint(), (1, Some(usize::try_from(i64::MAX).unwrap() - 1)));
    items.next().await.unwrap().unwrap();
    items.next().await.unwrap().unwrap();
    assert_eq!((items.size_hint(), items.total_count()), ((0, Some(0)), Some(3)));

    // A total below what is here does not make the bounds cross.
    let recorder = Recorder::new([of(&[1, 2, 3], 1)]);
    let client = client_of::<Async>(&recorder);
    let mut items = Offsets::of(&client).items();
    items.next().await.unwrap().unwrap();
    assert_eq!(items.size_hint(), (2, Some(2)));
}
