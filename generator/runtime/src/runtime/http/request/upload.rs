//! The body of a call: bytes, or something that is read while it is sent.
//!
//! It decides whether a body can be sent a second time, which a retry needs, and holds a stream to
//! the length that was stated for it.

use std::error::Error as StdError;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::runtime::http::transport::body::Body;
use crate::runtime::http::transport::{TransportError, TransportFault};

/// How many bytes are read from a file or a reader at once.
const PIECE: usize = 64 << 10;

/// What a call sends as its body: bytes or text that are there, or what is read while it is sent.
#[derive(Clone)]
pub struct Upload {
    source: Source,
    /// The length of what is yet to be read, if it is known.
    stated: Option<u64>,
}

#[derive(Clone)]
enum Source {
    Whole(Bytes),
    /// Clones of a call share the one stream there is.
    Once(Arc<Mutex<Option<Body>>>),
    Again(Arc<dyn Fn() -> Body + Send + Sync>),
}

impl Upload {
    /// A body whose chunks come from `stream`. It can be sent once, so the call is never retried.
    pub fn from_stream<E>(stream: impl Stream<Item = Result<Bytes, E>> + Send + 'static) -> Self
    where
        E: Into<Box<dyn StdError + Send + Sync>> + 'static,
    {
        Self::once(Body::from_stream(Translated(Box::pin(stream))))
    }

    /// A body that is read from `reader`. It can be sent once, so the call is never retried.
    /// Reading blocks the thread that sends, so in an async program this is for what is quick to
    /// read.
    pub fn from_reader(reader: impl Read + Send + 'static) -> Self {
        Self::once(Body::from_stream(Reading(Some(reader))))
    }

    /// The file at `path`, opened anew for every attempt. Reading blocks the thread that sends.
    ///
    /// # Errors
    /// If the file's length cannot be learnt. One that cannot be read later, or has another length
    /// then, fails the call.
    pub fn from_file(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let length = path.metadata()?.len();
        let open = move || Body::from_stream(Reading(Some(Opening::Path(path.clone()))));
        Ok(Self::repeatable(open).with_length(length))
    }

    /// A body that `make` makes anew for every attempt.
    pub fn repeatable(make: impl Fn() -> Body + Send + Sync + 'static) -> Self {
        Self { source: Source::Again(Arc::new(make)), stated: None }
    }

    /// States how many bytes a stream has, so that the server is told before it gets them. One with
    /// more or fewer fails the call.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        self.stated = match self.source {
            Source::Whole(_) => None,
            Source::Once(_) | Source::Again(_) => Some(bytes),
        };
        self
    }

    /// How many bytes it has, if that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.source {
            Source::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            Source::Once(_) | Source::Again(_) => self.stated,
        }
    }

    /// A body that can be sent once.
    pub(crate) fn once(body: Body) -> Self {
        Self { source: Source::Once(Arc::new(Mutex::new(Some(body)))), stated: None }
    }

    /// The bytes, unless they are yet to be read.
    pub(crate) fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Whole(bytes) => Some(bytes),
            Source::Once(_) | Source::Again(_) => None,
        }
    }

    /// Whether the body can be sent a second time.
    pub(crate) fn is_repeatable(&self) -> bool {
        !matches!(self.source, Source::Once(_))
    }

    /// The body for one attempt; `None` if it was sent already.
    pub(crate) fn body(&self) -> Option<Body> {
        let body = match &self.source {
            Source::Whole(bytes) => return Some(bytes.clone().into()),
            Source::Once(body) => body.lock().unwrap_or_else(PoisonError::into_inner).take()?,
            Source::Again(make) => make(),
        };
        Some(match self.stated {
            Some(left) => Body::from_stream(Exact { body, left }),
            None => body,
        })
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Self { source: Source::Whole(bytes), stated: None }
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Upload {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&[u8]> for Upload {
    fn from(bytes: &[u8]) -> Self {
        Bytes::copy_from_slice(bytes).into()
    }
}

impl<const N: usize> From<&[u8; N]> for Upload {
    fn from(bytes: &[u8; N]) -> Self {
        Bytes::copy_from_slice(bytes).into()
    }
}

impl From<&str> for Upload {
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

impl From<&String> for Upload {
    fn from(text: &String) -> Self {
        text.as_bytes().into()
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("length", &self.length()).finish_non_exhaustive()
    }
}

/// The chunks of a caller's stream, with the error translated.
struct Translated<S>(Pin<Box<S>>);

impl<S, E> Stream for Translated<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(chunk.map(|chunk| chunk.map_err(unreadable)))
    }
}

/// The pieces of a reader; `None` once it has ended.
struct Reading<R>(Option<R>);

impl<R: Read> Reading<R> {
    fn piece(reader: &mut R) -> io::Result<Bytes> {
        let mut piece = BytesMut::zeroed(PIECE);
        let read = loop {
            match reader.read(&mut piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        piece.truncate(read);
        Ok(piece.freeze())
    }
}

/// No reader is ever pinned in place.
impl<R> Unpin for Reading<R> {}

impl<R: Read> Stream for Reading<R> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(reader) = &mut self.0 else {
            return Poll::Ready(None);
        };
        let piece = Self::piece(reader);
        let ended = !matches!(&piece, Ok(piece) if !piece.is_empty());
        if ended {
            self.0 = None;
        }
        Poll::Ready(match piece {
            Ok(_) if ended => None,
            piece => Some(piece.map_err(unreadable)),
        })
    }
}

/// A file that is opened when it is first read.
enum Opening {
    Path(PathBuf),
    File(File),
}

impl Read for Opening {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if let Self::Path(path) = self {
            *self = Self::File(File::open(path)?);
        }
        match self {
            Self::File(file) => file.read(into),
            Self::Path(_) => Ok(0),
        }
    }
}

/// A stream of a stated length.
struct Exact {
    body: Body,
    left: u64,
}

impl Stream for Exact {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(Pin::new(&mut self.body).poll_next(context));
        Poll::Ready(match chunk {
            Some(Ok(chunk)) => {
                let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
                match self.left.checked_sub(length) {
                    Some(left) => {
                        self.left = left;
                        Some(Ok(chunk))
                    }
                    None => {
                        self.end();
                        Some(Err(unreadable("the body is longer than was stated")))
                    }
                }
            }
            None if self.left > 0 => {
                self.end();
                Some(Err(unreadable("the body is shorter than was stated")))
            }
            other => other,
        })
    }
}

impl Exact {
    fn end(&mut self) {
        self.body = Body::default();
        self.left = 0;
    }
}

fn unreadable(error: impl Into<Box<dyn StdError + Send + Sync>>) -> TransportError {
    TransportError::new(TransportFault::Body, error)
}
