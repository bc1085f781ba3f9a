//! The same streams with a client that blocks.

use std::io::Read as _;

use super::api::{API, Export};
use super::streams::{Read, Tick, Watch, events, live};
use super::support::{Answer, Recorder, answer};
use crate::runtime::{Blocking, Builder, Bytes, Call, Client};

fn client(answers: impl IntoIterator<Item = Answer>) -> Client<Blocking> {
    Builder::<Client<Blocking>, Blocking>::new(&API)
        .credential("token", "t0ken")
        .retries(0)
        .transport(Recorder::new(answers))
        .build()
        .unwrap()
}

#[test]
fn events_are_iterated() {
    let client = client([
        events([&b"id: 1\ndata: {\"n\":1}\n\n"[..], b"data: {\"n\":2}\n\n"]),
        answer(204, "", ""),
    ]);
    let call = Watch { call: Call::new(&client, Watch::ROUTE) };
    let ticks: Vec<Tick> =
        call.send().unwrap().reconnect(1).map(|event| event.unwrap().data).collect();
    assert_eq!(ticks, [Tick { n: 1 }, Tick { n: 2 }]);
}

#[test]
fn lines_are_iterated() {
    let client = client([live("application/jsonl", [&b"{\"n\":1}\n{\"n\":2}"[..]])]);
    let call = Read { call: Call::new(&client, Read::ROUTE) };
    let ticks: Result<Vec<Tick>, _> = call.send().unwrap().collect();
    assert_eq!(ticks.unwrap(), [Tick { n: 1 }, Tick { n: 2 }]);
}

#[test]
fn downloads_are_iterated_and_read() {
    let whole = || live("text/csv", [&b"abc"[..], b"", b"de"]);
    let client = client([whole(), whole(), whole()]);
    let call = || Export { call: Call::new(&client, Export::ROUTE) };
    let chunks: Result<Vec<Bytes>, _> = call().download().send().unwrap().collect();
    assert_eq!(chunks.unwrap().concat(), b"abcde");
    let mut download = call().download().send().unwrap();
    let mut two = [0; 2];
    download.read_exact(&mut two).unwrap();
    assert_eq!(&two, b"ab");
    // What was received and not read is not lost.
    assert_eq!(download.into_bytes().unwrap(), "cde");
    let mut text = String::new();
    call().download().send().unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "abcde");
}
