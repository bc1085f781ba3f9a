//! Answers that are read while they arrive, and the types of their items.
//!
//! OpenAPI 3.2 describes an item with `itemSchema`. Before it, documents put the schema of an
//! event's data, of the whole event, or of a list of them in `schema`, or just say that the body is
//! a string.

use openapiv3::MediaType;

use super::Lowering;
use super::media::{Streamed, streamed};
use crate::document::{JsonType, RawSchema, SchemaId};
use crate::model::{Stream, StreamKind};
use crate::pointer::Pointer;

/// What an event has (HTML, "Interpreting an event stream").
const EVENT_KEYS: [&str; 5] = ["event", "data", "id", "retry", "comment"];

/// The extensions that name the data which ends a stream.
const END_KEYS: [&str; 2] = ["x-sse-end", "x-speakeasy-sse-sentinel"];

impl Lowering<'_> {
    /// The stream of the media type `name`, at `at`; none if it is no stream.
    pub(super) fn lower_stream(
        &mut self,
        at: &Pointer,
        name: &str,
        media: &MediaType,
        words: &[String],
    ) -> Option<Stream> {
        let streamed = streamed(name)?;
        let own = self.document.schemas.at(&at.child("itemSchema"));
        let whole = own.is_none();
        let item = match own {
            Some(item) => Some(item),
            None => self.body_schema(media).and_then(|schema| self.item_of(schema)),
        };
        let mut words = words.to_vec();
        words.push(if streamed == Streamed::Events { "event" } else { "line" }.to_owned());
        let kind = match streamed {
            Streamed::Events => self.lower_events(item, whole, &words),
            Streamed::Lines => {
                let item = item.filter(|item| !self.is_text(*item));
                StreamKind::Lines(self.lower_body_type(item, &words))
            }
        };
        let stated = END_KEYS.iter().find_map(|key| media.extensions.get(*key)?.as_str());
        let end = match streamed {
            Streamed::Events => stated.or(self.config.stream_end.as_deref()).map(str::to_owned),
            Streamed::Lines => None,
        };
        Some(Stream { media_type: name.to_owned(), kind, end })
    }

    /// `whole`: the schema may be that of an event, or of what its data holds.
    fn lower_events(
        &mut self,
        item: Option<SchemaId>,
        whole: bool,
        words: &[String],
    ) -> StreamKind {
        let Some(item) = item.filter(|item| !self.is_text(*item)) else {
            return StreamKind::TextEvents;
        };
        let Some(followed) = self.follow(item) else {
            return StreamKind::TextEvents;
        };
        let schema = self.document.schemas.get(followed);
        let variants: Vec<SchemaId> = schema.one_of.iter().chain(&schema.any_of).copied().collect();
        if !variants.is_empty() && variants.iter().all(|id| self.event_data(*id).is_some()) {
            return StreamKind::WholeEvents(self.lower_root(item, words));
        }
        match self.event_data(followed) {
            None => StreamKind::JsonEvents(self.lower_root(item, words)),
            Some(_) if whole => StreamKind::WholeEvents(self.lower_root(item, words)),
            Some(data) if self.is_text(data) => {
                let at = self.document.schemas.get(data).pointer.child("contentSchema");
                match self.document.schemas.at(&at) {
                    Some(content) => StreamKind::JsonEvents(self.lower_root(content, words)),
                    None => StreamKind::TextEvents,
                }
            }
            Some(data) => StreamKind::JsonEvents(self.lower_root(data, words)),
        }
    }

    /// The schema of an item: where a list of them is described, that of its items.
    fn item_of(&mut self, schema: SchemaId) -> Option<SchemaId> {
        let followed = self.follow(schema)?;
        let list = self.document.schemas.get(followed);
        let is_list = list.types.without(JsonType::Null).iter().eq([JsonType::Array]);
        if is_list { list.items } else { Some(schema) }
    }

    /// The schema of an event's data, if this is the schema of an event.
    fn event_data(&mut self, id: SchemaId) -> Option<SchemaId> {
        let followed = self.follow(id)?;
        let schema: &RawSchema = self.document.schemas.get(followed);
        let known = |(key, _): &(String, SchemaId)| EVENT_KEYS.contains(&key.as_str());
        let data = schema.properties.iter().find(|(key, _)| key == "data")?.1;
        schema.properties.iter().all(known).then_some(data)
    }

    /// Whether values of a schema are text without further meaning.
    fn is_text(&mut self, id: SchemaId) -> bool {
        let Some(id) = self.follow(id) else { return false };
        let schema = self.document.schemas.get(id);
        schema.types.without(JsonType::Null).iter().eq([JsonType::String])
            && schema.enumeration.is_none()
            && schema.constant.is_none()
    }
}
