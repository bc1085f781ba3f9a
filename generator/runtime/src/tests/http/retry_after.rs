//! The forms of `Retry-After`, honest and otherwise.

use std::time::Duration;

use super::support::{Recorder, answer};

async fn wait(headers: &[(&'static str, &str)]) -> Option<u64> {
    let mut answer = answer(429, "", "");
    for (name, value) in headers {
        answer.as_mut().unwrap().headers_mut().append(*name, value.parse().unwrap());
    }
    let error = Recorder::new([answer]).shop().get("1").await.unwrap_err();
    error.retry_after().map(|wait| wait.as_secs())
}

#[tokio::test]
async fn seconds() {
    for (text, seconds) in [
        ("0", Some(0)),
        ("5", Some(5)),
        (" 5 ", Some(5)),
        ("005", Some(5)),
        ("3600", Some(3600)),
        ("3601", Some(3600)),
        ("86400", Some(3600)),
        ("86401", None),
        ("1000000000", None),
        ("99999999999999999999999", None),
        ("-1", None),
        ("+5", None),
        ("1.5", None),
        ("", None),
        ("soon", None),
        ("5, 6", None),
    ] {
        assert_eq!(wait(&[("retry-after", text)]).await, seconds, "{text}");
    }
    assert_eq!(wait(&[]).await, None);
}

#[tokio::test]
async fn dates_count_from_the_answer_s_own() {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    for (until, seconds) in [
        ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10)),
        ("Sunday, 06-Nov-94 08:49:47 GMT", Some(10)),
        ("Sun Nov  6 08:49:47 1994", Some(10)),
        (date, Some(0)),
        ("Sun, 06 Nov 1994 08:49:27 GMT", Some(0)),
        ("Sun, 06 Nov 1994 12:49:37 GMT", Some(3600)),
        ("Wed, 06 Nov 2094 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 08:49:47 CET", None),
        ("Sun, 32 Nov 1994 08:49:47 GMT", None),
        ("Sun, 06 Nov 1994 25:00:00 GMT", None),
        ("1994-11-06T08:49:47Z", None),
    ] {
        let headers = [("date", date), ("retry-after", until)];
        assert_eq!(wait(&headers).await, seconds, "{until}");
    }
}

#[tokio::test]
async fn dates_count_from_now_if_the_answer_has_none() {
    let soon = jiff::Timestamp::now() + Duration::from_secs(120);
    let soon = soon.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    for headers in
        [vec![("retry-after", soon.as_str())], vec![("retry-after", &soon), ("date", "broken")]]
    {
        let seconds = wait(&headers).await.unwrap();
        assert!((115..=120).contains(&seconds), "{seconds}");
    }
    assert_eq!(wait(&[("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")]).await, Some(0));
}
