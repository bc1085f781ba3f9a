//! Everything that a program could print, log or send elsewhere, searched for the token.
//!
//! The server is hostile: it repeats the token wherever it can. What only those read who ask for
//! it, such as the body or a header of an answer, is not searched.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use polar_sdk::runtime::{Error, ErrorKind, Method, Secret};
use polar_sdk::types::CustomerUpdate;
use polar_sdk::{Polar, Server as Place, webhooks};
use serde_json::json;

use super::bodies::{CUSTOMER, customer, headed, json_answer, page};
use super::case::vacant;
use super::client::{Settings, polar, run};
use super::secret::{TOKEN, shows_token, texts};
use super::server::{Script, Server, Step};

const SHORT: Duration = Duration::from_millis(500);

/// The texts found so far, by where they were found.
#[derive(Default)]
struct Channels(Vec<(String, String)>);

impl Channels {
    fn add(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.0.push((name.into(), text.into()));
    }

    /// Both forms of `Debug`.
    fn debug(&mut self, name: &str, value: &impl std::fmt::Debug) {
        self.add(name, format!("{value:?}\n{value:#?}"));
    }

    /// All texts of an error, which is of this kind; and what a program dies of that unwraps it.
    fn error(&mut self, name: &str, kind: ErrorKind, error: Error) {
        assert_eq!(error.kind(), kind, "{name}");
        self.add(format!("error: {name}"), texts(&error));
        self.add(format!("panic: {name}"), panic_of(Err(error)));
    }

    /// Nothing shows the token, and there is as much to search as there was meant to be.
    fn check(self, least: usize) {
        let leaks: Vec<_> = self.0.iter().filter(|(_, text)| shows_token(text)).collect();
        assert!(leaks.is_empty(), "{leaks:#?}");
        let mut names: Vec<_> = self.0.iter().map(|(name, _)| name).collect();
        assert!(self.0.iter().all(|(_, text)| !text.is_empty()), "{names:?}");
        names.sort();
        names.dedup();
        assert!(names.len() >= least, "{} channels: {names:?}", names.len());
    }
}

/// What a program dies of that expects a success.
fn panic_of(result: Result<(), Error>) -> String {
    let payload = catch_unwind(AssertUnwindSafe(|| result.expect("no error"))).unwrap_err();
    *payload.downcast::<String>().unwrap()
}

/// A server that does the same on every connection, and its address as a URL.
fn server(script: Script) -> (Server, String) {
    let server = Server::start(vec![script], None);
    let url = format!("http://{}", server.address());
    (server, url)
}

fn answers(answer: Vec<u8>) -> (Server, String) {
    server(vec![Step::Read, Step::Write(answer)])
}

/// An answer that repeats the token in its headers and its body.
fn echo(status: u16) -> Vec<u8> {
    let headers = format!(
        "content-type: application/json\r\nlocation: http://{TOKEN}@a/?{TOKEN}\r\n\
         set-cookie: t={TOKEN}\r\nx-echo: {TOKEN}\r\nwww-authenticate: Bearer {TOKEN}\r\n"
    );
    headed(status, &headers, json!({"error": TOKEN, "detail": TOKEN, TOKEN: TOKEN}).to_string())
}

#[test]
fn what_is_made_of_a_client() {
    let mut channels = Channels::default();
    channels.debug("secret", &Secret::from(TOKEN));
    channels.debug("verifier", &webhooks::verifier(TOKEN).with_secret(TOKEN));
    let builder = || Polar::builder().oat(TOKEN).server("http://127.0.0.1:9");
    channels.debug("builder", &builder());
    channels.debug("builder, personal token", &Polar::builder().pat(TOKEN));
    channels.debug("builder, password", &Polar::builder().basic("oat", "user", TOKEN));
    channels.debug("builder, header", &builder().header("x-key", TOKEN));
    channels.debug("builder, user agent", &builder().user_agent_suffix(TOKEN));

    let polar = builder().build().unwrap();
    let (customers, id) = (polar.customers(), CUSTOMER.parse().unwrap());
    let change = CustomerUpdate::new().name(TOKEN);
    channels.debug("client", &polar);
    channels.debug("shared client", polar.client());
    channels.debug("group", &customers);
    channels.debug("group in a group", &customers.members());
    channels.debug("call", &customers.get(id));
    channels.debug("call with a path", &customers.get_external(TOKEN));
    channels.debug("call with a body", &customers.update(id, &change));
    channels.debug("call with a query", &customers.list().query(TOKEN));
    channels.debug("call with a header", &customers.list().header("authorization", TOKEN));
    channels.debug("call with a response", &customers.list().with_response());
    channels.debug("raw call", &customers.list().raw());
    channels.debug("pages", &customers.list().pages());
    channels.debug("items", &customers.list().items());
    let untyped = || polar.request(Method::GET, &format!("/v1/{TOKEN}")).query("q", TOKEN);
    channels.debug("untyped call", &untyped());
    channels.debug("raw untyped call", &untyped().raw());
    channels.debug("future of a call", &customers.get(id).into_future());
    channels.debug("future of a response", &customers.get(id).with_response().into_future());
    channels.debug("future of a raw call", &customers.get(id).raw().into_future());

    let request = customers.get(id).build().unwrap();
    assert_eq!(request.headers()["authorization"], format!("Bearer {TOKEN}"));
    channels.debug("request", &request);
    channels.debug("headers of a request", request.headers());
    channels.add("URL of a request", request.uri().to_string());
    let own = customers.get(id).header("authorization", TOKEN).build().unwrap();
    channels.debug("request with a token of its own", &own);
    channels.check(29);
}

