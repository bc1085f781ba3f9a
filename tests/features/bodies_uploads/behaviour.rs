//! What is sent as it is, and what is said about it.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bodies_uploads::Probe;
use bodies_uploads::runtime::{Body, Request, Upload};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn now<F: Future>(future: F) -> Result<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Ok(output),
        Poll::Pending => Err("not ready".into()),
    }
}

/// Content type, stated length and body.
fn sent(request: Request<Body>) -> Result<(String, Option<String>, Vec<u8>)> {
    let (head, mut body) = request.into_parts();
    let text = |name: &str| head.headers.get(name).map(|value| value.to_str().map(str::to_owned));
    let mut bytes = Vec::new();
    while let Some(chunk) = now(body.chunk())? {
        bytes.extend_from_slice(&chunk?);
    }
    let content_type = text("content-type").transpose()?.unwrap_or_default();
    Ok((content_type, text("content-length").transpose()?, bytes))
}

#[test]
fn bytes_text_files_and_readers() -> Result {
    let probe = Probe::builder().server("https://probe.example").build()?;
    let send = probe.send();
    let octets = || "application/octet-stream".to_owned();
    assert_eq!(sent(send.bytes("abc").build()?)?, (octets(), None, b"abc".to_vec()));
    assert_eq!(sent(send.any(vec![1, 2]).build()?)?, (octets(), None, vec![1, 2]));
    let lines = sent(send.lines("{}\n").build()?)?;
    assert_eq!(lines, ("application/x-ndjson".to_owned(), None, b"{}\n".to_vec()));
    let image = send.image().body(&b"x"[..]).header("content-type", "image/png");
    assert_eq!(sent(image.build()?)?, ("image/png".to_owned(), None, b"x".to_vec()));

    let path = std::env::temp_dir().join(format!("bodies_uploads_{}", std::process::id()));
    std::fs::write(&path, vec![7; 100_000])?;
    let file = send.bytes(Upload::from_file(&path)?);
    for _ in 0..2 {
        let (_, length, body) = sent(file.build()?)?;
        assert_eq!((length.as_deref(), body), (Some("100000"), vec![7; 100_000]));
    }
    std::fs::write(&path, "grown shorter")?;
    assert!(sent(file.build()?).is_err());
    std::fs::remove_file(&path)?;
    assert!(sent(file.build()?).is_err());

    let reader = send.bytes(Upload::from_reader(&b"abc"[..]).with_length(3));
    assert_eq!(sent(reader.build()?)?, (octets(), Some("3".to_owned()), b"abc".to_vec()));
    assert!(reader.build().is_err_and(|error| error.is_refused()));
    for length in [2, 4] {
        let lying = send.bytes(Upload::from_reader(&b"abc"[..]).with_length(length));
        assert!(sent(lying.build()?).is_err());
    }
    Ok(())
}
