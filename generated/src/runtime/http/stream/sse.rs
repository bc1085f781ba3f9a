//! Reads server-sent events: the WHATWG's HTML standard, section 9.2.6 ("Interpreting an event
//! stream").
//!
//! Bytes go in as they arrive, split anywhere; events come out. It departs from the standard in one
//! thing: what has no end is refused when it has grown to a limit.

use std::time::Duration;

use bytes::{Buf, BytesMut};

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The longest identifier of an event, in bytes.
const LONGEST_ID: usize = 4096;

/// An event as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawEvent {
    /// Its type: `message` if the server gave none.
    pub(crate) event: String,
    /// The last identifier that the server gave an event, this one or an earlier one.
    pub(crate) id: String,
    /// Its data: the lines joined by line feeds.
    pub(crate) data: Vec<u8>,
}

/// That a line or an event has grown to the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Endless;

/// What was read so far.
#[derive(Debug)]
pub(crate) struct Parser {
    /// What is not yet read, and how much of it is known to hold no end of a line.
    buffer: BytesMut,
    scanned: usize,
    /// Whether the byte order mark is behind us.
    begun: bool,
    /// Whether the last line ended with a carriage return, to which a line feed may belong.
    returned: bool,
    event: String,
    data: Vec<u8>,
    /// The identifier of the event that is being read, and that of the last one that has ended.
    id: String,
    last_id: String,
    /// The time to wait before connecting again, if the server gave one.
    retry: Option<Duration>,
    limit: usize,
}

impl Parser {
    /// A parser whose lines and events have at most `limit` bytes.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            buffer: BytesMut::new(),
            scanned: 0,
            begun: false,
            returned: false,
            event: String::new(),
            data: Vec::new(),
            id: String::new(),
            last_id: String::new(),
            retry: None,
            limit,
        }
    }

    /// Takes bytes in.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next event that is complete.
    pub(crate) fn next(&mut self) -> Result<Option<RawEvent>, Endless> {
        if !self.begin() {
            return Ok(None);
        }
        while let Some(line) = self.line()? {
            if let Some(event) = self.interpret(&line)? {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }

    /// Forgets an event that has begun: the connection is another one.
    pub(crate) fn restart(&mut self) {
        // What the broken event said of its identifier is forgotten with it: it did not come.
        let (last_id, retry) = (std::mem::take(&mut self.last_id), self.retry);
        *self = Self { id: last_id.clone(), last_id, retry, ..Self::new(self.limit) };
    }

    /// The last identifier that the server gave, as of the last event that has ended.
    pub(crate) fn last_id(&self) -> &str {
        &self.last_id
    }

    /// The time that the server wants clients to wait before they connect again.
    pub(crate) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Leaves the byte order mark behind; false if it is not clear yet whether there is one.
    fn begin(&mut self) -> bool {
        if !self.begun {
            if self.buffer.len() < BOM.len() && BOM.starts_with(&self.buffer) {
                return false;
            }
            if self.buffer.starts_with(BOM) {
                self.buffer.advance(BOM.len());
            }
            self.begun = true;
        }
        true
    }

    /// The next line that is complete, without its end: a line feed, a carriage return, or both.
    fn line(&mut self) -> Result<Option<BytesMut>, Endless> {
        if self.returned && !self.buffer.is_empty() {
            self.returned = false;
            if self.buffer.starts_with(b"\n") {
                self.buffer.advance(1);
            }
        }
        let unread = self.buffer.get(self.scanned..).unwrap_or_default();
        let Some(end) = unread.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.scanned = self.buffer.len();
            return if self.scanned > self.limit { Err(Endless) } else { Ok(None) };
        };
        let line = self.buffer.split_to(self.scanned + end);
        self.scanned = 0;
        self.returned = self.buffer.starts_with(b"\r");
        self.buffer.advance(1);
        if line.len() > self.limit { Err(Endless) } else { Ok(Some(line)) }
    }

    /// Takes a line in; an empty one ends an event.
    fn interpret(&mut self, line: &[u8]) -> Result<Option<RawEvent>, Endless> {
        if line.is_empty() {
            return Ok(self.dispatch());
        }
        let (field, value) = match line.iter().position(|byte| *byte == b':') {
            Some(at) => {
                let (field, value) = line.split_at(at);
                let value = value.strip_prefix(b":").unwrap_or(value);
                (field, value.strip_prefix(b" ").unwrap_or(value))
            }
            None => (line, &[][..]),
        };
        match field {
            b"event" => self.event = String::from_utf8_lossy(value).into_owned(),
            b"data" => {
                // Of a line without a value there is still its line feed.
                if value.len() >= self.limit.saturating_add(1).saturating_sub(self.data.len()) {
                    return Err(Endless);
                }
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            // It goes with every event to come, and into a header.
            b"id" if value.len() > LONGEST_ID => return Err(Endless),
            b"id" if !value.contains(&0) => self.id = String::from_utf8_lossy(value).into_owned(),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                let number = str::from_utf8(value).ok().and_then(|text| text.parse().ok());
                self.retry = Some(Duration::from_millis(number.unwrap_or(u64::MAX)));
            }
            // A comment, which has no name before its colon, or a field of the future.
            _ => {}
        }
        Ok(None)
    }

    /// The event that has ended; none if it had no data.
    fn dispatch(&mut self) -> Option<RawEvent> {
        self.last_id.clone_from(&self.id);
        let event = std::mem::take(&mut self.event);
        let mut data = std::mem::take(&mut self.data);
        // Without data there is not even the line feed after it.
        data.pop()?;
        let event = if event.is_empty() { "message".to_owned() } else { event };
        Some(RawEvent { event, id: self.id.clone(), data })
    }
}
