//! What multipart bodies look like on the wire.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bodies_multipart::runtime::{Body, Bytes, Form, Part, Request, Upload};
use bodies_multipart::{NewFile, Picture, Probe, Word, WordOrigin};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn now<F: Future>(future: F) -> Result<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Ok(output),
        Poll::Pending => Err("not ready".into()),
    }
}

/// The parts as text, with the boundary cut out, and the stated length checked.
fn parts(request: Request<Body>) -> Result<Vec<String>> {
    let (head, mut body) = request.into_parts();
    let content_type = head.headers["content-type"].to_str()?.to_owned();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").ok_or("type")?;
    assert_eq!(boundary.len(), 32);
    let mut bytes = Vec::new();
    while let Some(chunk) = now(body.chunk())? {
        bytes.extend_from_slice(&chunk?);
    }
    if let Some(length) = head.headers.get("content-length") {
        assert_eq!(length.to_str()?, bytes.len().to_string());
    }
    let text = String::from_utf8(bytes)?;
    let text = text.strip_suffix(&format!("--{boundary}--\r\n")).ok_or("end")?;
    let between = format!("--{boundary}\r\n");
    let parts = text.split(&between).skip(1);
    Ok(parts.map(|part| part.strip_suffix("\r\n").unwrap_or("cut").to_owned()).collect())
}

fn probe() -> Result<Probe> {
    Ok(Probe::builder().server("https://probe.example").build()?)
}

const NAME: &str = "content-disposition: form-data; name=";

#[test]
fn files_and_values() -> Result {
    let file = NewFile::new(Part::new("abc").file_name("a\"\r\n\\é.txt"), "n\r\n--x")
        .icon(Bytes::from_static(b"png"))
        .more(vec![Part::new("1"), Part::new("2").content_type("text/x")])
        .pages(vec![Part::new("p")])
        .about(Word::new("hi"))
        .tags(vec!["a".to_owned(), "b".to_owned()])
        .size(3);
    let request = probe()?.files().create(&file).build()?;
    // What is small is there as a whole, and its length is the transport's to state.
    assert!(request.body().as_bytes().is_some());
    assert_eq!(
        parts(request)?,
        [
            format!("{NAME}\"about\"\r\ncontent-type: application/json\r\n\r\n{{\"text\":\"hi\"}}"),
            format!(
                "{NAME}\"file\"; filename=\"a%22%0D%0A%5Cé.txt\"\r\n\
                 content-type: application/octet-stream\r\n\r\nabc"
            ),
            format!("{NAME}\"icon\"\r\ncontent-type: image/png\r\n\r\npng"),
            format!("{NAME}\"kind\"\r\n\r\nfile"),
            format!("{NAME}\"more\"\r\n\r\n1"),
            format!("{NAME}\"more\"\r\ncontent-type: text/x\r\n\r\n2"),
            format!("{NAME}\"name\"\r\n\r\nn\r\n--x"),
            format!("{NAME}\"pages\"\r\n\r\np"),
            format!("{NAME}\"size\"\r\n\r\n3"),
            format!("{NAME}\"tags\"\r\n\r\na"),
            format!("{NAME}\"tags\"\r\n\r\nb"),
        ]
    );
    Ok(())
}

#[test]
fn large_parts_are_not_copied() -> Result {
    let probe = probe()?;
    let large = Picture::new(Part::new("x".repeat(100_000)));
    let request = probe.pictures().create().body(&large).build()?;
    assert!(request.body().as_bytes().is_none());
    assert!(request.headers().contains_key("content-length"));
    assert_eq!(parts(request)?[0].len(), NAME.len() + "\"image\"\r\n\r\n".len() + 100_000);
    Ok(())
}

#[test]
fn a_body_is_sent_again_if_all_its_parts_can_be() -> Result {
    let probe = probe()?;
    let picture = Picture::new(Part::new("abc"));
    let call = probe.pictures().create().body(&picture);
    assert_eq!(parts(call.build()?)?, parts(call.build()?)?);

    let once = Picture::new(Upload::from_reader(&b"abc"[..]));
    let call = probe.pictures().create().body(&once);
    let request = call.build()?;
    assert!(!request.headers().contains_key("content-length"));
    assert_eq!(parts(request)?, [format!("{NAME}\"image\"\r\n\r\nabc")]);
    assert!(call.build().is_err_and(|error| error.is_refused()));
    Ok(())
}

#[test]
fn forms_without_files_and_without_schema() -> Result {
    let probe = probe()?;
    let word = Word::new("hi").origin(WordOrigin::new().language("en"));
    let request = probe.words().create(&word).build()?;
    assert_eq!(
        parts(request)?,
        [format!("{NAME}\"origin[language]\"\r\n\r\nen"), format!("{NAME}\"text\"\r\n\r\nhi"),]
    );
    let form = Form::new().field("a", &1).part("b", &Part::new("x").file_name("y"));
    let request = probe.anything().create(&form).build()?;
    assert_eq!(parts(request)?.len(), 2);

    let hostile = Form::new().part("a", &Part::new("x").content_type("a/b\r\nx: y"));
    assert!(probe.anything().create(&hostile).build().is_err_and(|error| error.is_refused()));
    Ok(())
}