#[test]
fn what_goes_wrong_before_a_call() {
    let mut channels = Channels::default();
    let builder = || Polar::builder().oat(TOKEN);
    let broken = format!("{TOKEN}\r\n{TOKEN}");
    let configurations = [
        ("token", Polar::builder().oat(&*broken)),
        ("unknown scheme", Polar::builder().credential("nothing", TOKEN)),
        ("header", builder().header("x-key", &broken)),
        ("user agent", builder().user_agent_suffix(broken.clone())),
        ("server with user information", builder().server(format!("https://{TOKEN}@a.example"))),
        ("server with a query", builder().server(format!("https://a.example/?key={TOKEN}"))),
        ("server that is no URL", builder().server(format!("https://{TOKEN}:x:y"))),
        ("server by its name", builder().server(Place::Custom(format!("ftp://{TOKEN}/")))),
        ("server in plain text", builder().server(format!("http://{TOKEN}.example"))),
    ];
    for (name, builder) in configurations {
        channels.error(name, ErrorKind::Configuration, builder.build().unwrap_err());
    }

    let polar = builder().build().unwrap();
    let nobody = Polar::builder().build().unwrap();
    let refused = [
        ("path", run(polar.customers().get_external(&broken).into_future()).unwrap_err().into()),
        ("header", {
            run(polar.customers().list().header("x", &broken).into_future()).unwrap_err().into()
        }),
        ("header name", {
            run(polar.customers().list().header(&broken, "x").into_future()).unwrap_err().into()
        }),
        ("address", {
            let long = TOKEN.repeat(5_000);
            run(polar.customers().list().query(&long).into_future()).unwrap_err().into()
        }),
        ("credential", run(nobody.customers().list().into_future()).unwrap_err().into()),
    ];
    let refused: [(&str, Error); 5] = refused;
    for (name, error) in refused {
        // A name that is refused is named, so it is not the place for a secret.
        if name != "header name" {
            let kind = error.kind();
            assert!(error.is_refused(), "{name}: {error:?}");
            channels.error(name, kind, error);
        }
    }
    channels.check(20);
}

