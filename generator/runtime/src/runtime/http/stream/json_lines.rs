//! Splits a body into JSON texts: one to a line (JSON Lines), or each after a record separator
//! (RFC 7464).
//!
//! Bytes go in as they arrive, split anywhere; texts come out. Empty ones are left out.

use bytes::{Bytes, BytesMut};

use super::sse::Endless;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The record separator of RFC 7464, section 2.2.
const RECORD: u8 = 0x1E;

/// What was read so far.
#[derive(Debug)]
pub(crate) struct Splitter {
    buffer: BytesMut,
    /// How much of the buffer is known to hold no separator.
    scanned: usize,
    separator: u8,
    begun: bool,
    limit: usize,
}

impl Splitter {
    /// One that gives texts of at most `limit` bytes; `sequence` says that record separators are
    /// between them.
    pub(crate) fn new(sequence: bool, limit: usize) -> Self {
        let separator = if sequence { RECORD } else { b'\n' };
        Self { buffer: BytesMut::new(), scanned: 0, separator, begun: false, limit }
    }

    /// Takes bytes in.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next text that is complete. At the end of the body the last one is, even if nothing
    /// follows it.
    pub(crate) fn next(&mut self, at_end: bool) -> Result<Option<Bytes>, Endless> {
        loop {
            let unread = self.buffer.get(self.scanned..).unwrap_or_default();
            let piece = match unread.iter().position(|byte| *byte == self.separator) {
                Some(end) => {
                    let length = self.scanned + end;
                    let mut piece = self.buffer.split_to(length + 1);
                    piece.truncate(length);
                    piece
                }
                None if at_end && !self.buffer.is_empty() => self.buffer.split(),
                None => {
                    self.scanned = self.buffer.len();
                    return if self.scanned > self.limit { Err(Endless) } else { Ok(None) };
                }
            };
            self.scanned = 0;
            if piece.len() > self.limit {
                return Err(Endless);
            }
            let text = self.trimmed(&piece.freeze());
            if !text.is_empty() {
                return Ok(Some(text));
            }
        }
    }

    /// Without the white space around it, nor the byte order mark before the first.
    fn trimmed(&mut self, piece: &Bytes) -> Bytes {
        let mut text: &[u8] = piece;
        if !std::mem::replace(&mut self.begun, true) {
            text = text.strip_prefix(BOM).unwrap_or(text);
        }
        piece.slice_ref(text.trim_ascii())
    }
}
