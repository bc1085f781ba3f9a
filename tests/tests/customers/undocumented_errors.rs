//! Answers that the API gives and its document does not mention. Whatever the body, an HTTP error
//! stays an HTTP error: status, headers, raw body and the wait that is asked for are at hand.

use std::time::Duration;

use polar_sdk::runtime::ErrorKind;
use tests::server::Answer;

use super::mode::Mode;
use super::operations::{self, Failure};
use super::support::{CUSTOMER, client, id, server};

struct Case {
    name: &'static str,
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
    retry_after: Option<Duration>,
    retryable: bool,
}

const JSON: (&str, &str) = ("content-type", "application/json");
const HTML: (&str, &str) = ("content-type", "text/html; charset=utf-8");

const CASES: &[Case] = &[
    Case {
        name: "401 of the application",
        status: 401,
        headers: &[JSON, ("www-authenticate", "Bearer realm=\"polar\"")],
        body: r#"{"error":"Unauthorized","detail":"Unauthorized"}"#,
        retry_after: None,
        retryable: false,
    },
    Case {
        name: "401 of RFC 6750",
        status: 401,
        headers: &[JSON, ("www-authenticate", "Bearer error=\"invalid_token\"")],
        body: r#"{"error":"invalid_token","error_description":"The token is expired."}"#,
        retry_after: None,
        retryable: false,
    },
    Case {
        name: "403 for want of a scope",
        status: 403,
        headers: &[JSON, ("www-authenticate", "Bearer scope=\"customers:write\"")],
        body: r#"{"error":"insufficient_scope","error_description":"customers:write"}"#,
        retry_after: None,
        retryable: false,
    },
    Case {
        name: "404 with the page of a proxy",
        status: 404,
        headers: &[HTML],
        body: "<html><h1>Not here</h1></html>",
        retry_after: None,
        retryable: false,
    },
    Case {
        name: "422 with a text for its detail",
        status: 422,
        headers: &[JSON],
        body: r#"{"error":"RequestValidationError","detail":"nothing fits"}"#,
        retry_after: None,
        retryable: false,
    },
    Case {
        name: "422 that breaks off",
        status: 422,
        headers: &[JSON],
        body: r#"{"detail":[{"loc":["bo"#,
        retry_after: None,
        retryable: false,
    },
    Case {
        name: "429 with nothing but a wait",
        status: 429,
        headers: &[("retry-after", "17")],
        body: "",
        retry_after: Some(Duration::from_secs(17)),
        retryable: true,
    },
    Case {
        name: "429 with a date",
        status: 429,
        headers: &[
            ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT"),
        ],
        body: "",
        retry_after: Some(Duration::from_secs(30)),
        retryable: true,
    },
    Case {
        name: "429 with a wait that is none",
        status: 429,
        headers: &[("retry-after", "soon")],
        body: "",
        retry_after: None,
        retryable: true,
    },
    Case {
        name: "500 of the application",
        status: 500,
        headers: &[JSON],
        body: r#"{"error":"InternalServerError","detail":"Internal Server Error"}"#,
        retry_after: None,
        retryable: true,
    },
    Case {
        name: "502 with the page of a proxy",
        status: 502,
        headers: &[HTML, ("cf-ray", "8f1")],
        body: "<html><title>502 Bad Gateway</title></html>",
        retry_after: None,
        retryable: true,
    },
    Case {
        name: "503 without a body",
        status: 503,
        headers: &[("retry-after", "0")],
        body: "",
        retry_after: Some(Duration::ZERO),
        retryable: true,
    },
    Case {
        name: "599, which nobody knows",
        status: 599,
        headers: &[],
        body: "\0\u{ff}",
        retry_after: None,
        retryable: true,
    },
];

#[test]
fn every_operation_reports_them_as_they_are() {
    for case in CASES {
        let operations = operations::in_both_modes();
        let server = server(operations.iter().map(|_| answer(case)));
        let [awaited, blocking] = Mode::BOTH.map(|mode| mode.caller(&server));
        for (mode, operation) in &operations {
            let place = format!("{} {}, {mode:?}", operation.id, case.name);
            let caller = if *mode == Mode::Awaited { &awaited } else { &blocking };
            let Failure { error, documented } = caller.call(operation).unwrap_err();
            assert_eq!(documented, None, "{place}");
            assert_eq!(error.kind(), ErrorKind::Status, "{place}");
            assert_eq!(error.status().unwrap().as_u16(), case.status, "{place}");
            assert_eq!(error.body().unwrap().as_ref(), case.body.as_bytes(), "{place}");
            // Only an operation that documents the status can say where the body is another.
            assert!(error.fault().is_none() || [403, 404, 422].contains(&case.status), "{place}");
            assert!(!error.is_truncated(), "{place}");
            assert_eq!(error.retry_after(), case.retry_after, "{place}");
            assert_eq!(error.is_retryable(), case.retryable, "{place}");
            for (name, value) in case.headers {
                assert_eq!(error.headers().unwrap()[*name], value, "{place}");
            }
        }
    }
}

/// The router's own 404 (an unknown path or version) is not the documented one: taken for it, a
/// wrong server would look like a customer that does not exist.
#[test]
fn the_404_of_the_router_is_no_missing_customer() {
    for (mode, operation) in operations::in_both_modes() {
        let body = r#"{"detail":"Not Found"}"#;
        let server = server([Answer::json(404, body)]);
        let Failure { error, documented } = mode.caller(&server).call(&operation).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Status, "{}", operation.id);
        assert_eq!(error.status().unwrap(), 404, "{}", operation.id);
        assert_eq!(error.body().unwrap(), body, "{}", operation.id);
        assert_eq!(documented, None, "{}", operation.id);
    }
}

#[tokio::test]
async fn an_error_that_names_another_error_is_not_taken_for_it() {
    let body = r#"{"error":"SomethingElse","detail":"Not found"}"#;
    let server = server([Answer::json(404, body)]);
    let error = client(&server).customers().get(id(CUSTOMER)).await.unwrap_err();
    assert_eq!(error.documented(), None);
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.body().unwrap(), body);
}

fn answer(case: &Case) -> Answer {
    case.headers.iter().fold(Answer::new(case.status, case.body), |answer, (name, value)| {
        answer.header(name, value)
    })
}
