//! Bodies between the two kinds of reading: ours that is polled, and that of `ureq`, which blocks.

use std::future::poll_fn;
use std::io::{self, Read};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use ::ureq::BodyReader;
use bytes::{Buf, Bytes};
use futures_core::Stream;

use super::transport_error;
use crate::runtime::http::send::block_on::{Sleep, block_on, time_left};
use crate::runtime::http::transport::TransportError;
use crate::runtime::http::transport::body::Body;

/// How many bytes are read at once.
const PIECE: usize = 16 * 1024;

/// The body of a response, a piece of which is read whenever it is polled.
pub(super) struct Pieces {
    reader: BodyReader<'static>,
    buffer: Vec<u8>,
    ended: bool,
}

impl Pieces {
    pub(super) fn new(reader: BodyReader<'static>) -> Self {
        Self { reader, buffer: Vec::new(), ended: false }
    }

    fn read(&mut self) -> io::Result<Bytes> {
        self.buffer.resize(PIECE, 0);
        let read = self.reader.read(&mut self.buffer)?;
        Ok(Bytes::copy_from_slice(self.buffer.get(..read).unwrap_or_default()))
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let piece = match self.read() {
            Ok(piece) if piece.is_empty() => None,
            Ok(piece) => Some(Ok(piece)),
            Err(error) => Some(Err(transport_error(error.into()))),
        };
        self.ended = !matches!(piece, Some(Ok(_)));
        Poll::Ready(piece)
    }
}

/// The body of a request, which is waited for when it is read.
pub(super) struct Upload {
    body: Body,
    piece: Bytes,
}

impl Upload {
    pub(super) fn new(body: Body) -> Self {
        Self { body, piece: Bytes::new() }
    }
}

impl Read for Upload {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match next(&mut self.body)? {
                Some(piece) => self.piece = piece,
                None => return Ok(0),
            }
        }
        let amount = self.piece.as_ref().read(buffer)?;
        self.piece.advance(amount);
        Ok(amount)
    }
}

/// The next piece of `body`, waited for as long as there is time.
fn next(body: &mut Body) -> io::Result<Option<Bytes>> {
    let mut chunk = pin!(body.chunk());
    let mut wait = time_left().map(Sleep::new);
    let waiting = poll_fn(|context| match (chunk.as_mut().poll(context), &mut wait) {
        (Poll::Ready(chunk), _) => Poll::Ready(Some(chunk)),
        (Poll::Pending, Some(wait)) => Pin::new(wait).poll(context).map(|()| None),
        (Poll::Pending, None) => Poll::Pending,
    });
    match block_on(waiting) {
        Some(chunk) => chunk.transpose().map_err(io::Error::other),
        None => Err(io::Error::other(::ureq::Error::Timeout(::ureq::Timeout::PerCall))),
    }
}
