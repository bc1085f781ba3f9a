//! `multipart/form-data` bodies (RFC 7578).
//!
//! It decides the bytes around the parts. A name in a header is quoted so that it can neither end
//! its quotes nor its line, whatever it holds. The boundary is not searched for in the content, of
//! which a stream has not been read: it is 128 bits that nobody who makes content can guess.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;
use serde_json::Value;

use super::encoding::{self, Encoding};
use super::headers;
use super::part::Part;
use super::upload::Upload;
use crate::runtime::http::transport::TransportError;
use crate::runtime::http::transport::body::Body;
use crate::runtime::json::{Map, Nullish, OneOrMany};

/// Content of up to so many bytes is copied next to what stands around it; larger is sent by itself.
const SMALL: usize = 16 << 10;

/// A value that is sent as `multipart/form-data`.
pub trait Multipart {
    /// Adds the parts of this value.
    fn add_to(&self, form: Form) -> Form;
}

/// The parts of a `multipart/form-data` body, in the order in which they are added.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Form {
    parts: Vec<(String, Part)>,
    encodings: &'static [(&'static str, Encoding)],
    fault: Option<String>,
}

impl Form {
    /// A form without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// A form whose parts of these names are not written in the usual way.
    pub(crate) fn encoded(encodings: &'static [(&'static str, Encoding)]) -> Self {
        Self { encodings, ..Self::default() }
    }

    /// Adds a file; none for `None`, and several under one name for a list.
    pub fn part(mut self, name: &str, parts: &(impl Parts + ?Sized)) -> Self {
        let own = encoding::own(self.encodings, name);
        parts.each(&mut |part| {
            let mut part = part.clone();
            if let Some(Encoding::Type(content_type)) = own {
                part.content_type.get_or_insert_with(|| content_type.to_owned());
            }
            self.parts.push((name.to_owned(), part));
        });
        self
    }

    /// Adds a value: a scalar as text, an object as JSON, each item of a list under the same name.
    /// Null adds nothing.
    pub fn field(self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_value(value) {
            Ok(value) => self.value(name, &value),
            Err(error) => self.fail(error.to_string()),
        }
    }

    /// Adds the entries of a map.
    pub fn fields<T: Serialize>(self, values: &Map<String, T>) -> Self {
        values.iter().fold(self, |form, (name, value)| form.field(name, value))
    }

    /// Adds the members of an object.
    pub(crate) fn object(self, value: serde_json::Result<Value>) -> Self {
        match value {
            Ok(Value::Object(members)) => {
                members.iter().fold(self, |form, (name, member)| form.value(name, member))
            }
            Ok(_) => self.fail("only an object can be written as a form".to_owned()),
            Err(error) => self.fail(error.to_string()),
        }
    }

    fn value(mut self, name: &str, value: &Value) -> Self {
        let fields = encoding::fields(name, value, encoding::own(self.encodings, name));
        self.parts.extend(fields.into_iter().map(|field| {
            let content_type = field.content_type.map(str::to_owned);
            (field.name, Part { content_type, ..Part::new(field.text) })
        }));
        self
    }

    fn fail(mut self, fault: String) -> Self {
        self.fault.get_or_insert(fault);
        self
    }

    /// The content type, which names the boundary, and the body.
    pub(crate) fn into_body(self) -> Result<(String, Upload), String> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let boundary = boundary();
        let mut pieces: Vec<Upload> = Vec::new();
        let mut text = Vec::new();
        for (name, part) in self.parts {
            text.extend_from_slice(head(&boundary, &name, &part)?.as_bytes());
            match part.content.as_bytes() {
                Some(bytes) if bytes.len() <= SMALL => text.extend_from_slice(bytes),
                _ => pieces.extend([std::mem::take(&mut text).into(), part.content]),
            }
            text.extend_from_slice(b"\r\n");
        }
        text.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        pieces.push(text.into());
        Ok((format!("multipart/form-data; boundary={boundary}"), joined(pieces)?))
    }
}

impl Multipart for Form {
    fn add_to(&self, mut form: Form) -> Form {
        form.parts.extend(self.parts.iter().cloned());
        form.fault = form.fault.or_else(|| self.fault.clone());
        form
    }
}

/// One file, several, or none.
pub trait Parts {
    /// Calls `add` with each of them.
    fn each(&self, add: &mut dyn FnMut(&Part));
}

impl Parts for Part {
    fn each(&self, add: &mut dyn FnMut(&Part)) {
        add(self);
    }
}

impl<T: Parts> Parts for Vec<T> {
    fn each(&self, add: &mut dyn FnMut(&Part)) {
        self.iter().for_each(|part| part.each(add));
    }
}

