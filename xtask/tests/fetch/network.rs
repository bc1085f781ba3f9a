//! From servers: what is sent, what is followed, and what is not taken.

use crate::bench::{Bench, PETS, Result};
use crate::server::{Answer, Server};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::time::{Duration, Instant};

#[test]
fn a_document_is_asked_for_without_credentials() -> Result {
    let bench = Bench::new()?;
    let server = Server::start(|_, _| Answer::ok(PETS))?;
    let url = server.url("/pets.yaml?key=hush#part");
    let done = bench.run(&format!("fetch {url}")).expect(0);
    assert!(!format!("{done:?}").contains("hush"), "{done:?}");
    let origin = server.url("/pets.yaml?...");
    assert!(bench.spec()?.contains(&format!("\n# source: {origin}\n")), "{}", bench.spec()?);
    let requests = server.requests();
    let head = requests.first().ok_or("no request")?.to_ascii_lowercase();
    assert_eq!(requests.len(), 1);
    assert!(head.starts_with("get /pets.yaml?key=hush http/1.1\r\n"), "{head}");
    let names: Vec<&str> =
        head.lines().skip(1).filter_map(|it| Some(it.split_once(':')?.0)).collect();
    assert!(
        names.iter().all(|it| ["accept", "accept-encoding", "host", "user-agent"].contains(it)),
        "{names:?}"
    );
    bench.run(&format!("fetch {url}")).expect(0).says(&["up to date"]);
    let done = bench.run("generate").expect(0);
    assert!(done.stderr.contains("0 errors"));
    Ok(())
}

#[test]
fn the_settings_are_enough_for_a_scheduled_job() -> Result {
    let bench = Bench::new()?;
    let server = Server::start(|_, _| Answer::ok(PETS))?;
    bench.write("spec/sdk.yaml", format!("source: {}\n", server.url("/pets.yaml")))?;
    bench.run("fetch").expect(0).says(&["2 of 2 operations"]);
    bench.run("fetch --check").expect(0);
    Ok(())
}

#[test]
fn compressed_answers_are_read() -> Result {
    let bench = Bench::new()?;
    let body = gzip(PETS.as_bytes())?;
    let server = Server::start(move |_, _| {
        let headers = format!("content-encoding: gzip\r\ncontent-length: {}\r\n", body.len());
        Answer::bare("200 OK", &headers, body.clone())
    })?;
    bench.run(&format!("fetch {}", server.url("/"))).expect(0);
    let server = Server::start(|_, _| Answer::bare("200 OK", "content-encoding: br\r\n", PETS))?;
    bench.refuses(3, &format!("fetch {}", server.url("/")), &["in the encoding br"]);
    Ok(())
}

#[test]
fn redirects_are_followed_under_the_same_rule() -> Result {
    let bench = Bench::new()?;
    let server = Server::start(|path, own| match path {
        "/a" => Answer::redirect("b/../c?x=hush"),
        "/c?x=hush" => Answer::redirect(&format!("{own}/pets")),
        "/pets" => Answer::ok(PETS),
        "/far" => Answer::redirect("http://a.example/pets"),
        "/secret" => Answer::redirect("https://me:hush@a.example/pets"),
        "/file" => Answer::redirect("file:///etc/hosts"),
        "/none" => Answer::bare("302 Found", "content-length: 0\r\n", ""),
        // Nobody listens there; that it is tried shows that https is.
        "/tls" => Answer::redirect("https://127.0.0.1:1/pets"),
        loops => Answer::redirect(&format!("{loops}x")),
    })?;
    let fetch = |path: &str| format!("fetch {}", server.url(path));
    for (path, parts) in [
        (
            "/far",
            &["/far redirects elsewhere: http://a.example/pets is plain http", "use https"][..],
        ),
        ("/secret", &["/secret redirects elsewhere: the URL holds a user name or a password"]),
        ("/file", &["redirects elsewhere: a file is given by its path"]),
        ("/none", &["redirects without saying where to"]),
        ("/tls", &["https://127.0.0.1:1/pets cannot be fetched"]),
        ("/loop", &["more than 5 redirects", "/loopxxxxx"]),
    ] {
        let done = bench.refuses(3, &fetch(path), parts);
        assert!(!format!("{done:?}").contains("hush"), "{done:?}");
    }
    bench.run(&fetch("/a")).expect(0);
    assert!(
        bench.spec()?.contains(&format!("# source: {}\n", server.url("/a"))),
        "{}",
        bench.spec()?
    );
    Ok(())
}

#[test]
fn addresses_that_are_not_taken_are_not_asked() -> Result {
    let bench = Bench::new()?;
    let server = Server::start(|_, _| Answer::ok(PETS))?;
    let with_user = server.url("/").replace("http://", "http://me:hush@");
    for (address, part) in [
        (with_user.as_str(), "no credential is ever sent"),
        ("https://hush@a.example/", "no credential is ever sent"),
        ("http://a.example/pets.yaml", "plain http"),
        ("ftp://a.example/pets.yaml", "over https, not over `ftp`"),
        ("file:///pets.yaml", "by its path"),
        ("https://", "no URL"),
    ] {
        for format in ["text", "json", "github"] {
            let line = format!("fetch {address} --format {format}");
            let done = bench.refuses(3, &line, &[part]);
            assert!(!format!("{done:?}").contains("hush"), "{done:?}");
        }
    }
    assert!(server.requests().is_empty());
    Ok(())
}

