//! Media types by what they mean to a client.

use crate::document::{JsonType, RawSchema};

/// How a body of a media type is written or read, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// JSON (RFC 8259, or the `+json` suffix of RFC 6839).
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data`
    Multipart,
    /// Text.
    Text,
    /// Anything else.
    Bytes,
    /// Parts that are not named.
    Parts,
}

/// What is read while it arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Streamed {
    /// Server-sent events.
    Events,
    /// JSON texts, one after the other.
    Lines,
}

/// What a body of this media type is.
pub(super) fn rank(media_type: &str) -> Rank {
    let essence = essence(media_type);
    match essence.as_str() {
        _ if is_json(media_type) => Rank::Json,
        "application/x-www-form-urlencoded" => Rank::Form,
        "multipart/form-data" | "multipart/*" => Rank::Multipart,
        "application/xml" | "application/yaml" => Rank::Text,
        _ if essence.starts_with("text/") || essence.ends_with("+xml") => Rank::Text,
        _ if essence.starts_with("multipart/") => Rank::Parts,
        _ => Rank::Bytes,
    }
}

/// Whether a body of this media type is a sequence that is read while it arrives (OpenAPI 3.2
/// §4.14.3, "Sequential Media Types").
pub(super) fn streamed(media_type: &str) -> Option<Streamed> {
    let essence = essence(media_type);
    let subtype = essence.split_once('/')?.1;
    match subtype.strip_prefix("x-").unwrap_or(subtype) {
        _ if essence == "text/event-stream" => Some(Streamed::Events),
        "jsonl" | "ndjson" | "jsonlines" | "json-lines" | "json-seq" | "stream+json" => {
            Some(Streamed::Lines)
        }
        other if other.ends_with("+json-seq") || other.ends_with("+jsonl") => Some(Streamed::Lines),
        _ => None,
    }
}

/// Whether a media type is JSON.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json"
        || essence == "json"
        || essence == "text/json"
        || essence == "*/*"
        || essence.ends_with("+json")
}

/// Whether the values of a schema are bytes, which JSON cannot hold: `format: binary`, or a media
/// type that is not text without an encoding that would make it so (OpenAPI 3.1 §4.8.14.1).
pub(super) fn is_binary(schema: &RawSchema) -> bool {
    let stringy = schema.types.is_empty() || schema.types.contains(JsonType::String);
    let (media_type, encoding) = &schema.content;
    let raw = encoding.is_none() && media_type.as_deref().is_some_and(holds_bytes);
    stringy && (schema.format.as_deref() == Some("binary") || raw)
}

/// Whether what is of this media type is no text.
pub(super) fn holds_bytes(media_type: &str) -> bool {
    rank(media_type) == Rank::Bytes
}

/// The media type without its parameters, in lower case.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