#[test]
fn what_goes_wrong_in_a_call() {
    let mut channels = Channels::default();
    let ask = |url: &str, settings: &Settings| {
        let polar = polar(url, settings).unwrap();
        run(async { polar.customers().get_external(TOKEN).await })
    };
    let plain = Settings::default();
    let short = |change: fn(&mut Settings)| {
        let mut settings = Settings::default();
        change(&mut settings);
        settings
    };
    let elapsed = polar_sdk::runtime::Elapsed::Attempt;
    let stopped = || {
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n".to_vec();
        server(vec![Step::Read, Step::Write(head), Step::Hold])
    };
    let failures: Vec<(&str, (Server, String), Settings, ErrorKind)> = vec![
        ("redirect", answers(echo(307)), plain.clone(), ErrorKind::Status),
        ("unauthorized", answers(echo(401)), plain.clone(), ErrorKind::Status),
        ("not found", answers(echo(404)), plain.clone(), ErrorKind::Status),
        ("unprocessable", answers(echo(422)), plain.clone(), ErrorKind::Status),
        (
            "documented not found",
            answers(json_answer(404, json!({"error": "ResourceNotFound", "detail": TOKEN}))),
            plain.clone(),
            ErrorKind::Status,
        ),
        // As servers do that repeat what they were sent.
        (
            "documented unprocessable",
            answers(json_answer(
                422,
                json!({"detail": [{
                    "loc": ["body", TOKEN], "msg": TOKEN, "type": "value_error", "input": TOKEN,
                }]}),
            )),
            plain.clone(),
            ErrorKind::Status,
        ),
        ("server error", answers(echo(500)), plain.clone(), ErrorKind::Status),
        ("misfit", answers(json_answer(200, "{\"type\":\"individual\"}")), plain.clone(), {
            ErrorKind::Decode
        }),
        ("HTML", answers(headed(200, "content-type: text/html\r\n", TOKEN)), plain.clone(), {
            ErrorKind::ContentType
        }),
        ("no HTTP", answers(TOKEN.into()), plain.clone(), ErrorKind::Transport),
        ("reset", server(vec![Step::Read, Step::Reset]), plain.clone(), ErrorKind::Transport),
        ("too large", answers(echo(200)), short(|settings| settings.max_bytes = Some(9)), {
            ErrorKind::TooLarge
        }),
        (
            "silence",
            server(vec![Step::Read, Step::Hold]),
            short(|settings| settings.attempt = SHORT),
            ErrorKind::Timeout(elapsed),
        ),
        ("silence in the body", stopped(), short(|settings| settings.read = SHORT), {
            ErrorKind::Timeout(polar_sdk::runtime::Elapsed::Read)
        }),
        ("silence until the end", stopped(), short(|settings| settings.total = SHORT), {
            ErrorKind::Timeout(polar_sdk::runtime::Elapsed::Total)
        }),
    ];
    for (name, (server, url), settings, kind) in failures {
        let error = ask(&url, &settings).unwrap_err();
        channels.add(format!("operation error: {name}"), texts(&error));
        assert_eq!(error.documented().is_some(), name.starts_with("documented"), "{name}");
        channels.error(name, kind, error.into());
        let request = &server.requests()[0];
        assert!(request.head.contains(&format!("authorization: Bearer {TOKEN}\r\n")));
    }
    let gone = format!("http://{}", vacant());
    channels.error("nobody there", ErrorKind::Connect, ask(&gone, &plain).unwrap_err().into());
    let secure = format!("https://{}", vacant());
    channels.error("nobody secure", ErrorKind::Connect, ask(&secure, &plain).unwrap_err().into());

    let (_server, url) = answers(json_answer(
        200,
        json!({
            "items": [customer()], "pagination": {"total_count": 9, "max_page": 9},
        }),
    ));
    let polar = polar(&url, &plain).unwrap();
    let error = run(async {
        let mut pages = polar.customers().list().query(TOKEN).pages().max_requests(1);
        pages.next().await.unwrap().unwrap();
        pages.next().await.unwrap().unwrap_err()
    });
    channels.error("too many pages", ErrorKind::TooManyPages, error.into());
    channels.check(45);
}

#[test]
fn what_comes_of_a_call() {
    let mut channels = Channels::default();
    let (server, url) = answers(json_answer(200, page(&json!([customer()]))));
    let polar = polar(&url, &Settings::default()).unwrap();
    run(async {
        let list = || polar.customers().list();
        channels.debug("value", &list().await.unwrap());
        channels.debug("response", &list().with_response().await.unwrap());
        channels.debug("raw response", &list().raw().await.unwrap());
        let mut pages = list().pages();
        channels.debug("page", &pages.next().await);
        channels.debug("pages under way", &pages);
        let mut items = list().items();
        channels.debug("item", &items.next().await);
        channels.debug("items under way", &items);
        let reply = polar.request(Method::GET, "/v1/customers/").await.unwrap();
        channels.debug("reply", &reply);
    });
    // The token is in one header, and nowhere else.
    for request in server.requests() {
        channels.add("target", request.target);
        let line = format!("authorization: Bearer {TOKEN}\r\n");
        assert_eq!(request.head.matches(&line).count(), 1, "{}", request.head);
        assert!(!request.head.to_lowercase().contains("\r\nreferer:"), "{}", request.head);
        assert!(!request.head.to_lowercase().contains("\r\ncookie:"), "{}", request.head);
        channels.add("other headers", request.head.replacen(&line, "", 1));
        channels.add("body", format!("{} bytes {:?}", request.body.len(), request.body));
    }
    channels.check(11);
}