#[test]
fn what_is_too_large_is_given_up() -> Result {
    let bench = Bench::new()?;
    let zeros = vec![b' '; 3 << 20];
    let bomb = gzip(&zeros)?;
    assert!(bomb.len() < 10_000, "{}", bomb.len());
    let server = Server::start(move |path, _| match path {
        "/announced" => Answer::ok(zeros.clone()),
        "/unannounced" => Answer::bare("200 OK", "", zeros.clone()),
        _ => Answer::bare("200 OK", "content-encoding: gzip\r\n", bomb.clone()),
    })?;
    for path in ["/announced", "/unannounced", "/bomb"] {
        let line = format!("fetch {} --size-limit 1", server.url(path));
        bench.refuses(3, &line, &["gave more than 1 MiB", "--size-limit"]);
    }
    Ok(())
}

#[test]
fn what_takes_too_long_is_given_up() -> Result {
    let bench = Bench::new()?;
    let pause = Duration::from_millis(100);
    let server = Server::start(move |path, _| match path {
        "/drip" => Answer::ok(PETS).dripping(20, pause),
        _ => {
            std::thread::sleep(Duration::from_secs(3));
            Answer::ok(PETS)
        }
    })?;
    for path in ["/drip", "/silent"] {
        let start = Instant::now();
        let line = format!("fetch {} --time-limit 1", server.url(path));
        bench.refuses(3, &line, &["did not give its answer within 1 s", "--time-limit"]);
        assert!(start.elapsed() < Duration::from_secs(3), "{path}: {:?}", start.elapsed());
    }
    Ok(())
}

#[test]
fn what_breaks_off_is_no_document() -> Result {
    let bench = Bench::new()?;
    // Without its last line, the document would still be one.
    let whole = PETS.len();
    let server = Server::start(move |path, _| match path {
        "/length" => Answer::ok(PETS).cut_after(whole - 27),
        _ => {
            let body = format!("{whole:x}\r\n{PETS}\r\n0\r\n\r\n");
            Answer::bare("200 OK", "transfer-encoding: chunked\r\n", body).cut_after(whole - 20)
        }
    })?;
    for path in ["/length", "/chunked"] {
        bench.refuses(3, &format!("fetch {}", server.url(path)), &["broke off after"]);
    }
    Ok(())
}

#[test]
fn what_is_no_document_is_told_apart() -> Result {
    let bench = Bench::new()?;
    let server = Server::start(|path, _| match path {
        "/login" => Answer::new(
            "200 OK",
            "text/html; charset=utf-8",
            "\n<!DOCTYPE html><title>Sign in</title>",
        ),
        "/401" => Answer::new("401 Unauthorized", "application/json", "{}"),
        "/404" => Answer::new("404 Not Found", "text/plain", "no"),
        "/500" => Answer::new("500 Internal Server Error", "text/plain", PETS),
        "/204" => Answer::bare("204 No Content", "", ""),
        "/empty" => Answer::ok(""),
        "/zip" => Answer::new("200 OK", "application/zip", b"PK\x03\x04\xff\xfe".to_vec()),
        "/odd" => Answer::bare("999 a\x1b[2J", "content-length: 0\r\n", ""),
        _ => Answer::new("200 OK", "application/json", "{\"message\": \"hello\"}"),
    })?;
    for (path, parts) in [
        (
            "/login",
            &[
                "gave a web page or XML, not a document (content type text/html)",
                "may need a login",
            ][..],
        ),
        ("/401", &["answered with status 401 Unauthorized", "no credential is ever sent"]),
        ("/404", &["answered with status 404 Not Found", "correct the address"]),
        ("/500", &["answered with status 500 Internal Server Error", "later"]),
        ("/204", &["answered with status 204"]),
        ("/empty", &["gave nothing, not a document (content type application/yaml)"]),
        ("/zip", &["no UTF-8 text, at byte 4", "application/zip"]),
        ("/odd", &["/odd"]),
        ("/json", &["error[unsupported-version]", "no `openapi` member", "/json:1:1"]),
    ] {
        let done = bench.refuses(3, &format!("fetch {}", server.url(path)), parts);
        assert!(!done.stderr.contains('\u{1b}'), "{done:?}");
    }
    let gone = server.url("/");
    drop(server);
    bench.refuses(3, &format!("fetch {gone}"), &["cannot be fetched"]);
    Ok(())
}

#[test]
fn a_document_of_the_network_is_one_file() -> Result {
    let bench = Bench::new()?;
    let text = PETS.replace("\"#/components/schemas/Pet\"", "schemas.yaml#/Pet");
    let server = Server::start(move |_, _| Answer::ok(text.clone()))?;
    let line = format!("fetch {}", server.url("/pets.yaml"));
    let parts = [
        "error[missing-file]",
        "the file `schemas.yaml` cannot be read: a document of the network has to be one file",
        "/pets.yaml:11:",
    ];
    bench.refuses(3, &line, &parts);
    assert_eq!(server.requests().len(), 1);
    Ok(())
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