impl<T: Parts> Parts for OneOrMany<T> {
    fn each(&self, add: &mut dyn FnMut(&Part)) {
        match self {
            Self::One(part) => part.each(add),
            Self::Many(parts) => parts.each(add),
        }
    }
}

impl<T: Parts> Parts for Option<T> {
    fn each(&self, add: &mut dyn FnMut(&Part)) {
        if let Some(part) = self {
            part.each(add);
        }
    }
}

impl<T: Parts> Parts for Nullish<T> {
    fn each(&self, add: &mut dyn FnMut(&Part)) {
        if let Self::Value(part) = self {
            part.each(add);
        }
    }
}

/// Implements [`Multipart`] of a struct, one row per field:
///
/// | words | part |
/// |---|---|
/// | `part name "key"` | files |
/// | `field name "key"` | a value |
/// | `literal "key" = value` | a constant |
/// | `rest name` | the entries of a map |
#[allow(unused_macros)]
macro_rules! multipart {
    ($type:ident {
        $($word:ident $($field:ident)? $($key:literal)? $(= $value:literal)?),* $(,)?
    }) => {
        impl $crate::runtime::Multipart for $type {
            fn add_to(&self, form: $crate::runtime::Form) -> $crate::runtime::Form {
                $(let form = multipart!(@$word form $($key)? $((&self.$field))? $((&$value))?);)*
                form
            }
        }

        impl ::std::fmt::Debug for $type {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::json::redact::object(
                    formatter,
                    stringify!($type),
                    &[$($((stringify!($field), &self.$field),)?)*],
                )
            }
        }
    };

    (@part $form:ident $key:literal ($field:expr)) => { $form.part($key, $field) };
    (@field $form:ident $key:literal ($field:expr)) => { $form.field($key, $field) };
    (@literal $form:ident $key:literal ($value:expr)) => { $form.field($key, $value) };
    (@rest $form:ident ($field:expr)) => { $form.fields($field) };
}

/// 128 bits out of a keyed hash, whose key the operating system's random numbers made.
fn boundary() -> String {
    let random = RandomState::new();
    let half = |number: u8| random.hash_one((number, fastrand::u64(..)));
    format!("{:016x}{:016x}", half(0), half(1))
}

/// What stands before a part's content (RFC 7578, section 4.2).
fn head(boundary: &str, name: &str, part: &Part) -> Result<String, String> {
    let mut head = format!("--{boundary}\r\ncontent-disposition: form-data; name=\"");
    quote(name, &mut head);
    head.push('"');
    if let Some(file_name) = &part.file_name {
        head.push_str("; filename=\"");
        quote(file_name, &mut head);
        head.push('"');
    }
    head.push_str("\r\n");
    let content_type = match &part.content_type {
        Some(content_type) => Some(content_type.as_str()),
        None => part.file_name.as_ref().map(|_| "application/octet-stream"),
    };
    if let Some(content_type) = content_type {
        headers::check_value(content_type)
            .map_err(|fault| format!("the content type of a part: {fault}"))?;
        let _ = write!(head, "content-type: {content_type}\r\n");
    }
    head.push_str("\r\n");
    Ok(head)
}

/// Control characters and quotes are written as browsers do, `%0A` for a line feed; so is the
/// backslash, which some servers take for an escape.
fn quote(text: &str, into: &mut String) {
    for char in text.chars() {
        if char.is_ascii_control() || matches!(char, '"' | '\\') {
            let _ = write!(into, "%{:02X}", u32::from(char));
        } else {
            into.push(char);
        }
    }
}

/// One body of these pieces, which can be sent again if all of them can.
fn joined(pieces: Vec<Upload>) -> Result<Upload, String> {
    if let [only] = pieces.as_slice() {
        return Ok(only.clone());
    }
    let length = pieces.iter().try_fold(0_u64, |sum, piece| sum.checked_add(piece.length()?));
    let upload = if pieces.iter().all(Upload::is_repeatable) {
        Upload::repeatable(move || {
            Body::from_stream(Chain(pieces.iter().filter_map(Upload::body).collect()))
        })
    } else {
        let bodies: Option<VecDeque<Body>> = pieces.iter().map(Upload::body).collect();
        let bodies = bodies.ok_or("a part comes from a stream that was sent")?;
        Upload::once(Body::from_stream(Chain(bodies)))
    };
    Ok(match length {
        Some(length) => upload.with_length(length),
        None => upload,
    })
}

/// One body after the other.
struct Chain(VecDeque<Body>);

impl Stream for Chain {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(body) = self.0.front_mut() {
            match ready!(Pin::new(body).poll_next(context)) {
                Some(chunk) => return Poll::Ready(Some(chunk)),
                None => drop(self.0.pop_front()),
            }
        }
        Poll::Ready(None)
    }
}
