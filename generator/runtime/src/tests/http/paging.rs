//! Where a walk over a list ends, and that it always does.

use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;

use super::support::{Answer, Recorder, answer, broken, json};
use crate::runtime::ErrorKind;

fn page(items: &[i64], last: Option<i64>) -> Answer {
    let items: Vec<_> = items.iter().map(|id| serde_json::json!({"id": id})).collect();
    let page = serde_json::json!({
        "items": items,
        "pagination": {"total_count": 42, "max_page": last},
    });
    json(200, &page.to_string())
}

/// The pages that were asked for.
fn asked(recorder: &Recorder) -> Vec<String> {
    let sent = recorder.sent();
    sent.iter().map(|request| request.uri().query().unwrap_or_default().to_owned()).collect()
}

async fn walk(recorder: &Recorder) -> Vec<Result<i64, ErrorKind>> {
    let shop = recorder.shop();
    let mut items = shop.list().items();
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        seen.push(item.map(|item| item.id).map_err(|error| error.kind()));
    }
    assert!(items.next().await.is_none(), "a walk that has ended stays so");
    seen
}

#[tokio::test]
async fn ends_at_the_last_page_that_the_server_names() {
    let recorder =
        Recorder::new([page(&[1, 2], Some(3)), page(&[3, 4], Some(3)), page(&[5], Some(3))]);
    assert_eq!(walk(&recorder).await, [Ok(1), Ok(2), Ok(3), Ok(4), Ok(5)]);
    assert_eq!(asked(&recorder), ["page=1", "page=2", "page=3"]);
}

#[tokio::test]
async fn ends_at_an_empty_page() {
    let recorder = Recorder::new([page(&[1], Some(9)), page(&[], Some(9))]);
    assert_eq!(walk(&recorder).await, [Ok(1)]);
    assert_eq!(asked(&recorder), ["page=1", "page=2"]);
    // Without a word about the last page, an empty one is the only end.
    let recorder = Recorder::new([page(&[1], None), page(&[2], None), page(&[], None)]);
    assert_eq!(walk(&recorder).await, [Ok(1), Ok(2)]);
}

#[tokio::test]
async fn a_last_page_below_the_current_one_ends_the_walk() {
    for last in [0, 1, -5] {
        let recorder = Recorder::new([page(&[1], Some(last)), page(&[], None)]);
        assert_eq!(walk(&recorder).await, [Ok(1)]);
        // A negative number says nothing, so another page is asked for.
        assert_eq!(asked(&recorder).len(), if last < 0 { 2 } else { 1 });
    }
}

#[tokio::test]
async fn follows_a_last_page_that_moves() {
    let recorder =
        Recorder::new([page(&[1], Some(1 + 1)), page(&[2], Some(3)), page(&[3], Some(3))]);
    assert_eq!(walk(&recorder).await, [Ok(1), Ok(2), Ok(3)]);
    let recorder = Recorder::new([page(&[1], Some(5)), page(&[2], Some(2))]);
    assert_eq!(walk(&recorder).await, [Ok(1), Ok(2)]);
}

#[tokio::test]
async fn a_list_that_never_ends_is_ended() {
    let recorder = Recorder::new((0..20).map(|id| page(&[id], Some(i64::MAX))));
    let shop = recorder.shop();
    let mut items = shop.list().items().max_requests(7);
    let mut count = 0;
    let error = loop {
        match items.next().await.unwrap() {
            Ok(_) => count += 1,
            Err(error) => break error,
        }
    };
    assert_eq!((count, error.kind()), (7, ErrorKind::TooManyPages));
    assert!(items.next().await.is_none());
    assert_eq!(recorder.sent().len(), 7);
}

#[tokio::test]
async fn an_error_is_followed_by_the_same_page() {
    let recorder = Recorder::new([
        page(&[1], Some(2)),
        Err(broken()),
        answer(503, "", ""),
        page(&[2], Some(2)),
    ]);
    assert_eq!(
        walk(&recorder).await,
        [Ok(1), Err(ErrorKind::Transport), Err(ErrorKind::Status), Ok(2)]
    );
    assert_eq!(asked(&recorder), ["page=1", "page=2", "page=2", "page=2"]);
}

#[tokio::test]
async fn a_page_that_keeps_failing_ends_the_walk() {
    let recorder = Recorder::new((0..50).map(|_| Err(broken())));
    assert_eq!(walk(&recorder).await, [Err(ErrorKind::Transport); 10]);
    assert_eq!(recorder.sent().len(), 10);
}

#[tokio::test]
async fn resumes_from_a_page_and_keeps_the_other_parameters() {
    let recorder = Recorder::new([page(&[7], Some(8)), page(&[8], Some(8))]);
    let shop = recorder.shop();
    let mut pages = shop.list().page(7).sorting(&["name"]).pages();
    assert_eq!((pages.page_number(), pages.total_count(), pages.max_page()), (Some(7), None, None));
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(first.pagination.total_count, 42);
    assert_eq!(
        (pages.page_number(), pages.total_count(), pages.max_page()),
        (Some(8), Some(42), Some(8))
    );
    pages.next().await.unwrap().unwrap();
    assert!(pages.next().await.is_none());
    assert_eq!(pages.page_number(), None);
    assert_eq!(asked(&recorder), ["page=7&sorting=name", "page=8&sorting=name"]);
}

#[tokio::test]
async fn the_largest_page_number_is_the_last() {
    let recorder = Recorder::new([page(&[1], None)]);
    let shop = recorder.shop();
    let mut pages = shop.list().extra_query("page", &u64::MAX.to_string()).pages();
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn walks_are_streams() {
    let recorder = Recorder::new([page(&[1], Some(1)), page(&[2], Some(1))]);
    let shop = recorder.shop();
    let mut items = shop.list().items();
    let item = poll_fn(|context| Pin::new(&mut items).poll_next(context)).await;
    assert_eq!(item.unwrap().unwrap().id, 1);
    assert_eq!(items.total_count(), Some(42));
    assert_eq!(items.pages().max_page(), Some(1));
    let mut pages = shop.list().pages();
    let page = poll_fn(|context| Pin::new(&mut pages).poll_next(context)).await;
    assert_eq!(page.unwrap().unwrap().items.len(), 1);
}
