//! The runtime's sources, copied as they are.

macro_rules! sources {
    ($($path:literal),* $(,)?) => {
        /// The files: path below `src/runtime/`, text.
        const SOURCES: &[(&str, &str)] = &[$(($path, include_str!(concat!("../../runtime/src/runtime/", $path)))),*];
    };
}

sources! {
    "env.rs",
    "http/answer/content_type.rs",
    "http/answer/error.rs",
    "http/answer/mod.rs",
    "http/answer/operation.rs",
    "http/answer/operation_error.rs",
    "http/answer/receive.rs",
    "http/answer/reply.rs",
    "http/answer/response.rs",
    "http/answer/retry_after.rs",
    "http/auth/mod.rs",
    "http/auth/secret.rs",
    "http/auth/security.rs",
    "http/client/builder.rs",
    "http/client/mod.rs",
    "http/client/mode.rs",
    "http/client/server.rs",
    "http/mod.rs",
    "http/page/items.rs",
    "http/page/mod.rs",
    "http/page/paged.rs",
    "http/page/pages.rs",
    "http/request/call.rs",
    "http/request/headers.rs",
    "http/request/mod.rs",
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
    "http/send/middleware.rs",
    "http/send/mod.rs",
    "http/send/raw.rs",
    "http/send/retry.rs",
    "http/send/sending.rs",
    "http/send/timer.rs",
    "http/transport/body.rs",
    "http/transport/mod.rs",
    "http/transport/reqwest.rs",
    "http/webhooks.rs",
    "json/buffer.rs",
    "json/chain.rs",
    "json/decode.rs",
    "json/integer_enum.rs",
    "json/keys.rs",
    "json/kind.rs",
    "json/literal.rs",
    "json/member.rs",
    "json/mod.rs",
    "json/nullish.rs",
    "json/object.rs",
    "json/one_or_many.rs",
    "json/selected.rs",
    "json/setters.rs",
    "json/slot.rs",
    "json/string_enum.rs",
    "json/tagged.rs",
    "json/text.rs",
    "json/union.rs",
    "json/untagged.rs",
    "mod.rs",
}

/// The files, by their path in the crate.
pub(super) fn files() -> impl Iterator<Item = (String, String)> {
    SOURCES.iter().map(|(path, text)| (format!("src/runtime/{path}"), (*text).to_owned()))
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
