//! The runtime's sources, copied as they are. Only the types of dates and times are a choice, which
//! is that of a file.

use crate::plan::DateLibrary;

macro_rules! sources {
    ($($path:literal),* $(,)?) => {
        /// The files: path below `src/runtime/`, text.
        const SOURCES: &[(&str, &str)] = &[$(($path, include_str!(concat!("../../runtime/src/runtime/", $path)))),*];
    };
}

sources! {
    "dates.rs",
    "env.rs",
    "http/answer/content_type.rs",
    "http/answer/error.rs",
    "http/answer/header.rs",
    "http/answer/mod.rs",
    "http/answer/operation.rs",
    "http/answer/operation_error.rs",
    "http/answer/receive.rs",
    "http/answer/reply.rs",
    "http/answer/response.rs",
    "http/answer/retry_after.rs",
    "http/auth/errand.rs",
    "http/auth/held.rs",
    "http/auth/keys.rs",
    "http/auth/mod.rs",
    "http/auth/oauth2.rs",
    "http/auth/provided.rs",
    "http/auth/provider.rs",
    "http/auth/secret.rs",
    "http/auth/security.rs",
    "http/client/builder.rs",
    "http/client/mod.rs",
    "http/client/mode.rs",
    "http/client/server.rs",
    "http/mod.rs",
    "http/page/course.rs",
    "http/page/fields.rs",
    "http/page/items.rs",
    "http/page/link.rs",
    "http/page/link_header.rs",
    "http/page/mod.rs",
    "http/page/paged.rs",
    "http/page/pages.rs",
    "http/page/position.rs",
    "http/request/call.rs",
    "http/request/encoding.rs",
    "http/request/headers.rs",
    "http/request/mod.rs",
    "http/request/multipart.rs",
    "http/request/part.rs",
    "http/request/percent.rs",
    "http/request/render.rs",
    "http/request/route.rs",
    "http/request/style.rs",
    "http/request/template.rs",
    "http/request/untyped.rs",
    "http/request/upload.rs",
    "http/send/block_on.rs",
    "http/send/budget.rs",
    "http/send/exchange.rs",
    "http/send/limiter.rs",
    "http/send/middleware.rs",
    "http/send/mod.rs",
    "http/send/raw.rs",
    "http/send/retry.rs",
    "http/send/sending.rs",
    "http/send/timer.rs",
    "http/send/trace.rs",
    "http/send/untraced.rs",
    "http/stream/download.rs",
    "http/stream/event.rs",
    "http/stream/events.rs",
    "http/stream/json_lines.rs",
    "http/stream/lines.rs",
    "http/stream/live.rs",
    "http/stream/mod.rs",
    "http/stream/open.rs",
    "http/stream/sse.rs",
    "http/stream/streamed.rs",
    "http/transport/body.rs",
    "http/transport/mod.rs",
    "http/transport/reqwest.rs",
    "http/transport/ureq/body.rs",
    "http/transport/ureq/connector.rs",
    "http/transport/ureq/mod.rs",
    "http/webhooks.rs",
    "json/chain.rs",
    "json/decode.rs",
    "json/diff.rs",
    "json/effort.rs",
    "json/encoded.rs",
    "json/hyphenated.rs",
    "json/integer_enum.rs",
    "json/keys.rs",
    "json/kind.rs",
    "json/literal.rs",
    "json/member.rs",
    "json/mod.rs",
    "json/moment.rs",
    "json/nullish.rs",
    "json/object.rs",
    "json/one_or_many.rs",
    "json/redact.rs",
    "json/replay.rs",
    "json/sample/check.rs",
    "json/sample/choices.rs",
    "json/sample/mod.rs",
    "json/sample/mutation.rs",
    "json/sample/shape.rs",
    "json/sample/values.rs",
    "json/selected.rs",
    "json/setters.rs",
    "json/slot.rs",
    "json/string_enum.rs",
    "json/tagged.rs",
    "json/tape.rs",
    "json/text.rs",
    "json/texts.rs",
    "json/union.rs",
    "json/untagged.rs",
    "json/usual.rs",
    "mod.rs",
    "test_util/answer.rs",
    "test_util/clock.rs",
    "test_util/example.rs",
    "test_util/matching.rs",
    "test_util/mod.rs",
    "test_util/recorded.rs",
    "test_util/server.rs",
}

/// The file that says which types dates and times have.
const DATES: &str = "dates.rs";

/// The files, by their path in the crate.
pub(super) fn files(dates: DateLibrary) -> impl Iterator<Item = (String, String)> {
    SOURCES.iter().map(move |(path, text)| {
        let text = match dates {
            DateLibrary::Chrono if *path == DATES => {
                include_str!("../../runtime/src/dates/chrono.rs")
            }
            DateLibrary::Time if *path == DATES => include_str!("../../runtime/src/dates/time.rs"),
            DateLibrary::Jiff | DateLibrary::Chrono | DateLibrary::Time => text,
        };
        (format!("src/runtime/{path}"), text.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), &format!("{prefix}{name}/"), found);
            } else {
                found.push(format!("{prefix}{name}"));
            }
        }
    }

    #[test]
    fn every_source_of_the_runtime_is_copied() {
        let mut found = Vec::new();
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/runtime"), "", &mut found);
        found.sort();
        let listed: Vec<String> =
            super::SOURCES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(found, listed);
    }
}
